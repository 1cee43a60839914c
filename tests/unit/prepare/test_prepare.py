"""Standing a page upright, and the clean image that OCR reads."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoso.pipeline.load import Pixels
from hoso.pipeline.prepare import Upright, ocr_image, stand_upright
from hoso.pipeline.prepare.ink import components, find_ink, reduced, resized, to_grey
from hoso.pipeline.prepare.paper import find_paper
from hoso.pipeline.prepare.rules import parted
from hoso.pipeline.prepare.tone import flattened, salt, without_seals
from hoso.pipeline.prepare.upright import apply_transform
from hoso.schemas.pages import Rotation
from tests.drawn import DPI, HEIGHT, WIDTH, on_desk, set_page, stroked_page, text_page, tilted, turned

#: A4 at 150 dpi: a tilt is measured by the length of its lines.
SHEET = (1240, 1754)
DESK = (600, 800)
HEXAGON = np.array([[560, 400], [430, 625], [170, 625], [40, 400], [170, 175], [430, 175]])
CORNERS = ((85, 60), (510, 95), (530, 710), (55, 685))


VIETNAMESE = ["Họ, chữ đệm, tên: NGUYỄN THỊ THÙY DƯƠNG", "Nơi sinh: Trạm Y tế xã Hòa Tú, tỉnh Sóc Trăng"]


def white(width: int = 300, height: int = 400) -> Pixels:
    """An empty page."""
    return np.full((height, width), 255, np.uint8)


def spot(width: int, height: int, x: int, y: int) -> Pixels:
    """A black page with one white spot."""
    page = np.zeros((height, width), np.uint8)
    cv2.circle(page, (x, y), 4, (255,), -1)
    return page


def bright(page: Pixels) -> tuple[float, float]:
    """The middle of what is bright on a page."""
    rows, columns = np.nonzero(page > 100)
    return float(columns.mean()), float(rows.mean())


# --- turn and tilt --------------------------------------------------------------------------------------


@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize("page", [text_page(), stroked_page()], ids=["type", "strokes"])
def test_lines_are_laid_across(page: Pixels, quarters: int) -> None:
    """A page on its side is turned so that lines run across, one way or the other."""
    upright = stand_upright(turned(page, quarters))

    assert 90 * (quarters % 2) == upright.rotation % 180
    assert upright.tilt == pytest.approx(0, abs=0.1)
    assert (WIDTH, HEIGHT) == upright.size


@pytest.mark.parametrize("quarters", range(4))
def test_the_likelier_way_up_comes_first(quarters: int) -> None:
    """Lines of Vietnamese print show by their lower edges which way up they stand."""
    page = np.asarray(set_page(VIETNAMESE * 8).convert("L"), np.uint8)

    assert (360 - 90 * quarters) % 360 == stand_upright(turned(page, quarters)).rotation


@pytest.mark.parametrize("degrees", [-10, -4.3, 0.35, 2.25, 10])
def test_a_tilt_is_found(degrees: float) -> None:
    """The tilt is known to a tenth of a degree, positive when text rises to the right."""
    upright = stand_upright(tilted(text_page(34, 26, *SHEET), degrees))

    assert upright.tilt == pytest.approx(degrees, abs=0.1)
    assert abs(stand_upright(upright.apply(tilted(text_page(34, 26, *SHEET), degrees))).tilt) < 0.1


@pytest.mark.parametrize("size", [20, 34])
def test_a_tilted_page_on_its_side(size: int) -> None:
    """Turn and tilt are found together, whatever the size of the letters."""
    page = text_page(20, size, *SHEET)
    upright = stand_upright(turned(tilted(page, 3.0), 3))

    assert 90 == upright.rotation
    assert upright.tilt == pytest.approx(3.0, abs=0.1)
    assert upright.letter_height == pytest.approx(stand_upright(page).letter_height, rel=0.2)


def test_a_colour_page_stands_up_as_a_grey_one() -> None:
    """Colours change nothing about where lines run."""
    page = tilted(text_page(34, 26, *SHEET), 2.0)
    colour = np.asarray(cv2.cvtColor(page, cv2.COLOR_GRAY2RGB), np.uint8)

    assert stand_upright(page).tilt == stand_upright(colour).tilt == pytest.approx(2.0, abs=0.1)


def test_a_large_page_is_measured_small() -> None:
    """Sizes are told in pixels of the page as it came, however large."""
    page = text_page(34, 26, *SHEET)
    upright = stand_upright(resized(page, 2.0))

    assert (2 * SHEET[0], 2 * SHEET[1]) == upright.size
    assert upright.letter_height == pytest.approx(2 * stand_upright(page).letter_height, rel=0.2)


@pytest.mark.parametrize("page", [white(), np.zeros((400, 300), np.uint8), white(8, 8), spot(60, 50, 20, 20)])
def test_a_page_without_text_stays_as_it_is(page: Pixels) -> None:
    """With nothing to go by a page is left alone."""
    upright = stand_upright(page)

    assert (0, 0.0, True) == (upright.rotation, upright.tilt, upright.is_plain)
    assert np.array_equal(page, upright.apply(page))


@settings(deadline=None, max_examples=40)
@given(
    st.sampled_from([0, 90, 180, 270]),
    st.floats(-10, 10),
    st.tuples(st.integers(70, 130), st.integers(70, 110)),
    st.integers(0, 3),
    st.booleans(),
)
def test_a_point_maps_to_where_its_pixel_is(
    rotation: Rotation, tilt: float, at: tuple[int, int], more: int, squared: bool
) -> None:
    """The transform says where each pixel of the original is on the upright page."""
    square = np.array([[1, 0.05, -4], [0.02, 1, -3], [1e-4, 0, 1]]) if squared else np.eye(3)
    upright = Upright(square, (200, 180), rotation, tilt, 12.0, 100).turned(more)
    x, y = upright.transform.apply(*at)
    pixels = spot(200, 180, *at)
    page = upright.apply(pixels)

    assert (upright.size[1], upright.size[0]) == page.shape
    assert bright(page) == pytest.approx((x, y), abs=1.2)
    assert np.array_equal(page, apply_transform(pixels, upright.transform, upright.size))
    half = upright.apply(pixels, 0.5)
    assert bright(half * 2) == pytest.approx((x / 2, y / 2), abs=1.2)


@pytest.mark.parametrize("quarters", range(4))
def test_a_mere_turn_changes_no_pixel(quarters: int) -> None:
    """A page that only lies on its side or head keeps every pixel."""
    page = text_page()
    upright = Upright(np.eye(3), (WIDTH, HEIGHT), 0, 0.01, 12.0, 100).turned(quarters)

    assert np.array_equal(turned(page, quarters), upright.apply(page))
    assert (quarters == 0) == upright.is_plain


# --- the sheet on a desk --------------------------------------------------------------------------------


def test_a_sheet_on_a_desk_is_squared() -> None:
    """A photo of a sheet becomes the sheet alone, upright and straight."""
    photo = on_desk(text_page(), CORNERS, DESK)
    found = find_paper(photo)
    upright = stand_upright(photo)
    page = upright.apply(photo)

    assert found is not None
    assert found == pytest.approx(np.array(CORNERS), abs=10)
    for corner, place in zip(CORNERS, ((0, 0), (1, 0), (1, 1), (0, 1)), strict=True):
        x, y = upright.transform.apply(*corner)
        assert (x / upright.size[0], y / upright.size[1]) == pytest.approx(place, abs=0.03)
    assert np.median(page[:, :40]) > 200
    assert abs(stand_upright(page).tilt) < 0.2


@pytest.mark.parametrize("share", [0.75, 0.55, 0.4])
def test_a_shadow_does_not_cut_the_sheet(share: float) -> None:
    """Under a hard shadow over half of it the whole sheet is found, or it is left as it came."""
    photo = on_desk(text_page(), CORNERS, DESK).astype(np.float32)
    photo[:, : photo.shape[1] // 2] *= share
    found = find_paper(photo.astype(np.uint8))

    assert found is None or found == pytest.approx(np.array(CORNERS), abs=12)
    assert share < 0.5 or found is not None


@pytest.mark.parametrize(
    "page",
    [
        text_page(),
        tilted(text_page(), 4.0),
        white(),
        on_desk(white(400, 560), ((250, 250), (350, 250), (350, 400), (250, 400)), DESK),
        on_desk(white(400, 560), ((50, 50), (550, 50), (350, 750), (250, 750)), DESK),
        on_desk(white(400, 560), ((50, 50), (550, 50), (425, 750), (175, 750)), DESK),
        on_desk(white(400, 560), ((50, 150), (400, 30), (550, 650), (200, 750)), DESK)[:, :300],
        np.asarray(cv2.fillPoly(np.full((800, 600), 40, np.uint8), [HEXAGON], (250,))),
    ],
    ids=["plain", "tilted", "white", "a card", "a funnel", "a wedge", "cut off", "six corners"],
)
def test_no_sheet_is_seen_where_none_is(page: Pixels) -> None:
    """A page that fills the picture, and what is no sheet's shape or size, is left as it is."""
    assert find_paper(page) is None


