"""Cuts a printed address into parts: at commas and dashes, and before words that name a kind of unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from hoso.pipeline.normalise.gazetteer import PIECE, key
from hoso.pipeline.syllables import fold, unify_tone_placement

COMMUNE_KINDS = frozenset({"xã", "phường", "thị trấn", "đặc khu"})
DISTRICT_KINDS = frozenset({"huyện", "quận", "thị xã", "thành phố"})
PROVINCE_KINDS = frozenset({"tỉnh", "thành phố"})

_IN_FULL = ("thị trấn", "thị xã", "thành phố", "đặc khu", "xã", "phường", "huyện", "quận", "tỉnh")
_FULL: Mapping[str, str] = {fold(kind).replace(" ", ""): kind for kind in _IN_FULL}
_SHORT: Mapping[str, str] = {
    "x": "xã", "p": "phường", "f": "phường", "tt": "thị trấn", "ttr": "thị trấn", "h": "huyện",
    "q": "quận", "tx": "thị xã", "tp": "thành phố", "t": "tỉnh",
}  # fmt: skip
#: Short forms after which a full stop ends no part.
_ABBREVIATED = frozenset(_SHORT) | {"kp", "tdp", "bv", "ubnd", "st", "ct", "d"}
_BREAK = re.compile(r"[,;/()\n|]|(?<![^\s])-|-(?![^\s])|–|-(?=[A-ZĐÀ-Ỹ])")
_STOP = re.compile(r"\.(?=\s|$)")
_SHORT_LENGTH = 3
#: Letters of the shortest kind that may be known by all letters but one.
_LEAST_ALMOST = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or number of an address and where it stands in the text."""

    text: str
    start: int
    end: int
    #: What stands between the piece before and this one.
    gap: str

    @property
    def is_name(self) -> bool:
        """Whether a name may begin here: with a capital, a number, or the `la` that stands for `Ia`."""
        return self.text[0].isupper() or self.text[0].isdigit() or self.text == "la"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an address: the kind of unit that it says, if any, and its name."""

    kind: str | None
    kind_pieces: tuple[Piece, ...]
    name: tuple[Piece, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return (*self.kind_pieces, *self.name)

    @property
    def key(self) -> str:
        return key_of(self.name)

    def as_name(self) -> Part:
        """The part with what passed for a kind as the beginning of the name: `Quan Hóa`."""
        return Part(None, (), self.pieces)

    def tail(self, count: int) -> Part:
        """Its last pieces alone."""
        return Part(None, (), self.pieces[-count:])

    def without_tail(self, count: int) -> Part:
        """What is left without the last pieces."""
        return part_of(self.pieces[:-count])


def key_of(name: Sequence[Piece]) -> str:
    """The key of the pieces as a name; `la` before a name is `Ia`, as many names of the highlands begin."""
    followed = [*(piece.is_name for piece in name[1:]), False]
    return "".join(
        "ia" if piece.text == "la" and before_name else key(piece.text)
        for piece, before_name in zip(name, followed, strict=True)
    )


def name_of(name: Sequence[Piece]) -> str:
    """The pieces as a name."""
    return " ".join(piece.text for piece in name)


def pieces_of(text: str) -> tuple[Piece, ...]:
    """The words and numbers of a text."""
    found, end = [], 0
    for match in PIECE.finditer(text):
        found.append(Piece(match[0], match.start(), match.end(), text[end : match.start()]))
        end = match.end()
    return tuple(found)


def parts_of(text: str) -> list[Part]:
    """The parts of an address in its order."""
    every = pieces_of(text)
    starts = [0, *(at for at in range(1, len(every)) if _begins(every, at))]
    ends = [*starts[1:], len(every)]
    return [part_of(every[start:end]) for start, end in zip(starts, ends, strict=True) if start < end]


def part_of(some: Sequence[Piece]) -> Part:
    """The pieces as a part, its kind told from its name."""
    kind, count = kind_at(some, 0)
    if kind is None or count >= len(some):
        return Part(None, (), tuple(some))
    return Part(kind, tuple(some[:count]), tuple(some[count:]))


def kind_at(every: Sequence[Piece], at: int) -> tuple[str | None, int]:
    """The kind of unit that the pieces say from there on, and in how many words."""
    here = every[at]
    if at + 1 < len(every) and every[at + 1].gap == " ":
        both = _FULL.get(fold(here.text) + fold(every[at + 1].text))
        if both and " " in both:
            return both, 2
    full = _FULL.get(fold(here.text))
    if full and (_spelled(here, full) or (here.text.islower() and _names_follow(every, at + 1))):
        return full, 1
    if fold(here.text) == "t" and at + 1 < len(every) and fold(every[at + 1].text) == "p":
        dotted = every[at + 1].gap in (".", ". ")
        return ("thành phố", 2) if dotted and _names_follow(every, at + 2) else (None, 0)
    short = _SHORT.get(here.text.lower())
    return (short, 1) if short and _shortened(every, at) else (None, 0)


def almost_kind(every: Sequence[Piece]) -> tuple[str | None, int]:
    """The kind that the first pieces say but for one letter or a mark: `huuện`, `thành phế`, `HUYẸN`."""
    for count in (2, 1):
        said = "".join(fold(piece.text) for piece in every[:count])
        if len(every) <= count or len(said) < _LEAST_ALMOST or not _names_follow(every, count):
            continue
        for letters, kind in _FULL.items():
            if (" " in kind) == (count == 2) and Levenshtein.distance(said, letters, score_cutoff=1) <= 1:
                return kind, count
    return None, 0


def is_kind(some: Sequence[Piece], kind: str) -> bool:
    """Whether the pieces say the kind as they should, in full or short."""
    said = unify_tone_placement(" ".join(piece.text for piece in some).lower())
    return said == kind or said.replace(" ", "") in _SHORT


def _spelled(piece: Piece, kind: str) -> bool:
    return unify_tone_placement(piece.text.lower()) == kind


def _names_follow(every: Sequence[Piece], at: int) -> bool:
    return at < len(every) and every[at].is_name and not _BREAK.search(every[at].gap)


def _shortened(every: Sequence[Piece], at: int) -> bool:
    """Whether a short form stands before a name: `P. Phú Hội`, `Q3`, `TP HCM`."""
    if not _names_follow(every, at + 1):
        return False
    gap = every[at + 1].gap
    return gap.startswith(".") or (gap == "" and every[at + 1].text.isdigit()) or gap == " "


def _begins(every: Sequence[Piece], at: int) -> bool:
    """Whether a new part begins with the piece."""
    here, before = every[at], every[at - 1]
    if _BREAK.search(here.gap):
        return True
    if _STOP.search(here.gap) and before.text.lower() not in _ABBREVIATED:
        return True
    kind, count = kind_at(every, at)
    if kind is None or not _names_follow(every, at + count):
        return False
    if kind_at(every, at - 1)[1] == 2 or (at > 1 and kind_at(every, at - 2)[1] == 2):
        return False
    short = len(here.text) < _SHORT_LENGTH and count == 1 and here.text.lower() in _SHORT
    return not short or every[at + 1].gap != " " or len(here.text) == 2


def printed(parts: Sequence[Part]) -> Iterator[Piece]:
    """All pieces of the parts."""
    for part in parts:
        yield from part.pieces
