"""Approved papers as cases: a value that a person left as it was is right, one that was changed is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hoso.app.calibration.labelled import Cases, fields_of, keystrokes, type_of
from hoso.pipeline.understand import understand, understand_as
from hoso.schemas.catalogue import OTHER
from hoso.schemas.records import Document
from hoso.services.deps import Services
from hoso.services.reviewed import ReviewedPaper, reviewed_papers


def cases_of_reviewed(s: Services, limit: int) -> Cases:
    """What the newest approved papers have to tell; their text is understood anew, nothing is read again."""
    cases = Cases()
    for paper in reviewed_papers(s, limit):
        if paper.document.doc_type in s.catalogue and paper.document.doc_type != OTHER.doc_type:
            cases = cases.joined(_cases_of(s, paper))
    return cases


def _cases_of(s: Services, paper: ReviewedPaper) -> Cases:
    truth = _truth(paper.document)
    cases = Cases(papers=1, keys=sum(keystrokes(true["value"]) for true in truth.values()))
    for seen in understand(paper.pages, s.catalogue, s.today()):
        if seen.pages[0] == paper.document.pages[0]:
            cases.types.extend(type_of(seen, paper.document.doc_type, paper.id))
    named = understand_as(paper.pages, paper.document.doc_type, s.catalogue, s.today())
    for case, evidence in fields_of(named, truth, paper.id):
        cases.fields.append(case)
        cases.evidence.append(evidence)
    return cases


def _truth(document: Document) -> Mapping[str, Any]:
    return {key: {"value": value.value} for key, value in document.fields.items() if value.value is not None}
