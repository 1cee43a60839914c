"""The status page: what waits, how long, what has failed, and a way to start it again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from hoso.services import processing, scans, statistics
from hoso.services.access import SUPERVISORS, Actor, require
from hoso.services.deps import Services
from hoso.web.auth import ServicesHere, SignedIn
from hoso.web.templating import render
from hoso.web.words import Label

router = APIRouter(prefix="/status")

#: A queue whose oldest scan has waited longer than this needs somebody to look.
SLOW_SECONDS = 300
QUEUES = {
    "desk": Label("Quầy tiếp nhận", "Counter"),
    "records": Label("Bóc tách dữ liệu", "Extraction"),
    "backfill": Label("Số hóa kho lưu trữ", "Archive"),
}


@router.get("")
def page(request: Request, actor: SignedIn, services: ServicesHere, retried: int | None = None) -> Response:
    """The status page."""
    return render(request, "status.html", _context(services, actor, retried))


@router.get("/now")
def now(request: Request, actor: SignedIn, services: ServicesHere) -> Response:
    """The part of the page that is fetched again and again."""
    return render(request, "status_now.html", _context(services, actor, None))


@router.post("/retry")
def retry(
    actor: SignedIn, services: ServicesHere, scan_id: Annotated[str, Form(max_length=64)] = ""
) -> Response:
    """Start one failed scan anew, or all that the asker may see."""
    require(actor, SUPERVISORS)
    if scan_id:
        chosen = [scans.get(services, actor, scan_id).scan.id]
    else:
        chosen = [scan.id for scan in statistics.failed(services, actor)]
    count = sum(processing.retry(services, one, actor.name) for one in chosen)
    return RedirectResponse(f"/status?retried={count}", 303)


def _context(services: Services, actor: Actor, retried: int | None) -> dict[str, object]:
    notice = f"Đã đưa {retried} tệp vào xử lý lại. / {retried} started again." if retried else ""
    return {
        "snapshot": statistics.snapshot(services, actor.office),
        "failed": statistics.failed(services, actor),
        "may_retry": actor.role in SUPERVISORS,
        "queues": QUEUES,
        "slow": SLOW_SECONDS,
        "now": services.now(),
        "notice": notice,
    }
