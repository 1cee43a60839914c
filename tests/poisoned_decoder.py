"""A decoding process that pages can really harm: the height of the picture says how.

Run in place of `hoso.pipeline.load.child`. `HOSO_TEST_MARK` names the file by which "once" is remembered.
"""

from __future__ import annotations

import os
import resource
import signal
import time
from pathlib import Path
from typing import Any

from hoso.pipeline.load import PageImage, child
from hoso.pipeline.load.images import _ImageFile
from hoso.pipeline.load.wire import packed_page

ABORTS, FAULTS, SPINS, SLEEPS, KILLED, BUG, GREEDY, ONCE, LIES = range(101, 110)

_page = _ImageFile.page


def _harmed(self: _ImageFile, number: int) -> PageImage:
    page = _page(self, number)
    match page.pixels.shape[0]:
        case 101:
            os.abort()
        case 102:
            os.kill(os.getpid(), signal.SIGSEGV)
        case 103:
            _spin()
        case 104:
            time.sleep(3600)
        case 105:
            os.kill(os.getpid(), signal.SIGKILL)
        case 106:
            raise ZeroDivisionError
        case 107:
            bytearray(resource.getrlimit(resource.RLIMIT_AS)[0])
        case 108:
            _die_once(Path(os.environ["HOSO_TEST_MARK"]))
    return page


def _packed(page: PageImage) -> tuple[dict[str, Any], list[bytes | memoryview]]:
    """For pages of one height, facts that claim more memory than there is."""
    facts, parts = packed_page(page)
    return facts, [b"short"] if page.pixels.shape[0] == LIES else parts


def _spin() -> None:
    """What a decoder in an endless loop does, with a second left to live."""
    used = int(time.process_time()) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used, used + 30))
    while True:
        pass


def _die_once(mark: Path) -> None:
    if not mark.exists():
        mark.touch()
        os.abort()


if __name__ == "__main__":
    _ImageFile.page = _harmed
    setattr(child, "packed_page", _packed)  # noqa: B010  # the name is not the module's to give away
    child.main()
