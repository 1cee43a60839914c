"""Papers that a person has looked at and approved: what production itself knows to be true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hoso.schemas.pages import Page
from hoso.schemas.records import Document
from hoso.schemas.scans import StoredDocument
from hoso.services.deps import Services
from hoso.services.ports import UnitOfWork
from hoso.services.processing import load_pages

_BATCH = 200


@dataclass(frozen=True, slots=True)
class ReviewedPaper:
    """One approved paper: the pages as they were read, and the record as the person left it."""

    id: str
    pages: tuple[Page, ...]
    document: Document


def reviewed_papers(s: Services, limit: int) -> Iterator[ReviewedPaper]:
    """The newest papers that a person approved, at most `limit`; those accepted unseen are left out."""
    found, cursor = 0, None
    while found < limit:
        with s.uow(read_only=True) as uow:
            applications = uow.applications.find("", None, _BATCH, cursor)
            papers = [
                (stored, uow.scans.get(stored.scan_id))
                for application in applications
                for stored in uow.documents.of_application(application.code)
                if _approved(uow, stored)
            ]
        if not applications:
            return
        cursor = applications[-1].code
        for stored, scan in papers[: limit - found]:
            pages = tuple(page for page in load_pages(s, scan) if page.number in stored.document.pages)
            yield ReviewedPaper(stored.id, pages, stored.document)
            found += 1


def _approved(uow: UnitOfWork, stored: StoredDocument) -> bool:
    """Whether a person vouched for the record."""
    if stored.state != "accepted" or stored.version == 1:  # a fresh record nobody has touched
        return False
    return any(entry.action == "approved" for entry in uow.history.of(f"document:{stored.id}"))
