"""Finding machine-readable codes on a page image: QR and Data Matrix squares, PDF417 and bar codes.

QR codes are looked for in every pixel, which costs next to nothing. The other kinds are dear to look for,
so a reduced image says first where something like bars or a stack of them stands, and only such a patch is
read in full. What is printed too fine or too faint for the first look is read again, larger and sharper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray
from zxingcpp import Barcode, BarcodeFormat, BarcodeFormats, Binarizer, TextMode

from hoso.pipeline.prepare.ink import Pixels, components, resized, to_grey
from hoso.schemas.geometry import Box, Transform
from hoso.schemas.pages import Code

Point = tuple[float, float]
#: Left, top, then width and height or right and bottom, in pixels.
Patch = tuple[int, int, int, int]

_KINDS = {
    BarcodeFormat.QRCode: "qr",
    BarcodeFormat.DataMatrix: "datamatrix",
    BarcodeFormat.PDF417: "pdf417",
    BarcodeFormat.Code128: "code128",
    BarcodeFormat.Code39: "code39",
}
_QR = BarcodeFormats([BarcodeFormat.QRCode])
_MATRIX = BarcodeFormats([BarcodeFormat.DataMatrix])
_BARS = BarcodeFormats([BarcodeFormat.Code128, BarcodeFormat.Code39, BarcodeFormat.PDF417])

#: Long side, in pixels, of the image on which bars are sought, and of the one for Data Matrix squares.
_LOOK_SIDE = 1000
#: Pages larger than this are read for QR codes at half their size too: blur and grain vanish.
_LARGE = 2400
#: The window (pixels of the reduced image) in which contrast is summed, and how strongly bars stand out of
#: it: the contrast across them as a share of the page's own, and as a multiple of that along them.
_WINDOW, _ACROSS, _STRONG, _WEAK = 23, 0.14, 3.0, 1.7
#: Every so many pixels bars are looked for; so many places must look like them for a patch to count.
_STEP, _LEAST_BARS = 4, 8
#: A page that seems to have no code may have a QR code printed too fine: so many of its densest patches,
#: squares of that side (pixels of the reduced image), are enlarged to about that size and read once more.
#: Text has less contrast both ways than the share of the page's own.
_MOST_DENSE, _DENSE_SIDE, _ENLARGED, _DENSE = 2, 96, 1100, 0.19
#: A patch is cut out with this margin (pixels of the reduced image); more patches than these are texture.
_MARGIN, _MOST_PATCHES = 14, 4
#: A code smaller than this, in pixels of the page, is enlarged before it is read again.
_SMALL = 420


@dataclass(frozen=True, slots=True)
class Found:
    """A code read on a page: its corners from its own top left, clockwise, in pixels of the image read."""

    kind: str
    text: str
    corners: tuple[Point, ...]

    @property
    def quarter_turns(self) -> int:
        """The clockwise quarter turns (0 to 3) that would stand the code upright."""
        (left, top), (right, bottom) = self.corners[0], self.corners[1]
        degrees = np.degrees(np.arctan2(bottom - top, right - left))
        return int(-round(degrees / 90)) % 4


def find_codes(pixels: Pixels) -> tuple[Found, ...]:
    """Every code on the page, from top to bottom; each once."""
    grey = to_grey(pixels)
    small, scale = _reduced(grey)
    found: list[Found] = []
    matrices = (_found(code, 0, 0, scale) for code in _read(small, _MATRIX))
    for code in (*_squares(grey), *matrices, *_barred(grey, small, scale)):
        if not any(_same(code, other) for other in found):
            found.append(code)
    if not found:
        found += _dense(grey, small, scale)
    return tuple(sorted(found, key=lambda code: (code.corners[0][1], code.corners[0][0])))


def placed(found: Sequence[Found], transform: Transform, size: tuple[int, int]) -> tuple[Code, ...]:
    """The codes with their boxes on the upright page of `size` (width, height) pixels."""
    return tuple(Code(code.kind, code.text, _box(code.corners, transform, size)) for code in found)


def _box(corners: Sequence[Point], transform: Transform, size: tuple[int, int]) -> Box:
    points = [transform.apply(x, y) for x, y in corners]
    across, down = [x / size[0] for x, _ in points], [y / size[1] for _, y in points]
    return Box(min(across), min(down), max(across), max(down)).clipped()


def _same(one: Found, other: Found) -> bool:
    """Whether two readings are of one code: the same text at about the same place."""
    near = max(
        abs(a - b) for p, q in zip(one.corners, other.corners, strict=True) for a, b in zip(p, q, strict=True)
    )
    side = max(abs(one.corners[0][0] - one.corners[2][0]), abs(one.corners[0][1] - one.corners[2][1]))
    return one.text == other.text and one.kind == other.kind and near <= max(8.0, 0.3 * side)


def _squares(grey: Pixels) -> Iterator[Found]:
    """QR codes; those that were only seen are read again."""
    seen = _read(grey, _QR, errors=True)
    if not any(code.valid for code in seen) and max(grey.shape) > _LARGE:
        half = resized(grey, 0.5)
        yield from (_found(code, 0, 0, 0.5) for code in _read(half, _QR))
    for code in seen:
        if code.valid:
            yield _found(code)
        else:
            yield from _again(grey, code)


def _again(grey: Pixels, code: Barcode) -> Iterator[Found]:
    """A QR code that was seen but not read: cut out, enlarged and sharpened until it gives way."""
    corners = np.array(_corners(code))
    side = max(float(np.ptp(corners[:, 0])), float(np.ptp(corners[:, 1])), 40.0)
    patch, left, top = _cut(grey, corners, 0.35 * side)
    if min(patch.shape) < 20:
        return
    for scale in (2.0, 1.0) if side < _SMALL else (1.0, 0.5):
        image = resized(patch, scale) if scale != 1.0 else patch
        soft = cv2.GaussianBlur(image, (0, 0), 2.0)
        for variant in (image, np.asarray(cv2.addWeighted(image, 2.2, soft, -1.2, 0), np.uint8)):
            read = _read(variant, _QR, hard=True)
            if read:
                yield _found(read[0], left, top, scale)
                return


def _cut(grey: Pixels, corners: NDArray[np.float64], margin: float) -> tuple[Pixels, int, int]:
    left, top = (max(0, int(value - margin)) for value in corners.min(axis=0))
    right, bottom = (int(value + margin) + 1 for value in corners.max(axis=0))
    return np.ascontiguousarray(grey[top:bottom, left:right]), left, top


def _barred(grey: Pixels, small: Pixels, scale: float) -> Iterator[Found]:
    """Bar codes and PDF417 in the patches that look like bars in the reduced page."""
    for left, top, right, bottom in _in_page(_bar_patches(small), scale, grey.shape):
        patch = np.ascontiguousarray(grey[top:bottom, left:right])
        read = _read(patch, _BARS) or _read(patch, _BARS, hard=True)
        if not read and max(patch.shape) < 2 * _SMALL:
            read, scale = _read(resized(patch, 2.0), _BARS, hard=True), 2.0
        else:
            scale = 1.0
        yield from (_found(code, left, top, scale) for code in read)


def _reduced(grey: Pixels) -> tuple[Pixels, float]:
    """The page at about `_LOOK_SIDE`, and the scale: one by a whole number, which is by far the quickest."""
    parts = max(1, round(max(grey.shape) / _LOOK_SIDE))
    return (grey, 1.0) if parts == 1 else (resized(grey, 1 / parts), 1 / parts)


def _dense(grey: Pixels, small: Pixels, scale: float) -> Iterator[Found]:
    """QR codes in the densest patches of a page that seemed to have no code, enlarged."""
    for left, top, right, bottom in _in_page(_dense_patches(small), scale, grey.shape):
        patch = np.ascontiguousarray(grey[top:bottom, left:right])
        size = _ENLARGED / max(patch.shape)
        for factor in (max(1.0, min(2.0, size)), max(0.5, min(1.5, size / 2))):
            read = _read(resized(patch, factor), _QR, hard=True)
            if read:
                yield from (_found(code, left, top, factor) for code in read)
                break


def _contrasts(small: Pixels) -> tuple[NDArray[np.float32], NDArray[np.float32], float]:
    """The contrast from left to right and from top to bottom around every `_STEP`th pixel, and the page's."""
    low, high = np.percentile(small[::5, ::5], [1, 90])
    across = _summed(cv2.absdiff(small[1:, 1:], small[1:, :-1]))
    along = _summed(cv2.absdiff(small[1:, 1:], small[:-1, 1:]))
    return across, along, max(90.0, float(high - low))


