"""Papers for composing: an upright page of bars for words, and scans of it, askew, in every kind of file."""

from __future__ import annotations

import io
from functools import cache
from typing import cast

import cv2
import numpy as np
import pikepdf
from PIL import Image

from hoso.pipeline.compose import PdfPage
from hoso.pipeline.load import PageImage, PageSource, Pixels, load_pages
from hoso.schemas.geometry import Box, Matrix, Transform
from hoso.schemas.pages import Line, Page, Word
from tests.jbig2 import jbig2

WIDTH, HEIGHT, DPI = 1240, 1754, 150
TEXT = """CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
GIẤY KHAI SINH
Họ, chữ đệm, tên: NGUYỄN THỊ THÙY DƯƠNG
Ngày, tháng, năm sinh: 05/03/1998 (Ghi bằng chữ: ngày năm tháng ba)
Giới tính: Nữ Dân tộc: Kinh Quốc tịch: Việt Nam
Nơi sinh: Trạm Y tế phường Vỹ Dạ, thành phố Huế
Số: 123/2015-KS \\ <a> & "b" 'c' %d"""
KINDS = ("jpeg", "grey", "png", "ccitt", "jbig2", "flate")


def lines() -> tuple[Line, ...]:
    """The words of the text, each as wide as its letters, the last line close to the foot."""
    found = []
    for row, text in enumerate(TEXT.splitlines()):
        left, top = 150, 120 + row * 200
        words = []
        for word in text.split():
            right = left + 15 * len(word)
            box = Box(left / WIDTH, top / HEIGHT, right / WIDTH, (top + 30) / HEIGHT)
            words.append(Word(word, box, 0.9))
            left = right + 12
        found.append(Line(tuple(words)))
    return tuple(found)


def upright() -> Pixels:
    """The page as it should show: a black bar for each word, on white, and a red seal."""
    page = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    for word in (word for line in lines() for word in line.words):
        left, top = round(word.box.left * WIDTH), round(word.box.top * HEIGHT)
        page[top : top + 30, left : round(word.box.right * WIDTH)] = 20
    page[1500:1650, 900:1050] = (210, 30, 30)
    return page


def scanned(turn: int, skew: float) -> tuple[Pixels, Transform]:
    """The page as a scanner saw it: tilted, then turned clockwise; and the map back to upright."""
    tilt = np.vstack([cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), skew, 1.0), [0, 0, 1]])
    pixels = cv2.warpAffine(upright(), tilt[:2], (WIDTH, HEIGHT), borderValue=(255, 255, 255))
    for _ in range(turn // 90):
        tilt = np.array([[0, -1, pixels.shape[0]], [1, 0, 0], [0, 0, 1]]) @ tilt
        pixels = np.rot90(pixels, -1)
    back = np.linalg.inv(tilt)
    return np.ascontiguousarray(pixels), Transform(cast(Matrix, tuple((back / back[2, 2]).ravel().tolist())))


@cache
def page_of(kind: str, turn: int = 0, skew: float = 0.0, number: int = 1) -> PdfPage:
    """A page as reading leaves it, from an upload of that kind."""
    pixels, back = scanned(turn, skew)
    page = Page(number, WIDTH, HEIGHT, DPI, lines=lines(), transform=back)
    if kind == "upright":
        return PdfPage(page, as_file(upright(), "JPEG"))
    (loaded,) = load_pages(upload(kind, pixels))
    assert isinstance(loaded, PageImage)
    assert isinstance(loaded.source, PageSource)
    return PdfPage(page, b"", loaded.source)


def upload(kind: str, pixels: Pixels) -> bytes:
    """The scan as an upload whose page is an image of that kind."""
    image = Image.fromarray(pixels)
    plain = image.convert("1", dither=Image.Dither.NONE)
    if kind == "jpeg":
        return as_file(pixels, "JPEG", quality=80, dpi=(DPI, DPI))
    if kind == "grey":
        return as_file(np.asarray(image.convert("L")), "JPEG", quality=80, dpi=(DPI, DPI))
    if kind == "png":
        return as_file(pixels, "PNG", dpi=(DPI, DPI))
    if kind == "ccitt":
        return as_file(np.asarray(plain), "TIFF", compression="group4", dpi=(DPI, DPI))
    if kind == "jbig2":
        return image_pdf(jbig2(plain), plain, pikepdf.Name.JBIG2Decode)
    return image_pdf(plain.tobytes(), plain, None)


def as_file(pixels: Pixels, kind: str, **options: object) -> bytes:
    """The pixels as an image file."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, kind, **options)
    return buffer.getvalue()


def image_pdf(data: bytes, image: Image.Image, packing: pikepdf.Name | None) -> bytes:
    """A PDF whose one page is that black-and-white image."""
    width, height = image.size
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(width * 72 / DPI, height * 72 / DPI))
        stream = pdf.make_stream(
            data,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=width,
            Height=height,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=1,
        )
        if packing is not None:
            stream["/Filter"] = packing
        pdf.pages[0].obj["/Resources"] = pikepdf.Dictionary(XObject={"/Im": stream})
        content = f"q {width * 72 / DPI} 0 0 {height * 72 / DPI} 0 0 cm /Im Do Q"
        pdf.pages[0].obj["/Contents"] = pdf.make_stream(content.encode())
        buffer = io.BytesIO()
        pdf.save(buffer)  # packs what comes unpacked
        return buffer.getvalue()
