"""Accounts, tokens and the history in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import RowMapping, delete, insert, select, update

from hoso.adapters.database.rows import flat
from hoso.adapters.database.tables import history, tokens, users
from hoso.adapters.database.transaction import Transaction
from hoso.schemas.errors import NotFound
from hoso.schemas.scans import ApiToken, HistoryEntry, User


class SqlUsers:
    """The repository of accounts and their tokens."""

    def __init__(self, transaction: Transaction) -> None:
        self._sql = transaction

    def add(self, user: User) -> None:
        self._sql.run(insert(users).values(flat(user)))

    def save(self, user: User) -> None:
        if not self._sql.run(update(users).where(users.c.id == user.id).values(flat(user))).rowcount:
            raise NotFound

    def get(self, user_id: str) -> User:
        row = self._sql.one(select(users).where(users.c.id == user_id))
        if row is None:
            raise NotFound
        return User(**row)

    def by_name(self, name: str) -> User | None:
        row = self._sql.one(select(users).where(users.c.name == name))
        return None if row is None else User(**row)

    def all(self) -> Sequence[User]:
        return [User(**row) for row in self._sql.many(select(users).order_by(users.c.name))]

    def add_token(self, token: ApiToken) -> None:
        self._sql.run(insert(tokens).values(flat(token)))

    def token_by_sha256(self, sha256: str) -> ApiToken | None:
        row = self._sql.one(select(tokens).where(tokens.c.sha256 == sha256))
        return None if row is None else ApiToken(**row)

    def tokens_of(self, user_id: str) -> Sequence[ApiToken]:
        statement = select(tokens).where(tokens.c.user_id == user_id).order_by(tokens.c.created_at)
        return [ApiToken(**row) for row in self._sql.many(statement)]

    def delete_token(self, token_id: str) -> None:
        self._sql.run(delete(tokens).where(tokens.c.id == token_id))


class SqlHistory:
    """The append-only history."""

    def __init__(self, transaction: Transaction) -> None:
        self._sql = transaction

    def add(self, entry: HistoryEntry) -> None:
        self._sql.run(insert(history).values(flat(entry) | {"details": dict(entry.details)}))

    def of(self, subject: str) -> Sequence[HistoryEntry]:
        statement = select(history).where(history.c.subject == subject).order_by(history.c.id)
        return [_entry_of(row) for row in self._sql.many(statement)]


def _entry_of(row: RowMapping) -> HistoryEntry:
    data = dict(row)
    del data["id"]
    return HistoryEntry(**data)
