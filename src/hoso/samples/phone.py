"""A page photographed with a phone: in perspective on a desk, unevenly lit, softly focused."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from hoso.samples import effects
from hoso.samples.effects import Curve, Image
from hoso.samples.scan import Scan

SIZES = ((3264, 2448), (3648, 2736), (4000, 3000))
#: The share of papers that do not lie flat, and by how many millimetres at most their lines are off.
_CURLED, _MOST_CURL = 0.4, 6.0
#: Where print stands between the margins, of a page's width.
_PRINT = 0.15, 0.85
Corners = NDArray[np.float32]


def photograph(page: Image, rng: np.random.Generator, can_tag: bool) -> Scan:
    """The photo; with `can_tag` its turn may be noted in the EXIF tag instead of in the pixels."""
    height, width = SIZES[int(rng.integers(0, len(SIZES)))]
    if page.shape[1] > page.shape[0]:
        height, width = width, height
    page, drop = _curled(page, rng.spawn(1)[0])
    corners = _place(page.shape[:2], (height, width), rng)
    skew = _tilt_of(corners, drop, page.shape[:2])
    image = _on_desk(page, corners, desk(rng, (height, width)), rng)
    image = _lit(image, rng)
    image = effects.blur(image, float(rng.uniform(0.6, 1.5)))
    image = effects.noise(image, rng, float(rng.uniform(2, 6)))
    rotation = int(rng.choice((0, 90, 270, 180), p=(0.8, 0.08, 0.08, 0.04)))
    image = effects.turn(image, rotation)
    orientation = 1
    if can_tag and rng.random() < 0.3:
        orientation = 6  # the viewer has to turn the stored pixels clockwise
        image = effects.turn(image, 90)
    return Scan(image, 300, rotation, skew, orientation)


def _curled(page: Image, rng: np.random.Generator) -> tuple[Image, Curve]:
    """Papers come folded and rolled: four in ten do not lie flat, most by a few millimetres.

    With the page, how many pixels lower the line across its middle lies for that.
    """
    if rng.random() > _CURLED:
        return page, np.zeros_like
    shape = effects.CURVES[str(rng.choice(list(effects.CURVES), p=(0.4, 0.2, 0.3, 0.1)))]
    depth = float(rng.uniform(1, _MOST_CURL)) / 25.4 * 300 * float(rng.choice((-1, 1)))
    nearer = (0.6, 1.4) if rng.random() < 0.7 else (1.4, 0.6)
    return effects.curl(page, shape, depth, nearer, (250, 250, 250)), lambda x: depth * shape(x)


def _place(page: tuple[int, int], photo: tuple[int, int], rng: np.random.Generator) -> Corners:
    """The page's corners in the photo from top left clockwise."""
    fill = rng.uniform(0.8, 0.93)
    scale = fill * min(photo[0] / page[0], photo[1] / page[1])
    half = np.array([page[1] * scale / 2, page[0] * scale / 2])
    signs = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    lean = rng.uniform(0.0, 0.05) * np.array([[1, 0], [1, 0], [-1, 0], [-1, 0]])  # the far edge looks shorter
    square = signs * half * (1 - lean) * rng.uniform(0.985, 1.0, (4, 2))
    angle = float(np.clip(rng.normal(0, 1.8), -4.5, 4.5))
    cosine, sine = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    turned = square @ np.array([[cosine, -sine], [sine, cosine]])
    room = np.maximum(0, np.array([photo[1], photo[0]]) / 2 - np.abs(turned).max(axis=0) - 8)
    centre = np.array([photo[1], photo[0]]) / 2 + rng.uniform(-1, 1, 2) * room
    return np.asarray(turned + centre, np.float32)


def _tilt_of(corners: Corners, drop: Curve, page: tuple[int, int]) -> float:
    """The tilt of the print across the page's middle between its margins, positive when it rises to the
    right: of the straight line nearest to it, where the paper curls."""
    height, width = page
    across = np.linspace(*_PRINT, 15)
    line = np.column_stack([across * width, height / 2 + drop(across)])
    x, y = cv2.perspectiveTransform(line[None].astype(np.float32), _laying(corners, page))[0].T
    return round(float(np.degrees(np.arctan(-np.polyfit(x, y, 1)[0]))), 2)


def _laying(corners: Corners, page: tuple[int, int]) -> NDArray[np.float64]:
    """The projective matrix that lays a flat page onto those corners."""
    height, width = page
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(flat, corners), np.float64)