def test_a_pattern_without_an_outline() -> None:
    """On a dark picture with scraps of light there is no sheet."""
    page = np.full((600, 500), 40, np.uint8)
    page[160:440:20, 130:370] = 255

    assert find_paper(page) is None


# --- tone -----------------------------------------------------------------------------------------------


def sealed() -> Pixels:
    """A page at 100 dpi with black print under a red ring of 38 mm."""
    page = np.asarray(cv2.cvtColor(text_page(), cv2.COLOR_GRAY2RGB), np.uint8).copy()
    ring = np.full_like(page, 255)
    cv2.circle(ring, (466, 466), 75, (215, 40, 50), 4)
    cv2.circle(ring, (466, 466), 56, (215, 40, 50), 3)
    return np.minimum(page, ring)


def test_a_seal_is_taken_off_the_print() -> None:
    """Where a red seal lies over black print, the ring turns light and the print stays dark."""
    page = sealed()
    ring = (page[..., 0] > 180) & (page[..., 1] < 80)
    print_ = (text_page() < 60) & (page[..., 0] < 60)
    grey = without_seals(page, DPI)

    assert np.median(to_grey(page)[ring]) < 120
    assert np.median(grey[ring]) > 200
    assert grey[print_].max() < 80


def test_red_type_is_not_a_seal() -> None:
    """A red number, or a few red specks, are print and stay dark."""
    page = np.full((600, 500, 3), 255, np.uint8)
    cv2.putText(page, "BM 123456", (60, 100), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (200, 20, 30), 3)
    specks = np.full((600, 500, 3), 255, np.uint8)
    specks[10:14, 10:14] = (200, 20, 30)

    assert np.array_equal(to_grey(page), without_seals(page, 300))
    assert np.array_equal(to_grey(specks), without_seals(specks, 300))
    assert text_page() is without_seals(text_page(), DPI)


