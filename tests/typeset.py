"""Born-digital PDFs set here, word for word, so that their text can be made to lie in every way."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from PIL import Image, ImageFont

#: An A4 page in points, the size of the type, and where it begins.
WIDTH, HEIGHT, SIZE, LEFT, TOP, LEADING = 595, 842, 12, 60, 780, 22

LETTER = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
    "Số: 27/UBND-XNTTHN ngày 14/03/2024",
    "Họ, chữ đệm, tên: NGUYỄN THỊ THÙY DƯƠNG",
    "Ngày, tháng, năm sinh: 05/11/1995, giới tính: Nữ, dân tộc: Kinh",
    "Số định danh cá nhân: 036195012345, cấp ngày 10/08/2021",
    "Nơi cư trú: thôn Đông Hải, xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương",
    "Tình trạng hôn nhân: chưa đăng ký kết hôn với ai",
    "Giấy này được sử dụng để làm thủ tục đăng ký kết hôn",
)

#: What old fonts show for the codes of some capitals and marks: text as TCVN3 keeps it.
TCVN3 = dict(zip("ộòãộủĩệịấáậìạôọữềễỳươàđúưởớự", "éßòéñÜÖÞÊ¸ËxÜ«ä÷ÒÔúýµ®óëíùï»", strict=False))


@lru_cache(maxsize=1)
def _face() -> tuple[TTFont, bytes]:
    path = Path(str(ImageFont.truetype("DejaVuSerif.ttf").path))
    return TTFont(path), path.read_bytes()


def _font(pdf: pikepdf.Pdf, told: Callable[[str], str], letters: set[str]) -> pikepdf.Object:
    """The font, with a table that says which letter each glyph is, true or not."""
    face, data = _face()
    cmap, units = face.getBestCmap(), face["head"].unitsPerEm
    glyphs = {letter: face.getGlyphID(cmap[ord(letter)]) for letter in sorted(letters)}
    widths = pikepdf.Array()
    for letter, glyph in glyphs.items():
        widths.append(glyph)
        widths.append(pikepdf.Array([round(1000 * face["hmtx"][cmap[ord(letter)]][0] / units)]))
    lines = [f"<{glyph:04x}> <{told(letter).encode('utf-16-be').hex()}>" for letter, glyph in glyphs.items()]
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def "
        "1 begincodespacerange <0000> <ffff> endcodespacerange "
        + "".join(
            f"{len(lines[at : at + 90])} beginbfchar {' '.join(lines[at : at + 90])} endbfchar "
            for at in range(0, len(lines), 90)
        )
        + "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    file = pikepdf.Stream(pdf, data)
    file["/Length1"] = len(data)
    descriptor = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name.DejaVuSerif, Flags=4, ItalicAngle=0,
        Ascent=939, Descent=-236, CapHeight=729, StemV=80, FontBBox=[-770, -347, 2105, 1109],
        FontFile2=pdf.make_indirect(file),
    )  # fmt: skip
    below = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, BaseFont=pikepdf.Name.DejaVuSerif,
        CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor), W=widths, CIDToGIDMap=pikepdf.Name.Identity,
    )  # fmt: skip
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=pikepdf.Name.DejaVuSerif,
        Encoding=pikepdf.Name("/Identity-H"), DescendantFonts=[pdf.make_indirect(below)],
        ToUnicode=pikepdf.Stream(pdf, table.encode()),
    )  # fmt: skip
    return pdf.make_indirect(font)


def _shown(text: str) -> str:
    face, _ = _face()
    cmap = face.getBestCmap()
    return "".join(f"{face.getGlyphID(cmap[ord(letter)]):04x}" for letter in text)


def text_content(lines: Sequence[str] = LETTER, state: str = "0 g 0 Tr") -> str:
    """The operators that set the lines, in that graphics state."""
    rows = [
        f"BT {state} /F {SIZE} Tf 1 0 0 1 {LEFT} {TOP - at * LEADING} Tm <{_shown(line)}> Tj ET"
        for at, line in enumerate(lines)
    ]
    return "q " + "\n".join(rows) + " Q\n"


def born_pdf(
    content: str | None = None,
    *,
    told: Callable[[str], str] = lambda letter: letter,
    image: Image.Image | None = None,
    **entries: Any,
) -> bytes:
    """A PDF of one page with that content (the letter, if none is given), and perhaps an image as /Im."""
    with pikepdf.new() as pdf:
        things = pikepdf.Dictionary()
        if image is not None:
            packed = io.BytesIO()
            image.convert("RGB").save(packed, "JPEG", quality=90)
            things["/Im"] = pikepdf.Stream(
                pdf, packed.getvalue(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image,
                Width=image.width, Height=image.height, ColorSpace=pikepdf.Name.DeviceRGB,
                BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
            )  # fmt: skip
        letters = set("".join(LETTER)) | set("0123456789.,:/- ")
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page, MediaBox=[0, 0, WIDTH, HEIGHT],
            Resources=pikepdf.Dictionary(Font={"/F": _font(pdf, told, letters)}, XObject=things),
            Contents=pikepdf.Stream(pdf, (text_content() if content is None else content).encode()),
            **entries,
        )  # fmt: skip
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


def scanned(data: bytes, dpi: int = 150) -> Image.Image:
    """The picture that a scanner would make of the page."""
    from pdf2image import convert_from_bytes

    return convert_from_bytes(data, dpi=dpi)[0]
