"""What stands around the values of one paper: looked up once per paper, asked for each value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from statistics import fmean

from hoso.pipeline.confidence.evidence import Setting, plain
from hoso.pipeline.layout.rows import Row, Token
from hoso.pipeline.syllables import fold

#: White space of this many letter heights, or of rows, ends a value.
_GAP, _ROW_GAP = 2.6, 1.9
#: Letters of the shortest word that is compared with others of the paper: `xã` says nothing.
_SHORTEST = 3
_USUAL = 0.95
#: How people are spoken of before their names.
_TITLES = frozenset({"ong", "ba", "anh", "chi", "chau", "ho"})


class Surroundings:
    """The rows of one paper with the places of its labels (row, first token)."""

    def __init__(self, rows: Sequence[Row], labels: Iterable[tuple[int, int]]) -> None:
        self._rows = rows
        self._labels = frozenset(labels)
        self._place = {
            id(token): (at, i) for at, row in enumerate(rows) for i, token in enumerate(row.tokens)
        }

    def setting(self, tokens: Sequence[Token]) -> Setting:
        """The setting of the value that these words are; the grade of its page is not known here."""
        places = [self._place[id(token)] for token in tokens if id(token) in self._place]
        if not places:
            return Setting(whole=self._whole)
        words = Counter(_core(token) for token in tokens if _is_proper(token))
        return Setting(
            whole=self._whole,
            beside=self._beside(places),
            rivals=sum(map(self._rival, words)),
            twins=sum(self._spelled(core)[core] > count for core, count in words.items()),
            lines=len({at for at, _ in places}),
            room=max(0.0, self._margin - tokens[-1].word.box.right),
            closed=self._closed(*places[-1]) and self._opened(*places[0]),
        )

    @cached_property
    def _whole(self) -> float:
        sure = [token.word.confidence for row in self._rows for token in row.tokens if token.folded]
        return fmean(sure) if sure else _USUAL

    @cached_property
    def _margin(self) -> float:
        rights = sorted(row.box.right for row in self._rows)
        return rights[int(0.95 * (len(rights) - 1))]

    @cached_property
    def _spellings(self) -> Mapping[str, Counter[str]]:
        """The words of the paper that begin with a capital, by their letters without marks."""
        found: dict[str, Counter[str]] = {}
        for row in self._rows:
            for token in filter(_is_proper, row.tokens):
                core = _core(token)
                found.setdefault(fold(core), Counter())[core] += 1
        return found

    def _spelled(self, core: str) -> Counter[str]:
        return self._spellings.get(fold(core), Counter())

    def _rival(self, core: str) -> bool:
        """Whether the word stands on the paper with other marks at least as often as so."""
        spellings = self._spelled(core)
        return any(count >= spellings[core] for other, count in spellings.items() if other != core)

    def _beside(self, places: Sequence[tuple[int, int]]) -> float:
        """The confidence in the words right before and after the value on its rows."""
        (first, start), (last, end) = places[0], places[-1]
        near = [
            *self._rows[first].tokens[max(0, start - 2) : start],
            *self._rows[last].tokens[end + 1 : end + 2],
        ]
        sure = [token.word.confidence for token in near if token.folded]
        return fmean(sure) if sure else _USUAL

    def _closed(self, at: int, index: int) -> bool:
        """Whether a label or white space follows: on the row, or where the next row begins."""
        row = self._rows[at]
        if index + 1 < len(row.tokens):
            following = row.tokens[index + 1]
            return following.gap > _GAP or self._is_label(row, index + 1)
        below = self._rows[at + 1] if at + 1 < len(self._rows) else None
        if below is None or below.page != row.page:
            return True
        apart = below.box.top - row.box.bottom > _ROW_GAP * max(row.height, below.height)
        return apart or self._is_label(below, 0)

    def _opened(self, at: int, index: int) -> bool:
        """Whether no name goes before on the row, close to the value and part of no label, as far as seen."""
        row = self._rows[at]
        before = row.tokens[index - 1] if index else None
        if before is None or row.tokens[index].starts_run or not before.word.text[-1:].isalpha():
            return True
        labelled = before.folded in _TITLES or self._is_label(row, index - 1)
        return labelled or not (_is_proper(before) and before.word.text[1:].islower())

    def _is_label(self, row: Row, start: int) -> bool:
        """Whether a label begins at the token, or after the number of a list item."""
        return bool(self._labels & {(row.index, start), (row.index, start + 1)})


def _core(token: Token) -> str:
    return plain(token.word.text)


def _is_proper(token: Token) -> bool:
    """Whether the word may be a name: it begins with a capital and has some letters."""
    return token.word.text[:1].isupper() and len(_core(token)) >= _SHORTEST
