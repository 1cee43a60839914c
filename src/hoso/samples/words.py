"""Numbers, dates and areas in Vietnamese words, in the variants that real papers print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
GROUPS = ("", "nghìn", "triệu", "tỷ")


@dataclass(frozen=True, slots=True)
class Wording:
    """The choices a writer makes once and keeps: linh or lẻ, tư or bốn, lăm or nhăm, mốt or một, …"""

    zero_tens: str = "linh"
    four: str = "tư"
    five: str = "lăm"
    one: str = "mốt"
    thousand: str = "nghìn"
    seven: str = "bảy"
    year_by_digits: bool = False


def draw_wording(rng: Random) -> Wording:
    """A writer's choices, the common ones more often."""
    return Wording(
        zero_tens=rng.choice(("linh", "linh", "lẻ")),
        four=rng.choice(("tư", "tư", "bốn")),
        five=rng.choice(("lăm", "lăm", "lăm", "nhăm")),
        one=rng.choice(("mốt", "mốt", "mốt", "một")),
        thousand=rng.choice(("nghìn", "nghìn", "ngàn")),
        seven=rng.choice(("bảy", "bảy", "bẩy")),
        year_by_digits=rng.random() < 0.08,
    )


def _digit(value: int, wording: Wording) -> str:
    return wording.seven if value == 7 else DIGITS[value]


def _tens(value: int, wording: Wording) -> list[str]:
    tens, unit = divmod(value, 10)
    if tens == 0:
        return [_digit(unit, wording)]
    words = ["mười"] if tens == 1 else [_digit(tens, wording), "mươi"]
    if unit == 0:
        return words
    if unit == 5:
        return [*words, wording.five]
    if unit == 1 and tens > 1:
        return [*words, wording.one]
    if unit == 4 and tens > 1:
        return [*words, wording.four]
    return [*words, _digit(unit, wording)]


def _hundreds(value: int, wording: Wording, leading: bool) -> list[str]:
    hundreds, rest = divmod(value, 100)
    if hundreds == 0 and leading:
        return _tens(rest, wording)
    words = [_digit(hundreds, wording), "trăm"]
    if rest == 0:
        return words
    if rest < 10:
        return [*words, wording.zero_tens, _digit(rest, wording)]
    return [*words, *_tens(rest, wording)]


def number_words(value: int, wording: Wording | None = None) -> str:
    """A whole number from 0 to below a trillion in words: 2019 is `hai nghìn không trăm mười chín`."""
    chosen = wording or Wording()
    if value == 0:
        return DIGITS[0]
    groups: list[int] = []
    while value:
        value, group = divmod(value, 1000)
        groups.append(group)
    words: list[str] = []
    for place in range(len(groups) - 1, -1, -1):
        if groups[place] == 0:
            continue
        words += _hundreds(groups[place], chosen, leading=not words)
        if place:
            words.append(chosen.thousand if place == 1 else GROUPS[place])
    return " ".join(words)


def year_words(year: int, wording: Wording | None = None) -> str:
    """A year in words, digit by digit where the writer does so: `một chín bảy sáu`."""
    chosen = wording or Wording()
    if chosen.year_by_digits:
        return " ".join(_digit(int(digit), chosen) for digit in str(year))
    if year % 1000 < 10 and year % 1000 and chosen.zero_tens == "lẻ":
        return f"{number_words(year // 1000, chosen)} {chosen.thousand} lẻ {_digit(year % 10, chosen)}"
    return number_words(year, chosen)


def date_words(day: date, wording: Wording | None = None, commas: bool = False) -> str:
    """A date in words: `Ngày mười bảy tháng mười một năm một nghìn chín trăm bảy mươi sáu`."""
    chosen = wording or Wording()
    day_text = number_words(day.day, chosen)
    month_text = "tư" if day.month == 4 and chosen.four == "tư" else number_words(day.month, chosen)
    comma = "," if commas else ""
    return f"Ngày {day_text}{comma} tháng {month_text}{comma} năm {year_words(day.year, chosen)}"


def area_words(area: float, wording: Wording | None = None) -> str:
    """An area in words: 761.2 is `Bảy trăm sáu mươi mốt phẩy hai mét vuông`."""
    whole, _, fraction = f"{area:.1f}".partition(".")
    words = number_words(int(whole), wording)
    if fraction != "0":
        words += f" phẩy {_digit(int(fraction), wording or Wording())}"
    return f"{words[0].upper()}{words[1:]} mét vuông"


def area_figures(area: float, decimals: int = 1) -> str:
    """An area in Vietnamese figures: 1234.5 is `1.234,5`."""
    text = f"{area:,.{decimals}f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")
