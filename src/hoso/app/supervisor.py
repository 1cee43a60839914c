"""Keeps the processes of one machine running: starts them, restarts those that die, stops all in order."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog

log = structlog.get_logger(__name__)

#: Names the supervising process to its children, so that they end when it is gone.
PARENT = "HOSO_SUPERVISOR"
FIRST_PAUSE, LONGEST_PAUSE, STEADY_SECONDS = 0.5, 30.0, 60.0
GRACE_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Child:
    """A process to keep running. `niceness` is added to its priority: more is politer."""

    name: str
    command: Sequence[str]
    niceness: int = 0


@dataclass(slots=True)
class _Running:
    child: Child
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause: float = FIRST_PAUSE
    next_start: float = field(default=0.0)


class Supervisor:
    """Runs children until asked to stop."""

    def __init__(self, children: Sequence[Child]) -> None:
        self._running = [_Running(child) for child in children]
        self._stop = threading.Event()

    def run(self) -> None:
        """Keep all children running until `stop` or a signal; returns when all have ended."""
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda number, frame: self.stop())
        try:
            while not self._stop.wait(0.1):
                for running in self._running:
                    self._look_after(running)
        finally:
            self._stop_all()

    def stop(self) -> None:
        """Ask `run` to end."""
        self._stop.set()

    def pids(self) -> dict[str, int]:
        """The process of each child that runs now."""
        return {r.child.name: r.process.pid for r in self._running if r.process and r.process.poll() is None}

    def _look_after(self, running: _Running) -> None:
        now = time.monotonic()
        if running.process is None:
            if now >= running.next_start:
                running.process, running.started_at = _start(running.child), now
                log.info("started", process=running.child.name, pid=running.process.pid)
            return
        status = running.process.poll()
        if status is None:
            return
        steady = now - running.started_at > STEADY_SECONDS
        running.pause = FIRST_PAUSE if steady or status == 0 else min(LONGEST_PAUSE, running.pause * 2)
        running.next_start = now if status == 0 else now + running.pause / 2
        running.process = None
        log.warning("ended", process=running.child.name, status=status, again_in=running.next_start - now)

    def _stop_all(self) -> None:
        alive = [r.process for r in self._running if r.process and r.process.poll() is None]
        for process in alive:
            process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in alive:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _start(child: Child) -> subprocess.Popen[bytes]:
    command = list(child.command)
    if child.niceness:
        command = ["nice", "-n", str(child.niceness), *command]
    return subprocess.Popen(
        command,
        env={**os.environ, PARENT: str(os.getpid())},
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C reaches the supervisor alone, which stops its children in order.
    )


def end_with_supervisor() -> None:
    """In a child: end in good order when the supervisor is gone, even when it was killed."""
    parent = int(os.environ.get(PARENT, "0"))
    if not parent:
        return

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="supervisor-watch", daemon=True).start()
