"""Codes found on page images."""

from __future__ import annotations

import numpy as np
import pytest
import zxingcpp

from hoso.pipeline.codes.find import find_codes, placed
from hoso.schemas.geometry import Transform
from tests.barcodes import FORMATS, page_with

CARD = "001085012345|012345678|Nguyễn Văn An|15051985|Nam|Số 12, phường Láng Hạ, Hà Nội|01012021"
TEXTS = dict.fromkeys(FORMATS, "H26.05-261121-0001") | {"qr": CARD}


@pytest.mark.parametrize("kind", FORMATS)
def test_every_kind_of_code_is_read(kind: str) -> None:
    """Each kind is read with its text to the letter, and once."""
    (code,) = find_codes(page_with((kind, TEXTS[kind])))

    assert (kind, TEXTS[kind]) == (code.kind, code.text)


def test_codes_of_other_kinds_are_left_alone() -> None:
    """A Micro QR code, which no paper of ours bears, is neither a code nor a fault of the page."""
    page = page_with(("qr", CARD))
    drawn = zxingcpp.create_barcode("12345", zxingcpp.BarcodeFormat.MicroQRCode)
    small = np.array(zxingcpp.write_barcode_to_image(drawn, scale=6), np.uint8)
    page[1500 : 1500 + small.shape[0], 180 : 180 + small.shape[1]] = small

    assert ["qr"] == [code.kind for code in find_codes(page)]
    assert () == find_codes(page[1400:])


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_codes_tell_how_the_page_lies(quarters: int) -> None:
    """A code on a page turned by quarters is read, and says which turn stands it upright."""
    page = np.ascontiguousarray(np.rot90(page_with(("qr", CARD)), quarters))

    (code,) = find_codes(page)

    assert code.text == CARD
    assert code.quarter_turns == quarters


def test_several_codes_come_from_top_to_bottom() -> None:
    """A page may bear codes of several kinds."""
    page = page_with(("code128", "H26.05-261121-0001"), ("qr", CARD), ("pdf417", "0010850"))

    assert ["code128", "qr", "pdf417"] == [code.kind for code in find_codes(page)]


def test_colour_makes_no_difference() -> None:
    """A page in colour is read as its grey twin."""
    page = page_with(("qr", CARD))

    assert find_codes(np.dstack([page] * 3)) == find_codes(page)


def test_a_page_without_codes_has_none() -> None:
    """White paper, noise and ruled tables are no codes."""
    ruled = np.full((1169, 827), 240, np.uint8)
    ruled[::40] = 60
    ruled[:, ::90] = 60

    assert find_codes(ruled) == ()
    assert find_codes(np.full((1169, 827), 240, np.uint8)) == ()
    assert find_codes(np.random.default_rng(1).integers(0, 255, (800, 600)).astype(np.uint8)) == ()
    assert find_codes(np.full((3, 500), 240, np.uint8)) == ()


def test_a_place_refers_to_the_upright_page() -> None:
    """The box is where the code stands once the page is upright."""
    page = page_with(("qr", CARD))
    height, width = page.shape
    turned = np.ascontiguousarray(np.rot90(page))  # a clockwise quarter turn stands it up again
    back = Transform((0.0, -1.0, float(width), 1.0, 0.0, 0.0, 0.0, 0.0, 1.0))

    (straight,) = placed(find_codes(page), Transform(), (width, height))
    (code,) = placed(find_codes(turned), back, (width, height))

    assert code.box.overlap(straight.box) > 0.95
    assert 0.1 < straight.box.left < straight.box.right < 0.3