def _dense_patches(small: Pixels) -> list[Patch]:
    """The patches with more contrast in both directions than text has, the densest first."""
    if min(small.shape) < 2 * _WINDOW:
        return []
    across, along, page = _contrasts(small)
    density = cv2.min(across, along)
    half = _DENSE_SIDE // 2
    patches: list[Patch] = []
    for _ in range(_MOST_DENSE):
        y, x = np.unravel_index(int(density.argmax()), density.shape)
        if density[y, x] < _DENSE * page:
            break
        patches.append((int(x) * _STEP - half, int(y) * _STEP - half, _DENSE_SIDE, _DENSE_SIDE))
        reach = half // _STEP
        density[max(0, y - reach) : y + reach, max(0, x - reach) : x + reach] = 0
    return patches


def _bar_patches(small: Pixels) -> list[Patch]:
    """The patches in which lines run one way only: where they do so strongly, as far as they do so at all."""
    if min(small.shape) < 2 * _WINDOW:
        return []
    across, along, page = _contrasts(small)
    most, other = cv2.max(across, along), cv2.min(across, along)
    high_enough = most > _ACROSS * page
    strong = high_enough & (most > _STRONG * other)
    if not strong.any():
        return []
    weak = (high_enough & (most > _WEAK * other)).astype(np.uint8)
    marks = components(weak)
    counts = np.bincount(marks.labels[strong], minlength=len(marks.stats))
    kept = [
        (_STEP * x, _STEP * y, _STEP * w, _STEP * h)
        for (x, y, w, h, _), count in list(zip(marks.stats.tolist(), counts.tolist(), strict=True))[1:]
        if _STEP * max(w, h) >= _WINDOW and count >= _LEAST_BARS
    ]
    return sorted(kept, key=lambda patch: -patch[2] * patch[3])[:_MOST_PATCHES]


