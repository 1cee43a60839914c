"""Finding printed labels in rows in spite of OCR errors, and saying which field each one is for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, zip_longest

import numpy as np
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import cdist

from hoso.pipeline.layout import Row, is_note_mark
from hoso.pipeline.normalise.text import fold
from hoso.schemas.catalogue import DocumentType, FieldSpec

#: How alike (0 to 100) print and label must be; the shorter the label, the less it may differ.
_ALIKE, _ALIKE_SHORT, _SHORT, _LENGTHS_APART = 82, 88, 9, 5
#: Letters in a label that is a phrase: it may be read a little worse.
_LONG = 24
#: Letters in the shortest phrase of running text that may go on in the next line.
_SHORT_CUE = 8
#: Short forms and words that labels set in capitals: `Số CMND/Hộ chiếu`, `Phần Giấy tờ`.
_SHORT_FORMS = ("cmnd", "cccd", "gcn", "qsdd", "dkhk", "dktt", "ddcn")
_CAPITAL_WORDS = frozenset({"giay", "ho", "viet"})
#: Digits of the shortest whole date in figures: `5/3/2019`.
_SHORTEST_DATE = 6
_PARTING = (":", ";", ",", ".", ")", "-", "–", "/")


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a type, made ready for comparing. `specs`: the fields it may announce, none for a stop.

    `section`: the group whose labels follow it (`None`: it is no heading of a section).
    """

    joined: str
    length: int
    specs: tuple[FieldSpec, ...]
    inline: bool = False
    section: str | None = None
    printed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """A label seen at tokens `start` to `end` (half-open) of a row; `likeness` 0 to 1.

    In a narrow column a label goes on in the next row; `wrapped` are its tokens there (half-open).
    """

    row: int
    start: int
    end: int
    label: Label
    likeness: float
    colon: bool
    wrapped: tuple[int, int] | None = None


