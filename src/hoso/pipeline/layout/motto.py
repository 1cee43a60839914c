"""The national motto, which stands at the head of every state paper (Decree 30/2020/NĐ-CP, annex I)."""

from __future__ import annotations

from rapidfuzz.fuzz import partial_ratio

from hoso.pipeline.syllables import fold

_LINES = ("conghoaxahoichunghiavietnam", "doclaptudohanhphuc")


def is_motto(text: str) -> bool:
    """Whether a row holds a line of the motto, however badly read."""
    joined = "".join(c for c in fold(text) if c.isalnum())
    return len(joined) >= 12 and any(partial_ratio(joined, line) >= 85 for line in _LINES)
