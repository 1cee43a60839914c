"""Rules about the order of events and how long papers are valid."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date

from hoso.pipeline.check.facts import Facts, found
from hoso.schemas.records import Finding

#: Days that have come when the paper is in hand.
_PAST = frozenset({"registration_date", "issue_date", "contract_date", "death_date", "date_of_birth"})
_CONFIRMATION_MONTHS = 6
_LAST_DAY_OF_OLD_CARDS = date(2024, 12, 31)
_OLD_CARD_DIGITS = 9
#: (earlier field, later field, code, message): the later day cannot come before the earlier one.
_ORDER = (
    ("date_of_birth", "registration_date", "registration_before_birth",
     "Ngày đăng ký trước ngày sinh. / Registered before the day of birth."),
    ("date_of_birth", "death_date", "death_before_birth",
     "Ngày chết trước ngày sinh. / Died before the day of birth."),
    ("death_date", "registration_date", "registration_before_death",
     "Ngày đăng ký khai tử trước ngày chết. / The death was registered before it happened."),
    ("date_of_birth", "issue_date", "issued_before_birth",
     "Ngày cấp trước ngày sinh. / Issued before the day of birth."),
    ("registration_date", "issue_date", "issued_before_registration",
     "Ngày cấp bản sao trước ngày đăng ký. / The copy is older than the registration."),
    ("issue_date", "expiry_date", "expiry_before_issue",
     "Ngày hết hạn trước ngày cấp. / It expires before it was issued."),
)  # fmt: skip


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def events_in_order(facts: Facts) -> Iterator[Finding]:
    """Birth before registration, death after birth, expiry after issue."""
    for earlier, later, code, message in _ORDER:
        first, second = facts.span(earlier), facts.span(later)
        if first and second and second.surely_before(first):
            yield found(code, later, message)


def nothing_from_the_future(facts: Facts) -> Iterator[Finding]:
    """Births, registrations and issues have happened by today."""
    for key in facts.values:
        span = facts.span(key) if key.rpartition(".")[2] in _PAST else None
        if span and span.first > facts.today:
            yield found("date_in_future", key, "Ngày ở tương lai. / The date lies in the future.")


def confirmation_still_valid(facts: Facts) -> Iterator[Finding]:
    """A confirmation of marital status serves for six months."""
    issued = facts.span("issue_date")
    if issued and months_later(issued.last, _CONFIRMATION_MONTHS) < facts.today:
        yield found(
            "confirmation_expired",
            "issue_date",
            "Giấy xác nhận đã quá 6 tháng kể từ ngày cấp. / The confirmation is older than six months.",
            "warning",
        )


def card_still_valid(facts: Facts) -> Iterator[Finding]:
    """Cards end with their printed day, 9-digit cards with the year 2024."""
    expiry = facts.span("expiry_date")
    if expiry and expiry.last < facts.today:
        yield found("id_card_expired", "expiry_date", "Thẻ đã hết hạn. / The card has expired.", "warning")
    if len(facts.text("id_number")) == _OLD_CARD_DIGITS and facts.today > _LAST_DAY_OF_OLD_CARDS:
        yield found(
            "old_card_not_valid",
            "id_number",
            "CMND 9 số đã hết giá trị sử dụng. / Nine-digit cards are no longer valid.",
            "warning",
        )


def number_fits_year(facts: Facts) -> Iterator[Finding]:
    """The year in a registration number is the year of registration."""
    _, slash, year = facts.text("registration_number").partition("/")
    registered = facts.span("registration_date")
    if slash and len(year) == 4 and year.isdecimal() and registered and registered.first.year != int(year):
        yield found(
            "registration_year_mismatch",
            "registration_number",
            "Năm trong số đăng ký khác năm đăng ký. / The number's year is not the year of registration.",
            "warning",
        )
