"""Scanning and photographing keep what the truth says: how a page lies, its size, its format."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pikepdf
import pytest
from PIL import Image as Pictures

from hoso.samples import effects
from hoso.samples.containers import encode
from hoso.samples.degrade import LEVELS, Machine, draw_machine, draw_rotation, draw_skew, scan_page
from hoso.samples.effects import Image
from hoso.samples.phone import photograph
from hoso.samples.scan import Scan

MACHINE = Machine("office", 300, "pdf", 80)


def page(height: int = 700, width: int = 500) -> Image:
    """A white page with one black line across its middle and a black corner at the top left."""
    image = np.full((height, width, 3), 255, np.uint8)
    image[height // 2 - 3 : height // 2 + 3, 50 : width - 50] = 0
    image[:60, :40] = 0
    return image


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_turning_back_clockwise_gives_the_page(rotation: int) -> None:
    """A page that needs so many degrees clockwise stands upright after just that turn."""
    turned = effects.turn(page(), rotation)

    assert np.array_equal(np.rot90(turned, -(rotation // 90)), page())


def test_positive_skew_rises_to_the_right() -> None:
    """With a positive tilt a line of text ends higher on the right than it begins on the left."""
    tilted = effects.to_grey(effects.tilt(page(), 2.0, (0.0, 0.0), (255, 255, 255)))
    left, right = (np.flatnonzero(tilted[100:, column] < 128).mean() for column in (100, 400))

    assert right < left
    assert np.degrees(np.arctan((left - right) / 300)) == pytest.approx(2.0, abs=0.2)


def test_turns_and_tilts_are_those_of_a_feeder() -> None:
    """Most pages lie upright, every quarter turn occurs, and no page lies askew beyond the limit."""
    rng = np.random.default_rng(1)
    turns = [draw_rotation(rng) for _ in range(600)]
    tilts = [draw_skew(rng, 3.0) for _ in range(600)]

    assert set(turns) == {0, 90, 180, 270}
    assert turns.count(0) > 400
    assert max(map(abs, tilts)) <= 3.0
    assert sum(abs(tilt) <= 1 for tilt in tilts) > 420


@pytest.mark.parametrize("seed", [1, 2, 3, 9, 18, 20, 21, 22])
def test_the_tilt_of_a_photo_is_that_of_its_lines(seed: int) -> None:
    """Laid in perspective, curled or flat, a line across the middle lies as the truth says."""
    sheet = np.full((1754, 1240, 3), 255, np.uint8)
    sheet[871:883, 186:1054] = (0, 255, 0)

    scan = photograph(sheet, np.random.default_rng(seed), can_tag=False)

    upright = np.rot90(scan.pixels, -(scan.rotation // 90)).astype(int)
    y, x = np.nonzero(upright[..., 1] - upright[..., 0] - upright[..., 2] > 40)
    assert -np.degrees(np.arctan(np.polyfit(x, y, 1)[0])) == pytest.approx(scan.skew, abs=0.15)


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_is_the_same_for_the_same_seed(level: str) -> None:
    """Random effects come from the given generator alone; `clean` has none."""

    def made() -> tuple[Machine, Scan]:
        rng = np.random.default_rng(7)
        machine = draw_machine(rng, level)
        return machine, scan_page(page(1754, 1240), page(1754, 1240), rng, machine)

    (machine, scan), (again, scan_again) = made(), made()
    assert machine == again
    assert np.array_equal(scan.pixels, scan_again.pixels)
    assert (scan.rotation, scan.skew) == (scan_again.rotation, scan_again.skew)
    if level == "clean":
        assert np.array_equal(scan.pixels, page(1754, 1240))


def test_several_pages_need_a_format_that_holds_them() -> None:
    """Two pages never come as JPEG or PNG."""
    suffixes = {
        draw_machine(np.random.default_rng(seed), level, pages=2).suffix
        for seed in range(40)
        for level in ("clean", "office", "poor")
    }
    assert suffixes == {"pdf", "tif"}


def test_a_pdf_holds_the_scanner_s_own_jpeg() -> None:
    """Each page of the PDF is one JPEG picture at full size, and the page measures what it measured."""
    data = encode([Scan(page(), 300), Scan(effects.to_grey(page()), 300)], MACHINE)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 2
        picture = pdf.pages[0].Resources.XObject.Im0
        assert picture.Filter == "/DCTDecode"
        assert [int(picture.Width), int(picture.Height)] == [500, 700]
        assert float(pdf.pages[0].MediaBox[2]) == pytest.approx(500 / 300 * 72, abs=0.01)


def test_black_and_white_pages_are_fax_pictures() -> None:
    """A bilevel PDF holds Group 4 data that shows the page, black as black."""
    bilevel = np.where(effects.to_grey(page()) > 128, 255, 0).astype(np.uint8)
    data = encode([Scan(bilevel, 200)], replace(MACHINE, bilevel=True))

    with pikepdf.open(io.BytesIO(data)) as pdf:
        stream = pdf.pages[0].Resources.XObject.Im0
        assert isinstance(stream, pikepdf.Stream)
        assert stream.Filter == "/CCITTFaxDecode"
        shown = np.asarray(pikepdf.PdfImage(stream).as_pil_image().convert("L"))
    assert np.array_equal(shown, bilevel)


def test_a_tiff_has_all_pages_and_their_resolution() -> None:
    """A TIFF of two pages has two frames at the scanner's resolution."""
    data = encode([Scan(page(), 200), Scan(page(), 200)], replace(MACHINE, suffix="tif"))

    with Pictures.open(io.BytesIO(data)) as tiff:
        assert tiff.n_frames == 2  # type: ignore[attr-defined]  # a TIFF has it
        assert tiff.info["dpi"] == (200, 200)
