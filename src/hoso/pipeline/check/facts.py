"""The fields of a paper as the rules see them: values that are there, dates as spans, people by group."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hoso.schemas.records import FieldValue, Finding, Severity, Value

#: Groups whose place on the paper tells the sex.
IMPLIED_SEX = {"mother": "female", "wife": "female", "father": "male", "husband": "male"}
_BIRTH_KEYS = ("date_of_birth", "birth_year")
_ID_KEYS = ("id_number", "personal_id")
_PERSONAL_NUMBER = 12
#: Years that any paper could speak of; far from where calendars end.
_YEARS = range(1500, 3000)


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day that a date may mean; both are the same for a whole date."""

    first: date
    last: date

    def surely_before(self, other: Span) -> bool:
        """Whether every day of this span lies before every day of the other."""
        return self.last < other.first


@dataclass(frozen=True, slots=True)
class Birth:
    """What a 12-digit personal number says about its bearer."""

    sex: str
    year: int


def span_of(value: Value) -> Span | None:
    """The span of `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; None for anything else."""
    try:
        numbers = [int(part) for part in str(value).split("-")]
        if numbers[0] not in _YEARS:
            return None
        if len(numbers) == 1:
            return Span(date(numbers[0], 1, 1), date(numbers[0], 12, 31))
        if len(numbers) == 2:
            year, month = numbers
            return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        year, month, day = numbers
        return Span(date(year, month, day), date(year, month, day))
    except (ValueError, OverflowError):
        return None


def birth_of_number(number: str) -> Birth | None:
    """Sex and birth year in a 12-digit personal number; None for other numbers."""
    if len(number) != _PERSONAL_NUMBER or not number.isdecimal():
        return None
    century = int(number[3])
    return Birth("female" if century % 2 else "male", 1900 + 100 * (century // 2) + int(number[4:6]))


def full_years(start: date, end: date) -> int:
    """Whole years from one day to another, as ages are counted."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


@dataclass(frozen=True, slots=True)
class Facts:
    """One paper: its type, the values that were read, and the day of the check."""

    doc_type: str
    values: Mapping[str, Value]
    today: date

    @classmethod
    def of(cls, doc_type: str, fields: Mapping[str, FieldValue], today: date) -> Facts:
        """The facts of a record; fields without a value do not count."""
        return cls(doc_type, {key: f.value for key, f in fields.items() if f.value is not None}, today)

    def text(self, key: str) -> str:
        """The value as text; empty when it is missing."""
        return str(self.values.get(key, ""))

    def number(self, key: str) -> float | None:
        """The value as a number; None when it is missing or no number."""
        value = self.values.get(key)
        return float(value) if isinstance(value, int | float) else None

    def span(self, key: str) -> Span | None:
        """The days that a date field may mean; None when it is missing or no date."""
        return span_of(self.values[key]) if key in self.values else None

    def groups(self) -> tuple[str, ...]:
        """The groups of people that have a value, and "" for the person whom the paper is about."""
        return tuple(dict.fromkeys(key.rpartition(".")[0] for key in self.values))

    def of_person(self, group: str, keys: tuple[str, ...]) -> str | None:
        """The first of the keys that the group has a value for, as a whole key."""
        whole = (f"{group}.{key}" if group else key for key in keys)
        return next((key for key in whole if key in self.values), None)

    def birth_key(self, group: str) -> str | None:
        """Where the person's date or year of birth stands."""
        return self.of_person(group, _BIRTH_KEYS)

    def id_key(self, group: str) -> str | None:
        """Where the person's identity number stands."""
        return self.of_person(group, _ID_KEYS)

    def sex(self, group: str) -> str:
        """`male`, `female` or nothing: printed, or told by the person's place on the paper."""
        return IMPLIED_SEX.get(group) or self.text(f"{group}.sex" if group else "sex")


def found(code: str, field: str, message: str, severity: Severity = "error") -> Finding:
    """A finding about a field; `message` is Vietnamese / English."""
    return Finding(code, severity, message, field)
