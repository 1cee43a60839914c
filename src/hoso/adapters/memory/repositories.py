"""The other repositories of the database in memory: papers, dossiers, accounts, history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hoso.adapters.memory.tables import Tables
from hoso.schemas.errors import Conflict, NotFound
from hoso.schemas.scans import ApiToken, Application, HistoryEntry, StoredDocument, User
from hoso.services.moves import status_of_scans
from hoso.services.search import fold


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
