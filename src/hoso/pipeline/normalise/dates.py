"""Reads dates in figures and in words, and weighs one against the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from hoso.pipeline.normalise.date_words import (
    WordsDate,
    date_value,
    parse_date_words,
    read_date_words,
)
from hoso.pipeline.normalise.digits import to_digits
from hoso.pipeline.normalise.number_words import read_word
from hoso.pipeline.normalise.result import Normalised, empty, invalid, judged, note
from hoso.pipeline.normalise.text import fold, is_blank_marker, tidy
from hoso.schemas.records import Finding

__all__ = ["DateReading", "normalise_date", "normalise_year", "parse_date", "parse_date_words"]

# Patterns work on folded text: lower case, no accents. `_N` is what OCR makes of digits there.
_N = r"[0-9olis|!bzq]"
_ONE = rf"({_N}{{1,2}}|\d\s\d)"
_YEAR = rf"((?:1|2|l|i|z|\|){_N}{{3}}|\d(?:\s?\d){{3}}|\d\d)(?![0-9])"
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
    (re.compile(r"(?<![0-9])(\d{1,2})\s+(\d{1,2})\s+(\d{4})(?![0-9])"), 0.6),
    (re.compile(r"^(\d\d)(\d\d)(\d{4})$"), 0.8),
)
_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_MONTH_AND_YEAR = re.compile(
    rf"(?:th?[a-z]{{2,4}}\s*{_ONE}{_YEAR_WORD}|^{_ONE}\s*[/.-]\s*)(\d{{4}})(?![0-9])"
)
_ONLY_YEAR = re.compile(r"^[^0-9]*((?:1\s?[89]|2\s?0)\s?\d\s?\d)[^0-9]*$")
_IN_WORDS = re.compile(r"\(?\s*(?:ghi|viet)?\s*bang\s*chu\b[^a-z0-9]*")
_BLANK_FORM = re.compile(r"(?:ngay|thang|nam|sinh|khong(?: ro| co)?|chua ro|[\s,./():-])*(?:20|19)?")
_SHORT_YEAR_TURN = 30


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date as read. `value` is None when the figures name no day that exists.

    `words` is what the part in words says. `certainty` speaks of the form alone, 0 to 1.
    """

    value: str | None
    source: Literal["figures", "words", "both"]
    certainty: float
    repaired: int = 0
    short_year: bool = False
    several: bool = False
    figures: str | None = None
    words: str | None = None

    @property
    def conflicting(self) -> bool:
        return bool(self.figures and self.words) and not _agree(self.figures or "", self.words or "")


@dataclass(frozen=True, slots=True)
class _Figures:
    value: str | None
    certainty: float
    repaired: int = 0
    short_year: bool = False
    end: int = 0


