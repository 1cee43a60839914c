"""Says numbers and dates in Vietnamese words: the other direction, written for the tests alone."""

from __future__ import annotations

from datetime import date

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def _tens(number: int) -> str:
    tens, unit = divmod(number, 10)
    if tens == 0:
        return DIGITS[unit]
    head = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
    if unit == 0:
        return head
    if unit == 5:
        return f"{head} lăm"
    if unit == 1 and tens > 1:
        return f"{head} mốt"
    return f"{head} {DIGITS[unit]}"


def _hundreds(number: int, padded: bool, linking: str) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds and not padded:
        return _tens(rest)
    head = f"{DIGITS[hundreds]} trăm"
    if rest == 0:
        return head
    return f"{head} {linking} {DIGITS[rest]}" if rest < 10 else f"{head} {_tens(rest)}"


def say(number: int, thousand: str = "nghìn", linking: str = "linh") -> str:
    """A whole number below a trillion in words."""
    if number == 0:
        return "không"
    words, started = [], False
    for size, name in ((10**9, "tỷ"), (10**6, "triệu"), (10**3, thousand), (1, "")):
        group, number = divmod(number, size)
        if group:
            words.append(f"{_hundreds(group, started, linking)} {name}".strip())
            started = True
    return " ".join(words)


def say_date(day: date, year_by_digits: bool = False) -> str:
    """A date in words, as certificates have it."""
    year = " ".join(DIGITS[int(digit)] for digit in str(day.year)) if year_by_digits else say(day.year)
    month = "tư" if day.month == 4 else say(day.month)
    return f"Ngày {say(day.day)} tháng {month} năm {year}"
