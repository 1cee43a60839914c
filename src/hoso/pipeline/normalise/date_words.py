"""Reads dates written in words: `Ngày năm tháng ba năm hai nghìn không trăm mười chín`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hoso.pipeline.normalise.number_words import Tokens, digits_of, integer_of, tokenise
from hoso.pipeline.normalise.text import clean_text
from hoso.pipeline.syllables import fold

EARLIEST_YEAR, LATEST_YEAR = 1850, 2100
#: What may stand before the date itself: the label, the hour of death.
_PREAMBLE = re.compile(r"^.*?(?:bang chu|gio|phut|luc)\b[^a-z0-9]*")
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class WordsDate:
    """A date in words as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, and how many words were repaired."""

    value: str
    repaired: int


def date_value(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """The date as the contract writes it, or None when there is no such day."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    if month is None:
        return f"{year:04d}"
    try:
        whole = date(year, month, 1 if day is None else day)
    except ValueError:
        return None
    return whole.isoformat() if day is not None else f"{year:04d}-{month:02d}"


def _year(tokens: Sequence[str]) -> int | None:
    spoken = digits_of(tokens) if len(tokens) == 4 else None
    return int(spoken) if spoken else integer_of(tokens)


def _month(tokens: Sequence[str]) -> int | None:
    if len(tokens) == 1 and tokens[0] in "GC":
        return 1 if tokens[0] == "G" else 12
    month = integer_of(tokens) if tokens else None
    return month if month is not None and 1 <= month <= 12 else None


def _day(tokens: Sequence[str]) -> int | None:
    if tuple(tokens) == ("R",):
        return 15
    if tokens and tokens[0] == "O":
        tokens = tokens[1:]
    day = integer_of(tokens) if tokens else None
    return day if day is not None and 1 <= day <= 31 else None


def _value(day: Sequence[str] | None, month: Sequence[str] | None, year: Sequence[str]) -> str | None:
    number = _year(year) if year else None
    parts = (_month(month) if month is not None else 0, _day(day) if day is not None else 0)
    if number is None or None in parts:
        return None
    return date_value(number, parts[0] or None, parts[1] or None)


def _after_month_word(tokens: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Every way to part `month [năm] year`; with the word for year first."""
    named = [place for place, token in enumerate(tokens) if token == "N" and place]
    for place in named:
        yield tokens[:place], tokens[place + 1 :]
    for place in range(1, len(tokens)):
        yield tokens[:place], tokens[place:]


def _with_month_word(tokens: Sequence[str]) -> str | None:
    place = tokens.index("P")
    before = [token for token in tokens[:place] if token not in ("D", ";")]
    after = [token for token in tokens[place + 1 :] if token != ";"]
    for month, year in _after_month_word(after):
        value = _value(before or None, month, year)
        if value is not None:
            return value
    return None


def _listed(tokens: Sequence[str]) -> str | None:
    """`mười bảy, mười một, một chín bảy sáu`: commas part it; without commas only one way may fit."""
    spoken = [token for token in tokens if token != "D"]
    if spoken.count(";") == 2:
        first, second = (place for place, token in enumerate(spoken) if token == ";")
        year = spoken[second + 1 :]
        bare = year[1:] if year[:1] == ["N"] and len(year) > 4 else year
        return _value(spoken[:first], spoken[first + 1 : second], bare)
    spoken = [token for token in spoken if token != ";"]
    found = {
        _value(spoken[:first], spoken[first:second], spoken[second:])
        for first in range(1, min(5, len(spoken)))
        for second in range(first + 1, min(first + 4, len(spoken)))
    } - {None}
    return found.pop() if len(found) == 1 else None


def _only_year(tokens: Sequence[str]) -> str | None:
    spoken = [token for token in tokens if token != ";"]
    if spoken[:1] == ["N"] and len(spoken) > 1:
        return _value(None, None, spoken[1:]) or _value(None, None, spoken)
    return _value(None, None, spoken)


def _read(tokens: Sequence[str]) -> str | None:
    if "P" in tokens:
        return _with_month_word(tokens)
    return _only_year(tokens) or _listed(tokens)


def _trimmed(tokens: Tokens) -> Sequence[str]:
    items = list(tokens.items)
    while items and items[-1] == ";":
        items.pop()
    while items and items[0] == ";":
        items.pop(0)
    return items


def read_date_words(text: str) -> WordsDate | None:
    """The date that words say with the count of repaired words, or None when unclear."""
    cleaned = clean_text(text)
    preamble = _PREAMBLE.match(fold(cleaned))
    tokens = tokenise(cleaned[preamble.end() :] if preamble else cleaned)
    if tokens is None or len(tokens.items) > _LONGEST:
        return None
    items = _trimmed(tokens)
    value = _read(items) if items else None
    return None if value is None else WordsDate(value, tokens.repaired)


def parse_date_words(text: str) -> str | None:
    """The date that words say, as `YYYY-MM-DD` (or `YYYY-MM`, `YYYY`); None when unclear.

    >>> parse_date_words("Ngày mồng năm tháng giêng năm một nghìn chín trăm tám mươi lăm")
    '1985-01-05'
    """
    read = read_date_words(text)
    return None if read is None else read.value
