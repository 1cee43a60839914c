"""Rows built anew from the places of words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoso.pipeline.layout.rows import rows_of
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Page, Word
from tests.pages import DPI, HEIGHT, WIDTH, page_of, rows


def word(text: str, left: float, top: float, width: float = 0.06, height: float = 0.012) -> Word:
    """A word at a place."""
    return Word(text, Box(left, top, left + width, top + height), 0.9)


def page(*lines: tuple[Word, ...]) -> Page:
    """A page of lines as an engine gave them."""
    return Page(1, WIDTH, HEIGHT, DPI, lines=tuple(Line(words) for words in lines))


@st.composite
def words(draw: st.DrawFn) -> Word:
    """Any word anywhere."""
    left, top = draw(st.floats(0, 0.9)), draw(st.floats(0, 0.95))
    text = draw(st.text("aâ1Đ.-", min_size=1, max_size=6).filter(lambda t: any(map(str.isalnum, t))))
    return word(text, left, top, draw(st.floats(0.005, 0.1)), draw(st.floats(0.004, 0.05)))


def test_pieces_of_one_row_come_together() -> None:
    """A label and its value, which the engine put into blocks of their own, are one row again."""
    label, value = (word("Họ", 0.1, 0.2), word("tên:", 0.17, 0.2)), (word("LAN", 0.5, 0.202),)

    assert ["Họ tên: LAN"] == [row.text for row in rows_of([page(value, label)])]


def test_lines_at_other_heights_stay_apart() -> None:
    """Lines one below another are rows from the top down."""
    given_page = page((word("dưới", 0.1, 0.3),), (word("trên", 0.1, 0.28),))

    assert ["trên", "dưới"] == [row.text for row in rows_of([given_page])]


def test_words_over_each_other_are_no_row() -> None:
    """What stands over the same stretch of the page, if only a little lower, is another row."""
    given_page = page((word("Vợ", 0.1, 0.2),), (word("Chồng", 0.11, 0.204),))

    assert ["Vợ", "Chồng"] == [row.text for row in rows_of([given_page])]


def test_a_row_may_sink_towards_its_end() -> None:
    """On a curled page pieces belong together although the row's two ends stand at different heights."""
    pieces = [(word(f"w{n}", 0.1 + n * 0.1, 0.2 + n * 0.003),) for n in range(6)]

    assert ["w0 w1 w2 w3 w4 w5"] == [row.text for row in rows_of([page(*pieces)])]


def test_specks_are_left_out() -> None:
    """Punctuation that is huge or hardly seen is a border or dust; a line of it alone is no row."""
    border = Word("|", Box(0.05, 0.1, 0.06, 0.4), 0.9)
    dust = Word(".", Box(0.3, 0.2, 0.31, 0.21), 0.1)
    stop = Word("-", Box(0.4, 0.2, 0.41, 0.21), 0.9)
    name = word("LAN", 0.1, 0.2)

    assert ["LAN -"] == [row.text for row in rows_of([page((border,), (name, dust, stop))])]


def test_rows_are_counted_through_the_paper() -> None:
    """Rows of the second page go on counting and know their page."""
    found = rows_of([page_of(["một", "hai"], 3), page_of(["ba"], 4)])

    assert [(0, 3, "một"), (1, 3, "hai"), (2, 4, "ba")] == [(r.index, r.page, r.text) for r in found]


def test_a_wide_gap_parts_runs() -> None:
    """Words with the usual space between them are one run, columns are runs of their own."""
    (row,) = rows("Dân tộc: Kinh        Quốc tịch: Việt Nam")

    assert [(0, 3), (3, 7)] == row.runs()


def test_a_colon_inside_a_word_parts_it() -> None:
    """`tên:LAN` is a label and a value, each with its share of the box; a time of day stays whole."""
    (row,) = rows("Họ tên:LAN:MAI 10:30")

    assert ["Họ", "tên:", "LAN:", "MAI", "10:30"] == [token.word.text for token in row.tokens]
    label, value = row.tokens[1].word.box, row.tokens[2].word.box
    assert label.right == pytest.approx(value.left)
    assert label.width == pytest.approx(value.width)


def test_a_widely_spaced_line_is_one_run() -> None:
    """Where all words stand wide apart, as a typewriter or a justified line sets them, none opens a run."""
    (row,) = rows("xã  Phong  Nặm,   huyện  Trùng  Khánh,   tỉnh  Cao          Quốc tịch")

    assert [(0, 8), (8, 10)] == row.runs()


@pytest.mark.parametrize(
    ("text", "parts"),
    [("NAMSố:", ["NAM", "Số:"]), ("KHAl", ["KHAl"]), ("H'Hen", ["H'Hen"]), ("NGUYỄN", ["NGUYỄN"])],
)
def test_a_word_in_capitals_glued_to_the_next(text: str, parts: list[str]) -> None:
    """Capitals followed by a word with a capital are two words; one misread letter is not."""
    (row,) = rows(f"VIỆT {text}")

    assert ["VIỆT", *parts] == [token.word.text for token in row.tokens]


def test_words_are_compared_without_marks() -> None:
    """For comparing, a word is small letters and digits without marks and without a footnote's number."""
    (row,) = rows("Tên(2): ĐẶNG; 12/2020")

    assert ["ten", "dang", "122020"] == [token.folded for token in row.tokens]
    assert [True, True, False] == [token.ends_label for token in row.tokens]


def test_the_motto_is_a_run_of_its_own() -> None:
    """However close an office's name stands to the motto, each is a run."""
    found = rows(
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Mẫu 01",
        "XÃ TÂN HỒNG Độc lập - Tự do - Hạnh phúc",
        "lập Tự do Hạnh phúc",
    )

    assert [[(0, 4), (4, 12), (12, 14)], [(0, 3), (3, 11)], [(0, 5)]] == [row.runs() for row in found]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(words(), min_size=1, max_size=4), max_size=6))
def test_no_word_is_lost(lines: list[list[Word]]) -> None:
    """Whatever the words and wherever they stand, each is in exactly one row, left to right."""
    found = rows_of([page(*map(tuple, lines))])

    read = "".join(token.word.text for row in found for token in row.tokens)
    assert sorted("".join(w.text for line in lines for w in line)) == sorted(read)
    for row in found:
        lefts = [token.word.box.left for token in row.tokens]
        assert lefts == sorted(lefts)
        assert row.runs()[-1][1] == len(row.tokens)


def test_a_colon_glued_to_the_value_is_cut_off() -> None:
    """`Ông :Lê Văn Ba` has its colon before the name, close up."""
    (row,) = rows("Ông :LÊ VĂN BA")

    assert ["Ông", ":", "LÊ", "VĂN", "BA"] == [token.word.text for token in row.tokens]


@pytest.mark.parametrize("numbers", ["1 2 3 4 5 6", "(1) (2) (3) (4)"])
def test_the_numbers_of_columns_are_no_row(numbers: str) -> None:
    """Tables of old certificates count their columns under the headings: no values."""
    cells = "          ".join(numbers.split())

    assert ["Số thửa", "1073"] == [row.text for row in rows("Số thửa", cells, "1073")]
    assert ["1 3 2"] == [row.text for row in rows("1          3          2")]


def test_a_number_glued_to_its_label_is_cut_off() -> None:
    """`số024203108` is the word `số` and a number; `số1` may be anything."""
    (row,) = rows("CMND số024203108   số1")

    assert ["CMND", "số", "024203108", "số1"] == [token.word.text for token in row.tokens]
