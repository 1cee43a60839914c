"""Ends this process when work on a page hangs, even inside C code that nothing in Python can interrupt."""

from __future__ import annotations

import faulthandler
import threading
import time


class Watchdog:
    """One limit per thread at work, renewed with every page. When it passes, the process is gone.

    The timer is a C thread that needs no lock of the interpreter. The lease on the row outlives the limit,
    so nobody else has the scan yet; the attempt is counted, and the next one runs isolated.
    """

    def __init__(self, limit_seconds: float) -> None:
        self._limit = limit_seconds
        self._deadlines: dict[int, float] = {}
        self._lock = threading.Lock()

    def beat(self) -> None:
        """This thread's work goes on."""
        with self._lock:
            self._deadlines[threading.get_ident()] = time.monotonic() + self._limit
            self._arm()

    def done(self) -> None:
        """This thread has no work now."""
        with self._lock:
            self._deadlines.pop(threading.get_ident(), None)
            self._arm()

    def _arm(self) -> None:
        if not self._deadlines:
            faulthandler.cancel_dump_traceback_later()
            return
        left = max(0.01, min(self._deadlines.values()) - time.monotonic())
        faulthandler.dump_traceback_later(left, exit=True)
