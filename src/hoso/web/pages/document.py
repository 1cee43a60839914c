"""The review page: one paper beside its record, with a box for every field that was found."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from hoso.services import review
from hoso.services.access import REVIEWERS, SUPERVISORS
from hoso.web.auth import ServicesHere, SignedIn
from hoso.web.present import FieldView, claimed_by_other, paper
from hoso.web.templating import render
from hoso.web.words import GROUPS, Label, label

router = APIRouter()


@router.get("/documents/{document_id}")
def page(
    request: Request,
    document_id: str,
    actor: SignedIn,
    services: ServicesHere,
    page: Annotated[int | None, Query(ge=1)] = None,
) -> Response:
    """The paper's page."""
    stored = review.get(services, actor, document_id)
    view = paper(stored, services.catalogue)
    holder = claimed_by_other(stored, actor.name, services.now())
    pages = stored.document.pages
    first_doubt = next((one.field.page for one in view.doubtful if one.field.page in pages), None)
    context = {
        "paper": view,
        "first_page": page if page in pages else first_doubt or pages[0],
        "doubtful_pages": {one.field.page for one in view.doubtful},
        "groups": grouped([one for one in view.fields if not one.absent]),
        "absent": [one for one in view.fields if one.absent],
        "holder": holder,
        "editable": stored.state == "needs_review" and not holder and actor.role in REVIEWERS,
        "may_take_over": actor.role in SUPERVISORS,
        "types": sorted(services.catalogue.types.values(), key=lambda kind: kind.title_vi),
    }
    return render(request, "document.html", context)


def grouped(fields: list[FieldView]) -> list[tuple[Label, list[FieldView]]]:
    """The fields under the headings of the people or things they are about, in the order of the form."""
    groups: dict[str, list[FieldView]] = {}
    for field in fields:
        groups.setdefault(field.key.rpartition(".")[0], []).append(field)
    return [(label(GROUPS, name), some) for name, some in groups.items()]
