"""What scanners, age and handling do to a page; each effect is one small function on an RGB or grey image."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
#: How far lines drop, about 0 to 1, at places from the left (0) to the right edge (1) of a sheet.
Curve = Callable[[NDArray[np.float64]], NDArray[np.float64]]
Colour = tuple[int, int, int]
TILE = 640
#: How paper bends: an arch between its edges, a page that falls into the spine of a book, one that rises at
#: its side, a wave.
CURVES: Mapping[str, Curve] = {
    "arch": lambda x: np.sin(np.pi * x),
    "spine": lambda x: np.exp(-6 * x),
    "leaf": lambda x: np.exp(-2.2 * (1 - x)),
    "wave": lambda x: np.sin(2 * np.pi * x) / 2,
}


def _bytes(values: NDArray[Any]) -> Image:
    return np.asarray(np.clip(np.rint(values), 0, 255), np.uint8)


def _looked_up(image: NDArray[Any], table: Image) -> Image:
    return np.asarray(cv2.LUT(image, table), np.uint8)


def scale_to(image: Image, dpi: int, from_dpi: int = 300) -> Image:
    """The page at another resolution."""
    if dpi == from_dpi:
        return image
    size = (round(image.shape[1] * dpi / from_dpi), round(image.shape[0] * dpi / from_dpi))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def tilt(image: Image, degrees: float, shift: tuple[float, float], fill: Colour) -> Image:
    """The page laid askew on a sheet of the same size; with positive degrees its text rises to the right."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    matrix[:, 2] += np.array(shift)
    moved = cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=fill)
    return np.asarray(moved, np.uint8)


def curl(image: Image, shape: Curve, depth: float, nearer: tuple[float, float], fill: Colour) -> Image:
    """A sheet that does not lie flat: across it, lines are lower by `depth` pixels times their `shape`.

    `nearer`: how much more that is at the top and at the foot, of which one is nearer to the camera.
    """
    height, width = image.shape[:2]
    drop = depth * np.linspace(*nearer, height)[:, None] * shape(np.linspace(0, 1, width))[None, :]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    edge = cv2.BORDER_CONSTANT
    bent = cv2.remap(
        image, x, (y - drop).astype(np.float32), cv2.INTER_LINEAR, borderMode=edge, borderValue=fill
    )
    return np.asarray(bent, np.uint8)


def turn(image: Image, rotation: int) -> Image:
    """The upright page turned so that it needs `rotation` degrees clockwise to stand upright again."""
    return np.ascontiguousarray(np.rot90(image, rotation // 90))


def to_grey(image: Image) -> Image:
    """The page as a scanner without colour gives it."""
    return image if image.ndim == 2 else np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), np.uint8)


def tint(image: Image, colour: Colour) -> Image:
    """White becomes the colour; ink stays dark."""
    table = _bytes(np.arange(256.0)[:, None] * np.asarray(colour)[None, :] / 255)
    return _looked_up(image, table[:, None, :] if image.ndim == 3 else table.mean(axis=1).astype(np.uint8))


def tone(image: Image, contrast: float, brightness: float) -> Image:
    """Contrast around the middle grey, then brightness in levels."""
    return _looked_up(image, _bytes((np.arange(256.0) - 128) * contrast + 128 + brightness))


def fade(image: Image, share: float) -> Image:
    """Ink paler by a share of its darkness."""
    return _looked_up(image, _bytes(255 - (255 - np.arange(256.0)) * (1 - share)))


