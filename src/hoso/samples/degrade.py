"""Levels of quality: how a clean page looks after a good scanner, an office feeder or a bad copy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hoso.samples import effects
from hoso.samples.effects import Colour, Image
from hoso.samples.phone import photograph
from hoso.samples.scan import Scan

LEVELS = ("clean", "office", "poor", "phone")
SUFFIXES = {
    "clean": (("pdf", 0.55), ("png", 0.15), ("jpg", 0.15), ("tif", 0.15)),
    "office": (("pdf", 0.6), ("jpg", 0.2), ("tif", 0.15), ("png", 0.05)),
    "poor": (("pdf", 0.6), ("jpg", 0.2), ("tif", 0.2)),
    "phone": (("jpg", 0.9), ("pdf", 0.1)),
}
MANY_PAGES = ("pdf", "tif")


@dataclass(frozen=True, slots=True)
class Machine:
    """The settings of the scanner or camera, the same for all pages of a file."""

    level: str
    dpi: int
    suffix: str
    quality: int
    grey: bool = False
    bilevel: bool = False


def draw_machine(rng: np.random.Generator, level: str, pages: int = 1) -> Machine:
    """The settings of one file of the level; several pages need a format that holds them."""
    kinds = [(name, share) for name, share in SUFFIXES[level] if pages == 1 or name in MANY_PAGES]
    shares = np.array([share for _, share in kinds])
    suffix = kinds[int(rng.choice(len(kinds), p=shares / shares.sum()))][0]
    if level == "clean":
        return Machine(level, 300, suffix, 92)
    if level == "phone":
        return Machine(level, 300, suffix, int(rng.integers(70, 86)))
    grey = bool(rng.random() < 0.25)
    if level == "office":
        return Machine(level, 300 if rng.random() < 0.5 else 200, suffix, int(rng.integers(75, 91)), grey)
    bilevel = bool(rng.random() < 0.25)
    dpi = 200 if bilevel or rng.random() < 0.6 else 300
    suffix = ("tif" if rng.random() < 0.6 else "pdf") if bilevel else suffix
    return Machine(level, dpi, suffix, int(rng.integers(50, 71)), grey, bilevel)


def scan_page(page: Image, back: Image, rng: np.random.Generator, machine: Machine) -> Scan:
    """The 300 dpi page as the machine gives it; `back` is what stands on the other side of the sheet."""
    if machine.level == "clean":
        return Scan(effects.scale_to(page, machine.dpi), machine.dpi)
    if machine.level == "phone":
        return photograph(page, rng, can_tag=machine.suffix == "jpg")
    image = effects.scale_to(page, machine.dpi)
    back = effects.scale_to(back, machine.dpi)
    aged = _office(image, back, rng) if machine.level == "office" else _poor(image, back, rng, machine.dpi)
    return _fed(aged, rng, machine)


def draw_rotation(rng: np.random.Generator) -> int:
    """One page in ten lies upside down, one in ten sideways."""
    return int(rng.choice((0, 180, 90, 270), p=(0.8, 0.1, 0.05, 0.05)))


def draw_skew(rng: np.random.Generator, most: float) -> float:
    """Mostly a degree at most, now and then up to `most`."""
    wide = rng.random() < 0.2
    return round(float(rng.uniform(-most, most) if wide else np.clip(rng.normal(0, 0.5), -1, 1)), 2)


def _fed(image: Image, rng: np.random.Generator, machine: Machine) -> Scan:
    """Through the feeder: askew, perhaps turned, with the sensor's softness and grain."""
    office = machine.level == "office"
    skew = draw_skew(rng, 3.0 if office else 4.0)
    shift = tuple(rng.uniform(-2, 2, 2) / 25.4 * machine.dpi)
    image = effects.tilt(image, skew, (float(shift[0]), float(shift[1])), _backing(rng, image))
    if rng.random() < 0.15:
        image = effects.edge_strips(image, rng, machine.dpi)
    image = effects.blur(image, float(rng.uniform(0, 0.7 if office else 0.95)) * machine.dpi / 300)
    image = effects.to_grey(image) if machine.grey else image
    image = effects.noise(image, rng, float(rng.uniform(1, 4) if office else rng.uniform(3, 8)))
    image = effects.to_bilevel(image, rng, machine.dpi) if machine.bilevel else image
    if not office:
        image = effects.speckle(image, rng, float(rng.uniform(0.00002, 0.0004)))
    rotation = draw_rotation(rng)
    return Scan(effects.turn(image, rotation), machine.dpi, rotation, skew)


def _backing(rng: np.random.Generator, image: Image) -> Colour:
    """What shows beside a page laid askew: most often the feeder's white roller, else its dark one."""
    if rng.random() < 0.7:
        pale = [int(value) for value in np.percentile(image[::16, ::16].reshape(-1, 3), 90, axis=0)]
        return (min(255, pale[0] + 4), min(255, pale[1] + 4), min(255, pale[2] + 4))
    dark = int(rng.integers(10, 110))
    return (dark, dark, dark)


def _office(image: Image, back: Image, rng: np.random.Generator) -> Image:
    white = int(rng.integers(238, 256))
    paper = (white, white - int(rng.integers(0, 6)), white - int(rng.integers(0, 16)))
    if rng.random() < 0.35:
        image = effects.show_through(image, back, float(rng.uniform(0.02, 0.09)), _offset(rng))
    image = effects.fade(image, float(rng.uniform(0, 0.15)))
    image = effects.tint(image, paper)
    return effects.tone(image, float(rng.uniform(0.9, 1.15)), float(rng.uniform(-8, 10)))


def _poor(image: Image, back: Image, rng: np.random.Generator, dpi: int) -> Image:
    image = effects.show_through(image, back, float(rng.uniform(0.04, 0.2)), _offset(rng))
    image = effects.fade(image, float(rng.uniform(0.12, 0.5)))
    if rng.random() < 0.3:
        image = effects.blur(image, dpi / 300 * 0.8)
    image = effects.tint(
        image, (int(rng.integers(232, 252)), int(rng.integers(216, 236)), int(rng.integers(176, 214)))
    )
    image = effects.uneven(image, rng, float(rng.uniform(0.05, 0.18)))
    if rng.random() < 0.6:
        image = effects.folds(image, rng, float(rng.uniform(0.08, 0.22)))
    if rng.random() < 0.35:
        image = effects.stains(image, rng, int(rng.integers(1, 4)))
    return effects.tone(image, float(rng.uniform(0.72, 0.95)), float(rng.uniform(-12, 14)))


def _offset(rng: np.random.Generator) -> tuple[int, int]:
    rows, columns = rng.integers(-60, 60, 2)
    return int(rows), int(columns)
