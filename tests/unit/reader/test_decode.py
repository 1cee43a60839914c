"""From the network's scores to words."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from hoso.pipeline.reader.decode import STRIDE, Letter, letters, words

#: Names of outputs as the network's file has them: nothing, space, letters.
NAMES = "∅ abnt.,:;()"


def scores(steps: str, share: float = 0.9) -> NDArray[np.float32]:
    """Scores whose likeliest output at each step is that of `steps` (`∅`: none), with that probability."""
    others = (1 - share) / (len(NAMES) - 1)
    rows = [[share if name == step else others for name in NAMES] for step in steps]
    return np.log(np.array(rows, np.float32).reshape(len(steps), len(NAMES)))


def read(steps: str) -> list[str]:
    """The words of the steps."""
    return [word.text for word in words(letters(scores(steps), NAMES))]


def spaced(text: str, gap: float) -> list[str]:
    """The words of letters 16 columns wide, with `gap` columns for each space."""
    found, at = [], 0.0
    for letter in text:
        wide = gap if letter == " " else 16.0
        found.append(Letter(letter, 0.9, at, at + wide))
        at += wide
    return [word.text for word in words(found)]


@pytest.mark.parametrize(
    ("expected", "steps"),
    [
        (["ban"], "∅bb∅aann∅"),
        (["ban"], "ban"),
        (["aa"], "aa∅aa"),
        (["a", "a"], "aa a"),
        (["an", "ba"], "∅an∅  ∅ba∅"),
        (["an", "ba"], " an ∅ ba "),
        ([], ""),
        ([], "∅∅∅"),
        ([], "∅  ∅ "),
    ],
)
def test_steps_become_words(expected: list[str], steps: str) -> None:
    """Repeats are one letter, nothing between two makes them two, spaces part words and are no words."""
    assert expected == read(steps)


@pytest.mark.parametrize(
    ("expected", "text", "gap"),
    [
        (["an,", "ba"], "an , ba", 8),
        (["an."], "an .", 8),
        (["an)", "ba"], "an ) ba", 8),
        (["an).", "ba"], "an ) . ba", 8),
        (["an", ",", "ba"], "an , ba", 20),
        (["an", ".ba"], "an .ba", 8),
        (["an", "(ba)"], "an ( ba )", 8),
        (["an", "(ba)"], "an ( ba)", 40),
        ([".", "an"], " . an", 8),
    ],
)
def test_signs_belong_to_words(expected: list[str], text: str, gap: float) -> None:
    """A lone closing sign near a word is part of it, and what follows a bracket is; one far off is not."""
    assert expected == spaced(text, gap)


def test_letters_know_their_columns() -> None:
    """A letter reaches from its first step to its last, a word a little beyond its letters."""
    found = letters(scores("∅aa∅nb"), NAMES)
    (word,) = words(found)

    assert [("a", 4, 12), ("n", 16, 20), ("b", 20, 24)] == [(one.text, one.left, one.right) for one in found]
    assert (-2, 30) == (word.left, word.right)


def test_the_surest_step_tells_of_a_letter() -> None:
    """Of the steps of one letter the best counts; a constant added to all scores changes nothing."""
    both = np.concatenate([scores("a", 0.6), scores("a", 0.8)])

    assert [pytest.approx(0.8, abs=1e-5)] == [letter.probability for letter in letters(both, NAMES)]
    assert [pytest.approx(0.8, abs=1e-5)] == [letter.probability for letter in letters(both + 700, NAMES)]


def test_the_probabilities_of_letters_multiply() -> None:
    """A word is right when all its letters are; a space has no part in it."""
    found = [
        Letter("a", 0.9, 0, 4),
        Letter("n", 0.5, 4, 8),
        Letter(" ", 0.1, 8, 40),
        Letter("b", 0.8, 40, 44),
    ]

    assert [pytest.approx(0.45), pytest.approx(0.8)] == [word.probability for word in words(found)]


@given(st.text(NAMES, max_size=30))
def test_no_letter_is_lost_or_made(steps: str) -> None:
    """Any steps give the letters that stand there, in order, with columns inside the strip and in order."""
    found = letters(scores(steps), NAMES)
    expected = [c for at, c in enumerate(steps) if c != "∅" and (at == 0 or steps[at - 1] != c)]

    assert expected == [letter.text for letter in found]
    assert "".join(expected).replace(" ", "") == "".join(word.text for word in words(found))
    assert all(one.right <= other.left for one, other in pairwise(found))
    assert all(0 <= letter.left < letter.right <= STRIDE * len(steps) for letter in found)
    assert all(0 < word.probability <= 1 for word in words(found))
