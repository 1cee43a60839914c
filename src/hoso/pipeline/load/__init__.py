"""Load: any bytes in, pages of pixels out one at a time, or an error that says what is wrong."""

from __future__ import annotations

from collections.abc import Generator

from hoso.pipeline.load.images import count_image_pages, jpeg_header, load_image_pages
from hoso.pipeline.load.model import DEFAULT_LIMITS, BrokenPage, Limits, PageImage, PageSource, Pixels
from hoso.pipeline.load.pdf import count_pdf_pages, load_pdf_pages
from hoso.pipeline.load.sniff import PDF, sniff
from hoso.schemas.errors import TooLarge

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
    count = count_pdf_pages if _kind(data, limits) == PDF else count_image_pages
    return count(data, limits)


def load_pages(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Generator[PageImage | BrokenPage, None, None]:
    """The pages in order, each decoded only when it is asked for.

    A file that cannot be read at all raises a `DocumentError` before the first page, and so does the only
    page of a file; a broken page among others comes as a `BrokenPage`. Close the iterator when not
    exhausting it: a rendered PDF has a temporary file until then.
    """
    load = load_pdf_pages if _kind(data, limits) == PDF else load_image_pages
    return load(data, limits)


def _kind(data: bytes, limits: Limits) -> str:
    if len(data) > limits.max_bytes:
        raise TooLarge
    return sniff(data)
