"""Repairs in addresses change marks and punctuation, never letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoso.pipeline.normalise.repair import repair_areas, repair_commas, repair_units, spaced, with_marks_of
from hoso.pipeline.syllables import fold


@pytest.mark.parametrize(
    ("read", "repaired"),
    [
        ("Thị trần Yên Viên, huyên Gia Lâm", "Thị trấn Yên Viên, huyện Gia Lâm"),
        ("THI TRẤN CÔ TÔ", "THỊ TRẤN CÔ TÔ"),
        ("thánh phố Huế", "thành phố Huế"),
        ("Xã Quảng Minh, Huyên Việt Yên", "Xã Quảng Minh, Huyện Việt Yên"),
        ("Xã Huyền Tụng, Huyền Hội", "Xã Huyền Tụng, Huyền Hội"),
        ("Ủy ban nhân, dân phường Kim Liên", "Ủy ban nhân dân phường Kim Liên"),
        ("xã Tinh Hà, tinh Lào Cai", "xã Tinh Hà, tỉnh Lào Cai"),
        ("Bản Nà Sản, Tịnh Giang, Sơn Tịnh", "Bản Nà Sản, Tịnh Giang, Sơn Tịnh"),
    ],
)
def test_unit_words_get_their_marks(read: str, repaired: str) -> None:
    """Words that name a kind of unit have one spelling only."""
    assert repaired == repair_units(read)


def test_full_stop_between_parts_becomes_a_comma() -> None:
    """A full stop after a whole word is OCR's comma; one after an abbreviation stays."""
    assert "xã Đường Lâm, thị xã Sơn Tây, TP. Hà Nội" == repair_commas(
        "xã Đường Lâm. thị xã Sơn Tây, TP. Hà Nội"
    )


def test_province_gets_its_marks() -> None:
    """The province at the end is spelled as the list has it when only marks differ."""
    assert "huyện Trà Cú, tỉnh Trà Vinh" == with_marks_of("huyện Trà Cú, tỉnh Trà Vĩnh", "Trà Vinh")
    assert "tỉnh Trà Ving" == with_marks_of("tỉnh Trà Ving", "Trà Vinh")


@given(st.text(max_size=60))
def test_letters_never_change(text: str) -> None:
    """Whatever is repaired, the letters under the marks are those that were read."""
    assert fold(text).lower().split() == fold(repair_units(text)).lower().split()


@pytest.mark.parametrize(
    ("read", "repaired"),
    [
        ("Riêng: 72.5 m?; chung: không", "Riêng: 72,5 m²; chung: không"),
        ("Đất ở 241 m; Đất trồng lúa 111,0 m?", "Đất ở 241 m²; Đất trồng lúa 111,0 m²"),
        ("Sử dụng riêng 2.580,2 m?", "Sử dụng riêng 2.580,2 m²"),
        ("Sử dụng riêng: 1.234 m²", "Sử dụng riêng: 1.234 m²"),
        ("số 12 m Lê Lợi", "số 12 m Lê Lợi"),
    ],
)
def test_areas_in_text_get_their_unit(read: str, repaired: str) -> None:
    """OCR knows no superscript two and little of decimal commas; thousands keep their dot."""
    assert repaired == repair_areas(read)