def _agree(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _full_year(digits: str) -> int:
    number = int(digits)
    if len(digits) > 2:
        return number
    return number + (1900 if number >= _SHORT_YEAR_TURN else 2000)


def _figures_of(found: re.Match[str], certainty: float) -> _Figures | None:
    raw = [found.group(place).replace(" ", "") for place in (1, 2, 3)]
    if not any(letter.isdigit() for letter in raw[0] + raw[1]) or sum(map(str.isdigit, raw[2])) < 2:
        return None
    parts = [to_digits(part) for part in raw]
    repaired = sum(count for _, count in parts)
    day, month, year = (digits for digits, _ in parts)
    value = date_value(_full_year(year), int(month), int(day))
    return _Figures(value, certainty, repaired, len(year) == 2, found.end())


def _full_dates(folded: str) -> Iterator[_Figures]:
    for pattern, certainty in _FULL:
        for found in pattern.finditer(folded):
            figures = _figures_of(found, certainty)
            if figures is not None:
                yield figures


def _partial_date(folded: str) -> _Figures | None:
    iso = _ISO.fullmatch(folded)
    if iso:
        year, month, day = iso.groups()
        return _Figures(date_value(int(year), int(month), int(day) if day else None), 0.97, end=iso.end())
    found = _MONTH_AND_YEAR.search(folded)
    if found:
        digits, repaired = to_digits((found.group(1) or found.group(2)).replace(" ", ""))
        lone = not re.search(r"[0-9]", folded[: found.start()] + folded[found.end() :])
        value = date_value(int(found.group(3)), int(digits)) if lone else None
        return _Figures(value, 0.9, repaired, end=found.end())
    found = _ONLY_YEAR.match(folded)
    return (
        _Figures(date_value(int(found.group(1).replace(" ", ""))), 0.85, end=found.end(1)) if found else None
    )


def _in_figures(folded: str) -> tuple[_Figures | None, bool]:
    """The date in figures, and whether there are several that differ."""
    partial = _partial_date(folded) if _ISO.fullmatch(folded) else None
    every = [partial] if partial else list(_full_dates(folded))
    if not every:
        return _partial_date(folded), False
    possible = [figures for figures in every if figures.value is not None]
    first = possible[0] if possible else every[0]
    return first, len({figures.value for figures in possible}) > 1


def _number_words_in(text: str) -> int:
    tokens = [read_word(word) for word in re.findall(r"[^\W\d_]+", text)]
    return sum(1 for token in tokens if token is not None and token[0] not in "NDP")


def _parted(text: str) -> tuple[_Figures | None, bool, WordsDate | None]:
    folded = fold(text)
    marker = _IN_WORDS.search(folded)
    if marker:
        figures, several = _in_figures(folded[: marker.start()].strip())
        return figures, several, read_date_words(text[marker.end() :])
    figures, several = _in_figures(folded)
    whole = figures is not None and figures.value is not None and len(figures.value) == len("YYYY-MM-DD")
    rest = text[figures.end :] if figures and whole else text
    words = read_date_words(rest) if _number_words_in(rest) >= (2 if whole else 1) else None
    return figures, several, words


def _weighed(figures: _Figures | None, several: bool, words: WordsDate | None) -> DateReading | None:
    if words is None:
        if figures is None:
            return None
        certainty = figures.certainty * 0.8**figures.repaired
        return DateReading(
            figures.value, "figures", certainty, figures.repaired, figures.short_year, several, figures.value
        )
    certainty = 0.95 * 0.93**words.repaired
    if figures is None or figures.value is None:
        return DateReading(words.value, "words", certainty, words.repaired, words=words.value)
    agree = _agree(figures.value, words.value)
    trust_words = figures.repaired > words.repaired or figures.short_year
    best = (
        max(figures.value, words.value, key=len) if agree else (words.value if trust_words else figures.value)
    )
    return DateReading(
        value=best,
        source="both",
        certainty=1.0 if agree else 0.3,
        repaired=0 if agree else figures.repaired + words.repaired,
        short_year=figures.short_year and not agree,
        several=several and not agree,
        figures=figures.value,
        words=words.value,
    )


def parse_date(text: str) -> DateReading | None:
    """The date in a text, in figures, words or both; None when there is no date in it.

    >>> parse_date("ngày 05 tháng 3 năm 2019").value
    '2019-03-05'
    """
    return _weighed(*_parted(tidy(text)))


def _remarks(reading: DateReading, had_figures: bool) -> tuple[Finding, ...]:
    remarks = []
    if reading.conflicting:
        remarks.append(
            note(
                "date_words_mismatch",
                f"Ngày bằng số ({reading.figures}) khác ngày ghi bằng chữ ({reading.words}). / "
                f"The date in figures ({reading.figures}) differs from the one in words ({reading.words}).",
            )
        )
    if reading.short_year:
        remarks.append(note("date_short_year", "Năm chỉ ghi hai chữ số. / The year has two digits only."))
    if reading.several:
        remarks.append(
            note("date_several", "Có nhiều ngày trong cùng một ô. / There are several dates in one place.")
        )
    if reading.source == "words" and had_figures:
        remarks.append(
            note(
                "date_from_words",
                "Ngày bằng số không đọc được, lấy theo phần ghi bằng chữ. / "
                "The figures could not be read; the date in words was taken.",
                "info",
            )
        )
    return tuple(remarks)


def normalise_date(text: str) -> Normalised:
    """`YYYY-MM-DD`, or `YYYY-MM` and `YYYY` where the paper says no more."""
    cleaned = tidy(text)
    if is_blank_marker(cleaned) or _BLANK_FORM.fullmatch(fold(cleaned)):
        return empty(cleaned)
    reading = _weighed(*_parted(cleaned))
    if reading is None:
        return invalid(cleaned, note("date_unreadable", "Không đọc được ngày. / The date cannot be read."))
    if reading.value is None:
        return invalid(
            cleaned,
            note("date_impossible", "Ngày này không tồn tại. / There is no such date.", "error"),
        )
    had_figures = any(character.isdigit() for character in cleaned)
    score = reading.certainty * (0.5 if reading.short_year or reading.several else 1.0)
    return judged(reading.value, cleaned, score, _remarks(reading, had_figures))


def normalise_year(text: str) -> Normalised:
    """The year, four digits as text; also from a whole date."""
    whole = normalise_date(text)
    if isinstance(whole.value, str):
        return Normalised(whole.value[:4], whole.text, whole.validity, whole.score, whole.findings)
    digits, repaired = to_digits(whole.text.replace(" ", ""))
    if len(digits) == 4 and repaired and date_value(int(digits)):
        return judged(digits, whole.text, 0.85 * 0.8**repaired)
    return whole
