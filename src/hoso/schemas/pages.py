"""What was read on a page: words in lines with their places, and the facts of the page itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self

from hoso.schemas.geometry import Bend, Box, Transform
from hoso.schemas.records import Finding

Quality = Literal["good", "fair", "poor"]
Rotation = Literal[0, 90, 180, 270]
#: A page of a paper, or a sheet of our own between papers, which counts as blank.
Role = Literal["paper", "cover", "separator"]


#: The transform of a page that stood upright and straight as it came.
UPRIGHT = Transform()


@dataclass(frozen=True, slots=True)
class Word:
    """One word as recognised; `confidence` is the engine's own, 0 to 1, not calibrated.

    `other` is what a second, independent reading has in its place, where the two differ. `hand` above 0:
    it was written with a pen, not printed.
    """

    text: str
    box: Box
    confidence: float
    other: str = ""
    hand: float = 0.0

    @property
    def by_hand(self) -> bool:
        return self.hand > 0


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand on one text line, left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        return Box.around(word.box for word in self.words)


@dataclass(frozen=True, slots=True)
class Code:
    """A machine-readable code on the page, read exactly (QR, Code 128, …)."""

    kind: str
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """One page after reading. Sizes are pixels of the upright, straightened page image.

    `rotation` is the clockwise quarter turn that was needed to stand the page upright, `skew_degrees`
    the tilt that then remained (positive: text rises to the right). `transform` maps pixels of the
    original image to pixels of the upright page. `lines` stand in reading order. `role` is `paper` for all
    but the cover and separator sheets that the desk lays between papers. `cells` are those of ruled tables.
    """

    number: int
    width_px: int
    height_px: int
    dpi: int
    rotation: Rotation = 0
    skew_degrees: float = 0.0
    blank: bool = False
    quality: Quality = "good"
    codes: tuple[Code, ...] = ()
    lines: tuple[Line, ...] = ()
    transform: Transform = UPRIGHT
    findings: tuple[Finding, ...] = ()
    role: Role = "paper"
    cells: tuple[Box, ...] = ()

    @property
    def text(self) -> str:
        """The page's text, a line each."""
        return "\n".join(line.text for line in self.lines)

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for line in self.lines for word in line.words)

    def to_summary(self) -> dict[str, Any]:
        """The page as the contract shows it (`contract.md` 2): facts, codes and plain text."""
        return {
            "number": self.number,
            "width_px": self.width_px,
            "height_px": self.height_px,
            "dpi": self.dpi,
            "rotation": self.rotation,
            "skew_degrees": round(self.skew_degrees, 2),
            "blank": self.blank,
            "role": self.role,
            "quality": self.quality,
            "codes": [{"kind": c.kind, "text": c.text, "box": c.box.to_list()} for c in self.codes],
            "text": self.text,
        }

    def to_json(self) -> dict[str, Any]:
        """Everything, for the text artefact; `from_json` gives an equal page (to four decimals)."""
        return self.to_summary() | {
            "lines": [
                [
                    [w.text, *w.box.to_list(), round(w.confidence, 3), w.other, round(w.hand, 2)]
                    for w in line.words
                ]
                for line in self.lines
            ],
            "transform": list(self.transform.matrix),
            "bend": self.transform.bend.to_json() if self.transform.bend else None,
            "findings": [finding.to_json() for finding in self.findings],
            "cells": [cell.to_list() for cell in self.cells],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The page of `to_json`; `KeyError` or `ValueError` when the data is not one."""
        return cls(
            number=data["number"],
            width_px=data["width_px"],
            height_px=data["height_px"],
            dpi=data["dpi"],
            rotation=data["rotation"],
            skew_degrees=data["skew_degrees"],
            blank=data["blank"],
            quality=data["quality"],
            codes=tuple(Code(c["kind"], c["text"], Box.from_list(c["box"])) for c in data["codes"]),
            lines=tuple(
                Line(tuple(Word(w[0], Box.from_list(w[1:5]), w[5], w[6], *w[7:]) for w in words))
                for words in data["lines"]
            ),
            transform=Transform(tuple(data["transform"]), Bend.from_json(data.get("bend"))),
            findings=tuple(Finding.from_json(finding) for finding in data["findings"]),
            role=data.get("role", "paper"),
            cells=tuple(Box.from_list(cell) for cell in data.get("cells", ())),
        )
