"""All scans of an application in one stream of events: a browser keeps few connections to one host."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import StreamingResponse

from hoso.schemas.scans import PENDING, Scan
from hoso.services import applications
from hoso.services.access import Actor
from hoso.services.deps import Services
from hoso.web.api.scans import EVENTS
from hoso.web.api.scans import look as look_at_scan
from hoso.web.auth import ServicesHere, SignedIn
from hoso.web.events import Snapshot, stream, watch

router = APIRouter(prefix="/applications", tags=["applications"])


@router.get("/{code}/events", response_class=StreamingResponse, responses=EVENTS)
def events(code: str, request: Request, actor: SignedIn, services: ServicesHere) -> StreamingResponse:
    """Progress of all scans of the application, until none of them waits for a worker."""
    applications.get(services, actor, code)
    return stream(watch(lambda: look(services, actor, code), request.app.state.pollers))


def look(services: Services, actor: Actor, code: str) -> tuple[Snapshot, bool]:
    """What an event says about an application's scans, and whether it is the last one."""
    view = applications.get(services, actor, code)
    pictures = [_picture(services, actor, scan) for scan in view.scans]
    return {"status": view.status, "scans": pictures}, not any(scan.state in PENDING for scan in view.scans)


def _picture(services: Services, actor: Actor, scan: Scan) -> Snapshot:
    if scan.state in PENDING:
        return look_at_scan(services, actor, scan.id)[0]
    return {"scan_id": scan.id, "state": scan.state}
