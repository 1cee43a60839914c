"""`hoso sheet`: what is printed is what reading knows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hoso.app import cli, sheets
from hoso.pipeline.codes.find import find_codes
from hoso.pipeline.codes.sheets import sheet_page
from hoso.pipeline.load import Limits, PageImage, load_pages
from hoso.schemas.errors import InvalidRequest, MissingProgram
from hoso.schemas.pages import Page

CODES = ["H26.05-261121-0001", "000.00.15.H14-240712-0003", "G01.899.108-261005-0155"]


def read(data: bytes) -> list[Page | None]:
    """The sheets' pages as reading sees them."""
    images = [image for image in load_pages(data, Limits()) if isinstance(image, PageImage)]
    return [sheet_page(image.number, image.pixels, image.dpi, find_codes(image.pixels)) for image in images]


def run(*arguments: str) -> int:
    """The exit code of `hoso sheet` with these arguments."""
    with pytest.raises(SystemExit) as end:
        cli.main(["sheet", *arguments])
    assert isinstance(end.value.code, int)
    return end.value.code


def test_covers_name_their_applications(tmp_path: Path) -> None:
    """Each code gets a page of A4 whose code names it."""
    out = tmp_path / "new" / "covers.pdf"

    assert run("cover", CODES[0].lower(), *CODES[1:], "--out", str(out)) == 0

    pages = read(out.read_bytes())
    assert [f"HOSO/1/COVER/{code}" for code in CODES] == [page.codes[0].text for page in pages if page]
    assert all(page and page.role == "cover" and page.dpi == 300 for page in pages)


def test_separators(tmp_path: Path) -> None:
    """As many separators as asked for."""
    out = tmp_path / "separators.pdf"

    assert run("separator", "--count", "2", "--out", str(out)) == 0

    assert ["separator", "separator"] == [page.role for page in read(out.read_bytes()) if page]


@pytest.mark.parametrize("code", ["", "26.05-261121-0001", "H26.05-261121-1", "H26.05 261121 0001", "x"])
def test_a_cover_needs_an_application_code(code: str, tmp_path: Path) -> None:
    """A word that is no code makes no cover, and the exit code is that of wrong usage."""
    with pytest.raises(InvalidRequest):
        sheets.cover(code)
    assert run("cover", code, "--out", str(tmp_path / "c.pdf")) == 5
    assert not (tmp_path / "c.pdf").exists()


def test_a_bad_print_is_read_too() -> None:
    """A sheet that was copied small, faint and stained is still known."""
    (image,) = load_pages(sheets.sheets_pdf([sheets.cover(CODES[0])]), Limits())
    assert isinstance(image, PageImage)
    small = image.pixels[::3, ::3].astype(np.int16) // 3 + 120
    small[330:400, 380:440] = 130  # a stain on the code
    grey = np.asarray(small, np.uint8)

    page = sheet_page(1, grey, 100, find_codes(grey))

    assert page is not None
    assert page.role == "cover"


def test_without_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the fonts are missing the error says which package has them."""
    monkeypatch.setattr(sheets, "_BOLD", "no-such-font.ttf")

    with pytest.raises(MissingProgram) as error:
        sheets.sheets_pdf([sheets.separator()])

    assert "fonts-dejavu-core" in error.value.advice
