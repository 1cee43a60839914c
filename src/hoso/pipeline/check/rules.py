"""The table of rules: which rule looks at which papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from hoso.pipeline.check import land_rules, person_rules, time_rules
from hoso.pipeline.check.facts import Facts
from hoso.schemas.records import FieldValue, Finding

Rule = Callable[[Facts], Iterable[Finding]]

_ALL: frozenset[str] = frozenset()
_MARRIAGE = frozenset({"marriage_certificate", "marriage_extract"})
_BIRTH = frozenset(
    {"birth_certificate", "birth_extract", "birth_registration_form", "birth_notice", "ledger_page"}
)
_EXTRACTS = frozenset(
    {"birth_certificate", "birth_extract", "marriage_extract", "death_extract", "marital_status_confirmation",
     "marriage_certificate", "civil_status_change_extract", "parent_child_extract"}
)  # fmt: skip

#: Each rule with the papers that it is for; an empty set means every paper.
RULES: tuple[tuple[frozenset[str], Rule], ...] = (
    (_ALL, person_rules.id_number_tells_sex),
    (_ALL, person_rules.id_number_tells_birth_year),
    (_ALL, person_rules.nobody_is_too_old),
    (_ALL, person_rules.people_are_different),
    (_ALL, time_rules.events_in_order),
    (_ALL, time_rules.nothing_from_the_future),
    (_ALL, time_rules.number_fits_year),
    (_ALL, land_rules.area_is_possible),
    (_ALL, land_rules.register_number_is_its_own),
    (_MARRIAGE, person_rules.old_enough_to_marry),
    (_BIRTH, person_rules.parents_are_older),
    (_BIRTH, person_rules.child_is_of_its_parents),
    (frozenset({"birth_notice"}), person_rules.weight_is_possible),
    (frozenset({"marital_status_confirmation"}), time_rules.confirmation_still_valid),
    (frozenset({"citizen_id_card"}), time_rules.card_still_valid),
    (frozenset({"land_use_certificate"}), land_rules.certificate_is_not_too_old),
    (frozenset({"land_use_certificate"}), land_rules.serial_fits_model),
    (_EXTRACTS, land_rules.number_fits_paper),
)


def check(doc_type: str, fields: Mapping[str, FieldValue], today: date) -> tuple[Finding, ...]:
    """What does not fit together within one paper, as of `today`.

    Keys and values are those of the contract; fields without a value are passed over.
    """
    facts = Facts.of(doc_type, fields, today)
    return tuple(
        finding for papers, rule in RULES if not papers or doc_type in papers for finding in rule(facts)
    )
