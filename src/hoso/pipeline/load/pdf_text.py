"""The text that a drawn PDF page brings along, as lines of words with their places on the page image."""

from __future__ import annotations

import html
import io
import math
import re
import subprocess
import unicodedata
from collections.abc import Iterator

import numpy as np
import pikepdf

from hoso.pipeline.load.guard import decoding
from hoso.pipeline.load.model import Limits, PageImage, Pixels
from hoso.pipeline.load.pdf_content import as_list
from hoso.pipeline.load.pdf_render import Renderer
from hoso.pipeline.load.pdf_sheet import Sheet
from hoso.pipeline.load.text_trust import covers_ink, is_language, seen_of
from hoso.schemas.errors import DocumentError
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Word

_LINE = re.compile(r"<line\b[^>]*>(.*?)</line>", re.DOTALL)
_WORD = re.compile(
    r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', re.DOTALL
)
#: Dots and strokes to write on, set as characters.
_LEADER = re.compile(r"[.…_·‥]{3,}|[-–—]{3,}")
#: Text that is set but not shown (Tr 3, and 7), and pictures inside the content.
_UNSEEN_TEXT = re.compile(rb"(?<![\w.])[37]\s+Tr\b")
_INLINE_IMAGE = re.compile(rb"(?<!\S)BI\s")
_LONGEST_CONTENT = 8 * 1024 * 1024
_DEEPEST_FORM, _MOST_WORDS = 5, 3000
_POINTS = 72.0
#: The resolution at which the page is drawn without its pictures, for comparing.
_COMPARING_DPI = 120.0


def text_of(
    page: PageImage, pdf: pikepdf.Pdf, sheet: Sheet, renderer: Renderer, limits: Limits
) -> tuple[Line, ...]:
    """The lines of a page's own text when all of it can be seen, is language, and covers what is printed.

    Nothing when there is any doubt: then the page is read as a picture. Text that lies unseen over a scan
    is another program's reading of it, and never taken.
    """
    try:
        with decoding():
            walk = _Contents(pdf.pages[page.number - 1])
            if walk.hides_text or not walk.shows_text:
                return ()
            lines = tuple(_tightened(_lines(_told(page.number, renderer, limits), sheet), page.pixels))
            if not is_language(lines) or sum(len(line.words) for line in lines) > _MOST_WORDS:
                return ()
            bare = _without_images(pdf, page.number, sheet, limits) if walk.has_images else None
            seen = seen_of(lines, page.pixels, bare)
            return seen if covers_ink(seen, page) else ()
    except (DocumentError, RecursionError):
        return ()


class _Contents:
    """What the content of a page and of its forms amounts to."""

    def __init__(self, page: pikepdf.Page) -> None:
        self.hides_text = self.shows_text = self.has_images = False
        self._left = _LONGEST_CONTENT
        self._known = set[tuple[int, int]]()
        self._look(as_list(page.obj.get("/Contents")), page.resources, 0)

    def _look(self, streams: list[pikepdf.Object], resources: pikepdf.Object, depth: int) -> None:
        content = b"\n".join(self._read(stream) for stream in streams)
        self.hides_text |= bool(_UNSEEN_TEXT.search(content) or _INLINE_IMAGE.search(content))
        self.shows_text |= b"Tj" in content or b"TJ" in content
        for thing in _things(resources):
            if thing.get("/Subtype") == "/Image":
                self.has_images = True
            elif thing.get("/Subtype") == "/Form" and thing.objgen not in self._known:
                self._known.add(thing.objgen)
                self.hides_text |= depth >= _DEEPEST_FORM or "/OC" in thing
                if not self.hides_text:
                    self._look([thing], thing.get("/Resources", resources), depth + 1)

    def _read(self, stream: pikepdf.Object) -> bytes:
        """The decoded content; too much of it counts as hiding something."""
        if self._left < 0 or not isinstance(stream, pikepdf.Stream):
            return b""
        content = stream.read_bytes()
        self._left -= len(content)
        self.hides_text |= self._left < 0
        return content


