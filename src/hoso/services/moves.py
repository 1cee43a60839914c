"""The only place where a scan changes its state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from hoso.schemas.errors import HosoError, InvalidTransition
from hoso.schemas.scans import TRANSITIONS, DocumentState, Scan, ScanError, ScanState


def moved(scan: Scan, state: ScanState, now: datetime, error: ScanError | None = None) -> Scan:
    """The scan in its next state: lease ended, attempts counted anew. Errors: `InvalidTransition`."""
    if state not in TRANSITIONS[scan.state]:
        raise InvalidTransition
    return replace(
        scan,
        state=state,
        error=error,
        attempts=0 if state not in ("failed", "rejected") else scan.attempts,
        lease_owner=None,
        lease_until=None,
        due_at=now,
        sent_at=now,
        updated_at=now,
    )


def reason_of(error: HosoError) -> ScanError:
    """What the person at the desk is told."""
    return ScanError(error.code, error.message, error.advice)


def state_of_documents(states: Sequence[DocumentState]) -> ScanState:
    """What the papers of a scan say about it: any open one keeps it open, any accepted one makes it count."""
    for state in ("needs_review", "accepted"):
        if state in states:
            return state
    return "rejected"


def status_of_scans(states: Sequence[ScanState]) -> str:
    """What the scans of an application say about it: the state that asks for most attention wins."""
    if not states:
        return "new"
    if "received" in states or "text_ready" in states:
        return "processing"
    for state in ("failed", "needs_review", "accepted"):
        if state in states:
            return state
    return "rejected"
