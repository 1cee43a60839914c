"""Entries that extracts tell in one clause."""

from __future__ import annotations

import pytest

from hoso.pipeline.understand import understand
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.records import FieldValue
from tests.pages import TODAY, Print, motto, page_of, title


def read(doc_type: str, *lines: str | Print) -> dict[str, FieldValue]:
    """The fields of an extract of that type."""
    (paper,) = understand([page_of((*motto(), *lines))], load_catalogue(), TODAY)
    assert doc_type == paper.doc_type
    return dict(paper.fields)


CHILD = (
    "Số: 23/TLCMC                    Xuân Trường, ngày 05 tháng 12 năm 2021",
    title("TRÍCH LỤC ĐĂNG KÝ NHẬN CHA, CON"),
    "Họ, chữ đệm, tên: KIỀU NGỌC ĐẠT",
    "Ngày, tháng, năm sinh: 05/08/1980",
    "Và",
    "Họ, chữ đệm, tên: KIỀU PHƯƠNG VÂN",
    "Ngày, tháng, năm sinh: 02/01/2018",
)


@pytest.mark.parametrize(
    "clause",
    [
        (
            "Đã đăng ký nhận cha, con tại Ủy ban nhân dân xã Xuân Trường, tỉnh",
            "Cao Bằng số 17/2020 ngày 01/11/2020",
        ),
        ("Đã đăng ký tại: UBND xã Xuân Trường, số 17/2020, quyển số 01/2020, ngày 01.11.2020",),
    ],
)
def test_the_number_and_the_day_behind_the_office(clause: tuple[str, ...]) -> None:
    """They are the entry's, and go before the extract's own at its head."""
    fields = read("parent_child_extract", *CHILD, *clause)

    assert ("17/2020", "2020-11-01") == (
        fields["registration_number"].value,
        fields["registration_date"].value,
    )


def test_the_place_ends_where_the_number_begins() -> None:
    """An address holds no number of an entry."""
    fields = read(
        "marriage_extract",
        "Số: 347/TLKH-BS                 Lộc Ninh, ngày 12 tháng 12 năm 2017",
        title("TRÍCH LỤC KẾT HÔN"),
        "                    VỢ                      CHỒNG",
        "Họ, chữ đệm, tên    KIỀU NGỌC YẾN           CHÂU HOÀNG KIỆT",
        "Dân tộc             Kinh                    Kinh",
        "Quốc tịch           Việt Nam                Việt Nam",
        "Đã đăng ký kết hôn tại: UBND thị trấn Lộc Ninh, tỉnh Bình Phước; Số",
        "58, quyển số 01/2011, ngày 03.07.2011.",
    )

    assert "UBND thị trấn Lộc Ninh, tỉnh Bình Phước" == fields["registration_place"].value
    assert ("58", "2011-07-03") == (fields["registration_number"].value, fields["registration_date"].value)
