"""Papers over HTTP: the record, what it was read from, and a person's decisions about it."""

from __future__ import annotations

import io
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from PIL import Image
from starlette.responses import Response

from hoso.services import papers, review
from hoso.services.changes import FieldChange
from hoso.services.scans import document_json
from hoso.web.api import models
from hoso.web.auth import ServicesHere, SignedIn

router = APIRouter(prefix="/documents", tags=["documents"])

#: A page image never changes; the browser may keep it for a while, shared caches may not.
IMAGE_HEADERS = {"Cache-Control": "private, max-age=3600", "Vary": "Cookie, Authorization"}
#: What a stranger's file may do when a browser opens it: nothing.
SANDBOX = "default-src 'none'; sandbox"
#: Our own PDF opens in the browser's viewer, which a stricter policy would keep from working.
VIEWER = "frame-ancestors 'none'; form-action 'none'; base-uri 'none'"
SUFFIXES = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "image/gif": ".gif",
    "image/bmp": ".bmp",
}


@router.get(
    "/{document_id}.pdf", response_class=Response, responses={200: {"content": {"application/pdf": {}}}}
)
def pdf(document_id: str, actor: SignedIn, services: ServicesHere) -> Response:
    """The paper as a searchable PDF/A."""
    stored = review.get(services, actor, document_id)
    data = papers.pdf(services, actor, document_id)
    return _file(data, "application/pdf", f"{stored.application_code}-{stored.ordinal}.pdf", "inline")


@router.get("/{document_id}", response_model=models.DocumentOut, response_model_exclude_none=False)
def get(document_id: str, actor: SignedIn, services: ServicesHere) -> dict[str, Any]:
    """The record with its version."""
    return document_json(review.get(services, actor, document_id))


@router.get(
    "/{document_id}/pages/{number}.jpg",
    response_class=Response,
    responses={200: {"content": {"image/jpeg": {}}}},
)
def page_image(
    document_id: str,
    number: Annotated[int, Path(ge=1)],
    actor: SignedIn,
    services: ServicesHere,
    width: Annotated[int | None, Query(ge=16, le=8000)] = None,
) -> Response:
    """The upright page as a JPEG, made narrower when a width is asked for."""
    data = papers.page_image(services, actor, document_id, number)
    return Response(narrowed(data, width) if width else data, 200, IMAGE_HEADERS, "image/jpeg")


@router.get("/{document_id}/original", response_class=Response)
def original(document_id: str, actor: SignedIn, services: ServicesHere) -> Response:
    """The upload that holds the paper, byte for byte as it came."""
    stored = review.get(services, actor, document_id)
    data, media_type = papers.original(services, actor, document_id)
    suffix = SUFFIXES.get(media_type, ".bin")
    served = media_type if media_type in SUFFIXES else "application/octet-stream"
    return _file(data, served, f"{stored.application_code}-{stored.scan_id[:8]}{suffix}", "attachment")


@router.post("/{document_id}/claim", response_model=models.DocumentOut)
def claim(
    document_id: str, actor: SignedIn, services: ServicesHere, take_over: bool = False
) -> dict[str, Any]:
    """Keep others off the paper for a while; a supervisor may take over."""
    return document_json(review.claim(services, actor, document_id, take_over=take_over))


@router.post("/{document_id}/release", response_model=models.DocumentOut)
def release(document_id: str, actor: SignedIn, services: ServicesHere) -> dict[str, Any]:
    """Let others at the paper again."""
    return document_json(review.release(services, actor, document_id))


@router.patch("/{document_id}", response_model=models.DocumentOut)
def correct(
    document_id: str, body: models.CorrectionIn, actor: SignedIn, services: ServicesHere
) -> dict[str, Any]:
    """Put a person's values in the place of the machine's."""
    changes = {key: _change(value) for key, value in body.fields.items()}
    return document_json(review.correct(services, actor, document_id, body.version, changes))


@router.post("/{document_id}/approve", response_model=models.DocumentOut)
def approve(
    document_id: str, body: models.DecisionIn, actor: SignedIn, services: ServicesHere
) -> dict[str, Any]:
    """Vouch for the record: fields in doubt count as looked at."""
    return document_json(review.approve(services, actor, document_id, body.version))


@router.post("/{document_id}/reject", response_model=models.DocumentOut)
def reject(
    document_id: str, body: models.DecisionIn, actor: SignedIn, services: ServicesHere
) -> dict[str, Any]:
    """The paper does not count, for the reason given."""
    return document_json(review.reject(services, actor, document_id, body.version, body.reason or ""))


@router.post("/{document_id}/retype", response_model=models.DocumentOut)
def retype(
    document_id: str, body: models.RetypeIn, actor: SignedIn, services: ServicesHere
) -> dict[str, Any]:
    """Say what paper it is: its fields are taken anew from the text that was read."""
    return document_json(review.retype(services, actor, document_id, body.version, body.doc_type))


def narrowed(data: bytes, width: int) -> bytes:
    """The JPEG at most `width` pixels wide; never made wider."""
    with Image.open(io.BytesIO(data)) as image:
        if image.width <= width:
            return data
        image.draft("RGB", (width, width))
        height = max(1, round(image.height * width / image.width))
        small = image.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def _change(value: models.FieldIn | models.PlainValue) -> FieldChange:
    data = value.model_dump() if isinstance(value, models.FieldIn) else value
    return FieldChange.from_json(data)


def _file(data: bytes, media_type: str, name: str, disposition: str) -> Response:
    headers = {
        "Content-Disposition": f'{disposition}; filename="{name}"',
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": VIEWER if disposition == "inline" else SANDBOX,
    }
    return Response(data, 200, headers, media_type)
