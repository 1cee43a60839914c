"""A person looks at a paper: claim it, correct fields, approve, reject, or say what paper it really is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hoso.schemas.errors import Claimed, Conflict, InvalidRequest, InvalidTransition
from hoso.schemas.records import Document, FieldValue
from hoso.schemas.scans import HistoryEntry, Scan, StoredDocument
from hoso.services.access import REVIEWERS, SUPERVISORS, Actor, require, visible_document
from hoso.services.changes import FieldChange, changed
from hoso.services.deps import Services
from hoso.services.moves import moved, state_of_documents
from hoso.services.papers import original, page_image, pdf
from hoso.services.ports import UnitOfWork
from hoso.services.processing import load_pages

__all__ = [
    "approve", "awaiting", "claim", "correct", "get", "history",
    "original", "page_image", "pdf", "reject", "release", "retype",
]  # fmt: skip

MAX_REASON = 500


def get(s: Services, actor: Actor, document_id: str) -> StoredDocument:
    """The paper with its record. Errors: `NotFound`, also for another office's."""
    with s.uow(read_only=True) as uow:
        return visible_document(uow, actor, document_id)


def history(s: Services, actor: Actor, document_id: str) -> Sequence[HistoryEntry]:
    """What people did to the paper, oldest first."""
    with s.uow(read_only=True) as uow:
        visible_document(uow, actor, document_id)
        return uow.history.of(f"document:{document_id}")


def awaiting(s: Services, actor: Actor, limit: int = 50) -> Sequence[StoredDocument]:
    """Papers of the actor's office that a person must look at, oldest first."""
    with s.uow(read_only=True) as uow:
        return uow.documents.awaiting_review(actor.office, limit)


def claim(s: Services, actor: Actor, document_id: str, *, take_over: bool = False) -> StoredDocument:
    """Keep others off the paper for a while; again to go on. A supervisor may take over.

    Errors: `Claimed`, `NotFound`, `NotAllowed`.
    """
    require(actor, SUPERVISORS if take_over else REVIEWERS)
    with s.uow() as uow:
        stored = visible_document(uow, actor, document_id)
        if not take_over:
            _check_free(s, actor, stored)
        held = replace(stored, claimed_by=actor.name, claimed_until=s.now() + s.policy.review_claim)
        uow.documents.save(held, stored.version)
        if stored.claimed_by != actor.name:
            _note(s, uow, actor, stored, "claimed", before=stored.claimed_by)
        uow.commit()
    return held


def release(s: Services, actor: Actor, document_id: str) -> StoredDocument:
    """Let others at the paper again; nothing happens when the actor does not hold it."""
    with s.uow() as uow:
        stored = visible_document(uow, actor, document_id)
        if stored.claimed_by != actor.name:
            return stored
        free = replace(stored, claimed_by=None, claimed_until=None)
        uow.documents.save(free, stored.version)
        uow.commit()
    return free


def correct(
    s: Services, actor: Actor, document_id: str, version: int, fields: Mapping[str, FieldChange]
) -> StoredDocument:
    """Put a person's values in the place of the machine's; what was there before stays in the history.

    Errors: `Conflict` when `version` is stale, `Claimed`, `InvalidRequest` for a field the type lacks,
    `InvalidTransition` once the paper is decided.
    """
    with s.uow() as uow:
        stored = _at_work(s, uow, actor, document_id, version)
        document, edits = changed(stored.document, fields, s.catalogue)
        after = _saved(s, uow, stored, document)
        for key, before, value in edits:
            _note(s, uow, actor, stored, "corrected", field=key, before=before, after=value)
        uow.commit()
    return after


def approve(s: Services, actor: Actor, document_id: str, version: int) -> StoredDocument:
    """A person vouches for the record: fields in doubt count as looked at, the paper is accepted.

    Errors: as `correct`.
    """
    with s.uow() as uow:
        stored = _at_work(s, uow, actor, document_id, version)
        looked_at = {key: _vouched(value) for key, value in stored.document.fields.items()}
        document = replace(stored.document, fields=looked_at, decision="accept")
        after = _saved(s, uow, replace(stored, state="accepted"), document)
        _note(s, uow, actor, stored, "approved")
        _settle_scan(s, uow, actor, stored.scan_id)
        uow.commit()
    return after


