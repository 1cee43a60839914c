"""What holds for every kind of value."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoso.pipeline.normalise import KINDS, normalise
from hoso.schemas.catalogue import load_catalogue

#: What scans are full of: Vietnamese letters, figures, marks, and words that steer the readers.
_PIECES = st.sampled_from(
    ["ngày", "tháng", "năm", "Nguyễn", "THị", "số", "12", "05/3/2019", "1.234,5", "m²", "đồng", "bằng chữ:",
     "mười",
     "triệu", "/", "-", "....", "…", ",", "(", ")", "O", "l", "025188001010", "CĐ", "tỉnh Hà Giang", "xã",
     "Nam", "Nữ",
     "☑", "Không", "H'", "|", "Quyển số", ":", "Lâu đài", "vào sổ", "Kính", "Ð", "0912345678"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=40), st.lists(_PIECES, max_size=8).map(" ".join))


def test_the_catalogue_uses_known_kinds_only() -> None:
    """Every kind of the catalogue can be normalised."""
    used = {field.kind for kind in load_catalogue().types.values() for field in kind.fields}
    assert used <= KINDS


def test_unknown_kind_is_an_error_of_the_caller() -> None:
    """A kind that nobody knows is not guessed."""
    with pytest.raises(KeyError):
        normalise("colour", "red")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_marks_for_nothing_are_empty(kind: str) -> None:
    """Whatever the field, the clerk's dash means that nothing stands there."""
    for mark in ("", "-/-", "---", "./.", "…………"):
        result = normalise(kind, mark)
        assert (result.value, result.validity, result.score) == (None, "empty", 1.0)


@pytest.mark.parametrize("kind", sorted(KINDS))
@settings(max_examples=20, deadline=None)
@given(text=TEXTS)
def test_every_text_is_answered(kind: str, text: str) -> None:
    """Any text gives a well-formed answer, and a value is its own value again."""
    result = normalise(kind, text)
    assert 0.0 <= result.score <= 1.0
    assert unicodedata.is_normalized("NFC", result.text)
    assert (result.validity == "ok") <= (result.value is not None)
    if result.validity == "empty":
        assert result.value is None
    if isinstance(result.value, str):
        assert unicodedata.is_normalized("NFC", result.value)
        assert result.value == " ".join(result.value.split())
        assert result.value
    assert all(finding.field is None and " / " in finding.message for finding in result.findings)
    if result.validity == "ok":
        assert normalise(kind, str(result.value)).value == result.value


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_very_long_texts_are_quick(kind: str) -> None:
    """A page in a field costs no more than a moment."""
    for text in (
        "1 " * 3000,
        "ngày tháng năm " * 400,
        "a.b." * 2000,
        "(" * 5000,
        "một hai " * 1000,
        "1/2/3 " * 900,
    ):
        assert normalise(kind, text) is not None
