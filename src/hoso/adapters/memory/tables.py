"""The tables of the database in memory."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, fields

from hoso.schemas.scans import ApiToken, Application, HistoryEntry, Scan, StoredDocument, User


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
