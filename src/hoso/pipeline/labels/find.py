"""Finding printed labels in rows in spite of OCR errors, and saying which field each one is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile, zip_longest

import numpy as np
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist

from hoso.pipeline.labels.stands import colon_after, holds, may_start, outside_values, stands_first
from hoso.pipeline.labels.synonyms import SAME_MEANING, in_other_words, meanings_of
from hoso.pipeline.labels.wordings import Hit, Label, breaks, capitals_of, labels_of
from hoso.pipeline.labels.wraps import broken_off, cues_of, torn_apart, wrapped
from hoso.pipeline.layout.rows import Row, Token, is_note_mark
from hoso.schemas.catalogue import DocumentType

#: How alike (0 to 100) print and label must be; the shorter the label, the less it may differ.
_ALIKE, _ALIKE_SHORT, _SHORT, _LENGTHS_APART = 82, 88, 9, 5
#: Letters of a label that other words differ from by one: without a colon it must be read as it is.
_TINY, _SAME = 5, 100
#: Letters of wordings so short that they stand in sentences as well.
_FEW_LETTERS = 6
#: How the kind of an identity paper ends before its number.
_NUMBERED = "so"
#: Words that a label may go on with before its colon.
_LONGER = 14
#: How alike the first words must be where one word more was read, and the first letters where one is missing.
_ALIKE_FIRST, _FIRST = 60, 3
#: The word that makes a phrase the label of a place.
_LEADS = "tai"
#: A gap, in letter heights, that parts a label from what is beside it; wide type tears a label less far.
_TORN = 2.6
#: How a value begins on a line to write on, and the kinds of places that a value may begin with.
_LEADERS = ("..", "__", "…")
#: The part of a page below which a form's notes stand.
_NOTES = 0.4


def find_labels(rows: Sequence[Row], kind: DocumentType) -> list[Hit]:
    """The labels seen in the rows, in reading order, none overlapping another."""
    labels = labels_of(kind)
    cues, whole = cues_of(labels), {label.joined: label for label in labels}
    others: Mapping[str, Label] = {} if kind.running else meanings_of(kind)
    seen = _seen(rows, labels, capitals_of(kind), others)
    hits: list[Hit] = []
    notes = _notes(rows)
    for row, below in zip_longest(rows, rows[1:]):
        if row.index in notes:
            continue
        found = seen.get(row.index, [])
        if below is not None and below.page == row.page and not (row.ruled or below.ruled):
            at = below.index - rows[0].index
            plain = list(takewhile(lambda other: not other.ruled, rows[at - 1 : at + 3]))
            found += [
                *wrapped(plain, labels, others),
                *broken_off(row, below, cues),
                *torn_apart(row, below, whole),
            ]
        chosen = outside_values(row, _chosen([hit for hit in found if holds(row, hit)]))
        hits.extend(_to_the_colon(row, hit, chosen) for hit in chosen)
    return _without_echoes(_without_remnants(hits), rows)


def _notes(rows: Sequence[Row]) -> frozenset[int]:
    """The rows of the notes at the foot of a form (`(2) Ghi theo nơi đăng ký thường trú; …`): no labels."""
    first: dict[int, int] = {}
    for row in rows:
        told = is_note_mark(row.tokens[0]) and len(row.tokens) > 1 and row.tokens[1].folded == "ghi"
        if told and row.box.top > _NOTES:
            first.setdefault(row.page, row.index)
    return frozenset(row.index for row in rows if row.index >= first.get(row.page, len(rows)))


@dataclass(frozen=True, slots=True)
class _Window:
    """Some words in a row that might be a label."""

    row: Row
    start: int
    end: int
    text: str


def _windows(rows: Sequence[Row], longest: int, capitals: frozenset[str]) -> Iterator[_Window]:
    for row in rows:
        for at, token in enumerate(row.tokens):
            if not token.folded:
                continue
            text = ""
            for end in range(at + 1, min(at + longest, len(row.tokens)) + 1):
                before, last = row.tokens[end - 2], row.tokens[end - 1]
                led = last.word.text.startswith(_LEADERS)
                inner = led or last.gap >= _TORN or before.ends_label or _ends_name(before, last)
                if end > at + 1 and (inner or breaks(token, before, last, capitals)):
                    break
                text += last.folded
                yield _Window(row, at, end, text)


def _ends_name(before: Token, token: Token) -> bool:
    """Whether a name in capitals ends before the token: `… TRỌNG NAM, sinh năm …` is no `năm sinh`."""
    shouted = before.word.text.endswith(",") and before.word.text.isupper()
    return shouted and len(before.folded) > 1 and token.word.text.islower()


def _seen(
    rows: Sequence[Row], labels: Sequence[Label], capitals: frozenset[str], others: Mapping[str, Label]
) -> dict[int, list[Hit]]:
    """Everything in the rows that is like a label, or means the same, by row; of several ends the likest."""
    longest = max((label.length for label in labels), default=0) + 1
    windows = list(_windows(rows, longest, capitals))
    if not windows or not labels:
        return {}
    alike = cdist(
        [w.text for w in windows], [label.joined for label in labels], scorer=ratio, score_cutoff=_ALIKE
    )
    best: dict[tuple[int, int, str], Hit] = {}
    for at, which in zip(*np.nonzero(alike), strict=True):
        window, label, score = windows[at], labels[which], float(alike[at, which])
        if not _comparable(window, label) or score < _least(label):
            continue
        colon = colon_after(window.row, window.end)
        if score < _SAME and len(label.joined) <= _TINY and not colon:
            continue  # `thân` is not `Thành:`
        key = (window.row.index, window.start, label.joined)
        if key not in best or score > best[key].likeness * 100:
            best[key] = Hit(window.row.index, window.start, window.end, label, score / 100, colon)
    found: dict[int, list[Hit]] = {}
    for hit in (*best.values(), *_in_other_words(windows, others)):
        found.setdefault(hit.row, []).append(hit)
    return found


def _in_other_words(windows: Sequence[_Window], others: Mapping[str, Label]) -> Iterator[Hit]:
    """What means the same as a label of the type, where a label may begin."""
    for window in windows if others else ():
        if not may_start(window.row, window.start):
            continue
        colon = colon_after(window.row, window.end)
        if not colon and (window.text.endswith(_NUMBERED) or _goes_on(window)):
            continue  # `CMND số 012345678` is a value, `Thông tin về cư trú của …` a sentence
        label = in_other_words(window.text, window.end - window.start, others)
        if label is not None:
            yield Hit(window.row.index, window.start, window.end, label, SAME_MEANING, colon)


def _goes_on(window: _Window) -> bool:
    """Whether short words stand in a sentence: no white space parts them from what follows."""
    following = window.row.tokens[window.end : window.end + 1]
    return len(window.text) <= _FEW_LETTERS and bool(following) and not following[0].starts_run


def _comparable(window: _Window, label: Label) -> bool:
    if window.text == label.joined:
        return True  # however it is cut into words: `Ngày/tháng/năm sinh`
    words = window.end - window.start
    opening = window.row.tokens[window.start].folded
    if words > label.length and ratio(opening, label.joined[: len(opening)]) < _ALIKE_FIRST:
        return False  # a word more before the label: `Giảm diện tích thửa đất`
    if words < label.length and ratio(opening[:_FIRST], label.joined[:_FIRST]) < _ALIKE_FIRST:
        return False  # its first word is not there: the heading `ĐĂNG KÝ KẾT HÔN` for `Nơi đăng ký kết hôn`
    if label.joined == f"{window.text}{_LEADS}":
        return False  # the same heading for `Đăng ký kết hôn tại`
    return abs(words - label.length) <= 1 and abs(len(window.text) - len(label.joined)) <= _LENGTHS_APART


def _least(label: Label) -> float:
    return _ALIKE_SHORT if len(label.joined) < _SHORT else _ALIKE


def _chosen(found: list[Hit]) -> list[Hit]:
    """The hits that explain most of the row, none overlapping another."""
    found.sort(key=lambda hit: (-len(hit.label.joined) * hit.likeness**4, hit.start))
    chosen: list[Hit] = []
    for hit in found:
        if all(hit.end <= other.start or hit.start >= other.end for other in chosen):
            chosen.append(hit)
    return sorted(chosen, key=lambda hit: hit.start)


def _without_remnants(hits: list[Hit]) -> list[Hit]:
    """The hits but those that are a further line of a label which wraps."""
    taken = {place for hit in hits for place in hit.further}
    return [hit for hit in hits if (hit.row, hit.start) not in taken]


def _to_the_colon(row: Row, hit: Hit, others: Sequence[Hit]) -> Hit:
    """The label with the words that it goes on with: `Quan hệ với người được cải chính, bổ sung hộ tịch: Mẹ`.

    No value is all in small letters and ends in a colon.
    """
    following = row.tokens[hit.end].word.text if hit.end < len(row.tokens) else ""
    if hit.colon and following.startswith("(") and following.endswith(("):", ");")):
        return replace(hit, end=hit.end + 1)  # `Nội dung trước khi thay đổi (Từ): …`
    if hit.colon or not hit.label.specs or not stands_first(row, hit.start):
        return hit
    for end in range(hit.end, min(len(row.tokens), hit.end + _LONGER)):
        token = row.tokens[end]
        plain = token.word.text.rstrip(":").strip(",()").replace("/", "")
        taken = any(other.start <= end < other.end for other in others)
        small = plain.islower() or token.word.text.startswith("(")
        if taken or token.starts_run or not (plain.isalpha() and small):
            return hit
        if token.word.text.endswith(":"):
            return replace(hit, end=end + 1, colon=True)
    return hit


def _without_echoes(hits: list[Hit], rows: Sequence[Row]) -> list[Hit]:
    """The hits but those that begin what stands below a label of the same field: `… công việc sau:` over
    `Được thay mặt tôi …`."""
    by_index = {row.index: row for row in rows}
    kept: list[Hit] = []
    for hit in hits:
        before = kept[-1] if kept else None
        bare = before and before.colon and before.end >= len(by_index[before.row].tokens)
        same = before and set(before.label.specs) & set(hit.label.specs)
        echo = bare and same and before and hit.row == before.row + 1 and hit.start == 0 and not hit.colon
        if not echo:
            kept.append(hit)
        elif before and _is_longer(hit.label.joined, before.label.joined):
            kept[-1] = hit
    return kept


def _is_longer(label: str, before: str) -> bool:
    """Whether a label is the one before it and more: `Thửa đất số 38` under `… đối với thửa đất:`, which only
    leads to it."""
    return label.startswith(before) and label != before
