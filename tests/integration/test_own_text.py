"""A born-digital PDF from bytes to words, with the real engine: its own text, or what is really seen."""

from __future__ import annotations

import pytest

from hoso.pipeline.load import Limits
from hoso.pipeline.read import read_pages
from hoso.pipeline.recognise.engines import TesserocrEngine
from hoso.schemas.pages import Page
from tests.typeset import LETTER, born_pdf

OTHER_FIGURES = str.maketrans("0123456789", "1357924680")


@pytest.fixture(scope="module")
def engine() -> TesserocrEngine:
    """Tesseract, its models loaded once."""
    return TesserocrEngine()


def page(data: bytes, engine: TesserocrEngine) -> Page:
    """The only page, read."""
    (read,) = read_pages(data, engine, Limits())
    return read.page


def test_true_text_is_taken_as_it_stands(engine: TesserocrEngine) -> None:
    """Every letter of the file, and nothing is doubtful."""
    read = page(born_pdf(), engine)

    assert [line.text for line in read.lines] == list(LETTER)
    assert [finding.code for finding in read.findings] == ["text_of_file"]
    assert min(word.confidence for word in read.words) >= 0.98


def test_figures_that_lie_are_not_believed(engine: TesserocrEngine) -> None:
    """A font that shows 3 where the file says 7: what is seen counts."""
    read = page(born_pdf(told=lambda letter: letter.translate(OTHER_FIGURES)), engine)

    assert "036195012345" in read.text
    assert "text_of_file_differs" in [finding.code for finding in read.findings]
