"""Working on scans: every way that a scan can go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

import pytest

from hoso.adapters.memory.objects import MemoryObjects
from hoso.pipeline.codes.sheets import cover_text
from hoso.pipeline.load import Limits
from hoso.pipeline.recognise.engines import Layout, Model, OcrEngine, Pixels, RecognisedWord
from hoso.schemas.errors import (
    CorruptFile,
    EngineCrashed,
    EngineTimeout,
    InvalidTransition,
    NoReadablePage,
    NotFound,
    ObjectsUnavailable,
)
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Code, Page
from hoso.schemas.scans import TRANSITIONS, ScanState
from hoso.services import processing
from hoso.services.claims import WorkerStopping, release_worker
from hoso.services.moves import moved, state_of_documents, status_of_scans
from tests.engines import CannedEngine, FailingEngine
from tests.services.world import ONE_PAGE, PIPELINE, SURE, TWO_PAGES, TextPage, World, read


def test_a_scan_with_doubts_goes_to_review(world: World) -> None:
    """Reading and understanding lead to `needs_review` when a paper needs a look."""
    scan = world.work(world.receive(TWO_PAGES).scan_id)

    assert (scan.state, scan.page_count, scan.pages_done, scan.attempts) == ("needs_review", 2, 2, 0)
    assert [d.id for d in world.documents(scan.id)] == [f"{scan.id}-1", f"{scan.id}-2"]
    assert world.queue.sent == [("desk", scan.id), ("records", scan.id)]
    assert world.actions(f"scan:{scan.id}") == ["received", "text_ready", "needs_review"]


def test_a_sure_scan_is_accepted(world: World) -> None:
    """A scan whose papers need no look is `accepted` at once."""
    scan = world.work(world.receive(SURE).scan_id)

    assert scan.state == "accepted"
    assert [d.state for d in world.documents(scan.id)] == ["accepted"]


def test_papers_behind_the_cover_of_another_application(world: World) -> None:
    """Even a sure paper goes to a person when the sheet on top of it names another application."""

    def read_with_cover(data: bytes, engine: OcrEngine, limits: Limits) -> Iterator[TextPage]:
        code = Code("qr", cover_text("H26.05-200101-0001"), Box(0.3, 0.3, 0.7, 0.6))
        yield TextPage(Page(1, 100, 200, 300, blank=True, role="cover", codes=(code,)), b"jpeg")
        for page in read(data, engine, limits):
            yield replace(page, page=replace(page.page, number=2))

    world.change(pipeline=replace(PIPELINE, read=cast(Any, read_with_cover)))

    scan = world.work(world.receive(SURE).scan_id)

    (paper,) = world.documents(scan.id)
    assert (scan.state, paper.document.pages) == ("needs_review", (2,))
    assert [finding.code for finding in paper.document.findings] == ["cover_of_another_application"]


def test_artefacts_lie_under_hash_and_version(world: World) -> None:
    """Images and text are found by content hash and pipeline version, and nothing else is written."""
    scan = world.work(world.receive(TWO_PAGES).scan_id)

    place = f"{scan.sha256[:2]}/{scan.sha256}"
    expected = [
        f"originals/{place}",
        f"pages/{place}/7/1.jpg",
        f"pages/{place}/7/2.jpg",
        f"text/{place}/7.json",
    ]
    assert list(world.objects.keys("")) == expected


def test_repeated_messages_change_nothing(world: World) -> None:
    """A message that comes again finds the state moved on and returns."""
    scan = world.work(world.receive().scan_id)

    assert world.work(scan.id) == scan
    processing.read_scan(world.s, "unknown")
    processing.understand_scan(world.s, "unknown")
    assert world.actions(f"scan:{scan.id}") == ["received", "text_ready", "needs_review"]


def test_no_transaction_is_open_while_text_is_recognised(world: World) -> None:
    """OCR may take minutes; no transaction may last that long."""
    seen: list[int] = []

    class Watching(CannedEngine):
        def recognise(
            self, image: Pixels, dpi: int, layout: Layout = "page", model: Model = "vie"
        ) -> tuple[RecognisedWord, ...]:
            seen.append(world.database.open_units)
            return ()

    world.engine = lambda attempt: Watching()
    processing.read_scan(world.s, world.receive(TWO_PAGES).scan_id)

    assert seen == [0, 0]


def test_progress_is_saved_and_the_lease_renewed_per_page(world: World) -> None:
    """After each page the row tells how many are done, and the lease is as long as at the start."""
    seen: list[tuple[int, float]] = []
    scan_id = world.receive(TWO_PAGES).scan_id

    def watching(*args: Any) -> Iterator[Any]:
        for page in read(*args):
            scan = world.scan(scan_id)
            assert scan.lease_until is not None
            seen.append((scan.pages_done, (scan.lease_until - world.clock.now()).total_seconds()))
            yield page
            world.clock.forward(seconds=200)

    world.change(pipeline=replace(world.s.pipeline, read=watching))
    processing.read_scan(world.s, scan_id)

    assert seen == [(0, 300), (1, 100)]
    assert world.scan(scan_id).state == "text_ready"


def test_the_papers_fault_rejects(world: World) -> None:
    """A document error while reading rejects the scan with its reason, without another attempt."""
    world.engine = lambda attempt: FailingEngine(CorruptFile())

    scan = world.work(world.receive().scan_id)

    assert (scan.state, scan.attempts, scan.error and scan.error.code) == ("rejected", 1, "corrupt_file")
    assert len(world.queue.sent) == 1


def test_a_scan_without_papers_is_rejected(world: World) -> None:
    """Blank pages only: somebody must look at the paper, not at an empty record."""
    scan = world.work(world.receive(b"%DOC").scan_id)

    assert (scan.state, scan.error and scan.error.code) == ("rejected", NoReadablePage.code)


@pytest.mark.parametrize("error", [EngineTimeout(), EngineCrashed(), ValueError("a bug")])
def test_a_poison_page_fails_after_three_attempts(world: World, error: Exception) -> None:
    """Attempts are spent with pauses between them; then the scan is `failed` with the reason, others not."""
    attempts: list[int] = []

    def engine(attempt: int) -> OcrEngine:
        attempts.append(attempt)
        return FailingEngine(error)

    world.engine = engine
    poison = world.receive().scan_id
    for pause in (0, 1.9, 0.2, 8.1):
        world.clock.forward(seconds=pause)
        if isinstance(error, ValueError) and len(attempts) < 3 and pause != 1.9:
            with pytest.raises(ValueError, match="a bug"):
                processing.read_scan(world.s, poison)
        else:
            processing.read_scan(world.s, poison)
    world.engine = lambda attempt: CannedEngine()
    other = world.work(world.receive(SURE).scan_id)

    scan = world.scan(poison)
    assert attempts == [1, 2, 3]
    assert (scan.state, scan.attempts, scan.lease_owner) == ("failed", 3, None)
    assert scan.error
    assert scan.error.code == getattr(error, "code", "internal_error")
    assert world.actions(f"scan:{poison}") == ["received", "postponed", "postponed", "failed"]
    assert other.state == "accepted"


def test_a_worker_that_dies_silently_spends_its_attempt(world: World) -> None:
    """A kill leaves only the lease; after three such ends the scan is `failed` instead of killing more."""
    scan_id = world.receive().scan_id
    for _ in range(3):
        with world.database() as uow:
            now = world.clock.now()
            until = now + world.s.policy.lease
            assert uow.scans.claim(scan_id, frozenset({"received"}), "dead#1", now, until)
            uow.commit()
        processing.read_scan(world.s, scan_id)
        assert world.scan(scan_id).state == "received"
        world.clock.forward(seconds=301)

    processing.read_scan(world.s, scan_id)

    scan = world.scan(scan_id)
    assert (scan.state, scan.attempts, scan.error and scan.error.code) == ("failed", 3, "engine_crashed")


def test_an_outage_costs_time_but_no_attempt(world: World) -> None:
    """While the object store is down the scan waits; however often, it does not fail for it."""

    class Down(MemoryObjects):
        def get(self, key: str) -> bytes:
            raise ObjectsUnavailable

    scan_id = world.receive().scan_id
    up = world.s.objects
    world.change(objects=Down())
    for _ in range(5):
        processing.read_scan(world.s, scan_id)
        world.clock.forward(seconds=15)
    world.change(objects=up)

    assert world.scan(scan_id).attempts == 0
    assert world.work(scan_id).state == "needs_review"


def test_a_late_result_of_a_lost_lease_is_dropped(world: World) -> None:
    """A worker that was given up finds its lease gone: its result does not count, the other's does."""
    scan_id = world.receive(TWO_PAGES).scan_id

    def stalling(*args: Any) -> Iterator[Any]:
        for page in read(*args):
            if world.s.pipeline.read is stalling:
                world.change(pipeline=PIPELINE)
                world.clock.forward(seconds=301)
                processing.read_scan(world.s, scan_id, "other")
            yield page

    world.change(pipeline=replace(world.s.pipeline, read=stalling))
    processing.read_scan(world.s, scan_id, "late")

    assert world.actions(f"scan:{scan_id}") == ["received", "text_ready"]
    assert world.queue.sent.count(("records", scan_id)) == 1


