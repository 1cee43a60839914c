"""Labels in other words mean the same; words that mean something else do not."""

from __future__ import annotations

import pytest

from hoso.pipeline.labels.synonyms import in_other_words, meaning, meanings_of
from hoso.pipeline.syllables import run_together
from hoso.schemas.catalogue import load_catalogue

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    ("doc_type", "words", "keys"),
    [
        ("death_extract", "Họ, tên đệm và tên", ["full_name"]),
        ("birth_certificate", "Họ, chữ lót và tên mẹ", ["mother.full_name"]),
        ("birth_certificate", "Họ, tên đệm và tên người bố", ["father.full_name"]),
        ("birth_certificate", "Sinh tại", ["place_of_birth"]),
        ("birth_certificate", "Nơi cư trú (mẹ)", ["mother.residence"]),
        ("birth_certificate", "Năm sinh của cha", ["father.birth_year"]),
        ("birth_certificate", "Người đi đăng ký khai sinh", ["declarant.full_name"]),
        ("birth_certificate", "Cơ quan đăng ký khai sinh", ["registration_place"]),
        ("marriage_extract", "Số định danh cá nhân/giấy tờ", ["wife.id_number", "husband.id_number"]),
        ("marriage_certificate", "Họ và tên người chồng", ["husband.full_name"]),
        ("death_extract", "Thời điểm chết", ["death_date"]),
        ("death_extract", "Chết do", ["death_cause"]),
        ("birth_certificate", "Kính gửi", None),
        ("birth_certificate", "Đăng ký khai sinh", None),
        ("birth_certificate", "Quan hệ với chủ hộ", None),
    ],
)  # fmt: skip
def test_other_words(doc_type: str, words: str, keys: list[str] | None) -> None:
    """The fields that the words announce on a paper of the type."""
    letters = run_together(words)
    kind = CATALOGUE.get(doc_type)
    label = in_other_words(letters, len(words.split()), meanings_of(kind))
    written = [spec.key for spec in kind.fields if words in spec.labels]

    assert (written or (label and [spec.key for spec in label.specs])) == keys


@pytest.mark.parametrize("letters", ["", "so", "kinhgui", "congan", "giaybaotuso"])
def test_other_letters_keep_their_meaning(letters: str) -> None:
    """Words that are no term stay what they are."""
    assert meaning(letters) == letters
