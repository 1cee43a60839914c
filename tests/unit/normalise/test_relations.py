"""How people stand to each other, and how often both have married."""

from __future__ import annotations

import pytest

from hoso.pipeline.normalise import normalise


@pytest.mark.parametrize(
    ("text", "value", "validity"),
    [
        ("Mẹ", "Mẹ", "ok"),
        ("Bản thân.", "Bản thân", "ok"),
        ("là cha đẻ", "cha đẻ", "ok"),
        ("Con trai của người chết", "Con trai của người chết", "ok"),
        ("Ban thân", "Bản thân", "ok"),
        ("Con gál", "Con gái", "ok"),
        ("Bản", "Bản", "suspicious"),  # no friend: the rest of `Bản thân` is lost
        ("cán bộ xã", "cán bộ xã", "suspicious"),
        ("..........", None, "empty"),
    ],
)
def test_relationships(text: str, value: str | None, validity: str) -> None:
    """Known words stay as printed, misread ones are mended, others are kept for a person to see."""
    result = normalise("relationship", text)

    assert (value, validity) == (result.value, result.validity)


@pytest.mark.parametrize(
    ("text", "value", "validity"),
    [
        ("01 02", "01, 02", "ok"),
        ("Lần thứ nhất Lần thứ hai", "Lần thứ nhất, Lần thứ hai", "ok"),
        ("lần I lần I", "lần 1", "ok"),
        ("Lần 1 - Lần 1", "Lần 1", "ok"),
        ("lần đầu", "lần đầu", "suspicious"),
        ("01", "01", "suspicious"),
        ("1 2 3", None, "invalid"),
        ("77 88", None, "invalid"),
        ("lần", None, "invalid"),
        ("---", None, "empty"),
    ],
)
def test_counts_of_two(text: str, value: str | None, validity: str) -> None:
    """Two small numbers, one for each; one alone is seen by a person."""
    result = normalise("counts", text)

    assert (value, validity) == (result.value, result.validity)


def test_a_mended_relationship_is_less_sure() -> None:
    """What was not read letter by letter is no longer certain."""
    assert normalise("relationship", "Ban thân").score < normalise("relationship", "Bản thân").score
