"""A fitted scale: from evidence to a calibrated probability, and how much of it needs no look.

The scale is plain data (TOML): weights and small decision trees that add up to a raw figure, a rising curve
from that figure to a probability, and for each kind of value the least probability that is accepted, with
the counts that it rests on. `hoso calibrate` fits one; the one packaged here is used where a site has none.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any, Self

from hoso.pipeline.confidence.evidence import FEATURES, Evidence, vector
from hoso.pipeline.confidence.paper_type import TYPE_FEATURES, TypeEvidence, type_vector

#: One decision: feature, bound, node when at most the bound, node when above. A leaf has feature -1 and
#: its part of the sum in place of the bound.
Node = tuple[int, float, int, int]
Tree = tuple[Node, ...]
#: Nothing read by a machine is ever certain.
MOST = 0.9999


@dataclass(frozen=True, slots=True)
class Scorer:
    """Adds up what each feature says: `start`, weights (may be none), trees; then the calibrated curve."""

    features: tuple[str, ...]
    start: float
    weights: tuple[float, ...]
    trees: tuple[Tree, ...]
    curve: tuple[tuple[float, float], ...]

    def raw(self, values: Sequence[float]) -> float:
        """The uncalibrated sum (log-odds) of a row of features."""
        total = self.start
        for weight, value in zip(self.weights, values, strict=False):
            total += weight * value
        for tree in self.trees:
            feature, bound, low, high = tree[0]
            while feature >= 0:
                feature, bound, low, high = tree[low if values[feature] <= bound else high]
            total += bound
        return total

    def probability(self, values: Sequence[float]) -> float:
        """The probability that a value with these features is exactly right, 0 to `MOST`."""
        return min(MOST, max(0.0, _on_curve(self.curve, self.raw(values))))

    @classmethod
    def from_data(cls, data: Mapping[str, Any], known: Sequence[str]) -> Self:
        """The scorer of a table of the file; `ValueError` when it is not one of features that are known."""
        scorer = cls(
            tuple(data["features"]),
            float(data["start"]),
            tuple(map(float, data["weights"])),
            tuple(_tree(nodes) for nodes in data["trees"]),
            tuple((float(x), float(p)) for x, p in data["curve"]),
        )
        scorer._check()
        if unknown := set(scorer.features) - set(known):
            raise ValueError(f"unknown features: {', '.join(sorted(unknown))}")
        return scorer

    def to_data(self) -> dict[str, Any]:
        """The table that `from_data` reads."""
        return {
            "features": list(self.features),
            "start": self.start,
            "weights": list(self.weights),
            "trees": [[list(node) for node in tree] for tree in self.trees],
            "curve": [list(knot) for knot in self.curve],
        }

    def _check(self) -> None:
        rising = all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(self.curve))
        if not self.curve or not rising or not all(0 <= p <= 1 for _, p in self.curve):
            raise ValueError("curve")
        if self.weights and len(self.weights) != len(self.features):
            raise ValueError("weights")
        for tree in self.trees:
            for at, (feature, _, low, high) in enumerate(tree):
                if feature >= len(self.features) or (
                    feature >= 0 and not (at < low < len(tree) and at < high < len(tree))
                ):
                    raise ValueError("trees")


def _tree(nodes: Sequence[Sequence[float]]) -> Tree:
    if not nodes:
        raise ValueError("trees")
    return tuple((int(f), float(b), int(low), int(high)) for f, b, low, high in nodes)


def _on_curve(curve: Sequence[tuple[float, float]], x: float) -> float:
    """The curve's height at `x`: straight between its knots, level beyond them."""
    at = bisect_right(curve, x, key=lambda knot: knot[0])
    if at == 0:
        return curve[0][1]
    if at == len(curve):
        return curve[-1][1]
    (left, low), (right, high) = curve[at - 1], curve[at]
    return low + (high - low) * (x - left) / (right - left)


@dataclass(frozen=True, slots=True)
class Bound:
    """The least probability to accept, and what it rests on: values seen, accepted, and wrong of those."""

    least: float
    seen: int = 0
    accepted: int = 0
    wrong: int = 0


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale of fields and of types, the bounds by kind of value, and where all of it comes from."""

    fields: Scorer
    types: Scorer
    bounds: Mapping[str, Bound]
    other_bound: Bound
    type_bound: Bound
    origin: Mapping[str, Any]

    def bound(self, kind: str) -> Bound:
        """What a value of the kind needs; a kind that was never seen needs what all together need."""
        return self.bounds.get(kind, self.other_bound)

    def type_probability(self, evidence: TypeEvidence) -> float:
        """The probability that the paper is of the type that was found."""
        return self.types.probability(type_vector(evidence, self.types.features))

    def field_probability(self, evidence: Evidence) -> float:
        """The probability that the value is exactly right."""
        return self.fields.probability(vector(evidence, self.fields.features))

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """The scale of a file's text; `ValueError` when it is not one."""
        try:
            data = tomllib.loads(text)
            return cls(
                Scorer.from_data(data["fields"], FEATURES),
                Scorer.from_data(data["types"], TYPE_FEATURES),
                {kind: Bound(**bound) for kind, bound in data["accept"]["kinds"].items()},
                Bound(**data["accept"]["all"]),
                Bound(**data["accept"]["types"]),
                data["origin"],
            )
        except (KeyError, TypeError, IndexError) as error:
            raise ValueError(f"no scale: {error}") from error


@lru_cache(maxsize=1)
def packaged_scale() -> Scale:
    """The scale that comes with the program."""
    return Scale.from_toml(resources.files(__package__).joinpath("scale.toml").read_text(encoding="utf-8"))
