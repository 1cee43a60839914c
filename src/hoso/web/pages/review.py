"""The list of papers that a person must look at, and the way from one to the next."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from hoso.services import review
from hoso.web.auth import ServicesHere, SignedIn
from hoso.web.present import claimed_by_other, paper
from hoso.web.templating import render

router = APIRouter(prefix="/review")

LIMIT = 200


@router.get("")
def queue(request: Request, actor: SignedIn, services: ServicesHere) -> Response:
    """The papers that wait, oldest first."""
    now = services.now()
    papers = [
        (paper(stored, services.catalogue), claimed_by_other(stored, actor.name, now))
        for stored in review.awaiting(services, actor, LIMIT)
    ]
    return render(request, "review.html", {"papers": papers})


@router.get("/next")
def next_paper(actor: SignedIn, services: ServicesHere, after: str = "") -> Response:
    """Go to the oldest paper that nobody else holds; `after` is the one just looked at."""
    now = services.now()
    free = [
        stored.id
        for stored in review.awaiting(services, actor, LIMIT)
        if stored.id != after and not claimed_by_other(stored, actor.name, now)
    ]
    return RedirectResponse(f"/documents/{free[0]}" if free else "/review", 303)
