"""Values and types that were read, each with its evidence and whether it is right."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from hoso.pipeline.classify.titles import Title
from hoso.pipeline.confidence import Evidence, TypeEvidence, may_be_accepted, type_vector, unread, vector
from hoso.pipeline.layout.rows import rows_of
from hoso.pipeline.layout.spreads import opened
from hoso.pipeline.understand import understand
from hoso.schemas.catalogue import OTHER, Catalogue
from hoso.schemas.pages import Line, Page
from hoso.schemas.records import Document, Value, same_value

#: How much a paper counts that was made harder: its type taken from the catalogue, or its title hidden.
_HARDER = 0.2


@dataclass(frozen=True, slots=True)
class Labelled:
    """One value (or type) with its evidence as numbers, whether it is right, and whose it is.

    Cases of one `paper` are never parted between fitting and judging. `free`: nothing but the probability
    stands against accepting it. `keys` are the keystrokes that typing the value takes.
    """

    paper: str
    kind: str
    values: tuple[float, ...]
    right: bool
    free: bool = True
    keys: int = 0
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Cases:
    """All that a scale is fitted to: values, types, the keystrokes of everything printed, and the source."""

    fields: list[Labelled] = field(default_factory=list)
    types: list[Labelled] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    keys: int = 0
    papers: int = 0

    def joined(self, other: Cases) -> Cases:
        """Both together."""
        return Cases(
            self.fields + other.fields,
            self.types + other.types,
            self.evidence + other.evidence,
            self.keys + other.keys,
            self.papers + other.papers,
        )


def keystrokes(value: Value) -> int:
    """Keys that typing a value takes; a Vietnamese mark is a key of its own, as in Telex."""
    marks = unicodedata.normalize("NFD", str(value).replace("đ", "dd").replace("Đ", "DD"))
    return 0 if value is None else len(marks)


def fields_of(paper: Document, truth: Mapping[str, Any], name: str) -> Iterator[tuple[Labelled, Evidence]]:
    """The values of a paper against its true fields (`{"value": …}` by key); handwriting does not count.

    Only what was read in print is weighed: a code has a word of its own.
    """
    for key, field_ in paper.fields.items():
        evidence, true = field_.evidence, truth.get(key, {})
        if not isinstance(evidence, Evidence) or field_.source != "ocr" or true.get("handwritten"):
            continue
        if unread(evidence):
            continue
        free = may_be_accepted(evidence)
        right = same_value(true.get("value"), field_.value)
        case = Labelled(
            name, evidence.spec.kind, vector(evidence), right, free, keystrokes(true.get("value"))
        )
        yield case, evidence


def type_of(paper: Document, doc_type: str, name: str, weight: float = 1.0) -> Iterator[Labelled]:
    """The type that was found for a paper against its true one."""
    if isinstance(paper.evidence, TypeEvidence):
        right = paper.doc_type == doc_type
        yield Labelled(name, paper.doc_type, type_vector(paper.evidence), right, weight=weight)


def cases_of_sample(
    truth: Mapping[str, Any], pages: Sequence[Page], catalogue: Catalogue, today: date
) -> Cases:
    """What one sample has to tell, as it is and made harder in two ways."""
    name = f"{truth['family']} {truth['seed']}"
    papers = {paper["pages"][0]: paper for paper in truth["documents"]}
    cases = Cases(papers=len(papers), keys=sum(map(_keys_of, papers.values())))
    documents = understand(pages, catalogue, today)
    for read, paper in _paired(documents, papers):
        cases.types.extend(type_of(read, paper["doc_type"], name))
        if read.doc_type == paper["doc_type"]:
            for case, evidence in fields_of(read, paper["fields"], name):
                cases.fields.append(case)
                cases.evidence.append(evidence)
    types = {paper["doc_type"] for paper in papers.values()} - {OTHER.doc_type}
    if types:
        without = Catalogue({key: kind for key, kind in catalogue.types.items() if key not in types})
        for read, _ in _paired(understand(pages, without, today), papers):
            cases.types.extend(type_of(read, OTHER.doc_type, name, _HARDER))
        for read, paper in _paired(understand(_untitled(pages, documents), catalogue, today), papers):
            cases.types.extend(type_of(read, paper["doc_type"], name, _HARDER))
    return cases


def _keys_of(paper: Mapping[str, Any]) -> int:
    return sum(keystrokes(true["value"]) for true in paper["fields"].values() if not true.get("handwritten"))


def _paired(
    documents: Iterable[Document], papers: Mapping[int, Mapping[str, Any]]
) -> Iterator[tuple[Document, Mapping[str, Any]]]:
    """Each paper that was found and holds the first page of a true one, with that one."""
    for read in documents:
        first = next((number for number in read.pages if number in papers), None)
        if first is not None:
            yield read, papers[first]


def _untitled(pages: Sequence[Page], documents: Iterable[Document]) -> list[Page]:
    """The pages with the titles of their papers torn off."""
    bands = {}
    for paper in documents:
        evidence = paper.evidence
        if isinstance(evidence, TypeEvidence) and evidence.verdict.title is not None:
            bands[paper.pages[0]] = _band(evidence.pages, evidence.verdict.title)
    return [
        replace(page, lines=_outside(page.lines, *bands[page.number])) if page.number in bands else page
        for page in pages
    ]


def _band(pages: Sequence[Page], title: Title) -> tuple[float, float]:
    """From where to where the title stands on its page."""
    rows = rows_of(opened(pages).pages)
    return rows[title.row].box.top, rows[title.last_row].box.bottom


def _outside(lines: Iterable[Line], top: float, bottom: float) -> tuple[Line, ...]:
    kept = (tuple(w for w in line.words if not top <= w.box.centre[1] <= bottom) for line in lines)
    return tuple(Line(words) for words in kept if words)
