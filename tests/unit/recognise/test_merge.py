"""Two readings of one page made into one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoso.pipeline.recognise.merge import merge, plausibility, without_doubles
from hoso.pipeline.syllables import fold
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Word

unit = st.floats(0, 1)


def word(text: str, left: float = 0.1, width: float = 0.1, confidence: float = 0.8, top: float = 0.2) -> Word:
    """A word of a line."""
    return Word(text, Box(left, top, left + width, top + 0.012), confidence)


def merged(first: list[Word], second: list[Word]) -> list[Word]:
    """The words of one line that both readings have."""
    return [w for line in merge([Line(tuple(first))], [Line(tuple(second))]) for w in line.words]


@st.composite
def readings(draw: st.DrawFn) -> list[Line]:
    """Any lines."""
    text = st.text("aâ1Đ/. ", min_size=1, max_size=5).map(lambda t: t.replace(" ", "x"))
    words = st.builds(word, text, unit, st.floats(0, 0.2), unit, st.sampled_from([0.2, 0.205, 0.23, 0.5]))
    return [Line(tuple(line)) for line in draw(st.lists(st.lists(words, min_size=1, max_size=4), max_size=4))]


def test_agreement_makes_sure() -> None:
    """A word that both readings have is surer than in either; its mark at the end does not matter."""
    (same,) = merged([word("Nội,")], [word("Nội", confidence=0.9)])

    assert ("Nội,", "") == (same.text, same.other)
    assert same.confidence == pytest.approx(0.98)


def test_the_likelier_word_wins() -> None:
    """Of two readings the legal syllable read better stays, less sure, with the other beside it."""
    (kept,) = merged([word("Nqi", confidence=0.7)], [word("Nội", confidence=0.8)])

    assert ("Nội", "Nqi") == (kept.text, kept.other)
    assert kept.confidence == pytest.approx(0.572, abs=0.001)


def test_the_first_reading_wins_a_draw() -> None:
    """Without a reason to change it the first reading stays, though both may be wrong."""
    (kept,) = merged([word("Hòa")], [word("Hoà")])

    assert ("Hòa", "Hoà") == (kept.text, kept.other)
    assert kept.confidence == pytest.approx(0.465)


def test_a_short_form_keeps_its_full_stop() -> None:
    """The full stop of `TP.` is kept when one of the readings saw it; dust behind a longer word is not."""
    assert ["TP.", "Vinh"] == [
        w.text for w in merged([word("TP"), word("Vinh", left=0.3)], [word("TP."), word("Vinh.", left=0.3)])
    ]


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("tại", "tại:", "tại:"), ("tại:", "tại", "tại:"), ("Hoa", "Hoa.", "Hoa"), ("Bình.", "Bình", "Bình"),
        ("Xuyên,", "Xuyên.", "Xuyên,"),
    ],
)  # fmt: skip
def test_the_mark_at_the_end_of_a_word(first: str, second: str, text: str) -> None:
    """A colon is kept when one reading has it, a full stop only when both have it."""
    assert [text] == [w.text for w in merged([word(first)], [word(second)])]


@pytest.mark.parametrize(("first", "second"), [("m²", "m?"), ("m2", "m²"), ("m?", "m²")])
def test_a_raised_two_seen_once_is_one(first: str, second: str) -> None:
    """Whoever saw the 2 raised is right, however sure the other was."""
    assert ["m²"] == [w.text for w in merged([word(first, confidence=0.6)], [word(second, confidence=0.9)])]


def test_a_word_seen_once_is_less_sure() -> None:
    """What the second reading has nothing for stays, a little less sure."""
    (kept,) = merged([word("Nội")], [])

    assert kept.confidence == pytest.approx(0.72)


def test_words_split_and_joined() -> None:
    """`HàNội` against `Hà Nội`: what covers the same stretch is decided as one."""
    kept = merged(
        [word("HàNqi", 0.1, 0.2, 0.5)],
        [word("Hà", 0.1, 0.09, 0.9), word("Nội", 0.2, 0.1, 0.9)],
    )
    joined = merged([word("Hà", 0.1, 0.09), word("Nội", 0.2, 0.1)], [word("HqNqi", 0.1, 0.2, 0.4)])

    assert ["Hà", "Nội"] == [w.text for w in kept]
    assert ["Hà", "Nội"] == [w.text for w in joined]
    assert all(not w.other for w in (*kept, *joined))


def test_a_word_aside_does_not_stop_the_comparison() -> None:
    """A word of the second reading that fits none of the first's leaves the words after it compared."""
    kept = merged([word("Hà", 0.1), word("Nqi", 0.3, confidence=0.5)], [word("xx", 0.16), word("Nội", 0.3)])

    assert ["Hà", "Nội"] == [w.text for w in kept]


