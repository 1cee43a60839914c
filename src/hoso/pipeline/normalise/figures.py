"""Finds numbers in figures and reads their dots and commas the Vietnamese way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hoso.pipeline.normalise.digits import to_digits

_N = r"[0-9OoDQlI|SB]"
#: Digits and look-alikes with dots, commas and OCR's stray spaces between them.
_NUMBER = re.compile(
    rf"(?<![^\W_])(?=[^\s]*[0-9])(?:[0-9](?:\s[0-9](?![0-9]))+|{_N})(?:{_N}|\s?[.,]\s?(?={_N})|\s(?=[0-9]{{3}}(?![0-9])))*"
)
#: A digit close by that did not join: the number was torn apart.
_DIGIT_BEFORE, _DIGIT_AFTER = re.compile(r"[0-9][.,]?\s$"), re.compile(r"\s[.,]?[0-9]")
_LONGEST = 24
_THOUSAND = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in figures at `start` to `end` of the text; `unusual` doubts its dots and commas."""

    value: float
    unusual: bool
    repaired: int
    start: int
    end: int


def _number(whole: str, decimals: str = "") -> float:
    return float(f"{whole or '0'}.{decimals or '0'}")


def _grouped(groups: list[str]) -> bool:
    """Whether all groups after the first have three digits, as thousands do."""
    return all(len(group) == _THOUSAND for group in groups[1:])


def read_separators(raw: str, decimals: int = 2) -> tuple[float, bool] | None:
    """The value of digits with dots and commas, and whether they are used in an unusual way.

    `1.234,5` is 1234.5; `1.234` is a thousand and more; `88.3` and `1,234.5` are written the foreign way.
    """
    dots, commas = raw.count("."), raw.count(",")
    if dots and commas:
        last = max(".", ",", key=raw.rfind)
        groups = re.split(r"[.,]", raw[: raw.rfind(last)])
        if raw.count(last) > 1:
            return None
        return _number("".join(groups), raw[raw.rfind(last) + 1 :]), last == "." or not _grouped(groups)
    groups = re.split(r"[.,]", raw)
    if len(groups) == 1:
        return _number(raw), False
    if commas == 1 and len(groups[1]) != _THOUSAND:
        return _number(*groups), len(groups[1]) > decimals
    thousands = _grouped(groups) and len(groups[0]) <= _THOUSAND
    if thousands and not (commas == 1 and decimals >= _THOUSAND):
        return _number("".join(groups)), bool(commas)
    if not _grouped(groups[:-1]):
        return None
    return _number("".join(groups[:-1]), groups[-1]), not commas


def figures_in(text: str, decimals: int = 2) -> Iterator[Figure]:
    """Every number in figures, left to right."""
    for found in _NUMBER.finditer(text):
        raw = re.sub(r"\s", "", found.group())
        if len(raw) > _LONGEST:
            continue
        pieces = [to_digits(piece) for piece in re.split(r"([.,])", raw)]
        repaired = sum(count for _, count in pieces)
        separators = re.findall(r"[.,]", raw)
        digits = [digits for digits, _ in pieces[::2]]
        joined = digits[0] + "".join(mark + part for mark, part in zip(separators, digits[1:], strict=True))
        read = read_separators(joined, decimals)
        if read is None or repaired * 2 > sum(map(len, digits)):
            continue
        value, unusual = read
        torn = bool(_DIGIT_BEFORE.search(text[: found.start()]) or _DIGIT_AFTER.match(text, found.end()))
        yield Figure(value, unusual or torn, repaired, *found.span())
