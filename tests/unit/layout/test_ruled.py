"""Ruled tables: a row of cells is a row of text, however many lines a cell holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from hoso.pipeline.extract.record import extract
from hoso.pipeline.layout.rows import Row, rows_of
from hoso.pipeline.layout.ruled import rows_of_cells
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Page, Word

CATALOGUE = load_catalogue()
PITCH, LETTER = 0.02, 0.009
#: A row of cells: the lines of each; cells as wide as the table's columns.
Cells = tuple[Sequence[str], ...]


def table(*rows: Cells, edges: Sequence[float] = (0.08, 0.3, 0.6, 0.92)) -> Page:
    """A page with a ruled table, what its cells hold in the middle of their height."""
    lines, boxes, top = [], [], 0.1
    for row in rows:
        height = PITCH * max(map(len, row)) + 0.01
        for cell, left, right in zip(row, edges, edges[1:], strict=False):
            boxes.append(Box(left, top, right, top + height))
            first = top + (height - PITCH * len(cell)) / 2
            lines += [_line(text, left + 0.01, first + PITCH * at) for at, text in enumerate(cell)]
        top += height
    return Page(1, 2480, 3508, 300, lines=tuple(lines), cells=tuple(boxes))


def _line(text: str, left: float, top: float) -> Line:
    words = []
    for word in text.split():
        words.append(Word(word, Box(left, top + 0.004, left + LETTER * len(word), top + 0.016), 0.98))
        left += LETTER * (len(word) + 1)
    return Line(tuple(words))


def texts(rows: Sequence[Row]) -> list[list[str]]:
    """The cells of each row as text."""
    return [
        [" ".join(t.word.text for t in row.tokens[start:end]) for start, end in row.runs()] for row in rows
    ]


def values(page: Page, doc_type: str) -> dict[str, object]:
    """The values that are found, by field."""
    fields, _ = extract(rows_of([page]), CATALOGUE.get(doc_type), range(0))
    return {key: field.value for key, field in fields.items() if field.value is not None}


HOME = (
    ["Nơi cư trú"],
    ["Tổ 2, phường Phú Lâm,", "tỉnh Phú Yên"],
    ["Tổ 9, phường Tân Phong,", "tỉnh Đồng Nai"],
)
BORN = (["Ngày, tháng, năm", "sinh"], ["01/08/1992"], ["16/03/1995"])
HEADS = (["THÔNG TIN"], ["VỢ"], ["CHỒNG"])
NAMES = (["Họ, chữ đệm, tên"], ["LÊ THỊ MAI"], ["PHẠM VĂN SƠN"])


def test_a_row_of_cells_is_one_row() -> None:
    """A label in the middle of its cell and the lines of the values beside it are read as one."""
    assert texts(rows_of([table(BORN, HOME)])) == [
        ["Ngày, tháng, năm sinh", "01/08/1992", "16/03/1995"],
        ["Nơi cư trú", "Tổ 2, phường Phú Lâm, tỉnh Phú Yên", "Tổ 9, phường Tân Phong, tỉnh Đồng Nai"],
    ]


def test_without_rules_lines_stay_lines() -> None:
    """The same words without borders: height decides."""
    assert len(rows_of([replace(table(BORN, HOME), cells=())])) == 6


def test_a_box_of_several_fields_is_no_cell() -> None:
    """Two columns in frames, each with labels of its own, keep their lines."""
    wife = ["Họ và tên: LÊ THỊ MAI", "Dân tộc: Kinh", "Quốc tịch: Việt Nam"]
    page = table((wife, wife), edges=(0.08, 0.5, 0.92))

    assert not any(row.ruled for row in rows_of([page]))


def test_each_person_has_a_column() -> None:
    """Whole cells go to the person whose heading stands above them."""
    found = values(table(HEADS, NAMES, BORN, HOME), "marriage_certificate")

    assert found == {
        "wife.full_name": "LÊ THỊ MAI",
        "wife.date_of_birth": "1992-08-01",
        "wife.residence": "Tổ 2, phường Phú Lâm, tỉnh Phú Yên",
        "husband.full_name": "PHẠM VĂN SƠN",
        "husband.date_of_birth": "1995-03-16",
        "husband.residence": "Tổ 9, phường Tân Phong, tỉnh Đồng Nai",
    }


def test_no_label_goes_on_in_the_next_row_of_cells() -> None:
    """`Số 278 …` over `Căn cước công dân số …` is an address over a number, not `Số căn cước`."""
    home = (["Nơi cư trú"], ["Tổ 2, phường Phú Lâm,", "tỉnh Phú Yên"], ["Số 278 Hai Bà Trưng,", "Thái Bình"])
    paper = (["Giấy tờ tùy thân"], ["CCCD số", "082300915773"], ["Căn cước công dân", "số 034089111061"])
    found = values(table(HEADS, NAMES, home, paper), "marriage_certificate")

    assert (found["wife.id_number"], found["husband.id_number"]) == ("082300915773", "034089111061")


def test_a_heading_says_in_brackets_who_it_is() -> None:
    """`NGƯỜI NHẬN (CHA)`: no value of the parent's column goes to the child."""
    heads = ([""], ["NGƯỜI NHẬN (CHA)"], ["NGƯỜI ĐƯỢC NHẬN (CON)"])
    found = values(table(heads, NAMES, BORN), "parent_child_extract")

    assert (found["parent.full_name"], found["child.full_name"]) == ("LÊ THỊ MAI", "PHẠM VĂN SƠN")
    assert (found["parent.date_of_birth"], found["child.date_of_birth"]) == ("1992-08-01", "1995-03-16")


