"""The page of one application: hand in scans, see them being read, see the papers found."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from hoso.schemas.scans import PENDING, Scan
from hoso.services import applications, scans
from hoso.services.access import Actor
from hoso.services.deps import Services
from hoso.web.auth import ServicesHere, SignedIn
from hoso.web.present import PaperView, paper
from hoso.web.templating import render

router = APIRouter()


@dataclass(frozen=True, slots=True)
class ScanRow:
    """One scan on the page; `number` counts in the order of arrival."""

    number: int
    scan: Scan
    shown_state: str
    progress: str
    papers: tuple[PaperView, ...]


@router.get("/applications/{code}")
def page(request: Request, code: str, actor: SignedIn, services: ServicesHere) -> Response:
    """The application's page."""
    return render(request, "application.html", _context(services, actor, code))


@router.get("/applications/{code}/papers")
def papers(request: Request, code: str, actor: SignedIn, services: ServicesHere) -> Response:
    """The part of the page that changes while scans are read."""
    return render(request, "papers.html", _context(services, actor, code))


def progress_words(pages_done: int, pages: int | None, position: int | None, *, running: bool) -> str:
    """How far a waiting scan is, in words."""
    if running and pages:
        return f"đang đọc trang {min(pages_done + 1, pages)}/{pages}"
    if running:
        return f"đang đọc, xong {pages_done} trang" if pages_done else "đang đọc"
    return f"chờ, thứ {position} trong hàng" if position and position > 1 else "sắp đến lượt"


def _context(services: Services, actor: Actor, code: str) -> dict[str, object]:
    view = applications.get(services, actor, code)
    by_scan: dict[str, list[PaperView]] = {}
    for stored in view.documents:
        by_scan.setdefault(stored.scan_id, []).append(paper(stored, services.catalogue))
    ordered = sorted(view.scans, key=lambda scan: scan.received_at)
    rows = [
        ScanRow(number, scan, *_progress(services, actor, scan), tuple(by_scan.get(scan.id, ())))
        for number, scan in enumerate(ordered, 1)
    ]
    procedure = services.procedures.get(view.application.procedure)
    return {
        "application": view.application,
        "procedure": procedure.name if procedure else view.application.procedure,
        "status": view.status,
        "scans": rows[::-1],
        "paper_count": len(view.documents),
        "max_bytes": services.limits.max_bytes,
    }


def _progress(services: Services, actor: Actor, scan: Scan) -> tuple[str, str]:
    """The state to show, which tells reading from waiting, and how far the scan is."""
    if scan.state not in PENDING:
        return scan.state, ""
    view = scans.get(services, actor, scan.id)
    shown = "reading" if view.running and scan.state == "received" else scan.state
    return shown, progress_words(scan.pages_done, scan.page_count, view.queue_position, running=view.running)
