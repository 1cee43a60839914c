"""Spreads: two pages on one scan are read half after half, and nothing else is taken for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hoso.pipeline.layout.spreads import fold_of, in_reading_order, opened
from hoso.pipeline.understand import understand
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Page
from hoso.schemas.records import FieldValue
from tests.pages import TODAY, Print, page_of
from tests.papers import LAND_CERTIFICATE, LAND_PARCEL

WIDTH, HEIGHT = 4488, 3130
CHANGES = (
    "IV. Những thay đổi sau khi cấp giấy chứng nhận",
    "Nội dung thay đổi và cơ sở pháp lý",
    "Xác nhận của cơ quan có thẩm quyền",
    "Ngày 05/01/2019 thế chấp tại ngân hàng",
)


def half(lines: Sequence[str | Print], right: bool, top: float = 0.05) -> list[Line]:
    """The lines of a page as they stand on one half of a spread."""
    start = 0.5 if right else 0.0
    return [
        Line(
            tuple(
                replace(w, box=Box(start + w.box.left / 2, w.box.top, start + w.box.right / 2, w.box.bottom))
                for w in line.words
            )
        )
        for line in page_of(lines, top=top).lines
    ]


def spread(left: Sequence[str | Print], right: Sequence[str | Print], number: int = 1) -> Page:
    """Both pages side by side; the right one lies a little lower."""
    lines = (*half(left, False), *half(right, True, 0.058))
    return Page(number, WIDTH, HEIGHT, 300, lines=tuple(sorted(lines, key=lambda line: line.box.top)))


def test_a_certificate_on_two_spreads_is_read() -> None:
    """Back and front, then both inner pages: values that wrap in a half are whole, boxes are the page's."""
    pages = [spread(CHANGES, LAND_CERTIFICATE), spread(LAND_PARCEL, CHANGES, 2)]
    (paper,) = understand(pages, load_catalogue(), TODAY)

    assert "land_use_certificate" == paper.doc_type
    assert (1, 2) == paper.pages
    name, area = paper.fields["holder.full_name"], paper.fields["area_m2"]
    assert ("VŨ VĂN BA", 1) == (name.value, name.page)
    assert (120.5, 2) == (area.value, area.page)
    assert name.box is not None
    assert name.box.left > 0.5
    assert area.box is not None
    assert area.box.right < 0.5


def test_lines_come_in_reading_order() -> None:
    """The left half's lines stand wholly before the right's, and a single page stays as it is."""
    page = spread(CHANGES, LAND_PARCEL)
    single = page_of(LAND_PARCEL)

    assert [line.text for line in in_reading_order(page).lines][: len(CHANGES)] == list(CHANGES)
    assert in_reading_order(single) is single


def test_an_upright_page_has_no_fold() -> None:
    """Two columns on a page that stands upright are no spread."""
    assert fold_of(replace(spread(CHANGES, LAND_PARCEL), width_px=HEIGHT, height_px=WIDTH)) is None


def test_a_title_over_the_middle_keeps_the_page_whole() -> None:
    """A page lying wide whose title crosses the middle is one page."""
    page = spread(CHANGES, LAND_PARCEL)
    boxes = [Box(0.47 + 0.03 * at, 0.01, 0.495 + 0.03 * at, 0.03) for at in range(3)]
    words = page.lines[0].words[:3]
    across = Line(tuple(replace(word, box=box) for word, box in zip(words, boxes, strict=True)))

    assert fold_of(page) is not None
    assert fold_of(replace(page, lines=(across, *page.lines))) is None


def test_a_table_is_no_spread() -> None:
    """Cells of two columns that stand in line are one page, A4 or larger."""
    cells = [f"Dòng {at} của bảng có nhiều chữ" for at in range(12)]
    lines = (*half(cells, False), *half(cells, True))
    page = Page(1, WIDTH, HEIGHT, 300, lines=lines)

    assert fold_of(page) is None
    assert fold_of(replace(page, dpi=450)) is None


def test_half_a_page_of_print_is_no_spread() -> None:
    """Print on one half and a stamp on the other is a single page."""
    page = Page(1, WIDTH, HEIGHT, 300, lines=(*half(LAND_PARCEL, False), *half(["SAO Y BẢN CHÍNH"], True)))

    assert fold_of(page) is None


def test_values_go_home() -> None:
    """A place on a half is the same place on the page; what was found elsewhere stays."""
    sheets = opened([spread(CHANGES, LAND_PARCEL)])
    found = FieldValue("x", "x", 0.9, "accepted", sheets.pages[1].number, Box(0.0, 0.1, 1.0, 0.2))
    gone = FieldValue()

    home = sheets.home(found)
    assert 1 == home.page
    assert home.box is not None
    assert (0.4 < home.box.left < 0.6, home.box.right) == (True, 1.0)
    assert sheets.home(gone) is gone
