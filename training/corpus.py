"""The texts that the line reader learns from: what offices print, and syllables that no office would.

`python -m training.corpus --count 400000 --out corpus.txt` writes one line a text. Forms of the sample
maker that are kept for reports are left out, so that what is reported was never seen.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from random import Random

from hoso.pipeline import syllables
from hoso.samples import registry
from hoso.samples.paper import compose
from hoso.samples.words import number_words
from hoso.schemas.reference import minority_names, surnames
from hoso.schemas.reference.loader import person_names
from hoso.schemas.reference.units import unit_lists

#: A text is cut into pieces of at most so many characters.
_LONGEST = 46
_HIDDEN = frozenset({"style", "script", "svg", "title"})
_MARK = re.compile(r"(?<=\w) (\(\d{1,2}\))")
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_SIGNS = ("", "", "", "", "", ",", ".", ":", ";", "?", "!")
#: Letters of the serial numbers of land use right certificates.
_SERIES = "ABCDĐEGHIKLMNOPQRSTUVXY"
_WRAPPED = ("({})", "“{}”", '"{}"', "{}…", "- {}", "+ {}", "* {}", "/{}/", "[{}]", "{}%", "{}°", "<{}")


class _Texts(HTMLParser):
    """The visible texts of a page, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._hidden += tag in _HIDDEN

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and not self._hidden:
            self.texts.append(text)


def form_texts(rng: Random) -> Iterator[str]:
    """The texts of sample papers, each paper once; neighbours are joined now and then, as on a line."""
    families = [f for name in registry.DOC_TYPES for f in registry.families(name, held_out=False)]
    while True:
        family = rng.choice(families)
        found = _Texts()
        found.feed(compose(Random(rng.random()), family).html)
        at = 0
        while at < len(found.texts):
            some = rng.choice((1, 1, 2, 2, 3))
            # A footnote's mark is a text of its own in the form, and stands close to the word before it.
            yield _MARK.sub(r"\1", " ".join(found.texts[at : at + some]))
            at += some


def name_texts(rng: Random) -> Iterator[str]:
    """Names of people, in capitals or not."""
    family = [surname.name for surname in surnames()]
    given = [name.name for name in person_names()]
    minorities = [name for group in minority_names() for name in group.names]
    while True:
        words = [rng.choice(family), *rng.choices(given, k=rng.choice((1, 2, 2, 3)))]
        if rng.random() < 0.25:
            words.insert(1, rng.choice(("Thị", "Văn")))
        if rng.random() < 0.1:
            words = rng.choices(minorities, k=rng.choice((2, 3)))
        text = " ".join(words)
        yield text.upper() if rng.random() < 0.6 else text


def place_texts(rng: Random) -> Iterator[str]:
    """Addresses made of real units, in the common ways of writing them."""
    lists = unit_lists()
    places = [
        (commune.unit.full, district.unit.full, province)
        for province, districts in lists.old.items()
        for district in districts
        for commune in district.communes
    ]
    places += [(commune.full, province) for province, communes in lists.new.items() for commune in communes]
    before = ("Thôn {}", "Tổ {}", "Ấp {}", "Số {}", "Xóm {}", "Khóm {}", "Tổ dân phố {}", "Bản {}")
    while True:
        parts = list(rng.choice(places))
        if rng.random() < 0.4:
            head = rng.choice((str(rng.randint(1, 300)), f"{rng.randint(1, 90)}/{rng.randint(1, 60)}"))
            parts.insert(0, rng.choice(before).format(head))
        text = rng.choice((", ", ", ", " - ")).join(parts)
        yield text.upper() if rng.random() < 0.15 else text


def figure_texts(rng: Random) -> Iterator[str]:
    """Dates, numbers, areas, serials, amounts of money, telephone numbers, number words."""
    while True:
        yield rng.choice(_FIGURES)(rng)


def _day(rng: Random) -> date:
    return date(1930, 1, 1) + timedelta(days=rng.randint(0, 35500))


