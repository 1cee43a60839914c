"""The heavy half: from an upload's bytes to read pages, one page in memory at a time."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import cv2
import numpy as np

from hoso.pipeline.codes.find import find_codes, placed
from hoso.pipeline.codes.sheets import sheet_page
from hoso.pipeline.compose.model import PdfPage
from hoso.pipeline.confidence import Scale
from hoso.pipeline.load import BrokenPage, Limits, PageImage, PageSource, load_pages
from hoso.pipeline.prepare.ink import Pixels
from hoso.pipeline.prepare.upright import apply_transform
from hoso.pipeline.recognise.engines import OcrEngine
from hoso.pipeline.recognise.page import recognise_page
from hoso.pipeline.recognise.printed import differing, read_printed
from hoso.pipeline.understand import understand
from hoso.schemas.catalogue import Catalogue
from hoso.schemas.errors import NoReadablePage
from hoso.schemas.pages import Page
from hoso.schemas.records import Document, Finding

#: Part of every artefact's key: raise it whenever reading the same bytes would give another text.
PIPELINE_VERSION = "11"

_JPEG_QUALITY = 85

#: What turns an upload's bytes into pages: `hoso.pipeline.load.load_pages`, or the same in other processes.
Loader = Callable[[bytes, Limits], Iterator[PageImage | BrokenPage]]


@dataclass(frozen=True)
class ReadPage:
    """A page that was read, with the means to show it: `original` is `None` for a page beyond reading."""

    page: Page
    original: PageImage | None

    @property
    def source(self) -> PageSource | None:
        """The encoded image of the page in the upload, where it can be placed in a PDF as it is."""
        return self.original.source if self.original and self.page.transform.is_affine else None

    @property
    def for_pdf(self) -> PdfPage:
        """The page for composing, without its pixels: the upload's own image, or else the upright JPEG."""
        return PdfPage(self.page, b"" if self.source else self.image, self.source)

    @property
    def upright(self) -> Pixels:
        """The upright, straightened page in its colours: what a reviewer sees, what boxes refer to."""
        if self.original is None:
            return np.full((self.page.height_px, self.page.width_px), 255, np.uint8)
        size = (self.page.width_px, self.page.height_px)
        return apply_transform(self.original.pixels, self.page.transform, size)

    @cached_property
    def image(self) -> bytes:
        """The upright page as JPEG."""
        pixels = self.upright
        if pixels.ndim == 3:
            pixels = np.ascontiguousarray(pixels[..., ::-1])
        _, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
        return data.tobytes()


def _beyond_reading(broken: BrokenPage) -> ReadPage:
    finding = Finding("page_unreadable", "error", f"{broken.error.message} {broken.error.advice}")
    findings = (*broken.findings, finding)
    page = Page(broken.number, 1240, 1754, 150, blank=True, quality="poor", findings=findings)
    return ReadPage(page, None)


def read_pages(
    data: bytes, engine: OcrEngine, limits: Limits, load: Loader = load_pages
) -> Iterator[ReadPage]:
    """The pages of an upload in order, each read when it is asked for.

    Errors: a `DocumentError` when nothing in the file can be read; `EngineError` when recognition fails.
    A page that cannot be decoded among good ones comes with a finding and stops nothing.
    """
    readable = False
    for item in load(data, limits):
        if isinstance(item, BrokenPage):
            yield _beyond_reading(item)
            continue
        readable = True
        page = _read_page(item, engine)
        yield ReadPage(replace(page, findings=(*item.findings, *page.findings)), item)
        del item  # before the next page is decoded: one in memory at a time, not two
    if not readable:
        raise NoReadablePage


def _read_page(item: PageImage, engine: OcrEngine) -> Page:
    """One page with its codes, which are read first: a sheet of our own needs no recognition."""
    found = find_codes(item.pixels)
    own = sheet_page(item.number, item.pixels, item.dpi, found)
    if own is not None:
        return own
    page = _recognised(item, engine)
    codes = placed(found, page.transform, (page.width_px, page.height_px))
    return replace(page, codes=codes, blank=page.blank and not codes)


def _recognised(item: PageImage, engine: OcrEngine) -> Page:
    """The page's words: its file's own where they are true to the picture, else those of the picture."""
    if not item.text:
        return recognise_page(item.number, item.pixels, item.dpi, engine)
    page = read_printed(item, engine)
    return page or differing(recognise_page(item.number, item.pixels, item.dpi, engine))


@dataclass(frozen=True, slots=True)
class InputResult:
    """One input, read and understood (`contract.md` 2). `seconds` is wall time."""

    sha256: str
    size_bytes: int
    seconds: float
    pages: tuple[Page, ...]
    documents: tuple[Document, ...]

    def to_json(self, file: str) -> dict[str, Any]:
        """The result as the contract has it, under the name of the input's file."""
        findings = [
            finding.to_json() | {"page": page.number} for page in self.pages for finding in page.findings
        ]
        return {
            "file": file,
            "sha256": self.sha256,
            "bytes": self.size_bytes,
            "seconds": round(self.seconds, 3),
            "pages": [page.to_summary() for page in self.pages],
            "documents": [document.to_json() for document in self.documents],
            "findings": findings,
        }


def read_input(
    data: bytes,
    engine: OcrEngine,
    limits: Limits,
    catalogue: Catalogue,
    today: date,
    load: Loader = load_pages,
    scale: Scale | None = None,
) -> tuple[InputResult, Sequence[PdfPage]]:
    """One input from bytes to records, and its pages for composing a PDF. Errors as `read_pages`."""
    started = time.perf_counter()
    pages = []
    for read in read_pages(data, engine, limits, load):
        pages.append(read.for_pdf)
        del read
    documents = understand([read.page for read in pages], catalogue, today, scale)
    result = InputResult(
        hashlib.sha256(data).hexdigest(),
        len(data),
        time.perf_counter() - started,
        tuple(read.page for read in pages),
        documents,
    )
    return result, pages
