"""The decoding process: opens one file at a time and hands out its pages, within limits of the system.

`python -P -m hoso.pipeline.load.child FD` serves the socket until its other end is gone.
"""

from __future__ import annotations

import os
import resource
import socket
import sys
import time
from contextlib import ExitStack

from hoso.pipeline.load.model import Limits, OpenFile
from hoso.pipeline.load.opened import opened
from hoso.pipeline.load.wire import Facts, decoded, encoded, mapped, packed_error, packed_page, shared
from hoso.schemas.errors import CorruptFile, HosoError, TooLarge

LARGEST_MESSAGE = 64 * 1024


class _Desk:
    """Holds the one open file."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._file: OpenFile | None = None

    def answer(self, request: Facts, fds: list[int]) -> tuple[Facts, list[int]]:
        """What is asked for, or the error that stands in its way."""
        try:
            match request:
                case {"open": size, "limits": told}:
                    return self._open(size, Limits(**told), fds[0]), []
                case {"page": number} if self._file is not None:
                    facts, parts = packed_page(self._file.page(number))
                    return {"page": facts}, [shared(parts)]
                case {"findings": _} if self._file is not None:
                    return {"findings": [finding.to_json() for finding in self._file.findings]}, []
                case _:
                    self._close()
                    return {}, []
        except MemoryError:
            return {"error": packed_error(TooLarge())}, []
        except HosoError as error:
            return {"error": packed_error(error)}, []

    def _open(self, size: int, limits: Limits, fd: int) -> Facts:
        self._close()
        confine(limits)
        self._file = self._stack.enter_context(opened(bytes(mapped(fd, size)), limits))
        return {"count": self._file.count}

    def _close(self) -> None:
        self._file = None
        self._stack.close()


def confine(limits: Limits) -> None:
    """What this process, and each that it starts, may use from now on: memory, time, no core files."""
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    memory = limits.max_memory if most == resource.RLIM_INFINITY else min(limits.max_memory, most)
    resource.setrlimit(resource.RLIMIT_AS, (memory, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _more_time(seconds: int) -> None:
    """Let the next answer take that much processor time."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + 1 + seconds, most))


def serve(line: socket.socket) -> None:
    """Answer requests until the line is closed."""
    desk = _Desk()
    while True:
        message, fds, _, _ = socket.recv_fds(line, LARGEST_MESSAGE, 1)
        if not message:
            return
        request = decoded(message)
        _more_time(int(request.get("seconds", 60)))
        facts, memory = desk.answer(request, fds)
        for fd in fds:
            os.close(fd)
        answer = encoded(facts)
        if len(answer) > LARGEST_MESSAGE:
            answer = encoded({"error": packed_error(CorruptFile())})
        socket.send_fds(line, [answer], memory)
        for fd in memory:
            os.close(fd)


def main() -> None:
    """Serve the socket of the descriptor that the first argument names."""
    with socket.socket(fileno=int(sys.argv[1])) as line:
        serve(line)


if __name__ == "__main__":
    main()
