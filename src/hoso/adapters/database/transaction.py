"""One open transaction as the repositories use it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable, RowMapping, Select

from hoso.adapters.database.engine import translated


class Transaction:
    """A connection whose errors are ours. `read_only` says that rows need not be locked when read."""

    def __init__(self, connection: Connection, *, read_only: bool) -> None:
        self._connection = connection
        self._read_only = read_only
        self.dialect = connection.dialect.name

    def run(self, statement: Executable, rows: Sequence[dict[str, Any]] | None = None) -> CursorResult[Any]:
        """Execute a statement, once or for each of the rows."""
        with translated():
            return self._connection.execute(statement, rows)

    def one(self, statement: Executable) -> RowMapping | None:
        """The first row, or `None`."""
        with translated():
            return self._connection.execute(statement).mappings().first()

    def many(self, statement: Executable) -> Sequence[RowMapping]:
        """All rows."""
        with translated():
            return self._connection.execute(statement).mappings().all()

    def locked(self, statement: Select[Any], *, skip: bool = False) -> Select[Any]:
        """The query, keeping others from changing what it finds until we are done (SQLite: always so)."""
        return statement if self._read_only else statement.with_for_update(skip_locked=skip)
