"""Scans in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, insert, or_, select, tuple_, update

from hoso.adapters.database.rows import scan_of, scan_row
from hoso.adapters.database.tables import applications
from hoso.adapters.database.tables import scans as t
from hoso.adapters.database.transaction import Transaction
from hoso.schemas.errors import NotFound
from hoso.schemas.scans import PENDING, QueueName, Scan, ScanState

_WORK_QUEUE = case((t.c.state == "text_ready", "records"), else_=t.c.queue)
_ARCHIVE_LAST = case((t.c.queue == "backfill", 1), else_=0)


def _free(now: datetime) -> ColumnElement[bool]:
    return and_(t.c.due_at <= now, or_(t.c.lease_until.is_(None), t.c.lease_until <= now))


def _waits_on(queue: QueueName) -> ColumnElement[bool]:
    if queue == "records":
        return t.c.state == "text_ready"
    return and_(t.c.state == "received", t.c.queue == queue)


class SqlScans:
    """The repository of scans."""

    def __init__(self, transaction: Transaction) -> None:
        self._sql = transaction

    def add(self, scan: Scan) -> None:
        self._sql.run(insert(t).values(scan_row(scan)))

    def get(self, scan_id: str) -> Scan:
        row = self._sql.one(self._sql.locked(select(t).where(t.c.id == scan_id)))
        if row is None:
            raise NotFound
        return scan_of(row)

    def save(self, scan: Scan) -> None:
        if not self._sql.run(update(t).where(t.c.id == scan.id).values(scan_row(scan))).rowcount:
            raise NotFound

    def claim(
        self, scan_id: str, states: frozenset[ScanState], owner: str, now: datetime, until: datetime
    ) -> Scan | None:
        # One conditional statement: of two workers the later one waits for the row and finds it taken.
        statement = (
            update(t)
            .where(t.c.id == scan_id, t.c.state.in_(sorted(states)), _free(now))
            .values(attempts=t.c.attempts + 1, lease_owner=owner, lease_until=until, updated_at=now)
            .returning(t)
        )
        row = self._sql.one(statement)
        return None if row is None else scan_of(row)

    def renew(self, scan_id: str, owner: str, now: datetime, until: datetime, pages_done: int) -> bool:
        statement = update(t).where(t.c.id == scan_id, t.c.lease_owner == owner)
        done = self._sql.run(statement.values(lease_until=until, pages_done=pages_done, updated_at=now))
        return bool(done.rowcount)

    def save_claimed(self, scan: Scan, owner: str) -> bool:
        statement = update(t).where(t.c.id == scan.id, t.c.lease_owner == owner)
        return bool(self._sql.run(statement.values(scan_row(scan))).rowcount)

    def release_worker(self, worker: str) -> int:
        held = t.c.lease_owner.startswith(f"{worker}#", autoescape=True)
        freed = update(t).where(held).values(lease_owner=None, lease_until=None, sent_at=None)
        return self._sql.run(freed).rowcount

    def due(
        self, now: datetime, limit: int, queue: QueueName, sent_before: datetime | None = None
    ) -> Sequence[Scan]:
        statement = select(t).where(_waits_on(queue), _free(now))
        statement = statement.order_by(_ARCHIVE_LAST, t.c.received_at, t.c.id).limit(limit)
        first = [scan_of(row) for row in self._sql.many(self._sql.locked(statement, skip=True))]
        if sent_before is None:
            return first
        return [scan for scan in first if scan.sent_at is None or scan.sent_at < sent_before]

    def mark_sent(self, scan_ids: Sequence[str], at: datetime) -> None:
        self._sql.run(update(t).where(t.c.id.in_(scan_ids)).values(sent_at=at))

    def by_idempotency_key(self, application_code: str, key: str) -> Scan | None:
        return self._one(t.c.application_code == application_code, t.c.idempotency_key == key)

    def by_sha256(self, application_code: str, sha256: str) -> Scan | None:
        return self._one(t.c.application_code == application_code, t.c.sha256 == sha256)

    def _one(self, *conditions: ColumnElement[bool]) -> Scan | None:
        row = self._sql.one(select(t).where(*conditions))
        return None if row is None else scan_of(row)

    def of_application(self, application_code: str) -> Sequence[Scan]:
        statement = select(t).where(t.c.application_code == application_code)
        return [scan_of(row) for row in self._sql.many(statement.order_by(t.c.received_at, t.c.id))]

    def ahead_of(self, scan: Scan) -> int:
        queue: QueueName = "records" if scan.state == "text_ready" else scan.queue
        earlier = tuple_(t.c.received_at, t.c.id) < tuple_(scan.received_at, scan.id)
        row = self._sql.one(select(func.count().label("n")).where(_waits_on(queue), earlier))
        return int(row["n"]) if row else 0

    def counts(self, office: str | None = None) -> dict[ScanState, int]:
        statement = select(t.c.state, func.count().label("n")).group_by(t.c.state)
        if office is not None:
            statement = statement.join(applications).where(applications.c.office == office)
        return {row["state"]: row["n"] for row in self._sql.many(statement)}

    def states_of(self, application_codes: Sequence[str]) -> dict[str, list[ScanState]]:
        statement = select(t.c.application_code, t.c.state).where(t.c.application_code.in_(application_codes))
        states: defaultdict[str, list[ScanState]] = defaultdict(list)
        for row in self._sql.many(statement.order_by(t.c.received_at, t.c.id)):
            states[row["application_code"]].append(row["state"])
        return dict(states)

    def oldest_waiting(self, now: datetime) -> dict[QueueName, datetime]:
        statement = select(_WORK_QUEUE.label("queue"), func.min(t.c.due_at).label("since"))
        statement = statement.where(t.c.state.in_(sorted(PENDING)), _free(now)).group_by(_WORK_QUEUE)
        return {row["queue"]: row["since"] for row in self._sql.many(statement)}

    def in_state(self, state: ScanState, limit: int) -> Sequence[Scan]:
        statement = select(t).where(t.c.state == state).order_by(t.c.received_at, t.c.id).limit(limit)
        return [scan_of(row) for row in self._sql.many(self._sql.locked(statement, skip=True))]
