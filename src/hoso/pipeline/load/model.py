"""What loading gives: pages as pixels, and how they stand in the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from hoso.schemas.errors import DocumentError
from hoso.schemas.geometry import Transform
from hoso.schemas.pages import Line
from hoso.schemas.records import Finding

Pixels = NDArray[np.uint8]
Encoding = Literal["jpeg", "jbig2", "ccitt", "flate"]
Colour = Literal["grey", "rgb"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read. Everything over a limit is refused before it is decoded.

    `max_pixels` bounds one image in a file, `max_render_pixels` a page that has to be drawn (its
    resolution is lowered until it fits), `max_dpi` the resolution that a file may claim for itself,
    `page_seconds` the time for one page, in which `render_seconds` for drawing it are contained, and
    `max_memory` the address space of a process that decodes.
    """

    max_bytes: int = 200 * 1024 * 1024
    max_pages: int = 500
    max_pixels: int = 130_000_000
    max_render_pixels: int = 40_000_000
    max_dpi: int = 1200
    render_dpi: int = 300
    render_seconds: int = 60
    page_seconds: int = 90
    max_memory: int = 3 * 1024**3


DEFAULT_LIMITS = Limits()
UNMOVED = Transform()


@dataclass(frozen=True, slots=True)
class PageSource:
    """The one encoded image that a page consists of, so that it can be placed without re-encoding.

    `data` is the stream as it stands in the file; `width` x `height` are its pixels. `transform` maps its
    pixels (edges, top-left origin) to those of the page's `pixels`: turned, mirrored, cropped or stretched
    as the file asks. `columns`, `predictor` (flate), `k`, `black_is_1`, `byte_align` (ccitt) and
    `global_data` (jbig2) are what a decoder must know; `inverted` says that its values stand for the
    opposite shade (1-bit images only).
    """

    kind: Encoding
    data: bytes
    width: int
    height: int
    bits: int = 8
    colour: Colour = "grey"
    transform: Transform = UNMOVED
    inverted: bool = False
    columns: int = 0
    predictor: int = 1
    k: int = -1
    black_is_1: bool = False
    byte_align: bool = False
    global_data: bytes = b""


@dataclass(frozen=True, slots=True)
class PageImage:
    """One decoded page, in memory only.

    `number` counts from 1. `pixels` is uint8, height x width (grey) or height x width x 3 (RGB), as the
    file shows it: EXIF orientation and PDF rotation are applied. `dpi` is the file's own word where it is
    believable, else guessed as if the long side were that of A4. `source` is there when the page is
    exactly one image that can be kept as it is. `findings` are remarks on the page, those on the whole file
    with its first one. `text` is there when the file itself tells soundly what the page says.
    """

    number: int
    pixels: Pixels
    dpi: int
    source: PageSource | None = None
    findings: tuple[Finding, ...] = ()
    text: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class BrokenPage:
    """Stands where a page could not be decoded; its neighbours go on."""

    number: int
    error: DocumentError
    findings: tuple[Finding, ...] = ()


class OpenFile(Protocol):
    """A file whose pages can be had one by one. `findings` are remarks on the file as a whole."""

    @property
    def count(self) -> int:
        """How many pages it has."""
        ...

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Remarks on the file as a whole, its signatures for one."""
        ...

    def page(self, number: int) -> PageImage:
        """The page of that number, from 1, decoded now. Errors: `DocumentError`."""
        ...
