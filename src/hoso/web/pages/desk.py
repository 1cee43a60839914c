"""The front desk: recent applications, search, and opening a new one."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from hoso.schemas.errors import HosoError, InvalidRequest
from hoso.schemas.reference import Procedure
from hoso.schemas.scans import Applicant, ReceivedVia
from hoso.services import applications
from hoso.services.applications import NewApplication
from hoso.services.deps import Services
from hoso.web.auth import ServicesHere, SignedIn
from hoso.web.errors import status_of
from hoso.web.templating import render

router = APIRouter()

LIMIT = 30
STATUSES = ("new", "processing", "needs_review", "accepted", "failed", "rejected")
#: The fields of administration that procedures belong to, as the list groups them.
FIELDS = {
    "ho_tich": "Hộ tịch",
    "lien_thong": "Liên thông",
    "dat_dai": "Đất đai",
    "chung_thuc": "Chứng thực",
    "cu_tru (công an)": "Cư trú",
    "": "Khác",
}


class NewForm(BaseModel):
    """The form as it was filled in; the service judges it."""

    procedure: Annotated[str, Field(max_length=40)] = ""
    full_name: Annotated[str, Field(max_length=200)] = ""
    id_number: Annotated[str, Field(max_length=30)] = ""
    received_via: Annotated[str, Field(max_length=20)] = "in_person"
    office: Annotated[str, Field(max_length=100)] = ""


@router.get("/")
def desk(
    request: Request,
    actor: SignedIn,
    services: ServicesHere,
    query: Annotated[str, Query(max_length=200)] = "",
    status: Annotated[str, Query(max_length=20)] = "",
    cursor: Annotated[str | None, Query(max_length=40)] = None,
) -> Response:
    """The front page."""
    page = applications.find(services, actor, query, status or None, None, LIMIT, cursor)
    more = {"query": query, "status": status, "cursor": page.next_cursor}
    context = {
        "items": page.items,
        "query": query,
        "status": status,
        "next": f"/?{urlencode(more)}" if page.next_cursor else None,
        "form": NewForm(),
        "error": None,
    }
    return render(request, "desk.html", context | _lists(services))


@router.post("/applications")
def create(
    request: Request, actor: SignedIn, services: ServicesHere, form: Annotated[NewForm, Form()]
) -> Response:
    """Open an application and go to its page; a mistake shows the form again as it was filled in."""
    try:
        application = applications.create(services, actor, new_application(form))
    except HosoError as error:
        page = applications.find(services, actor, limit=LIMIT)
        context = {"items": page.items, "query": "", "status": "", "next": None, "form": form, "error": error}
        return render(request, "desk.html", context | _lists(services), status_of(error))
    return RedirectResponse(f"/applications/{application.code}", 303)


def new_application(form: NewForm) -> NewApplication:
    """What was filled in, as the service takes it. Errors: `InvalidRequest`."""
    via: dict[str, ReceivedVia] = {name: name for name in get_args(ReceivedVia)}
    number = "".join(form.id_number.split())
    if form.received_via not in via or (number and not number.isdigit()):
        raise InvalidRequest
    return NewApplication(
        procedure=form.procedure,
        applicant=Applicant(full_name=form.full_name, id_number=number or None),
        received_via=via[form.received_via],
        office=form.office.strip() or None,
    )


def _lists(services: Services) -> dict[str, object]:
    """The procedures for the form and the table, and the statuses to search by."""

    def field(procedure: Procedure) -> str:
        return FIELDS.get(procedure.field, procedure.field)

    some = sorted(services.procedures.values(), key=field)
    return {
        "procedures": [(name, list(group)) for name, group in groupby(some, key=field)],
        "names": {code: procedure.name for code, procedure in services.procedures.items()},
        "statuses": STATUSES,
        "default_office": services.policy.agency_code,
    }
