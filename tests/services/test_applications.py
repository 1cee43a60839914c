"""Dossiers, the progress of scans, and the numbers about both."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from hoso.schemas.errors import InvalidRequest, NotAllowed, NotFound
from hoso.schemas.scans import Applicant
from hoso.services import applications, processing, scans, statistics
from hoso.services.access import SYSTEM
from hoso.services.applications import NewApplication, application_json, deadline_of
from hoso.services.search import fold
from tests.engines import FailingEngine
from tests.services.world import ONE_PAGE, SURE, World, clerk


def test_codes_run_through_the_day_in_vietnam(world: World) -> None:
    """Agency, day and a running number; the day is Vietnam's, not Greenwich's."""
    second = world.open_application()
    world.clock.time = datetime(2026, 11, 21, 17, 30, tzinfo=UTC)

    assert (world.application.code, second.code) == ("H26.05-261121-0001", "H26.05-261121-0002")
    assert world.open_application().code == "H26.05-261122-0001"
    assert application_json(second)["deadline"] == "2026-11-21"


@pytest.mark.parametrize("procedure", ["", "birth", "9.999999"])
def test_unknown_procedures_are_refused(world: World, procedure: str) -> None:
    """A dossier is for a procedure that exists."""
    new = NewApplication(procedure=procedure, applicant=Applicant(full_name="A"))
    with pytest.raises(InvalidRequest):
        applications.create(world.s, SYSTEM, new)


def test_a_site_without_a_list_takes_any_well_formed_procedure(world: World) -> None:
    """Without the reference list only the form of the code is checked, and no deadline is known."""
    world.change(procedures={})
    new = NewApplication(procedure="9.999999", applicant=Applicant(full_name=" A  B "))

    made = applications.create(world.s, SYSTEM, new)

    assert (made.deadline, made.applicant.full_name) == (None, "A B")
    assert application_json(made)["deadline"] is None


def test_a_dossier_needs_a_name_and_the_own_office(world: World) -> None:
    """An empty name is refused, and so is another office."""
    procedure = world.application.procedure
    with pytest.raises(InvalidRequest):
        applications.create(
            world.s, SYSTEM, NewApplication(procedure=procedure, applicant=Applicant(full_name=" "))
        )
    new = NewApplication(procedure=procedure, applicant=Applicant(full_name="A"), office="B")
    with pytest.raises(NotAllowed):
        applications.create(world.s, clerk("A"), new)
    assert applications.create(world.s, SYSTEM, new).office == "B"


def test_a_dossier_shows_what_is_in_it(world: World) -> None:
    """Scans, papers and the status that asks for most attention."""
    world.work(world.receive(SURE).scan_id)
    world.clock.forward(seconds=1)
    waiting = world.receive(ONE_PAGE).scan_id

    view = applications.get(world.s, SYSTEM, world.application.code)

    assert ([s.state for s in view.scans], len(view.documents)) == (["accepted", "received"], 1)
    assert view.status == "processing"
    world.work(waiting)
    assert applications.get(world.s, SYSTEM, world.application.code).status == "needs_review"
    with pytest.raises(NotFound):
        applications.get(world.s, clerk("elsewhere"), world.application.code)


def test_searching_needs_no_tone_marks(world: World) -> None:
    """A name is found as it is typed, a code by any part of it."""
    world.open_application(name="Trần Văn Bình")

    for query in ("nguyen thi dao", "NGUYỄN THỊ ĐÀO", "đào", "261121-0001"):
        found = applications.find(world.s, SYSTEM, query).items
        assert [row.application.code for row in found] == [world.application.code]
    assert len(applications.find(world.s, SYSTEM).items) == 2
    assert fold("  Đặng   Thị HỒNG ") == "dang thi hong"


def test_lists_come_in_parts_newest_first(world: World) -> None:
    """The cursor goes on where the part before ended, until there is no more."""
    for _ in range(4):
        world.clock.forward(minutes=1)
        world.open_application()

    first = applications.find(world.s, SYSTEM, limit=2)
    second = applications.find(world.s, SYSTEM, limit=2, cursor=first.next_cursor)
    third = applications.find(world.s, SYSTEM, limit=2, cursor=second.next_cursor)

    numbers = [[row.application.code[-1] for row in part.items] for part in (first, second, third)]
    assert numbers == [["5", "4"], ["3", "2"], ["1"]]
    assert third.next_cursor is None
    for limit in (0, 201):
        with pytest.raises(InvalidRequest):
            applications.find(world.s, SYSTEM, limit=limit)


def test_lists_end_at_the_offices_border(world: World) -> None:
    """A clerk finds the own office's dossiers only, whatever is asked for."""
    own = world.open_application(clerk("A"))

    assert [row.application.code for row in applications.find(world.s, clerk("A")).items] == [own.code]
    assert applications.find(world.s, clerk("A"), office="B").items == ()
    assert len(applications.find(world.s, clerk("A"), office="A").items) == 1
    assert len(applications.find(world.s, SYSTEM, office="A").items) == 1


