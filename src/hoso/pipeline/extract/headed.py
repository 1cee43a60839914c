"""Who is named behind the heading of a deed's side: `Bên A: Ông Lê Văn Ba`, `Các đồng thừa kế: A; B; C`."""

from __future__ import annotations

from collections.abc import Sequence

from hoso.pipeline.extract.cuts import cut
from hoso.pipeline.layout.rows import Row, Token
from hoso.pipeline.normalise.name_lexicon import weight

_ADDRESSED = frozenset({"ong", "ba", "ongba"})
#: Words of a name that no form of address leads to.
_FEWEST, _MOST = 2, 7
#: What parts the names of a list.
_PARTS = (";", ",")


def named_behind(words: Sequence[Token], *, closed: bool) -> tuple[Token, ...]:
    """The name that the words after a heading begin with, brackets passed over; none where they are no name.

    `closed`: a colon ends the heading. Without a form of address only capitals are a name.
    """
    words = _without_brackets(words)
    if not words:
        return ()
    name = cut("name", words)
    if words[0].folded in _ADDRESSED:
        return name
    return name if _is_bare_name(name, closed=closed) else ()


def alone_below(row: Row) -> tuple[Token, ...]:
    """The name in capitals that is all of a line."""
    name = named_behind(row.tokens, closed=False)
    return name if len(name) == len(row.tokens) else ()


def listed_behind(words: Sequence[Token]) -> list[tuple[Token, ...]]:
    """The names of a list behind a heading; none where anything in it is no name."""
    names: list[tuple[Token, ...]] = []
    rest = tuple(_without_brackets(words))
    while rest:
        name = cut("name", rest)
        if not (rest[0].folded in _ADDRESSED or _is_bare_name(name, closed=True)):
            return []
        names.append(name)
        parted = bool(name) and name[-1].word.text.endswith(_PARTS)
        rest = rest[rest.index(name[-1]) + 1 :] if parted else ()
    return names


def _without_brackets(words: Sequence[Token]) -> Sequence[Token]:
    while words and words[0].folded not in _ADDRESSED and words[0].word.text[:1] in ":(":
        closed = next((at + 1 for at, token in enumerate(words) if ")" in token.word.text), 1)
        words = words[closed if words[0].word.text.startswith("(") else 1 :]
    return words


def _is_bare_name(name: Sequence[Token], *, closed: bool) -> bool:
    """Whether words are a person's name that no form of address leads to."""
    shouted = all(token.word.text.isupper() for token in name)
    known = bool(name) and weight(name[0].word.text.strip(" ,;."), "family") > 0
    return _FEWEST <= len(name) <= _MOST and known and (shouted or closed)
