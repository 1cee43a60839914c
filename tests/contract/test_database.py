"""What every unit of work and its repositories must do."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hoso.adapters.database.engine import create_database_engine
from hoso.adapters.database.migrate import migrate
from hoso.adapters.database.unit_of_work import SqlDatabase
from hoso.adapters.memory.database import MemoryDatabase
from hoso.adapters.memory.queue import ListQueue
from hoso.schemas.errors import Conflict, NotFound, QueueUnavailable
from hoso.schemas.geometry import Box
from hoso.schemas.records import Document, FieldValue, Finding
from hoso.schemas.scans import (
    ApiToken,
    Applicant,
    Application,
    HistoryEntry,
    QueueName,
    Scan,
    ScanError,
    ScanState,
    StoredDocument,
    User,
)
from hoso.services.ports import UnitOfWorkFactory

NOW = datetime(2026, 11, 21, 2, 3, 4, 567890, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
RECEIVED: frozenset[ScanState] = frozenset({"received"})


class Queue(ListQueue):
    """A list that can be down."""

    down = False

    def publish(self, queue: QueueName, scan_id: str, delay: timedelta = timedelta()) -> None:
        if self.down:
            raise QueueUnavailable
        super().publish(queue, scan_id, delay)


@pytest.fixture
def queue() -> Queue:
    """Where messages after a commit go."""
    return Queue()


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def uow(request: pytest.FixtureRequest, tmp_path: Path, queue: Queue) -> Iterator[UnitOfWorkFactory]:
    """Each implementation in turn, empty."""
    if request.param == "memory":
        yield MemoryDatabase(queue)
        return
    on_disk = f"sqlite:///{tmp_path / 'hoso.db'}"
    url = on_disk if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    engine = create_database_engine(url)
    migrate(engine)
    yield SqlDatabase(engine, queue)
    engine.dispose()


def application(code: str = "H26.05-261121-0001", **more: Any) -> Application:
    """A dossier with everything in it."""
    facts: dict[str, Any] = {
        "procedure": "1.001193",
        "applicant": Applicant(full_name="Đặng Thị Hồng", id_number="001301000001"),
        "received_via": "post",
        "office": "A",
        "created_at": NOW,
        "created_by": "lan",
        "deadline": date(2026, 11, 25),
    }
    return Application(code=code, **facts | more)


def scan(name: str = "1", **more: Any) -> Scan:
    """A scan; its name makes its id and its hash."""
    facts: dict[str, Any] = {
        "application_code": "H26.05-261121-0001",
        "sha256": name * 64,
        "size_bytes": 3_000_000_000,
        "media_type": "application/pdf",
        "source": "upload",
        "queue": "desk",
        "state": "received",
        "received_at": NOW,
        "updated_at": NOW,
        "due_at": NOW,
    }
    return Scan(**{"id": name * 32} | facts | more)


def document(scan_id: str = "1" * 32, ordinal: int = 1, **more: Any) -> StoredDocument:
    """A paper with fields of every kind of value."""
    fields = {
        "full_name": FieldValue("NGUYỄN A", "NGUYỄN  A", 0.995, "accepted", 1, Box(0.1, 0.2, 0.3, 0.4)),
        "area_m2": FieldValue(1234.5, "1.234,5", 0.8, "review", 2),
        "price_vnd": FieldValue(250_000_000, "250.000.000", 0.9, "accepted"),
        "hometown": FieldValue("x", "x", 0.7, "review", derived={"province": "Hà Nội", "current": {}}),
        "father.full_name": FieldValue(),
    }
    findings = (Finding("seal", "info", "Có dấu.", "full_name"), Finding("x", "error", "…"))
    facts: dict[str, Any] = {
        "document": Document("birth_certificate", 0.97, (1, 2), "review", fields, findings),
        "state": "needs_review",
        "version": 1,
        "created_at": NOW,
        "updated_at": NOW,
    }
    return StoredDocument(
        id=f"{scan_id}-{ordinal}",
        scan_id=scan_id,
        application_code="H26.05-261121-0001",
        ordinal=ordinal,
        **facts | more,
    )


def user(name: str = "lan") -> User:
    """An account."""
    return User(id=f"id-{name}", name=name, role="clerk", office="A", password_hash="…", created_at=NOW)


def add(uow: UnitOfWorkFactory, *things: Application | Scan | User) -> None:
    """Commit some rows."""
    with uow() as unit:
        for thing in things:
            if isinstance(thing, Application):
                unit.applications.add(thing)
            elif isinstance(thing, Scan):
                unit.scans.add(thing)
            else:
                unit.users.add(thing)
        unit.commit()


def read(uow: UnitOfWorkFactory, question: Callable[[Any], Any]) -> Any:
    """Ask one question."""
    with uow(read_only=True) as unit:
        return question(unit)


# --- transactions -----------------------------------------------------------------------------------


def test_nothing_stays_unless_committed(uow: UnitOfWorkFactory, queue: Queue) -> None:
    """Leaving without a commit, or with an error, takes everything back, messages too."""
    with uow() as unit:
        unit.applications.add(application())
        unit.publish("desk", "x")
    with suppress(ZeroDivisionError), uow() as unit:
        unit.applications.add(application())
        unit.publish("desk", "x")
        raise ZeroDivisionError

    with pytest.raises(NotFound):
        read(uow, lambda unit: unit.applications.get(application().code))
    assert queue.sent == []


def test_messages_leave_after_the_commit(uow: UnitOfWorkFactory, queue: Queue) -> None:
    """When a message is out, the row can be seen by whoever gets it."""
    with uow() as unit:
        unit.applications.add(application())
        unit.publish("desk", "x")
        unit.publish("records", "y", timedelta(seconds=3))
        assert queue.sent == []
        unit.commit()

    assert queue.sent == [("desk", "x"), ("records", "y")]


def test_a_queue_that_is_down_fails_no_commit(uow: UnitOfWorkFactory, queue: Queue) -> None:
    """The row is the truth; the message is made up for by the sweep."""
    queue.down = True
    with uow() as unit:
        unit.applications.add(application())
        unit.publish("desk", "x")
        unit.publish("desk", "y")
        unit.commit()

    assert read(uow, lambda unit: unit.applications.get(application().code)) == application()


def test_everything_comes_back_as_it_went_in(uow: UnitOfWorkFactory) -> None:
    """Every attribute of every type survives, times to the microsecond and in UTC."""
    error = ScanError("engine_timeout", "…", "→")
    full = scan(
        "2",
        idempotency_key="key",
        duplicate_of="1" * 32,
        page_count=3,
        pages_done=2,
        attempts=1,
        lease_owner="w#1",
        lease_until=LATER,
        sent_at=NOW,
        error=error,
        text_key="text/x",
    )
    paper = document(claimed_by="lan", claimed_until=LATER)
    token = ApiToken(
        id="t",
        user_id="id-lan",
        sha256="0" * 64,
        label="máy quét",
        kind="api",
        created_at=NOW,
        expires_at=LATER,
    )
    add(uow, application(), scan(), full, user())
    with uow() as unit:
        unit.documents.replace(scan().id, [paper])
        unit.users.add_token(token)
        unit.commit()

    with uow(read_only=True) as unit:
        assert unit.applications.get(application().code) == application()
        assert (unit.scans.get(scan().id), unit.scans.get(full.id)) == (scan(), full)
        assert unit.documents.get(paper.id) == paper
        assert unit.users.get("id-lan") == user()
        assert unit.users.token_by_sha256("0" * 64) == token


def test_what_is_not_there(uow: UnitOfWorkFactory) -> None:
    """A key that leads nowhere is `NotFound`, a question without an answer `None`."""
    for ask in (
        lambda unit: unit.applications.get("x"),
        lambda unit: unit.scans.get("x"),
        lambda unit: unit.scans.save(scan()),
        lambda unit: unit.documents.get("x"),
        lambda unit: unit.documents.save(document(), 1),
        lambda unit: unit.users.get("x"),
        lambda unit: unit.users.save(user()),
        lambda unit: unit.applications.find("", None, 5, "x"),
    ):
        with pytest.raises(NotFound), uow() as unit:
            ask(unit)
    with uow(read_only=True) as unit:
        assert unit.users.by_name("x") is None
        assert unit.users.token_by_sha256("x") is None
        assert unit.scans.by_sha256("x", "x") is None
        assert unit.scans.by_idempotency_key("x", "x") is None
        assert (list(unit.history.of("x")), unit.scans.counts(), unit.scans.states_of(["x"])) == ([], {}, {})


def test_unique_rules(uow: UnitOfWorkFactory) -> None:
    """One row per application and key, per application and content, per account name."""
    add(uow, application(), application("other"), scan(idempotency_key="key"), user())

    for again in (
        application(),
        scan(),
        scan("2", idempotency_key="key"),
        scan("2", sha256="1" * 64),
        replace(user(), id="other"),
    ):
        with pytest.raises(Conflict):
            add(uow, again)
    add(
        uow, scan("3", idempotency_key="key", sha256="1" * 64, application_code="other"), scan("4"), scan("5")
    )


# --- scans ------------------------------------------------------------------------------------------


def test_a_claim_takes_the_lease_and_counts(uow: UnitOfWorkFactory) -> None:
    """Only a due scan in the right state without a live lease is claimed, and each claim counts."""
    add(uow, application(), scan(), scan("2", due_at=LATER), scan("3", state="accepted"))

    def claim(name: str, now: datetime = NOW, owner: str = "w#1") -> Scan | None:
        with uow() as unit:
            claimed = unit.scans.claim(name * 32, RECEIVED, owner, now, now + timedelta(minutes=1))
            unit.commit()
        return claimed

    first = claim("1")
    assert first
    assert (first.attempts, first.lease_owner, first.lease_until) == (1, "w#1", NOW + timedelta(minutes=1))
    assert claim("1", owner="w#2") is None
    assert claim("2") is None
    assert claim("3") is None
    assert claim("9") is None
    second = claim("1", LATER, "w#2")
    assert second
    assert (second.attempts, second.lease_owner) == (2, "w#2")


def test_only_the_owner_saves_and_renews(uow: UnitOfWorkFactory) -> None:
    """Whoever lost the lease changes nothing."""
    add(uow, application(), scan(lease_owner="w#1", lease_until=NOW))

    with uow() as unit:
        assert unit.scans.renew("1" * 32, "w#1", NOW, LATER, 3)
        assert not unit.scans.renew("1" * 32, "w#2", NOW, NOW, 9)
        assert not unit.scans.renew("9" * 32, "w#1", NOW, NOW, 9)
        assert not unit.scans.save_claimed(scan(state="failed"), "w#2")
        unit.commit()
    kept = read(uow, lambda unit: unit.scans.get("1" * 32))
    assert (kept.pages_done, kept.lease_until, kept.state) == (3, LATER, "received")
    with uow() as unit:
        assert unit.scans.save_claimed(replace(kept, state="text_ready", lease_owner=None), "w#1")
        unit.commit()
    assert read(uow, lambda unit: unit.scans.get("1" * 32)).state == "text_ready"


def test_one_of_many_claims_wins(uow: UnitOfWorkFactory) -> None:
    """However many workers reach for the same scan at once, one gets it."""
    add(uow, application(), *(scan(name) for name in "123"))

    def claim_all(worker: int) -> list[str]:
        got = []
        for name in "123":
            with uow() as unit:
                if unit.scans.claim(name * 32, RECEIVED, f"w{worker}#1", NOW, LATER):
                    got.append(name)
                unit.commit()
        return got

    with ThreadPoolExecutor(6) as pool:
        won = sorted(name for names in pool.map(claim_all, range(6)) for name in names)

    assert won == ["1", "2", "3"]


def test_releasing_a_worker_frees_its_scans_only(uow: UnitOfWorkFactory) -> None:
    """Names are compared whole: `desk-1` is not `desk-11`, `_` stands for itself."""
    leased: dict[str, Any] = {"lease_until": LATER, "sent_at": NOW}
    owners = {"1": "desk_1@m#a", "2": "desk_1@m#b", "3": "desk_11@m#c", "4": "desk-1@m#d"}
    add(uow, application(), *(scan(name, lease_owner=owner, **leased) for name, owner in owners.items()))

    with uow() as unit:
        assert unit.scans.release_worker("desk_1@m") == 2
        unit.commit()

    with uow(read_only=True) as unit:
        left = [unit.scans.get(name * 32).lease_owner for name in "1234"]
        assert left == [None, None, "desk_11@m#c", "desk-1@m#d"]
        assert unit.scans.get("1" * 32).sent_at is None


def test_due_scans_of_each_queue(uow: UnitOfWorkFactory) -> None:
    """Waiting, due and free scans, oldest first; on `records` those of the counter before the archive's."""
    hour = timedelta(hours=1)
    add(
        uow,
        application(),
        scan("1", received_at=NOW - hour),
        scan("2", received_at=NOW - 2 * hour),
        scan("3", due_at=LATER),
        scan("4", lease_until=LATER, lease_owner="w#1"),
        scan("5", lease_until=NOW, lease_owner="w#1", received_at=NOW + hour),
        scan("6", queue="backfill"),
        scan("7", state="text_ready", queue="backfill", received_at=NOW - 3 * hour),
        scan("8", state="text_ready"),
        scan("9", state="failed"),
    )

    def due(queue: QueueName, **more: Any) -> list[str]:
        with uow() as unit:
            return [found.id[0] for found in unit.scans.due(NOW, more.pop("limit", 9), queue, **more)]

    assert due("desk") == ["2", "1", "5"]
    assert due("desk", limit=2) == ["2", "1"]
    assert (due("backfill"), due("records")) == (["6"], ["8", "7"])
    with uow() as unit:
        unit.scans.mark_sent(["2" * 32], NOW)
        unit.scans.mark_sent([], NOW)
        unit.commit()
    assert due("desk", sent_before=NOW) == ["1", "5"]
    assert due("desk", sent_before=LATER) == ["2", "1", "5"]
    assert due("desk", sent_before=NOW, limit=1) == []


