"""Reads dates in figures and in words, and weighs one against the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from hoso.pipeline.normalise.date_figures import Figures, find_figures
from hoso.pipeline.normalise.date_words import (
    WordsDate,
    date_value,
    parse_date_words,
    read_date_words,
)
from hoso.pipeline.normalise.digits import to_digits
from hoso.pipeline.normalise.number_words import read_word
from hoso.pipeline.normalise.result import Normalised, empty, invalid, judged, note
from hoso.pipeline.normalise.text import is_blank_marker, tidy
from hoso.pipeline.syllables import fold
from hoso.schemas.records import Finding

__all__ = ["DateReading", "normalise_date", "normalise_year", "parse_date", "parse_date_words"]

_IN_WORDS = re.compile(r"\(?\s*(?:ghi|viet)?\s*bang\s*chu\b[^a-z0-9]*")
_BLANK_FORM = re.compile(
    r"(?:ngay|thang|nam|sinh|khong(?: ro| co| thoi han)?|chua ro|[\s,./():-])*(?:20|19)?"
)

_SHORT_YEAR = note("date_short_year", "Năm chỉ ghi hai chữ số. / The year has two digits only.")
_SEVERAL = note("date_several", "Có nhiều ngày trong cùng một ô. / There are several dates in one place.")
_FROM_WORDS = note(
    "date_from_words",
    "Ngày bằng số không đọc được, lấy theo phần ghi bằng chữ. / "
    "The figures could not be read; the date in words was taken.",
    "info",
)


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


def _agree(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _number_words_in(text: str) -> int:
    tokens = [read_word(word) for word in re.findall(r"[^\W\d_]+", text)]
    return sum(1 for token in tokens if token is not None and token[0] not in "NDP")


@dataclass(frozen=True, slots=True)
class _Parts:
    """What was found of a date: in figures, in words, and whether there are words that nobody can read."""

    figures: Figures | None
    several: bool
    words: WordsDate | None
    words_unread: bool = False


def _parted(text: str) -> _Parts:
    folded = fold(text)
    marker = _IN_WORDS.search(folded) if len(folded) == len(text) else None
    if marker:
        figures, several = find_figures(text[: marker.start()].strip())
        spoken = text[marker.end() :]
        words = read_date_words(spoken)
        return _Parts(figures, several, words, words is None and not is_blank_marker(tidy(spoken)))
    figures, several = find_figures(text)
    whole = figures is not None and figures.whole
    rest = text[figures.end :] if figures and (whole or figures.value is None) else text
    words = read_date_words(rest) if _number_words_in(rest) >= (2 if whole else 1) else None
    return _Parts(figures, several, words)


def _weighed(parts: _Parts) -> DateReading | None:
    figures, words = parts.figures, parts.words
    if words is None:
        return _figures_alone(figures, parts) if figures else None
    if figures is None or figures.value is None:
        certainty = 0.95 * 0.93**words.repaired
        return DateReading(words.value, "words", certainty, words.repaired, words=words.value)
    return _both(figures, words, parts.several)


def _figures_alone(figures: Figures, parts: _Parts) -> DateReading:
    certainty = figures.certainty * 0.8**figures.repaired * (0.8 if parts.words_unread else 1.0)
    return DateReading(
        figures.value,
        "figures",
        certainty,
        figures.repaired,
        figures.short_year,
        parts.several,
        figures.value,
    )


def _both(figures: Figures, words: WordsDate, several: bool) -> DateReading:
    read = str(figures.value)
    if read == words.value:
        return DateReading(read, "both", 1.0, figures=read, words=words.value)
    trust_words = figures.repaired > words.repaired or figures.short_year
    if _agree(read, words.value):
        value, certainty = max(read, words.value, key=len), 0.93
    else:
        value, certainty = words.value if trust_words else read, 0.3
    return DateReading(
        value=value,
        source="both",
        certainty=certainty * 0.9**figures.repaired,
        repaired=figures.repaired + words.repaired,
        short_year=figures.short_year,
        several=several,
        figures=read,
        words=words.value,
    )


def parse_date(text: str) -> DateReading | None:
    """The date in a text, in figures, words or both; None when there is no date in it.

    >>> parse_date("ngày 05 tháng 3 năm 2019").value
    '2019-03-05'
    """
    return _weighed(_parted(tidy(text)))


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
        remarks.append(_SHORT_YEAR)
    if reading.several:
        remarks.append(_SEVERAL)
    if reading.source == "words" and had_figures:
        remarks.append(_FROM_WORDS)
    return tuple(remarks)


def normalise_date(text: str) -> Normalised:
    """`YYYY-MM-DD`, or `YYYY-MM` and `YYYY` where the paper says no more."""
    cleaned = tidy(text)
    if is_blank_marker(cleaned) or _BLANK_FORM.fullmatch(fold(cleaned)):
        return empty(cleaned)
    reading = _weighed(_parted(cleaned))
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