def test_a_register_of_marriages_names_no_third_person() -> None:
    """What the columns hold is not the entry's own `Họ, chữ đệm, tên`."""
    found = values(table(HEADS, NAMES, BORN), "ledger_page")

    assert {key for key in found if key.endswith(("full_name", "date_of_birth"))} == {
        "wife.full_name", "wife.date_of_birth", "husband.full_name", "husband.date_of_birth",
    }  # fmt: skip


def test_what_stands_beside_a_label_is_its_value() -> None:
    """`Từ | Họ, chữ đệm, tên: LÊ NGA` is what changes, not the name of the person."""
    page = table(
        (["Cho người có tên"], ["LÊ NHƯ NGA"]),
        (["Từ"], ["Họ, chữ đệm, tên: LÊ NGA"]),
        (["Thành"], ["Họ, chữ đệm, tên: LÊ NHƯ NGA"]),
        edges=(0.08, 0.3, 0.92),
    )

    assert values(page, "civil_status_change_form") == {
        "full_name": "LÊ NHƯ NGA",
        "change_from": "Họ, chữ đệm, tên: LÊ NGA",
        "change_to": "Họ, chữ đệm, tên: LÊ NHƯ NGA",
    }


def test_a_deed_s_values_stay_in_their_cells() -> None:
    """In running text a value goes on in the next line, but not in the next row of a table."""
    page = table(
        (["Mục đích sử dụng"], ["Đất ở tại nông thôn 112 m²; Đất trồng cây", "lâu năm 90 m²"]),
        (["Hạn"], ["Đất ở tại nông thôn: Lâu dài"]),
        edges=(0.08, 0.4, 0.92),
    )

    found = values(page, "land_transfer_contract")
    assert found["land_use_purpose"] == "Đất ở tại nông thôn 112 m²; Đất trồng cây lâu năm 90 m²"


def without_cells(page: Page, *gone: int) -> Page:
    """The page with some of its cells unseen: their rules are too faint."""
    return replace(page, cells=tuple(cell for at, cell in enumerate(page.cells) if at not in gone))


def test_a_cell_with_faint_rules_is_known_by_those_below() -> None:
    """The heading of the last column, and a row of which but its first cell was seen."""
    whole = table(HEADS, NAMES, BORN, HOME)
    faint = without_cells(whole, 2, 7, 8)

    assert texts(rows_of([faint])) == texts(rows_of([whole]))
    assert values(faint, "marriage_certificate") == values(whole, "marriage_certificate")


def test_a_cell_across_the_table_has_none_beside_it() -> None:
    """A heading that spans the columns stays one cell, and rows far away lend none."""
    page = table(NAMES, BORN)
    across = Box(0.08, 0.3, 0.92, 0.33)
    alone = Box(0.08, 0.9, 0.3, 0.91)

    assert rows_of_cells([*page.cells, across]) == rows_of_cells(page.cells)
    assert rows_of_cells([*page.cells, alone]) == rows_of_cells(page.cells)


def test_text_below_a_table_does_not_move_its_columns() -> None:
    """Centred headings over values at the left of their cells, and a paragraph under the table."""
    page = table(HEADS, NAMES, BORN)
    lines = [
        _line("Chúng tôi cam đoan lời khai trên đây là đúng sự thật và tự nguyện", 0.08, 0.3 + at / 50)
        for at in range(9)
    ]
    found = values(replace(page, lines=(*page.lines, *lines)), "marriage_certificate")

    assert (found["wife.full_name"], found["husband.full_name"]) == ("LÊ THỊ MAI", "PHẠM VĂN SƠN")


@pytest.mark.parametrize("stroke", ["/", "-"])
def test_two_labels_in_one_share_two_values_in_one(stroke: str) -> None:
    """`Dân tộc / Quốc tịch` over `Kinh / Việt Nam`, in the columns of two people."""
    both = ([f"Dân tộc {stroke} Quốc tịch"], [f"Kinh {stroke} Việt Nam"], [f"Tày {stroke} Việt Nam"])
    found = values(table(HEADS, NAMES, both), "marriage_certificate")

    assert (found["wife.ethnicity"], found["wife.nationality"]) == ("Kinh", "Việt Nam")
    assert (found["husband.ethnicity"], found["husband.nationality"]) == ("Tày", "Việt Nam")
