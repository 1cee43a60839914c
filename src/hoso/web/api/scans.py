"""Scans over HTTP: how far an upload is, once or as a stream of events."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import StreamingResponse

from hoso.schemas.scans import PENDING
from hoso.services import scans
from hoso.services.access import Actor
from hoso.services.deps import Services
from hoso.web.api import models
from hoso.web.auth import ServicesHere, SignedIn
from hoso.web.events import Snapshot, stream, watch

router = APIRouter(prefix="/scans", tags=["scans"])

EVENTS: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/event-stream": {}}, "description": "`progress` at each change, then `done`"}
}


@router.get("/{scan_id}", response_model=models.ScanOut, response_model_exclude_none=True)
def get(scan_id: str, actor: SignedIn, services: ServicesHere) -> dict[str, Any]:
    """The scan as it stands now, with its papers."""
    return scans.get(services, actor, scan_id).to_json()


@router.get("/{scan_id}/events", response_class=StreamingResponse, responses=EVENTS)
def events(scan_id: str, request: Request, actor: SignedIn, services: ServicesHere) -> StreamingResponse:
    """Progress of the scan as server-sent events, until there is nothing more to do without a person."""
    scans.get(services, actor, scan_id)
    return stream(watch(lambda: look(services, actor, scan_id), request.app.state.pollers))


def look(services: Services, actor: Actor, scan_id: str) -> tuple[Snapshot, bool]:
    """What an event says about a scan, and whether it is the last one."""
    view = scans.get(services, actor, scan_id)
    scan = view.scan
    picture = {
        "scan_id": scan.id,
        "state": scan.state,
        "pages_done": scan.pages_done,
        "pages": scan.page_count,
        "queue_position": view.queue_position,
        "running": view.running,
        "error": scan.error.code if scan.error else None,
    }
    return picture, scan.state not in PENDING
