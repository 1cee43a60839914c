"""Runs a command and measures it whole: wall time, processor time, and memory of all its processes."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

#: Seconds between two looks at the memory; processes that live shorter are not seen.
_LOOK = 0.25
_KIB = 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """One run. `seconds` wall; `cpu_seconds` of the command and all that it waited for.

    `largest_mb`: the most that one of its processes held; `total_mb`: the most that all held at a time, what
    they share counted once.
    """

    seconds: float
    cpu_seconds: float
    largest_mb: float
    total_mb: float
    exit_code: int
    last_words: str


def run_measured(command: Sequence[str], environment: Mapping[str, str], given: bytes = b"") -> Measured:
    """Run the command to its end with `given` as its input."""
    with tempfile.TemporaryFile() as words, tempfile.TemporaryFile() as source:
        source.write(given)
        source.seek(0)
        started = perf_counter()
        process = subprocess.Popen(
            command, stdin=source, stdout=words, stderr=words, env=dict(environment), start_new_session=True
        )
        memory = _Memory(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        memory.stop()
        words.seek(0)
        said = words.read().decode("utf-8", "replace").strip().splitlines()
    cpu = usage.ru_utime + usage.ru_stime
    last = said[-1] if said else ""
    return Measured(seconds, cpu, memory.largest / _KIB, memory.total / _KIB, process.returncode, last)


class _Memory(threading.Thread):
    """Looks now and then at the memory of all processes of a session; KiB."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session = session
        self._ended = threading.Event()
        self.largest = 0
        self.total = 0
        self.start()

    def run(self) -> None:
        while not self._ended.wait(_LOOK):
            pids = _members(self._session)
            held = [_kib(pid, "smaps_rollup", "Pss:") for pid in pids]
            self.total = max(self.total, sum(held))
            self.largest = max(self.largest, *(_kib(pid, "status", "VmHWM:") for pid in pids), 0)

    def stop(self) -> None:
        self._ended.set()
        self.join()


def _members(session: int) -> list[int]:
    """The processes of a session."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            after_name = _text(entry / "stat").rpartition(")")[2].split()
            if len(after_name) > 3 and int(after_name[3]) == session:
                found.append(int(entry.name))
    return found


def _kib(pid: int, file: str, label: str) -> int:
    """A figure that the kernel keeps of a process; 0 when the process is gone."""
    lines = _text(Path(f"/proc/{pid}/{file}")).splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith(label)), 0)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:  # the process ended between two looks
        return ""
