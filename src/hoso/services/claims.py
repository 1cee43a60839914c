"""A scan in hand: the lease that makes one worker at a time work on it, and what its end means."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

import structlog

from hoso.schemas.errors import DocumentError, EngineCrashed, HosoError, Unavailable
from hoso.schemas.scans import HistoryEntry, Scan, ScanState, work_queue
from hoso.services.deps import Services
from hoso.services.moves import moved, reason_of
from hoso.services.ports import UnitOfWork

log = structlog.get_logger(__name__)

#: Called whenever work has come one page further; may raise `WorkerStopping`.
Beat = Callable[[], None]


class LeaseLost(Exception):
    """Another worker has the scan by now: this one's result must not count. Control flow, not an error."""


class WorkerStopping(Exception):
    """The process is asked to end: the scan goes back as if it had not been claimed. Control flow."""


#: What is written in the same transaction as the end of some work.
Also = Callable[[UnitOfWork], None]


def no_beat() -> None:
    """For callers that need no sign of life."""


def no_more(uow: UnitOfWork) -> None:
    """For work whose end is the scan's row alone."""


class Claim:
    """The lease on one scan, used as a context: an error inside decides what becomes of the scan.

    A paper's error rejects it, an outage puts it back uncounted, anything else puts it back after a pause
    until the attempts are spent. Errors of ours end here; unexpected ones go on to the caller.
    """

    def __init__(self, s: Services, scan: Scan, owner: str, beat: Beat = no_beat) -> None:
        self.scan = scan
        self._s = s
        self.owner = owner
        self._beat = beat

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is None:
            return False
        if isinstance(error, LeaseLost):
            log.warning("lease_lost", scan_id=self.scan.id)
            return True
        if isinstance(error, Exception):
            self._settle(error)
        return isinstance(error, (HosoError, WorkerStopping))

    def progress(self, pages_done: int) -> None:
        """One page further: lengthen the lease. Errors: `LeaseLost`."""
        self._beat()
        now = self._s.now()
        with self._s.uow() as uow:
            held = uow.scans.renew(self.scan.id, self.owner, now, now + self._s.policy.lease, pages_done)
            uow.commit()
        if not held:
            raise LeaseLost

    def save(self, scan: Scan, action: str, also: Also = no_more, **details: object) -> None:
        """Write the end of this work, and what belongs to it, if the lease is still ours.

        Errors: `LeaseLost`.
        """
        with self._s.uow() as uow:
            if not uow.scans.save_claimed(scan, self.owner):
                raise LeaseLost
            uow.history.add(_entry(self._s, scan, action, details))
            also(uow)
            uow.commit()

    def _settle(self, error: Exception) -> None:
        scan, action = self._after(error)
        code = error.code if isinstance(error, HosoError) else type(error).__name__
        log.warning("work_ended_early", scan_id=scan.id, action=action, error=code, attempts=scan.attempts)
        with self._s.uow() as uow:
            if not uow.scans.save_claimed(scan, self.owner):
                return
            uow.history.add(_entry(self._s, scan, action, {"error": code, "attempts": scan.attempts}))
            if action in ("postponed", "handed_back"):
                uow.publish(work_queue(scan), scan.id, max(timedelta(), scan.due_at - self._s.now()))
            uow.commit()

    def _after(self, error: Exception) -> tuple[Scan, str]:
        """What becomes of the scan after this error, and the word for it in the history."""
        policy, now, scan = self._s.policy, self._s.now(), self.scan
        if isinstance(error, WorkerStopping):
            return _put_back(replace(scan, attempts=scan.attempts - 1), now), "handed_back"
        if isinstance(error, DocumentError):
            return moved(scan, "rejected", now, reason_of(error)), "rejected"
        if isinstance(error, Unavailable):
            return _put_back(
                replace(scan, attempts=scan.attempts - 1), now + policy.outage_pause
            ), "postponed"
        if scan.attempts >= policy.max_attempts:
            reason = error if isinstance(error, HosoError) else HosoError()
            return moved(scan, "failed", now, reason_of(reason)), "failed"
        pause = policy.first_pause * 4 ** (scan.attempts - 1)
        return _put_back(scan, now + pause), "postponed"


def claim(s: Services, scan_id: str, state: ScanState, worker: str, beat: Beat = no_beat) -> Claim | None:
    """Take the scan in hand, or `None` when there is nothing to do (any more).

    A scan whose last attempt ended without a word (its worker died) and has none left is failed here.
    """
    owner, now = f"{worker}#{uuid.uuid4().hex}", s.now()
    with s.uow() as uow:
        scan = uow.scans.claim(scan_id, frozenset({state}), owner, now, now + s.policy.lease)
        uow.commit()
    if scan is None:
        return None
    beat()
    work = Claim(s, scan, owner, beat)
    if scan.attempts <= s.policy.max_attempts:
        return work
    with work:
        spent = replace(scan, attempts=s.policy.max_attempts)
        work.save(moved(spent, "failed", now, reason_of(EngineCrashed())), "failed", error=EngineCrashed.code)
    return None


def release_worker(s: Services, worker: str) -> int:
    """End the leases of a worker that is known to be dead, so that its scans are taken up at once."""
    with s.uow() as uow:
        count = uow.scans.release_worker(worker)
        uow.commit()
    return count


def _put_back(scan: Scan, due_at: datetime) -> Scan:
    return replace(scan, lease_owner=None, lease_until=None, due_at=due_at, sent_at=due_at)


def _entry(s: Services, scan: Scan, action: str, details: dict[str, object]) -> HistoryEntry:
    return HistoryEntry(at=s.now(), actor="system", subject=f"scan:{scan.id}", action=action, details=details)
