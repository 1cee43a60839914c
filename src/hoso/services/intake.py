"""Taking in an upload: kept byte for byte and written down before anybody is told that it is safe."""

from __future__ import annotations

import threading
import uuid
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from hoso.schemas import errors
from hoso.schemas.errors import Conflict, DocumentError, InvalidRequest, ObjectsUnavailable
from hoso.schemas.scans import HistoryEntry, QueueName, Scan, ScanError, ScanSource
from hoso.services.access import Actor, visible_application
from hoso.services.deps import Services
from hoso.services.keys import original_key
from hoso.services.spool import Spooled, spooled

UNKNOWN = "application/octet-stream"
MAX_KEY = 200
#: Whole files in memory at once in this process, however many are being sent.
_INSPECTIONS = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender may rely on: the bytes are stored and the work is written down.

    `duplicate_of` names the earlier scan with the same bytes; `created` says whether this call made the row.
    """

    scan_id: str
    sha256: str
    bytes: int
    pages: int | None
    duplicate_of: str | None
    created: bool

    def to_json(self) -> dict[str, Any]:
        """The answer of `POST /applications/{code}/scans`."""
        data: dict[str, Any] = {"scan_id": self.scan_id, "sha256": self.sha256, "bytes": self.bytes}
        if self.pages is not None:
            data["pages"] = self.pages
        if self.duplicate_of is not None:
            data["duplicate_of"] = self.duplicate_of
        return data


def receive(
    s: Services,
    actor: Actor,
    application_code: str,
    stream: BinaryIO,
    idempotency_key: str | None = None,
    source: ScanSource = "upload",
    queue: QueueName = "desk",
) -> Receipt:
    """Take in one upload; returns only after the object store holds it and the row is committed.

    The same key again gives the same receipt, the same bytes in the same application the earlier scan.
    Errors: `DocumentError` (with `scan_id` when the bytes were kept), `NotFound`, `Unavailable`.
    """
    if idempotency_key is not None and not 0 < len(idempotency_key) <= MAX_KEY:
        raise InvalidRequest
    with s.uow(read_only=True) as uow:
        visible_application(uow, actor, application_code)
        earlier = idempotency_key and uow.scans.by_idempotency_key(application_code, idempotency_key)
    if earlier:
        return _answer(earlier, duplicate=False)
    with spooled(stream, s.policy.spool, s.limits.max_bytes, s.policy.min_free_bytes) as upload:
        repeat = _repeated(s, application_code, idempotency_key, upload.sha256)
        if repeat:
            return repeat
        scan = _new_scan(s, application_code, upload, idempotency_key)
        return _keep(s, actor, replace(scan, source=source, queue=queue), upload)


def _keep(s: Services, actor: Actor, scan: Scan, upload: Spooled) -> Receipt:
    """Store the bytes, write the scan down, and only then give the receipt, or the refusal."""
    scan, refusal = _sniffed(s, scan, upload)
    _store(s, scan, upload)
    if not _commit(s, actor, scan):
        repeat = _repeated(s, scan.application_code, scan.idempotency_key, scan.sha256)
        if repeat is None:
            raise Conflict
        return repeat
    if refusal:
        refusal.scan_id = scan.id
        raise refusal
    return Receipt(scan.id, scan.sha256, scan.size_bytes, scan.page_count, None, created=True)


def _repeated(s: Services, application_code: str, key: str | None, sha256: str) -> Receipt | None:
    with s.uow(read_only=True) as uow:
        same_key = uow.scans.by_idempotency_key(application_code, key) if key else None
        if same_key:
            return _answer(same_key, duplicate=False)
        same_bytes = uow.scans.by_sha256(application_code, sha256)
    return _answer(same_bytes, duplicate=True) if same_bytes else None


def _answer(scan: Scan, *, duplicate: bool) -> Receipt:
    """The receipt, or the refusal, that the first sender of this scan had."""
    if scan.error and scan.page_count is None:  # Refused at intake: pages are counted before the receipt.
        kinds = {kind.code: kind for kind in vars(errors).values() if _is_document_error(kind)}
        refusal: DocumentError = kinds.get(scan.error.code, DocumentError)()
        refusal.scan_id = scan.id
        raise refusal
    earlier = scan.id if duplicate else scan.duplicate_of
    return Receipt(scan.id, scan.sha256, scan.size_bytes, scan.page_count, earlier, created=False)


def _is_document_error(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, DocumentError)


def _new_scan(s: Services, application_code: str, upload: Spooled, key: str | None) -> Scan:
    now = s.now()
    return Scan(
        id=uuid.uuid4().hex,
        application_code=application_code,
        sha256=upload.sha256,
        size_bytes=upload.size,
        media_type=UNKNOWN,
        source="upload",
        queue="desk",
        state="received",
        received_at=now,
        updated_at=now,
        due_at=now,
        sent_at=now,
        idempotency_key=key,
    )


def _sniffed(s: Services, scan: Scan, upload: Spooled) -> tuple[Scan, DocumentError | None]:
    """The scan with its kind and number of pages, or refused when its bytes are no document we can read."""
    try:
        with _INSPECTIONS:
            data = upload.path.read_bytes()
            scan = replace(scan, media_type=s.pipeline.sniff(data))
            return replace(scan, page_count=s.pipeline.count(data, s.limits)), None
    except DocumentError as error:
        reason = ScanError(error.code, error.message, error.advice)
        return replace(scan, state="rejected", error=reason), error


def _store(s: Services, scan: Scan, upload: Spooled) -> None:
    key = original_key(scan.sha256)
    if s.objects.size(key) == upload.size:
        return  # The key is the hash of the content: what lies there is this very file.
    with upload.path.open("rb") as file:
        s.objects.put(key, file, upload.size, scan.media_type)
    if s.objects.size(key) != upload.size:
        raise ObjectsUnavailable


def _commit(s: Services, actor: Actor, scan: Scan) -> bool:
    """Write the scan down; `False` when a concurrent call with the same key or bytes was first."""
    try:
        with s.uow() as uow:
            uow.scans.add(scan)
            uow.history.add(
                HistoryEntry(at=s.now(), actor=actor.name, subject=f"scan:{scan.id}", action=scan.state)
            )
            if scan.state == "received":
                uow.publish(scan.queue, scan.id)
            uow.commit()
    except Conflict:
        return False
    return True