def test_places_and_numbers(uow: UnitOfWorkFactory) -> None:
    """The place in the queue, counts by state and office, and since when the oldest waits."""
    add(
        uow,
        application(),
        application("B-1", office="B"),
        scan("1"),
        scan("2", due_at=NOW - timedelta(seconds=9)),
        scan("3", state="text_ready"),
        scan("4", state="failed", application_code="B-1"),
        scan("5", due_at=LATER, queue="backfill"),
    )

    with uow(read_only=True) as unit:
        assert [unit.scans.ahead_of(scan(name)) for name in "12"] == [0, 1]
        assert unit.scans.ahead_of(scan("9", state="text_ready")) == 1
        assert unit.scans.counts() == {"received": 3, "text_ready": 1, "failed": 1}
        assert unit.scans.counts("B") == {"failed": 1}
        oldest = unit.scans.oldest_waiting(NOW)
        assert oldest == {"desk": NOW - timedelta(seconds=9), "records": NOW}
        assert [found.id[0] for found in unit.scans.in_state("received", 2)] == ["1", "2"]
        assert [found.id[0] for found in unit.scans.of_application("B-1")] == ["4"]
        states = unit.scans.states_of([application().code, "B-1", "x"])
        assert states == {
            application().code: ["received", "received", "text_ready", "received"],
            "B-1": ["failed"],
        }
        assert unit.scans.by_sha256("B-1", "4" * 64) == scan("4", state="failed", application_code="B-1")