@pytest.mark.parametrize("outcome", [None, EngineCrashed()])
def test_a_lease_lost_after_the_last_page_is_noticed_too(world: World, outcome: Exception | None) -> None:
    """Neither a late success nor a late failure changes what another worker did meanwhile."""
    scan_id = world.receive(SURE).scan_id
    processing.read_scan(world.s, scan_id)
    understand = world.s.pipeline.understand

    def stalling(*args: Any) -> Any:
        world.change(pipeline=replace(world.s.pipeline, understand=understand))
        world.clock.forward(seconds=301)
        processing.understand_scan(world.s, scan_id, "other")
        if outcome:
            raise outcome
        return understand(*args)

    world.change(pipeline=replace(world.s.pipeline, understand=stalling))
    processing.understand_scan(world.s, scan_id, "late")

    assert world.scan(scan_id).state == "accepted"
    assert world.actions(f"scan:{scan_id}") == ["received", "text_ready", "accepted"]


def test_a_lease_lost_while_text_was_stored_drops_the_text_state(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check stands at the save as well: between the last page and the commit the lease may go."""
    scan_id = world.receive().scan_id
    put = world.objects.put

    def slow_put(key: str, *args: Any) -> None:
        put(key, *args)
        if key.startswith("text/") and world.scan(scan_id).lease_owner:
            release_worker(world.s, "late")

    monkeypatch.setattr(world.objects, "put", slow_put)
    processing.read_scan(world.s, scan_id, "late")

    assert world.scan(scan_id).state == "received"


def test_a_stopping_worker_hands_back_without_spending_an_attempt(world: World) -> None:
    """A restart is not the page's fault."""
    scan_id = world.receive(TWO_PAGES).scan_id
    beats = iter([False, True])

    def beat() -> None:
        if next(beats):
            raise WorkerStopping

    processing.read_scan(world.s, scan_id, "w", beat)

    scan = world.scan(scan_id)
    assert (scan.state, scan.attempts, scan.lease_owner) == ("received", 0, None)
    assert world.queue.sent[-1] == ("desk", scan_id)
    assert world.work(scan_id).state == "needs_review"


def test_interrupts_pass_and_leave_the_lease(world: World) -> None:
    """A keyboard interrupt is not an outcome: the lease runs out and the sweep does the rest."""
    scan_id = world.receive().scan_id
    world.engine = lambda attempt: FailingEngine(KeyboardInterrupt())  # type: ignore[arg-type]  # not an Exception

    with pytest.raises(KeyboardInterrupt):
        processing.read_scan(world.s, scan_id)

    assert world.scan(scan_id).lease_owner


def test_a_dead_workers_scans_are_free_at_once(world: World) -> None:
    """Releasing a worker ends its leases and no other's; the sweep then sends at once."""
    scan_id = world.receive().scan_id
    now = world.clock.now()
    with world.database() as uow:
        uow.scans.claim(scan_id, frozenset({"received"}), "desk-1@m#x", now, now + world.s.policy.lease)
        uow.commit()

    assert release_worker(world.s, "desk-11@m") == 0
    assert processing.sweep(world.s) == 0
    assert release_worker(world.s, "desk-1@m") == 1
    assert processing.sweep(world.s) == 1
    assert world.work(scan_id).state == "needs_review"


def test_the_sweep_sends_what_waits_and_is_due(world: World) -> None:
    """Lost messages are sent again after a while; what is in hand, resting or done is not."""
    lost, done = world.receive().scan_id, world.receive(SURE).scan_id
    world.work(done)
    world.queue.sent.clear()

    assert processing.sweep(world.s) == 0
    world.clock.forward(seconds=61)
    assert processing.sweep(world.s) == 1
    assert processing.sweep(world.s) == 0
    assert world.queue.sent == [("desk", lost)]


def test_the_sweep_knows_the_queue_of_each_state(world: World) -> None:
    """Archive work stays on its queue; text waits on `records`."""
    archive = world.receive(queue="backfill").scan_id
    read_already = world.receive(SURE).scan_id
    processing.read_scan(world.s, read_already)
    world.queue.sent.clear()
    world.clock.forward(seconds=61)

    assert processing.sweep(world.s) == 2
    assert sorted(world.queue.sent) == [("backfill", archive), ("records", read_already)]
    assert processing.waiting(world.s, "records", 5) == [read_already]
    assert processing.waiting(world.s, "desk", 5) == []


def test_retry_starts_failed_scans_anew(world: World) -> None:
    """A failed scan begins again where its artefacts end, with all its attempts."""
    world.engine = lambda attempt: FailingEngine(EngineCrashed())
    first, second = world.receive().scan_id, world.receive(SURE).scan_id
    for _ in range(3):
        processing.read_scan(world.s, first)
        world.clock.forward(seconds=60)
    with world.database() as uow:
        failed = moved(replace(world.scan(second), text_key="text/x"), "failed", world.clock.now())
        uow.scans.save(failed)
        uow.commit()
    world.engine = lambda attempt: CannedEngine()

    assert processing.retry(world.s) == 2
    assert world.scan(second).state == "text_ready"
    assert world.work(first).state == "needs_review"
    with pytest.raises(InvalidTransition):
        processing.retry(world.s, first)
    with pytest.raises(NotFound):
        processing.retry(world.s, "unknown")


@pytest.mark.parametrize("before", list(TRANSITIONS))
@pytest.mark.parametrize("after", list(TRANSITIONS))
def test_only_the_listed_moves_exist(world: World, before: ScanState, after: ScanState) -> None:
    """A scan moves along the table of transitions or not at all."""
    scan = replace(world.scan(world.receive().scan_id), state=before, attempts=2, lease_owner="w#1")
    if after in TRANSITIONS[before]:
        result = moved(scan, after, world.clock.now())
        kept = after in ("failed", "rejected")
        assert (result.state, result.lease_owner, result.attempts) == (after, None, 2 if kept else 0)
    else:
        with pytest.raises(InvalidTransition):
            moved(scan, after, world.clock.now())


def test_states_add_up() -> None:
    """One open paper keeps a scan open; the state that asks for most attention names the dossier."""
    assert state_of_documents(["accepted", "needs_review", "rejected"]) == "needs_review"
    assert state_of_documents(["accepted", "rejected"]) == "accepted"
    assert state_of_documents(["rejected"]) == "rejected"
    assert status_of_scans([]) == "new"
    assert status_of_scans(["accepted", "text_ready", "failed"]) == "processing"
    assert status_of_scans(["accepted", "failed", "needs_review"]) == "failed"
    assert status_of_scans(["accepted", "needs_review"]) == "needs_review"
    assert status_of_scans(["accepted", "rejected"]) == "accepted"
    assert status_of_scans(["rejected"]) == "rejected"


def test_text_artefacts_hold_every_page(world: World) -> None:
    """What was read is found again as it was."""
    scan_id = world.receive(ONE_PAGE).scan_id
    processing.read_scan(world.s, scan_id)

    (page,) = processing.load_pages(world.s, world.scan(scan_id))
    assert (page.number, page.text) == (1, "one")
