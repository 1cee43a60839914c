"""Fits a scorer to labelled cases: a linear part and small trees, then a rising curve to a probability.

Both parts may only go the way that reason allows (better print never lowers a probability), and every
figure that is reported or set comes from cases that the scorer judging them was not fitted to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits

from hoso.app.calibration.labelled import Labelled
from hoso.pipeline.confidence import Scorer
from hoso.pipeline.confidence.scale import Tree
from hoso.schemas.errors import InvalidRequest

Array = NDArray[np.float64]
#: Below this many cases, wrong cases, or papers nothing can be said.
LEAST_CASES, LEAST_WRONG, LEAST_PAPERS = 400, 15, 30
_FOLDS = 8
_PENALTY = 3.0


@dataclass(frozen=True, slots=True)
class Fitted:
    """A scorer, and for each case the probability that it got from a scorer fitted to other papers."""

    scorer: Scorer
    apart: Array


def check_enough(cases: Sequence[Labelled], what: str) -> None:
    """Error `InvalidRequest` with what is missing when the cases are too few to fit anything."""
    wrong, papers = sum(not case.right for case in cases), len({case.paper for case in cases})
    if len(cases) < LEAST_CASES or wrong < LEAST_WRONG or papers < LEAST_PAPERS:
        raise InvalidRequest(
            f"Chưa đủ dữ liệu để hiệu chỉnh ({what}): có {len(cases)} mục, {wrong} mục sai, {papers} giấy "
            f"tờ; cần ít nhất {LEAST_CASES}, {LEAST_WRONG} và {LEAST_PAPERS}. / Too little data to "
            f"calibrate: {len(cases)} values, {wrong} of them wrong, {papers} papers; needed are at least "
            f"{LEAST_CASES}, {LEAST_WRONG} and {LEAST_PAPERS}.",
            "Hãy thêm giấy tờ có dữ liệu đúng, hoặc chờ thêm hồ sơ được kiểm. / Add papers with known truth, "
            "or wait until more have been reviewed.",
        )


def fit(cases: Sequence[Labelled], features: Sequence[str], directions: Sequence[int]) -> Fitted:
    """The scorer of these cases, cross-checked by paper."""
    with threadpool_limits(limits=1):  # the work is small; threads would only wait for one another
        return _fit(cases, features, directions)


def _fit(cases: Sequence[Labelled], features: Sequence[str], directions: Sequence[int]) -> Fitted:
    x = np.array([case.values for case in cases], np.float64)
    y = np.array([case.right for case in cases], np.float64)
    weight = np.array([case.weight for case in cases], np.float64)
    papers = np.array([case.paper for case in cases])
    raw, fold_of = np.zeros(len(y)), np.zeros(len(y), int)
    folds = GroupKFold(min(_FOLDS, len(set(papers))), shuffle=True, random_state=1)
    for number, (seen, unseen) in enumerate(folds.split(x, y, papers)):
        parts = _fit_parts(x[seen], y[seen], weight[seen], directions)
        raw[unseen], fold_of[unseen] = _raw(parts, features, x[unseen]), number
    apart = np.zeros(len(y))
    for number in set(fold_of):
        others, own = fold_of != number, fold_of == number
        curve = _curve(raw[others], y[others], weight[others])
        apart[own] = np.interp(raw[own], *np.array(curve).T)
    start, weights, trees = _fit_parts(x, y, weight, directions)
    curve = _curve(raw, y, weight)
    return Fitted(Scorer(tuple(features), start, weights, trees, curve), apart)


Parts = tuple[float, tuple[float, ...], tuple[Tree, ...]]


def _raw(parts: Parts, features: Sequence[str], x: Array) -> Array:
    start, weights, trees = parts
    scorer = Scorer(tuple(features), start, weights, trees, ((0.0, 0.5),))
    return np.array([scorer.raw(row) for row in x.tolist()])


def _fit_parts(x: Array, y: Array, weight: Array, directions: Sequence[int]) -> Parts:
    """Half of each part's log-odds: together they are steadier than either."""
    start, weights = _linear(x, y, weight, directions)
    base, trees = _boosted(x, y, weight, directions)
    halved = tuple(tuple((f, b / 2 if f < 0 else b, low, high) for f, b, low, high in tree) for tree in trees)
    return _short(start / 2 + base / 2), tuple(_short(w / 2) for w in weights), halved


def _linear(x: Array, y: Array, weight: Array, directions: Sequence[int]) -> tuple[float, Array]:
    """Logistic regression in which no weight may go against its feature's direction."""
    centre, spread = x.mean(0), x.std(0)
    spread[spread < 1e-9] = 1.0
    z = (x - centre) / spread
    sign = 2 * y - 1

    def loss(at: Array) -> tuple[float, Array]:
        margin = sign * (z @ at[1:] + at[0])
        slope = -sign * weight / (1 + np.exp(np.clip(margin, -50, 50)))
        value = float(weight @ np.logaddexp(0, -margin) + _PENALTY / 2 * (at[1:] @ at[1:]))
        return value, np.concatenate([[slope.sum()], z.T @ slope + _PENALTY * at[1:]])

    bounds = [(None, None), *((0 if d > 0 else None, 0 if d < 0 else None) for d in directions)]
    found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, bounds=bounds, method="L-BFGS-B").x
    weights = found[1:] / spread
    return float(found[0] - weights @ centre), weights


def _boosted(x: Array, y: Array, weight: Array, directions: Sequence[int]) -> tuple[float, tuple[Tree, ...]]:
    """Small boosted trees that keep to the directions."""
    model = HistGradientBoostingClassifier(
        max_iter=80,
        max_depth=3,
        learning_rate=0.08,
        min_samples_leaf=20,
        l2_regularization=1.0,
        monotonic_cst=list(directions),
        early_stopping=False,
        random_state=1,
    ).fit(x, y, sample_weight=weight)
    base = float(np.ravel(model._baseline_prediction)[0])
    return base, tuple(_tree(predictors[0].nodes) for predictors in model._predictors)


def _tree(nodes: NDArray[np.void]) -> Tree:
    return tuple(
        (-1, _short(node["value"]), 0, 0)
        if node["is_leaf"]
        else (
            int(node["feature_idx"]),
            float(node["num_threshold"]),
            int(node["left"]),
            int(node["right"]),
        )
        for node in nodes
    )


def _short(number: float) -> float:
    return round(float(number), 6)


def _curve(raw: Array, y: Array, weight: Array) -> tuple[tuple[float, float], ...]:
    """The share that is right by the raw figure, never falling; a level of few cases claims less."""
    level = IsotonicRegression(out_of_bounds="clip").fit(raw, y, weight).predict(raw)
    knots = []
    for height in np.unique(level):
        on = level == height
        total = weight[on].sum()
        share = (weight[on] @ y[on] + 0.5) / (total + 1)
        knots.append((_short(np.average(raw[on], weights=weight[on])), float(share)))
    rising: list[tuple[float, float]] = []
    for x, p in knots:
        if not rising or x > rising[-1][0]:
            rising.append((x, _short(max(p, rising[-1][1] if rising else 0.0))))
    return tuple(rising)
