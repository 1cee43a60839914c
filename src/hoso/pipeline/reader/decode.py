"""From the network's likelihoods to words: the likeliest letter at every step, repeats and gaps joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

#: Columns of a strip for one step of the network.
STRIDE = 4
_NOTHING = 0
#: The least white between two words, in columns: that of a narrow space.
_WHITE = 5.0
#: Signs that belong to the word before them when they stand no further off than so many columns.
_CLOSING, _CLOSE = frozenset(".,;:)"), 20


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with its probability, and the columns of the strip from its first step to its last."""

    text: str
    probability: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word as the reader has it: probability that all its letters are right, its columns, its look.

    `hand`: how much it looks written by hand (above 0) rather than printed.
    """

    text: str
    probability: float
    left: float
    right: float
    hand: float = -1.0


def letters(scores: NDArray[np.float32], names: str) -> list[Letter]:
    """The letters of a strip from its scores (steps x letters + 1, not normalised), spaces among them."""
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    best = shares.argmax(axis=1)
    found: list[Letter] = []
    start = 0
    for end in range(1, len(best) + 1):
        if end < len(best) and best[end] == best[start]:
            continue
        name = int(best[start])
        if name != _NOTHING:
            sure = float(shares[start:end, name].max())
            found.append(Letter(names[name], sure, start * STRIDE, end * STRIDE))
        start = end
    return found


def words(found: Sequence[Letter], hand: NDArray[np.float32] | None = None) -> list[ReadWord]:
    """The letters as words; a full stop or comma that stands close behind a word is part of it.

    `hand` is the look of each step.
    """
    groups: list[list[Letter]] = [[]]
    for at, letter in enumerate(found):
        if letter.text != " ":
            groups[-1].append(letter)
        elif groups[-1] and groups[-1][-1].text != "(" and not _is_sign(found, at + 1):
            groups.append([])
    return _apart([_word(group, hand) for group in groups if group])


def _apart(found: list[ReadWord]) -> list[ReadWord]:
    """The words with white between each two: where letters begin and end is known to a few columns only."""
    for at, (word, following) in enumerate(pairwise(found)):
        if following.left - word.right < _WHITE:
            middle = (word.right + following.left) / 2
            found[at] = replace(found[at], right=middle - _WHITE / 2)
            found[at + 1] = replace(following, left=middle + _WHITE / 2)
    return found


def _is_sign(found: Sequence[Letter], at: int) -> bool:
    """Whether a lone sign that closes a word stands there, near the letter before the space."""
    if at >= len(found) or found[at].text not in _CLOSING:
        return False
    ends = at + 1 == len(found) or found[at + 1].text == " "
    return ends and found[at].left - found[at - 2].right < _CLOSE


def _word(group: list[Letter], hand: NDArray[np.float32] | None) -> ReadWord:
    sure = float(np.prod([letter.probability for letter in group]))
    left, right = group[0].left, group[-1].right
    look = -1.0 if hand is None else float(hand[int(left) // STRIDE : int(right) // STRIDE].mean())
    return ReadWord("".join(letter.text for letter in group), sure, left - 6, right + 6, look)
