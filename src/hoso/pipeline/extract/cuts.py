"""Where a value ends inside a sentence: each kind of value has its own way to stop."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from hoso.pipeline.layout.rows import Token
from hoso.pipeline.syllables import fold

Tokens = Sequence[Token]

_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_UNIT = re.compile(r"(?:m\s?[2²?°'*z]?|m2|met|ha)$")
_AMOUNT = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?!\d)")
_LEAST_AMOUNT = 5
_MONEY_UNITS = ("dong", "d", "vnd", "vnđ")
_SCALES = ("ty", "ti", "trieu", "nghin", "ngan")
_TITLES = frozenset(
    {"ông", "bà", "là", "vợ", "chồng", "và", "cô", "anh", "chị", "hộ", "ông/bà", "tên", "cụ", "cố"}
)
_SHORTENED = frozenset({"tp", "p", "q", "tt", "h", "t", "x", "tx", "d", "so", "kp", "st", "tdp", "ql", "tl"})
_NO_ADDRESS = frozenset({"theo", "do", "de", "duoc", "thuoc", "bang", "dien", "la", "nay", "cung"})
_ID_DIGITS = (9, 12)
#: A gap of this many letter heights parts columns.
_COLUMN_GAP = 2.6
_LONGEST_NAME, _LONGEST_OFFICE = 7, 16
#: Words that open the name of an organisation; the first alone may be a surname (`Trương`, `Văn`).
_OFFICES = frozenset({
    "cong ty", "doanh nghiep", "hop tac", "tong cong", "ngan hang", "truong hoc", "uy ban", "chi nhanh",
    "van phong", "trung tam",
})  # fmt: skip


def cut(kind: str, tokens: Tokens) -> tuple[Token, ...]:
    """The words of the value among those that follow its label in a sentence; none when there is none."""
    while tokens and not tokens[0].folded and tokens[0].word.text not in ("(",):
        tokens = tokens[1:]
    return tuple(_CUTS.get(kind, _plain)(tokens)) if tokens else ()


def _text(token: Token) -> str:
    return token.word.text


def _closed(tokens: Tokens) -> Tokens:
    """The words up to a bracket that closes what opened before the value."""
    depth = 0
    for at, token in enumerate(tokens):
        depth += _text(token).count("(") - _text(token).count(")")
        if depth < 0:
            return tokens[: at + 1]
    return tokens


def _plain(tokens: Tokens) -> Tokens:
    """Free text: to the end of its sentence."""
    tokens = _closed(tokens)
    end = next((at + 1 for at, token in enumerate(tokens) if _ends_sentence(tokens, at)), len(tokens))
    return tokens[:end]


def _ends_sentence(tokens: Tokens, at: int) -> bool:
    text = _text(tokens[at])
    short = tokens[at].folded in _SHORTENED or text.endswith((",T.", ",H.", ",X.", ",P.", ",Q."))
    if not text.endswith(".") or short or text[:-1].replace(".", "").isdigit():
        return False
    return at + 1 < len(tokens) and _text(tokens[at + 1])[:1].isupper()


def _name(tokens: Tokens) -> Tokens:
    """Words with a capital, after a form of address."""
    start = 0
    while start < len(tokens) and _text(tokens[start]).lower().strip(" :.,()") in _TITLES:
        start += 1
    name: list[Token] = []
    opening = " ".join(token.folded for token in tokens[start : start + 2])
    longest = _LONGEST_OFFICE if opening in _OFFICES else _LONGEST_NAME
    for token in tokens[start : start + longest]:
        text = _text(token)
        if not text[:1].isupper() or any(map(str.isdigit, text)) or (name and _apart(name[-1], token)):
            break
        name.append(token)
        if text.endswith((",", ";", ".", ":", ")")):
            break
    return name


def _apart(before: Token, token: Token) -> bool:
    """Whether a wide gap on one line parts the words."""
    beside = abs(token.word.box.centre[1] - before.word.box.centre[1]) < token.word.box.height
    return beside and token.gap > _COLUMN_GAP


def _year(tokens: Tokens) -> Tokens:
    end = next((at + 1 for at, token in enumerate(tokens[:10]) if _YEAR.search(_text(token))), 0)
    return tokens[:end] if end else tokens[:1]


def _id_number(tokens: Tokens) -> Tokens:
    """The first group of nine or twelve figures, also in groups; what is misread stays as one word."""
    start = next((at for at, token in enumerate(tokens[:8]) if any(map(str.isdigit, _text(token)))), None)
    if start is None:
        return ()
    count = 0
    for at, token in enumerate(tokens[start:], start):
        digits = sum(map(str.isdigit, _text(token)))
        if not digits or (at > start and not token.folded.isdigit()):
            return tokens[start:at]
        count += digits
        if count >= max(_ID_DIGITS) or _text(token).endswith((",", ";", ".", ")")):
            return tokens[start : at + 1]
    return tokens[start:]


def _date(tokens: Tokens) -> Tokens:
    end = next((at + 1 for at, token in enumerate(tokens[:12]) if _YEAR.search(_text(token))), 0)
    start = next((at for at, token in enumerate(tokens[:end]) if any(map(str.isdigit, _text(token)))), 0)
    return tokens[start:end]


def _area(tokens: Tokens) -> Tokens:
    """Figures and their unit."""
    start = next((at for at, token in enumerate(tokens[:6]) if any(map(str.isdigit, _text(token)))), None)
    if start is None:
        return ()
    for at, token in enumerate(tokens[start : start + 4], start):
        if _UNIT.search(fold(_text(token)).rstrip(" .,;:)")):
            return tokens[start : at + 1]
    return tokens[start : start + 1]


def _money(tokens: Tokens) -> Tokens:
    """An amount with its unit and its words; a small number (`Điều 1`) is none."""
    for at, token in enumerate(tokens):
        following = tokens[at + 1].folded if at + 1 < len(tokens) else ""
        figures = sum(map(str.isdigit, _text(token)))
        named = following in _SCALES or (following in _MONEY_UNITS and figures >= _LEAST_AMOUNT)
        if not figures or not (_AMOUNT.search(_text(token)) or named):
            continue
        end = at + 1
        while end < len(tokens) and end < at + 6 and tokens[end].folded in (*_SCALES, *_MONEY_UNITS):
            end += 1
        return tokens[at : _words_end(tokens, end)]
    return ()


def _words_end(tokens: Tokens, end: int) -> int:
    """Where the amount in words ends that a bracket holds right after the figures."""
    if end >= len(tokens) or not _text(tokens[end]).startswith("("):
        return end
    return next((at + 1 for at in range(end, len(tokens)) if ")" in _text(tokens[at])), len(tokens))


def _number(tokens: Tokens) -> Tokens:
    """A number, perhaps in pieces, up to the first mark that ends it."""
    if not any(map(str.isdigit, "".join(_text(token) for token in tokens[:2]))):
        return ()
    if len(tokens) > 2 and _text(tokens[1]) == "/":
        return tokens[:3]  # parcel and sheet: `412-1 / 80`
    if len(tokens) > 1 and (_text(tokens[0]).endswith("/") or not any(map(str.isdigit, _text(tokens[0])))):
        return tokens[:2]  # the same, or letters before the figures: `BL 769262`
    for at, token in enumerate(tokens[:5]):
        if at and not any(map(str.isdigit, _text(token))):
            return tokens[:at]
        if _text(token).endswith((",", ";", ".", ")", ":")):
            return tokens[: at + 1]
    return tokens[:1]


def _address(tokens: Tokens) -> Tokens:
    """Names of places, up to what no address holds."""
    tokens = _closed(tokens[1:] if _text(tokens[0]).rstrip(":") == "tại" else tokens)
    for at, token in enumerate(tokens):
        text = _text(token)
        if at and (text.startswith("(") or (text.islower() and token.folded in _NO_ADDRESS)):
            return tokens[:at]
        if text.endswith(";") or _ends_sentence(tokens, at):
            return tokens[: at + 1]
    return tokens


def _purpose(tokens: Tokens) -> Tokens:
    """A use of land, up to how it is told or, also where its label is broken by the page, for how long."""
    tokens = _plain(tokens)
    told = (at for at, token in enumerate(tokens) if at and _text(token) == "theo")
    pairs = enumerate(pairwise(tokens))
    timed = (at for at, (one, other) in pairs if at and (_text(one), _text(other)) == ("thời", "hạn"))
    return tokens[: min([*told, *timed], default=len(tokens))]


_CUTS: Mapping[str, Callable[[Tokens], Tokens]] = {
    "name": _name,
    "year": _year,
    "id_number": _id_number,
    "date": _date,
    "area": _area,
    "money": _money,
    "parcel_number": _number,
    "map_sheet_number": _number,
    "register_number": _number,
    "land_register_number": _number,
    "land_serial": _number,
    "address": _address,
    "land_use_purpose": _purpose,
}
