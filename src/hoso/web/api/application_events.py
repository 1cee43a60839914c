"""All scans of an application in one stream of events: a browser keeps few connections to one host."""

from __future__ import annotations

from datetime import datetime

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

#: How many waiting scans are looked at closely each time; those further back only wait.
NEAR = 6


@router.get("/{code}/events", response_class=StreamingResponse, responses=EVENTS)
def events(code: str, request: Request, actor: SignedIn, services: ServicesHere) -> StreamingResponse:
    """Progress of all scans of the application, until none of them waits for a worker."""
    applications.get(services, actor, code)
    return stream(watch(lambda: look(services, actor, code), request.app.state.pollers))


def look(services: Services, actor: Actor, code: str) -> tuple[Snapshot, bool]:
    """What an event says about an application's scans, and whether it is the last one."""
    view = applications.get(services, actor, code)
    pending = sorted((scan for scan in view.scans if scan.state in PENDING), key=_first_in_work)
    near = {scan.id for scan in pending[:NEAR]}
    pictures = [
        look_at_scan(services, actor, scan.id)[0]
        if scan.id in near
        else {"scan_id": scan.id, "state": scan.state, "pages_done": scan.pages_done}
        for scan in view.scans
    ]
    return {"status": view.status, "scans": pictures}, not pending


def _first_in_work(scan: Scan) -> tuple[bool, datetime]:
    """Scans in a worker's hands first, then in the order of their arrival."""
    return scan.lease_owner is None, scan.received_at
