"""The bundled samples, read for real: a floor under the accuracy that a change may not go through."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.accuracy import SampleScore, measure, summary

SAMPLES = Path(__file__).parents[2] / "samples"
#: A little under what was measured when the floor was laid: 98 % of clean and 95 % of office fields exact.
LEAST_EXACT, LEAST_ACCEPTED, MOST_WRONG = 93.0, 70.0, 2.0


@pytest.fixture(scope="module")
def scores() -> list[SampleScore]:
    """Every bundled sample with its scores, read once for all the tests here."""
    return measure(SAMPLES, jobs=1)


@pytest.mark.slow
def test_every_type_is_right(scores: list[SampleScore]) -> None:
    """No bundled paper is taken for another kind, and none of no known kind is forced into one."""
    wrong = [(p.sample, p.read_type) for s in scores for p in s.papers if p.read_type != p.doc_type]

    assert [] == wrong


@pytest.mark.slow
def test_every_page_stands_upright(scores: list[SampleScore]) -> None:
    """Upside down, sideways, photographed: every page is turned right."""
    assert sum(s.pages for s in scores) == sum(s.turns_right for s in scores)


@pytest.mark.slow
def test_fields_are_as_exact_as_they_were(scores: list[SampleScore]) -> None:
    """Fields of clean and office scans are read exactly, many need no look, few of those are wrong."""
    figures = summary([s for s in scores if s.papers[0].level in ("clean", "office")])

    assert figures["field_exact_percent"] >= LEAST_EXACT
    assert figures["accepted_percent"] >= LEAST_ACCEPTED
    assert figures["wrong_among_accepted_percent"] <= MOST_WRONG
