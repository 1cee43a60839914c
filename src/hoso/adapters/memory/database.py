"""A database in memory: whole transactions one after the other, nothing kept unless committed."""

from __future__ import annotations

import threading
from datetime import timedelta
from types import TracebackType
from typing import Self

from hoso.adapters.memory.repositories import (
    MemoryApplications,
    MemoryDocuments,
    MemoryHistory,
    MemoryUsers,
)
from hoso.adapters.memory.scans import MemoryScans
from hoso.adapters.memory.tables import Tables
from hoso.adapters.outbox import Outbox
from hoso.schemas.errors import DatabaseUnavailable
from hoso.schemas.scans import QueueName
from hoso.services.ports import Applications, Documents, History, JobQueue, Scans, Users


class MemoryDatabase:
    """Holds the tables; calling it begins a unit of work, as `UnitOfWorkFactory` asks."""

    def __init__(self, queue: JobQueue) -> None:
        self.queue = queue
        self.tables = Tables()
        self.lock = threading.RLock()
        self.open_units = 0
        #: Set by tests: every unit of work then finds the database down.
        self.down = False

    def __call__(self, *, read_only: bool = False) -> MemoryUnitOfWork:
        return MemoryUnitOfWork(self)


class MemoryUnitOfWork:
    """One transaction on a copy of the tables."""

    scans: Scans
    documents: Documents
    applications: Applications
    users: Users
    history: History

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database
        self._outbox = Outbox(database.queue)

    def __enter__(self) -> Self:
        if self._database.down:
            raise DatabaseUnavailable
        self._database.lock.acquire()
        self._database.open_units += 1
        self._tables = self._database.tables.copied()
        self.scans = MemoryScans(self._tables)
        self.documents = MemoryDocuments(self._tables)
        self.applications = MemoryApplications(self._tables)
        self.users = MemoryUsers(self._tables)
        self.history = MemoryHistory(self._tables)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.open_units -= 1
        self._database.lock.release()
        self._outbox.drop()

    def commit(self) -> None:
        self._database.tables = self._tables.copied()
        self._outbox.send()

    def publish(self, queue: QueueName, scan_id: str, delay: timedelta = timedelta()) -> None:
        self._outbox.note(queue, scan_id, delay)
