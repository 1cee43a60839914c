"""The machine-readable zone of identity cards (ICAO 9303, TD1: three lines of thirty).

What it says counts only as far as its check digits prove it. Letters that recognition took for digits
(O for 0, I for 1) are put right in places where only digits stand, and again only the check digit decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hoso.schemas.reference import card_provinces

_WEIGHTS = (7, 3, 1)
_LENGTH = 30
#: Letters of the shortest line that is worth a look, and how far into a line its country code may stand.
_SHORTEST, _LATEST_START = 18, 4
#: Letters that stand for digits where only digits can be, and digits for letters where only letters can.
_TO_DIGIT = str.maketrans("OQDILZSBG", "000112586")
_TO_LETTER = str.maketrans("0125868", "OIZSBGB")
#: Digits that recognition takes for one another in the zone's letters.
_MISTAKEN = {"3": "5", "5": "3", "6": "8", "8": "6", "1": "7", "7": "1"}
#: What a filler is read as.
_FILLERS = str.maketrans(dict.fromkeys("«‹¿£€{[(", "<"))
_DIGITISH = "[0-9OQDILZSBG]"
#: The line of numbers: the short number with its check digit, then the whole number.
_NUMBERS = re.compile(rf"VNM({_DIGITISH}{{9}})({_DIGITISH})({_DIGITISH}{{12}})(.*)")
#: The line of days: birth, sex, end of validity.
_DAYS = re.compile(rf"({_DIGITISH}{{6}})({_DIGITISH})([MF<])({_DIGITISH}{{6}})({_DIGITISH})VNM(.*)")
_NAMES = re.compile(r"[A-Z0-9]+<<[A-Z0-9<]+")
#: A card that never ends says so with this day.
_NEVER = "991231"


@dataclass(frozen=True, slots=True)
class Zone:
    """What a zone says, each part only where its check digit holds; `rows` are the indexes of its lines.

    `short` are the last nine digits of the number, which have a check digit of their own; `number` all
    twelve, where a digit over them holds too. `expires` is empty for a card that never ends and `None`
    where it could not be read. `mended` names the parts in which one digit was put right.
    """

    short: str | None = None
    number: str | None = None
    born: str | None = None
    sex: str | None = None
    expires: str | None = None
    names: str = ""
    mended: frozenset[str] = frozenset()
    rows: tuple[int, ...] = ()


def check_digit(text: str) -> str:
    """The check digit of a stretch: digits count as they are, letters from 10, fillers nothing."""
    values = (0 if c == "<" else int(c, 36) for c in text)
    return str(sum(value * _WEIGHTS[at % 3] for at, value in enumerate(values)) % 10)


def proven(text: str, check: str) -> tuple[str, ...]:
    """The digits of a stretch that its check digit proves, letters that look like digits put right.

    Where it does not hold, the stretches in which one digit is taken for the one it is often mistaken for
    and with which it does: none, one or several.
    """
    digits, digit = text.translate(_TO_DIGIT), check.translate(_TO_DIGIT)
    if not digits.isdecimal():
        return ()
    if check_digit(digits) == digit:
        return (digits,)
    return tuple(variant for variant in _variants(digits) if check_digit(variant) == digit)


def _variants(digits: str) -> Iterator[str]:
    for at, digit in enumerate(digits):
        for other in _MISTAKEN.get(digit, ""):
            yield digits[:at] + other + digits[at + 1 :]


def cleaned(text: str) -> str:
    """A line as the zone's own letters: capitals, digits and fillers, nothing between them."""
    return re.sub(r"[^A-Z0-9<]", "", text.translate(_FILLERS).upper())


def read_zone(texts: Iterable[str]) -> Zone | None:
    """The zone among the lines of a paper; `None` where there is none of which anything could be proven."""
    lines = [(at, line) for at, text in enumerate(texts) if len(line := cleaned(text)) >= _SHORTEST]
    numbers = _first(lines, _NUMBERS)
    days = _first(lines, _DAYS)
    zone = _with_days(_with_number(Zone(), numbers, days), days)
    if zone.short is None and zone.born is None and zone.expires is None:
        return None
    last = max(at for at, _ in (numbers, days) if at >= 0)
    below = ((at, line) for at, line in lines if last < at <= last + 2 and _NAMES.match(line))
    at, names = next(below, (-1, ""))
    return replace(zone, names=_names_of(names), rows=tuple(i for i in (numbers[0], days[0], at) if i >= 0))


