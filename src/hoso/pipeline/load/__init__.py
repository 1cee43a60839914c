"""Load: any bytes in, pages of pixels out one at a time, or an error that says what is wrong."""

from __future__ import annotations

from collections.abc import Generator

from hoso.pipeline.load.decode import jpeg_header
from hoso.pipeline.load.model import DEFAULT_LIMITS, BrokenPage, Limits, PageImage, PageSource, Pixels
from hoso.pipeline.load.opened import opened, pages_of
from hoso.pipeline.load.sniff import sniff

__all__ = [
    "DEFAULT_LIMITS",
    "BrokenPage",
    "Limits",
    "PageImage",
    "PageSource",
    "Pixels",
    "count_pages",
    "jpeg_header",
    "load_pages",
    "sniff",
]


def count_pages(data: bytes, limits: Limits = DEFAULT_LIMITS) -> int:
    """How many pages the file has, without decoding any; raises what `load_pages` would refuse it for."""
    with opened(data, limits) as file:
        return file.count


def load_pages(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Generator[PageImage | BrokenPage, None, None]:
    """The pages in order, each decoded only when it is asked for, in this process.

    A file that cannot be read at all raises a `DocumentError` before the first page, and so does the only
    page of a file; a broken page among others comes as a `BrokenPage`. Close the iterator when not
    exhausting it: a drawn PDF keeps a copy in memory until then.
    """
    with opened(data, limits) as file:
        yield from pages_of(file)
