"""A text beside the words that it was read from: what each piece was read as, and what is to change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from hoso.pipeline.normalise.address_parts import Piece, pieces_of
from hoso.pipeline.normalise.gazetteer import pieces, spelling
from hoso.pipeline.normalise.text import clean_text
from hoso.pipeline.syllables import fold
from hoso.schemas.pages import Word

#: What a word counts that the lists of units confirm.
_CONFIRMED = 0.985
_NEW_PLACEMENT = re.compile(r"[oO][àáảãạèéẻẽẹ]|(?<![qQ])[uU][ỳýỷỹỵ]")
_OLD_ENDS = dict(
    zip("òa óa ỏa õa ọa ùy úy ủy ũy ụy".split(), "oà oá oả oã oạ uỳ uý uỷ uỹ uỵ".split(), strict=True)
)
#: `Ia`, with which many names of the highlands begin, and how it is read.
ISLAND, ISLAND_READ = "Ia", "la"


@dataclass(slots=True)
class Sheet:
    """The pieces of a text, and by their numbers: changes, commas before them, those that are confirmed.

    `settled` is false once a change rests on a list alone.
    """

    text: str
    words: Sequence[Word]
    pieces: tuple[Piece, ...]
    source: Mapping[int, int]
    edits: dict[int, str] = field(default_factory=dict)
    commas: set[int] = field(default_factory=set)
    sure: set[int] = field(default_factory=set)
    settled: bool = True

    def number(self, piece: Piece) -> int:
        """The number of a piece by its place."""
        return next(number for number, own in enumerate(self.pieces) if own.start == piece.start)

    def holds(self, some: Sequence[Piece]) -> bool:
        """Whether the pieces stand in the text itself and not in what was put after it."""
        return some[-1].end <= len(self.text)

    def confirm(self, some: Iterable[Piece]) -> None:
        """Takes the pieces for sure; numbers prove nothing."""
        self.sure |= {self.number(piece) for piece in some if not piece.text.isdigit()}

    def word(self, number: int) -> Word | None:
        """The word that a piece was read from."""
        at = self.source.get(number)
        return None if at is None else self.words[at]

    def rival_has(self, number: int, wanted: str) -> bool:
        """Whether the rival reading of the piece's word has that spelling."""
        word = self.word(number)
        return word is not None and _spells(word.other, wanted)

    def change(self, number: int, wanted: str) -> None:
        """Puts a listed word in a piece's place, in its letter case and the text's way to place tones."""
        modern = _NEW_PLACEMENT.search(self.text)
        ending = wanted[-2:].lower()
        placed = wanted[:-2] + _OLD_ENDS[ending] if modern and ending in _OLD_ENDS else wanted
        self.edits[number] = cased(self.pieces[number].text, placed)

    def edited(self) -> str:
        """The text with all changes."""
        text = self.text
        for number in sorted({*self.edits, *self.commas}, reverse=True):
            piece = self.pieces[number]
            if number in self.edits:
                text = text[: piece.start] + self.edits[number] + text[piece.end :]
            if number in self.commas:
                text = text[: piece.start - len(piece.gap)] + ", " + text[piece.start :]
        return text

    def weighed(self) -> tuple[Word, ...]:
        """The words, those surer of which every piece is confirmed and read so by one of the readings."""
        owned: dict[int, list[int]] = {}
        for number, at in self.source.items():
            owned.setdefault(at, []).append(number)
        weighed = list(self.words)
        for at, numbers in owned.items():
            if all(number in self.sure and self._is_read(number) for number in numbers):
                word = weighed[at]
                weighed[at] = replace(word, confidence=max(word.confidence, _CONFIRMED), other="")
        return tuple(weighed)

    def _is_read(self, number: int) -> bool:
        now = self.edits.get(number, self.pieces[number].text)
        word = self.word(number)
        if word is None:
            return False
        island = now == ISLAND and _spells(word.text, ISLAND_READ)
        return island or _spells(word.text, now) or _spells(word.other, now)


def sheet_of(text: str, words: Sequence[Word]) -> Sheet:
    """The text with its pieces matched to the words."""
    every = pieces_of(text)
    return Sheet(text, words, every, _sources(every, words))


def cased(read: str, word: str) -> str:
    """The word in the letter case of what was read."""
    if read.isupper() and len(read) > 1:
        return word.upper()
    return word[0].upper() + word[1:] if read[0].isupper() else word


def _spells(text: str, wanted: str) -> bool:
    """Whether a word of the text is spelled so."""
    return bool(text) and any(spelling(part) == spelling(wanted) for part in pieces(clean_text(text)))


def _sources(every: Sequence[Piece], words: Sequence[Word]) -> Mapping[int, int]:
    """Which word each piece came from; pieces without one were put there by other repairs."""
    read = [(fold(part), at) for at, word in enumerate(words) for part in pieces(clean_text(word.text))]
    mine, theirs = [fold(piece.text) for piece in every], [text for text, _ in read]
    if mine == theirs:
        return {number: at for number, (_, at) in enumerate(read)}
    found: dict[int, int] = {}
    for kind, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and b - a == d - c):
            found |= {a + step: read[c + step][1] for step in range(b - a)}
    return found
