"""What a PDF page consists of: the images it places, if it shows nothing besides images."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pikepdf

from hoso.pipeline.load.model import UNMOVED
from hoso.pipeline.load.pdf_sheet import Sheet
from hoso.schemas.geometry import Transform

_LONGEST_CONTENT = 2 * 1024 * 1024
_DEEPEST_FORM = 4
#: More operators than this, forms within forms counted each time, are no scan.
_MOST_STEPS = 100_000
_INVISIBLE = 3
_SHOWS_TEXT = frozenset({"Tj", "TJ", "'", '"'})
_PAINTS_NOTHING = frozenset(
    (
        *("w", "J", "j", "M", "d", "ri", "i", "g", "rg", "k", "cs", "sc", "scn", "G", "RG", "K", "CS", "SC"),
        *("SCN", "BT", "ET", "Tf", "Td", "TD", "Tm", "T*", "Tc", "Tw", "Tz", "TL", "Ts", "BMC", "EMC", "MP"),
        "DP",
    )
)
_PLAIN_STATES = frozenset({"/None", "/Normal", "/Compatible", "/Identity", "/Default"})
#: How much of the sheet's edge a clip may hide, or an image leave bare.
SLACK_INCHES = 0.1
_UNSEEN_ANNOTATIONS = frozenset({"/Link", "/Popup"})


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image object and the map from its unit square (origin bottom left) to user space."""

    stream: pikepdf.Stream
    transform: Transform


@dataclass(frozen=True, slots=True)
class _State:
    transform: Transform = UNMOVED
    text_mode: int = 0


class _SomethingElse(Exception):
    """The page shows something besides images."""


def placed_images(page: pikepdf.Page, sheet: Sheet) -> list[PlacedImage] | None:
    """The images of a page that shows only images (and perhaps unseen text), else nothing."""
    if any(str(note.get("/Subtype")) not in _UNSEEN_ANNOTATIONS for note in page.obj.get("/Annots", [])):
        return None
    streams = as_list(page.obj.get("/Contents"))
    with pikepdf.new() as scratch:
        walk = _Walk(sheet, scratch)
        try:
            walk.run(b"\n".join(_bounded(stream) for stream in streams), page.resources, _State(), 0)
        except _SomethingElse:
            return None
    return walk.found


class _Walk:
    """One pass over the operators of a page and of the forms it uses."""

    def __init__(self, sheet: Sheet, scratch: pikepdf.Pdf) -> None:
        self.found: list[PlacedImage] = []
        self._sheet = sheet
        self._scratch = scratch
        self._steps = 0

    def run(self, content: bytes, resources: pikepdf.Object, state: _State, depth: int) -> None:
        """Follow the operators; `_SomethingElse` when one paints what is no image."""
        stack: list[_State] = []
        path: list[list[float]] = []
        for instruction in pikepdf.parse_content_stream(pikepdf.Stream(self._scratch, content)):
            self._steps += 1
            if self._steps > _MOST_STEPS:
                raise _SomethingElse
            operator, operands = str(instruction.operator), list(instruction.operands)
            match operator:
                case "q":
                    stack.append(state)
                case "Q":
                    state = stack.pop() if stack else state
                case "re":
                    path.append(_numbers(operands, 4))
                case "W" | "W*":
                    self._clip(path, state)
                case "n":
                    path = []
                case "Do":
                    self._paint(resources["/XObject"][str(operands[0])], resources, state, depth)
                case _:
                    state = _step(operator, operands, resources, state)

    def _clip(self, path: list[list[float]], state: _State) -> None:
        """Clipping is fine as long as it leaves the whole sheet."""
        if len(path) != 1:
            raise _SomethingElse
        x, y, width, height = path[0]
        to_sheet = state.transform.then(self._sheet.transform())
        corners = [to_sheet.apply(*corner) for corner in ((x, y), (x + width, y + height))]
        across, down = self._sheet.size_in
        for low, high, size in zip(*(map(min, *corners), map(max, *corners)), (across, down), strict=True):
            if low > SLACK_INCHES or high < size - SLACK_INCHES:
                raise _SomethingElse

    def _paint(self, thing: pikepdf.Object, resources: pikepdf.Object, state: _State, depth: int) -> None:
        if not isinstance(thing, pikepdf.Stream) or "/OC" in thing or depth > _DEEPEST_FORM:
            raise _SomethingElse
        kind = thing.get("/Subtype")
        if kind == "/Image":
            self.found.append(PlacedImage(thing, state.transform))
        elif kind == "/Form" and "/Group" not in thing:
            matrix = _matrix(thing.get("/Matrix", [1, 0, 0, 1, 0, 0]))
            inner = replace(state, transform=matrix.then(state.transform))
            self.run(_bounded(thing), thing.get("/Resources", resources), inner, depth + 1)
        else:
            raise _SomethingElse


def _step(operator: str, operands: Sequence[object], resources: pikepdf.Object, state: _State) -> _State:
    """The state after an operator that paints no image; `_SomethingElse` when it paints."""
    if operator == "cm":
        return replace(state, transform=_matrix(operands).then(state.transform))
    if operator == "Tr":
        return replace(state, text_mode=int(_numbers(operands, 1)[0]))
    if operator == "gs" and _is_plain(resources.get("/ExtGState"), str(operands[0])):
        return state
    if operator in _SHOWS_TEXT and state.text_mode == _INVISIBLE:
        return state
    if operator == "BDC" and str(operands[0]) != "/OC":
        return state
    if operator in _PAINTS_NOTHING:
        return state
    raise _SomethingElse


def _is_plain(states: pikepdf.Object | None, name: str) -> bool:
    """Whether that graphics state leaves images as they are: no transparency, no blending."""
    if states is None or name not in states:
        return False
    graphics = states[name]
    opaque = all(float(graphics.get(key, 1)) == 1 for key in ("/ca", "/CA"))
    plain = all(str(graphics.get(key, "/None")) in _PLAIN_STATES for key in ("/BM", "/SMask", "/TR"))
    return opaque and plain


def _matrix(operands: object) -> Transform:
    a, b, c, d, e, f = _numbers(operands, 6)
    return Transform((a, c, e, b, d, f, 0.0, 0.0, 1.0))


def _numbers(operands: object, count: int) -> list[float]:
    numbers = [float(value) for value in operands]  # type: ignore[attr-defined]  # an array, or it raises
    if len(numbers) != count:
        raise _SomethingElse
    return numbers


def _bounded(stream: pikepdf.Object) -> bytes:
    """The decoded content of a stream; `_SomethingElse` when it is longer than scanners write."""
    if not isinstance(stream, pikepdf.Stream):
        raise _SomethingElse
    raw = stream.read_raw_bytes()
    names = [str(name) for name in as_list(stream.get("/Filter"))]
    if names == ["/FlateDecode"] and "/DecodeParms" not in stream:
        inflater = zlib.decompressobj()
        raw = inflater.decompress(raw, _LONGEST_CONTENT)
        if inflater.unconsumed_tail:
            raise _SomethingElse
    elif names:
        raise _SomethingElse
    if len(raw) > _LONGEST_CONTENT:
        raise _SomethingElse
    return raw


def as_list(value: pikepdf.Object | None) -> list[pikepdf.Object]:
    """What PDF writes alone or as an array of several."""
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]
