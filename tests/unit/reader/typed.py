"""Pages of lines in clean print, with the places of their words as another reader would have them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from hoso.pipeline.prepare.ink import Pixels
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Word

WIDTH, HEIGHT, LEFT, TOP, LEADING = 1100, 420, 60, 100, 70


def typed(rows: Sequence[str], size: int = 30, face: str = "DejaVuSerif.ttf") -> tuple[Pixels, list[Line]]:
    """The page, and its lines; boxes are off by a pixel here and there. Baselines: `TOP`, `LEADING` apart."""
    page = Image.new("L", (WIDTH, HEIGHT), 255)
    draw, font, lines = ImageDraw.Draw(page), ImageFont.truetype(face, size), []
    for at, row in enumerate(rows):
        x, y, words = float(LEFT), TOP + at * LEADING, []
        for number, word in enumerate(row.split()):
            draw.text((x, y), word, fill=0, font=font, anchor="ls")
            left, top, right, bottom = draw.textbbox((x, y), word, font=font, anchor="ls")
            off = number % 2
            box = Box(
                (left - off) / WIDTH, (top - off) / HEIGHT, (right + 1) / WIDTH, (bottom + off) / HEIGHT
            )
            words.append(Word(word, box, 0.9))
            x += font.getlength(word + " ")
        lines.append(Line(tuple(words)))
    return np.asarray(page, np.uint8), lines
