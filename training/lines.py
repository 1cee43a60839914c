"""Pictures of lines for the line reader: set in a font, then treated as paper, scanners and copiers do.

The strips have the geometry of `hoso.pipeline.reader.strip`: `EM` pixels to the em, the baseline at row
`BASELINE`, give or take what cutting them from a page leaves open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

HEIGHT, EM, BASELINE, MARGIN = 40, 27.0, 30.0, 8
Pixels = NDArray[np.uint8]
Field = NDArray[np.float32]

_SYSTEM = (
    ("/usr/share/texmf/fonts/opentype/public/tex-gyre", "texgyre{termes,heros,cursor,bonum}-*.otf"),
    ("/usr/share/fonts/truetype/freefont", "*.ttf"),
    ("/usr/share/fonts/truetype/noto", "Noto{Sans,Serif}-{Regular,Bold,Italic,BoldItalic}.ttf"),
    ("/usr/share/fonts/truetype/dejavu", "DejaVu{Sans,Serif,SansCondensed,SansMono}*.ttf"),
    ("/usr/share/fonts/truetype/roboto", "**/Roboto-{Regular,Bold,Italic}.ttf"),
)
#: Boxes to tick: they are drawn, so that no face need have them.
_BOXES = "☐☑☒"
#: The mark of a footnote at a word's end, which many forms print small and raised.
_NOTE = re.compile(r"(?<=\w)(\(?\d{1,2}\))(?=[:.,;]?$)")
_ORDINARY = ("termes", "tinos", "FreeSerif-", "NotoSerif", "arimo", "heros")


@dataclass(frozen=True, slots=True)
class Face:
    """A face by its files: web fonts come in parts that each hold some of the letters."""

    files: tuple[str, ...]
    weight: float


def faces(web_folder: Path) -> list[Face]:
    """All faces to be had here, those that offices print with first in weight."""
    found = [Face((str(path),), 1.0) for folder, pattern in _SYSTEM for path in _spread(folder, pattern)]
    for package in sorted(web_folder.glob("*")):
        for first in sorted((package / "files").glob(f"{package.name}-vietnamese-[47]00-*.woff2")):
            parts = [str(first).replace("-vietnamese-", f"-{part}-") for part in ("latin", "latin-ext")]
            found.append(Face((*parts, str(first)), 2.0 if package.name in {"tinos", "arimo"} else 0.7))
    return [Face(face.files, _weight(face)) for face in found]


def _weight(face: Face) -> float:
    name = face.files[0]
    if "ExtraLight" in name or "Math" in name:
        return 0.0
    return face.weight * (3.0 if any(part in name for part in _ORDINARY) else 0.8)


def _spread(folder: str, pattern: str) -> list[Path]:
    """Files for a pattern with `{a,b}` in it."""
    if "{" not in pattern:
        return sorted(Path(folder).glob(pattern)) if Path(folder).is_dir() else []
    before, rest = pattern.split("{", 1)
    choices, after = rest.split("}", 1)
    return [path for choice in choices.split(",") for path in _spread(folder, before + choice + after)]


@lru_cache(maxsize=4000)
def _font(file: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=400)
def _letters_of(file: str) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())


def covers(face: Face, text: str) -> bool:
    """Whether the face has every letter of the text."""
    return all(any(ord(c) in _letters_of(file) for file in face.files) for c in text if c not in _BOXES + " ")


def _runs(face: Face, text: str, size: int) -> list[tuple[ImageFont.FreeTypeFont, str]]:
    if len(face.files) == 1:
        return [(_font(face.files[0], size), text)]
    runs: list[tuple[str, str]] = []
    for letter in text:
        file = next((f for f in face.files if ord(letter) in _letters_of(f)), face.files[0])
        if runs and runs[-1][0] == file:
            runs[-1] = (file, runs[-1][1] + letter)
        else:
            runs.append((file, letter))
    return [(_font(file, size), run) for file, run in runs]


class _Pieces:
    """A line as it is set from left to right, its baseline two ems below the picture's top."""

    def __init__(self, face: Face, size: int, tracking: float) -> None:
        self._face, self._size, self._tracking = face, size, tracking
        self._texts: list[tuple[float, float, ImageFont.FreeTypeFont, str]] = []
        self._boxes: list[tuple[float, float, str]] = []
        self.x = float(size)

    def add(self, text: str, size: int | None = None, raised: float = 0.0) -> None:
        """A piece of text, of another size and raised where that is said."""
        for font, run in _runs(self._face, text, size or self._size):
            for part in run if self._tracking else (run,):
                self._texts.append((self.x, 2 * self._size - raised, font, part))
                self.x += font.getlength(part) + self._tracking

    def tick(self, kind: str, side: float) -> None:
        """A box to tick of that side, in ems."""
        self._boxes.append((self.x, side * self._size, kind))
        self.x += side * self._size + 0.08 * self._size

    def draw(self, draw: ImageDraw.ImageDraw) -> None:
        """Put it all down in ink."""
        for x, y, font, part in self._texts:
            draw.text((x, y), part, fill=255, font=font, anchor="ls")
        pen = max(1, self._size // 16)
        for x, side, kind in self._boxes:
            top, bottom = 2 * self._size + 0.08 * self._size - side, 2 * self._size + 0.08 * self._size
            draw.rectangle((x, top, x + side, bottom), outline=255, width=pen)
            if kind == "☒":
                draw.line((x, top, x + side, bottom), fill=255, width=pen + 1)
                draw.line((x, bottom, x + side, top), fill=255, width=pen + 1)
            elif kind == "☑":
                bend = (x + 0.4 * side, bottom - 0.1 * side)
                draw.line((x + 0.1 * side, top + 0.5 * side, *bend), fill=255, width=pen + 1)
                draw.line((*bend, x + side, top - 0.1 * side), fill=255, width=pen + 1)


class Maker:
    """Draws strips; one random generator, so that a seed gives the same strips."""

    def __init__(
        self, fonts: list[Face], texts: list[str], rng: np.random.Generator, hard: float = 1.0
    ) -> None:
        weights = np.array([face.weight for face in fonts])
        self._fonts, self._shares = fonts, weights / weights.sum()
        self._texts, self._rng, self._hard = texts, rng, hard
        #: The face of the strip that was drawn last.
        self.face = fonts[0]

    def strip(self, text: str) -> Pixels | None:
        """The text as a strip, or None where the face drawn by chance lacks a letter."""
        rng = self._rng
        face = self._fonts[int(rng.choice(len(self._fonts), p=self._shares))]
        if not covers(face, text):
            return None
        self.face = face
        zoom = float(rng.uniform(0.75, 1.7))  # the size it was printed and scanned at, against the strip's
        em = EM * float(np.exp(rng.normal(0, 0.09)))
        size = max(12, round(em * zoom))
        ink = self._set(text, face, size)
        page = self._treated(ink, size / EM)
        return self._cut(page, size, em)

    def _chance(self, share: float) -> bool:
        return bool(self._rng.random() < share * self._hard)

    # --- setting ------------------------------------------------------------------------------------

    def _set(self, text: str, face: Face, size: int) -> Field:
        """Ink from 0 to 1: the line with its baseline in the middle of two ems above and one below."""
        rng = self._rng
        gap = float(rng.uniform(0.18, 0.34)) * size
        wide = gap * float(rng.uniform(1.0, 8.0))
        tracking = float(rng.choice([0.0, rng.uniform(-0.02, 0.12)], p=[0.8, 0.2])) * size
        pieces = _Pieces(face, size, tracking)
        for word in text.split(" "):
            note = _NOTE.search(word)
            if note and self._chance(0.5):
                pieces.add(word[: note.start()])
                pieces.add(note[1], round(size * float(rng.uniform(0.55, 0.72))), 0.3 * size)
                pieces.add(word[note.end() :])
            elif word[:1] in _BOXES and word:
                pieces.tick(word[0], float(rng.uniform(0.5, 0.8)))
                pieces.add(word[1:])
            else:
                pieces.add(word)
            pieces.x += wide if rng.random() < 0.05 else gap * float(rng.uniform(0.9, 1.15))
        width = round(pieces.x - gap + size)
        image = Image.new("L", (width, 3 * size), 0)
        draw = ImageDraw.Draw(image)
        pieces.draw(draw)
        if self._chance(0.35):
            self._neighbours(draw, face, size, width)
        return np.asarray(image, np.float32) / 255.0

    def _neighbours(self, draw: ImageDraw.ImageDraw, face: Face, size: int, width: int) -> None:
        """What reaches into the strip from the lines above and below."""
        rng = self._rng
        leading = float(rng.uniform(1.15, 1.7)) * size
        for side in (-1, 1):
            text = self._texts[int(rng.integers(len(self._texts)))]
            if rng.random() < 0.7 and covers(face, text):
                x = float(rng.uniform(-1, 0.7)) * width
                for font, run in _runs(face, text, size):
                    draw.text((x, 2 * size + side * leading), run, fill=255, font=font, anchor="ls")
                    x += font.getlength(run)

    # --- paper, scanner, copier ------------------------------------------------------------------------

    def _treated(self, ink: Field, zoom: float) -> Pixels:
        rng = self._rng
        ink = self._strokes(ink)
        dark = float(rng.uniform(0.55, 1.0)) if self._chance(0.35) else float(rng.uniform(0.85, 1.0))
        page = 1.0 - ink * dark
        page = self._printed_over(page, zoom)
        page = self._scanned(page, zoom)
        return self._stretched(page)

    def _strokes(self, ink: Field) -> Field:
        rng = self._rng
        if self._chance(0.12):
            ink = cv2.dilate(ink, np.ones((2, 2), np.uint8))
        elif self._chance(0.12):
            ink = ink * 0.45 + cv2.erode(ink, np.ones((2, 2), np.uint8)) * 0.55
        if self._chance(0.1):  # worn type: specks of ink are missing
            worn = rng.random((ink.shape[0] // 2 + 1, ink.shape[1] // 2 + 1), np.float32)
            worn = cv2.resize(worn, (ink.shape[1], ink.shape[0]))
            ink = ink * (worn > float(rng.uniform(0.05, 0.3)))
        return np.asarray(ink, np.float32)

    def _printed_over(self, page: Field, zoom: float) -> Field:
        """Seals, patterned paper, rules and leaders, the other side of the sheet."""
        rng = self._rng
        height, width = page.shape
        if self._chance(0.12):
            pattern = np.zeros_like(page)
            for _ in range(int(rng.integers(2, 7))):
                x = np.arange(0, width, 3)
                y = height * rng.random() + rng.uniform(3, 18) * np.sin(
                    x / rng.uniform(6, 40) + rng.uniform(0, 6)
                )
                points = np.stack([x, y], axis=1).astype(np.int32)
                cv2.polylines(pattern, [points], False, 1.0, 1, cv2.LINE_AA)
            page = page - pattern * float(rng.uniform(0.06, 0.28))
        if self._chance(0.1):
            seal = np.zeros_like(page)
            for _ in range(int(rng.integers(1, 4))):
                centre = (int(rng.uniform(0, width)), int(rng.uniform(-2, 3) * height))
                radius = int(rng.uniform(0.8, 4) * height)
                cv2.circle(seal, centre, radius, 1.0, int(rng.uniform(1, 5) * zoom) + 1, cv2.LINE_AA)
            page = page - seal * float(rng.uniform(0.1, 0.5))
        if self._chance(0.08):
            row = int(rng.uniform(0.68, 0.78) * height)
            step = int(rng.uniform(4, 9) * zoom) if rng.random() < 0.6 else 1
            page[row : row + max(1, round(zoom)), ::step] -= float(rng.uniform(0.3, 0.9))
        if self._chance(0.05):
            column = (
                int(rng.uniform(0, 0.03) * width) if rng.random() < 0.5 else int(rng.uniform(0.97, 1) * width)
            )
            page[:, column : column + 2] -= float(rng.uniform(0.3, 0.9))
        if self._chance(0.1):
            back = cv2.GaussianBlur(1.0 - page[:, ::-1], (0, 0), 1.5 * zoom)
            page = page - np.roll(back, int(rng.integers(-9, 9)), axis=0) * float(rng.uniform(0.05, 0.25))
        return np.clip(page, 0, 1)

    def _scanned(self, page: Field, zoom: float) -> Field:
        rng = self._rng
        page = self._bent(page)
        if self._chance(0.3):
            factor = float(rng.uniform(0.55, 0.95))
            small = cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
            page = cv2.resize(small, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
        sigma = abs(float(rng.normal(0, 0.5))) * zoom * self._hard
        if sigma > 0.25:
            page = cv2.GaussianBlur(page, (0, 0), min(sigma, 1.5 * zoom))
        if self._chance(0.08):
            length = int(rng.integers(2, 4))
            page = cv2.blur(page, (length, 1) if rng.random() < 0.6 else (1, length))
        if self._chance(0.3):
            shade = cv2.resize(rng.random((2, 4), np.float32), (page.shape[1], page.shape[0]))
            page = page * (1 - shade * float(rng.uniform(0.05, 0.3)))
        noise = abs(float(rng.normal(0, 0.045))) * self._hard
        page = page + rng.standard_normal(page.shape, np.float32) * noise
        if self._chance(0.08):
            specks = rng.random(page.shape, np.float32)
            share = float(rng.uniform(0.0005, 0.008))
            page = np.where(specks < share, 0.1, np.where(specks > 1 - share, 1.0, page))
        if self._chance(0.1):
            page = (page > float(rng.uniform(0.4, 0.72))).astype(np.float32)
        image = (np.clip(page, 0, 1) * 255).astype(np.uint8)
        if self._chance(0.4):
            _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(30, 90))])
            image = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)
        return image.astype(np.float32) / 255.0

    def _bent(self, page: Field) -> Field:
        """Tilted, sheared, stretched and waved a little."""
        rng = self._rng
        height, width = page.shape
        tilt = np.tan(np.radians(float(rng.normal(0, 0.25)))) if self._chance(0.6) else 0.0
        shear = float(rng.normal(0, 0.04)) if self._chance(0.4) else 0.0
        stretch = float(rng.uniform(0.88, 1.12)) if self._chance(0.5) else 1.0
        matrix = np.array([[stretch, shear, 0], [tilt, 1.0, -tilt * width / 2]], np.float32)
        size = (max(8, round(width * stretch)), height)
        return np.asarray(
            cv2.warpAffine(page, matrix, size, flags=cv2.INTER_LINEAR, borderValue=1.0), np.float32
        )

    def _stretched(self, page: Field) -> Pixels:
        """As preparation leaves pages: paper white, print near black."""
        rng = self._rng
        paper = float(np.percentile(page, 80))
        page = page / max(paper, 0.2)
        low = min(float(np.percentile(page, 1.0)), 0.55) * float(rng.uniform(0.6, 1.0))
        high = max(0.88, low + 0.24) + float(rng.uniform(-0.04, 0.06))
        return (np.clip((page - low) / (high - low), 0, 1) * 255).astype(np.uint8)

    def _cut(self, page: Pixels, size: int, em: float) -> Pixels:
        """As the strip is cut from the page: scale and height are known only roughly."""
        rng = self._rng
        scale = em / size
        left = size - MARGIN / scale - float(rng.uniform(-0.2, 0.35)) * size * (rng.random() < 0.5)
        top = 2 * size - (BASELINE + float(rng.normal(0, 1.3))) / scale
        width = round((page.shape[1] - size + 4 - left) * scale + MARGIN)
        if scale < 0.7:
            page = cv2.GaussianBlur(page, (0, 0), 0.42 / scale)
        matrix = np.array([[scale, 0, -left * scale], [0, scale, -top * scale]])
        strip = cv2.warpAffine(
            page, matrix, (max(32, width), HEIGHT), flags=cv2.INTER_LINEAR, borderValue=255
        )
        return np.asarray(strip, np.uint8)