def _things(resources: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for thing in (resources.get("/XObject") or {}).values():
        if isinstance(thing, pikepdf.Stream):
            yield thing


def _told(number: int, renderer: Renderer, limits: Limits) -> str:
    """What poppler finds on the page, as its table of boxes."""
    command = ["pdftotext", "-bbox-layout", "-nodiag", "-cropbox", "-f", str(number), "-l", str(number)]
    run = subprocess.run(
        [*command, str(renderer.path()), "-"],
        capture_output=True,
        timeout=limits.render_seconds,
        check=True,
    )
    return run.stdout.decode("utf-8", "replace")


def _lines(table: str, sheet: Sheet) -> Iterator[Line]:
    across, down = (inches * _POINTS / sheet.unit for inches in sheet.size_in)
    for line in _LINE.findall(table):
        words = [word for sides in _WORD.findall(line) for word in _word(sides, across, down)]
        if words:
            yield Line(tuple(words))


def _word(sides: tuple[str, ...], across: float, down: float) -> Iterator[Word]:
    """The word, relative to the page and without what is only there to be written on."""
    left, top, right, bottom = (float(side) for side in sides[:4])
    text = unicodedata.normalize("NFC", html.unescape(sides[4]))
    if not all(map(math.isfinite, (left, top, right, bottom))) or left > right or top > bottom:
        return
    start = 0
    for piece in filter(str.strip, _LEADER.split(text)):
        at = text.index(piece, start)
        start = at + len(piece)
        step = (right - left) / len(text)
        box = Box((left + at * step) / across, top / down, (left + start * step) / across, bottom / down)
        yield Word(piece, box.clipped(), 1.0)


def _tightened(lines: Iterator[Line], pixels: Pixels) -> Iterator[Line]:
    """The lines with boxes as high as the print in them; a font's own boxes reach far above and below."""
    grey = pixels if pixels.ndim == 2 else pixels.min(axis=2)
    for line in lines:
        yield Line(tuple(Word(word.text, _tight(word.box, grey), 1.0) for word in line.words))


def _tight(box: Box, grey: Pixels) -> Box:
    height, width = grey.shape
    top, bottom = int(box.top * height), int(np.ceil(box.bottom * height))
    inside = grey[top:bottom, int(box.left * width) : int(np.ceil(box.right * width))]
    if inside.size == 0:
        return box
    low, high = int(inside.min()), int(inside.max())
    rows = np.flatnonzero((inside < (low + high) / 2).any(axis=1))
    if len(rows) < 3 or high - low < 40:
        return box
    return Box(box.left, (top + int(rows[0])) / height, box.right, (top + int(rows[-1]) + 1) / height)


def _without_images(pdf: pikepdf.Pdf, number: int, sheet: Sheet, limits: Limits) -> Pixels:
    """The page drawn small and grey with its pictures left out."""
    buffer = io.BytesIO()
    with pikepdf.new() as copy:
        copy.pages.append(pdf.pages[number - 1])
        _take_out(copy, copy.pages[0].resources, set())
        copy.save(buffer)
        with Renderer(buffer.getvalue(), copy, limits) as renderer:
            return renderer.pixels(1, sheet, renderer.fitting_dpi(sheet, _COMPARING_DPI), grey=True)


def _take_out(copy: pikepdf.Pdf, resources: pikepdf.Object, known: set[tuple[int, int]]) -> None:
    """Put a form that paints nothing in the place of each image."""
    if "/XObject" not in resources:
        return
    things = resources["/XObject"]
    for name, thing in list(things.items()):
        if not isinstance(thing, pikepdf.Stream) or thing.objgen in known:
            continue
        if thing.get("/Subtype") == "/Image":
            nothing = {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": [0, 0, 1, 1]}
            things[name] = pikepdf.Stream(copy, b"", nothing)
        elif "/Resources" in thing:
            known.add(thing.objgen)
            _take_out(copy, thing["/Resources"], known)
