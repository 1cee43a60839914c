"""Layout: the words of a page as rows, each row as runs of words that belong together.

An engine cuts a page into blocks its own way and may part a label from its value; rows are built anew
from the places of the words, which after straightening is safe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median

from hoso.pipeline.layout.motto import is_motto
from hoso.pipeline.layout.ruled import Band, bands_of
from hoso.pipeline.syllables import fold
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Page, Word

#: Note marks that forms print after a label: `Tên(2):`.
_FOOTNOTE = re.compile(r"\(\d{1,2}\)")
#: One that stands alone may have lost a bracket: `3)`, `(3`.
_BROKEN_NOTE = re.compile(r"\(\d{1,2}\)?|\d\)")
#: The same note mark raised and read as a digit on the label: `Tên2:`.
_RAISED_NOTE = re.compile(r"^(\w?[^\W\d_]*[a-zà-ỹ]{2,})\d\W*$")
#: The same with its closing bracket, the opening one and the digit misread: `TênG):`, `chỉ2);`.
_BROKEN_RAISED = re.compile(r"^([^\W\d_]*[a-zà-ỹ]{2,})[\dA-ZÔ®©]?\)\W*$")
#: A colon that parts a label from a value set close to it, or stands before that value; a time of day
#: (`10:30`) has digits before it.
_INNER_COLON = re.compile(r"(?<=[\w)])(?<!\d)[:;](?=[^\s:;)])|^[:;](?=\w)")
#: `số` read as one with the figures behind it: `CMND số024203108`.
_GLUED_NUMBER = re.compile(r"[Ss]ố(?=\d{4})")
#: The first and last words of the motto's two lines.
_MOTTO_OPENS, _MOTTO_ENDS = ("cong", "doc"), ("nam", "phuc")
#: A gap wider than this many letter heights parts two runs of one row.
_WIDE_GAP = 1.6
#: Letters of the shortest word that a label's cell may go on with.
_SHORTEST_WORD = 2
#: Columns of the narrowest table that counts them.
_COLUMNS = 4
#: What the border of a cell counts as, in letter heights.
_BORDER = 99.0
#: The usual space between words, in letter heights, and the widest a typewriter or a justified line makes it.
_SPACE, _WIDEST_SPACE = 0.8, 1.5


@dataclass(frozen=True)
class Token:
    """A word in its row. `folded` is lower case without marks, only letters and digits, for comparing.

    `gap` is the white space before it in letter heights of its row (large for the first word).
    """

    word: Word
    gap: float

    @cached_property
    def folded(self) -> str:
        text = _RAISED_NOTE.sub(r"\1", _FOOTNOTE.sub("", self.word.text))
        text = _BROKEN_RAISED.sub(r"\1", text)
        return "".join(c for c in fold(text) if c.isalnum())

    @cached_property
    def ends_label(self) -> bool:
        """Whether a colon, or what OCR makes of one, closes the word."""
        return self.word.text.endswith((":", ";"))

    @cached_property
    def starts_run(self) -> bool:
        return self.gap >= _WIDE_GAP


def is_note_mark(token: Token) -> bool:
    """Whether the word is but the number of a note at the foot: `(2)`, `(2):`."""
    return bool(_BROKEN_NOTE.fullmatch(token.word.text.rstrip(":;/'’.…_")))


def rests(row: Row, at: int) -> int:
    """Where what is left of a cell ends, as long as it is no word: the mark of a note, a speck, a border."""
    end = next((end for start, end in row.runs() if start < at <= end), at)
    left = row.tokens[at:end]
    return end if all(is_note_mark(t) or len(t.folded) < _SHORTEST_WORD for t in left) else at


@dataclass(frozen=True)
class Row:
    """Words on one height of a page, left to right. `index` counts rows of the whole paper.

    `ruled`: it is a row of a ruled table, cell after cell, and each cell holds all of its lines.
    """

    index: int
    page: int
    tokens: tuple[Token, ...]
    ruled: bool = False

    @cached_property
    def box(self) -> Box:
        return Box.around(token.word.box for token in self.tokens)

    @cached_property
    def height(self) -> float:
        """The usual height of its words, relative to the page."""
        return median(token.word.box.height for token in self.tokens)

    @property
    def text(self) -> str:
        return " ".join(token.word.text for token in self.tokens)

    def runs(self) -> list[tuple[int, int]]:
        """Half-open ranges of tokens that stand together."""
        starts = [i for i, token in enumerate(self.tokens) if token.starts_run]
        return list(zip(starts, [*starts[1:], len(self.tokens)], strict=True))


def rows_of(pages: Sequence[Page]) -> tuple[Row, ...]:
    """All rows of a paper's pages in reading order."""
    rows: list[Row] = []
    for page in pages:
        bands, lines = bands_of(page, _gathered)
        parts: list[list[Word] | Band] = [*_gathered(lines), *bands]
        for part in sorted(parts, key=_height):
            tokens = _cell_tokens(part, page) if isinstance(part, Band) else _line_tokens(part, page)
            if not _numbers_columns(tokens):
                rows.append(Row(len(rows), page.number, tokens, isinstance(part, Band)))
    return tuple(rows)


def _numbers_columns(tokens: Sequence[Token]) -> bool:
    """Whether the row only counts the columns of a table: `1 | 2 | 3 | 4`, `(1) | (2) | (3) | (4)`."""
    counted = [str(number) for number in range(1, len(tokens) + 1)]
    apart = all(token.starts_run for token in tokens)
    return len(tokens) >= _COLUMNS and apart and counted == [t.word.text.strip("()") for t in tokens]


