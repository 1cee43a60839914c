"""Cover and separator sheets, known by their codes."""

from __future__ import annotations

import numpy as np
import pytest

from hoso.pipeline.codes.find import find_codes
from hoso.pipeline.codes.sheets import cover_text, separator_text, sheet_code, sheet_page
from tests.barcodes import page_with

APPLICATION = "H26.05-261121-0001"


def test_a_cover_names_its_application() -> None:
    """The text of a cover gives back the code it was made for."""
    sheet = sheet_code(cover_text(APPLICATION))

    assert sheet is not None
    assert (sheet.role, sheet.application) == ("cover", APPLICATION)


@pytest.mark.parametrize("text", [separator_text(), "PATCHT", "Patch T"])
def test_separators_are_ours_and_those_of_scanners(text: str) -> None:
    """Our own separators and the usual bar code of document scanners part papers."""
    sheet = sheet_code(text)

    assert sheet is not None
    assert (sheet.role, sheet.application) == ("separator", "")


@pytest.mark.parametrize(
    "text", ["", "HOSO/1/COVER/", "HOSO/2/SEPARATOR", "HOSO/1/COVER/a b", "001085012345||A|B|C|D|E"]
)
def test_other_codes_are_no_sheets(text: str) -> None:
    """Nothing that a paper may bear is taken for a sheet of ours."""
    assert sheet_code(text) is None


@pytest.mark.parametrize("application", ["", "x", "H26.05-261121-0001\n", "h26 05"])
def test_a_cover_needs_a_code(application: str) -> None:
    """Text that is no application's code makes no cover."""
    with pytest.raises(ValueError, match="application code"):
        cover_text(application)


@pytest.mark.parametrize("quarters", range(4))
def test_a_sheet_s_page_is_blank_and_upright(quarters: int) -> None:
    """The page counts as blank, says what it is, and stands upright by its code."""
    pixels = np.ascontiguousarray(np.rot90(page_with(("qr", cover_text(APPLICATION))), quarters))

    page = sheet_page(3, pixels, 200, find_codes(pixels))

    assert page is not None
    assert (page.number, page.blank, page.role, page.rotation) == (3, True, "cover", 90 * quarters)
    assert (page.width_px, page.height_px) == (1654, 2339)
    assert page.codes[0].box.left == pytest.approx(0.12, abs=0.02)
    assert page.codes[0].box.top == pytest.approx(0.09, abs=0.02)
    assert ["cover_sheet"] == [finding.code for finding in page.findings]
    assert APPLICATION in page.findings[0].message


def test_a_page_with_another_code_is_no_sheet() -> None:
    """A paper's own code does not make it a sheet."""
    pixels = page_with(("qr", "001085012345||A|B|C|D|E"))

    assert sheet_page(1, pixels, 200, find_codes(pixels)) is None