# --- papers -----------------------------------------------------------------------------------------


def test_papers_are_replaced_as_a_whole(uow: UnitOfWorkFactory) -> None:
    """Understanding a scan again leaves no paper of before."""
    add(uow, application(), scan(), scan("2"))
    other = document("2" * 32)
    with uow() as unit:
        unit.documents.replace(scan().id, [document(), document(ordinal=2)])
        unit.documents.replace(other.scan_id, [other])
        unit.commit()
    with uow() as unit:
        unit.documents.replace(scan().id, [document(ordinal=3)])
        unit.commit()

    with uow(read_only=True) as unit:
        assert unit.documents.of_scan(scan().id) == [document(ordinal=3)]
        assert unit.documents.of_application(application().code) == [document(ordinal=3), other]


def test_saving_checks_the_version(uow: UnitOfWorkFactory) -> None:
    """The later of two who saw the same version gets a conflict, and the earlier one's change stays."""
    add(uow, application(), scan())
    with uow() as unit:
        unit.documents.replace(scan().id, [document()])
        unit.commit()
    fields = {"full_name": FieldValue("B", source="person")}
    changed = replace(document(), document=replace(document().document, fields=fields), version=2)
    with uow() as unit:
        unit.documents.save(changed, 1)
        unit.commit()

    with pytest.raises(Conflict), uow() as unit:
        unit.documents.save(replace(document(), version=2), 1)
    assert read(uow, lambda unit: unit.documents.get(document().id)) == changed