def _on_desk(page: Image, corners: Corners, table: Image, rng: np.random.Generator) -> Image:
    height, width = page.shape[:2]
    shrink = (corners[2][1] - corners[0][1]) / height
    soft = effects.blur(page, 0.5 / max(0.3, float(shrink))) if shrink < 0.9 else page
    paper = effects.tint(soft, (int(rng.integers(236, 252)),) * 3)
    matrix = _laying(corners, (height, width))
    size = (table.shape[1], table.shape[0])
    laid = cv2.warpPerspective(paper, matrix, size, flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, size)
    shade = cv2.GaussianBlur(cv2.resize(mask, None, fx=0.125, fy=0.125), (0, 0), float(rng.uniform(3, 9)))
    move = np.array([[1, 0, rng.uniform(-4, 4)], [0, 1, rng.uniform(0, 5)]])
    shadow = cv2.warpAffine(shade, move, shade.shape[::-1])
    dark = cv2.LUT(cv2.resize(shadow, size), (255 - np.arange(256) * rng.uniform(0.3, 0.6)).astype(np.uint8))
    ground = cv2.multiply(table, cv2.merge([dark] * 3), scale=1 / 255)
    cv2.copyTo(laid, mask, ground)
    return np.asarray(ground, np.uint8)


def desk(rng: np.random.Generator, size: tuple[int, int]) -> Image:
    """A desk top of so many (height, width) pixels: wood, plain dark or cloth."""
    kind = ("wood", "dark", "cloth")[int(rng.choice(3, p=(0.5, 0.25, 0.25)))]
    height, width = size[0] // 4, size[1] // 4
    if kind == "wood":
        pattern, colour = (
            _wood(rng, height, width),
            (rng.uniform(110, 175), rng.uniform(75, 115), rng.uniform(45, 75)),
        )
    elif kind == "cloth":
        pattern = _cloth(rng, height, width)
        colour = (rng.uniform(60, 150), rng.uniform(60, 140), rng.uniform(70, 150))
    else:
        pattern = 1 + rng.normal(0, 0.03, (height, width))
        grey = rng.uniform(30, 80)
        colour = (grey, grey, grey + rng.uniform(0, 12))
    small = np.clip(pattern[..., None] * np.array(colour), 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(small, size[::-1], interpolation=cv2.INTER_LINEAR), np.uint8)


def _wood(rng: np.random.Generator, height: int, width: int) -> NDArray[np.floating]:
    """Grain that runs down with slow bends, in boards."""
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    bend = 18 * np.sin(rows / height * rng.uniform(2, 6) + rng.uniform(0, 6)) + 6 * np.sin(rows / 37)
    grain = np.sin((columns + bend) / rng.uniform(2.5, 5)) + 0.6 * np.sin(
        (columns + bend) / rng.uniform(11, 17)
    )
    fibres = cv2.blur(rng.normal(0, 1, (height, width)).astype(np.float32), (1, 41)) * 3.0
    boards = 1 + 0.08 * np.sign(np.sin(columns / width * np.pi * rng.uniform(2, 4) + 0.5))
    return np.asarray(boards * (1 + 0.06 * grain + 0.1 * fibres))


def _cloth(rng: np.random.Generator, height: int, width: int) -> NDArray[np.floating]:
    """A woven cover with checks."""
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    weave = 0.12 * np.sin(rows * 1.6) * np.sin(columns * 1.6)
    step = rng.uniform(60, 120)
    checks = 0.15 * (np.sin(rows / step * 6.28) > 0) + 0.15 * (np.sin(columns / step * 6.28) > 0)
    return np.asarray(0.9 + weave + checks + rng.normal(0, 0.05, (height, width)))


def _lit(image: Image, rng: np.random.Generator) -> Image:
    """Light that falls off to one side, the shadow of a hand or phone, and a colour cast."""
    height, width = image.shape[0] // 8, image.shape[1] // 8
    rows, columns = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    light = 1 + rng.uniform(0.05, 0.25) * (np.cos(angle) * (columns - 0.5) + np.sin(angle) * (rows - 0.5))
    if rng.random() < 0.5:
        light *= _hand_shadow(rng, height, width)
    light *= effects.light_field(rng, (height, width), 0.05)
    cast = np.array([1.0, rng.uniform(0.95, 1.0), rng.uniform(0.86, 1.04)])
    veil = np.clip(light[..., None] * cast * 180, 0, 255).astype(np.uint8)
    whole = cv2.resize(veil, image.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.multiply(image, whole, scale=1 / 190), np.uint8)


def _hand_shadow(rng: np.random.Generator, height: int, width: int) -> NDArray[np.float32]:
    veil = np.ones((height, width), np.float32)
    edge = rng.uniform(0.3, 0.75) * height
    lean = rng.uniform(-0.4, 0.4) * height
    side = height if rng.random() < 0.7 else 0
    corners = np.array([[0, edge - lean], [width, edge + lean], [width, side], [0, side]])
    cv2.fillPoly(veil, [corners.astype(np.int32)], float(rng.uniform(0.62, 0.85)))
    return np.asarray(cv2.GaussianBlur(veil, (0, 0), float(rng.uniform(8, 30))), np.float32)