def test_lists_by_status(world: World) -> None:
    """A status finds the dossiers that show it."""
    world.work(world.receive(SURE).scan_id)
    empty = world.open_application()

    (row,) = applications.find(world.s, SYSTEM, status="accepted").items
    assert (row.application, row.status, row.scans) == (world.application, "accepted", 1)
    assert row.to_json()["status"] == "accepted"
    assert [r.application for r in applications.find(world.s, SYSTEM, status="new").items] == [empty]
    assert applications.find(world.s, SYSTEM, status="failed").items == ()


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("same_day", date(2026, 11, 20)),
        ("3 working days (+5 if verification)", date(2026, 11, 25)),
        ("<= 8 working days (central)", date(2026, 12, 2)),
        ("15 days", None),
        ("", None),
    ],
)
def test_deadlines_count_working_days(words: str, day: date | None) -> None:
    """From a Friday, Saturday and Sunday do not count."""
    assert deadline_of(words, date(2026, 11, 20)) == day


def test_a_scan_tells_its_place_and_progress(world: World) -> None:
    """Waiting scans have a place in the queue, one in hand says so, a refused one says why."""
    first = world.receive(ONE_PAGE).scan_id
    world.clock.forward(seconds=1)
    second = world.receive(SURE).scan_id

    assert scans.get(world.s, SYSTEM, second).to_json()["queue_position"] == 2
    with world.database() as uow:
        now = world.clock.now()
        uow.scans.claim(first, frozenset({"received"}), "w#1", now, now + world.s.policy.lease)
        uow.commit()
    view = scans.get(world.s, SYSTEM, first)
    assert (view.running, view.queue_position) == (True, None)
    world.work(second)
    shown = scans.get(world.s, SYSTEM, second).to_json()
    assert (shown["state"], shown["documents"][0]["doc_type"]) == ("accepted", "birth_certificate")
    assert "queue_position" not in shown
    with pytest.raises(NotFound):
        scans.get(world.s, clerk("elsewhere"), first)


def test_a_failed_scan_tells_why(world: World) -> None:
    """The reason stands with the scan, in words for the desk; the office's list of failures has it."""
    world.engine = lambda attempt: FailingEngine(ValueError())
    scan_id = world.receive().scan_id
    for _ in range(3):
        with pytest.raises(ValueError):
            processing.read_scan(world.s, scan_id)
        world.clock.forward(seconds=60)

    shown = scans.get(world.s, SYSTEM, scan_id).to_json()
    assert (shown["state"], shown["error"]["code"]) == ("failed", "internal_error")
    assert [s.id for s in statistics.failed(world.s, SYSTEM)] == [scan_id]
    assert statistics.failed(world.s, clerk("elsewhere")) == ()
    assert len(statistics.failed(world.s, clerk(world.application.office))) == 1


def test_a_claimed_paper_shows_by_whom(world: World) -> None:
    """The API shows who holds a paper and until when."""
    from hoso.services import review

    held = review.claim(world.s, SYSTEM, world.reviewed())

    shown = scans.document_json(held)
    assert (shown["claimed_by"], shown["claimed_until"]) == ("system", "2026-11-21T02:15:00+00:00")


def test_numbers_say_what_waits_and_how_long(world: World) -> None:
    """Counts by state, and the age of the oldest work on each queue."""
    world.receive(ONE_PAGE)
    world.clock.forward(seconds=30)
    world.receive(SURE, queue="backfill")
    world.clock.forward(seconds=5)

    now = statistics.snapshot(world.s)

    assert now.states["received"] == 2
    assert now.oldest_seconds == {"desk": 35.0, "records": 0.0, "backfill": 5.0}
    assert statistics.snapshot(world.s, "elsewhere").states["received"] == 0
