"""Which probability is enough: the bound for a stated share of false accepts, and what each bound costs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import poisson

from hoso.app.calibration.fit import Array
from hoso.app.calibration.labelled import Labelled
from hoso.pipeline.confidence import Bound
from hoso.pipeline.confidence.scale import MOST

#: A kind gets a bound of its own when so many false accepts at the common one would be chance this rarely.
_CHANCE = 0.1
#: For a kind that was never seen the rate must be this much better.
_UNSEEN = 0.25
_SHOWN = (0.5, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998)


@dataclass(frozen=True, slots=True)
class Cost:
    """What accepting from a bound on does: values accepted, wrong ones among them, keystrokes saved."""

    bound: str
    accepted: int
    accepted_percent: float
    wrong: int
    wrong_percent: float
    keys_saved_percent: float


def lowest_bound(p: Array, right: Sequence[bool], rate: float, feared: float = 1.0) -> Bound:
    """The lowest probability from which on at most `rate` of the cases are wrong.

    `feared` wrong ones more are reckoned with than were seen, so that few cases prove little.
    """
    p = np.minimum(p, MOST)
    order = np.argsort(-p, kind="stable")
    wrong = np.cumsum(~np.array(right, bool)[order])
    count = np.arange(1, len(order) + 1)
    ends = np.append(p[order][1:] != p[order][:-1], True)  # equal probabilities are accepted together
    good = np.flatnonzero(ends & (wrong + feared <= rate * count))
    if not good.size:
        return Bound(1.0, len(order))
    last = int(good[-1])
    return Bound(float(p[order][last]), len(order), last + 1, int(wrong[last]))


def bounds_by_kind(cases: Sequence[Labelled], p: Array, rate: float) -> tuple[dict[str, Bound], Bound]:
    """The bound of each kind that was seen, and the one for others."""
    free = np.array([case.free for case in cases])
    right = np.array([case.right for case in cases])
    common = lowest_bound(p[free], right[free].tolist(), rate)
    bounds = {}
    for kind in sorted({case.kind for case in cases}):
        own = free & np.array([case.kind == kind for case in cases])
        bounds[kind] = _own_bound(p[own], right[own], common.least, rate)
    other = lowest_bound(p[free], right[free].tolist(), rate * _UNSEEN)
    return bounds, other


def _own_bound(p: Array, right: NDArray[np.bool_], common: float, rate: float) -> Bound:
    """The common bound, or a higher one where the kind has more false accepts than chance explains."""
    p = np.minimum(p, MOST)
    tried = [common, *sorted({float(value) for value in p[~right] if value >= common})]
    for at, least in enumerate(tried):
        lowest = least if at == 0 else float(np.nextafter(least, 1))
        taken = p >= lowest
        accepted, wrong = int(taken.sum()), int((taken & ~right).sum())
        if not wrong or poisson.sf(wrong - 1, max(rate * accepted, 1e-9)) >= _CHANCE:
            return Bound(lowest, len(p), accepted, wrong)
    return Bound(1.0, len(p))


def costs(rows: Iterable[tuple[float, bool, bool, int]], all_keys: int, printed: int) -> list[Cost]:
    """The table of bounds: rows are probability, free to be accepted, right, keystrokes of the truth."""
    known = list(rows)
    return [
        cost_of(f"{bound:g}", [row for row in known if row[1] and row[0] >= bound], all_keys, printed)
        for bound in _SHOWN
    ]


def cost_of(name: str, taken: Sequence[tuple[float, bool, bool, int]], all_keys: int, printed: int) -> Cost:
    """What accepting these rows does, of so many values and keystrokes in all."""
    wrong = sum(not right for _, _, right, _ in taken)
    keys = sum(keys for _, _, right, keys in taken if right)
    return Cost(
        name,
        len(taken),
        round(100 * len(taken) / max(1, printed), 2),
        wrong,
        round(100 * wrong / max(1, len(taken)), 3),
        round(100 * keys / max(1, all_keys), 2),
    )


def calibration_error(p: Sequence[float], right: Sequence[bool], bins: int = 15) -> float:
    """The expected calibration error: the mean distance of confidence and share right over equal ranges."""
    if not p:
        return 0.0
    values, truth = np.array(p), np.array(right, np.float64)
    which = np.minimum((values * bins).astype(int), bins - 1)
    gaps = (abs(values[which == b].sum() - truth[which == b].sum()) for b in range(bins))
    return float(sum(gaps) / len(values))
