"""Reads Vietnamese number words: amounts, areas, years; tolerant of single misread letters.

Each word becomes one token: `0`-`9` digits, `N` năm (five, or "year"), `L` lăm, `U` mốt, `T` mười or mươi,
`H` trăm, `K` nghìn, `M` triệu, `B` tỷ, `&` linh, `,` phẩy, `D` ngày, `P` tháng, `G` giêng, `C` chạp,
`O` mồng, `R` rằm, `;` a comma, `#12` figures among the words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from rapidfuzz.distance import Levenshtein

from hoso.pipeline.normalise.text import clean_text
from hoso.pipeline.syllables import fold, unify_tone_placement

_TOKENS = {
    "không": "0", "một": "1", "hai": "2", "ba": "3", "bốn": "4", "tư": "4", "sáu": "6", "bảy": "7",
    "bẩy": "7", "tám": "8", "chín": "9", "năm": "N", "lăm": "L", "nhăm": "L", "mốt": "U", "mười": "T",
    "mươi": "T", "trăm": "H", "nghìn": "K", "ngàn": "K", "triệu": "M", "tỷ": "B", "tỉ": "B", "linh": "&",
    "lẻ": "&", "lẽ": "&", "phẩy": ",", "phảy": ",", "ngày": "D", "tháng": "P", "giêng": "G", "chạp": "C",
    "mồng": "O", "mùng": "O", "rằm": "R",
}  # fmt: skip
_FOLDED: dict[str, str] = {}
for _word, _token in _TOKENS.items():
    _FOLDED.setdefault(fold(_word), _token)
_DIGITS = {str(digit): digit for digit in range(10)} | {"N": 5, "L": 5, "U": 1}
_SCALES = (("B", 10**9, 10**9), ("M", 10**6, 10**3), ("K", 10**3, 10**3))
_PIECES = re.compile(r"[^\W\d_]+|\d+|[,;]")
_LEADING = frozenset({"sinh", "vao", "luc", "ghi", "chu", "viet", "la", "tu", "den", "cap", "tich"})
_CLOSING = frozenset({"ban", "lan", "tuoi", "nguoi", "con", "thua", "tai", "do", "va", "ghi", "quoc", "gio"})
#: Where the number ends and its unit begins; these words must not pass for misread number words.
_UNITS = re.compile(r"\b(?:met|dong|viet|chan|hec|ha|m2|kg|gam)\b")
_SHORTEST_FUZZY = 3


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text, and how many words had to be guessed by one letter."""

    items: tuple[str, ...]
    repaired: int


@lru_cache(maxsize=4096)
def read_word(word: str) -> tuple[str, bool] | None:
    """The token of a word and whether a letter or an accent had to be overlooked."""
    if word.isdecimal():
        return f"#{word}", False
    lower = unify_tone_placement(word.lower())
    if lower in _TOKENS:
        return _TOKENS[lower], False
    if fold(lower) in _FOLDED:
        return _FOLDED[fold(lower)], True
    if len(lower) < _SHORTEST_FUZZY:
        return None
    for wanted, known in ((lower, _TOKENS), (fold(lower), _FOLDED)):
        near = {
            token
            for spelling, token in known.items()
            if len(spelling) >= _SHORTEST_FUZZY
            and Levenshtein.distance(wanted, spelling, score_cutoff=1) <= 1
        }
        if near:
            return (near.pop(), True) if len(near) == 1 else None
    return None


def tokenise(text: str) -> Tokens | None:
    """The tokens of a phrase, or None when a word in it cannot be read.

    Words before and after that clearly do not belong to it are passed over: behind punctuation, a capital
    that opens the next label, the words that lead to a date. Any other may be a misread part of the number.
    """
    cleaned = clean_text(text)
    pieces = list(_PIECES.finditer(cleaned))
    read = [(";", False) if piece.group() in ",;" else read_word(piece.group()) for piece in pieces]
    first = next((place for place, token in enumerate(read) if token is not None and token[0] != ";"), None)
    if first is None:
        return None
    inner = list(takewhile(lambda token: token is not None, read[first:]))
    tokens = [token for token in inner if token is not None]
    last = first + len(inner) - 1
    if not _opens(cleaned, pieces, first, tokens[0][0]):
        return None
    if last + 1 < len(pieces) and tokens[-1][0] != ";" and not _closes(cleaned[pieces[last].end() :]):
        return None
    return Tokens(tuple(token for token, _ in tokens), sum(repaired for _, repaired in tokens))


