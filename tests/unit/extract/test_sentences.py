"""Holders of land in running sentences: values that go on in the next line, and end where their kind does."""

from __future__ import annotations

from hoso.pipeline.understand import understand
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.records import FieldValue
from tests.pages import TODAY, Print, motto, page_of, title
from tests.papers import LAND_CERTIFICATE, LAND_PARCEL


def holders(*lines: str | Print) -> dict[str, FieldValue]:
    """What a certificate says of its holders whose lines are these."""
    front = (*LAND_CERTIFICATE[:7], *lines, *LAND_CERTIFICATE[-2:])
    (paper,) = understand([page_of(front), page_of(LAND_PARCEL, 2)], load_catalogue(), TODAY)
    return {key: value for key, value in paper.fields.items() if key.startswith("holder") and value.value}


def test_a_number_and_an_address_go_on_in_the_next_line() -> None:
    """`CMND số` ends one line and its number begins the next; the address wraps too."""
    found = holders(
        "Ông VŨ VĂN BA, sinh năm 1970, hiện đang cư trú tại địa phương nêu trên, CMND số",
        "012345678, cấp ngày 5/3/2001, địa chỉ thường trú: xã Tân Hồng, huyện Bình Giang,",
        "tỉnh Hải Dương",
    )

    assert "012345678" == found["holder.id_number"].value
    assert "xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương" == found["holder.address"].value


def test_people_of_one_sentence_keep_their_own() -> None:
    """The year and number after the wife's name are hers, also where her name begins a line."""
    found = holders(
        "Hộ ông VŨ VĂN BA là người đang sử dụng đất ổn định tại địa phương; và vợ là bà",
        "LÊ THỊ MAI, sinh năm 1972, CMND số 012345678",
        "Địa chỉ thường trú: xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương",
    )

    assert "LÊ THỊ MAI" == found["holder_2.full_name"].value
    assert ("1972", "012345678") == (found["holder_2.birth_year"].value, found["holder_2.id_number"].value)
    assert "holder.birth_year" not in found
    assert "xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương" == found["holder.address"].value


def test_an_extract_of_a_marriage_in_prose() -> None:
    """Under the heading of each side its person in a sentence, without any colon."""
    lines: tuple[str | Print, ...] = (
        *motto(), title("TRÍCH LỤC KẾT HÔN"), "I. BÊN NỮ",
        "Bà Lường Thị Phớ, sinh ngày 19/04/1999, dân tộc Thái, quốc tịch Việt Nam,",
        "mang CCCD số 075199879776.", "Cư trú tại: xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương.",
        "II. BÊN NAM",
        "Ông Y Thuyên Niê, sinh ngày 01/07/1987, dân tộc Ê Đê, quốc tịch Việt Nam,",
        "mang CCCD số 075087178461.", "III. THÔNG TIN ĐĂNG KÝ", "Số đăng ký kết hôn: 258/2020",
    )  # fmt: skip
    (paper,) = understand([page_of(lines)], load_catalogue(), TODAY)
    found = {key: field.value for key, field in paper.fields.items() if field.value}

    assert ("Lường Thị Phớ", "1999-04-19", "Thái", "075199879776") == tuple(
        found[f"wife.{key}"] for key in ("full_name", "date_of_birth", "ethnicity", "id_number")
    )
    assert ("Y Thuyên Niê", "Ê Đê", "075087178461") == tuple(
        found[f"husband.{key}"] for key in ("full_name", "ethnicity", "id_number")
    )
