"""Scans, applications and people: what the database row says is the truth about an upload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from hoso.schemas.records import Document

ScanState = Literal["received", "text_ready", "needs_review", "accepted", "rejected", "failed"]
DocumentState = Literal["needs_review", "accepted", "rejected"]
QueueName = Literal["desk", "backfill", "records"]
ScanSource = Literal["upload", "watch", "drop", "backfill"]
ReceivedVia = Literal["in_person", "online", "post"]
Role = Literal["admin", "supervisor", "reviewer", "clerk"]

#: Every move a scan may make (architecture: the flow). There is no "in progress" state: work in hand is
#: a lease on the row, and a lease expires. `failed` goes back only through `hoso retry`.
TRANSITIONS: Mapping[ScanState, frozenset[ScanState]] = {
    "received": frozenset({"text_ready", "rejected", "failed"}),
    "text_ready": frozenset({"needs_review", "accepted", "rejected", "failed"}),
    "needs_review": frozenset({"accepted", "text_ready", "rejected", "failed"}),
    "accepted": frozenset({"rejected", "failed"}),
    "rejected": frozenset(),
    "failed": frozenset({"received", "text_ready"}),
}

#: States in which a worker still has something to do.
PENDING: frozenset[ScanState] = frozenset({"received", "text_ready"})


@dataclass(frozen=True, slots=True)
class ScanError:
    """Why a scan was rejected or failed, in words for the person at the desk."""

    code: str
    message: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One upload. `attempts` counts claims of the present state, `due_at` is when work may next start.

    `lease_owner` names the worker that has it in hand until `lease_until`; `sent_at` is when a message
    about it last left. All times are UTC.
    """

    id: str
    application_code: str
    sha256: str
    size_bytes: int
    media_type: str
    source: ScanSource
    queue: QueueName
    state: ScanState
    received_at: datetime
    updated_at: datetime
    due_at: datetime
    idempotency_key: str | None = None
    duplicate_of: str | None = None
    page_count: int | None = None
    pages_done: int = 0
    attempts: int = 0
    lease_owner: str | None = None
    lease_until: datetime | None = None
    sent_at: datetime | None = None
    error: ScanError | None = None
    text_key: str | None = None


def work_queue(scan: Scan) -> QueueName:
    """The queue on which the scan's next work is done: reading on its own, understanding on `records`."""
    return "records" if scan.state == "text_ready" else scan.queue


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """One paper of a scan with its record. `version` grows by one at each change (optimistic locking)."""

    id: str
    scan_id: str
    application_code: str
    ordinal: int
    document: Document
    state: DocumentState
    version: int
    created_at: datetime
    updated_at: datetime
    claimed_by: str | None = None
    claimed_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Who hands the papers in. Personal data: never in logs, file names, URLs or exceptions."""

    full_name: str
    id_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """A dossier (hồ sơ). `code` has the form of Circular 03/2025/TT-VPCP: `H26.05-261121-0001`."""

    code: str
    procedure: str
    applicant: Applicant
    received_via: ReceivedVia
    office: str
    created_at: datetime
    created_by: str
    deadline: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """An account. `office` bounds what it sees; `None` sees every office (administrators)."""

    id: str
    name: str
    role: Role
    office: str | None
    password_hash: str
    must_change_password: bool = False
    disabled: bool = False
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """A bearer token of a user; only its SHA-256 is kept. `kind` tells browser sessions from API tokens."""

    id: str
    user_id: str
    sha256: str
    label: str
    kind: Literal["api", "session"]
    created_at: datetime
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One append-only line of what happened to a scan, document or application, and who did it."""

    at: datetime
    actor: str
    subject: str
    action: str
    details: Mapping[str, object] = field(default_factory=dict)
