"""Rules about people: numbers, sex, age, and who cannot be who."""

from __future__ import annotations

from collections.abc import Iterator

from hoso.pipeline.check.facts import Facts, birth_of_number, found, full_years
from hoso.pipeline.normalise.civil import ethnic_group_of
from hoso.pipeline.syllables import unify_tone_placement
from hoso.schemas.records import Finding

#: Two roles on one paper that one person cannot have at once.
_APART = (
    ("mother", "father"), ("", "mother"), ("", "father"), ("wife", "husband"), ("parent", "child"),
    ("transferor", "transferee"), ("donor", "donee"), ("principal", "agent"),
)  # fmt: skip
_MARRIAGE_AGES = {"wife": (18, "Vợ", "The wife"), "husband": (20, "Chồng", "The husband")}
_YOUNGEST_PARENT, _OLDEST_MOTHER, _LONGEST_LIFE = 12, 60, 130


def id_number_tells_sex(facts: Facts) -> Iterator[Finding]:
    """The fourth digit of a personal number tells the sex."""
    for group in facts.groups():
        key = facts.id_key(group)
        birth = birth_of_number(facts.text(key)) if key else None
        if key and birth and facts.sex(group) in ("male", "female") and facts.sex(group) != birth.sex:
            yield found(
                "id_number_sex_mismatch",
                key,
                "Số định danh không khớp giới tính. / The identity number does not fit the sex.",
            )


def id_number_tells_birth_year(facts: Facts) -> Iterator[Finding]:
    """The fifth and sixth digit of a personal number are the year of birth."""
    for group in facts.groups():
        key, born = facts.id_key(group), facts.birth_key(group)
        birth = birth_of_number(facts.text(key)) if key else None
        span = facts.span(born) if born else None
        if key and birth and span and span.first.year != birth.year:
            yield found(
                "id_number_birth_year_mismatch",
                key,
                "Số định danh không khớp năm sinh. / The identity number does not fit the year of birth.",
            )


def old_enough_to_marry(facts: Facts) -> Iterator[Finding]:
    """Husbands are 20 and wives 18 at least on the day of registration."""
    wedding = facts.span("registration_date")
    if wedding is None:
        return
    for group, (least, person, english) in _MARRIAGE_AGES.items():
        key = facts.birth_key(group)
        born = facts.span(key) if key else None
        if key and born and full_years(born.first, wedding.last) < least:
            yield found(
                "marriage_age_too_low",
                key,
                f"{person} chưa đủ {least} tuổi khi đăng ký kết hôn. / {english} was under {least}.",
            )


def parents_are_older(facts: Facts) -> Iterator[Finding]:
    """Parents are 12 years older than their child at least, a mother not 60."""
    born = facts.span("date_of_birth")
    for group, person, english in (("mother", "Mẹ", "The mother"), ("father", "Cha", "The father")):
        key = facts.birth_key(group)
        parent = facts.span(key) if key else None
        if not (born and key and parent):
            continue
        if born.last.year - parent.first.year < _YOUNGEST_PARENT:
            yield found(
                "parent_too_young",
                key,
                f"{person} hơn con chưa đến {_YOUNGEST_PARENT} tuổi. / "
                f"{english} is less than {_YOUNGEST_PARENT} years older than the child.",
            )
        elif group == "mother" and born.first.year - parent.last.year > _OLDEST_MOTHER:
            yield found(
                "parent_too_old",
                key,
                f"Mẹ hơn con quá {_OLDEST_MOTHER} tuổi. / The mother is over {_OLDEST_MOTHER} years older.",
                "warning",
            )


def nobody_is_too_old(facts: Facts) -> Iterator[Finding]:
    """Nobody lives longer than 130 years."""
    end = facts.span("death_date") or facts.span("registration_date")
    last_year = end.last.year if end else facts.today.year
    for group in facts.groups():
        key = facts.birth_key(group)
        born = facts.span(key) if key else None
        if key and born and last_year - born.last.year > _LONGEST_LIFE:
            yield found(
                "age_out_of_range",
                key,
                f"Tuổi quá {_LONGEST_LIFE}, xin kiểm tra năm sinh. / "
                f"Older than {_LONGEST_LIFE}: check the year of birth.",
                "warning",
            )


def _name(facts: Facts, group: str) -> str:
    return unify_tone_placement(facts.text(f"{group}.full_name" if group else "full_name").lower())


def people_are_different(facts: Facts) -> Iterator[Finding]:
    """One person cannot be mother and father, wife and husband, seller and buyer."""
    for first, second in _APART:
        key = f"{second}.full_name"
        if _name(facts, first) and _name(facts, first) == _name(facts, second):
            yield found(
                "same_name_twice",
                key,
                "Hai người khác nhau có cùng họ tên. / Two different people have the same name.",
                "warning",
            )
        one, other = facts.id_key(first), facts.id_key(second)
        if one and other and facts.text(one) == facts.text(other):
            yield found(
                "same_id_number_twice",
                other,
                "Hai người khác nhau có cùng số định danh. / Two different people have the same number.",
            )


def child_is_of_its_parents(facts: Facts) -> Iterator[Finding]:
    """A child has the ethnic group and nearly always the surname of one of its parents."""
    groups = [ethnic_group_of(facts.text(key)) for key in ("mother.ethnicity", "father.ethnicity")]
    own = ethnic_group_of(facts.text("ethnicity"))
    if own and all(groups) and own not in groups:
        yield found(
            "ethnicity_not_of_parents",
            "ethnicity",
            "Dân tộc của con khác cả cha và mẹ. / The child's ethnic group is neither parent's.",
            "warning",
        )
    names = [_name(facts, group).split() for group in ("", "mother", "father")]
    if all(names) and names[0][0] not in (names[1][0], names[2][0]):
        yield found(
            "surname_not_of_parents",
            "full_name",
            "Họ của con khác họ cha và họ mẹ. / The child has neither parent's surname.",
            "info",
        )


def weight_is_possible(facts: Facts) -> Iterator[Finding]:
    """A newborn weighs between 300 and 8 000 grams."""
    weight = facts.number("weight_g")
    if weight is not None and not 300 <= weight <= 8000:
        yield found(
            "weight_out_of_range",
            "weight_g",
            "Cân nặng ngoài khoảng hợp lý. / The weight is out of range.",
            "warning",
        )