def test_two_people_cannot_claim_at_once(uow: UnitOfWorkFactory) -> None:
    """Reading a paper in order to change it makes the next one wait for the change."""
    add(uow, application(), scan())
    with uow() as unit:
        unit.documents.replace(scan().id, [document()])
        unit.commit()
    barrier = threading.Barrier(2)

    def claim(name: str) -> bool:
        barrier.wait()
        with uow() as unit:
            found = unit.documents.get(document().id)
            if found.claimed_by:
                return False
            time.sleep(0.05)
            unit.documents.save(replace(found, claimed_by=name), 1)
            unit.commit()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(claim, ("lan", "minh"))) == [False, True]


def test_papers_that_await_a_person(uow: UnitOfWorkFactory) -> None:
    """Open papers of one office or of all, oldest first."""
    add(uow, application(), application("B-1", office="B"), scan(), scan("2", application_code="B-1"))
    elsewhere = replace(document("2" * 32), application_code="B-1", created_at=NOW - timedelta(days=1))
    with uow() as unit:
        unit.documents.replace(scan().id, [document(), document(ordinal=2, state="accepted")])
        unit.documents.replace(elsewhere.scan_id, [elsewhere])
        unit.commit()

    with uow(read_only=True) as unit:
        assert unit.documents.awaiting_review(None, 9) == [elsewhere, document()]
        assert unit.documents.awaiting_review("A", 9) == [document()]
        assert unit.documents.awaiting_review(None, 1) == [elsewhere]


