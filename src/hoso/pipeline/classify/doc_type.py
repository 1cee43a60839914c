"""Which kind of paper is it: its title first, then the vocabulary of its labels.

Mentioning a certificate is not being one: only large upper-case text that opens a title block counts as a
title, and an application or a receipt that names one does so after words of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import partial_ratio, ratio

from hoso.pipeline.classify.titles import (
    Title,
    find_titles,
    first_title,
    opening_of,
    title_like,
    titles_of,
)
from hoso.pipeline.labels.find import find_labels
from hoso.pipeline.labels.wordings import Hit
from hoso.pipeline.layout.motto import is_motto
from hoso.pipeline.layout.rows import Row
from hoso.pipeline.syllables import run_together
from hoso.schemas.catalogue import OTHER, Catalogue, DocumentType

#: How sure a type can be without its title: never sure enough to need no look.
_UNTITLED_MOST = 0.89
#: The share of a type's labels that a paper with its title must show: most of the print may be too faint to
#: read, and then a title read to the letter needs fewer.
_LEAST_SHARE, _LEAST_SHARE_SURE, _SURE_TITLE = 0.3, 0.12, 0.98
#: Letters that a title of its own must go on with, and how alike (0 to 100) they are to ours when misread.
_OWN_TITLE, _SAME_REST = 5, 50
#: Words beside its title on a certificate's front: its number, who prints it.
_FRONT_WORDS = 12


@dataclass(frozen=True, slots=True)
class Verdict:
    """The type of a paper with its probability, and its title where one was seen.

    `titles` are all titles seen, best first; `labels` those of the type, where they were looked for.
    """

    kind: DocumentType
    confidence: float
    title: Title | None = None
    title_text: str = ""
    titles: tuple[Title, ...] = ()
    labels: tuple[Hit, ...] | None = None


def _vocabulary(labels: Sequence[Hit], kind: DocumentType) -> float:
    """The share of the type's required fields whose label is on the paper, 0 to 1."""
    wanted = {spec.key for spec in kind.fields if spec.required and spec.labels}
    seen = {spec.key for hit in labels for spec in hit.label.specs}
    return len(wanted & seen) / len(wanted) if wanted else 0.0


def _markers(text: str, kind: DocumentType) -> int:
    return sum(partial_ratio(run_together(marker), text) >= 90 for marker in (*kind.markers, *kind.continues))


def classify(rows: Sequence[Row], catalogue: Catalogue) -> Verdict:
    """The type of a paper whose rows these are."""
    if not rows:
        return Verdict(OTHER, 0.5)
    title_text = first_title(rows) or title_like(rows)
    titles = tuple(find_titles(rows, catalogue))
    for title in titles[:3]:
        labels = tuple(find_labels(rows, title.kind))
        share = _vocabulary(labels, title.kind)
        sure = title.likeness >= _SURE_TITLE
        if share >= (_LEAST_SHARE_SURE if sure else _LEAST_SHARE) or (sure and _is_front(rows, title)):
            confidence = min(0.999, 0.55 * title.likeness + 0.45 * min(1.0, 0.4 + share))
            return Verdict(title.kind, confidence, title, title_text, titles, labels)
    text = "".join(run_together(row.text) for row in rows)
    return replace(_by_vocabulary(rows, text, catalogue, title_text), titles=titles)


def _is_front(rows: Sequence[Row], title: Title) -> bool:
    """Whether the page is the front of a folded certificate, which shows hardly more than its title."""
    if not title.kind.folded:
        return False
    others = [row for row in rows if not title.row <= row.index <= title.last_row and not is_motto(row.text)]
    return sum(len(token.folded) > 1 for row in others for token in row.tokens) <= _FRONT_WORDS


def _may_be(title: str, own: str, opening: str) -> bool:
    """Whether a paper's own title opens as a title of ours, and does not go on as none of them does.

    `HỢP ĐỒNG ĐẶT CỌC` over the transfer that it prepares is no contract of transfer.
    """
    rest, ours = own[len(opening) :], title[len(opening) :]
    if not opening or len(rest) < _OWN_TITLE:
        return title.startswith(opening)
    return title.startswith(opening) and ratio(rest, ours[: len(rest) + 1]) >= _SAME_REST


def _by_vocabulary(rows: Sequence[Row], text: str, catalogue: Catalogue, title_text: str) -> Verdict:
    """The verdict without a title: several markers and most labels, and no sign of another paper."""
    names = [(name, opening_of(name)) for name in map(run_together, (title_text, title_like(rows)))]
    opening = "".join(known for _, known in names)
    best, best_score = OTHER, 0.0
    for kind in catalogue.types.values():
        markers = _markers(text, kind)
        ours = all(any(_may_be(title.joined, *name) for title in titles_of(kind)) for name in names)
        if markers == 0 or not kind.fields or not ours:
            continue
        score = _vocabulary(find_labels(rows, kind), kind) * 0.7 + 0.3 * min(1.0, markers / 2)
        if score > best_score:
            best, best_score = kind, score
    if best_score >= 0.75:
        return Verdict(best, min(_UNTITLED_MOST, best_score), None, title_text)
    unlike = 0.95 if opening else 0.9
    return Verdict(OTHER, unlike if best_score < 0.5 else 0.6, None, title_text)
