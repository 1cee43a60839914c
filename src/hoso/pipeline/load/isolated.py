"""Loading in processes of their own: no file can take this process along, fill its memory or hold it up.

A process that ends over a file is replaced, and the file is tried once more in a fresh one, for it may have
suffered from the file before. Ending twice is the file's fault, and told as a `DocumentError` of that page;
the pages after it go on.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Container, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Self

import hoso
from hoso.pipeline.load.child import LARGEST_MESSAGE
from hoso.pipeline.load.model import DEFAULT_LIMITS, BrokenPage, Limits, PageImage
from hoso.pipeline.load.opened import pages_of
from hoso.pipeline.load.signatures import UNREADABLE
from hoso.pipeline.load.sniff import sniff
from hoso.pipeline.load.wire import BadMessage, Facts, decoded, encoded, shared, unpacked_error, unpacked_page
from hoso.schemas.errors import CorruptFile, DocumentError, EngineCrashed, EngineError, HosoError, TooLarge
from hoso.schemas.records import Finding

#: After so many answers a process is replaced, against leaks in decoders.
_MOST_ANSWERS = 1000
#: One thread, and memory that is kept from page to page: fresh pages of memory cost more than decoding.
_SURROUNDINGS = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_MMAP_THRESHOLD_": str(32 * 1024 * 1024),
    "MALLOC_TRIM_THRESHOLD_": str(96 * 1024 * 1024),
}
#: A file may take so many pages' time in vain, and end so many processes; its other pages are not tried.
_MOST_TIMEOUTS, _MOST_ENDS = 3, 20
_TOO_SLOW = "Tệp quá phức tạp, không mở kịp. / The file takes too long to open."
_CRASHES = "Tệp làm bộ giải mã dừng đột ngột. / The file makes the decoder stop."


class _Ended(Exception):
    """The decoding process is gone or out of time; `error` is what that means if it happens again."""

    def __init__(self, error: HosoError, *, final: bool) -> None:
        super().__init__()
        self.error, self.final = error, final


class _Process:
    """One decoding process and the line to it."""

    def __init__(self, module: str) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.answers = 0
        root = str(Path(hoso.__file__).parents[1])
        path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        with theirs:
            command = [sys.executable, "-P", "-m", module, str(theirs.fileno())]
            self._process = subprocess.Popen(
                command,
                env=os.environ | _SURROUNDINGS | {"PYTHONPATH": path},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # so that what it starts can be ended with it
            )

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def ask(self, request: Facts, seconds: int, fd: int | None = None) -> tuple[Facts, int | None]:
        """The answer, and the descriptor that came with it, now the caller's. Errors: `_Ended`."""
        self.answers += 1
        self._line.settimeout(seconds)
        try:
            message = encoded(request | {"seconds": seconds})
            socket.send_fds(self._line, [message], [] if fd is None else [fd])
            answer, fds, _, _ = socket.recv_fds(self._line, LARGEST_MESSAGE, 1)
        except TimeoutError as error:
            self.end()
            raise _Ended(TooLarge(_TOO_SLOW), final=True) from error
        except OSError as error:
            raise self._death() from error
        if not answer:
            raise self._death()
        return decoded(answer), fds[0] if fds else None

    def _death(self) -> _Ended:
        """What its end means."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5)
        number = -(self._process.poll() or 0)
        self.end()
        if number == signal.SIGXCPU:
            return _Ended(TooLarge(_TOO_SLOW), final=True)
        if number == signal.SIGKILL:  # by the system for want of memory, or by a person
            return _Ended(EngineCrashed(), final=False)
        return _Ended(CorruptFile(_CRASHES), final=False)

    def end(self) -> None:
        """End the process and all that it started."""
        self._line.close()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


class _RemoteFile:
    """A file that is open in a decoding process, and opened again in the next one when that ends."""

    def __init__(self, pool: DecoderPool, data: bytes, limits: Limits) -> None:
        self._pool, self._limits, self._size = pool, limits, len(data)
        self._process: _Process | None = None
        self._timeouts = self._ends = 0
        self._fd = shared([data])
        try:
            facts, _ = self._asked({})
            self.count = int(facts["count"])
        except BaseException:
            self.close()
            raise

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Remarks on the file as a whole. Errors: `EngineError`."""
        try:
            facts, _ = self._asked({"findings": True})
            return tuple(Finding.from_json(finding) for finding in facts["findings"])
        except DocumentError:  # its pages may be sound all the same
            return (UNREADABLE,)

    def page(self, number: int) -> PageImage:
        """The page of that number. Errors: `DocumentError`, `EngineError`."""
        facts, fd = self._asked({"page": number})
        try:
            return unpacked_page(facts, fd)
        except BadMessage as error:
            self._drop()
            raise CorruptFile(_CRASHES) from error
        finally:
            if fd is not None:
                os.close(fd)

    def close(self) -> None:
        """Give the process back; it forgets the file."""
        os.close(self._fd)
        process, self._process = self._process, None
        if process is not None:
            with suppress(_Ended):
                process.ask({}, self._limits.page_seconds)
                self._pool.put_back(process)

    def _asked(self, request: Facts) -> tuple[Facts, int | None]:
        """The answer, in a second process if need be. An empty request only opens the file."""
        if self._timeouts >= _MOST_TIMEOUTS or self._ends >= _MOST_ENDS:
            raise TooLarge(_TOO_SLOW)
        for attempt in (1, 2):
            try:
                facts, fd = self._in_process(request)
                if "error" in facts:
                    raise unpacked_error(facts["error"])
                return facts, fd
            except BadMessage:
                self._drop()
                if attempt == 2:
                    raise CorruptFile(_CRASHES) from None
            except _Ended as end:
                self._process = None
                self._pool.crashes += 1
                self._ends += 1
                self._timeouts += end.final
                if end.final or attempt == 2:
                    raise end.error from end
        raise EngineError

    def _in_process(self, request: Facts) -> tuple[Facts, int | None]:
        seconds = self._limits.page_seconds
        if self._process is None:
            self._process = self._pool.take()
            opening = {"open": self._size, "limits": asdict(self._limits)}
            facts, fd = self._process.ask(opening, seconds, self._fd)
            if not request or "error" in facts:
                return facts, fd
        return self._process.ask(request, seconds)

    def _drop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.end()