_Line = tuple[int, str]


def _first(lines: Sequence[_Line], pattern: re.Pattern[str]) -> _Line:
    return next(((at, line) for at, line in lines if pattern.search(line)), (-1, ""))


def _with_number(zone: Zone, numbers: _Line, days: _Line) -> Zone:
    """The number, which the line holds twice in part: both must agree, or the check digit decides."""
    found = _NUMBERS.search(numbers[1])
    if found is None or found.start() > _LATEST_START:
        return zone
    whole = found[3].translate(_TO_DIGIT)
    first = found[1].translate(_TO_DIGIT)
    for digits in (first, whole[3:]):
        if (
            check_digit(digits) == found[2].translate(_TO_DIGIT)
            and max(_apart(digits, first), _apart(digits, whole[3:])) <= 1
        ):
            number = whole[:3] + digits
            sure = whole[:3] in card_provinces() and (
                _own_digit(number, found[4]) or _all_hold(numbers[1], days[1])
            )
            return replace(zone, short=digits, number=number if sure else None)
    return zone


def _own_digit(number: str, rest: str) -> bool:
    """Whether the line's last digit is the number's own: so it is on the cards seen."""
    return rest[:2] == "<<" and rest[2:3].translate(_TO_DIGIT) == check_digit(number)


def _apart(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _with_days(zone: Zone, days: _Line) -> Zone:
    """Date of birth, sex and end of validity; the number tells the century of birth."""
    found = _DAYS.search(days[1])
    if found is None:
        return zone
    century = 1900 + 100 * (int(zone.short[0]) // 2) if zone.short else None
    births = [day for digits in proven(found[1], found[2]) if (day := _day(digits, century))]
    if len(births) > 1 and zone.short:
        births = [day for day in births if day[2:4] == zone.short[1:3]]  # the number tells the year
    born = births[0] if len(births) == 1 else None
    expires = _end(proven(found[4], found[5]), born)
    sex = {"M": "male", "F": "female"}.get(found[3]) if born else None
    read = (("born", born, found[1]), ("expires", expires, found[4]))
    mended = {name for name, day, text in read if day is not None and not _as_read(day, text)}
    return replace(zone, born=born, sex=sex, expires=expires, mended=frozenset(mended))


def _end(days: Sequence[str], born: str | None) -> str | None:
    """The end of validity; of several possible days the one that is a birthday, as cards end on one."""
    ends = ["" if digits == _NEVER else day for digits in days if (day := _day(digits, 2000))]
    if len(ends) > 1 and born:
        ends = [end for end in ends if end[4:] == born[4:]]
    return ends[0] if len(ends) == 1 else None


def _as_read(day: str, text: str) -> bool:
    return (day[2:].replace("-", "") or _NEVER) == text.translate(_TO_DIGIT)


def _day(digits: str, century: int | None) -> str | None:
    """`YYYY-MM-DD` of `yymmdd`; without a known century births up to now count as of this one."""
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    if century is None:
        century = 1900 if year > _LATEST_BIRTH else 2000
    try:
        return date(century + year, month, day).isoformat()
    except ValueError:
        return None


#: Two digits of the latest year of birth taken for one of this century, where nothing tells it.
_LATEST_BIRTH = 30


def _all_hold(numbers: str, days: str) -> bool:
    """Whether the last digit holds over both lines as they were read, fillers restored to thirty places."""
    first, second = _NUMBERS.search(numbers), _DAYS.search(days)
    if first is None or second is None:
        return False
    one = f"IDVNM{''.join(first.groups()[:3]).translate(_TO_DIGIT)}<<{first[4].strip('<')[-1:]}"
    last = second[6].strip("<")[-1:]
    parts = [part.translate(_TO_DIGIT) for part in second.groups()]
    two = parts[0] + parts[1] + second[3] + parts[3] + parts[4]
    if len(one) != _LENGTH or not last.isdecimal():
        return False
    return check_digit(one[5:] + two[:7] + two[8:15] + "<" * 11) == last


def _names_of(line: str) -> str:
    """Surname, middle and given names in plain capitals, parted by spaces."""
    letters = line.translate(_TO_LETTER)
    return " ".join(part for part in letters.split("<") if part)
