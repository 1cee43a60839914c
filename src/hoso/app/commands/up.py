"""`hoso up`: web and workers on this machine under one supervisor."""

from __future__ import annotations

import fcntl
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import structlog

from hoso.app.bootstrap import migrate
from hoso.app.commands.setup import begin
from hoso.app.settings import Settings
from hoso.app.supervisor import Child, Supervisor
from hoso.schemas.errors import Conflict

log = structlog.get_logger(__name__)

BACKFILL_NICENESS = 10


def up() -> None:
    """Chạy toàn bộ trên máy này / run everything on this machine until Ctrl-C."""
    settings = begin()
    with _only_one(settings):
        _check_port(settings)
        migrate(settings)  # before any process starts, so that a wrong set-up ends here with one message
        supervisor = Supervisor(children(settings))
        threading.Thread(target=_announce, args=(settings,), daemon=True).start()
        supervisor.run()


def children(settings: Settings) -> list[Child]:
    """The processes of this machine; archive work is polite to everything else."""
    hoso = [sys.executable, "-m", "hoso"]
    desk = [
        Child(f"desk-{n}", [*hoso, "worker", "--queues", "desk,records", "--name", f"desk-{n}"])
        for n in range(1, settings.desk_workers + 1)
    ]
    archive = [
        Child(
            f"backfill-{n}",
            [*hoso, "worker", "--queues", "backfill", "--name", f"backfill-{n}"],
            BACKFILL_NICENESS,
        )
        for n in range(1, settings.backfill_workers + 1)
    ]
    return [Child("web", [*hoso, "web"]), *desk, *archive]


@contextmanager
def _only_one(settings: Settings) -> Iterator[None]:
    """Errors: `Conflict` when Hoso runs on this data folder already."""
    settings.home.mkdir(parents=True, exist_ok=True)
    with (settings.home / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Conflict(
                f"Hoso đang chạy với thư mục {settings.home}. / Hoso already runs on {settings.home}.",
                "Dừng tiến trình kia hoặc đổi HOSO_HOME. / Stop the other one or change HOSO_HOME.",
            ) from error
        yield


def _check_port(settings: Settings) -> None:
    """Errors: `Conflict` when another program listens on our port: the web part could never start."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise Conflict(
                f"Cổng {settings.port} đang được dùng. / Port {settings.port} is in use.",
                "Dừng chương trình kia hoặc đổi HOSO_PORT. / Stop the other program or change HOSO_PORT.",
            ) from error


def _announce(settings: Settings) -> None:
    """Print the address once the web part answers."""
    url = f"http://{settings.host}:{settings.port}"
    while True:
        try:
            httpx.get(f"{url}/api/v1/health/live", timeout=2, trust_env=False).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.3)
            continue
        print(f"Hoso: {url}", flush=True)
        return
