"""The block in which somebody certifies a copy of a paper: what stands in it is none of the paper's.

NĐ 23/2015/NĐ-CP: the copy gets a stamp with a number, a day and a signature of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hoso.pipeline.layout.rows import Row
from hoso.schemas.geometry import Box

#: How such a block begins, and how far aside of that, as a share of the page, the rest of it may lie.
_BEGINS = re.compile(r"chungthucbansao|saoybanchinh|saoybansao|chungthucsaoy")
_WIDE = 0.2
#: Below this share of the page a block ends it; higher up `SAO Y BẢN CHÍNH` may stand over lines of its own.
_FOOT = 0.5


@dataclass(frozen=True, slots=True)
class Certification:
    """The blocks of a paper: the page and the place of the words with which each begins, and those words."""

    stamps: tuple[tuple[int, Box, str], ...]

    def holds(self, page: int, box: Box) -> bool:
        """Whether what lies there stands in such a block."""
        below = (place for on, place, _ in self.stamps if on == page and box.top >= place.top)
        return any(abs(box.centre[0] - place.centre[0]) < _WIDE for place in below)

    @property
    def at_foot(self) -> Certification:
        """The blocks that end their pages."""
        return Certification(tuple(stamp for stamp in self.stamps if stamp[1].top > _FOOT))

    @property
    def is_short(self) -> bool:
        """Whether nothing but `SAO Y BẢN CHÍNH` was said, as on old copies that nobody else has signed."""
        return all(words.startswith("sao") for _, _, words in self.stamps)


def certification(rows: Sequence[Row]) -> Certification:
    """Where a copy is certified in the rows."""
    stamps = []
    for row in rows:
        for start, end in row.runs():
            words = "".join(token.folded for token in row.tokens[start:end])
            if _BEGINS.match(words):
                stamps.append((row.page, Box.around(t.word.box for t in row.tokens[start:end]), words))
    return Certification(tuple(stamps))
