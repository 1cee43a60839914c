"""Opening any bytes, and walking the pages of what was opened."""

from __future__ import annotations

from collections.abc import Container, Generator
from contextlib import AbstractContextManager
from dataclasses import replace

from hoso.pipeline.load.images import opened_image
from hoso.pipeline.load.model import BrokenPage, Limits, OpenFile, PageImage
from hoso.pipeline.load.pdf import opened_pdf
from hoso.pipeline.load.sniff import PDF, sniff
from hoso.schemas.errors import DocumentError, TooLarge


def opened(data: bytes, limits: Limits) -> AbstractContextManager[OpenFile]:
    """The file of those bytes; entering it raises the `DocumentError` that it is refused for."""
    if len(data) > limits.max_bytes:
        raise TooLarge
    return opened_pdf(data, limits) if sniff(data) == PDF else opened_image(data, limits)


def pages_of(
    file: OpenFile, only: Container[int] | None = None
) -> Generator[PageImage | BrokenPage, None, None]:
    """The pages in order, or `only` those of these numbers, each decoded only when it is asked for.

    A broken page among others comes as a `BrokenPage`; the only page of a file raises its `DocumentError`.
    """
    for number in range(1, file.count + 1):
        if only is not None and number not in only:
            continue
        findings = file.findings if number == 1 else ()
        try:
            page = file.page(number)
        except DocumentError as error:
            if file.count == 1:
                raise
            yield BrokenPage(number, error, findings)
        else:
            yield replace(page, findings=(*findings, *page.findings)) if findings else page
            del page  # whoever asked decides how long its pixels stay
