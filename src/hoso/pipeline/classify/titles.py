"""Titles of papers: large upper-case text that opens a block in the upper part of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

from hoso.pipeline.layout.motto import is_motto
from hoso.pipeline.layout.rows import Row, Token
from hoso.pipeline.syllables import run_together
from hoso.schemas.catalogue import Catalogue, DocumentType

#: The part of a page in which a title may stand.
_TITLE_ZONE = 0.62
#: Words that open the titles of applications, letters and receipts, which then name another paper. They are
#: titles of ours only where a title of ours opens with the same words.
_OPENINGS = (
    "tokhai", "donde", "donxin", "don", "phieu", "bienlai", "bienban", "thongbao", "quyetdinh", "totrinh",
    "giaybiennhan", "giaytiepnhan", "giayhen", "vanban", "hopdong", "congvan", "huongdan", "danhsach",
    "bangke", "giaymoi", "giayuyquyen", "vv", "veviec", "cap", "xin", "soxac", "sodangky", "soho",
    "giaycamdoan", "giaydenghi", "giayxacnhan", "giaychungnhan", "giaycamket", "donxacnhan",
    "vanbantuchoi", "vanbanhuy", "vanbancam", "vanbankhai", "hopdongdatcoc", "hopdongthue", "hopdongchothue",
    "hopdongthechap", "hopdongvay", "hopdonggopvon", "hopdongchomuon",
)  # fmt: skip
#: How alike a line and a title must be, and from where on it is worth a closer look at the words.
_LEAST_TITLE, _CLOSE_LOOK = 0.86, 0.8
#: How alike (0 to 100) the words must be that open a title such as `VĂN BẢN`: its rest may head a section.
_SAME_OPENING = 75
#: How far from the middle of the page, as a share of its width, a title's may be, and its fewest letters.
_MIDDLE, _LEAST_LETTERS = 0.12, 6
#: Rows above a line that may open its title.
_TITLE_ROWS = 3
#: Letters of a word that must be read as it is when it ends a title: `TỬ`.
_SHORT_WORD = 2
#: Letters of a syllable, and how many more syllables' letters make another title; what any title may add.
_SYLLABLE, _MORE_WORDS = 3, 6
_OF_ANY = frozenset({"bansao", "banchinh"})
#: How any form on a screen calls itself, inside its title: `TỜ KHAI ĐIỆN TỬ ĐĂNG KÝ KHAI SINH`.
_ON_SCREEN = re.compile(r"dientu(?:tuongtac)?")
#: Titles that say nothing alone: what the paper is may stand under them in small letters, in the middle, too.
_BARE = frozenset({"trichluc", "tokhai", "giayxacnhan", "giaychungnhan", "vanban"})
_UNDER, _WORDS_UNDER = 0.04, 14
#: Letters that may follow a title before they are cut off for comparing.
_AFTER_TITLE = 8


@dataclass(frozen=True, slots=True)
class Title:
    """A title seen: the type it names, how alike (0 to 1), and its first and last row."""

    kind: DocumentType
    likeness: float
    row: int
    last_row: int


@dataclass(frozen=True, slots=True)
class _Printed:
    """A title of a type without spaces and marks, where each of its words begins and ends in it, and the
    known words that open it."""

    joined: str
    words: tuple[tuple[int, int], ...]
    opening: str


@lru_cache(maxsize=256)
def _printed(title: str) -> _Printed:
    ends, words = 0, []
    for word in map(run_together, title.split()):
        words.append((ends, ends + len(word)))
        ends += len(word)
    joined = run_together(title)
    return _Printed(joined, tuple(words), opening_of(joined))


@lru_cache(maxsize=64)
def titles_of(kind: DocumentType) -> tuple[_Printed, ...]:
    """The titles that papers of the type bear, made ready for comparing."""
    return tuple(_printed(title) for title in kind.titles)


def opening_of(text: str) -> str:
    """The words of another's title that the text opens with, as many as known; empty for none."""
    if not text.startswith(_OPENINGS):
        return ""
    return max((words for words in _OPENINGS if text.startswith(words)), key=len)


def _is_upper(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) / len(letters) > 0.7


@dataclass(frozen=True, slots=True)
class _Block:
    """Capitals that may be a title: its last row, its joined letters, and from where to where it reaches."""

    last: int
    joined: str
    left: float
    right: float


def _within(row: Row, left: float, right: float) -> list[Token]:
    """The words of the row's runs that lie over or under the range."""
    return [
        token
        for start, end in row.runs()
        if row.tokens[start].word.box.left < right and row.tokens[end - 1].word.box.right > left
        for token in row.tokens[start:end]
    ]


def _text_of(tokens: Sequence[Token]) -> str:
    return " ".join(token.word.text for token in tokens)


def _openings(row: Row) -> list[list[Token]]:
    """The upper-case runs of the row, each alone and, where there are several, all of them together."""
    runs = [list(row.tokens[start:end]) for start, end in row.runs()]
    upper = [run for run in runs if _is_upper(_text_of(run)) and not is_motto(_text_of(run))]
    return [*upper, [token for run in upper for token in run]] if len(upper) == len(runs) > 1 else upper