def test_a_red_title_of_two_lines_is_not_a_seal() -> None:
    """The title of a land certificate is as large as a seal, but of letters: all of it stays dark."""
    page = np.full((400, 900, 3), 255, np.uint8)
    for line, y in (("CHUNG NHAN", 120), ("QUYEN DAT", 172)):
        cv2.putText(page, line, (60, y), cv2.FONT_HERSHEY_DUPLEX, 2.0, (200, 20, 30), 6)

    assert np.array_equal(to_grey(page), without_seals(page, 150))


def test_an_uneven_light_is_evened() -> None:
    """Under a shadow from side to side paper turns white and print dark everywhere."""
    light = np.linspace(0.35, 1.0, WIDTH)[None, :]
    page = (text_page() * light).astype(np.uint8)
    even = flattened(page)
    paper, print_ = text_page() > 250, text_page() < 30

    for half in (slice(0, WIDTH // 2), slice(WIDTH // 2, WIDTH)):
        assert np.percentile(even[:, half][paper[:, half]], 5) > 230
        assert np.median(even[:, half][print_[:, half]]) < 60


def test_dust_is_told_from_print() -> None:
    """Lone dark dots are salt; letters are not; an empty page has none."""
    dusty = text_page().copy()
    dusty[3::9, 5::11] = 0

    assert salt(text_page()) < 0.01
    assert salt(dusty) > 0.1
    assert 0.0 == salt(white())


def test_dust_is_taken_off() -> None:
    """On a dusty page the image for OCR is free of lone dots."""
    dusty = text_page().copy()
    dusty[3::9, 5::11] = 0

    assert salt(ocr_image(dusty, DPI, 12.0)[0]) < 0.01


def test_dots_of_lines_to_write_on_are_no_salt() -> None:
    """Thin strokes stay, however many dotted lines they stand on."""
    strokes = white(1200, 900)
    for row in range(80, 860, 60):
        strokes[row - 24 : row, 60:1000:13] = 0
    form = strokes.copy()
    for row in range(80, 860, 60):
        form[row + 12, 60:1150:5] = 0
    assert salt(form) > 0.02

    image, _ = ocr_image(form, DPI, 24.0)

    assert np.mean(image[strokes < 128] < 128) > 0.9


# --- rules and leaders ----------------------------------------------------------------------------------


def test_rules_and_leaders_go_and_letters_stay() -> None:
    """Lines, borders and rows of dots vanish; letters and the dots under vowels stay."""
    letters = white(700, 300)
    cv2.putText(letters, "Ho va ten", (60, 120), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0,), 3)
    for x in (95, 185, 260):
        cv2.circle(letters, (x, 132), 2, (0,), -1)
    form = letters.copy()
    cv2.line(form, (20, 30), (680, 30), (0,), 2)
    cv2.line(form, (20, 30), (20, 280), (0,), 2)
    for x in range(300, 660, 9):
        cv2.circle(form, (x, 118), 2, (0,), -1)
    clean = parted(form, 26.0)[0]

    assert np.mean(clean[letters < 128] < 128) > 0.97
    assert not (clean[(form < 128) & (letters >= 128)] < 128).any()


def test_the_dot_under_a_letter_stays_on_a_row_of_dots() -> None:
    """`Tạ` on a dotted line does not become `Ta`: its dot is larger than those of the line, or above it."""
    form, dots = white(700, 300), []
    for x in range(100, 660, 9):
        cv2.circle(form, (x, 118), 1, (0,), -1)
    for x, y, radius in ((204, 117, 3), (400, 117, 3), (553, 115, 2)):
        cv2.circle(form, (x, y), radius, (0,), -1)
        dots.append((y, x))
    clean = parted(form, 26.0)[0]

    assert all(clean[dot] == 0 for dot in dots)
    assert np.count_nonzero(clean < 128) < 3 * 40


def test_full_stops_typed_in_a_row_go() -> None:
    """Large full stops, far apart but even, are a line to write on; the dots of a sentence are not."""
    form, dots = white(700, 300), white(700, 300)
    for x in range(100, 660, 19):
        cv2.circle(form, (x, 118), 4, (0,), -1)
    for x in (90, 130, 155, 240, 262, 330, 365, 470):
        cv2.circle(dots, (x, 218), 4, (0,), -1)
    clean = parted(np.minimum(form, dots), 23.0)[0]

    assert not (clean[:160] < 128).any()
    assert np.array_equal(clean[160:], dots[160:])


def test_letters_too_small_to_tell_are_left_alone() -> None:
    """Where letters are hardly larger than dots nothing is taken away."""
    page = text_page()

    assert page is parted(page, 5.0)[0]


def test_thick_bars_are_no_rules() -> None:
    """A bar as thick as a letter is no ruled line."""
    page = white(400, 200)
    page[90:110, 50:350] = 0

    assert np.array_equal(page, parted(page, 20.0)[0])


# --- ink ------------------------------------------------------------------------------------------------


def test_only_letters_are_ink() -> None:
    """Borders, pictures and dust do not count as letters."""
    page = text_page(10).copy()
    plain = find_ink(page)
    cv2.rectangle(page, (20, 20), (WIDTH - 20, HEIGHT - 20), (0,), 3)
    cv2.rectangle(page, (200, 660), (530, 1000), (0,), -1)
    page[1060:1130:5, 70:730:5] = 0
    found = find_ink(page)

    assert found.letters == pytest.approx(plain.letters, rel=0.1)
    assert found.letter_height == pytest.approx(plain.letter_height, rel=0.2)
    assert 0 == find_ink(white()).letters


def test_a_few_large_marks_do_not_count_for_letters() -> None:
    """A bar code or an emblem holds more ink than a card's print, and its print is measured all the same."""
    page = text_page(5).copy()
    plain = find_ink(page)
    for at in range(10):
        cv2.rectangle(page, (60 + 70 * at, 700), (100 + 70 * at, 740), (0,), -1)
        cv2.rectangle(page, (60 + 70 * at, 800), (100 + 70 * at, 835), (0,), -1)

    assert find_ink(page).letter_height == pytest.approx(plain.letter_height, rel=0.35)


@pytest.mark.parametrize("side", [40, 700])
def test_marks_are_counted_and_painted(side: int) -> None:
    """Lone dots are marks of their own, also where there are more of them than 16 bits can number."""
    dots = np.zeros((side, side), np.uint8)
    dots[::2, ::2] = 255
    found = components(dots)
    first_row = found.stats[:, cv2.CC_STAT_TOP] == 0

    assert (side // 2) ** 2 + 1 == len(found.stats)
    assert np.array_equal(found.painted(first_row)[0], dots[0])
    assert 0 == found.painted(first_row)[1:].max()


def test_sizes_of_pages() -> None:
    """A page is made smaller only when it is larger than asked for."""
    page = white(100, 200)

    assert (page.shape, 1.0) == (reduced(page, 200)[0].shape, reduced(page, 200)[1])
    assert ((100, 50), 0.5) == (reduced(page, 100)[0].shape, reduced(page, 100)[1])
    assert (300, 150) == resized(page, 1.5).shape
    assert (30, 15) == resized(page, 0.15).shape
    assert (1, 1) == resized(white(3, 3), 0.2).shape


@pytest.mark.parametrize("side", ["left", "top"])
def test_pale_print_beside_a_dark_strip_is_made_dark(side: str) -> None:
    """What lies beside the sheet is darker than any print; by it, faded print would pass for paper."""
    faded = np.clip(text_page(30, 26, *SHEET).astype(int) + 150, 0, 235).astype(np.uint8)
    alone, _ = ocr_image(faded, 150, 26)
    strip = faded[:, :40] if side == "left" else faded[:40]
    strip[:] = 5
    beside, _ = ocr_image(faded, 150, 26)

    assert np.abs(alone[100:, 100:].astype(int) - beside[100:, 100:]).max() < 12


def test_letters_that_run_together_are_measured_by_their_height() -> None:
    """On a soft photograph words are one mark each, many times as long as high."""
    page = set_page(["GIAY KHAI SINH cua nguoi duoc khai sinh " * 2] * 30, 22)
    plain = to_grey(np.asarray(page, np.uint8))
    soft = np.asarray(cv2.erode(plain, np.ones((1, 5), np.uint8)), np.uint8)

    assert find_ink(soft).letters < 0.5 * find_ink(plain).letters
    assert find_ink(soft).letter_height == pytest.approx(find_ink(plain).letter_height, rel=0.25)
