"""A PDF's own text is taken where it is sound, and never where it says more or less than what is seen."""

from __future__ import annotations

import unicodedata

import pytest

from hoso.pipeline.load import PageImage, load_pages
from hoso.pipeline.load.isolated import DecoderPool
from tests.typeset import (
    HEIGHT,
    LEADING,
    LEFT,
    LETTER,
    SIZE,
    TCVN3,
    TOP,
    WIDTH,
    born_pdf,
    scanned,
    text_content,
)

WHOLE = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Im Do Q\n"
#: A picture in the lower half, away from the text.
BELOW = f"q {WIDTH - 100} 0 0 250 50 50 cm /Im Do Q\n"


def only_page(data: bytes) -> PageImage:
    """The page of a file that has just one."""
    (page,) = load_pages(data)
    assert isinstance(page, PageImage)
    return page


def told(data: bytes) -> list[str]:
    """The lines of text that are taken from the file."""
    return [line.text for line in only_page(data).text]


def test_the_text_of_a_born_digital_page_is_taken() -> None:
    """Every line as it was set, with all its marks."""
    assert told(born_pdf()) == list(LETTER)


def test_words_have_their_places_on_the_page() -> None:
    """Boxes lie close around the print: as wide as the word, as high as its letters."""
    page = only_page(born_pdf())
    word = page.text[6].words[-1]
    bottom = (HEIGHT - TOP + 6 * LEADING) / HEIGHT

    assert word.text == "10/08/2021"
    assert page.text[0].words[0].box.left == pytest.approx(LEFT / WIDTH, abs=0.003)
    assert word.box.bottom == pytest.approx(bottom, abs=0.004)
    assert word.box.height == pytest.approx(0.78 * SIZE / HEIGHT, abs=0.004)


def test_text_comes_from_a_decoding_process_as_well() -> None:
    """Lines, words and boxes are the same as in this process."""
    with DecoderPool() as pool:
        (there,) = pool.load_pages(born_pdf())

    assert isinstance(there, PageImage)
    assert there.text == only_page(born_pdf()).text


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_a_picture_or_rightly(turn: int) -> None:
    """On a page that shows sideways or upside down no text is taken for upright."""
    assert told(born_pdf(Rotate=turn)) in ([], list(LETTER))


def test_a_crop_box_moves_the_boxes() -> None:
    """Boxes are relative to what shows."""
    page = only_page(born_pdf(CropBox=[30, 400, 595, 842]))

    assert [line.text for line in page.text] == list(LETTER)
    assert page.text[0].words[0].box.left == pytest.approx((LEFT - 30) / 565, abs=0.004)


def test_marks_set_apart_come_together() -> None:
    """A file that keeps letters and marks apart gives the same words."""
    assert told(born_pdf(told=lambda letter: unicodedata.normalize("NFD", letter))) == list(LETTER)


def test_a_picture_beside_the_text_does_no_harm() -> None:
    """A letter with a photo or a pale ground keeps its text."""
    photo = scanned(born_pdf("0.9 g 0 0 595 842 re f"))

    assert told(born_pdf(BELOW + text_content(), image=photo)) == list(LETTER)
    assert told(born_pdf(WHOLE + text_content(), image=photo)) == list(LETTER)


def old_encoding(letter: str) -> str:
    """What a font of the old days says for a letter."""
    return TCVN3.get(letter, letter)


@pytest.mark.parametrize(
    ("told_letter", "what"),
    [
        (old_encoding, "an old encoding"),
        (lambda letter: chr(0xE000 + ord(letter) % 500), "private codes"),
        (
            lambda letter: unicodedata.normalize("NFD", letter)[0].replace("Đ", "D").replace("đ", "d"),
            "no marks",
        ),
        (lambda letter: "x" if letter.isalpha() else letter, "one letter for all"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_text_that_is_no_vietnamese_is_not_taken(told_letter, what: str) -> None:  # type: ignore[no-untyped-def]
    """Old encodings, private codes, lost marks and nonsense are read from the picture."""
    assert told(born_pdf(told=told_letter)) == [], what


SCAN = scanned(born_pdf())
OTHER = [line.translate(str.maketrans("0123456789", "1357924680")) for line in LETTER]

TRAPS = {
    "a scanner's unseen text": (WHOLE + text_content(state="3 Tr"), SCAN),
    "unseen text over vector print": (text_content() + text_content(OTHER, "3 Tr"), None),
    "white text": (text_content() + text_content(OTHER, "1 g"), None),
    "text under a picture": (text_content(OTHER) + WHOLE, SCAN),
    "text under a white sheet": (text_content() + f"1 g 0 0 {WIDTH} {HEIGHT} re f", None),
    "a picture of more text": (
        text_content() + f"q {WIDTH} 0 0 {HEIGHT} 0 -400 cm /Im Do Q\n",
        SCAN,
    ),
    "print beside the text": (
        text_content(LETTER[:5]) + f"q 1 0 0 1 0 -300 cm {text_content(state='3 Tr')} Q",
        None,
    ),
    "next to no text": (text_content(LETTER[:1]), None),
}


@pytest.mark.parametrize("name", TRAPS)
def test_text_that_differs_from_what_is_seen_is_not_taken(name: str) -> None:
    """Unseen, white and covered text, and text that leaves out what shows: the page is read as a picture."""
    content, image = TRAPS[name]

    assert told(born_pdf(content, image=image)) == []


def test_a_few_unseen_words_are_left_out() -> None:
    """What does not show is not read, and costs the rest nothing."""
    unseen = f"q 1 0 0 1 300 -300 cm {text_content(['0361'], '1 g')} Q"

    assert told(born_pdf(text_content() + unseen)) == list(LETTER)


def test_a_scan_with_its_own_text_stays_a_scan() -> None:
    """A page that is one picture is lifted out, and no text is asked for."""
    page = only_page(born_pdf(WHOLE + text_content(state="3 Tr"), image=SCAN))

    assert page.source is not None
    assert page.text == ()
