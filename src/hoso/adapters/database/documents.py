"""Papers and their fields in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, delete, insert, select, update

from hoso.adapters.database.rows import document_of, document_row, field_of, field_rows
from hoso.adapters.database.tables import applications
from hoso.adapters.database.tables import document_fields as f
from hoso.adapters.database.tables import documents as t
from hoso.adapters.database.transaction import Transaction
from hoso.schemas.errors import Conflict, NotFound
from hoso.schemas.records import FieldValue
from hoso.schemas.scans import StoredDocument


class SqlDocuments:
    """The repository of papers."""

    def __init__(self, transaction: Transaction) -> None:
        self._sql = transaction

    def replace(self, scan_id: str, documents: Sequence[StoredDocument]) -> None:
        self._sql.run(delete(t).where(t.c.scan_id == scan_id))
        for document in documents:
            self._sql.run(insert(t).values(document_row(document)))
            self._add_fields(document)

    def _add_fields(self, document: StoredDocument) -> None:
        rows = field_rows(document)
        if rows:
            self._sql.run(insert(f), rows)

    def get(self, document_id: str) -> StoredDocument:
        found = self._load(self._sql.locked(select(t).where(t.c.id == document_id)))
        if not found:
            raise NotFound
        return found[0]

    def save(self, document: StoredDocument, expected_version: int) -> None:
        statement = update(t).where(t.c.id == document.id, t.c.version == expected_version)
        if not self._sql.run(statement.values(document_row(document))).rowcount:
            self.get(document.id)
            raise Conflict
        self._sql.run(delete(f).where(f.c.document_id == document.id))
        self._add_fields(document)

    def of_scan(self, scan_id: str) -> Sequence[StoredDocument]:
        return self._load(select(t).where(t.c.scan_id == scan_id).order_by(t.c.ordinal))

    def of_application(self, application_code: str) -> Sequence[StoredDocument]:
        statement = select(t).where(t.c.application_code == application_code)
        return self._load(statement.order_by(t.c.created_at, t.c.scan_id, t.c.ordinal))

    def awaiting_review(self, office: str | None, limit: int) -> Sequence[StoredDocument]:
        statement = select(t).where(t.c.state == "needs_review")
        if office is not None:
            statement = statement.join(applications).where(applications.c.office == office)
        return self._load(statement.order_by(t.c.created_at, t.c.scan_id, t.c.ordinal).limit(limit))

    def _load(self, statement: Select[Any]) -> list[StoredDocument]:
        rows = self._sql.many(statement)
        values: defaultdict[str, dict[str, FieldValue]] = defaultdict(dict)
        wanted = select(f).where(f.c.document_id.in_([row["id"] for row in rows]))
        for row in self._sql.many(wanted.order_by(f.c.document_id, f.c.position)) if rows else ():
            values[row["document_id"]][row["key"]] = field_of(row)
        return [document_of(row, values[row["id"]]) for row in rows]
