"""The machine-readable zone of identity cards (ICAO 9303, TD1: three lines of thirty), as it is printed."""

from __future__ import annotations

import unicodedata
from datetime import date

LENGTH = 30
WEIGHTS = (7, 3, 1)
NO_EXPIRY = "991231"


def check_digit(text: str) -> str:
    """The check digit of a stretch: digits count as they are, letters from 10, fillers nothing."""
    values = (int(c, 36) if c != "<" else 0 for c in text)
    return str(sum(value * WEIGHTS[at % 3] for at, value in enumerate(values)) % 10)


def plain_letters(name: str) -> str:
    """The name in capitals without marks: `Đặng Thị Ứng` -> `DANG THI UNG`."""
    bare = unicodedata.normalize("NFD", name.upper().replace("Đ", "D"))
    return "".join(c for c in bare if c.isascii() and (c.isalpha() or c == " "))


def mrz_lines(number: str, name: str, sex: str, born: date, expiry: date | None) -> tuple[str, str, str]:
    """The three lines of a card with that twelve-digit number."""
    short = number[-9:]
    first = f"IDVNM{short}{check_digit(short)}{number}<<"
    first += check_digit(number)
    ends = f"{expiry:%y%m%d}" if expiry else NO_EXPIRY
    birth = f"{born:%y%m%d}"
    second = f"{birth}{check_digit(birth)}{'F' if sex == 'female' else 'M'}{ends}{check_digit(ends)}VNM"
    second = second.ljust(LENGTH - 1, "<")
    second += check_digit(first[5:] + second[:7] + second[8:15] + second[18:29])
    surname, *given = plain_letters(name).split()
    third = f"{surname}<<{'<'.join(given)}"[:LENGTH].ljust(LENGTH, "<")
    return first, second, third
