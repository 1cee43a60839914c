"""Scores of a reading against the truth of a sample: types, pages, fields, characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import Levenshtein

#: Two areas this close are the same number.
_SAME_NUMBER = 1e-6


@dataclass(frozen=True, slots=True)
class FieldScore:
    """One field of one paper: what stands there, what was read, and whether it was let through."""

    doc_type: str
    key: str
    truth: Any
    value: Any
    text: str
    status: str
    confidence: float
    handwritten: bool

    @property
    def right(self) -> bool:
        """Whether the normalised value is exactly the truth; nothing there must be read as nothing."""
        return same_value(self.truth, self.value)

    @property
    def accepted(self) -> bool:
        return self.status == "accepted"


@dataclass(frozen=True, slots=True)
class PaperScore:
    """One paper of one sample. `read_type` is `""` when no paper with its pages was found."""

    sample: str
    level: str
    family: str
    doc_type: str
    read_type: str
    fields: tuple[FieldScore, ...]


def same_value(truth: Any, value: Any) -> bool:
    """Whether two normalised values are equal; text compares as NFC, numbers as numbers."""
    if isinstance(truth, int | float) and isinstance(value, int | float):
        return abs(truth - value) <= _SAME_NUMBER
    if isinstance(truth, str) and isinstance(value, str):
        return unicodedata.normalize("NFC", truth) == unicodedata.normalize("NFC", value)
    return bool(truth == value)


def score_papers(truth: Mapping[str, Any], result: Mapping[str, Any]) -> list[PaperScore]:
    """Every paper of the truth against the paper that holds its first page in the result."""
    read = {page: document for document in result.get("documents", ()) for page in document["pages"]}
    return [_score(truth, paper, read.get(paper["pages"][0])) for paper in truth["documents"]]


def _score(truth: Mapping[str, Any], paper: Mapping[str, Any], read: Mapping[str, Any] | None) -> PaperScore:
    right_type = read is not None and read["doc_type"] == paper["doc_type"]
    fields = read["fields"] if read is not None and right_type else {}
    keys = list(dict.fromkeys([*paper["fields"], *fields]))
    scores = tuple(_field(paper["doc_type"], key, paper["fields"].get(key), fields.get(key)) for key in keys)
    read_type = read["doc_type"] if read is not None else ""
    return PaperScore(truth["file"], truth["level"], truth["family"], paper["doc_type"], read_type, scores)


def _field(
    doc_type: str, key: str, truth: Mapping[str, Any] | None, read: Mapping[str, Any] | None
) -> FieldScore:
    return FieldScore(
        doc_type,
        key,
        truth["value"] if truth else None,
        read["value"] if read else None,
        read["text"] if read else "",
        read["status"] if read else "missing",
        read["confidence"] if read else 0.0,
        bool(truth and truth.get("handwritten")),
    )


def character_errors(truth: str, text: str) -> tuple[int, int]:
    """Edits between the two texts as bags of lines would have it, and the truth's length.

    Reading order of columns is not what is measured: white space is left out, and each line of the truth
    is looked for where it fits best.
    """
    lines = [squeeze(line) for line in truth.splitlines() if line.strip()]
    whole = squeeze(text)
    errors = 0
    for line in lines:
        errors += _best_edits(line, whole)
    return errors, sum(map(len, lines))


def squeeze(text: str) -> str:
    """NFC text without white space."""
    return "".join(unicodedata.normalize("NFC", text).split())


def _best_edits(line: str, whole: str) -> int:
    """The fewest edits that turn some stretch of the text into the line."""
    if line in whole:
        return 0
    from rapidfuzz.fuzz import partial_ratio_alignment

    place = partial_ratio_alignment(line, whole)
    if place is None:
        return len(line)
    start, end = max(0, place.dest_start - 2), place.dest_end + 2
    stretches = (whole[a:b] for a in range(start, start + 5) for b in range(max(a, end - 4), end + 1))
    return min(len(line), *(Levenshtein.distance(line, stretch) for stretch in stretches))
