"""Cleans text as OCR reads it: Unicode, spaces, dotted leaders, letter case; nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from hoso.pipeline.syllables import (
    fold,
    is_vietnamese_syllable,
)
from hoso.schemas.reference import place_words

_SAME_CHARACTER = str.maketrans(
    {
        "Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "⁄": "/", "∕": "/", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-",
        "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"',
        **{chr(code): None for code in range(0x2C2, 0x2E0)},  # marks alone: `ˆ`, `˘`, `˜`
        "\u200b": None, "\u200c": None, "\u200d": None, "\ufeff": None, "\u00ad": None,
    }
)  # fmt: skip
#: Three dots or more, also spaced out, and lines to write on.
_LEADERS = re.compile(r"\.{2,}[.\s]*|(?:[.·•‧∙]\s?){3,}|…[.…\s]*|[_=~]{2,}|(?:-\s?){4,}")
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_SPACES = re.compile(r"\s+")
#: A one with a speck over it, beside another figure.
_ACCENTED_ONE = re.compile(r"(?<=\d)[ÌÍÏĨỈỊÎ](?![^\W\d])|(?<![^\W\d])[ÌÍÏĨỈỊÎ](?=\d)")
_BEFORE = " :;.,-|_*'\"~=•·"
_AFTER = ' :;.,-|_*"~=•·/'
_DOTTED = re.compile(r"(?<![^\W_])(?:[^\W_]\s?\.\s?){2,}[^\W_](?![^\W_])")
_ABBREVIATION = re.compile(r"[B-DĐF-HJ-NP-TV-XZ]+|UBND|TAND|HĐND|CSQLHC|TNMT|VPĐKĐĐ|QSDĐ|TTXH")
_WORD = re.compile(r"[^\W\d_]+")
#: Letters whose small and capital shapes differ in size only, so that OCR mixes them up.
_SAME_SHAPE = frozenset("aeiouycsvwxzpk")


def clean_text(text: str) -> str:
    """NFC, one kind of dash and quote, plain digits, single spaces, no dotted leaders.

    >>> clean_text("Họ tên:……… Lê  Văn Ba")
    'Họ tên: Lê Văn Ba'
    """
    text = _ACCENTED_ONE.sub("1", unicodedata.normalize("NFC", text).translate(_SAME_CHARACTER))
    text = _FOREIGN_DIGIT.sub(lambda found: str(unicodedata.decimal(found.group())), text)
    text = _LEADERS.sub(" ", text)
    # Composing again: a removed character may have kept a letter apart from its mark.
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text).strip())


#: The mark of a note before a value, or what is left of it: `(1)… Thôn 3`, `() Bệnh viện`, `®) Hiện tại`.
_NOTE = re.compile(r"^[\s:;.]*(?:\((?:[1-9]|1\d)?\s*|[®©°*])\)\s*[:;]?\s*(?=\w)")


def tidy(text: str) -> str:
    """Cleaned text without the punctuation of the label before it and the leaders after it."""
    cleaned = _NOTE.sub("", clean_text(text))
    quoted = '"' if cleaned.count('"') % 2 == 0 else ""
    before, after = _BEFORE.replace(quoted, ""), _AFTER.replace(quoted, "")
    while True:
        shorter = cleaned.lstrip(before).rstrip(after)
        if shorter.endswith(")") and "(" not in shorter:
            shorter = shorter[:-1]
        if shorter.endswith("(") or (shorter.startswith("(") and ")" not in shorter):
            shorter = shorter.strip("(")
        shorter = shorter.removeprefix(")")
        if shorter == cleaned:
            return shorter
        cleaned = shorter


def is_blank_marker(text: str) -> bool:
    """Whether the text only says that nothing is there: `-/-`, `---`, `./.`, dots, nothing at all."""
    return not any(character.isalnum() or unicodedata.category(character) == "So" for character in text)


def close_up_dotted(text: str) -> str:
    """Single characters kept apart by the dots of a fill line, put together: `C.N.5.4.2.9` is `CN5429`."""
    return _DOTTED.sub(lambda found: re.sub(r"[.\s]", "", found.group()), text)


@lru_cache(maxsize=8192)
def _repaired_word(word: str, shouting: bool) -> str:
    if len(word) < 2 or word.islower() or word.isupper() or word.istitle():
        return word
    lower, first, rest = word.lower(), word[0], word[1:]
    if not is_vietnamese_syllable(lower):
        return word
    capitals = sum(letter.isupper() for letter in rest)
    if first.islower():
        strays = all(fold(letter) in _SAME_SHAPE for letter in rest if letter.isupper())
        return lower if strays and not shouting else _shouted(word, shouting)
    if shouting or capitals * 2 > len(rest):
        return _shouted(word, True)
    return first + rest.lower()


def _shouted(word: str, shouting: bool) -> str:
    strays = all(fold(letter) in _SAME_SHAPE for letter in word if letter.islower())
    return word.upper() if shouting and strays else word


def _is_shouting(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) > 0.6 * len(letters)


def repair_case(text: str) -> str:
    """Words whose letters OCR mixed up in size only: `sỐ` becomes `số`, `THị` becomes `THỊ`.

    Only a mixed-case word that is a legal syllable changes, and only letters that look alike in both sizes.
    """
    shouting = _is_shouting(text)
    return _WORD.sub(lambda found: _repaired_word(found.group(), shouting), text)


def capital_like(word: str, listed: str) -> str:
    """A listed name's word with the list's capital where its first letter looks alike in both sizes: `củ`."""
    small = word[:1].islower() and listed[:1].isupper() and fold(word[:1]) in _SAME_SHAPE
    return word[:1].upper() + word[1:] if small else word


def shout_case(text: str) -> str:
    """As `repair_case`, and in a text of capitals also short stray words: `VÕ Tô` becomes `VÕ TÔ`."""
    repaired = repair_case(text)
    words = _WORD.findall(repaired)
    if not any(word.isupper() and len(word) > 1 for word in words) or not _is_shouting(repaired):
        return repaired
    return _WORD.sub(lambda found: _shouted(found.group(), True), repaired)


def legible_share(text: str) -> float:
    """The share of words that are legal syllables, abbreviations aside; 1.0 when there is no word."""
    words = [word for word in _WORD.findall(text) if len(word) > 1]
    counted = [word for word in words if not word.isupper()]
    if len(counted) * 2 < len(words):
        counted = [word for word in words if not _ABBREVIATION.fullmatch(word)]
    return sum(map(_is_legible, counted)) / len(counted) if counted else 1.0


def _is_legible(word: str) -> bool:
    return is_vietnamese_syllable(word) or word.lower() in _place_words()


@lru_cache(maxsize=1)
def _place_words() -> frozenset[str]:
    return frozenset(word.lower() for word in place_words())