def _digits(rng: Random, count: int) -> str:
    # Ones side by side, narrow and alike, are the easiest to lose: they come more often than by chance.
    some = rng.choice(("0123456789", "0123456789", "1111147023"))
    return "".join(rng.choice(some) for _ in range(count))


def _ones(rng: Random) -> str:
    day, month = rng.choice((1, 11, 11, 12, 14, 17, 21, 31)), rng.choice((1, 1, 10, 11, 11, 12))
    year = rng.choice((1911, 1971, 1981, 1991, 2001, 2010, 2011, 2011, 2014, 2021))
    return rng.choice(
        (
            f"{day:02}/{month:02}/{year}",
            f"{day}/{month}/{year}",
            f"ngày {day:02} tháng {month:02} năm {year}",
            f"tháng {month} năm {year}",
            f"Số: {day}/{year}",
            f"{rng.randint(1, 99)}/{month}",
            f"{_digits(rng, rng.choice((2, 3, 4, 6, 12)))}",
        )
    )


def _boxes(rng: Random) -> str:
    ask = rng.choice(("Đề nghị cấp bản sao: ", "Cấp bản sao: ", "Giới tính: ", "", "- "))
    choices = rng.choice((("Có", "Không"), ("Nam", "Nữ"), ("Đồng ý", "Không đồng ý"), ("Sống", "Chết")))
    marks = rng.choices("☐☐☑☒", k=2)
    words = [f"{c} {m}" if rng.random() < 0.6 else f"{m} {c}" for c, m in zip(choices, marks, strict=True)]
    return ask + rng.choice((" ", ", ", "; ")).join(words)


def _written(rng: Random) -> str:
    day = _day(rng)
    text = rng.choice(
        (
            f"ngày {day.day:02} tháng {day.month:02} năm {day.year}",
            f"{day.day:02}/{day.month:02}/{day.year}",
            f"{day.day}/{day.month}/{day.year}",
            f"{day.day:02}-{day.month:02}-{day.year}",
            f"{day.day:02}.{day.month}.{day.year}",
            f"tháng {day.month} năm {day.year}",
        )
    )
    return rng.choice(("", "", "Ngày sinh: ", "cấp ngày ", "đến ", "từ ")) + text


def _number(rng: Random) -> str:
    kind = rng.choice(("GCN", "TLKS-BS", "TLKT", "TLKH-BS", "UBND-XNTTHN", "UBND", "QĐ-UBND", "HĐ", "TLCMC"))
    return rng.choice(
        (
            f"Số: {rng.randint(1, 900)}/{rng.randint(1980, 2026)}",
            f"Số: {rng.randint(1, 900)}/{kind}",
            f"Quyển số: {rng.randint(1, 9):02}/{rng.randint(1980, 2026)}",
            f"{rng.choice(('CH', 'CS', 'CT', 'VP', 'H', 'T'))}{rng.choice(('', ' '))}{_digits(rng, 5)}",
            f"{rng.choice(_SERIES)}{rng.choice(_SERIES)} {_digits(rng, 6)}",
            f"thửa đất số {rng.randint(1, 999)}, tờ bản đồ số {rng.randint(1, 99)}",
            f"Số công chứng: {rng.randint(1, 9999)}; {_book(rng)}",
        )
    )


def _book(rng: Random) -> str:
    return f"quyển số: 0{rng.randint(1, 9)}/{rng.randint(2005, 2026)}"


def _measure(rng: Random) -> str:
    whole = f"{rng.randint(10, 99_999):,}".replace(",", ".")
    area = rng.choice((whole, f"{rng.randint(10, 9999)},{rng.randint(0, 9)}"))
    money = f"{rng.randint(1, 9000) * 500_000:,}".replace(",", ".")
    return rng.choice((f"Diện tích: {area} m²", f"{area} m2", f"{area}m²", f"{money} đồng", f"{money} VNĐ"))


def _identity(rng: Random) -> str:
    number = _digits(rng, rng.choice((9, 12, 12, 12)))
    phone = f"0{rng.choice('35789')}{_digits(rng, 8)}"
    return rng.choice(
        (
            number,
            number,
            f"CCCD số {number}",
            f"CMND số: {number}",
            phone,
            f"{phone[:4]} {phone[4:7]} {phone[7:]}",
        )
    )


