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
    """Go to the paper after this one that nobody else holds, or to the oldest."""
    now = services.now()
    waiting = review.awaiting(services, actor, LIMIT)
    ids = [stored.id for stored in waiting if not claimed_by_other(stored, actor.name, now)]
    place = ids.index(after) if after in ids else 0
    free = [one for one in ids[place:] + ids[:place] if one != after]
    return RedirectResponse(f"/documents/{free[0]}" if free else "/review", 303)
