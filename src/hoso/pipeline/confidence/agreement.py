"""Fields that bear each other out, and fields that cannot both be right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from hoso.pipeline.check.facts import Facts, birth_of_number
from hoso.schemas.records import FieldValue, Finding

#: Findings about a paper that is in order and was read rightly, but serves no longer or is unusual.
_NO_DOUBT = frozenset(
    {"confirmation_expired", "id_card_expired", "old_card_not_valid", "surname_not_of_parents"}
)


def confirmed(doc_type: str, fields: Mapping[str, FieldValue], today: date) -> Counter[str]:
    """How often each field is borne out by another: a number that tells birth and sex, a year in a number."""
    facts = Facts.of(doc_type, fields, today)
    return Counter(key for pair in _agreeing(facts) for key in pair)


def _agreeing(facts: Facts) -> Iterator[tuple[str, ...]]:
    for group in facts.groups():
        number, birth = facts.id_key(group), facts.birth_key(group)
        told = birth_of_number(facts.text(number)) if number else None
        span = facts.span(birth) if birth else None
        if number and birth and told and span and told.year == span.first.year:
            yield number, birth
        if number and told and told.sex == facts.sex(group):
            yield (number,)
    _, slash, year = facts.text("registration_number").partition("/")
    registered = facts.span("registration_date")
    if slash and registered and year == str(registered.first.year):
        yield "registration_number", "registration_date"


def contradicted(findings: Iterable[Finding]) -> Counter[str]:
    """How many rules across fields each field breaks in a way that speaks against its reading."""
    return Counter(
        finding.field
        for finding in findings
        if finding.field and finding.severity != "info" and finding.code not in _NO_DOUBT
    )
