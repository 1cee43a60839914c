"""Areas, money and counts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoso.pipeline.normalise import normalise
from tests.unit.normalise.speech import say


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("1.234,5 m²", 1234.5),
        ("761,2 m2", 761.2),
        ("400,0 m?", 400.0),
        ("500m2", 500.0),
        ("1.234 m²", 1234.0),
        ("120 , 5 m²", 120.5),
        ("1 234,5 m²", 1234.5),
        ("l20,5 m²", 120.5),
        ("1,5 ha", 15000.0),
        ("0,1234 ha", 1234.0),
        ("Diện tích: 88 m²", 88.0),
        ("761,2 m² (Bằng chữ: Bảy trăm sáu mươi mốt phẩy hai mét vuông)", 761.2),
        ("Bảy trăm sáu mươi mốt phẩy hai mét vuông", 761.2),
        ("1441,9 m² (đất ở: 400,0 m²; đất trồng cây lâu năm: 1041,9 m²)", 1441.9),
        ("400 m² (sử dụng riêng: 400 m²; sử dụng chung: Không m²)", 400.0),
    ],
)
def test_areas(text: str, area: float) -> None:
    """Square metres come out of every usual way to write them."""
    result = normalise("area", text)
    assert (result.value, result.validity) == (area, "ok")


@pytest.mark.parametrize(
    ("text", "area", "code"),
    [
        ("88.3 m²", 88.3, "number_ambiguous"),
        ("1,234.5 m²", 1234.5, "number_ambiguous"),
        ("1,234 m²", 1234.0, "number_ambiguous"),
        ("12 34,5 m²", 34.5, "number_ambiguous"),
        ("1.234.56 m²", 1234.56, "number_ambiguous"),
        ("1,234,567 m²", 1234567.0, "number_ambiguous"),
        ("761,2 m² (bằng chữ: bảy trăm sáu mươi hai mét vuông)", 761.2, "number_words_mismatch"),
        ("1500 m² (đất ở: 400,0 m²; CLN: 1041,9 m²)", 1500.0, "area_parts_mismatch"),
    ],
)
def test_doubtful_areas(text: str, area: float, code: str) -> None:
    """Foreign separators, torn numbers, words and parts that differ are told, not decided."""
    result = normalise("area", text)
    assert (result.value, result.validity) == (area, "suspicious")
    assert code in [finding.code for finding in result.findings]


@pytest.mark.parametrize(
    "text", ["0 m²", "99.000.000 m²", "abc", "1,2.3,4 m²", "1.2.34 m²", "1" * 30 + " m²"]
)
def test_impossible_areas(text: str) -> None:
    """Nothing, too much, and no number are invalid."""
    assert normalise("area", text).validity == "invalid"


def test_words_that_agree_settle_unusual_figures() -> None:
    """`88.3` is no longer doubtful when the words say the same."""
    result = normalise("area", "88.3 m² (bằng chữ: tám mươi tám phẩy ba mét vuông)")
    assert (result.value, result.validity, result.score) == (88.3, "ok", 0.99)


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("250.000.000 đồng", 250_000_000),
        ("250.000.000 đồng (Bằng chữ: Hai trăm năm mươi triệu đồng chẵn./.)", 250_000_000),
        ("250000000", 250_000_000),
        ("2,5 tỷ đồng", 2_500_000_000),
        ("250 triệu đồng", 250_000_000),
        ("Hai trăm triệu đồng", 200_000_000),
        ("1.200.000đ", 1_200_000),
    ],
)
def test_money(text: str, money: int) -> None:
    """Amounts are whole đồng, also in millions and in words."""
    result = normalise("money", text)
    assert (result.value, result.validity) == (money, "ok")
    assert isinstance(result.value, int)


def test_money_in_other_words_is_doubted() -> None:
    """Figures and words that differ are both shown."""
    result = normalise("money", "250.000.000 đồng (Bằng chữ: Hai trăm triệu đồng)")
    assert (result.value, result.validity) == (250_000_000, "suspicious")
    assert "200.000.000" in result.findings[0].message


@pytest.mark.parametrize(
    ("text", "count"),
    [("02 (hai) bản", "02"), ("hai", "2"), ("3", "3"), ("O2 bản", "2"), ("Lần thứ nhất", "1"),
     ("Lần 1", "1"), ("thứ ba", "3"), ("mười hai", "12")],
)  # fmt: skip
def test_counts(text: str, count: str) -> None:
    """Small numbers in figures as printed, words and ordinals."""
    assert normalise("count", text).value == count


@pytest.mark.parametrize("text", ["1,5 bản", "99999 bản", "abc"])
def test_no_counts(text: str) -> None:
    """Parts of copies, and more copies than any desk makes, are invalid."""
    assert normalise("count", text).validity == "invalid"


def test_count_words_are_compared() -> None:
    """`02 (ba)` is doubtful."""
    assert normalise("count", "02 (ba) bản").validity == "suspicious"


@pytest.mark.parametrize(
    ("text", "grams"),
    [("3200 gram", 3200), ("3.200 g", 3200), ("3,2 kg", 3200), ("3,25kg", 3250), ("2900gam", 2900),
     ("3200", 3200), ("3,1", 3100)],
)  # fmt: skip
def test_weights(text: str, grams: int) -> None:
    """A child's weight is whole grams, however it is printed."""
    assert normalise("weight", text).value == grams


@pytest.mark.parametrize(
    ("text", "validity"), [("32000 g", "invalid"), ("nhẹ cân", "invalid"), ("-/-", "empty")]
)
def test_no_weights(text: str, validity: str) -> None:
    """No child weighs that much; words without figures are no weight."""
    assert normalise("weight", text).validity == validity


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 9_999_999), st.integers(0, 99))
def test_every_area_comes_back(whole: int, hundredths: int) -> None:
    """An area printed the Vietnamese way, with thousands or without, is read exactly."""
    area = float(f"{whole}.{hundredths:02d}")
    grouped = f"{whole:,}".replace(",", ".")
    for printed in (f"{grouped},{hundredths:02d} m²", f"{whole},{hundredths:02d} m2"):
        assert normalise("area", printed).value == area


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 900_000_000_000))
def test_every_amount_agrees_with_its_words(amount: int) -> None:
    """An amount with its own words beside it is certain."""
    printed = f"{amount:,}".replace(",", ".") + f" đồng (Bằng chữ: {say(amount)} đồng./.)"
    result = normalise("money", printed)
    assert (result.value, result.validity) == (amount, "ok")
    assert result.score >= 0.99


def test_no_copies() -> None:
    """None are asked for, or the place was taken by other words."""
    assert normalise("count", "Không bản").validity == "empty"
    assert normalise("count", "Bom - Đồng Nai").validity == "invalid"
