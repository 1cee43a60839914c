"""Fitting a scale: what it learns, what it refuses, and the bounds that follow."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from hoso.app.calibration.bounds import bounds_by_kind, calibration_error, cost_of, costs, lowest_bound
from hoso.app.calibration.fit import LEAST_CASES, Fitted, check_enough, fit
from hoso.app.calibration.labelled import Cases, Labelled, keystrokes
from hoso.app.calibration.make import make_scale
from hoso.app.calibration.store import to_toml
from hoso.pipeline.confidence import DIRECTIONS, FEATURES, TYPE_FEATURES, Scale
from hoso.schemas.errors import InvalidRequest
from tests.scales import EASY

NAMES, WAYS = ("clear", "noise"), (1, 0)


def labelled(count: int, seed: int = 1) -> list[Labelled]:
    """Values of which one feature tells how likely they are right, and the other nothing."""
    random = Random(seed)
    cases = []
    for number in range(count):
        clear = random.random()
        right = random.random() < 0.5 + 0.5 * clear
        cases.append(Labelled(f"paper {number // 5}", "name", (clear, random.random()), right, keys=10))
    return cases


CASES = labelled(700)


@pytest.fixture(scope="module")
def fitted() -> Fitted:
    """A fit that several tests look at."""
    return fit(CASES, NAMES, WAYS)


def test_a_fit_tells_clear_from_doubtful(fitted: Fitted) -> None:
    """The probability follows the feature that matters, and agrees with the share that is right."""

    low, high = (fitted.scorer.probability((clear, 0.5)) for clear in (0.05, 0.95))
    assert 0.35 < low < 0.7
    assert high > 0.88
    assert calibration_error(fitted.apart.tolist(), [case.right for case in CASES]) < 0.08


def test_a_fit_never_goes_against_its_directions(fitted: Fitted) -> None:
    """More of what speaks for a value lowers no probability, wherever it stands."""
    for noise in (0.1, 0.5, 0.9):
        climb = [fitted.scorer.raw((clear / 20, noise)) for clear in range(21)]
        assert climb == sorted(climb)


def test_a_fit_is_the_same_each_time(fitted: Fitted) -> None:
    """The same papers give the same scale."""
    assert fit(CASES, NAMES, WAYS).scorer == fitted.scorer


@pytest.mark.parametrize(
    "cases",
    [
        [],
        labelled(LEAST_CASES - 1),
        [replace(case, right=True) for case in labelled(600)],
        [replace(case, paper="one") for case in labelled(600)],
    ],
)
def test_too_little_is_refused(cases: list[Labelled]) -> None:
    """Few values, few wrong ones or few papers: the answer names the counts and what to do."""
    with pytest.raises(InvalidRequest) as refused:
        check_enough(cases, "fields")

    assert str(len(cases)) in refused.value.message
    assert refused.value.advice


def test_a_bound_keeps_the_rate() -> None:
    """Of what is accepted from the bound on no more is wrong than allowed, one more feared."""
    p = np.linspace(0.5, 0.999, 2000)
    right = [index > 400 or index % 3 > 0 for index in range(2000)]
    bound = lowest_bound(p, right, 0.01)

    assert bound.accepted >= 1600
    assert bound.wrong + 1 <= 0.01 * bound.accepted
    assert sum(p >= bound.least) == bound.accepted


def test_nothing_is_accepted_where_nothing_is_sure() -> None:
    """When even the likeliest values are wrong too often, the bound lets none through."""
    bound = lowest_bound(np.array([0.9, 0.8, 0.7]), [False, True, True], 0.01)

    assert (bound.least, bound.accepted) == (1.0, 0)


def test_values_of_one_probability_are_accepted_together() -> None:
    """A bound never parts what cannot be told apart."""
    p = np.array([0.9] * 200 + [0.8] * 200)
    right = [True] * 200 + [True] * 199 + [False]

    assert lowest_bound(p, right, 0.006).accepted == 400
    assert lowest_bound(p, right, 0.0049).accepted == 0
    assert lowest_bound(p, right, 0.001, feared=0.0).accepted == 200


def test_a_kind_that_is_worse_gets_a_higher_bound() -> None:
    """Where one kind has more false accepts than chance explains, that kind alone needs more."""
    good = [Labelled(f"g{n}", "sex", (), True) for n in range(3000)]
    bad = [Labelled(f"b{n}", "address", (), n % 20 > 0) for n in range(100)]
    p = np.array([0.99] * 3000 + [0.985 if case.right else 0.98 for case in bad])
    bounds, other = bounds_by_kind([*good, *bad], p, 0.004)

    assert bounds["sex"].least <= 0.98
    assert bounds["address"].least > 0.98
    assert (bounds["address"].wrong, bounds["address"].seen) == (0, 100)
    assert other.least >= bounds["sex"].least


def test_the_cost_of_a_bound() -> None:
    """Accepted, wrong among them, and the keys that nobody need press."""
    rows = [(0.99, True, True, 10), (0.99, True, False, 5), (0.7, True, True, 10), (0.99, False, True, 10)]

    high = next(cost for cost in costs(rows, 40, 5) if cost.bound == "0.98")
    assert (high.accepted, high.wrong, high.accepted_percent, high.wrong_percent) == (2, 1, 40.0, 50.0)
    assert high.keys_saved_percent == 25.0
    assert cost_of("chosen", [], 0, 0).wrong_percent == 0.0


def test_calibration_error_is_the_distance_to_the_truth() -> None:
    """Nine in ten right at 0.9 is no error; half right is one of 0.4."""
    assert calibration_error([0.9] * 10, [True] * 9 + [False]) == pytest.approx(0.0)
    assert calibration_error([0.9] * 10, [True] * 5 + [False] * 5) == pytest.approx(0.4)
    assert calibration_error([], []) == 0.0


def test_marks_take_keys_of_their_own() -> None:
    """Vietnamese letters are typed with several keys."""
    assert keystrokes("Lan") == 3
    assert keystrokes("Đỗ") == 5
    assert keystrokes(12.5) == 4
    assert keystrokes(None) == 0


def test_a_whole_scale_comes_back_from_its_file() -> None:
    """What is written is what is read, bounds, counts and origin included."""
    random = Random(3)
    cases = []
    for number in range(600):
        weakest = random.random()
        values = tuple(weakest if name == "weakest" else 0.0 for name in FEATURES)
        right = random.random() < 0.3 + 0.7 * weakest
        cases.append(Labelled(f"paper {number // 6}", "name", values, right, keys=8))
    scale, figures = make_scale(Cases(fields=cases, keys=8 * 600), 0.05, {"made": "2026-11-21"}, EASY)

    assert len(DIRECTIONS) == len(FEATURES)
    assert Scale.from_toml(to_toml(scale)) == scale
    assert scale.types == EASY.types  # nothing was learnt about types
    assert figures.chosen.wrong_percent <= 5.0
    assert scale.bound("name").seen == 600


def test_harder_papers_teach_but_set_no_bound() -> None:
    """Papers without their title and of unknown types are often mistaken; papers as they come still pass."""
    random = Random(5)
    usual = [Labelled(f"p{n}", "birth_certificate", _type(1.0, random.random()), True) for n in range(450)]
    torn = [
        Labelled(f"p{n}", "birth_certificate", _type(0.0, random.random()), n % 2 > 0, weight=0.2)
        for n in range(450)
    ]
    fields = [replace(case, values=tuple(case.values[0] for _ in FEATURES)) for case in labelled(450)]
    scale, _ = make_scale(Cases(fields=fields, types=[*usual, *torn]), 0.05, {}, EASY)

    titled, untitled = (scale.types.probability(_type(share, 0.5)) for share in (1.0, 0.0))
    assert titled >= scale.type_bound.least > untitled
    assert (scale.type_bound.seen, scale.type_bound.wrong) == (450, 0)


def _type(titled: float, print_: float) -> tuple[float, ...]:
    named = {"titled": titled, "likeness": titled, "print": print_}
    return tuple(named.get(name, 0.5) for name in TYPE_FEATURES)
