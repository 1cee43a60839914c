"""Finding printed labels in rows in spite of OCR errors, and saying which field each one is for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from hoso.pipeline.layout import Row
from hoso.pipeline.normalise.text import fold
from hoso.schemas.catalogue import DocumentType, FieldSpec

#: How alike (0 to 100) print and label must be; the shorter the label, the less it may differ.
_ALIKE, _ALIKE_SHORT, _SHORT = 82, 88, 9
_PARTING = (":", ";", ",", ".", ")", "-", "–", "/")


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a type, made ready for comparing. `specs`: the fields it may announce, none for a stop."""

    joined: str
    length: int
    specs: tuple[FieldSpec, ...]
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A label seen at tokens `start` to `end` (half-open) of a row; `likeness` 0 to 1."""

    row: int
    start: int
    end: int
    label: Label
    likeness: float
    colon: bool
    heading: bool = False


def _joined(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


@lru_cache(maxsize=64)
def labels_of(kind: DocumentType) -> tuple[Label, ...]:
    """All labels of a type, each once, with every field it may announce."""
    fields: dict[str, list[FieldSpec]] = {}
    inline: set[str] = set()
    lengths: dict[str, int] = {}
    for spec in kind.fields:
        for text in (*spec.labels, *spec.cues):
            joined = _joined(text)
            lengths[joined] = len(text.split())
            if spec not in fields.setdefault(joined, []):
                fields[joined].append(spec)
        inline.update(_joined(text) for text in spec.cues)
    for text in kind.stops:
        fields.setdefault(_joined(text), [])
        lengths.setdefault(_joined(text), len(text.split()))
    return tuple(Label(j, lengths[j], tuple(s), j in inline) for j, s in fields.items())


def _may_start(row: Row, at: int) -> bool:
    """Whether a label may begin at the token: first in its run, or after what ends a value or a number."""
    token = row.tokens[at]
    return token.starts_run or row.tokens[at - 1].word.text.endswith(_PARTING)


def _seen(row: Row, at: int, label: Label) -> Hit | None:
    """The best likeness of the label to the words from `at` on, if any is good enough."""
    least = _ALIKE_SHORT if len(label.joined) < _SHORT else _ALIKE
    best: Hit | None = None
    for count in (label.length, label.length - 1, label.length + 1):
        end = at + count
        if count < 1 or end > len(row.tokens):
            continue
        text = "".join(token.folded for token in row.tokens[at:end])
        if not text or abs(len(text) - len(label.joined)) > 5:
            continue
        alike = ratio(text, label.joined, score_cutoff=least)
        if alike and (best is None or alike > best.likeness * 100):
            colon = _colon_after(row, end)
            best = Hit(row.index, at, end, label, alike / 100, colon)
    return best


def _colon_after(row: Row, end: int) -> bool:
    last = row.tokens[end - 1]
    following = row.tokens[end].word.text if end < len(row.tokens) else ""
    return (
        last.ends_label or following in (":", ";") or (following.startswith("(") and following.endswith("):"))
    )


def _holds(row: Row, hit: Hit) -> bool:
    """Whether what looks like a label serves as one: by a colon, by its place, or as a cue in a sentence."""
    at_start = row.tokens[hit.start].starts_run or _is_number(row, hit.start - 1)
    if hit.colon and (_may_start(row, hit.start) or hit.label.length > 1 or at_start):
        return True
    if not hit.label.specs:
        return at_start and hit.likeness > 0.86
    short = len(hit.label.joined) <= 4
    if hit.label.inline and not short:
        return True
    if short:
        following = row.tokens[hit.end].folded if hit.end < len(row.tokens) else ""
        return at_start and bool(following) and following[0].isdigit()
    in_value = row.tokens[hit.start - 1].ends_label
    follows = _may_start(row, hit.start) and not in_value and hit.label.length > 1
    return (at_start or follows) and hit.likeness > 0.86


def _is_number(row: Row, at: int) -> bool:
    """Whether the token is the number of a list item: `1.`, `a)`, `II.`, `(2)`."""
    if at < 0:
        return False
    text = row.tokens[at].word.text
    return (len(text) <= 5 and text.endswith((".", ")", "-", "/"))) or text in ("-", "+", "*", "•")


def find_labels(rows: Sequence[Row], kind: DocumentType) -> list[Hit]:
    """The labels seen in the rows, in reading order, none overlapping another."""
    labels = labels_of(kind)
    hits: list[Hit] = []
    for row in rows:
        hits.extend(_hits_of_row(row, labels))
    return hits


def _hits_of_row(row: Row, labels: Sequence[Label]) -> list[Hit]:
    found = [hit for hit in _candidates(row, labels) if _holds(row, hit)]
    found.sort(key=lambda hit: (-len(hit.label.joined) * hit.likeness, hit.start))
    chosen: list[Hit] = []
    for hit in found:
        if all(hit.end <= other.start or hit.start >= other.end for other in chosen):
            chosen.append(hit)
    return sorted(chosen, key=lambda hit: hit.start)


def _candidates(row: Row, labels: Sequence[Label]) -> Iterator[Hit]:
    for at, token in enumerate(row.tokens):
        if not token.folded:
            continue
        first = token.folded[0]
        near = row.tokens[at + 1].folded[:1] if at + 1 < len(row.tokens) else ""
        for label in labels:
            # Only labels whose first letter is seen here or close by are worth comparing in full.
            if label.joined[0] != first and (len(label.joined) < _SHORT or label.joined[0] == near):
                continue
            hit = _seen(row, at, label)
            if hit is not None:
                yield hit