def _opens(text: str, pieces: Sequence[re.Match[str]], first: int, token: str) -> bool:
    """Whether a phrase that begins with the token may begin at this piece."""
    if first == 0 or token == "D":
        return True
    before = pieces[first - 1]
    between = text[before.end() : pieces[first].start()]
    return bool(between.strip()) or before.group() in ",;" or fold(before.group()) in _LEADING


def _closes(after: str) -> bool:
    """Whether what follows the last token cannot be a misread word of the number."""
    rest = after.lstrip()
    word = _PIECES.match(rest)
    return (
        word is None or word.group()[0] in ",;" or word.group()[0].isupper() or fold(word.group()) in _CLOSING
    )


def _digit(tokens: Sequence[str]) -> int | None:
    return _DIGITS.get(tokens[0]) if len(tokens) == 1 else None


def _below_hundred(tokens: Sequence[str]) -> int | None:
    if len(tokens) == 1 and tokens[0] in _DIGITS and tokens[0] not in "LU":
        return _DIGITS[tokens[0]]
    if tokens[0] == "T":
        unit = _digit(tokens[1:]) if len(tokens) > 1 else 0
        return None if unit is None or (unit == 0 and len(tokens) > 1) else 10 + unit
    tens = _DIGITS.get(tokens[0], 0)
    if tens < 2 or len(tokens) < 2:
        return None
    if tokens[1] != "T":
        return tens * 10 + _DIGITS[tokens[1]] if len(tokens) == 2 and tokens[1] in "LU" else None
    unit = _digit(tokens[2:]) if len(tokens) > 2 else 0
    return None if unit is None or (unit == 0 and len(tokens) > 2) else tens * 10 + unit


def _below_thousand(tokens: Sequence[str]) -> int | None:
    hundreds = 0
    if len(tokens) > 1 and tokens[1] == "H":
        if tokens[0] not in _DIGITS:
            return None
        hundreds, tokens = _DIGITS[tokens[0]] * 100, tokens[2:]
        if not tokens:
            return hundreds
        if len(tokens) == 1 and tokens[0] != "T":
            return None
    if tokens and tokens[0] == "&":
        unit = _digit(tokens[1:])
        return None if not unit else hundreds + unit
    rest = _below_hundred(tokens) if tokens else None
    return None if rest is None else hundreds + rest


def integer_of(tokens: Sequence[str]) -> int | None:
    """The whole number that the tokens say, or None when they say none."""
    if len(tokens) == 1 and tokens[0].startswith("#"):
        return int(tokens[0][1:]) if len(tokens[0]) <= 16 else None
    for scale, size, most in _SCALES:
        if scale not in tokens:
            continue
        place = len(tokens) - 1 - tuple(reversed(tokens)).index(scale)
        left = integer_of(tokens[:place])
        right = integer_of(tokens[place + 1 :]) if place + 1 < len(tokens) else 0
        if left is None or right is None or left >= most or right >= size:
            return None
        return left * size + right
    return _below_thousand(tokens)


def digits_of(tokens: Sequence[str]) -> str | None:
    """Digits said one by one (`một chín bảy sáu`), or None."""
    if not tokens or any(token not in _DIGITS for token in tokens):
        return None
    return "".join(str(_DIGITS[token]) for token in tokens)


def number_of(tokens: Sequence[str]) -> int | float | None:
    """The whole or decimal number that the tokens say."""
    if tokens.count(",") != 1:
        return integer_of(tokens)
    comma = tokens.index(",")
    whole = integer_of(tokens[:comma])
    after = tokens[comma + 1 :]
    decimals = digits_of(after)
    if decimals is None and after:
        number = integer_of(after)
        decimals = None if number is None else str(number)
    if whole is None or decimals is None or len(decimals) > 6:
        return None
    return float(f"{whole}.{decimals}")


def parse_number_words(text: str) -> int | float | None:
    """The number that words say: `Bảy trăm sáu mươi mốt phẩy hai mét vuông` is 761.2; None when unclear.

    >>> parse_number_words("Hai trăm năm mươi triệu đồng chẵn")
    250000000
    """
    cleaned = clean_text(text)
    unit = _UNITS.search(fold(cleaned))
    tokens = tokenise(cleaned[: unit.start()] if unit else cleaned)
    if tokens is None:
        return None
    spoken = tuple(token for token in tokens.items if token != ";")
    if any(token.startswith("#") for token in spoken):
        return None
    return number_of(spoken)
