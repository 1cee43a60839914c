"""Papers behind cover sheets."""

from __future__ import annotations

import pytest

from hoso.pipeline.codes.covers import application_of, compared
from hoso.pipeline.codes.sheets import cover_text, separator_text
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Code, Page, Role
from hoso.schemas.records import Document

OURS, OTHER = "H26.05-261121-0001", "H26.05-261121-0002"


def sheet(number: int, text: str, role: Role) -> Page:
    """A sheet of our own."""
    code = Code("qr", text, Box(0.3, 0.3, 0.7, 0.6))
    return Page(number, 100, 140, 100, blank=True, role=role, codes=(code,))


def paper(number: int) -> Page:
    """A page of a paper."""
    return Page(number, 100, 140, 100)


BATCH = (
    paper(1), sheet(2, cover_text(OURS), "cover"), paper(3), sheet(4, separator_text(), "separator"),
    paper(5), sheet(6, cover_text(OTHER), "cover"), paper(7), paper(8),
)  # fmt: skip


def document(*pages: int) -> Document:
    """A paper that needs no look."""
    return Document("other", 0.99, pages, "accept")


@pytest.mark.parametrize(
    ("pages", "named"), [((1,), ""), ((3,), OURS), ((5,), OURS), ((7, 8), OTHER), ((), "")]
)
def test_a_cover_holds_until_the_next(pages: tuple[int, ...], named: str) -> None:
    """Papers before the first cover are of none; separators change nothing."""
    assert application_of(BATCH, document(*pages)) == named


def test_papers_of_another_application_need_a_person() -> None:
    """Only those behind the other cover are marked, and the application is named."""
    first, second, third = compared(BATCH, [document(1), document(3), document(7, 8)], OURS)

    assert (first, second) == (document(1), document(3))
    assert third.decision == "review"
    (finding,) = third.findings
    assert (finding.code, finding.severity) == ("cover_of_another_application", "warning")
    assert OTHER in finding.message


def test_a_paper_s_own_code_is_no_cover() -> None:
    """What a paper bears says nothing about its application."""
    page = Page(1, 100, 140, 100, codes=(Code("qr", cover_text(OTHER), Box(0, 0, 1, 1)),))

    assert application_of((page, paper(2)), document(2)) == ""