# --- applications, accounts, history ----------------------------------------------------------------


def test_numbers_of_a_day_are_given_once(uow: UnitOfWorkFactory) -> None:
    """However many desks open dossiers at once, no number comes twice or is left out."""

    def next_number(_: int) -> int:
        with uow() as unit:
            number = unit.applications.next_number("H26.05", "261121")
            unit.commit()
        return number

    with ThreadPoolExecutor(5) as pool:
        assert sorted(pool.map(next_number, range(20))) == list(range(1, 21))
    with uow() as unit:
        assert unit.applications.next_number("H26.05", "261122") == 1


def test_finding_dossiers(uow: UnitOfWorkFactory) -> None:
    """By name without marks, by code, office and cursor; characters of patterns stand for themselves."""
    names = {"1": "Đặng Thị Hồng", "2": "Lê Văn Bình", "3": "100% A_B"}
    for code, name in names.items():
        at = NOW + timedelta(minutes=int(code))
        add(uow, application(f"C-{code}", applicant=Applicant(full_name=name), created_at=at))
    add(uow, application("C-4", office="B", created_at=NOW))

    def find(
        query: str = "", office: str | None = None, limit: int = 9, cursor: str | None = None
    ) -> list[str]:
        found = read(uow, lambda unit: unit.applications.find(query, office, limit, cursor))
        return [each.code for each in found]

    assert find() == ["C-3", "C-2", "C-1", "C-4"]
    assert find("dang thi") == ["C-1", "C-4"]
    assert find("c-2") == ["C-2"]
    assert (find("%"), find("_"), find("a_b"), find("zzz")) == (["C-3"], ["C-3"], ["C-3"], [])
    assert find(office="B") == ["C-4"]
    assert (find(limit=2), find(limit=2, cursor="C-2")) == (["C-3", "C-2"], ["C-1", "C-4"])


