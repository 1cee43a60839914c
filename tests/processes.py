"""One server under test control: started on a free port, watched, and ended without leaving anything.

The data is kept in a folder of the server's own, and the kernel ends the processes should the test
process die (`setpriv --pdeathsig`). Started as root, a program may ask for an ordinary account.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar, Self

START_SECONDS = 60.0
STOP_SECONDS = 15.0


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ordinary_account() -> pwd.struct_passwd | None:
    """The account for programs that refuse to run as root; `None` when this is no root anyway."""
    if os.geteuid() != 0:
        return None
    with contextlib.suppress(KeyError):
        return pwd.getpwnam("postgres")
    return pwd.getpwnam("nobody")


def _is_frozen(pid: int) -> bool:
    """Whether every thread of the process has stopped."""
    threads = (task / "stat" for task in Path(f"/proc/{pid}/task").iterdir())
    return all(stat.read_text().rpartition(")")[2].split()[0] in "tT" for stat in threads)


class Server(ABC):
    """One program under test control: start, stop, kill, pause, on the same port throughout."""

    name: ClassVar[str]

    def __init__(self) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix=f"hoso-{self.name}-"))
        self._processes: list[subprocess.Popen[bytes]] = []

    @property
    @abstractmethod
    def url(self) -> str:
        """The address in the form that the settings take."""

    @abstractmethod
    def launch(self) -> None:
        """Start the processes by `spawn`; returns before they are ready."""

    @abstractmethod
    def check(self) -> None:
        """Ask the server something; raises while it is not ready."""

    def start(self) -> Self:
        """Start and wait until the server answers."""
        self.launch()
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self.check()
            except Exception as error:  # noqa: BLE001 - every client library has errors of its own
                self._give_up_if_hopeless(error, deadline)
                time.sleep(0.1)
            else:
                return self

    def stop(self) -> None:
        """End the processes in good order; the data stays, `start` brings it back."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the processes at once, as a power cut would."""
        self._end(signal.SIGKILL)

    def pause(self) -> None:
        """Freeze the processes: connections stay open and nothing answers."""
        self._signal(signal.SIGSTOP)
        until = time.monotonic() + STOP_SECONDS  # the signal may find a thread in the middle of an answer
        while not all(_is_frozen(process.pid) for process in self._processes):
            if time.monotonic() > until:
                raise TimeoutError(f"{self.name} does not freeze")
            time.sleep(0.01)

    def resume(self) -> None:
        """Let frozen processes go on."""
        self._signal(signal.SIGCONT)

    def close(self) -> None:
        """Kill the processes and remove the data."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def spawn(
        self,
        *command: str | Path,
        env: dict[str, str] | None = None,
        account: pwd.struct_passwd | None = None,
    ) -> None:
        """Start one process of the server, its output in `server.log`."""
        with (self.folder / "server.log").open("ab") as log:
            process = subprocess.Popen(
                [*guarded(account), *map(str, command)],
                env={**os.environ, **(env or {})},
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._processes.append(process)

    def _give_up_if_hopeless(self, error: Exception, deadline: float) -> None:
        ended = any(p.poll() is not None for p in self._processes)
        if ended or time.monotonic() > deadline:
            log = (self.folder / "server.log").read_text(errors="replace")[-2000:]
            self.kill()
            raise RuntimeError(f"{self.name} does not answer on port {self.port}:\n{log}") from error

    def _signal(self, number: signal.Signals) -> None:
        for process in reversed(self._processes):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, number)

    def _end(self, number: signal.Signals) -> None:
        self._signal(number)
        self.resume()  # a frozen process takes no SIGTERM
        for process in self._processes:
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(STOP_SECONDS)
        self._processes.clear()


def guarded(account: pwd.struct_passwd | None) -> list[str]:
    """The words before a command that tie it to this process and to an ordinary account."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        return []
    switch = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"] if account else []
    return [setpriv, "--pdeathsig=KILL", *switch, "--"]
