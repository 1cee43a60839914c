"""What a reviewer looks at: page images, the untouched upload, and the searchable PDF of one paper."""

from __future__ import annotations

import io

from hoso.schemas.errors import InvalidTransition, NotFound
from hoso.schemas.scans import HistoryEntry, Scan, StoredDocument
from hoso.services.access import Actor, visible_document
from hoso.services.deps import Services
from hoso.services.keys import original_key, page_key, pdf_key, version_of
from hoso.services.processing import load_pages


def page_image(s: Services, actor: Actor, document_id: str, number: int) -> bytes:
    """The JPEG of a page of the paper; `number` counts within the upload. Errors: `NotFound`."""
    stored, scan = _paper(s, actor, document_id)
    if number not in stored.document.pages:
        raise NotFound
    return s.objects.get(page_key(scan.sha256, _version(scan), number))


def original(s: Services, actor: Actor, document_id: str) -> tuple[bytes, str]:
    """The upload that holds the paper, byte for byte, and its media type."""
    stored, scan = _paper(s, actor, document_id)
    _note(s, actor, stored, "original_fetched")
    return s.objects.get(original_key(scan.sha256)), scan.media_type


def pdf(s: Services, actor: Actor, document_id: str) -> bytes:
    """The paper as a searchable PDF, made at the first request and kept."""
    stored, scan = _paper(s, actor, document_id)
    _note(s, actor, stored, "pdf_fetched")
    document = stored.document
    key = pdf_key(scan.sha256, _version(scan), document.pages, document.doc_type)
    if s.objects.size(key):
        return s.objects.get(key)
    pages = [page for page in load_pages(s, scan) if page.number in document.pages]
    upload = s.objects.get(original_key(scan.sha256))
    data = s.pipeline.compose(upload, pages, s.limits, _title(s, document.doc_type))
    s.objects.put(key, io.BytesIO(data), len(data), "application/pdf")
    return data


def _paper(s: Services, actor: Actor, document_id: str) -> tuple[StoredDocument, Scan]:
    with s.uow(read_only=True) as uow:
        stored = visible_document(uow, actor, document_id)
        return stored, uow.scans.get(stored.scan_id)


def _version(scan: Scan) -> str:
    if scan.text_key is None:
        raise InvalidTransition
    return version_of(scan.text_key)


def _title(s: Services, doc_type: str) -> str:
    return s.catalogue.get(doc_type).title_vi if doc_type in s.catalogue else doc_type


def _note(s: Services, actor: Actor, stored: StoredDocument, action: str) -> None:
    with s.uow() as uow:
        uow.history.add(
            HistoryEntry(at=s.now(), actor=actor.name, subject=f"document:{stored.id}", action=action)
        )
        uow.commit()
