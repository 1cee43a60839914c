"""Drawing a PDF page that is more than one image, by poppler, in a process of its own with a time limit."""

from __future__ import annotations

import math
import os
from contextlib import ExitStack
from pathlib import Path
from typing import Self

import numpy as np
import pikepdf
from pdf2image import convert_from_path
from pdf2image.exceptions import (
    PDFPageCountError,
    PDFPopplerTimeoutError,
    PDFSyntaxError,
    PopplerNotInstalledError,
)

from hoso.pipeline.load.guard import decoding
from hoso.pipeline.load.model import Limits, PageImage, Pixels
from hoso.pipeline.load.pdf_sheet import Sheet
from hoso.schemas.errors import CorruptFile, MissingProgram, TooLarge

_NO_POPPLER = (
    "Thiếu chương trình pdftoppm (poppler-utils). / The program pdftoppm (poppler-utils) is missing."
)
_TOO_SLOW = "Trang PDF quá phức tạp, không vẽ kịp. / A page of the PDF takes too long to draw."


class Renderer:
    """Draws pages of one PDF; its copy in memory exists from the first drawing until the end of `with`."""

    def __init__(self, data: bytes, pdf: pikepdf.Pdf, limits: Limits) -> None:
        self._data, self._pdf, self._limits = data, pdf, limits
        self._stack = ExitStack()
        self._path: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def draw(self, number: int, sheet: Sheet, *, strict: bool = False) -> PageImage:
        """The page at the usual resolution, or lower when it is larger than the limit."""
        dpi = self.fitting_dpi(sheet, self._limits.render_dpi)
        return PageImage(number, self.pixels(number, sheet, dpi, strict=strict), max(1, round(dpi)))

    def fitting_dpi(self, sheet: Sheet, wanted: float) -> float:
        """The wanted resolution, or the highest at which the page stays within the limit of pixels."""
        width, height = sheet.size_in
        return min(wanted, math.sqrt(self._limits.max_render_pixels / (width * height)))

    def pixels(
        self, number: int, sheet: Sheet, dpi: float, *, grey: bool = False, strict: bool = False
    ) -> Pixels:
        """The page drawn at that resolution; `strict` raises `CorruptFile` when poppler complains."""
        try:
            with decoding():
                images = convert_from_path(
                    self.path(),
                    first_page=number,
                    last_page=number,
                    dpi=round(dpi * sheet.unit, 4),  # type: ignore[arg-type]  # fractions work; poppler knows only points
                    grayscale=grey,
                    use_cropbox=True,
                    strict=strict,
                    timeout=self._limits.render_seconds,
                )
                return np.array(images[0], np.uint8)
        except PDFPopplerTimeoutError as error:
            raise TooLarge(_TOO_SLOW) from error
        except (PDFPageCountError, PDFSyntaxError) as error:
            raise CorruptFile from error
        except PopplerNotInstalledError as error:
            raise MissingProgram(_NO_POPPLER) from error

    def path(self) -> Path:
        """The PDF in memory, under a name that poppler can open: nothing of it ever lies on a disk."""
        if self._path is None:
            memory = self._stack.enter_context(os.fdopen(os.memfd_create("hoso"), "wb"))
            if self._pdf.get_warnings():
                self._pdf.save(memory)  # as repaired: poppler may find other pages in damaged bytes
            else:
                memory.write(self._data)
            memory.flush()
            self._path = Path(f"/proc/{os.getpid()}/fd/{memory.fileno()}")
        return self._path
