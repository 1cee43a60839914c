"""PDF files: opening and counting, and each page either lifted out as its one image or drawn."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pikepdf

from hoso.pipeline.load.guard import check_size, decoding
from hoso.pipeline.load.model import Limits, OpenFile, PageImage
from hoso.pipeline.load.pdf_content import placed_images
from hoso.pipeline.load.pdf_image import Lift
from hoso.pipeline.load.pdf_render import Renderer
from hoso.pipeline.load.pdf_sheet import Sheet
from hoso.pipeline.load.pdf_text import text_of
from hoso.pipeline.load.signatures import signatures
from hoso.schemas.errors import CorruptFile, DocumentError, EncryptedFile, NoReadablePage, TooManyPages
from hoso.schemas.records import Finding

#: A compressed stream may claim to be far bigger than any page; qpdf then stops instead of filling memory.
_LARGEST_STREAM = 512 * 1024 * 1024
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=_LARGEST_STREAM,
    png_max_memory=_LARGEST_STREAM,
    run_length_max_memory=_LARGEST_STREAM,
    tiff_max_memory=_LARGEST_STREAM,
)


@contextmanager
def opened_pdf(data: bytes, limits: Limits) -> Iterator[OpenFile]:
    """A PDF with nothing decoded; `EncryptedFile`, `NoReadablePage`, `TooManyPages` or `CorruptFile`."""
    with _opened(data) as pdf, Renderer(data, pdf, limits) as renderer:
        yield _PdfFile(data, pdf, renderer, limits)


class _PdfFile:
    """A PDF, its pages lifted or drawn when they are asked for."""

    def __init__(self, data: bytes, pdf: pikepdf.Pdf, renderer: Renderer, limits: Limits) -> None:
        self._data, self._pdf, self._renderer, self._limits = data, pdf, renderer, limits
        self.count = _count(pdf, limits)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What its digital signatures are worth."""
        return signatures(self._data)

    def page(self, number: int) -> PageImage:
        """The page of that number. Errors: `DocumentError`."""
        return _load_page(self._pdf, number, self._renderer, self._limits)


@contextmanager
def _opened(data: bytes) -> Iterator[pikepdf.Pdf]:
    """The PDF, repaired where qpdf can; an empty user password (an owner's lock only) opens it too."""
    try:
        with decoding():
            pdf = pikepdf.open(io.BytesIO(data))
    except DocumentError as error:
        if isinstance(error.__cause__, pikepdf.PasswordError):
            raise EncryptedFile from error
        raise
    with pdf:
        yield pdf


def _count(pdf: pikepdf.Pdf, limits: Limits) -> int:
    with decoding():
        count = len(pdf.pages)
    if count == 0:
        raise NoReadablePage
    if count > limits.max_pages:
        raise TooManyPages
    return count


def _load_page(pdf: pikepdf.Pdf, number: int, renderer: Renderer, limits: Limits) -> PageImage:
    with decoding():
        page = pdf.pages[number - 1]
        sheet = Sheet.of(page)
        for image in page.get_images().values():
            check_size(int(image.get("/Width", 1)), int(image.get("/Height", 1)), limits)
    try:
        with decoding():
            placed = placed_images(page, sheet)
    except CorruptFile:  # beyond us, perhaps not beyond poppler; but then it must find nothing wrong
        return renderer.draw(number, sheet, strict=True)
    if placed is not None and len(placed) == 1:
        with decoding():
            lifted = Lift(number, sheet, renderer, limits).page(placed[0])
        if lifted is not None:
            return lifted
    drawn = renderer.draw(number, sheet)
    return replace(drawn, text=text_of(drawn, pdf, sheet, renderer, limits))
