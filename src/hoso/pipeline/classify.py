"""Which kind of paper is it: its title first, then the vocabulary of its labels.

Mentioning a certificate is not being one: only large upper-case text that opens a title block counts as a
title, and an application or a receipt that names one does so after words of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.fuzz import partial_ratio, ratio

from hoso.pipeline.labels import find_labels
from hoso.pipeline.layout import Row
from hoso.pipeline.motto import is_motto
from hoso.pipeline.normalise.text import fold
from hoso.schemas.catalogue import OTHER, Catalogue, DocumentType

#: The part of a page in which a title may stand.
_TITLE_ZONE = 0.62
#: How sure a type can be without its title: never sure enough to need no look.
_UNTITLED_MOST = 0.89
#: Words that open the title of another kind of paper which then names one of ours.
_OTHER_OPENINGS = (
    "tokhai", "donde", "donxin", "don", "phieu", "bienlai", "bienban", "thongbao", "quyetdinh", "totrinh",
    "giaybiennhan", "giaytiepnhan", "giayhen", "vanban", "hopdong", "congvan", "huongdan", "danhsach",
    "bangke", "giaymoi", "giayuyquyen", "vv", "veviec", "cap", "xin", "soxac", "sodangky", "soho",
    "giaycamdoan",
    "giaydenghi",
)  # fmt: skip


#: Titles of ours that begin like another's: an application to register a change of land is a type of its own.
_OWN_OPENINGS = ("dondangky", "hopdongchuyennhuong", "hopdongtangcho")


@dataclass(frozen=True, slots=True)
class Title:
    """A title seen: the type it names, how alike (0 to 1), and its first and last row."""

    kind: DocumentType
    likeness: float
    row: int
    last_row: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The type of a paper with its probability, and its title where one was seen."""

    kind: DocumentType
    confidence: float
    title: Title | None = None
    title_text: str = ""


def _joined(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


@lru_cache(maxsize=64)
def _titles(kind: DocumentType) -> tuple[str, ...]:
    return tuple(_joined(title) for title in kind.titles)


def _is_upper(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) / len(letters) > 0.7


def _block_texts(rows: Sequence[Row], at: int) -> list[tuple[int, str]]:
    """The upper-case runs that may open a title in the row, alone and with up to three rows below joined."""
    texts = []
    row = rows[at]
    for start, end in row.runs():
        text = " ".join(token.word.text for token in row.tokens[start:end])
        if not _is_upper(text) or is_motto(text):
            continue
        joined = _joined(text)
        texts.append((at, joined))
        for below in rows[at + 1 : at + 4]:
            near = below.box.top - rows[below.index - rows[0].index - 1].box.bottom < 3 * row.height
            if below.page != row.page or not near or not _is_upper(below.text):
                break
            joined += _joined(below.text)
            texts.append((below.index - rows[0].index, joined))
    return texts


def _opens_otherwise(rows: Sequence[Row], at: int) -> bool:
    """Whether the row before belongs to the same block and opens another kind of title."""
    if at == 0 or rows[at - 1].page != rows[at].page:
        return False
    above = rows[at - 1]
    if rows[at].box.top - above.box.bottom > 2.5 * max(above.height, rows[at].height):
        return False
    joined = _joined(above.text)
    return _is_upper(above.text) and any(joined.startswith(opening) for opening in _OTHER_OPENINGS)


def _likeness(text: str, title: str) -> float:
    """How well the text opens with the title, 0 to 1; what follows the title may differ."""
    if len(text) < 0.8 * len(title):
        return 0.0
    whole, opening = ratio(text, title), ratio(text[: len(title)], title)
    rest = max(0, len(text) - len(title))
    return max(whole, opening - min(12.0, 0.4 * rest)) / 100


def find_titles(rows: Sequence[Row], catalogue: Catalogue) -> list[Title]:
    """The titles of known types in the upper part of the rows' first page, best first."""
    found: list[Title] = []
    for at, row in enumerate(rows):
        if row.page != rows[0].page or row.box.top > _TITLE_ZONE or _opens_otherwise(rows, at):
            continue
        for last, text in _block_texts(rows, at):
            if text.startswith(_OTHER_OPENINGS) and not text.startswith(_OWN_OPENINGS):
                continue
            for kind in catalogue.types.values():
                best = max(
                    (_likeness(text, title) + len(title) / 1000 for title in _titles(kind)), default=0.0
                )
                if best >= 0.86:
                    found.append(Title(kind, min(1.0, best), row.index, rows[last].index))
    return sorted(found, key=lambda title: -title.likeness)


def _vocabulary(rows: Sequence[Row], kind: DocumentType) -> float:
    """The share of the type's required fields whose label is on the paper, 0 to 1."""
    wanted = {spec.key for spec in kind.fields if spec.required and spec.labels}
    seen = {spec.key for hit in find_labels(rows, kind) for spec in hit.label.specs}
    return len(wanted & seen) / len(wanted) if wanted else 0.0


def _markers(text: str, kind: DocumentType) -> int:
    return sum(partial_ratio(_joined(marker), text) >= 90 for marker in (*kind.markers, *kind.continues))


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
            if _is_upper(row.text) and not is_motto(row.text) and len(_joined(row.text)) >= 6
        ),
        key=lambda row: (row.height / usual) - abs(row.box.centre[0] - 0.5),
        default=None,
    )
    return best.text if best else ""


def classify(rows: Sequence[Row], catalogue: Catalogue) -> Verdict:
    """The type of a paper whose rows these are."""
    title_text = title_like(rows)
    if not rows:
        return Verdict(OTHER, 0.5)
    for title in find_titles(rows, catalogue)[:3]:
        share = _vocabulary(rows, title.kind)
        if share >= 0.3:
            confidence = min(0.999, 0.55 * title.likeness + 0.45 * min(1.0, 0.4 + share))
            return Verdict(title.kind, confidence, title, title_text)
    text = "".join(_joined(row.text) for row in rows)
    return _by_vocabulary(rows, text, catalogue, title_text)


def _by_vocabulary(rows: Sequence[Row], text: str, catalogue: Catalogue, title_text: str) -> Verdict:
    """The verdict without a title: several markers and most labels, and no sign of another paper."""
    if any(_joined(title_text).startswith(opening) for opening in _OTHER_OPENINGS):
        return Verdict(OTHER, 0.95, None, title_text)
    best, best_score = OTHER, 0.0
    for kind in catalogue.types.values():
        markers = _markers(text, kind)
        if markers == 0 or not kind.fields:
            continue
        score = _vocabulary(rows, kind) * 0.7 + 0.3 * min(1.0, markers / 2)
        if score > best_score:
            best, best_score = kind, score
    if best_score >= 0.75:
        return Verdict(best, min(_UNTITLED_MOST, best_score), None, title_text)
    return Verdict(OTHER, 0.9 if best_score < 0.5 else 0.6, None, title_text)