def _blocks(rows: Sequence[Row], at: int) -> list[_Block]:
    """The upper-case words that may open a title in the row, alone and with up to three lines below joined.

    A title may stand beside the motto: rows with nothing under it are passed over.
    """
    blocks = []
    row = rows[at]
    for tokens in _openings(row):
        block = _Block(at, run_together(_text_of(tokens)), tokens[0].word.box.left, tokens[-1].word.box.right)
        bottom = row.box.bottom
        blocks.append(block)
        for down, below in enumerate(rows[at + 1 : at + 7], at + 1):
            part = _within(below, block.left, block.right)
            if not part and below.page == row.page:
                continue
            text, near = _text_of(part), below.box.top - bottom < 3 * row.height
            fits = _is_upper(text) or (block.joined in _BARE and _stands_under(part, block))
            if below.page != row.page or not near or not fits or is_motto(text):
                break
            left, right = min(block.left, part[0].word.box.left), max(block.right, part[-1].word.box.right)
            block, bottom = _Block(down, block.joined + run_together(text), left, right), below.box.bottom
            blocks.append(block)
            if down - at > _TITLE_ROWS + 1:
                break
    return blocks


def _stands_under(tokens: Sequence[Token], block: _Block) -> bool:
    """Whether words in small letters stand in the middle under a title: its second line, no label."""
    middle = (tokens[0].word.box.left + tokens[-1].word.box.right) / 2
    centred = abs(middle - (block.left + block.right) / 2) < _UNDER
    opened = tokens[0].word.text[:1].isupper() and not any(token.ends_label for token in tokens)
    return centred and opened and len(tokens) <= _WORDS_UNDER


def _opens_otherwise(rows: Sequence[Row], at: int, left: float, right: float) -> bool:
    """Whether a row over the range belongs to the same block and opens another kind of title."""
    below = rows[at]
    for row in reversed(rows[max(0, at - 2 * _TITLE_ROWS) : at]):
        text = _text_of(_within(row, left, right))
        if not text and row.page == below.page:
            continue
        far = below.box.top - row.box.bottom > 2.5 * max(row.height, below.height)
        if row.page != below.page or far or not _is_upper(text) or is_motto(text):
            return False
        if opening_of(run_together(text)):
            return True
        below = row
    return False


def _likeness(text: str, title: _Printed) -> float:
    """How well the text opens with the title, 0 to 1; what follows the title may differ."""
    joined = title.joined
    first = title.opening
    if len(text) < 0.8 * len(joined) or ratio(text[: len(first)], first) < _SAME_OPENING:
        return 0.0
    opening = ratio(text[: len(joined)], joined)
    rest = max(0, len(text) - len(joined))
    best = max(ratio(text, joined) if rest else opening, opening - min(12.0, 0.4 * rest)) / 100
    return 0.0 if best >= _CLOSE_LOOK and _has_another_word(text, title) else best


def _has_another_word(text: str, title: _Printed) -> bool:
    """Whether a word of the title is another in the text (`LY` for `KẾT`), its last word is missing, or words
    stand in it that it does not have (`ĐƠN ĐỀ NGHỊ CẤP LẠI, CẤP ĐỔI GIẤY …`).

    A word is another when less than half of its letters are there, in their order.
    """
    near = text[: len(title.joined) + _AFTER_TITLE]
    kept, changed = [0] * len(title.joined), [False] * len(title.joined)
    more = 0
    for step in Levenshtein.opcodes(title.joined, near):
        for at in range(step.src_start, step.src_end):
            kept[at] = step.tag == "equal"
            changed[at] = step.tag == "replace"
        added = near[step.dest_start : step.dest_end] if step.tag == "insert" else ""
        if 0 < step.src_start < len(title.joined) and len(added) >= _SYLLABLE and added not in _OF_ANY:
            more += len(added)
    start, end = title.words[-1]
    if sum(kept[start:end]) < (end - start if end - start <= _SHORT_WORD else 1) or more >= _MORE_WORDS:
        return True
    return any(
        2 * sum(kept[start:end]) < end - start and any(changed[start:end]) for start, end in title.words
    )


def find_titles(rows: Sequence[Row], catalogue: Catalogue) -> list[Title]:
    """The titles of known types in the upper part of the rows' first page, best first."""
    found: list[Title] = []
    for at, row in enumerate(rows):
        if row.page != rows[0].page or row.box.top > _TITLE_ZONE:
            continue
        for block in _blocks(rows, at):
            if _opens_otherwise(rows, at, block.left, block.right):
                continue
            joined = _ON_SCREEN.sub("", block.joined)
            opening = opening_of(joined)
            for kind in catalogue.types.values():
                titles = (title for title in titles_of(kind) if title.joined.startswith(opening))
                best = max((_likeness(joined, t) + len(t.joined) / 1000 for t in titles), default=0.0)
                if best >= _LEAST_TITLE:
                    found.append(Title(kind, min(1.0, best), row.index, rows[block.last].index))
    return sorted(found, key=lambda title: -title.likeness)


def first_title(rows: Sequence[Row]) -> str:
    """The first words in capitals in the middle of the page, below the motto: what a paper calls itself."""
    head = [row for row in rows if row.page == rows[0].page and row.box.top < _TITLE_ZONE]
    motto = max((row.index for row in head if is_motto(row.text)), default=-1)
    for row in head:
        middle = abs(row.box.centre[0] - 0.5) < _MIDDLE and row.index > motto >= 0
        if middle and _is_upper(row.text) and len(run_together(row.text)) >= _LEAST_LETTERS:
            return row.text
    return ""


def title_like(rows: Sequence[Row]) -> str:
    """The text of what looks like the paper's title, for papers of no known type."""
    if not rows:
        return ""
    page = [row for row in rows if row.page == rows[0].page and row.box.top < 0.5]
    usual = max(1e-4, sorted(row.height for row in rows)[len(rows) // 2])
    best = max(
        (
            row
            for row in page
            if _is_upper(row.text)
            and not is_motto(row.text)
            and len(run_together(row.text)) >= _LEAST_LETTERS
        ),
        key=lambda row: (row.height / usual) - abs(row.box.centre[0] - 0.5),
        default=None,
    )
    return best.text if best else ""