@pytest.mark.parametrize(
    ("read", "repaired"),
    [
        ("Tổ 3,P. Bến Thủy, tỉnh Nghệ An", "Tổ 3, P. Bến Thủy, tỉnh Nghệ An"),
        ("xóm 7- xã Phong Thủy -huyện Lệ Thủy", "xóm 7-xã Phong Thủy-huyện Lệ Thủy"),
        ("xóm 7 - xã Phong Thủy -huyện Lệ Thủy", "xóm 7 - xã Phong Thủy - huyện Lệ Thủy"),
        ("Xã Yên Sở-huyện Hoài Đức- thành phố Hà Nội", "Xã Yên Sở-huyện Hoài Đức-thành phố Hà Nội"),
        ("Phường 5 - Bà Rịa-Vũng Tàu", "Phường 5 - Bà Rịa-Vũng Tàu"),
        ("số 12-14 Lê Lợi - Quận 1- TP Huế", "số 12-14 Lê Lợi - Quận 1 - TP Huế"),
        ("Nhà riêng: xã Hòa Bình, tỉnh Lạng Sơn", "Nhà riêng: xã Hòa Bình, tỉnh Lạng Sơn"),
        ("huyện Hoài Đức, thành _phố Hà Nội", "huyện Hoài Đức, thành phố Hà Nội"),
        ("Vũ Quý: Kiến Xương, Thái Bình", "Vũ Quý, Kiến Xương, Thái Bình"),
        ("thị trấn Hát (Lót, huyện Mai Sơn", "thị trấn Hát Lót, huyện Mai Sơn"),
        ("số 35/60-62 đường B.4, Q.1", "số 35/60-62 đường B.4, Q.1"),
        ("Trung Quốc (Đài Loan)", "Trung Quốc (Đài Loan)"),
    ],
)
def test_parts_of_an_address_stand_apart(read: str, repaired: str) -> None:
    """Spaces that the reading lost around commas and dashes are put back; within numbers nothing changes."""
    assert repaired == spaced(read)


def test_a_flat_two_stays_as_it_is_printed() -> None:
    """Some offices print `m2`; that is no misreading of `m²`."""
    assert "Đất ở: 241 m2; vườn: 12,5 m²" == repair_areas("Đất ở: 241 m2; vườn: 12.5 m?")


def test_a_mark_alone_in_an_address_is_dust() -> None:
    """Commas stand at the word before them; a mark between two spaces is none of them."""
    assert "xã Công Thành, huyện Yên Thành" == spaced("xã Công ; Thành, huyện Yên Thành")


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("xã Tân Lý, huyện Châu Thành tỉnh Tiền Giang", "xã Tân Lý, huyện Châu Thành, tỉnh Tiền Giang"),
        ("Ấp 9 - Xã An Thủy Huyện Ba Tri - Tỉnh Bến Tre", "Ấp 9 - Xã An Thủy - Huyện Ba Tri - Tỉnh Bến Tre"),
        ("xã Phú Cường, huyện Định Quán,, tỉnh Đồng Nai", "xã Phú Cường, huyện Định Quán, tỉnh Đồng Nai"),
        (
            "Bệnh viện đa khoa tỉnh Hải Dương, tỉnh Hải Dương",
            "Bệnh viện đa khoa tỉnh Hải Dương, tỉnh Hải Dương",
        ),
        ("xã Tân Lý huyện Châu Thành", "xã Tân Lý huyện Châu Thành"),
        (
            "xã Hiệp Đức - huyện Cai Lậy tỉnh Tiền Giang",
            "xã Hiệp Đức - huyện Cai Lậy - tỉnh Tiền Giang",
        ),
        (
            "Ấp 3, xã Tân Lý huyện Châu Thành tỉnh Hậu Giang",
            "Ấp 3, xã Tân Lý huyện Châu Thành tỉnh Hậu Giang",
        ),
    ],
)
def test_a_comma_that_reading_lost(read: str, printed: str) -> None:
    """Where all others are set apart by a mark a unit is too; a hospital's province is not."""
    assert printed == spaced(read)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ('huyện Ea H "leo, tỉnh Đắk Lắk', "huyện Ea H'leo, tỉnh Đắk Lắk"),
        ("huyện Cư M ' gar, tỉnh Đắk Lắk", "huyện Cư M'gar, tỉnh Đắk Lắk"),
        ("huyện M'Drắk, tỉnh Đắk Lắk", "huyện M'Drắk, tỉnh Đắk Lắk"),
        ('Tổ "B", phường 5', 'Tổ "B", phường 5'),
    ],
)
def test_names_of_the_highlands_are_of_one_piece(read: str, printed: str) -> None:
    """The mark inside them is read as a quotation mark, or set apart."""
    assert spaced(read) == printed