def _height(part: list[Word] | Band) -> float:
    return _middle(part.words if isinstance(part, Band) else part)


def _line_tokens(words: Sequence[Word], page: Page) -> tuple[Token, ...]:
    return _apart_from_motto(_tokens(words, page))


def _gathered(lines: Sequence[Line]) -> list[list[Word]]:
    """The lines gathered by height: pieces of one row that the engine kept apart come together."""
    rows: list[_Piece] = []
    for line in sorted(lines, key=lambda line: _middle(line.words)):
        piece = _Piece([word for word in line.words if _is_print(word)])
        if not piece.words:
            continue
        at = next((at for at in range(len(rows))[:-5:-1] if _same_row(rows[at], piece)), None)
        if at is None:
            rows.append(piece)
        else:
            rows[at] = _Piece(rows[at].words + piece.words)
    return [sorted(row.words, key=lambda w: w.box.left) for row in rows]


@dataclass(frozen=True)
class _Piece:
    """Words on one height, with the middle of their places and their usual height."""

    words: list[Word]

    @cached_property
    def middle(self) -> float:
        return _middle(self.words)

    @cached_property
    def height(self) -> float:
        return median(word.box.height for word in self.words)


def _is_print(word: Word) -> bool:
    """Whether a word is more than a speck or a piece of a border."""
    return any(map(str.isalnum, word.text)) or (word.box.height < 0.03 and word.confidence > 0.3)


def _middle(words: Sequence[Word]) -> float:
    return median(word.box.centre[1] for word in words)


def _same_row(row: _Piece, piece: _Piece) -> bool:
    """Whether words of another line stand at the height of the row, beside it and not over it."""
    near = 0.55 * min(row.height, piece.height)
    if abs(_near_middle(row.words, piece.words) - piece.middle) > near:
        return False
    return not any(_across(one, other) > 0.3 for one in row.words for other in piece.words)


def _near_middle(row: Sequence[Word], words: Sequence[Word]) -> float:
    """The height of the row's words next to the others: on a curled page rows drift."""
    centre = median(word.box.centre[0] for word in words)
    nearest = sorted(row, key=lambda w: abs(w.box.centre[0] - centre))[:3]
    return _middle(nearest)


def _across(one: Word, other: Word) -> float:
    """How much two words overlap from left to right, as a share of the narrower one."""
    shared = min(one.box.right, other.box.right) - max(one.box.left, other.box.left)
    return shared / max(1e-6, min(one.box.width, other.box.width))


def _tokens(words: Sequence[Word], page: Page) -> tuple[Token, ...]:
    shape = page.height_px / page.width_px
    letter = max(1e-4, median(w.box.height for w in words) * shape * 0.75)
    tokens, right = [], None
    for word in (part for whole in words for part in _parted(whole)):
        gap = 99.0 if right is None else (word.box.left - right) / letter
        tokens.append(Token(word, gap))
        right = max(word.box.right, right or 0.0)
    return _evened(tokens)


def _cell_tokens(band: Band, page: Page) -> tuple[Token, ...]:
    """The words of a row of cells, each cell a run of its own."""
    tokens: list[Token] = []
    for cell in band.cells:
        first, *others = _tokens(cell, page)
        tokens += [replace(first, gap=_BORDER), *(replace(t, gap=min(t.gap, _SPACE)) for t in others)]
    return tuple(tokens)


def _evened(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens of a widely spaced row with their gaps as they would be in a usual one."""
    spaces = [token.gap for token in tokens[1:] if token.gap < _SPACE + _WIDE_GAP]
    usual = min(median(spaces), _WIDEST_SPACE) if len(spaces) > 3 else _SPACE
    if usual <= _SPACE:
        return tuple(tokens)
    return tuple(replace(token, gap=token.gap * _SPACE / usual) for token in tokens)


def _apart_from_motto(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with the national motto as a run of its own, however close other print stands to it."""
    if not is_motto(" ".join(token.word.text for token in tokens)):
        return tokens
    start = next(
        (i for i, t in enumerate(tokens) if t.folded.startswith(_MOTTO_OPENS) and i + 3 < len(tokens)), None
    )
    end = next((i for i, t in reversed(list(enumerate(tokens))) if t.folded.startswith(_MOTTO_ENDS)), None)
    breaks = {start, None if end is None else end + 1}
    return tuple(replace(t, gap=max(t.gap, 99.0)) if i in breaks else t for i, t in enumerate(tokens))


def _parted(word: Word) -> Iterator[Word]:
    """The word, cut after a colon inside it or between two read as one; each takes its share of the box."""
    colon = _INNER_COLON.search(word.text)
    number = _GLUED_NUMBER.match(word.text)
    cut = colon.end() if colon else number.end() if number else _glued(word.text)
    if not cut:
        yield word
        return
    middle = word.box.left + word.box.width * cut / len(word.text)
    box = word.box
    yield Word(word.text[:cut], Box(box.left, box.top, middle, box.bottom), word.confidence)
    rest = Word(word.text[cut:], Box(middle, box.top, box.right, box.bottom), word.confidence)
    yield from _parted(rest)


def _glued(text: str) -> int:
    """Where a word in capitals ends and the next one begins that was read as one with it: `NAM|Số:`.

    0 for nowhere. No Vietnamese word is written so.
    """
    least = 1 if text.endswith(":") else 2  # small letters of the second word: `KHAl` is one, misread
    for at in range(2, len(text) - 1):
        capitals, rest = text[at - 2 : at + 1], text[at:]
        if all(map(str.isupper, capitals)) and rest[1].islower() and sum(map(str.islower, rest)) >= least:
            return at
    return 0
