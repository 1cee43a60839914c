"""Sheets that the desk lays between papers before scanning: covers that name an application, separators.

They are drawn as black and white pages of A4 with one large code, which reading knows before any text.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from hoso.pipeline.codes.sheets import cover_text, separator_text
from hoso.schemas.errors import InvalidRequest, MissingProgram

#: Pixels of an A4 page at this resolution; millimetres become pixels by it.
_DPI, _WIDTH, _HEIGHT = 300, 2480, 3508
#: Millimetres of the code's side, large enough for a phone across the desk and a bad scan alike.
_CODE_SIDE = 110
_BOLD, _PLAIN = "DejaVuSans-Bold.ttf", "DejaVuSans.ttf"
#: The form of application codes (Circular 03/2025/TT-VPCP, and the older forms still in use).
_APPLICATION = re.compile(r"(?:000\.\d{2}\.\d{2}\.)?(?:\d{3}\.)?[A-Z]\d{2}(?:\.\d{1,3}){0,3}-\d{6}-\d{4,8}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its code's text, its title, the line under its code, and what to do with it."""

    text: str
    title: tuple[str, str]
    name: str
    use: tuple[str, ...]


def cover(application: str) -> Sheet:
    """The cover of an application. Errors: `InvalidRequest` for what is no application's code."""
    code = application.strip().upper()
    if not _APPLICATION.fullmatch(code):
        raise InvalidRequest(
            f"“{application}” không phải mã hồ sơ. / This is no application code.",
            "Ví dụ: H26.05-261121-0001. / For example: H26.05-261121-0001.",
        )
    return Sheet(
        cover_text(code),
        ("TỜ BÌA HỒ SƠ", "Application cover sheet"),
        code,
        (
            "Đặt tờ này lên trên các giấy tờ của hồ sơ rồi quét cùng một lượt.",
            "Tờ này không phải là giấy tờ của hồ sơ.",
            "Lay this sheet on the papers of the application and scan them together.",
        ),
    )


def separator() -> Sheet:
    """The sheet that parts two papers of one scan."""
    return Sheet(
        separator_text(),
        ("TỜ PHÂN CÁCH", "Separator sheet"),
        "",
        (
            "Đặt tờ này giữa hai giấy tờ khi quét nhiều giấy tờ trong một lượt.",
            "Tờ này dùng lại được nhiều lần.",
            "Lay this sheet between two papers that are scanned together; use it again and again.",
        ),
    )


def sheets_pdf(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as a PDF for printing, a page each. Errors: `MissingProgram` without the fonts."""
    first, *others = [_drawn(sheet) for sheet in sheets]
    buffer = io.BytesIO()
    title = " / ".join(sheets[0].title)
    first.save(buffer, "PDF", resolution=_DPI, save_all=True, append_images=others, title=title)
    return buffer.getvalue()


def _mm(length: float) -> int:
    return round(length / 25.4 * _DPI)


def _font(name: str, height: float) -> ImageFont.FreeTypeFont:
    """The font in letters of about that many millimetres."""
    try:
        return ImageFont.truetype(name, _mm(height * 1.4))
    except OSError as error:
        raise MissingProgram(
            "Thiếu phông chữ DejaVu. / The DejaVu fonts are missing.",
            "Cài gói fonts-dejavu-core. / Install the package fonts-dejavu-core.",
        ) from error


def _drawn(sheet: Sheet) -> Image.Image:
    page = Image.new("1", (_WIDTH, _HEIGHT), 1)
    draw = ImageDraw.Draw(page)
    middle = _WIDTH // 2
    draw.text((middle, _mm(34)), sheet.title[0], font=_font(_BOLD, 11), anchor="mm", fill=0)
    draw.text((middle, _mm(48)), sheet.title[1], font=_font(_PLAIN, 5.5), anchor="mm", fill=0)
    code = _code(sheet.text)
    page.paste(code, (middle - code.width // 2, _mm(65)))
    if sheet.name:
        draw.text((middle, _mm(192)), sheet.name, font=_font(_BOLD, 9), anchor="mm", fill=0)
    for at, line in enumerate(sheet.use):
        draw.text((middle, _mm(222 + 9 * at)), line, font=_font(_PLAIN, 3.4), anchor="mm", fill=0)
    return page


def _code(text: str) -> Image.Image:
    """The code with its quiet zone, its modules whole pixels; it survives a stain over a quarter of it."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="H")
    small = np.array(zxingcpp.write_barcode_to_image(made, scale=1))
    image = np.kron(small, np.ones((_mm(_CODE_SIDE) // small.shape[0],) * 2, np.uint8))
    return Image.fromarray(image).convert("1", dither=Image.Dither.NONE)
