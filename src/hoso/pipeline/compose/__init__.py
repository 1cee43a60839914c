"""Compose: a searchable archival PDF (PDF/A-2b) from read pages, with the upload's own images inside."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from hoso.pipeline.compose.font import make_font
from hoso.pipeline.compose.image import place_image
from hoso.pipeline.compose.metadata import describe
from hoso.pipeline.compose.model import PdfMeta, PdfPage
from hoso.pipeline.compose.text import text_layer

__all__ = ["PdfMeta", "PdfPage", "compose_pdf"]

_FONT, _IMAGE = "F", "Im"


def compose_pdf(pages: Sequence[PdfPage], meta: PdfMeta) -> bytes:
    """The pages as one PDF/A-2b: each shows upright, its text lies unseen over it. Same input, same bytes."""
    with pikepdf.new() as pdf:
        font = make_font(pdf)
        for page in pages:
            _add_page(pdf, page, font)
        describe(pdf, meta, [page.page.number for page in pages])
        buffer = io.BytesIO()
        pdf.save(
            buffer,
            min_version="1.7",
            deterministic_id=True,
            fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return buffer.getvalue()


def _add_page(pdf: pikepdf.Pdf, page: PdfPage, font: pikepdf.Object) -> None:
    width, height = page.size
    resources = Dictionary(Font=Dictionary({f"/{_FONT}": font}))
    content = text_layer(page, _FONT)
    placed = place_image(pdf, page)
    if placed is not None:
        image, matrix = placed
        resources["/XObject"] = Dictionary({f"/{_IMAGE}": image})
        content = f"q {matrix} cm /{_IMAGE} Do Q\n{content}"
    entries = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, round(width, 3), round(height, 3)]),
        Resources=resources,
        Contents=pdf.make_stream(content.encode("ascii")),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(entries)))
