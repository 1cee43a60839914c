"""The repositories of the database in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from hoso.schemas.errors import Conflict, NotFound
from hoso.schemas.scans import (
    PENDING,
    ApiToken,
    Application,
    HistoryEntry,
    QueueName,
    Scan,
    ScanState,
    StoredDocument,
    User,
    work_queue,
)
from hoso.services.moves import status_of_scans
from hoso.services.search import fold


@dataclass(slots=True)
class Tables:
    """All rows by their key; rows themselves never change."""

    scans: dict[str, Scan] = field(default_factory=dict)
    documents: dict[str, StoredDocument] = field(default_factory=dict)
    applications: dict[str, Application] = field(default_factory=dict)
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    tokens: dict[str, ApiToken] = field(default_factory=dict)
    history: list[HistoryEntry] = field(default_factory=list)

    def copied(self) -> Tables:
        """The same rows in tables of their own."""
        return Tables(**{each.name: copy(getattr(self, each.name)) for each in fields(self)})


def _free(scan: Scan, now: datetime) -> bool:
    return scan.due_at <= now and (scan.lease_until is None or scan.lease_until <= now)


class MemoryScans:
    """Scans in a dictionary."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def _all(self) -> Iterable[Scan]:
        return sorted(self._tables.scans.values(), key=lambda scan: (scan.received_at, scan.id))

    def add(self, scan: Scan) -> None:
        for other in self._tables.scans.values():
            same = other.application_code == scan.application_code
            key = scan.idempotency_key is not None and other.idempotency_key == scan.idempotency_key
            if other.id == scan.id or (same and (key or other.sha256 == scan.sha256)):
                raise Conflict
        self._tables.scans[scan.id] = scan

    def get(self, scan_id: str) -> Scan:
        try:
            return self._tables.scans[scan_id]
        except KeyError as error:
            raise NotFound from error

    def save(self, scan: Scan) -> None:
        self.get(scan.id)
        self._tables.scans[scan.id] = scan

    def claim(
        self, scan_id: str, states: frozenset[ScanState], owner: str, now: datetime, until: datetime
    ) -> Scan | None:
        scan = self._tables.scans.get(scan_id)
        if scan is None or scan.state not in states or not _free(scan, now):
            return None
        claimed = replace(
            scan, attempts=scan.attempts + 1, lease_owner=owner, lease_until=until, updated_at=now
        )
        self._tables.scans[scan_id] = claimed
        return claimed

    def renew(self, scan_id: str, owner: str, now: datetime, until: datetime, pages_done: int) -> bool:
        scan = self._tables.scans.get(scan_id)
        if scan is None or scan.lease_owner != owner:
            return False
        renewed = replace(scan, lease_until=until, pages_done=pages_done, updated_at=now)
        self._tables.scans[scan_id] = renewed
        return True

    def save_claimed(self, scan: Scan, owner: str) -> bool:
        if self.get(scan.id).lease_owner != owner:
            return False
        self._tables.scans[scan.id] = scan
        return True

    def release_worker(self, worker: str) -> int:
        held = [s for s in self._all() if s.lease_owner and s.lease_owner.startswith(f"{worker}#")]
        for scan in held:
            self._tables.scans[scan.id] = replace(scan, lease_owner=None, lease_until=None, sent_at=None)
        return len(held)

    def due(
        self, now: datetime, limit: int, queue: QueueName, sent_before: datetime | None = None
    ) -> Sequence[Scan]:
        waiting = [s for s in self._all() if s.state in PENDING and work_queue(s) == queue and _free(s, now)]
        first = sorted(waiting, key=lambda scan: scan.queue == "backfill")[:limit]
        if sent_before is None:
            return first
        return [scan for scan in first if scan.sent_at is None or scan.sent_at < sent_before]

    def mark_sent(self, scan_ids: Sequence[str], at: datetime) -> None:
        for scan_id in scan_ids:
            self._tables.scans[scan_id] = replace(self._tables.scans[scan_id], sent_at=at)

    def by_idempotency_key(self, application_code: str, key: str) -> Scan | None:
        return next((s for s in self.of_application(application_code) if s.idempotency_key == key), None)

    def by_sha256(self, application_code: str, sha256: str) -> Scan | None:
        return next((s for s in self.of_application(application_code) if s.sha256 == sha256), None)

    def of_application(self, application_code: str) -> Sequence[Scan]:
        return [scan for scan in self._all() if scan.application_code == application_code]

    def ahead_of(self, scan: Scan) -> int:
        queue, place = work_queue(scan), (scan.received_at, scan.id)
        waiting = [s for s in self._all() if s.state in PENDING and work_queue(s) == queue]
        return sum((other.received_at, other.id) < place for other in waiting)

    def counts(self, office: str | None = None) -> dict[ScanState, int]:
        offices = {code: app.office for code, app in self._tables.applications.items()}
        return dict(
            Counter(s.state for s in self._all() if office is None or offices[s.application_code] == office)
        )

    def states_of(self, application_codes: Sequence[str]) -> dict[str, list[ScanState]]:
        states = {code: [s.state for s in self.of_application(code)] for code in application_codes}
        return {code: found for code, found in states.items() if found}

    def oldest_waiting(self, now: datetime) -> dict[QueueName, datetime]:
        oldest: dict[QueueName, datetime] = {}
        for scan in self._all():
            if scan.state in PENDING and _free(scan, now):
                queue = work_queue(scan)
                oldest[queue] = min(scan.due_at, oldest.get(queue, scan.due_at))
        return oldest

    def in_state(self, state: ScanState, limit: int) -> Sequence[Scan]:
        return [scan for scan in self._all() if scan.state == state][:limit]


