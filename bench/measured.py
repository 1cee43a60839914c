"""Runs a command and measures it whole: wall time, processor time, and memory of all its processes."""

from __future__ import annotations

import ctypes
import os
import subprocess
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

#: Seconds between two looks at the memory; processes that live shorter are not seen.
_LOOK = 0.25
#: `prctl`: processes whose parent is gone become this one's children, so that their time can be told.
_PR_SET_CHILD_SUBREAPER = 36
#: Seconds that those may take to end after the command has.
_LAST = 10.0
_KIB = 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """One run. `seconds` wall; `cpu_seconds` of the command and all processes of its session.

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
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
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
    cpu = usage.ru_utime + usage.ru_stime + _left_behind(process.pid)
    last = said[-1] if said else ""
    return Measured(seconds, cpu, memory.largest / _KIB, memory.total / _KIB, process.returncode, last)


def _left_behind(session: int) -> float:
    """Processor seconds of what the command left to end by itself, such as what forked its workers."""
    cpu, until = 0.0, perf_counter() + _LAST
    while (pids := _members(session)) and perf_counter() < until:
        for pid in pids:
            try:
                ended, _, usage = os.wait4(pid, os.WNOHANG)
            except ChildProcessError:  # another's child still
                continue
            cpu += usage.ru_utime + usage.ru_stime if ended else 0.0
        sleep(_LOOK / 10)
    return cpu


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