class DecoderPool:
    """Decoding processes, started when needed and used again: one for each file that is open at a time.

    They end with `close`, and by themselves when this process is gone. `module` is what they run.
    """

    def __init__(self, module: str = "hoso.pipeline.load.child") -> None:
        self._module = module
        #: How many processes ended over a file.
        self.crashes = 0
        self._idle: list[_Process] = []
        self._lock = threading.Lock()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def count_pages(self, data: bytes, limits: Limits = DEFAULT_LIMITS) -> int:
        """As `hoso.pipeline.load.count_pages`. Errors: `DocumentError`, `EngineError`."""
        with self._opened(data, limits) as file:
            return file.count

    def load_pages(
        self, data: bytes, limits: Limits = DEFAULT_LIMITS, only: Container[int] | None = None
    ) -> Generator[PageImage | BrokenPage, None, None]:
        """As `hoso.pipeline.load.load_pages`, all pages or those numbers; the pixels cannot be written to."""
        with self._opened(data, limits) as file:
            yield from pages_of(file, only)

    def warm(self) -> None:
        """Start a process ahead of need."""
        self.put_back(self.take())

    def close(self) -> None:
        """End all processes that are idle, and the others once they are given back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for process in idle:
            process.end()

    def take(self) -> _Process:
        """An idle process, or a new one."""
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return _Process(self._module)

    def put_back(self, process: _Process) -> None:
        """A process that is no longer needed by who took it."""
        with self._lock:
            if not self._closed and process.answers < _MOST_ANSWERS:
                self._idle.append(process)
                return
        process.end()

    @contextmanager
    def _opened(self, data: bytes, limits: Limits) -> Iterator[_RemoteFile]:
        if len(data) > limits.max_bytes:
            raise TooLarge
        sniff(data)
        file = _RemoteFile(self, data, limits)
        try:
            yield file
        finally:
            file.close()