def test_finding_dossiers_by_status(uow: UnitOfWorkFactory) -> None:
    """The state that asks for most attention is the dossier's, in lists as on its own page."""
    states: dict[str, tuple[str, ...]] = {
        "new": (),
        "processing": ("text_ready", "failed"),
        "failed": ("failed", "needs_review"),
        "needs_review": ("needs_review", "accepted"),
        "accepted": ("accepted", "rejected"),
        "rejected": ("rejected",),
    }
    for status, those in states.items():
        add(uow, application(status))
        for place, state in enumerate(those):
            name = f"{list(states).index(status)}{place}"
            add(uow, scan(name, id=name, sha256=name, state=state, application_code=status))

    for status in states:
        with uow(read_only=True) as unit:
            found = unit.applications.find("", None, 9, None, status)
        assert [each.code for each in found] == [status]
    assert read(uow, lambda unit: unit.applications.find("", None, 9, None, "odd")) == []


def test_accounts_and_tokens(uow: UnitOfWorkFactory) -> None:
    """Accounts by name, changes, and tokens that can be taken away."""
    token = ApiToken(id="t", user_id="id-lan", sha256="0" * 64, label="", kind="session", created_at=NOW)
    add(uow, user(), user("minh"))
    with uow() as unit:
        unit.users.save(replace(user(), disabled=True))
        unit.users.add_token(token)
        unit.commit()

    with uow() as unit:
        assert unit.users.by_name("lan") == replace(user(), disabled=True)
        assert [each.name for each in unit.users.all()] == ["lan", "minh"]
        assert (unit.users.tokens_of("id-lan"), unit.users.tokens_of("id-minh")) == ([token], [])
        unit.users.delete_token("t")
        unit.users.delete_token("t")
        assert unit.users.token_by_sha256("0" * 64) is None


def test_history_only_grows(uow: UnitOfWorkFactory) -> None:
    """Entries of a subject in the order in which they were written."""
    entries = [
        HistoryEntry(at=NOW, actor="lan", subject="s", action=str(n), details={"n": n}) for n in range(3)
    ]
    with uow() as unit:
        for entry in entries:
            unit.history.add(entry)
        unit.history.add(HistoryEntry(at=NOW, actor="lan", subject="other", action="x"))
        unit.commit()

    assert read(uow, lambda unit: unit.history.of("s")) == entries


def test_reading_does_not_wait_for_a_writer(uow: UnitOfWorkFactory) -> None:
    """A page can be shown while somebody else's transaction is open (in memory all take turns)."""
    if isinstance(uow, MemoryDatabase):
        return
    add(uow, application())
    with uow() as writer:
        writer.applications.add(application("C-2"))
        started = time.monotonic()
        assert read(uow, lambda unit: unit.applications.get(application().code)) == application()
        assert time.monotonic() - started < 2
