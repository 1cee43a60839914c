"""Numbers about the work: how much waits, how long, and what has failed. No personal data."""

from __future__ import annotations

from dataclasses import dataclass

from hoso.schemas.scans import TRANSITIONS, QueueName, Scan, ScanState
from hoso.services.access import Actor
from hoso.services.deps import Services
from hoso.services.processing import QUEUES


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Scans in each state, and for each queue the seconds that its oldest due scan has waited (0: none)."""

    states: dict[ScanState, int]
    oldest_seconds: dict[QueueName, float]


def snapshot(s: Services, office: str | None = None) -> Snapshot:
    """The numbers of this moment; states of one office or of all, queues always of all."""
    now = s.now()
    with s.uow(read_only=True) as uow:
        counts = uow.scans.counts(office)
        oldest = uow.scans.oldest_waiting(now)
    ages = {queue: (now - oldest[queue]).total_seconds() if queue in oldest else 0.0 for queue in QUEUES}
    return Snapshot({state: counts.get(state, 0) for state in TRANSITIONS}, ages)


def failed(s: Services, actor: Actor, limit: int = 100) -> tuple[Scan, ...]:
    """Scans whose attempts are spent, of the actor's office or of all."""
    with s.uow(read_only=True) as uow:
        scans = uow.scans.in_state("failed", limit)
        if actor.office is None:
            return tuple(scans)
        office = {
            code: uow.applications.get(code).office for code in {scan.application_code for scan in scans}
        }
    return tuple(scan for scan in scans if office[scan.application_code] == actor.office)
