"""Small papers for the loading tests: a drawing that no turn leaves alone, and files that hold it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import pikepdf
from PIL import Image, ImageDraw

from hoso.pipeline.load import Pixels

WIDTH, HEIGHT = 120, 160


def drawing(width: int = WIDTH, height: int = HEIGHT) -> Image.Image:
    """An RGB picture with a black bar on top, a red spot top right and a blue one at the left."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((10, 8, width - 30, 24), fill="black")
    draw.rectangle((width - 25, 8, width - 10, 40), fill=(220, 20, 20))
    draw.rectangle((10, height // 2, 30, height // 2 + 30), fill=(20, 20, 200))
    return image


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """The picture as a file of that kind."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def image_stream(pdf: pikepdf.Pdf, data: bytes, size: tuple[int, int], **facts: object) -> pikepdf.Stream:
    """An image object for a PDF; by default an RGB JPEG."""
    entries: dict[str, object] = {
        "Type": pikepdf.Name.XObject,
        "Subtype": pikepdf.Name.Image,
        "Width": size[0],
        "Height": size[1],
        "ColorSpace": pikepdf.Name.DeviceRGB,
        "BitsPerComponent": 8,
        "Filter": pikepdf.Name.DCTDecode,
    }
    return pikepdf.Stream(pdf, data, **(entries | facts))


def add_page(
    pdf: pikepdf.Pdf,
    image: pikepdf.Stream | None,
    content: str,
    box: Sequence[float] = (0, 0, 90, 120),
    **entries: Any,
) -> pikepdf.Page:
    """A page of that content, with the image as /Im; 90 x 120 points is the drawing at 96 dpi."""
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=list(box),
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary() if image is None else {"/Im": image}),
        Contents=pikepdf.Stream(pdf, content.encode()),
        **entries,
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf.pages[-1]


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    """The bytes of the PDF."""
    buffer = io.BytesIO()
    pdf.save(buffer, **options)
    return buffer.getvalue()


def scan_pdf(pages: int = 1, **options: Any) -> bytes:
    """What a scanner writes: each page one full-page JPEG."""
    with pikepdf.new() as pdf:
        for _ in range(pages):
            image = image_stream(pdf, encoded(drawing(), "JPEG", quality=90), (WIDTH, HEIGHT))
            add_page(pdf, image, "q 90 0 0 120 0 0 cm /Im Do Q")
        return saved(pdf, **options)


def difference(one: Pixels, other: Pixels) -> float:
    """How far apart two pictures of the same shape are, 0 to 255; different shapes are furthest apart."""
    if one.shape[:2] != other.shape[:2]:
        return 255.0
    return float(np.abs(_rgb(one) - _rgb(other)).mean())


def _rgb(pixels: Pixels) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    colours = pixels if pixels.ndim == 3 else np.stack([pixels] * 3, axis=-1)
    return colours.astype(np.float64)