def blur(image: Image, sigma: float) -> Image:
    """Out of focus by so many pixels."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), np.uint8) if sigma > 0.05 else image


def noise(image: Image, rng: np.random.Generator, sigma: float) -> Image:
    """The grain of a sensor: one tile of it, repeated."""
    tile = rng.normal(0, sigma, (TILE, TILE, *image.shape[2:])).astype(np.int16)
    repeats = [-(-size // TILE) for size in image.shape[:2]]
    grain = np.tile(tile, (*repeats, *(1 for _ in image.shape[2:])))[: image.shape[0], : image.shape[1]]
    return np.asarray(cv2.add(image, np.ascontiguousarray(grain), dtype=cv2.CV_8U), np.uint8)


def speckle(image: Image, rng: np.random.Generator, share: float) -> Image:
    """Salt and pepper: dust and toner dots on a share of the page."""
    out = image.copy()
    height, width = image.shape[:2]
    for value, part in ((0, 0.6), (255, 0.4)):
        count = int(height * width * share * part)
        rows, columns = rng.integers(0, height - 1, count), rng.integers(0, width - 1, count)
        out[rows, columns] = value
        big = rng.random(count) < 0.3
        out[rows[big] + 1, columns[big]] = value
        out[rows[big], columns[big] + 1] = value
    return out


def show_through(image: Image, back: Image, strength: float, shift: tuple[int, int] = (0, 0)) -> Image:
    """The back of the sheet, mirrored and soft, shining through."""
    mirrored = cv2.resize(
        to_grey(back)[:, ::-1], (image.shape[1] // 2, image.shape[0] // 2), interpolation=cv2.INTER_AREA
    )
    soft = cv2.GaussianBlur(np.roll(mirrored, shift, (0, 1)), (0, 0), 1.2)
    veil = cv2.resize(_looked_up(soft, _bytes(255 - (255 - np.arange(256.0)) * strength)), image.shape[1::-1])
    shape = veil[..., None].repeat(3, axis=2) if image.ndim == 3 else veil
    return np.asarray(cv2.multiply(image, shape, scale=1 / 255), np.uint8)


def folds(image: Image, rng: np.random.Generator, strength: float) -> Image:
    """One to three folds of the sheet: a soft shadow along each with a pale crease in its middle."""
    height, width = image.shape[:2]
    rows, columns = np.ones(height, np.float32), np.ones(width, np.float32)
    places = {1: (0.5,), 2: (1 / 3, 2 / 3)}[int(rng.integers(1, 3))]
    for place in places:
        rows *= _crease(height, place + rng.uniform(-0.02, 0.02), rng.uniform(0.5, 1) * strength)
    if rng.random() < 0.5:
        columns *= _crease(width, 0.5 + rng.uniform(-0.02, 0.02), rng.uniform(0.4, 0.8) * strength)
    veil = rows[:, None] * columns[None, :]
    return _bytes(image * (veil[..., None] if image.ndim == 3 else veil))


def _crease(length: int, place: float, strength: float) -> NDArray[np.float32]:
    away = (np.arange(length) - place * length) / length
    shadow = np.where(away > 0, np.exp(-np.abs(away) / 0.012), np.exp(-np.abs(away) / 0.004))
    crease = np.exp(-((away * length / 2.2) ** 2))
    return np.asarray(1 - strength * shadow + strength * 0.7 * crease, np.float32)


def light_field(rng: np.random.Generator, size: tuple[int, int], strength: float) -> NDArray[np.float32]:
    """A soft field around 1 of so many (height, width) pixels, for stains and uneven light."""
    coarse = rng.uniform(1 - strength, 1 + strength * 0.3, (5, 4)).astype(np.float32)
    return np.asarray(cv2.resize(coarse, size[::-1], interpolation=cv2.INTER_CUBIC), np.float32)


def uneven(image: Image, rng: np.random.Generator, strength: float) -> Image:
    """Patches that age made darker."""
    field = _bytes(light_field(rng, (image.shape[0] // 4, image.shape[1] // 4), strength) * 200)
    whole = cv2.resize(field, image.shape[1::-1])
    veil = cv2.merge([whole] * 3) if image.ndim == 3 else whole
    return np.asarray(cv2.multiply(image, veil, scale=1 / 200), np.uint8)


def stains(image: Image, rng: np.random.Generator, count: int) -> Image:
    """Water and tea stains with a darker rim."""
    height, width = image.shape[0] // 4, image.shape[1] // 4
    veil = np.full((height, width), 255, np.uint8)
    for _ in range(count):
        centre = (int(rng.integers(0, width)), int(rng.integers(0, height)))
        axes = (int(rng.integers(width // 20, width // 6)), int(rng.integers(width // 20, width // 6)))
        cv2.ellipse(veil, centre, axes, float(rng.uniform(0, 180)), 0, 360, int(rng.integers(222, 246)), -1)
        cv2.ellipse(veil, centre, axes, float(rng.uniform(0, 180)), 0, 360, int(rng.integers(205, 232)), 2)
    whole = cv2.resize(cv2.GaussianBlur(veil, (0, 0), 2.5), image.shape[1::-1])
    shape = (
        cv2.merge([cv2.addWeighted(whole, 0.6, whole, 0, 102), whole, whole]) if image.ndim == 3 else whole
    )
    return np.asarray(cv2.multiply(image, shape, scale=1 / 255), np.uint8)


def edge_strips(image: Image, rng: np.random.Generator, dpi: int) -> Image:
    """A dark strip along one or two sides, where the lid did not cover the glass."""
    out = image.copy()
    height, width = image.shape[:2]
    for side in rng.choice(4, int(rng.integers(1, 3)), replace=False):
        broad = int(rng.uniform(0.5, 3.0) / 25.4 * dpi) + 1
        dark = int(rng.integers(5, 90))
        view = (out[:, :broad], out[:, width - broad :], out[:broad], out[height - broad :])[side]
        np.minimum(
            view, dark + rng.integers(0, 14, view.shape[:2] + (1,) * (view.ndim - 2), np.uint8), out=view
        )
    return out


def to_bilevel(image: Image, rng: np.random.Generator, dpi: int) -> Image:
    """Black and white only, by a threshold that follows the paper's brightness."""
    grey = to_grey(image)
    window = int(dpi * 0.25) | 1
    paper = cv2.blur(cv2.dilate(grey, np.ones((5, 5), np.uint8)), (window, window))
    limit = cv2.multiply(paper, np.ones_like(paper), scale=float(rng.uniform(0.66, 0.76)))
    return np.where(grey > limit, 255, 0).astype(np.uint8)
