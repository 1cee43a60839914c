"""Numbers in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoso.pipeline.normalise.number_words import parse_number_words
from tests.unit.normalise.speech import say


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("không", 0),
        ("mười", 10),
        ("mười lăm", 15),
        ("hai mươi mốt", 21),
        ("hai mươi tư", 24),
        ("ba mươi nhăm", 35),
        ("tám lăm", 85),
        ("một trăm linh năm", 105),
        ("hai trăm lẻ bẩy", 207),
        ("hai ngàn lẻ năm", 2005),
        ("hai nghìn không trăm mười chín", 2019),
        ("một nghìn chín trăm bảy mươi sáu", 1976),
        ("Hai trăm năm mươi triệu đồng (chẵn)./.", 250_000_000),
        ("một tỷ hai trăm linh năm triệu không trăm mười nghìn đồng", 1_205_010_000),
        ("hai nghìn tỉ", 2_000_000_000_000),
        ("Bảy trăm sáu mươi mốt phẩy hai mét vuông", 761.2),
        ("một trăm hai mươi phẩy không năm mét vuông", 120.05),
        ("chín phẩy hai mươi lăm", 9.25),
        ("bay tram sau muoi mot", 761),
        ("hai trăn năm mưòi", 250),
        ("Diện tích: bảy mươi mét vuông", 70),
        ("hai bản", 2),
    ],
)
def test_words_give_numbers(words: str, number: float) -> None:
    """All spoken forms count, also without accents or with one letter misread."""
    assert parse_number_words(words) == number


@pytest.mark.parametrize(
    "words",
    ["", "xin chào", "trăm", "hai trăm năm", "một mươi", "mười mười", "nghìn hai", "hai xyz ba",
     "linh năm linh",
     "năm nghìn nghìn", "một phẩy", "một phẩy hai phẩy ba", "12 trăm", "hai mươi không",
     "hai trăm năm mươi sx", "xz mười hai", "một tỷ hai tỷ", "năm trăm linh mười", "hai phẩy mười mười"],
)  # fmt: skip
def test_what_is_no_number_gives_none(words: str) -> None:
    """Phrases outside the grammar are not guessed."""
    assert parse_number_words(words) is None


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 999_999_999_999), st.sampled_from(["nghìn", "ngàn"]), st.sampled_from(["linh", "lẻ"]))
def test_every_number_comes_back(number: int, thousand: str, linking: str) -> None:
    """Saying a number and reading it gives the number."""
    assert parse_number_words(say(number, thousand, linking)) == number


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 11_999))
def test_numbers_survive_lost_accents(number: int) -> None:
    """Accents carry no meaning that the position does not."""
    words = say(number).translate(str.maketrans("ăâêôơưáàảãạéèẻẽẹóòỏõọ", "aaeoouaaaaaeeeeeooooo"))
    assert parse_number_words(words) == number


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    """No text is an error."""
    parse_number_words(text)