def test_a_word_found_late_is_taken_over() -> None:
    """What only the second reading has, well read and on free ground, is a line of its own."""
    late = merge(
        [Line((word("Hà"),))], [Line((word("Nội", 0.5), word("Nam", 0.7), word("đỏ", 0.9, 0.1, 0.3)))]
    )

    assert ["Hà", "Nội Nam"] == [line.text for line in late]


@pytest.mark.parametrize(
    "noise",
    [
        word("Nội", 0.5, confidence=0.6),
        word("a", 0.5),
        word("—.", 0.5),
        word("Nội", 0.12, 0.05, top=0.209),
    ],
)
def test_noise_is_not_taken_over(noise: Word) -> None:
    """A weak word, a lone letter, marks, and what overlaps print already read stay out."""
    assert ["Hà"] == [w.text for w in merged([word("Hà")], [noise])]


def test_one_reading_alone() -> None:
    """Either reading may have found nothing at all."""
    assert () == merge([], [])
    assert ["Nội"] == [line.text for line in merge([], [Line((word("Nội"),))])]
    assert ["Nội"] == [line.text for line in merge([Line((word("Nội"),))], [])]


@pytest.mark.parametrize(
    ("better", "worse"),
    [("Nội", "Nqi"), ("Nội", "nỘi"), ("12/2020", "l2/2O2O"), ("NGUYỄN", "NGHIÊN"), ("(Lê)", "—")],
)
def test_the_form_of_a_word_speaks_for_it(better: str, worse: str) -> None:
    """Legal syllables, numbers and family names are likelier than what is none of these."""
    assert plausibility(better) > plausibility(worse)


@settings(deadline=None, max_examples=40)
@given(readings(), readings())
def test_nothing_is_made_up(first: list[Line], second: list[Line]) -> None:
    """Every word comes from one of the readings, and the first reading's lines keep their places."""
    texts = {w.text for line in (*first, *second) for w in line.words}
    result = merge(first, second)

    assert len(result) >= len(first)
    for line in result:
        assert line.words
        for kept in line.words:
            assert kept.text in texts
            assert 0 <= kept.confidence <= 1


def test_a_word_read_twice_on_one_place_is_there_once() -> None:
    """The surer of two alike stays, also where one was cut short, on its own line or another; words that are
    written twice stand beside each other."""
    first = Line((word("Hồ", 0.1), word("Hồ", 0.101), word("năm", 0.3, 0.05), word("năm", 0.36, 0.05)))
    cut = Line((word("đế", 0.5, 0.05, 0.7, 0.201), word("Lạng", 0.6, 0.05)))
    whole = Line((word("đến", 0.502, 0.06, 0.9),))

    kept = [[w.text for w in line.words] for line in without_doubles([first, cut, whole])]
    assert [["Hồ", "năm", "năm"], ["Lạng"], ["đến"]] == kept


def test_the_end_of_a_word_that_an_engine_begins_a_line_with_goes() -> None:
    """`… NGUYỄN` on one line, `UYỄN TUẤN` on another: the torn piece kept the rest of the name away."""
    label = Line((word("tên:", 0.1, 0.05), word("NGUYỄN", 0.2, 0.1, 0.7)))
    torn = Line((word("UYỄN", 0.23, 0.07, 0.95, 0.201), word("TUẤN", 0.32, 0.06)))
    number = Line((word("2012", 0.5, 0.06, 0.7), word("12", 0.53, 0.03, 0.9, 0.201)))

    kept = [[w.text for w in line.words] for line in without_doubles([label, torn, number])]
    assert [["tên:", "NGUYỄN"], ["TUẤN"], ["2012", "12"]] == kept


@given(readings())
@settings(max_examples=100)
def test_no_place_is_left_empty(lines: list[Line]) -> None:
    """Whatever is taken away has a twin that stays."""
    kept = [w for line in without_doubles(lines) for w in line.words]

    for gone in (w for line in lines for w in line.words):
        near = [w for w in kept if w.box.overlap(gone.box) > 0]
        begins = any(w.text.strip("/.")[:1].lower() == gone.text.strip("/.")[:1].lower() for w in near)
        ends = any(fold(w.text).strip("/.").endswith(fold(gone.text).strip("/.")) for w in near)
        assert gone in kept or begins or ends
