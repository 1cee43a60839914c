"""The unseen text layer: each word where it stands, so that it can be found, selected and copied."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from hoso.pipeline.compose.font import ASCENT, DESCENT, WIDTH
from hoso.pipeline.compose.model import PdfPage
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Word

_INVISIBLE = 3
_SMALLEST_SIZE = 1.0
_SPACE = "0020"
#: Characters beyond two bytes; none is used in Vietnamese.
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_LAST_OF_TWO_BYTES = 0xFFFF


def text_layer(page: PdfPage, font_name: str) -> str:
    """The operators that put the page's words over its image, line by line in reading order."""
    operators = [line for item in page.page.lines for line in _line(item, page, font_name)]
    if not operators:
        return ""
    return "\n".join(["BT", f"{_INVISIBLE} Tr", *operators, "ET"])


def _line(line: Line, page: PdfPage, font_name: str) -> Iterator[str]:
    """One text line: all its words share the line's height and base, as a reader's selection should."""
    words = [(word, codes) for word in line.words if (codes := _codes(word.text))]
    if not words:
        return
    box = Box.around(word.box for word, _ in words)
    _, page_height = page.size
    size = max(_SMALLEST_SIZE, box.height * page_height * 1000 / (ASCENT - DESCENT))
    base = (1 - box.bottom) * page_height - size * DESCENT / 1000
    yield f"/{font_name} {size:.3f} Tf"
    for place, (word, codes) in enumerate(words):
        following = words[place + 1][0] if place + 1 < len(words) else None
        yield from _word(word, codes, following, page, (size, base))


def _word(
    word: Word, codes: str, following: Word | None, page: PdfPage, font: tuple[float, float]
) -> Iterator[str]:
    """A word stretched to its box, and the space to the next one."""
    size, base = font
    width, _ = page.size
    yield f"1 0 0 1 {word.box.left * width:.3f} {base:.3f} Tm"
    yield f"{_stretch(word.box.width * width, len(codes) // 4, size)} Tz <{codes}> Tj"
    if following is not None:
        gap = (following.box.left - word.box.right) * width
        yield f"{_stretch(gap, 1, size)} Tz <{_SPACE}> Tj"


def _stretch(width: float, characters: int, size: float) -> str:
    """The horizontal scaling, in percent, that makes so many characters so wide."""
    return f"{max(1.0, 100 * width / (characters * size * WIDTH / 1000)):.3f}"


def _codes(text: str) -> str:
    """The font's codes for a word, in hexadecimal: control characters have none."""
    kept = (char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char)[0] != "C")
    return "".join(f"{ord(char if ord(char) <= _LAST_OF_TWO_BYTES else _UNKNOWN):04X}" for char in kept)