class MemoryDocuments:
    """Papers in a dictionary."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def _all(self) -> Iterable[StoredDocument]:
        return sorted(self._tables.documents.values(), key=lambda d: (d.created_at, d.scan_id, d.ordinal))

    def replace(self, scan_id: str, documents: Sequence[StoredDocument]) -> None:
        for old in self.of_scan(scan_id):
            del self._tables.documents[old.id]
        for document in documents:
            self._tables.documents[document.id] = document

    def get(self, document_id: str) -> StoredDocument:
        try:
            return self._tables.documents[document_id]
        except KeyError as error:
            raise NotFound from error

    def save(self, document: StoredDocument, expected_version: int) -> None:
        if self.get(document.id).version != expected_version:
            raise Conflict
        self._tables.documents[document.id] = document

    def of_scan(self, scan_id: str) -> Sequence[StoredDocument]:
        return [document for document in self._all() if document.scan_id == scan_id]

    def of_application(self, application_code: str) -> Sequence[StoredDocument]:
        return [document for document in self._all() if document.application_code == application_code]

    def awaiting_review(self, office: str | None, limit: int) -> Sequence[StoredDocument]:
        offices = {code: app.office for code, app in self._tables.applications.items()}
        found = [d for d in self._all() if d.state == "needs_review"]
        return [d for d in found if office in (None, offices[d.application_code])][:limit]


class MemoryApplications:
    """Dossiers in a dictionary."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def add(self, application: Application) -> None:
        if application.code in self._tables.applications:
            raise Conflict
        self._tables.applications[application.code] = application

    def get(self, code: str) -> Application:
        try:
            return self._tables.applications[code]
        except KeyError as error:
            raise NotFound from error

    def next_number(self, agency: str, day: str) -> int:
        number = self._tables.numbers.get((agency, day), 0) + 1
        self._tables.numbers[agency, day] = number
        return number

    def find(
        self, query: str, office: str | None, limit: int, cursor: str | None, status: str | None = None
    ) -> Sequence[Application]:
        newest = sorted(
            self._tables.applications.values(), key=lambda a: (a.created_at, a.code), reverse=True
        )
        if cursor is not None:
            after = self.get(cursor)
            newest = [a for a in newest if (a.created_at, a.code) < (after.created_at, after.code)]
        found = [a for a in newest if office in (None, a.office) and self._matches(a, query)]
        return [a for a in found if status in (None, self._status(a))][:limit]

    def _matches(self, application: Application, query: str) -> bool:
        wanted = fold(query)
        return wanted in fold(application.applicant.full_name) or wanted in application.code.lower()

    def _status(self, application: Application) -> str:
        scans = self._tables.scans.values()
        return status_of_scans([s.state for s in scans if s.application_code == application.code])


class MemoryUsers:
    """Accounts and tokens in dictionaries."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def add(self, user: User) -> None:
        if self.by_name(user.name) or user.id in self._tables.users:
            raise Conflict
        self._tables.users[user.id] = user

    def save(self, user: User) -> None:
        self.get(user.id)
        self._tables.users[user.id] = user

    def get(self, user_id: str) -> User:
        try:
            return self._tables.users[user_id]
        except KeyError as error:
            raise NotFound from error

    def by_name(self, name: str) -> User | None:
        return next((user for user in self._tables.users.values() if user.name == name), None)

    def all(self) -> Sequence[User]:
        return list(self._tables.users.values())

    def add_token(self, token: ApiToken) -> None:
        self._tables.tokens[token.id] = token

    def token_by_sha256(self, sha256: str) -> ApiToken | None:
        return next((token for token in self._tables.tokens.values() if token.sha256 == sha256), None)

    def tokens_of(self, user_id: str) -> Sequence[ApiToken]:
        return [token for token in self._tables.tokens.values() if token.user_id == user_id]

    def delete_token(self, token_id: str) -> None:
        self._tables.tokens.pop(token_id, None)


class MemoryHistory:
    """What happened, in a list that only grows."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def add(self, entry: HistoryEntry) -> None:
        self._tables.history.append(entry)

    def of(self, subject: str) -> Sequence[HistoryEntry]:
        return [entry for entry in self._tables.history if entry.subject == subject]
