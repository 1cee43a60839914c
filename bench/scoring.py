"""Scores of a reading against the truth of a sample: types, pages, fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hoso.schemas.records import same_value


@dataclass(frozen=True, slots=True)
class FieldScore:
    """One field of one paper: what stands there, what was read, and whether it was let through.

    `page` and `box` (as the contract has them) are where it was read, or else where it stands.
    """

    doc_type: str
    key: str
    truth: Any
    value: Any
    text: str
    status: str
    confidence: float
    handwritten: bool
    page: int | None = None
    box: tuple[float, ...] = ()

    @property
    def right(self) -> bool:
        """Whether the normalised value is exactly the truth; nothing there must be read as nothing."""
        return same_value(self.truth, self.value)

    @property
    def accepted(self) -> bool:
        return self.status == "accepted"


@dataclass(frozen=True, slots=True)
class PaperScore:
    """One paper of one sample. `read_type` is `""` when no paper with its first page was found.

    `whole`: the paper that was read has exactly its pages.
    """

    sample: str
    level: str
    family: str
    doc_type: str
    read_type: str
    fields: tuple[FieldScore, ...]
    whole: bool = True


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
    whole = read is not None and list(read["pages"]) == list(paper["pages"])
    return PaperScore(
        truth["file"], truth["level"], truth["family"], paper["doc_type"], read_type, scores, whole
    )


def _field(
    doc_type: str, key: str, truth: Mapping[str, Any] | None, read: Mapping[str, Any] | None
) -> FieldScore:
    place = read if read and read.get("box") else truth or {}
    return FieldScore(
        doc_type,
        key,
        truth["value"] if truth else None,
        read["value"] if read else None,
        read["text"] if read else "",
        read["status"] if read else "missing",
        read["confidence"] if read else 0.0,
        bool(truth and truth.get("handwritten")),
        place.get("page"),
        tuple(place.get("box") or ()),
    )
