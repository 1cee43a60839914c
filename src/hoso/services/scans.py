"""How far an upload has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hoso.schemas.scans import PENDING, Scan, StoredDocument
from hoso.services.access import Actor, visible_application
from hoso.services.deps import Services


@dataclass(frozen=True, slots=True)
class ScanView:
    """A scan with its papers. `queue_position` counts from 1 while it waits, `running` while in hand."""

    scan: Scan
    queue_position: int | None
    running: bool
    documents: tuple[StoredDocument, ...]

    def to_json(self) -> dict[str, Any]:
        """The answer of `GET /scans/{id}`."""
        scan = self.scan
        data: dict[str, Any] = {
            "id": scan.id,
            "application": scan.application_code,
            "state": scan.state,
            "attempts": scan.attempts,
            "running": self.running,
            "pages_done": scan.pages_done,
            "page_count": scan.page_count,
            "updated_at": scan.updated_at.isoformat(),
            "documents": [document_json(document) for document in self.documents],
        }
        if self.queue_position is not None:
            data["queue_position"] = self.queue_position
        if scan.error is not None:
            error = scan.error
            data["error"] = {"code": error.code, "message": error.message, "advice": error.advice}
        return data


def document_json(stored: StoredDocument) -> dict[str, Any]:
    """A stored paper as the API shows it: its record with id, state and version."""
    return {
        "id": stored.id,
        "scan_id": stored.scan_id,
        "application": stored.application_code,
        "state": stored.state,
        "version": stored.version,
        "claimed_by": stored.claimed_by,
        "claimed_until": stored.claimed_until.isoformat() if stored.claimed_until else None,
    } | stored.document.to_json()


def get(s: Services, actor: Actor, scan_id: str) -> ScanView:
    """The scan as it stands now. Errors: `NotFound`, also for another office's."""
    now = s.now()
    with s.uow(read_only=True) as uow:
        scan = uow.scans.get(scan_id)
        visible_application(uow, actor, scan.application_code)
        running = scan.lease_until is not None and scan.lease_until > now
        waits = scan.state in PENDING and not running
        position = uow.scans.ahead_of(scan) + 1 if waits else None
        documents = tuple(uow.documents.of_scan(scan_id))
    return ScanView(scan, position, running, documents)
