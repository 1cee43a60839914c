"""The repository of scans in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from hoso.adapters.memory.tables import Tables
from hoso.schemas.errors import Conflict, NotFound
from hoso.schemas.scans import PENDING, QueueName, Scan, ScanState, work_queue


def _free(scan: Scan, now: datetime) -> bool:
    return scan.due_at <= now and (scan.lease_until is None or scan.lease_until <= now)


class MemoryScans:
    """Scans in a dictionary."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def _all(self) -> Iterable[Scan]:
        return sorted(self._tables.scans.values(), key=lambda scan: (scan.received_at, scan.id))

    def add(self, scan: Scan) -> None:
        for other in self._tables.scans.values():
            same = other.application_code == scan.application_code
            key = scan.idempotency_key is not None and other.idempotency_key == scan.idempotency_key
            if other.id == scan.id or (same and (key or other.sha256 == scan.sha256)):
                raise Conflict
        self._tables.scans[scan.id] = scan

    def get(self, scan_id: str) -> Scan:
        try:
            return self._tables.scans[scan_id]
        except KeyError as error:
            raise NotFound from error

    def save(self, scan: Scan) -> None:
        self.get(scan.id)
        self._tables.scans[scan.id] = scan

    def claim(
        self, scan_id: str, states: frozenset[ScanState], owner: str, now: datetime, until: datetime
    ) -> Scan | None:
        scan = self._tables.scans.get(scan_id)
        if scan is None or scan.state not in states or not _free(scan, now):
            return None
        claimed = replace(
            scan, attempts=scan.attempts + 1, lease_owner=owner, lease_until=until, updated_at=now
        )
        self._tables.scans[scan_id] = claimed
        return claimed

    def renew(self, scan_id: str, owner: str, now: datetime, until: datetime, pages_done: int) -> bool:
        scan = self._tables.scans.get(scan_id)
        if scan is None or scan.lease_owner != owner:
            return False
        renewed = replace(scan, lease_until=until, pages_done=pages_done, updated_at=now)
        self._tables.scans[scan_id] = renewed
        return True

    def save_claimed(self, scan: Scan, owner: str) -> bool:
        if self.get(scan.id).lease_owner != owner:
            return False
        self._tables.scans[scan.id] = scan
        return True

    def release_worker(self, worker: str) -> int:
        held = [s for s in self._all() if s.lease_owner and s.lease_owner.startswith(f"{worker}#")]
        for scan in held:
            self._tables.scans[scan.id] = replace(scan, lease_owner=None, lease_until=None, sent_at=None)
        return len(held)

    def due(
        self, now: datetime, limit: int, queue: QueueName, sent_before: datetime | None = None
    ) -> Sequence[Scan]:
        waiting = [s for s in self._all() if s.state in PENDING and work_queue(s) == queue and _free(s, now)]
        first = sorted(waiting, key=lambda scan: scan.queue == "backfill")[:limit]
        if sent_before is None:
            return first
        return [scan for scan in first if scan.sent_at is None or scan.sent_at < sent_before]

    def mark_sent(self, scan_ids: Sequence[str], at: datetime) -> None:
        for scan_id in scan_ids:
            self._tables.scans[scan_id] = replace(self._tables.scans[scan_id], sent_at=at)

    def by_idempotency_key(self, application_code: str, key: str) -> Scan | None:
        return next((s for s in self.of_application(application_code) if s.idempotency_key == key), None)

    def by_sha256(self, application_code: str, sha256: str) -> Scan | None:
        return next((s for s in self.of_application(application_code) if s.sha256 == sha256), None)

    def of_application(self, application_code: str) -> Sequence[Scan]:
        return [scan for scan in self._all() if scan.application_code == application_code]

    def ahead_of(self, scan: Scan) -> int:
        queue, place = work_queue(scan), (scan.received_at, scan.id)
        waiting = [s for s in self._all() if s.state in PENDING and work_queue(s) == queue]
        return sum((other.received_at, other.id) < place for other in waiting)

    def counts(self, office: str | None = None) -> dict[ScanState, int]:
        offices = {code: app.office for code, app in self._tables.applications.items()}
        return dict(
            Counter(s.state for s in self._all() if office is None or offices[s.application_code] == office)
        )

    def states_of(self, application_codes: Sequence[str]) -> dict[str, list[ScanState]]:
        states = {code: [s.state for s in self.of_application(code)] for code in application_codes}
        return {code: found for code, found in states.items() if found}

    def oldest_waiting(self, now: datetime) -> dict[QueueName, datetime]:
        oldest: dict[QueueName, datetime] = {}
        for scan in self._all():
            if scan.state in PENDING and _free(scan, now):
                queue = work_queue(scan)
                oldest[queue] = min(scan.due_at, oldest.get(queue, scan.due_at))
        return oldest

    def in_state(self, state: ScanState, limit: int) -> Sequence[Scan]:
        return [scan for scan in self._all() if scan.state == state][:limit]
