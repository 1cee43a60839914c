"""Places on a page and how they move between the stored original and the upright page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

Matrix = tuple[float, float, float, float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)

#: Steps in which the place on a flat page is found from that on the curled one: each is off by the share of
#: the last that the bend changes along the way, a few hundredths.
_SETTLED = 6


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, relative to its size: each side 0 to 1, top-left origin."""

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if not (self.left <= self.right and self.top <= self.bottom):
            raise ValueError("a box needs left <= right and top <= bottom")

    @classmethod
    def around(cls, boxes: Iterable[Box]) -> Self:
        """The smallest box that holds all the boxes; at least one is needed."""
        every = list(boxes)
        if not every:
            raise ValueError("no box to go around")
        return cls(
            min(box.left for box in every),
            min(box.top for box in every),
            max(box.right for box in every),
            max(box.bottom for box in every),
        )

    @classmethod
    def from_list(cls, sides: Iterable[float]) -> Self:
        """The box of `[left, top, right, bottom]`, as JSON has it."""
        left, top, right, bottom = sides
        return cls(left, top, right, bottom)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        return ((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    def to_list(self) -> list[float]:
        """`[left, top, right, bottom]` with four decimals: finer than a pixel at A4 and 600 dpi."""
        return [round(side, 4) for side in (self.left, self.top, self.right, self.bottom)]

    def clipped(self) -> Box:
        """The part of the box that lies on the page."""

        def unit(side: float) -> float:
            return min(1.0, max(0.0, side))

        return Box(unit(self.left), unit(self.top), unit(self.right), unit(self.bottom))

    def turned(self, quarter: int) -> Box:
        """The box on the page after so many clockwise quarter turns."""
        box = self
        for _ in range(quarter % 4):
            box = Box(1 - box.bottom, box.left, 1 - box.top, box.right)
        return box

    def holds(self, other: Box) -> bool:
        """Whether the other's centre lies in this box."""
        x, y = other.centre
        return self.left <= x < self.right and self.top <= y < self.bottom

    def overlap(self, other: Box) -> float:
        """The shared area as a share of the smaller box, 0 to 1."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        smaller = min(self.width * self.height, other.width * other.height)
        if width <= 0 or height <= 0 or smaller <= 0:
            return 0.0
        return width * height / smaller


@dataclass(frozen=True, slots=True)
class Bend:
    """How a curled page lies beside the flat one, both of `width` times `height` pixels.

    `grid` has rows from the top to the bottom edge of the page, each with values from its left to its right
    edge: how many pixels lower than on the flat page things lie there on the curled one. Between them the
    values change evenly.
    """

    width: float
    height: float
    grid: tuple[tuple[float, ...], ...]

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> Self | None:
        """The bend of `to_json`; of nothing: none."""
        if data is None:
            return None
        return cls(data["width"], data["height"], tuple(tuple(row) for row in data["grid"]))

    def to_json(self) -> dict[str, Any]:
        """Its size and grid, to hundredths of a pixel."""
        grid = [[round(value, 2) for value in row] for row in self.grid]
        return {"width": self.width, "height": self.height, "grid": grid}

    def below(self, x: float, y: float) -> float:
        """How much lower the curled page has what lies at `(x, y)` on the flat one."""
        upper, down = _between(y / self.height, len(self.grid))
        rows = self.grid[upper], self.grid[upper + 1]
        before, right = _between(x / self.width, len(rows[0]))
        values = [row[before] * (1 - right) + row[before + 1] * right for row in rows]
        return values[0] * (1 - down) + values[1] * down

    def flat(self, x: float, y: float) -> float:
        """The height on the flat page of what lies at `(x, y)` on the curled one."""
        there = y
        for _ in range(_SETTLED):
            there = y - self.below(x, there)
        return there

    def of_size(self, size: tuple[int, int]) -> Self:
        """The same bend of pages of that width and height in pixels."""
        scale = size[1] / self.height
        return replace(
            self,
            width=size[0],
            height=size[1],
            grid=tuple(tuple(value * scale for value in row) for row in self.grid),
        )

    def turned_over(self) -> Self:
        """The same when both pages are turned upside down."""
        return replace(self, grid=tuple(tuple(-value for value in row[::-1]) for row in self.grid[::-1]))


def _between(share: float, points: int) -> tuple[int, float]:
    """The point before a share of a side that has so many, and how far on it lies to the next."""
    place = min(1.0, max(0.0, share)) * (points - 1)
    before = min(int(place), points - 2)
    return before, place - before


@dataclass(frozen=True, slots=True)
class Transform:
    """A projective map from pixels of the original image to pixels of the upright page, row by row.

    Where the paper was curled, its `bend` is taken out in the end.
    """

    matrix: Matrix = IDENTITY
    bend: Bend | None = None

    def apply(self, x: float, y: float) -> tuple[float, float]:
        """The pixel of the upright page that shows the original's pixel `(x, y)`."""
        a, b, c, d, e, f, g, h, i = self.matrix
        w = g * x + h * y + i
        across, down = (a * x + b * y + c) / w, (d * x + e * y + f) / w
        return across, self.bend.flat(across, down) if self.bend else down

    def back(self, x: float, y: float) -> tuple[float, float]:
        """The original's pixel that the upright page shows at `(x, y)`; `ValueError` when there is none."""
        curled = y + self.bend.below(x, y) if self.bend else y
        return replace(self, bend=None).inverse().apply(x, curled)

    def then(self, after: Transform) -> Transform:
        """This map followed by `after`; `ValueError` where a bend is not the last thing taken out."""
        if self.bend:
            raise ValueError("nothing follows the taking out of a bend")
        p, q = after.matrix, self.matrix
        rows = [
            sum(p[3 * row + k] * q[3 * k + column] for k in range(3))
            for row in range(3)
            for column in range(3)
        ]
        return Transform(tuple(value / rows[8] for value in rows), after.bend)  # type: ignore[arg-type]  # nine values

    def inverse(self) -> Transform:
        """The map back from the upright page to the original; `ValueError` when no matrix says it."""
        if self.bend:
            raise ValueError("a bend is no matrix: `back` leads to the original")
        a, b, c, d, e, f, g, h, i = self.matrix
        cofactors = (
            e * i - f * h, c * h - b * i, b * f - c * e,
            f * g - d * i, a * i - c * g, c * d - a * f,
            d * h - e * g, b * g - a * h, a * e - b * d,
        )  # fmt: skip
        determinant = a * cofactors[0] + b * cofactors[3] + c * cofactors[6]
        if abs(determinant) < 1e-12 or abs(cofactors[8]) < 1e-12:
            raise ValueError("this transform cannot be turned back")
        return Transform(tuple(value / cofactors[8] for value in cofactors))  # type: ignore[arg-type]  # nine values

    @property
    def is_affine(self) -> bool:
        return self.bend is None and abs(self.matrix[6]) < 1e-9 and abs(self.matrix[7]) < 1e-9
