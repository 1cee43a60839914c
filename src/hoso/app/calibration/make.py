"""From cases to a whole scale, and how two scales compare on the same papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from hoso.app.calibration.bounds import (
    Cost,
    bounds_by_kind,
    calibration_error,
    cost_of,
    costs,
    lowest_bound,
)
from hoso.app.calibration.fit import Array, check_enough, fit
from hoso.app.calibration.labelled import Cases, Labelled
from hoso.pipeline.confidence import (
    DIRECTIONS,
    FEATURES,
    TYPE_DIRECTIONS,
    TYPE_FEATURES,
    Bound,
    Scale,
)
from hoso.schemas.errors import InvalidRequest

#: A paper whose type is less likely than this always goes to a person.
_LEAST_SURE_TYPE = 0.9


@dataclass(frozen=True, slots=True)
class Figures:
    """How a scale does on papers that it was not fitted to."""

    values: int
    error: float
    chosen: Cost
    table: tuple[Cost, ...]
    by_kind: Mapping[str, Bound]


def make_scale(cases: Cases, rate: float, origin: Mapping[str, Any], types: Scale) -> tuple[Scale, Figures]:
    """The scale of these cases with bounds for that rate of false accepts, and its figures apart.

    Where the cases hold too few mistaken types, the part for types is taken over from `types`. Errors:
    `InvalidRequest` when there is too little of everything.
    """
    check_enough(cases.fields, "trường / fields")
    fitted = fit(cases.fields, FEATURES, DIRECTIONS)
    bounds, other = bounds_by_kind(cases.fields, fitted.apart, rate)
    type_scorer, type_bound = types.types, types.type_bound
    if enough_types(cases.types):
        judged = fit(cases.types, TYPE_FEATURES, TYPE_DIRECTIONS)
        type_scorer, type_bound = judged.scorer, _type_bound(cases.types, judged.apart, rate)
    scale = Scale(fitted.scorer, type_scorer, bounds, other, type_bound, origin)
    return scale, figures_of(cases, fitted.apart, scale)


def enough_types(cases: Sequence[Labelled]) -> bool:
    """Whether types were mistaken often enough to learn from it."""
    try:
        check_enough(cases, "loại / types")
    except InvalidRequest:
        return False
    return True


def _type_bound(cases: Sequence[Labelled], p: Array, rate: float) -> Bound:
    """The bound for papers as they come; those made harder only teach what a mistaken type looks like."""
    whole = np.array([case.weight >= 1 for case in cases])
    right = np.array([case.right for case in cases])
    bound = lowest_bound(p[whole], right[whole].tolist(), rate, feared=0.0)
    return replace(bound, least=max(bound.least, _LEAST_SURE_TYPE))


def figures_of(cases: Cases, p: Array, scale: Scale) -> Figures:
    """The figures of these probabilities with the bounds of the scale."""
    rows = [(float(q), case.free, case.right, case.keys) for q, case in zip(p, cases.fields, strict=True)]
    least = [scale.bound(case.kind).least for case in cases.fields]
    taken = [row for row, bound in zip(rows, least, strict=True) if row[1] and row[0] >= bound]
    return Figures(
        len(rows),
        calibration_error([row[0] for row in rows], [row[2] for row in rows]),
        cost_of("chosen", taken, cases.keys, len(rows)),
        tuple(costs(rows, cases.keys, len(rows))),
        _by_kind(cases.fields, rows, least),
    )


def _by_kind(
    cases: Sequence[Labelled], rows: Sequence[tuple[float, bool, bool, int]], least: Sequence[float]
) -> dict[str, Bound]:
    kinds: dict[str, Bound] = {}
    for case, (p, free, right, _), bound in zip(cases, rows, least, strict=True):
        so_far = kinds.get(case.kind, Bound(bound))
        taken = free and p >= bound
        kinds[case.kind] = Bound(
            bound, so_far.seen + 1, so_far.accepted + taken, so_far.wrong + (taken and not right)
        )
    return kinds


def judged_by(scale: Scale, cases: Cases) -> Figures:
    """The figures of a finished scale on papers that it has not seen."""
    p = np.array([min(1.0, scale.field_probability(evidence)) for evidence in cases.evidence])
    return figures_of(cases, p, scale)


def type_figures(scale: Scale, cases: Cases) -> str:
    """How the scale does on types: papers, mistaken ones, what it accepts of both, and its error."""
    p = [scale.types.probability(case.values) for case in cases.types]
    right = [case.right for case in cases.types]
    taken = [good for q, good in zip(p, right, strict=True) if q >= scale.type_bound.least]
    return (
        f"{len(p)}, sai / wrong {right.count(False)}; từ / from {scale.type_bound.least:.4f}: "
        f"nhận / accepted {len(taken)}, sai / wrong {taken.count(False)}; "
        f"ECE {calibration_error(p, right):.4f}"
    )
