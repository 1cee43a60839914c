"""Units of work on the database: one transaction each, messages after the commit."""

from __future__ import annotations

from datetime import timedelta
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from hoso.adapters.database.applications import SqlApplications
from hoso.adapters.database.documents import SqlDocuments
from hoso.adapters.database.engine import READ_ONLY, translated
from hoso.adapters.database.scans import SqlScans
from hoso.adapters.database.transaction import Transaction
from hoso.adapters.database.users import SqlHistory, SqlUsers
from hoso.adapters.outbox import Outbox
from hoso.schemas.scans import QueueName
from hoso.services.ports import Applications, Documents, History, JobQueue, Scans, Users


class SqlDatabase:
    """A database and the queue its messages leave on; calling it begins a unit of work."""

    def __init__(self, engine: Engine, queue: JobQueue) -> None:
        self.engine = engine
        self.queue = queue

    def __call__(self, *, read_only: bool = False) -> SqlUnitOfWork:
        return SqlUnitOfWork(self, read_only=read_only)


class SqlUnitOfWork:
    """One transaction; leaving it without `commit` rolls everything back."""

    scans: Scans
    documents: Documents
    applications: Applications
    users: Users
    history: History

    def __init__(self, database: SqlDatabase, *, read_only: bool) -> None:
        self._engine = database.engine
        self._outbox = Outbox(database.queue)
        self._read_only = read_only

    def __enter__(self) -> Self:
        with translated():
            self._connection = self._engine.connect().execution_options(**{READ_ONLY: self._read_only})
        sql = Transaction(self._connection, read_only=self._read_only)
        self.scans = SqlScans(sql)
        self.documents = SqlDocuments(sql)
        self.applications = SqlApplications(sql)
        self.users = SqlUsers(sql)
        self.history = SqlHistory(sql)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._outbox.drop()
        with translated():
            self._connection.close()

    def commit(self) -> None:
        with translated():
            self._connection.commit()
        self._outbox.send()

    def publish(self, queue: QueueName, scan_id: str, delay: timedelta = timedelta()) -> None:
        self._outbox.note(queue, scan_id, delay)
