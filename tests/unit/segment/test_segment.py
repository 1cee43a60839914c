"""Papers told apart in one scan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hoso.pipeline.segment.papers import segment
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.pages import Page, Role
from tests.pages import DPI, HEIGHT, WIDTH, Print, blank_page, motto, page_of, title
from tests.papers import BIRTH_CERTIFICATE, LAND_CERTIFICATE, LAND_CHANGE, LAND_PARCEL, MARITAL_STATUS

CATALOGUE = load_catalogue()
PROSE = ("Hôm nay, tại trụ sở, chúng tôi gồm có", "ông Lê Văn Ba và bà Lê Thị Mai", "đã cùng nhau bàn bạc")


def papers(*pages: tuple[str | Print, ...] | None) -> list[tuple[int, ...]]:
    """The page numbers of each paper; `None` is a blank page."""
    read = [
        blank_page(number) if lines is None else page_of(lines, number)
        for number, lines in enumerate(pages, 1)
    ]
    return [tuple(page.number for page in paper) for paper in segment(read, CATALOGUE)]


def test_several_papers_in_one_scan() -> None:
    """Each page with a head of its own is a paper; blank pages are none."""
    found = papers(BIRTH_CERTIFICATE, None, MARITAL_STATUS, LAND_CHANGE, None)

    assert [(1,), (3,), (4,)] == found


def test_two_papers_of_one_kind() -> None:
    """Two birth certificates in a row are two papers."""
    assert [(1,), (2,)] == papers(BIRTH_CERTIFICATE, BIRTH_CERTIFICATE)


def test_further_pages_belong_to_the_paper_before() -> None:
    """A page without a head goes on with the paper, blank back sides notwithstanding."""
    assert [(1, 2), (3, 5)] == papers(LAND_CERTIFICATE, LAND_PARCEL, LAND_CHANGE, None, PROSE)


def test_a_scan_that_begins_in_the_middle() -> None:
    """The first page is a paper, with or without a head."""
    assert [(1,), (2,)] == papers(PROSE, BIRTH_CERTIFICATE)


def test_only_blank_pages() -> None:
    """Where nothing is printed there is no paper."""
    assert [] == papers(None, None)
    assert [] == papers()


@pytest.mark.parametrize(
    "lines",
    [
        (*motto(), "", *PROSE),
        (title("BIÊN BẢN HỌP GIA ĐÌNH"), "", *PROSE),
        (title("TRÍCH LỤC KHAI SINH"), *PROSE),
    ],
)
def test_what_opens_a_paper(lines: tuple[str | Print, ...]) -> None:
    """The motto, a known title, or a large title of its own."""
    assert [(1,), (2,)] == papers(BIRTH_CERTIFICATE, lines)


@pytest.mark.parametrize(
    "lines",
    [
        PROSE,
        (title("II. NHỮNG THAY ĐỔI SAU KHI CẤP"), *PROSE),
        (title("ĐIỀU 2. QUYỀN CỦA HAI BÊN"), *PROSE),
        (Print("BIÊN BẢN HỌP GIA ĐÌNH", 1.4), *PROSE),
        (Print("BIÊN BẢN HỌP GIA ĐÌNH", centred=True), *PROSE),
        (*PROSE, *[""] * 20, title("BIÊN BẢN HỌP GIA ĐÌNH")),
    ],
)
def test_what_goes_on_with_a_paper(lines: tuple[str | Print, ...]) -> None:
    """Prose, a section's heading, capitals that are not large, not in the middle or far down."""
    assert [(1, 2)] == papers(BIRTH_CERTIFICATE, lines)


def test_a_large_heading_of_the_paper_before() -> None:
    """A heading that further pages of the paper are known to have goes on with it, however large."""
    heading = title("NHỮNG THAY ĐỔI SAU KHI CẤP GIẤY CHỨNG NHẬN")

    assert [(1, 2)] == papers(LAND_CERTIFICATE, (heading, *PROSE))
    assert [(1,), (2,)] == papers(BIRTH_CERTIFICATE, (heading, *PROSE))
    assert [(1,), (2,)] == papers(PROSE, (heading, *PROSE))


def test_a_page_of_specks_opens_nothing() -> None:
    """A page that is not blank but has no word on it continues the paper, and may be followed by one."""
    specks = Page(2, WIDTH, HEIGHT, DPI)
    scan = [page_of(PROSE), specks, replace(page_of(BIRTH_CERTIFICATE), number=3)]

    assert [2, 1] == [len(paper) for paper in segment(scan, CATALOGUE)]
    assert [1, 1] == [len(paper) for paper in segment([specks, scan[2]], CATALOGUE)]


@pytest.mark.parametrize("role", ["cover", "separator"])
def test_a_sheet_of_our_own_parts_papers(role: Role) -> None:
    """After a cover or separator another paper begins, even on a page that opens none; it is of no paper."""
    sheet = replace(blank_page(2), role=role)
    scan = [page_of(BIRTH_CERTIFICATE), sheet, page_of(PROSE, 3), blank_page(4), page_of(PROSE, 5)]

    found = [[page.number for page in paper] for paper in segment(scan, CATALOGUE)]

    assert [[1], [3, 5]] == found


def test_a_cover_goes_on_with_what_stands_inside() -> None:
    """A red book of 1993 bears its title on the cover and again above its holder; two books are two."""
    cover: tuple[str | Print, ...] = (
        *motto(),
        title("GIẤY CHỨNG NHẬN"),
        title("QUYỀN SỬ DỤNG ĐẤT"),
        "",
        "K 475712",
    )
    inside: tuple[str | Print, ...] = (
        *motto(),
        title("GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT"),
        "Ông: SỪNG TIẾN TOÀN",
        "Sinh năm: 1962",
    )
    full = (*inside, *PROSE, *PROSE, *PROSE)
    headed: tuple[str | Print, ...] = (
        *motto(),
        "CHỨNG NHẬN",
        "I. Tên người sử dụng đất: Hộ ông SỪNG TIẾN TOÀN",
        "Sinh năm: 1962",
    )

    assert papers(cover, inside, cover, inside) == [(1, 2), (3, 4)]
    assert papers(cover, headed, BIRTH_CERTIFICATE, headed) == [(1, 2), (3,), (4,)]
    assert papers(full, inside) == [(1,), (2,)]
