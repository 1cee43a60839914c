"""The spelling grammar: what a Vietnamese syllable may look like."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoso.pipeline.syllables import fold, is_vietnamese_syllable, unify_tone_placement
from hoso.schemas.reference import person_names, surnames

LEGAL = (
    "Nguyễn", "THỊ", "quỳnh", "Quốc", "quyền", "quý", "giếng", "gìn", "giữ", "gì", "già", "khuỷu", "khuya",
    "yên",
    "ý", "hoà", "hòa", "thuỷ", "thủy", "oanh", "Uyên", "nghiêm", "nghĩa", "ghế", "kỳ", "Lý", "đường", "ruộng",
    "xoong", "tiếp", "biết", "quạt", "ngoằn", "khoẻ", "ước", "a", "Ơ", "uỷ", "ủy", "Huệ", "huyện",
)  # fmt: skip
ILLEGAL = (
    "", "Ngyuễn", "tac", "tàc", "nghanh", "kà", "cê", "gê", "ngê", "đ", "xyz", "thwong", "hòà", "hoaf", "ạẽ",
    "lyêu", "bcd", "th", "ng", "gía", "Kpă", "quu", "aeiou", "1a", "nàm1",
)  # fmt: skip


@pytest.mark.parametrize("syllable", LEGAL)
def test_legal_syllables_pass(syllable: str) -> None:
    """Real words pass, with the tone mark in the old or the new place and in any case."""
    assert is_vietnamese_syllable(syllable)


@pytest.mark.parametrize("syllable", ILLEGAL)
def test_impossible_syllables_fail(syllable: str) -> None:
    """Wrong onsets, rimes, tones and places of the tone mark do not pass."""
    assert not is_vietnamese_syllable(syllable)


def test_decomposed_letters_are_the_same_syllable() -> None:
    """Letters with separate marks count like composed ones."""
    assert is_vietnamese_syllable(unicodedata.normalize("NFD", "Nguyễn"))


def test_names_in_the_lists_are_spelt_right() -> None:
    """Every listed name is a legal syllable but those of the Central Highlands."""
    names = [surname.name for surname in surnames()] + [name.name for name in person_names()]
    odd = {word for name in names for word in name.split() if not is_vietnamese_syllable(word)}
    assert odd == {"H'", "K'", "Ksor", "Rmah"}


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("hoà", "hòa"), ("THUÝ", "THÚY"), ("uỷ", "ủy"), ("Uỷ ban", "Ủy ban"), ("khoẻ", "khỏe"), ("quý",
        "quý"),
        ("hoàn", "hoàn"), ("Khánh Hoà", "Khánh Hòa"), ("QUÝ", "QUÝ"), ("toán", "toán"), ("Hóa", "Hóa"),
    ],
)  # fmt: skip
def test_tone_marks_move_to_the_old_place(new: str, old: str) -> None:
    """Only open oa, oe, uy move their mark; after q it stays."""
    assert unify_tone_placement(new) == old


def test_folding_takes_all_marks_away() -> None:
    """Folded text has plain small letters, also for đ."""
    assert fold("ĐỖ Thị Ước") == "do thi uoc"


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=30))
def test_spelling_functions_take_any_text(text: str) -> None:
    """Strange text is never an error, and unifying twice changes nothing more."""
    is_vietnamese_syllable(text)
    once = unify_tone_placement(text)
    assert unify_tone_placement(once) == once
