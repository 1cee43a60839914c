"""A running web site for tests: real HTTP on a free port, use cases on ports in memory."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import httpx
import uvicorn
from argon2 import PasswordHasher

from hoso.adapters.clock import SystemClock
from hoso.adapters.memory.database import MemoryDatabase
from hoso.adapters.memory.objects import MemoryObjects
from hoso.adapters.memory.queue import ListQueue
from hoso.pipeline.load import Limits
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.reference import procedures
from hoso.schemas.scans import Role, User
from hoso.services import accounts, processing
from hoso.services.deps import Policy, Services
from hoso.web.app import create_app, default_checks
from hoso.web.auth import Backoff
from tests.web.canned import CannedPipeline

PASSWORD = "quay tiep nhan 1"
OFFICE = "H26.05"
#: Small enough to test the limit, larger than what the form and its parts need.
MAX_BYTES = 2 * 1024 * 1024
START_SECONDS = 10.0


@lru_cache(maxsize=1)
def password_hash() -> str:
    """The hash of `PASSWORD`, made once: hashing is slow on purpose."""
    return PasswordHasher().hash(PASSWORD)


@dataclass(slots=True)
class Site:
    """The site's address, and its inside for tests that look behind the scenes."""

    url: str
    services: Services
    database: MemoryDatabase
    objects: MemoryObjects
    canned: CannedPipeline
    clients: list[httpx.Client] = field(default_factory=list)

    def client(self, **headers: str) -> httpx.Client:
        """A client without an account."""
        client = httpx.Client(base_url=self.url, headers=headers, timeout=15)
        self.clients.append(client)
        return client

    def add_user(self, name: str, role: Role = "clerk", office: str | None = OFFICE) -> None:
        """An account with the password of all tests."""
        now = self.services.now()
        with self.services.uow() as uow:
            user = User(
                id=name, name=name, role=role, office=office, password_hash=password_hash(), created_at=now
            )
            uow.users.add(user)
            uow.commit()

    def account(
        self, name: str = "lan", role: Role = "reviewer", office: str | None = OFFICE
    ) -> httpx.Client:
        """A program with an API token of a new account."""
        self.add_user(name, role, office)
        token = accounts.create_token(self.services, name, "test")
        return self.client(Authorization=f"Bearer {token}")

    def browser(self, name: str = "hoa", role: Role = "clerk", office: str | None = OFFICE) -> httpx.Client:
        """A browser that has signed in with a new account."""
        self.add_user(name, role, office)
        client = self.client(Origin=self.url, Accept="text/html")
        answer = client.post("/login", data={"name": name, "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        return client

    def work(self) -> None:
        """Do what workers would do with everything that waits."""
        for scan_id in list(self.database.tables.scans):
            processing.read_scan(self.services, scan_id)
            processing.understand_scan(self.services, scan_id)

    def exhaust(self, scan_id: str) -> None:
        """Spend all attempts at a scan, without the pauses between them."""
        for _ in range(self.services.policy.max_attempts):
            scan = self.database.tables.scans[scan_id]
            self.database.tables.scans[scan_id] = replace(scan, due_at=scan.received_at)
            processing.read_scan(self.services, scan_id)


class Server:
    """One HTTP server for all tests; each test puts use cases of its own behind it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.app = create_app(self._inside()[0])

    @contextmanager
    def running(self) -> Iterator[Server]:
        """Answer requests on a free port."""
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            config = uvicorn.Config(
                self.app, log_level="critical", ws="none", lifespan="off", timeout_graceful_shutdown=1
            )
            with _served(uvicorn.Server(config), listener):
                yield self

    @contextmanager
    def site(self) -> Iterator[Site]:
        """A site that knows nothing of other tests."""
        services, database, objects, canned = self._inside()
        state = self.app.state
        state.services, state.backoff, state.checks = services, Backoff(), dict(default_checks(services))
        site = Site(self.url, services, database, objects, canned)
        yield site
        for client in site.clients:
            client.close()

    def _inside(self) -> tuple[Services, MemoryDatabase, MemoryObjects, CannedPipeline]:
        database, objects, canned = MemoryDatabase(ListQueue()), MemoryObjects(), CannedPipeline()
        services = Services(
            uow=database,
            objects=objects,
            clock=SystemClock(),
            engine=lambda attempt: None,  # type: ignore[arg-type,return-value]  # nothing asks an engine here
            catalogue=load_catalogue(),
            limits=Limits(max_bytes=MAX_BYTES),
            pipeline=canned.pipeline(),
            policy=Policy(spool=self.folder, min_free_bytes=0),
            procedures=procedures(),
        )
        return services, database, objects, canned


@contextmanager
def _served(server: uvicorn.Server, listener: socket.socket) -> Iterator[None]:
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + START_SECONDS
    while not server.started:
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(START_SECONDS)