def _summed(contrast: cv2.typing.MatLike) -> NDArray[np.float32]:
    """The contrast around every `_STEP`th pixel."""
    return cv2.blur(contrast, (_WINDOW, _WINDOW))[::_STEP, ::_STEP].astype(np.float32)


def _in_page(patches: Sequence[Patch], scale: float, shape: tuple[int, ...]) -> Iterator[Patch]:
    """Left, top, right, bottom of each patch in pixels of the page, with a margin around it."""
    margin = _MARGIN + _WINDOW // 2
    for x, y, w, h in patches:
        left, top = max(0, int((x - margin) / scale)), max(0, int((y - margin) / scale))
        right, bottom = int((x + w + margin) / scale), int((y + h + margin) / scale)
        yield left, top, min(shape[1], right), min(shape[0], bottom)


def _read(
    grey: Pixels, formats: BarcodeFormats, *, hard: bool = False, errors: bool = False
) -> list[Barcode]:
    """What the decoder reads; `hard` tries every size, both polarities and a second threshold."""
    for binarizer in (
        (Binarizer.LocalAverage, Binarizer.GlobalHistogram) if hard else (Binarizer.LocalAverage,)
    ):
        codes = zxingcpp.read_barcodes(
            grey, formats=formats, try_downscale=hard, try_invert=hard, text_mode=TextMode.Plain,
            binarizer=binarizer, return_errors=errors,
        )  # fmt: skip
        # Whoever seeks QR codes is also told of their relatives (Micro QR), which specks are taken for.
        codes = [c for c in codes if c.format in _KINDS and (errors or (c.valid and c.text))]
        if codes:
            return codes
    return []


def _corners(code: Barcode) -> tuple[Point, ...]:
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return tuple((float(point.x), float(point.y)) for point in corners)


def _found(code: Barcode, left: int = 0, top: int = 0, scale: float = 1.0) -> Found:
    corners = tuple((x / scale + left, y / scale + top) for x, y in _corners(code))
    return Found(_KINDS[code.format], _text(code), corners)


def _text(code: Barcode) -> str:
    """The code's text; Vietnamese codes hold UTF-8 without saying so."""
    try:
        text = bytes(code.bytes).decode("utf-8")
    except UnicodeDecodeError:
        text = code.text
    return "".join(c for c in text if c.isprintable() or c in "\t\n").strip()
