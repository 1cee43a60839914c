"""The line reader that comes with the program, on lines in clean print."""

from __future__ import annotations

import time
from itertools import chain

import numpy as np
import pytest
from numpy.typing import NDArray

from hoso.pipeline.prepare.ink import Pixels
from hoso.pipeline.reader import LineReader, packaged_reader
from hoso.pipeline.reader.lines import PageReader
from hoso.pipeline.reader.strip import EM, MARGIN
from hoso.pipeline.reader.strip import HEIGHT as ROWS
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Word
from tests.unit.reader.typed import HEIGHT, WIDTH, typed

LETTER = ("NGUYỄN THỊ ÁNH", "Họ và tên: Trần Văn Đức", "Ngày sinh: 05/11/1995", "tỉnh Hải Dương")


def reader_of(page: Pixels) -> PageReader:
    """The packaged reader on a page."""
    return PageReader(page, packaged_reader())


@pytest.mark.parametrize("face", ["DejaVuSerif.ttf", "DejaVuSans.ttf", "FreeSerif.ttf"])
@pytest.mark.parametrize("size", [26, 34])
def test_clean_print_is_read_exactly(face: str, size: int) -> None:
    """Given about where its words stand, every line is read letter by letter."""
    page, lines = typed(LETTER, size, face)

    assert list(LETTER) == [line.text for line in reader_of(page).lines(lines)]


def test_the_given_words_are_not_believed() -> None:
    """What another reader took the words for is not what is read: the ink is."""
    page, lines = typed(LETTER[:1])
    misread = zip(("HCUYỄM", "IHỊ", "ÀNN"), lines[0].words, strict=True)
    wrong = Line(tuple(Word(text, word.box, 0.1) for text, word in misread))

    assert [LETTER[0]] == [line.text for line in reader_of(page).lines([wrong])]


def test_words_have_their_places() -> None:
    """Each word's box covers most of where the word stands, and its probability is high."""
    page, lines = typed(LETTER)
    read = reader_of(page).lines(lines)
    pairs = zip(chain(*(x.words for x in lines)), chain(*(x.words for x in read)), strict=True)

    for given, word in pairs:
        assert word.box.overlap(given.box) > 0.6, word
        assert word.confidence > 0.8, word


def test_cells_are_read_apart() -> None:
    """A wide gap parts a line in two strips; both are read, from left to right."""
    page, lines = typed(["Kinh Tày"])
    kinh, tay = lines[0].words
    middle = round((kinh.box.right + tay.box.left) / 2 * WIDTH)
    apart = np.full_like(page, 255)
    apart[:, :middle] = page[:, :middle]
    apart[:, middle + 500 :] = page[:, middle:-500]
    moved = Box(tay.box.left + 500 / WIDTH, tay.box.top, tay.box.right + 500 / WIDTH, tay.box.bottom)

    assert ["Kinh Tày"] == [
        line.text for line in reader_of(apart).lines([Line((kinh, Word(tay.text, moved, 0.9)))])
    ]


def test_a_box_that_ends_too_early_loses_no_letter() -> None:
    """The last word is read whole although its box leaves out its last letter."""
    page, lines = typed(["tỉnh Hải Dương"])
    *words, last = lines[0].words
    short = Word(
        last.text, Box(last.box.left, last.box.top, last.box.right - 20 / WIDTH, last.box.bottom), 0.9
    )

    assert ["tỉnh Hải Dương"] == [line.text for line in reader_of(page).lines([Line((*words, short))])]


def test_long_lines_are_read_in_parts() -> None:
    """A line of many words is read whole, no word twice, none left out."""
    text = "tôi là An sinh ở xã Tân Mỹ nay làm đơn này để xin cấp"
    page, lines = typed([text], 26)

    assert [text] == [line.text for line in reader_of(page).lines(lines)]


class Blind(LineReader):
    """Reads nothing, and remembers how wide the strips were."""

    def __init__(self) -> None:
        self.names, self.widths = "∅ a", list[int]()

    def read(self, strip: Pixels) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        self.widths.append(strip.shape[1])
        steps = strip.shape[1] // 4
        return np.zeros((steps, len(self.names)), np.float32), np.zeros(steps, np.float32)


def test_a_part_ends_where_the_next_begins() -> None:
    """Where a long line is parted between words set close, no letter is in both strips."""
    page, words, blind = np.full((HEIGHT, WIDTH), 255, np.uint8), [], Blind()
    for left in range(100, 350, 25):  # ten blocks 20 wide, in parts of nine and one
        page[80:100, left : left + 20] = 0
        words.append(Word("A", Box(left / WIDTH, 80 / HEIGHT, (left + 20) / WIDTH, 100 / HEIGHT), 0.9))

    assert () == PageReader(page, blind).lines([Line(tuple(words))])
    assert 225 * EM / (20 / 0.67) + 2 * MARGIN + 4 > max(blind.widths)


def test_a_line_that_was_not_found_is_found() -> None:
    """Only the line without boxes is added, at its place."""
    page, lines = typed(LETTER)
    (found,) = reader_of(page).unread([*lines[:1], *lines[2:]])

    assert LETTER[1] == found.text
    assert found.box.overlap(lines[1].box) > 0.6


def test_a_page_read_whole_has_nothing_unread() -> None:
    """Where all lines were found, none is added."""
    page, lines = typed(LETTER)

    assert () == reader_of(page).unread(lines)


def test_a_blank_page_gives_nothing() -> None:
    """White has no lines, whether boxes say so or not."""
    page, lines = typed(LETTER)
    blank = reader_of(np.full_like(page, 255))

    assert ((), ()) == (blank.unread([]), blank.lines([]))
    assert () == blank.lines(lines)


def test_rules_are_not_text() -> None:
    """A table's rules and a dotted line give no words."""
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    page[100:103, 50:1000] = page[50:380, 300:303] = 0
    page[200:203, 50:1000:8] = 0

    assert () == reader_of(page).unread([])


def test_words_that_cannot_be_measured_are_left_out() -> None:
    """A line of dashes alone, and a box as high as the page, are not read, and cost no time."""
    page = np.full((3000, 2200), 255, np.uint8)
    lines = [Line((Word(text, Box(0.5, 0.0, 0.502, 1.0), 0.5),)) for text in ("---", "l", "cao")]
    begun = time.process_time()

    assert () == reader_of(page).lines(lines)
    assert time.process_time() - begun < 2


def test_the_network_tells_its_letters() -> None:
    """The file names each output once: nothing, space, letters; a strip has a step for 4 columns."""
    reader = packaged_reader()
    strips = [np.full((ROWS, width), 255, np.uint8) for width in (32, 400)]

    assert " " == reader.names[1]
    assert len(set(reader.names)) == len(reader.names)
    assert [(8, len(reader.names)), (100, len(reader.names))] == [
        reader.read(strip)[0].shape for strip in strips
    ]
    assert packaged_reader() is reader
