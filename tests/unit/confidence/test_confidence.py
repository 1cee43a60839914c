"""How sure a value is, and what follows from it."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoso.pipeline.confidence import (
    FEATURES,
    Bound,
    Evidence,
    Scale,
    Scorer,
    Setting,
    Surroundings,
    confirmed,
    contradicted,
    judge,
    packaged_scale,
    vector,
)
from hoso.pipeline.confidence.scale import MOST
from hoso.pipeline.normalise.result import Normalised, Validity
from hoso.schemas.catalogue import FieldSpec
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Word
from hoso.schemas.records import FieldValue, Finding
from tests.pages import TODAY, rows
from tests.scales import BY_RULE, EASY

share = st.floats(0, 1)


def evidence(
    kind: str = "name",
    value: str | None = "LAN",
    validity: Validity = "ok",
    ocr: float = 1.0,
    label: float = 1.0,
    score: float = 1.0,
) -> Evidence:
    """What speaks for a value; all of it unless said otherwise."""
    words = (Word("LAN", Box(0.1, 0.1, 0.2, 0.12), ocr),)
    return Evidence(FieldSpec("x", kind, "X"), Normalised(value, "LAN", validity, score), words, label)


@pytest.mark.parametrize("kind", ["name", "date", "id_number", "sex", "land_serial"])
def test_well_read_values_are_accepted(kind: str) -> None:
    """A value for which everything speaks needs no look; certain it never is."""
    confidence, status = judge(evidence(kind), EASY)

    assert "accepted" == status
    assert 0.9 <= confidence < 1


@pytest.mark.parametrize(("ocr", "status"), [(0.99, "review"), (0.7, "illegible")])
def test_handwriting_always_goes_to_a_person(ocr: float, status: str) -> None:
    """What a pen wrote is shown as read where the readers agree, and never guessed where they do not."""
    printed = evidence(ocr=ocr)
    written = replace(printed, words=(replace(printed.words[0], hand=1.2),))

    assert status == judge(written, EASY)[1]


@pytest.mark.parametrize(
    "doubt",
    [
        evidence(validity="suspicious"),
        evidence(validity="invalid"),
        evidence(ocr=0.7),
        replace(evidence(), contradicted=1),
    ],
)
def test_any_doubt_sends_a_value_to_a_person(doubt: Evidence) -> None:
    """Weak print, an odd form, another field that denies it: each alone is enough for any scale."""
    assert "review" == judge(doubt, EASY)[1]


@pytest.mark.parametrize(
    "unread", [evidence(value=None), evidence(validity="invalid", ocr=0.4), evidence(value=None, ocr=0.2)]
)
def test_what_makes_no_sense_is_illegible(unread: Evidence) -> None:
    """Where nothing sensible was read, no value is guessed."""
    confidence, status = judge(unread)

    assert "illegible" == status
    assert confidence <= 0.3


@given(share, share, share, st.sampled_from(["ok", "suspicious", "invalid"]), st.sampled_from(["LAN", None]))
def test_confidence_is_a_probability(
    ocr: float, label: float, score: float, validity: Validity, value: str | None
) -> None:
    """Whatever the evidence, the figure lies between 0 and 1 and an accepted value is above the bound."""
    confidence, status = judge(evidence("date", value, validity, ocr, label, score))

    assert 0 <= confidence < 1
    assert status != "accepted" or confidence >= packaged_scale().bound("date").least


@given(share, share, share, share)
def test_better_print_is_never_less_sure(one: float, other: float, score: float, label: float) -> None:
    """Of two values that differ only in how well they were read, the better read one is at least as sure."""
    low, high = sorted((one, other))
    worse, better = (evidence(ocr=ocr, score=score, label=label) for ocr in (low, high))

    assert judge(worse)[0] <= judge(better)[0] + 1e-9


@given(st.integers(0, 5), st.integers(0, 3), share)
def test_doubt_around_a_value_never_helps(rivals: int, contradicted_: int, ocr: float) -> None:
    """Other spellings and rules that are broken never make a value surer."""
    calm = evidence(ocr=ocr)
    doubted = replace(calm, setting=Setting(rivals=rivals), contradicted=contradicted_)

    assert judge(doubted)[0] <= judge(calm)[0] + 1e-9


def test_each_kind_has_its_bound() -> None:
    """A kind with a bound of its own needs that one, any other the common one."""
    scale = Scale(EASY.fields, BY_RULE, {"name": Bound(0.99)}, Bound(0.5), Bound(0.9), {})

    assert judge(evidence("name", ocr=0.95), scale)[1] == "review"
    assert judge(evidence("date", ocr=0.95), scale)[1] == "accepted"


def test_a_scorer_adds_weights_and_leaves() -> None:
    """The raw figure is the start, the weighted features and one leaf of every tree; the curve bends it."""
    tree = ((0, 0.5, 1, 2), (-1, -1.0, 0, 0), (-1, 2.0, 0, 0))
    scorer = Scorer(("weakest", "score"), 0.5, (1.0, 0.0), (tree,), ((0.0, 0.2), (4.0, 1.0)))

    assert scorer.raw((0.5, 1.0)) == pytest.approx(0.5 + 0.5 - 1.0)
    assert scorer.raw((0.6, 1.0)) == pytest.approx(0.5 + 0.6 + 2.0)
    assert scorer.probability((0.5, 0.0)) == pytest.approx(0.2)
    assert scorer.probability((9.0, 0.0)) == MOST


@pytest.mark.parametrize(
    "change",
    [
        {"curve": []},
        {"curve": [[0.0, 0.5], [1.0, 0.4]]},
        {"curve": [[1.0, 0.4], [0.0, 0.5]]},
        {"curve": [[0.0, 1.5]]},
        {"weights": [1.0, 2.0]},
        {"trees": [[[7, 0.5, 1, 2], [-1, 0, 0, 0], [-1, 0, 0, 0]]]},
        {"trees": [[[0, 0.5, 0, 1], [-1, 0, 0, 0]]]},
        {"trees": [[]]},
        {"features": ["no such thing"]},
    ],
)
def test_a_broken_scorer_is_refused(change: dict[str, object]) -> None:
    """A curve that falls, trees that run in circles, features nobody knows: none is ever weighed with."""
    data = {"features": ["weakest"], "start": 0, "weights": [1], "trees": [], "curve": [[0, 0], [1, 1]]}
    assert Scorer.from_data(data, FEATURES).probability((0.5,)) == pytest.approx(0.5)

    with pytest.raises(ValueError):
        Scorer.from_data(data | change, FEATURES)


def test_text_that_is_no_scale_is_refused() -> None:
    """A file of anything else is told from a scale."""
    with pytest.raises(ValueError):
        Scale.from_toml("answer = 42")


def test_the_packaged_scale_says_what_it_rests_on() -> None:
    """The bounds come with counts, their rate of false accepts, a date and seeds."""
    scale = packaged_scale()

    assert {"made", "seeds", "values", "wrong", "false_accept_rate"} <= set(scale.origin)
    assert scale.origin["false_accept_rate"] <= 0.002
    seen = [bound for bound in scale.bounds.values() if bound.accepted]
    assert sum(bound.wrong for bound in seen) <= 0.002 * sum(bound.accepted for bound in seen)


def test_a_value_is_weighed_in_no_time() -> None:
    """The evidence is made into numbers and weighed in a fraction of a millisecond."""
    value, scale = evidence(), packaged_scale()
    started = process_time()
    for _ in range(500):
        scale.field_probability(value)

    assert (process_time() - started) / 500 < 0.001


def test_evidence_tells_good_from_bad() -> None:
    """Disputed words, an open end, strange letters and repairs all show in the numbers."""
    box = Box(0.1, 0.1, 0.2, 0.12)
    words = (
        Word("xã", box, 0.99),
        Word("Hồ", box, 0.8, "Hố"),
        Word("N@i|", box, 0.95),
        Word("huyện", box, 0.9),
    )
    result = Normalised("xã Hố Nai", "xã Hồ N@i| huyện", "ok", 0.8)
    numbers = dict(
        zip(FEATURES, vector(Evidence(FieldSpec("x", "address", "X"), result, words, 0.9)), strict=True)
    )

    assert (numbers["weakest"], numbers["doubtful_words"], numbers["words"]) == (0.8, 1, 4)
    assert (numbers["disputed"], numbers["disputed_letters"]) == (1, 0)
    assert (numbers["odd_characters"], numbers["open_end"], numbers["repaired"]) == (1, 1, 1)
    assert (numbers["small_start"], numbers["is_address"], numbers["is_name"]) == (1, 1, 0)


def test_fields_bear_each_other_out() -> None:
    """A personal number tells birth and sex, a year stands in a registration number."""
    fields = {
        "full_name": FieldValue("AN"),
        "personal_id": FieldValue("001099000001"),
        "date_of_birth": FieldValue("1999-05-05"),
        "sex": FieldValue("male"),
        "registration_number": FieldValue("12/2019"),
        "registration_date": FieldValue("2019-02-02"),
    }

    assert confirmed("birth_certificate", fields, TODAY) == {
        "personal_id": 2, "date_of_birth": 1, "registration_number": 1, "registration_date": 1,
    }  # fmt: skip
    assert not confirmed("birth_certificate", fields | {"personal_id": FieldValue("001188000001")}, TODAY)[
        "personal_id"
    ]


def test_only_doubts_about_reading_speak_against_a_value() -> None:
    """A number that denies the sex does; a paper that has expired, or a mere remark, does not."""
    findings = [
        Finding("id_number_sex_mismatch", "error", "", "id_number"),
        Finding("confirmation_expired", "warning", "", "issue_date"),
        Finding("surname_not_of_parents", "info", "", "full_name"),
        Finding("page_faded", "warning", ""),
    ]

    assert contradicted(findings) == {"id_number": 1}


def test_a_name_that_may_go_on_is_shown() -> None:
    """Where neither a label nor white space ends a name, the line below may have its last syllable."""
    open_end = replace(evidence(), setting=Setting(closed=False))

    assert "review" == judge(open_end, EASY)[1]
    assert "accepted" == judge(replace(open_end, place="sentence"), EASY)[1]
    assert "accepted" == judge(replace(evidence("sex"), setting=Setting(closed=False)), EASY)[1]


@pytest.mark.parametrize(
    ("texts", "status"),
    [
        (("Lộc", ":", "An"), "review"), (("Vũng", ",Tàu"), "review"),
        (("thành", "_phố", "Huế"), "review"),
        (("Tam", "Bình", "-", "An", "Giang"), "accepted"),
        (("Lộc", "An,", "Huế"), "accepted"), (("Lộc", "An", "."), "accepted"),
    ],
)  # fmt: skip
def test_marks_strewn_in_an_address_are_shown(texts: tuple[str, ...], status: str) -> None:
    """A mark by itself between words is a speck, or what was read of a lost word; dashes part units."""
    words = tuple(Word(text, Box(0.1, 0.1, 0.2, 0.12), 1.0) for text in texts)

    assert status == judge(replace(evidence("address"), words=words), EASY)[1]


@pytest.mark.parametrize(
    ("line", "first", "closed"),
    [
        ("Ông Đặng Sỹ Kiên", 2, False),
        ("Ông Đặng Sỹ Kiên", 1, True),
        ("Họ và tên: Sỹ Kiên", 3, True),
        ("chủ hộ Sỹ Kiên", 2, True),
    ],
)
def test_a_name_that_begins_behind_another_word(line: str, first: int, closed: bool) -> None:
    """A capital close before a name may belong to it; a title, a label or a small word does not."""
    (row,) = rows(line)

    assert closed == Surroundings((row,), ()).setting(row.tokens[first:]).closed
