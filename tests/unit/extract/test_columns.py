"""Tables with a column per person."""

from __future__ import annotations

import pytest

from hoso.pipeline.extract.columns import column_spans
from hoso.pipeline.labels.assign import assign
from hoso.pipeline.labels.find import find_labels
from hoso.schemas.catalogue import DocumentType, load_catalogue
from tests.pages import Print, rows

MARRIAGE = load_catalogue().get("marriage_certificate")
STATUS = load_catalogue().get("marital_status_confirmation")
HEADINGS = "                       Bên nữ                  Bên nam"
NAMES = "Họ và tên              LÊ THỊ MAI              PHẠM VĂN SƠN"
PEOPLE = "Dân tộc                Kinh                    Tày"


def cells(*lines: str | Print, kind: DocumentType = MARRIAGE) -> dict[str, str]:
    """The text of every field found in a table's columns."""
    paper = rows(*lines)
    found = column_spans(paper, assign(paper, find_labels(paper, kind), -1), kind)
    return {key: span.text for key, (span, _) in found.items()}


def test_each_column_is_a_person() -> None:
    """Every row gives a field to the wife and to the husband, as the headings say."""
    assert {
        "wife.full_name": "LÊ THỊ MAI",
        "husband.full_name": "PHẠM VĂN SƠN",
        "wife.ethnicity": "Kinh",
        "husband.ethnicity": "Tày",
    } == cells(HEADINGS, NAMES, PEOPLE)


def test_columns_may_stand_the_other_way_round() -> None:
    """Old forms have the husband on the left."""
    found = cells("                       Bên nam                 Bên nữ", NAMES, PEOPLE)

    assert ("LÊ THỊ MAI", "Tày") == (found["husband.full_name"], found["wife.ethnicity"])


def test_a_heading_may_wrap_in_its_column() -> None:
    """`NGƯỜI` over `CHA` in a narrow column heads it as `NGƯỜI CHA` does."""
    kind = load_catalogue().get("birth_certificate")
    found = cells(
        "Phần khai             NGƯỜI         NGƯỜI MẸ",
        "                       CHA",
        "Họ và tên             –––           KIỀU LAN VUI",
        "Dân tộc               –––           Kinh",
        kind=kind,
    )

    assert ("KIỀU LAN VUI", "Kinh") == (found["mother.full_name"], found["mother.ethnicity"])


def test_a_cell_may_hold_several_lines() -> None:
    """The lines of a cell belong together, up to the next label."""
    found = cells(
        HEADINGS,
        NAMES,
        "Nơi cư trú             xã Tân Hồng,            phường Ngọc Khánh,",
        "                       tỉnh Hải Dương          thành phố Hà Nội",
        PEOPLE,
    )

    assert "xã Tân Hồng, tỉnh Hải Dương" == found["wife.residence"]
    assert "phường Ngọc Khánh, thành phố Hà Nội" == found["husband.residence"]
    assert "Kinh" == found["wife.ethnicity"]


def test_an_empty_cell_gives_nothing() -> None:
    """Where one person's cell is empty, the other's value is not taken for it."""
    found = cells(HEADINGS, NAMES, "Dân tộc                                        Tày")

    assert "wife.ethnicity" not in found
    assert "Tày" == found["husband.ethnicity"]


def test_the_table_ends_at_a_label_of_the_whole_paper() -> None:
    """What follows the table is no part of its last row."""
    found = cells(HEADINGS, NAMES, PEOPLE, "Nơi đăng ký kết hôn: xã Tân Hồng, tỉnh Hải Dương")

    assert ("Kinh", "Tày") == (found["wife.ethnicity"], found["husband.ethnicity"])
    assert "registration_place" not in found


def test_two_labels_in_one_row_share_its_cells() -> None:
    """A field that the table has twice keeps its first value."""
    found = cells(HEADINGS, NAMES, "Họ và tên              LÊ THỊ BA               PHẠM VĂN BA")

    assert ("LÊ THỊ MAI", "PHẠM VĂN SƠN") == (found["wife.full_name"], found["husband.full_name"])


@pytest.mark.parametrize(
    "lines",
    [
        (),
        (NAMES, PEOPLE),
        ("                       Bên nữ", NAMES),
        (PEOPLE, HEADINGS),
        (HEADINGS, "Nơi đăng ký kết hôn: xã Tân Hồng"),
    ],
)
def test_without_headings_over_rows_there_is_no_table(lines: tuple[str, ...]) -> None:
    """A heading for one person alone, or nothing below the headings, makes no table."""
    assert {} == cells(*lines)


def test_a_type_without_columns_has_no_table() -> None:
    """Only papers that are known to be set so are read by columns."""
    assert {} == cells(HEADINGS, NAMES, PEOPLE, kind=STATUS)


def test_a_row_of_the_whole_paper_holds_both_cells() -> None:
    """What the table says of both as one field is given wife first, however the columns stand."""
    kind = load_catalogue().get("marriage_registration_form")
    lines = (
        "                       Bên nam                 Bên nữ",
        NAMES,
        "Kết hôn lần thứ mấy    01                      02",
    )

    assert "02 01" == cells(*lines, kind=kind)["marriage_count"]


def test_a_colon_inside_a_cell_does_not_end_the_table() -> None:
    """`nơi cấp:` in a person's cell is no label of the paper, and the rows below it are still the table's."""
    lines = (
        HEADINGS,
        NAMES,
        "Giấy tờ tùy thân       CCCD 001195000111       CCCD 001093000111",
        "                       Ghi chú: bản sao        cấp 2021",
        PEOPLE,
    )

    assert "Kinh" == cells(*lines)["wife.ethnicity"]


def test_a_sentence_across_the_columns_is_no_cell() -> None:
    """A line of text below the table, which leaves no gap between the columns, is read as a line."""
    lines = (HEADINGS, NAMES, "Nơi đăng ký kết hôn Ủy ban nhân dân xã Tân Hồng, huyện Bình Giang, tỉnh Hải")

    assert "registration_place" not in cells(*lines)


def test_a_number_beside_a_date_below_the_table_is_no_cell() -> None:
    """The lines below a table that has no colon to end it are not what both people share."""
    extract = load_catalogue().get("marriage_extract")
    lines = (
        HEADINGS,
        NAMES,
        PEOPLE,
        "Số 22/2017                            ngày 19-02-2017",
        "NGƯỜI KÝ TRÍCH LỤC",
    )

    assert {"registration_number", "extract_number"}.isdisjoint(cells(*lines, kind=extract))


def test_columns_that_repeat_the_labels() -> None:
    """Two columns side by side, each with every label: no label reaches into the other column."""
    found = cells(
        "        BÊN NỮ                                   BÊN NAM",
        "Họ, chữ đệm, tên:                        Họ, chữ đệm, tên:",
        "LÊ THỊ MAI                               PHẠM VĂN SƠN",
        "Dân tộc:                                 Dân tộc:",
        "Kinh                                     Tày",
        "Nơi cư trú: xã Tân Hồng,                 Nơi cư trú: phường Ngọc Khánh,",
        "tỉnh Hải Dương                           thành phố Hà Nội",
        kind=load_catalogue().get("marriage_registration_form"),
    )

    assert {
        "wife.full_name": "LÊ THỊ MAI",
        "wife.ethnicity": "Kinh",
        "wife.residence": "xã Tân Hồng, tỉnh Hải Dương",
        "husband.full_name": "PHẠM VĂN SƠN",
        "husband.ethnicity": "Tày",
        "husband.residence": "phường Ngọc Khánh, thành phố Hà Nội",
    } == found
