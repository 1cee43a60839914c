"""Finds dates in figures, whatever stands between the figures and whatever OCR made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hoso.pipeline.normalise.date_words import date_value
from hoso.pipeline.normalise.digits import to_digits
from hoso.pipeline.syllables import fold

# Patterns work on folded text: lower case, no accents. `_N` is what OCR makes of digits there.
_N = r"[0-9olis|!z]"
_ONE = rf"(\d{_N}|{_N}\d|[ol|!i]{{2}}|\d\s\d|\d)"
_YEAR = rf"((?:1|2|l|i|z|\|){_N}{{3}}|\d(?:\s?\d){{3}}|(?!19|20)\d\d(?!\s?[0-9]|[^\s,;)]))(?![0-9])"
_DAY_WORD, _MONTH_WORD, _YEAR_WORD = (
    r"(?:n[a-z]{1,3}\s*)?",
    r"\s*[,.]?\s*th?[a-z]{2,4}\s*",
    r"\s*[,.]?\s*n[a-z]{1,2}\s*",
)
_SEPARATOR = r"\s*[/.,\\-]\s*"
_START = r"(?<![0-9a-z/.-])"
_FULL = (
    (re.compile(rf"{_START}{_DAY_WORD}{_ONE}{_MONTH_WORD}{_ONE}{_YEAR_WORD}{_YEAR}"), 0.97),
    (re.compile(rf"{_START}{_ONE}{_SEPARATOR}{_ONE}{_SEPARATOR}{_YEAR}"), 0.97),
    (re.compile(r"(?<![0-9])(\d{1,2})\s*[/.,-]\s*(\d{1,2})\s+(\d{4})(?![0-9])"), 0.85),
    (re.compile(r"(?<![0-9])(\d{1,2})\s+(\d{1,2})\s*[/.,-]\s*(\d{4})(?![0-9])"), 0.85),
    (re.compile(r"(?<![0-9])(\d{1,2})\s+(\d{1,2})\s+(\d{4})(?![0-9])"), 0.6),
    (re.compile(r"^(\d\d)(\d\d)(\d{4})$"), 0.8),
)
_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_MONTH_AND_YEAR = re.compile(
    rf"(?:\bth?[a-z]{{2,4}}\s*{_ONE}{_YEAR_WORD}|^{_ONE}\s*[/.-]\s*)(\d{{4}})(?![0-9])"
)
_ONLY_YEAR = re.compile(r"^[^0-9]*?((?:1\s?[89]|2\s?0)\s?\d\s?\d)[^0-9]*$")
#: After these words a day or a month should stand; letters there are figures that nobody can read.
_UNREAD_PART = re.compile(r"\b(?:ng[a-z]{1,2}|th[a-z]{1,3}g)\b[\W_]*(?!ng|th|nam\b)[a-z0-9]")
_SHORT_YEAR_TURN = 30


@dataclass(frozen=True, slots=True)
class Figures:
    """A date in figures; `value` is None when there is no such day, `end` is where it stops."""

    value: str | None
    certainty: float
    repaired: int = 0
    short_year: bool = False
    end: int = 0

    @property
    def whole(self) -> bool:
        """Whether day, month and year are known."""
        return self.value is not None and len(self.value) == len("YYYY-MM-DD")


def folded_for_figures(text: str) -> str:
    """Folded text in which accented letters do not pass for digits: `ồ` is no nought."""
    return "".join("u" if fold(letter) in "oi" and not letter.isascii() else fold(letter) for letter in text)


def _full_year(digits: str) -> int:
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (1900 if number >= _SHORT_YEAR_TURN else 2000)


def _figures_of(found: re.Match[str], certainty: float) -> Figures | None:
    raw = [found.group(place).replace(" ", "") for place in (1, 2, 3)]
    if not any(letter.isdigit() for letter in raw[0] + raw[1]) or sum(map(str.isdigit, raw[2])) < 2:
        return None
    parts = [to_digits(part) for part in raw]
    day, month, year = (digits for digits, _ in parts)
    value = date_value(_full_year(year), int(month), int(day))
    return Figures(value, certainty, sum(count for _, count in parts), len(year) == 2, found.end())


def _full_dates(folded: str) -> Iterator[Figures]:
    for pattern, certainty in _FULL:
        for found in pattern.finditer(folded):
            figures = _figures_of(found, certainty)
            if figures is not None:
                yield figures


def _partial_date(folded: str) -> Figures | None:
    found = _MONTH_AND_YEAR.search(folded)
    if found:
        digits, repaired = to_digits((found.group(1) or found.group(2)).replace(" ", ""))
        before = folded[: found.start()]
        clear = not re.search(r"[0-9]", before + folded[found.end() :]) and not _UNREAD_PART.search(before)
        value = date_value(int(found.group(3)), int(digits)) if clear else None
        return Figures(value, 0.9, repaired, end=found.end())
    found = _ONLY_YEAR.match(folded)
    if found is None or _UNREAD_PART.search(folded[: found.start(1)]):
        return None
    return Figures(date_value(int(found.group(1).replace(" ", ""))), 0.85, end=found.end(1))


def _iso_date(folded: str) -> Figures | None:
    found = _ISO.fullmatch(folded)
    if found is None:
        return None
    year, month, day = found.groups()
    return Figures(date_value(int(year), int(month), int(day) if day else None), 0.97, end=found.end())


def find_figures(text: str) -> tuple[Figures | None, bool]:
    """The date in figures in cleaned text, and whether there are several that differ."""
    folded = folded_for_figures(text)
    iso = _iso_date(folded)
    if iso:
        return iso, False
    every = list(_full_dates(folded))
    if not every:
        return _partial_date(folded), False
    possible = [figures for figures in every if figures.value is not None]
    return (possible or every)[0], len({figures.value for figures in possible}) > 1
