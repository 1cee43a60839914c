"""Page images for tests: lines of words drawn here, turned, tilted, laid on a desk."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from hoso.pipeline.load import Pixels

#: An A4 page at 100 dpi.
WIDTH, HEIGHT, DPI = 827, 1169, 100
_WORDS = "quyen khai sinh ngay thang nam huong dan Ho chu dem ten Noi thuong tru Giay to tuy than".split()


@lru_cache(maxsize=8)
def text_page(lines: int = 34, size: int = 18, width: int = WIDTH, height: int = HEIGHT) -> Pixels:
    """A white page with lines of words from the top on; callers must not write on it."""
    page = Image.new("L", (width, height), 255)
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(size)
    for line in range(lines):
        words = [_WORDS[(7 * line + 3 * at) % len(_WORDS)] for at in range(width // (6 * size) + line % 3)]
        draw.text((width // 12, height // 18 + line * size * 1.6), " ".join(words), fill=20, font=font)
    return np.asarray(page, np.uint8)


@lru_cache(maxsize=2)
def full_page(bold: bool = False) -> Pixels:
    """An A4 page at 150 dpi whose lines run from margin to margin; callers must not write on it."""
    page = Image.new("L", (1240, 1754), 255)
    face = "DejaVuSerif-Bold.ttf" if bold else "DejaVuSerif.ttf"
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(face, 25)
    for line in range(34):
        text = ""
        while draw.textlength(text, font=font) < 960:
            text += _WORDS[(7 * line + len(text)) % len(_WORDS)] + " "
        draw.text((110, 100 + line * 45), text, fill=20, font=font)
    return np.asarray(page, np.uint8)


def stroked_page(lines: int = 30) -> Pixels:
    """A page in plain strokes, unlike any printing type."""
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    for line in range(lines):
        text = " ".join(_WORDS[(5 * line + at) % len(_WORDS)] for at in range(7))
        cv2.putText(page, text, (60, 73 + line * 33), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (30,), 1, cv2.LINE_AA)
    return page


def tilted(page: Pixels, degrees: float) -> Pixels:
    """The page with its lines rising to the right by `degrees`, white where nothing was."""
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    white = (255, 255, 255)
    return np.asarray(cv2.warpAffine(page, turn, (width, height), borderValue=white), np.uint8)


def curled(page: Pixels, shape: str, depth: float) -> Pixels:
    """The page of a sheet that does not lie flat: its lines run in an `arch`, or off the left edge (`spine`).

    They are off by `depth` pixels in the middle of the page, by a third less at its top, more at its foot.
    """
    height, width = page.shape[:2]
    across = np.linspace(0, 1, width, dtype=np.float32)
    drop = {"arch": np.sin(np.pi * across), "spine": np.exp(-6 * across)}[shape] * depth
    nearer = np.linspace(2 / 3, 4 / 3, height, dtype=np.float32)
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    back = (y - nearer[:, None] * drop[None, :]).astype(np.float32)
    return np.asarray(cv2.remap(page, x, back, cv2.INTER_LINEAR, borderValue=(255, 255, 255)), np.uint8)


def turned(page: Pixels, quarters: int) -> Pixels:
    """The page after clockwise quarter turns."""
    return np.ascontiguousarray(np.rot90(page, -quarters))


def on_desk(page: Pixels, corners: Sequence[tuple[int, int]], size: tuple[int, int]) -> Pixels:
    """A photo of `size` (width, height) with the page on a dark desk, its corners clockwise from top left."""
    height, width = page.shape[:2]
    sheet = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    lay = cv2.getPerspectiveTransform(sheet, np.array(corners, np.float32))
    return np.asarray(cv2.warpPerspective(page, lay, size, borderValue=(60,)), np.uint8)


def set_page(lines: Sequence[str], size: int = 18, width: int = WIDTH, height: int = HEIGHT) -> Image.Image:
    """A page with the lines in a serif type that has all Vietnamese letters; `#` makes a title."""
    page = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(page)
    for at, line in enumerate(lines):
        text, large = line.removeprefix("# "), line.startswith("# ")
        face = "DejaVuSerif-Bold.ttf" if large else "DejaVuSerif.ttf"
        font = ImageFont.truetype(face, round(size * 1.4) if large else size)
        left = (width - draw.textlength(text, font=font)) / 2 if large else width / 12
        draw.text((left, height / 18 + at * size * 1.9), text, fill=(25, 25, 35), font=font)
    return page


def file_of(pages: Sequence[Image.Image], kind: str, dpi: int = DPI) -> bytes:
    """The pages as a file of that kind; several only in a TIFF or PDF."""
    buffer = io.BytesIO()
    rest = {"save_all": True, "append_images": list(pages[1:])} if len(pages) > 1 else {}
    resolution = {"resolution": dpi} if kind == "PDF" else {"dpi": (dpi, dpi)}
    pages[0].save(buffer, kind, **rest, **resolution)
    return buffer.getvalue()