def _joined(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


@lru_cache(maxsize=64)
def labels_of(kind: DocumentType) -> tuple[Label, ...]:
    """All labels of a type, each once, with every field it may announce."""
    fields: dict[str, list[FieldSpec]] = {}
    printed: dict[str, set[str]] = {}
    sections = {_joined(text): group for group, texts in kind.sections.items() for text in texts}
    for spec in (*kind.fields, *_unread(kind)):
        for text in (*spec.labels, *spec.cues):
            joined = _joined(text)
            printed.setdefault(joined, set()).add(text.lower())
            if spec not in fields.setdefault(joined, []):
                fields[joined].append(spec)
    for text in (*kind.stops, *kind.stop_cues, *(text for texts in kind.sections.values() for text in texts)):
        fields.setdefault(_joined(text), [])
        printed.setdefault(_joined(text), set()).add(text.lower())
    inline = {_joined(text) for spec in kind.fields for text in spec.cues}
    inline.update(_joined(text) for text in kind.stop_cues)
    lengths = {joined: max(len(text.split()) for text in texts) for joined, texts in printed.items()}
    more = {j: (j in inline, sections.get(j), frozenset(printed[j])) for j in fields}
    return tuple(Label(j, lengths[j], tuple(specs), *more[j]) for j, specs in fields.items())


def _unread(kind: DocumentType) -> list[FieldSpec]:
    """Stand-ins for what a group has in print but not among our fields: they keep its labels from others."""
    return [
        FieldSpec(f"{group}.unread {at}", "text", text, labels=(text,))
        for group, texts in kind.unread.items()
        for at, text in enumerate(texts)
    ]


def stands_first(row: Row, at: int) -> bool:
    """Whether the token opens its run, alone or after the number of a list item."""
    return row.tokens[at].starts_run or (_is_number(row, at - 1) and row.tokens[at - 1].starts_run)


def _may_start(row: Row, at: int) -> bool:
    """Whether a label may begin at the token: first in its run, or after what ends a value or a number."""
    token = row.tokens[at]
    return token.starts_run or row.tokens[at - 1].word.text.endswith(_PARTING)


@lru_cache(maxsize=64)
def _capitals_of(kind: DocumentType) -> frozenset[str]:
    """The words that the type's own labels set in capitals inside: `… bản sao Trích lục hộ tịch`."""
    texts = [text for spec in kind.fields for text in (*spec.labels, *spec.cues)] + list(kind.stops)
    inner = {word for text in texts for word in text.split()[1:] if not text.isupper()}
    return _CAPITAL_WORDS | {_joined(word) for word in inner if word[0].isupper()}


def _broken(row: Row, at: int, end: int, capitals: frozenset[str] = _CAPITAL_WORDS) -> bool:
    """Whether a value in capitals begins among the words: no label is set so, but for its own `capitals`."""
    tokens = row.tokens[at:end]
    shouted = not tokens[0].word.text.isupper()
    for before, token in pairwise(tokens):
        text = token.word.text
        if token.folded.startswith(_SHORT_FORMS) or token.folded in capitals:
            continue
        if (shouted and text.isupper() and len(text) > 2) or (
            text[:1].isupper() and before.word.text.islower()
        ):
            return True
    return False


def _colon_after(row: Row, end: int) -> bool:
    """Whether a colon closes the label, also after the mark of a note: `Nơi cư trú (2) :`."""
    if row.tokens[end - 1].ends_label:
        return True
    mark = row.tokens[end].word.text if end < len(row.tokens) else ""
    following = next((t.word.text for t in row.tokens[end:] if not is_note_mark(t)), "")
    return following in (":", ";") or (mark.startswith("(") and mark.endswith(("):", ");")))


def _holds(row: Row, hit: Hit) -> bool:
    """Whether what looks like a label serves as one: by a colon, by its place, or as a cue in a sentence."""
    at_start = row.tokens[hit.start].starts_run or _is_number(row, hit.start - 1)
    if hit.colon and (_may_start(row, hit.start) or hit.label.length > 1 or at_start):
        return True
    if not hit.label.specs and hit.label.inline:
        return hit.likeness > (0.97 if len(hit.label.joined) < _LONG else 0.9)
    after = next((token for token in row.tokens[hit.end :] if token.folded), None)
    alone = at_start and (after is None or after.starts_run)
    if not hit.label.specs:
        if len(hit.label.joined) <= 3 and not (alone and _spelled(row, hit)):
            return False
        return at_start and hit.likeness > (0.94 if len(hit.label.joined) < _LONG else 0.88)
    short = len(hit.label.joined) <= 4
    placed = short and at_start and _spelled(row, hit) and _place_follows(row, hit)
    if placed or (hit.label.inline and not short and hit.likeness > 0.9):
        return True
    if short and (not (alone and _spelled(row, hit)) or _opens_a_date(row, hit)):
        if at_start and any(spec.kind == "name" for spec in hit.label.specs):
            return _name_follows(row, hit)
        return _number_follows(row, hit) and (at_start or (hit.label.inline and _after_comma(row, hit.start)))
    in_value = row.tokens[hit.start - 1].word.text.endswith(":")
    follows = _may_start(row, hit.start) and not in_value and hit.label.length > 1
    alone = alone or (at_start and hit.end == len(row.tokens))
    least = 0.93 if len(hit.label.joined) < 14 and not alone else 0.86
    return (at_start or follows) and hit.likeness > least


def _number_follows(row: Row, hit: Hit) -> bool:
    """Whether a short label without a colon leads to a figure, and is not itself part of a date."""
    following = row.tokens[hit.end].folded if hit.end < len(row.tokens) else ""
    if any(spec.kind == "date" for spec in hit.label.specs):
        # `ngày 05 tháng 3` is a date alone; `Số 12, ngày 05 tháng 3` and `Ngày 5/3/2019` have a label.
        whole = following.isdigit() and len(following) >= _SHORTEST_DATE
        return following[:1].isdigit() and (_after_comma(row, hit.start) or (whole and hit.start > 0))
    rest = row.tokens[hit.end + 1 :]
    closed = row.tokens[hit.end].word.text.endswith(_PARTING) if hit.end < len(row.tokens) else False
    ends = not rest or closed or rest[0].starts_run or not rest[0].folded[:1].isalpha()
    return following[:1].isdigit() and ends


def _opens_a_date(row: Row, hit: Hit) -> bool:
    """Whether a label for a date is itself the first word of one: `ngày 05 tháng 3 năm 2019`."""
    following = row.tokens[hit.end].folded if hit.end < len(row.tokens) else ""
    dated = any(spec.kind == "date" for spec in hit.label.specs)
    return dated and following.isdigit() and len(following) < _SHORTEST_DATE


def _name_follows(row: Row, hit: Hit) -> bool:
    """Whether a title without a colon (`Ông`, `Bà`) leads to a person's name: words with capitals."""
    words = [token.word.text for token in row.tokens[hit.end : hit.end + 2]]
    return hit.likeness == 1.0 and len(words) > 1 and all(word[:1].isupper() for word in words)


def _spelled(row: Row, hit: Hit) -> bool:
    """Whether the words are the label's to the mark: `Nam` alone is another word than `Năm`."""
    words = " ".join(token.word.text for token in row.tokens[hit.start : hit.end])
    return words.lower().strip(" .,:;-") in hit.label.printed


def _place_follows(row: Row, hit: Hit) -> bool:
    """Whether a short label without a colon (`Tại`) leads to a place: words that begin with a capital."""
    words = [token.word.text for token in (row.tokens[hit.start], *row.tokens[hit.end : hit.end + 1])]
    named = any(spec.kind == "address" for spec in hit.label.specs)
    return named and len(words) > 1 and all(word[:1].isupper() for word in words) and not words[0].isupper()


def _after_comma(row: Row, at: int) -> bool:
    return at > 0 and row.tokens[at - 1].word.text.endswith((",", ";", "."))


def _is_number(row: Row, at: int) -> bool:
    """Whether the token is the number of a list item: `1.`, `a)`, `II.`, `(2)`."""
    if at < 0:
        return False
    text = row.tokens[at].word.text
    return (len(text) <= 5 and text.endswith((".", ")", "-", "/"))) or text in ("-", "+", "*", "•")


def find_labels(rows: Sequence[Row], kind: DocumentType) -> list[Hit]:
    """The labels seen in the rows, in reading order, none overlapping another."""
    labels = labels_of(kind)
    seen = _seen(rows, labels, _capitals_of(kind))
    hits: list[Hit] = []
    for row, below in zip_longest(rows, rows[1:]):
        found = seen.get(row.index, [])
        if below is not None and below.page == row.page:
            found += [*_wrapped(row, below, labels), *_broken_off(row, below, labels)]
        hits.extend(_chosen([hit for hit in found if _holds(row, hit)]))
    return _without_remnants(hits)


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
            for end in range(at + 1, min(at + longest, len(row.tokens)) + 1):
                inner = row.tokens[end - 1].starts_run or row.tokens[end - 2].ends_label
                if end > at + 1 and inner:
                    break
                if not _broken(row, at, end, capitals):
                    yield _Window(row, at, end, "".join(t.folded for t in row.tokens[at:end]))


def _seen(rows: Sequence[Row], labels: Sequence[Label], capitals: frozenset[str]) -> dict[int, list[Hit]]:
    """Everything in the rows that is like a label, by row; of several ends the likest."""
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
        key = (window.row.index, window.start, label.joined)
        if key not in best or score > best[key].likeness * 100:
            colon = _colon_after(window.row, window.end)
            best[key] = Hit(window.row.index, window.start, window.end, label, score / 100, colon)
    found: dict[int, list[Hit]] = {}
    for hit in best.values():
        found.setdefault(hit.row, []).append(hit)
    return found


def _comparable(window: _Window, label: Label) -> bool:
    words = window.end - window.start
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
    """The hits but those that are the second line of a label which wraps."""
    taken = {(hit.row + 1, at) for hit in hits if hit.wrapped for at in range(*hit.wrapped)}
    return [hit for hit in hits if (hit.row, hit.start) not in taken]


def _wrapped(row: Row, below: Row, labels: Sequence[Label]) -> Iterator[Hit]:
    """Labels that begin in a run of the row and end at the same left edge in the row below."""
    for first_of_run, end in row.runs():
        numbered = _is_number(row, first_of_run) and end > first_of_run + 1
        start = first_of_run + 1 if numbered else first_of_run
        lefts = [row.tokens[at].word.box.left for at in (first_of_run, start)]
        for first, last in below.runs():
            colon = any(token.ends_label for token in row.tokens[start:end])
            if min(abs(below.tokens[first].word.box.left - left) for left in lefts) > 0.02 or colon:
                continue
            for cut in range(first + 1, min(last, first + 4) + 1):
                upper = "".join(t.folded for t in row.tokens[start:end])
                lower = "".join(t.folded for t in below.tokens[first:cut])
                yield from _whole_labels(row.index, (start, end), (first, cut), (upper, lower), labels)


def _broken_off(row: Row, below: Row, labels: Sequence[Label]) -> Iterator[Hit]:
    """Cues of running text that begin at the end of the row and go on in the row below."""
    total = len(row.tokens)
    if below.tokens[0].word.text[:1].isupper() and row.tokens[-1].word.text.islower():
        return  # a value with a capital, not the rest of a phrase
    for label in (label for label in labels if label.inline and len(label.joined) >= _SHORT_CUE):
        for count in range(1, min(label.length, total + 1)):
            cut = min(label.length - count, len(below.tokens))
            if any(token.ends_label for token in below.tokens[: cut - 1]) or _broken(below, 0, cut):
                continue
            upper = "".join(t.folded for t in row.tokens[total - count :])
            lower = "".join(t.folded for t in below.tokens[:cut])
            alike, first = ratio(upper + lower, label.joined), label.joined[: len(upper)]
            rest = label.joined[-len(lower) or len(label.joined) :]
            if alike >= 90 and ratio(lower, rest) >= 84 and ratio(upper, first) >= 75:
                yield Hit(row.index, total - count, total, label, alike / 100, True, (0, cut))


def _whole_labels(
    row: int, here: tuple[int, int], there: tuple[int, int], text: tuple[str, str], labels: Sequence[Label]
) -> Iterator[Hit]:
    upper, lower = text
    for label in labels:
        if len(label.joined) < _SHORT or abs(len(upper) + len(lower) - len(label.joined)) > 3:
            continue
        cut = len(label.joined) - len(lower)
        parts = ratio(upper, label.joined[:cut]), ratio(lower, label.joined[cut:])
        if min(parts) >= 84:
            yield Hit(row, *here, label, ratio(upper + lower, label.joined) / 100, True, there)
