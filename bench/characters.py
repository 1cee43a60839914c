"""Errors of characters on a page, whatever order its columns were read in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

#: Stands in the text where a line of the truth was found; in no truth, so that it never fits.
_TAKEN = "\0"
#: A line with more errors than this share of its length was not read at all.
_LOST = 0.5
#: Dotted and dashed rules are drawn, not written; one `…` is three dots of one.
_RULE = re.compile(r"[-_.…·]{3,}|…+")
_DASHES = str.maketrans("–—", "--")


@dataclass(frozen=True, slots=True)
class CharacterScore:
    """`errors` edits over the `length` characters of the truth; `extra` characters fit nowhere in it."""

    errors: int
    length: int
    extra: int


def character_errors(truth: str, text: str) -> CharacterScore:
    """The edits between the truth's lines and the stretches of the text that fit them best.

    White space, rules and the length of dashes are left out. Lines found letter by letter come first,
    longer before shorter; no stretch is taken twice. A line that is not even half there counts as lost with
    all its characters. What is left of the text is `extra`: seals and patterns, which no truth has, or marks
    that are not on the paper.
    """
    lines = sorted(filter(None, map(squeeze, truth.splitlines())), key=len, reverse=True)
    left, inexact, errors = squeeze(text), [], 0
    for line in lines:
        if line in left:
            left = left.replace(line, _TAKEN, 1)
        else:
            inexact.append(line)
    for line in inexact:
        edits, start, end = best_stretch(line, left)
        if edits > _LOST * len(line):
            errors += len(line)
            continue
        errors += edits
        left = left[:start] + _TAKEN + left[end:]
    return CharacterScore(errors, sum(map(len, lines)), len(left.replace(_TAKEN, "")))


def squeeze(text: str) -> str:
    """NFC text without white space and rules, all dashes as hyphens."""
    return _RULE.sub("", "".join(unicodedata.normalize("NFC", text).translate(_DASHES).split()))


def best_stretch(line: str, text: str) -> tuple[int, int, int]:
    """The fewest edits that turn a stretch of the text into the line, and where it starts and ends."""
    last = _edits_by_end(line, text)
    end = int(np.argmin(last))
    edits = int(last[end])
    longest, shortest = len(line) + edits, max(0, len(line) - edits)
    starts = range(max(0, end - longest), max(0, end - shortest) + 1)
    start = min(starts, key=lambda at: Levenshtein.distance(line, text[at:end]), default=end)
    return edits, start, end


def _edits_by_end(line: str, text: str) -> NDArray[np.int64]:
    """For each end in the text, the fewest edits over all starts (Sellers' algorithm, row by row)."""
    letters = np.array([ord(character) for character in text], np.int64)
    places = np.arange(len(text) + 1)
    row = np.zeros(len(text) + 1, np.int64)
    for count, character in enumerate(line, 1):
        above = row + 1
        above[0] = count
        np.minimum(above[1:], row[:-1] + (letters != ord(character)), out=above[1:])
        row = np.minimum.accumulate(above - places) + places
    return row
