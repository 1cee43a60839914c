"""Working on scans: the heavy half (reading) and the light half (understanding), each safe to repeat."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import replace

import structlog

from hoso.pipeline.codes.covers import compared
from hoso.schemas.errors import InvalidTransition, NoReadablePage
from hoso.schemas.pages import Page
from hoso.schemas.records import Document
from hoso.schemas.scans import HistoryEntry, QueueName, Scan, StoredDocument, work_queue
from hoso.services.claims import Beat, Claim, claim, no_beat
from hoso.services.deps import Services
from hoso.services.keys import original_key, page_key, text_key
from hoso.services.moves import moved, state_of_documents

log = structlog.get_logger(__name__)

QUEUES: tuple[QueueName, ...] = ("desk", "records", "backfill")


def read_scan(s: Services, scan_id: str, worker: str = "worker", beat: Beat = no_beat) -> None:
    """Read all pages of a received scan: images and text to the object store, then `text_ready`.

    No transaction is open while pages are recognised. A scan that is not waiting is left alone.
    """
    work = claim(s, scan_id, "received", worker, beat)
    if work is None:
        return
    with work:
        log.info("reading", scan_id=scan_id, attempt=work.scan.attempts)
        pages = _read_pages(s, work)
        key = text_key(work.scan.sha256, s.pipeline.version)
        _put(s, key, text_of_pages(pages), "application/json")
        done = replace(work.scan, text_key=key, page_count=len(pages), pages_done=len(pages))
        work.save(
            moved(done, "text_ready", s.now()),
            "text_ready",
            lambda uow: uow.publish("records", scan_id),
            pages=len(pages),
        )


def _read_pages(s: Services, work: Claim) -> list[Page]:
    scan, pages = work.scan, list[Page]()
    data = s.objects.get(original_key(scan.sha256))
    for read in s.pipeline.read(data, s.engine(scan.attempts), s.limits):
        _put(s, page_key(scan.sha256, s.pipeline.version, read.page.number), read.image, "image/jpeg")
        pages.append(read.page)
        del read  # its pixels go before the next page is decoded
        work.progress(len(pages))
    return pages


def understand_scan(s: Services, scan_id: str, worker: str = "worker", beat: Beat = no_beat) -> None:
    """Find the papers in a scan's text and their records; then `accepted` or `needs_review`."""
    work = claim(s, scan_id, "text_ready", worker, beat)
    if work is None:
        return
    with work:
        pages = load_pages(s, work.scan)
        found = s.pipeline.understand(pages, s.catalogue, s.today())
        documents = compared(pages, found, work.scan.application_code)
        if not documents:
            raise NoReadablePage
        papers = [_stored(s, work.scan, n, document) for n, document in enumerate(documents, 1)]
        state = state_of_documents([paper.state for paper in papers])
        work.save(
            moved(work.scan, state, s.now()),
            state,
            lambda uow: uow.documents.replace(scan_id, papers),
            documents=len(papers),
            version=s.pipeline.version,
        )
        log.info("understood", scan_id=scan_id, state=state, documents=len(papers))


def _stored(s: Services, scan: Scan, ordinal: int, document: Document) -> StoredDocument:
    now = s.now()
    return StoredDocument(
        id=f"{scan.id}-{ordinal}",
        scan_id=scan.id,
        application_code=scan.application_code,
        ordinal=ordinal,
        document=document,
        state="accepted" if document.decision == "accept" else "needs_review",
        version=1,
        created_at=now,
        updated_at=now,
    )


def sweep(s: Services) -> int:
    """Send messages for scans that wait although their message should have come; how many.

    This is what makes a lost message or an emptied broker cost time only.
    """
    sent = 0
    for queue in QUEUES:
        now = s.now()
        with s.uow() as uow:
            before = now - s.policy.resend_after
            ids = [scan.id for scan in uow.scans.due(now, s.policy.sweep_limit, queue, before)]
            uow.scans.mark_sent(ids, now)
            for scan_id in ids:
                uow.publish(queue, scan_id)
            uow.commit()
        sent += len(ids)
    return sent


def waiting(s: Services, queue: QueueName, limit: int) -> list[str]:
    """The scans that wait on a queue, first come first: what a worker with no broker feeds itself with."""
    with s.uow(read_only=True) as uow:
        return [scan.id for scan in uow.scans.due(s.now(), limit, queue)]


def retry(s: Services, scan_id: str | None = None, actor: str = "system", limit: int = 1000) -> int:
    """Start failed scans anew: one, or all of them; how many. Errors: `NotFound`, `InvalidTransition`."""
    with s.uow() as uow:
        scans = [uow.scans.get(scan_id)] if scan_id else list(uow.scans.in_state("failed", limit))
        for scan in scans:
            if scan.state != "failed":
                raise InvalidTransition
            again = moved(scan, "text_ready" if scan.text_key else "received", s.now())
            uow.scans.save(replace(again, pages_done=again.pages_done if again.text_key else 0))
            uow.history.add(replace(_entry(s, again, "retried"), actor=actor))
            uow.publish(work_queue(again), again.id)
        uow.commit()
    return len(scans)


def load_pages(s: Services, scan: Scan) -> tuple[Page, ...]:
    """What was read on the scan's pages, from its text artefact."""
    data = json.loads(s.objects.get(scan.text_key or ""))
    return tuple(Page.from_json(page) for page in data["pages"])


def text_of_pages(pages: Sequence[Page]) -> bytes:
    """The text artefact: everything that `load_pages` needs."""
    return json.dumps({"pages": [page.to_json() for page in pages]}, ensure_ascii=False).encode()


def _put(s: Services, key: str, data: bytes, media_type: str) -> None:
    s.objects.put(key, io.BytesIO(data), len(data), media_type)


def _entry(s: Services, scan: Scan, action: str, **details: object) -> HistoryEntry:
    return HistoryEntry(at=s.now(), actor="system", subject=f"scan:{scan.id}", action=action, details=details)
