"""Repairs letters that OCR puts where only digits can stand."""

from __future__ import annotations

import re

_LOOKALIKES = str.maketrans("OoDQlIi|!SsBZz", "00001111155822")
_SPOILT = set("OoDQlIi|!SsBZz")
#: Runs of digits and their look-alikes; a single space, dot or dash may part them.
_RUN = re.compile(r"(?<![^\W_])[0-9ODlI|SBZoQ](?:[ .-]?[0-9ODlI|SBZoQ])+(?![^\W_])")


def to_digits(text: str) -> tuple[str, int]:
    """The digits of a short run with its look-alikes repaired, and how many were repaired.

    Anything that looks like no digit is dropped.
    """
    repaired = sum(character in _SPOILT for character in text)
    translated = text.translate(_LOOKALIKES)
    return "".join(character for character in translated if character in "0123456789"), repaired


def repair_lookalikes(text: str) -> tuple[str, int]:
    """The text with look-alikes made digits and everything else kept, and how many were repaired."""
    return text.translate(_LOOKALIKES), sum(character in _SPOILT for character in text)


def digit_runs(text: str) -> list[tuple[str, int]]:
    """Every run of digits in the text as `(digits, repaired)`; most characters must be real digits."""
    runs = []
    for found in _RUN.finditer(text):
        raw = found.group()
        digits, repaired = to_digits(raw)
        if repaired * 3 <= len(digits):
            runs.append((digits, repaired))
    return runs