def _in_words(rng: Random) -> str:
    if rng.random() < 0.5:
        day = _day(rng)
        return f"Ngày {number_words(day.day)}, tháng {number_words(day.month)}, năm {number_words(day.year)}"
    text = number_words(rng.choice((rng.randint(10, 9999), rng.randint(1, 9000) * 500_000)))
    return text[0].upper() + text[1:] + rng.choice((" mét vuông", " đồng", ""))


def _zone(rng: Random) -> str:
    letters = "ABCDEGHIKLMNOPQRSTUVXY"
    names = "<<".join("".join(rng.choices(letters, k=rng.randint(2, 6))) for _ in range(3))
    return rng.choice((f"IDVNM{_digits(rng, 10)}{_digits(rng, 12)}<<{_digits(rng, 1)}", f"{names:<<30}"))


_FIGURES = (
    _written, _written, _ones, _number, _number, _measure, _identity, _identity, _in_words, _in_words,
    _boxes, _zone,
)  # fmt: skip


def syllable_texts(rng: Random) -> Iterator[str]:
    """Legal syllables in any order: the reader must see the letters, not guess the words."""
    onsets, rimes = syllables.ONSETS, sorted(syllables.RIMES)
    while True:
        words = []
        for _ in range(rng.randint(1, 6)):
            word = _toned(rng.choice(onsets) + rng.choice(rimes), rng.choice(_TONES))
            case = rng.random()
            word = word.upper() if case < 0.3 else word.capitalize() if case < 0.55 else word
            words.append(word + rng.choice(_SIGNS))
        text = " ".join(words)
        yield rng.choice(_WRAPPED).format(text) if rng.random() < 0.15 else text


def _toned(syllable: str, tone: str) -> str:
    """The syllable with a tone on one of its vowels; where does not matter to a reader of letters."""
    vowels = [at for at, letter in enumerate(syllable) if letter in "aăâeêioôơuưy"]
    at = vowels[len(vowels) // 2]
    return unicodedata.normalize("NFC", syllable[: at + 1] + tone + syllable[at + 1 :])


_SOURCES = (
    (form_texts, 0.36),
    (name_texts, 0.17),
    (place_texts, 0.13),
    (figure_texts, 0.16),
    (syllable_texts, 0.18),
)


def pieces(text: str, rng: Random) -> Iterator[str]:
    """The text in stretches of a few words, never inside a word."""
    words, start = text.split(" "), 0
    while start < len(words):
        most = rng.randint(8, _LONGEST)
        end = start + 1
        while end < len(words) and sum(map(len, words[start : end + 1])) + end - start <= most:
            end += 1
        yield " ".join(words[start:end])
        start = end


def corpus(seed: int, alphabet: frozenset[str]) -> Iterator[str]:
    """Endless texts, each of letters that the reader knows."""
    rng = Random(seed)
    sources = [make(rng) for make, _ in _SOURCES]
    shares = [share for _, share in _SOURCES]
    while True:
        source = rng.choices(sources, shares)[0]
        for piece in pieces(re.sub(r"[.…_]{4,}", "", next(source)).strip(), rng):
            text = unicodedata.normalize("NFC", piece)
            if 0 < len(text) <= 2 * _LONGEST and set(text) <= alphabet:
                yield text


def main() -> int:
    """Write the corpus."""
    from training.alphabet import LETTERS

    options = argparse.ArgumentParser(prog="python -m training.corpus", description=__doc__)
    options.add_argument("--out", type=Path, required=True, help="the file to write")
    options.add_argument("--count", type=int, default=400_000, help="how many texts")
    options.add_argument("--seed", type=int, default=1, help="the seed")
    chosen = options.parse_args()
    texts = corpus(chosen.seed, frozenset(LETTERS) | {" "})
    with chosen.out.open("w", encoding="utf-8") as file:
        file.writelines(f"{next(texts)}\n" for _ in range(chosen.count))
    return 0


if __name__ == "__main__":
    sys.exit(main())
