"""Applications over HTTP: open one, find one, and hand in scans."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from hoso.schemas.errors import InvalidRequest
from hoso.schemas.scans import Applicant, Scan
from hoso.services import applications, intake
from hoso.services.applications import ApplicationView, NewApplication, application_json
from hoso.services.scans import document_json
from hoso.web import words
from hoso.web.api import models
from hoso.web.auth import ServicesHere, SignedIn

router = APIRouter(prefix="/applications", tags=["applications"])

UPLOAD_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}


@router.post("", status_code=201, response_model=models.ApplicationFacts)
def create(
    body: models.ApplicationIn, actor: SignedIn, services: ServicesHere, response: Response
) -> dict[str, Any]:
    """Open an application under the next code of the day."""
    applicant = Applicant(full_name=body.applicant.full_name, id_number=body.applicant.id_number)
    new = NewApplication(
        procedure=body.procedure, applicant=applicant, received_via=body.received_via, office=body.office
    )
    application = applications.create(services, actor, new)
    response.headers["Location"] = f"/api/v1/applications/{application.code}"
    return application_json(application)


@router.get("", response_model=models.ApplicationPage)
def find(
    actor: SignedIn,
    services: ServicesHere,
    query: Annotated[str, Query(max_length=200)] = "",
    status: Annotated[str | None, Query(max_length=20)] = None,
    office: Annotated[str | None, Query(max_length=100)] = None,
    limit: Annotated[int, Query(ge=1, le=applications.MAX_LIMIT)] = 50,
    cursor: Annotated[str | None, Query(max_length=40)] = None,
) -> dict[str, Any]:
    """Applications of the asker's office, newest first; the query needs no tone marks."""
    page = applications.find(services, actor, query, status or None, office or None, limit, cursor)
    return {"items": [_masked(row.to_json()) for row in page.items], "next_cursor": page.next_cursor}


@router.get("/{code}", response_model=models.ApplicationOut)
def get(code: str, actor: SignedIn, services: ServicesHere) -> dict[str, Any]:
    """The application with its scans and papers."""
    return application_view_json(applications.get(services, actor, code))


@router.post(
    "/{code}/scans",
    status_code=202,
    response_model=models.ReceiptOut,
    response_model_exclude_none=True,
    openapi_extra=UPLOAD_BODY,
)
async def hand_in(
    code: str,
    request: Request,
    actor: SignedIn,
    services: ServicesHere,
    idempotency_key: Annotated[str | None, Header(min_length=1, max_length=intake.MAX_KEY)] = None,
) -> dict[str, Any]:
    """Take in one scan; answers only once the bytes are stored and the work is written down.

    The body is read here rather than by a parameter, so that a body over the limit ends the reading early.
    """
    async with request.form(max_files=1, max_fields=8) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise InvalidRequest("Thiếu phần `file`. / The part `file` is missing.")
        receipt = await run_in_threadpool(intake.receive, services, actor, code, file.file, idempotency_key)
    return receipt.to_json()


def application_view_json(view: ApplicationView) -> dict[str, Any]:
    """The application with everything in it, as the contract shows it."""
    return application_json(view.application) | {
        "status": view.status,
        "scans": [_scan_json(scan) for scan in view.scans],
        "documents": [document_json(document) for document in view.documents],
    }


def _scan_json(scan: Scan) -> dict[str, Any]:
    error = scan.error
    return {
        "id": scan.id,
        "state": scan.state,
        "sha256": scan.sha256,
        "bytes": scan.size_bytes,
        "media_type": scan.media_type,
        "pages_done": scan.pages_done,
        "page_count": scan.page_count,
        "received_at": scan.received_at,
        "error": {"code": error.code, "message": error.message, "advice": error.advice} if error else None,
    }


def _masked(row: dict[str, Any]) -> dict[str, Any]:
    """The row with the applicant's number as lists may show it."""
    applicant = row["applicant"]
    number = words.masked(applicant["id_number"]) or None
    return row | {"applicant": applicant | {"id_number": number}}
