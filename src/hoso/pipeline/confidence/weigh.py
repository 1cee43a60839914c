"""What is known only once the whole paper was read: how sure each value and the type are in the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from hoso.pipeline.classify.doc_type import Verdict
from hoso.pipeline.classify.titles import Title
from hoso.pipeline.confidence import Evidence, Scale, TypeEvidence, confirmed, contradicted, judge
from hoso.schemas.pages import Page
from hoso.schemas.records import FieldValue, Finding

Fields = Mapping[str, FieldValue]


def weighed(
    doc_type: str, fields: Fields, pages: Sequence[Page], broken: Iterable[Finding], today: date, scale: Scale
) -> dict[str, FieldValue]:
    """The fields with all that the paper says about them; `broken` are the rules across fields that fail.

    A value on which a code or a later stage has had its say keeps what was said.
    """
    grades = {page.number: page.quality for page in pages}
    speaks, denies = confirmed(doc_type, fields, today), contradicted(broken)
    done = dict(fields)
    for key, value in fields.items():
        first = value.evidence
        if not isinstance(first, Evidence) or value.source != "ocr":
            continue
        if (value.confidence, value.status) != judge(first):
            continue
        evidence = replace(
            first,
            setting=replace(first.setting, quality=grades.get(value.page or 0, "good")),
            resolved=value.derived is not None,
            confirmed=speaks[key],
            contradicted=denies[key],
        )
        confidence, status = judge(evidence, scale)
        done[key] = replace(value, confidence=confidence, status=status, evidence=evidence)
    return done


def type_evidence(
    verdict: Verdict, titles: Sequence[Title], fields: Fields, pages: Sequence[Page]
) -> TypeEvidence:
    """What speaks for the type that was found; `titles` are those of known types that stand on the paper."""
    present = frozenset(key for key, value in fields.items() if value.status != "missing")
    values = tuple(value.evidence for value in fields.values() if isinstance(value.evidence, Evidence))
    return TypeEvidence(verdict, tuple(titles), present, values, tuple(pages))
