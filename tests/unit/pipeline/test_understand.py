"""From read pages to papers with records."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoso.pipeline.normalise.text import clean_text
from hoso.pipeline.syllables import fold
from hoso.pipeline.understand import understand, understand_as
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Page, Word
from hoso.schemas.records import Document, Finding
from tests.pages import DPI, HEIGHT, TODAY, WIDTH, Print, blank_page, motto, page_of, title
from tests.papers import BIRTH_CERTIFICATE, LAND_CERTIFICATE, LAND_PARCEL, MARRIAGE_CERTIFICATE
from tests.scales import EASY

CATALOGUE = load_catalogue()
unit = st.floats(0, 1)
PRINT = [line if isinstance(line, str) else line.text for line in (*BIRTH_CERTIFICATE, *LAND_PARCEL)]


def plain(text: str) -> set[str]:
    """The letters and figures of a text without marks and case (a one may be read out of an `Í`)."""
    return {c for c in fold(clean_text(text)) if c.isascii() and c.isalnum()}


def read(*papers: tuple[str | Print, ...]) -> tuple[Document, ...]:
    """The papers of a scan with these pages."""
    return understand([page_of(lines, n) for n, lines in enumerate(papers, 1)], CATALOGUE, TODAY, EASY)


@st.composite
def words(draw: st.DrawFn) -> Word:
    """Any word: a piece of a form, or any letters, anywhere on the page."""
    text = draw(st.one_of(st.sampled_from(" ".join(PRINT).split()), st.text(min_size=1, max_size=8)))
    left, right = sorted((draw(unit), draw(unit)))
    top, bottom = sorted((draw(unit), draw(unit)))
    return Word(text, Box(left, top, right, bottom), draw(unit))


@st.composite
def torn_forms(draw: st.DrawFn) -> Page:
    """Lines of forms in any order, cut anywhere, in any size."""
    lines = draw(st.lists(st.sampled_from(PRINT), max_size=12))
    cut = [line[draw(st.integers(0, 10)) : draw(st.integers(10, 90))] for line in lines]
    return page_of([Print(line, draw(st.sampled_from([0.8, 1.0, 1.5]))) for line in cut])


wild = st.lists(st.lists(words(), min_size=1, max_size=5), max_size=6).map(
    lambda lines: Page(1, WIDTH, HEIGHT, DPI, lines=tuple(Line(tuple(line)) for line in lines))
)
pages = st.lists(st.one_of(wild, torn_forms(), st.just(blank_page(1))), max_size=4).map(
    lambda found: [replace(page, number=number) for number, page in enumerate(found, 1)]
)


def test_a_whole_paper_is_accepted() -> None:
    """A certificate that is complete, well read and free of contradictions needs no look."""
    (paper,) = read(BIRTH_CERTIFICATE)

    assert ("birth_certificate", (1,), "accept", ()) == (
        paper.doc_type,
        paper.pages,
        paper.decision,
        paper.findings,
    )


def test_papers_come_in_page_order() -> None:
    """Every paper has its pages and its record."""
    found = read(BIRTH_CERTIFICATE, LAND_CERTIFICATE, LAND_PARCEL, MARRIAGE_CERTIFICATE)

    assert [
        ("birth_certificate", (1,)),
        ("land_use_certificate", (2, 3)),
        ("marriage_certificate", (4,)),
    ] == [(paper.doc_type, paper.pages) for paper in found]
    assert ("CĐ 123456", 2) == (
        found[1].fields["serial_number"].value,
        found[1].fields["serial_number"].page,
    )
    assert ("125", 3) == (found[1].fields["parcel_number"].value, found[1].fields["parcel_number"].page)


def test_what_must_be_there_is_asked_for() -> None:
    """A paper without a field that it needs is told so and goes to a person."""
    (paper,) = read(tuple(line for line in BIRTH_CERTIFICATE if "Giới tính" not in str(line)))
    missing = [finding.field for finding in paper.findings if finding.code == "required_field_missing"]

    assert ["sex", "ethnicity", "nationality"] == missing
    assert "review" == paper.decision


def test_contradictions_are_said() -> None:
    """Fields that contradict each other are a finding, and a person looks at the paper."""
    lines = [
        "Ngày, tháng, năm đăng ký: 20/03/2018" if "đăng ký: 20/03" in str(line) else line
        for line in BIRTH_CERTIFICATE
    ]
    (paper,) = read(tuple(lines))

    assert "review" == paper.decision
    assert any(finding.severity in ("error", "warning") for finding in paper.findings)


def test_an_unknown_paper_keeps_its_title() -> None:
    """Another paper is never forced into a type; its title line helps to file it."""
    (paper,) = read((*motto(), "", title("GIẤY PHÉP XÂY DỰNG"), "Cấp cho ông Lê Văn Ba"))

    assert ("other", {}, "review") == (paper.doc_type, paper.fields, paper.decision)
    assert Finding("title_line", "info", "GIẤY PHÉP XÂY DỰNG") in paper.findings


def test_a_page_s_faults_are_the_paper_s() -> None:
    """What is wrong with a page is said with its paper too."""
    dark = Finding("page_too_dark", "warning", "Ảnh quá tối.")
    page = replace(page_of(BIRTH_CERTIFICATE), findings=(dark,))
    (paper,) = understand([page], CATALOGUE, TODAY)

    assert dark in paper.findings
    assert "review" == paper.decision


def test_a_paper_without_its_title_needs_a_look() -> None:
    """A type known by its labels alone sends the paper to a person whatever its fields say."""
    (paper,) = read(BIRTH_CERTIFICATE[4:])

    assert ("birth_certificate", "review") == (paper.doc_type, paper.decision)


@pytest.mark.parametrize("doc_type", ["birth_certificate", "marriage_certificate"])
def test_a_person_names_the_type(doc_type: str) -> None:
    """The paper is read as the type that a person has chosen, with its title where that fits."""
    found = understand_as([page_of(BIRTH_CERTIFICATE)], doc_type, CATALOGUE, TODAY)

    assert (doc_type, 1.0) == (found.doc_type, found.confidence)
    assert list(found.fields) == [spec.key for spec in CATALOGUE.get(doc_type).fields]
    assert "123/2019" == found.fields["registration_number"].value


def test_a_person_names_the_type_of_an_empty_paper() -> None:
    """Even a paper on which nothing was read has a record, in which all is missing."""
    found = understand_as([blank_page(1), Page(2, WIDTH, HEIGHT, DPI)], "birth_extract", CATALOGUE, TODAY)

    assert ("birth_extract", (2,), "review") == (found.doc_type, found.pages, found.decision)
    assert {"missing"} == {field.status for field in found.fields.values()}


def test_a_type_that_nobody_knows() -> None:
    """Only types of the catalogue can be named."""
    with pytest.raises(KeyError):
        understand_as([page_of(BIRTH_CERTIFICATE)], "no_such_type", CATALOGUE, TODAY)


def test_a_scan_of_blank_pages_has_no_paper() -> None:
    """Nothing printed, no paper."""
    assert () == understand([blank_page(1), blank_page(2)], CATALOGUE, TODAY)


@settings(max_examples=25, deadline=None)
@given(pages)
def test_every_page_belongs_to_one_paper(scan: list[Page]) -> None:
    """Whatever the pages show, each non-blank one is in exactly one paper, in order."""
    found = understand(scan, CATALOGUE, TODAY)

    assert [page.number for page in scan if not page.blank] == [n for paper in found for n in paper.pages]
    assert all(paper.pages for paper in found)


@settings(max_examples=25, deadline=None)
@given(pages, st.sampled_from(sorted(CATALOGUE.types)))
def test_any_words_give_a_record(scan: list[Page], doc_type: str) -> None:
    """Whatever the words, as any type there is a sound record: what is there has evidence on the paper."""
    paper = understand_as(scan, doc_type, CATALOGUE, TODAY)
    printed = {page.number: plain(page.text) for page in scan}

    assert list(paper.fields) == [spec.key for spec in CATALOGUE.get(doc_type).fields]
    for field in paper.fields.values():
        assert 0 <= field.confidence <= 1
        if field.value is not None:
            assert field.page in paper.pages
            assert field.box is not None
            assert plain(field.text) <= printed[field.page] | {"1"}
