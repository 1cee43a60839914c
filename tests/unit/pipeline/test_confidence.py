"""How sure a value is, and what follows from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoso.pipeline.confidence import ACCEPT, Evidence, judge
from hoso.pipeline.normalise.result import Normalised, Validity
from hoso.schemas.catalogue import FieldSpec

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
    return Evidence(FieldSpec("x", kind, "X"), Normalised(value, "LAN", validity, score), ocr, label)


@pytest.mark.parametrize("kind", ["name", "date", "id_number", "sex", "address", "land_serial"])
def test_well_read_values_are_accepted(kind: str) -> None:
    """A value for which everything speaks needs no look; certain it never is."""
    confidence, status = judge(evidence(kind))

    assert "accepted" == status
    assert ACCEPT <= confidence < 1


@pytest.mark.parametrize(
    "doubt",
    [
        evidence(validity="suspicious"),
        evidence(validity="invalid"),
        evidence(ocr=0.7),
        evidence(label=0.8),
        evidence(score=0.6),
        evidence("address", ocr=0.95),
        evidence("text"),
        evidence("marital_status"),
    ],
)
def test_any_doubt_sends_a_value_to_a_person(doubt: Evidence) -> None:
    """Weak print, a label hardly known, a form that is odd, free text: each alone is enough."""
    confidence, status = judge(doubt)

    assert "review" == status
    assert 0 < confidence < ACCEPT


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
    assert (status == "accepted") == (confidence >= ACCEPT)


@given(share, share, share)
def test_better_print_is_never_less_sure(one: float, other: float, score: float) -> None:
    """Of two values that differ only in how well they were read, the better read one is at least as sure."""
    low, high = sorted((one, other))

    assert judge(evidence(ocr=low, score=score))[0] <= judge(evidence(ocr=high, score=score))[0]