def reject(s: Services, actor: Actor, document_id: str, version: int, reason: str) -> StoredDocument:
    """The paper does not count, for the reason given. Errors: as `correct`."""
    if not 0 < len(reason.strip()) <= MAX_REASON:
        raise InvalidRequest("Cần nêu lý do. / A reason is needed.")
    with s.uow() as uow:
        stored = _at_work(s, uow, actor, document_id, version)
        after = _saved(s, uow, replace(stored, state="rejected"), stored.document)
        _note(s, uow, actor, stored, "rejected", reason=reason.strip())
        _settle_scan(s, uow, actor, stored.scan_id)
        uow.commit()
    return after


def retype(s: Services, actor: Actor, document_id: str, version: int, doc_type: str) -> StoredDocument:
    """Say what paper it is: its fields are taken anew from the stored text, nothing is read again.

    Errors: as `correct`; `InvalidRequest` for a type that the catalogue lacks.
    """
    if doc_type not in s.catalogue:
        raise InvalidRequest
    with s.uow(read_only=True) as uow:
        stored = _at_work(s, uow, actor, document_id, version)
        scan = uow.scans.get(stored.scan_id)
    pages = [page for page in load_pages(s, scan) if page.number in stored.document.pages]
    document = s.pipeline.understand_as(pages, doc_type, s.catalogue, s.today())
    with s.uow() as uow:
        stored = _at_work(s, uow, actor, document_id, version)
        after = _saved(s, uow, stored, replace(document, decision="review"))
        _note(s, uow, actor, stored, "retyped", before=stored.document.doc_type, after=doc_type)
        uow.commit()
    return after


def _at_work(s: Services, uow: UnitOfWork, actor: Actor, document_id: str, version: int) -> StoredDocument:
    """The paper, once it is sure that the actor may change it now."""
    require(actor, REVIEWERS)
    stored = visible_document(uow, actor, document_id)
    _check_free(s, actor, stored)
    if stored.version != version:
        raise Conflict
    if stored.state != "needs_review":
        raise InvalidTransition
    return stored


def _check_free(s: Services, actor: Actor, stored: StoredDocument) -> None:
    live = stored.claimed_until is not None and stored.claimed_until > s.now()
    if live and stored.claimed_by != actor.name:
        raise Claimed


def _saved(s: Services, uow: UnitOfWork, stored: StoredDocument, document: Document) -> StoredDocument:
    decided = stored.state != "needs_review"
    after = replace(
        stored,
        document=document,
        version=stored.version + 1,
        updated_at=s.now(),
        claimed_by=None if decided else stored.claimed_by,
        claimed_until=None if decided else stored.claimed_until,
    )
    uow.documents.save(after, stored.version)
    return after


def _vouched(value: FieldValue) -> FieldValue:
    return replace(value, status="accepted") if value.status == "review" else value


def _settle_scan(s: Services, uow: UnitOfWork, actor: Actor, scan_id: str) -> None:
    """Move the scan on once all its papers are decided."""
    scan: Scan = uow.scans.get(scan_id)
    state = state_of_documents([document.state for document in uow.documents.of_scan(scan_id)])
    if state == scan.state:
        return
    uow.scans.save(moved(scan, state, s.now()))
    uow.history.add(HistoryEntry(at=s.now(), actor=actor.name, subject=f"scan:{scan_id}", action=state))


def _note(
    s: Services, uow: UnitOfWork, actor: Actor, stored: StoredDocument, action: str, **details: object
) -> None:
    subject = f"document:{stored.id}"
    uow.history.add(
        HistoryEntry(at=s.now(), actor=actor.name, subject=subject, action=action, details=details)
    )
