"""Doubtful words looked at once more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from hoso.pipeline.recognise.engines import Layout, Model, Pixels, RecognisedWord
from hoso.pipeline.recognise.second_look import is_figure, look_again
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Word

#: A side whose parts are exact in binary, so that all words are cut out equally high.
SIDE = 1024
PAGE = np.full((SIDE, SIDE), 255, np.uint8)
#: The height of a word below and its margins, cut out at the page's own size.
BAND = 20 + 7 + 26


@dataclass
class BandEngine:
    """Reads one text from each band of a sheet, as told for the layout and the model."""

    reader = None
    texts: Mapping[tuple[Layout, Model], Sequence[str]]
    sheets: list[int] = field(default_factory=list)

    def recognise(
        self, image: Pixels, dpi: int, layout: Layout = "page", model: Model = "vie"
    ) -> tuple[RecognisedWord, ...]:
        texts = self.texts.get((layout, model), ())
        bands = image.shape[0] // BAND
        self.sheets.append(bands)
        return tuple(
            RecognisedWord(part, 10, at * BAND + 15, 30, 20, 0.9, at)
            for at, text in enumerate(texts[:bands])
            for part in text.split()
        )


def word(text: str, other: str = "", confidence: float = 0.6, top: int = 100) -> Word:
    """A word of the page."""
    return Word(text, Box(0.1, top / SIDE, 0.2, (top + 20) / SIDE), confidence, other)


def looked(words: Sequence[Word], engine: BandEngine) -> tuple[Word, ...]:
    """The words after another look."""
    (line,) = look_again([Line(tuple(words))], PAGE, 1.0, engine)
    return line.words


def figures(vie: str, script: str) -> BandEngine:
    """An engine that reads one number, with either model."""
    return BandEngine({("digits", "vie"): [vie], ("digits", "script"): [script]})


@pytest.mark.parametrize("text", ["12", "05/03/2019", "O5/03/2O19", "1.250,5", "(12)", "001319012345,", "l2"])
def test_numbers_are_looked_at(text: str) -> None:
    """Numbers, and what they are misread as, are figures."""
    assert is_figure(word(text))


@pytest.mark.parametrize("text", ["Nội", "OO", "BM1a", "m2", "—", "CĐ123456abcde"])
def test_words_are_no_numbers(text: str) -> None:
    """Letters with a digit among them are no figures."""
    assert not is_figure(word(text))


def test_agreement_makes_a_number_sure() -> None:
    """When all readings have the same digits, the number is sure."""
    (kept,) = looked([word("2019")], figures("2019", "2019"))

    assert ("2019", "") == (kept.text, kept.other)
    assert kept.confidence > 0.9


@pytest.mark.parametrize("other", ["2019", ""])
def test_a_number_is_not_outvoted(other: str) -> None:
    """Further readings of a crop err more than the word: where they have another number, it is doubtful."""
    (kept,) = looked([word("2079,", other)], figures("2019", "2019"))

    assert ("2079,", "2019") == (kept.text, kept.other)
    assert kept.confidence < 0.6


def test_a_number_with_letters_gives_way() -> None:
    """Letters among digits are misread digits: the number that the others have is taken, and not for sure."""
    (kept,) = looked([word("2O79,", "2019")], figures("2019", "2079"))

    assert ("2019,", "279") == (kept.text, kept.other)
    assert 0.6 < kept.confidence <= 0.9


@pytest.mark.parametrize(
    ("text", "number"),
    [("199]", "1991"), ("10/3/202", "10/3/2021"), ("116,", "1116"), ("02/07/1", "02/07/1974")],
)
def test_a_number_that_lost_an_end_gives_way(text: str, number: str) -> None:
    """Where all others have the same figures and more at one end, or a sign stands for one, theirs counts."""
    (kept,) = looked([word(text, number)], figures(number, number))

    assert number == kept.text.rstrip(",")
    assert kept.confidence <= 0.9


def test_a_stroke_that_one_reading_sees_is_none() -> None:
    """The form that most readings of the same figures have is the number's."""
    (kept,) = looked([word("474392", "474392")], figures("47/4392", "474392"))

    assert "474392" == kept.text


def test_a_number_confirmed_against_another() -> None:
    """A number that most readings have stays, with the loser beside it."""
    (kept,) = looked([word("2019", "2079")], figures("2019", "2019"))

    assert ("2019", "2079") == (kept.text, kept.other)


def test_separators_are_kept() -> None:
    """Readings lose a stroke more often than they add one."""
    (kept,) = looked([word("05/032019")], figures("05/03/2019", "05032019"))

    assert "05/03/2019" == kept.text


@pytest.mark.parametrize(("vie", "script"), [("1", "2"), ("", ""), ("2019", "2079")])
def test_without_a_majority_nothing_changes(vie: str, script: str) -> None:
    """When the readings all differ, or are evenly split, the number stays and is less sure."""
    (kept,) = looked([word("2079", "2019")], figures(vie, script))

    assert "2079" == kept.text
    assert kept.confidence < 0.6
    assert "2019" == kept.other


def test_a_number_that_none_can_read() -> None:
    """What has no digit in any reading stays as it is."""
    odd = word("①②", confidence=0.5)
    digits = looked([odd, word("12")], figures("", ""))

    assert odd in digits


@pytest.mark.parametrize(
    ("reading", "text", "other", "confidence"),
    [
        ("Nội", "Nội", "Nôi", 0.881),
        ("(Nội)", "Nội", "Nôi", 0.881),
        ("Nôi", "Nôi", "Nội", 0.768),
        ("Nọi", "Nội", "Nôi", 0.6),
        ("", "Nội", "Nôi", 0.6),
    ],
)
def test_a_third_reading_decides_a_dispute(reading: str, text: str, other: str, confidence: float) -> None:
    """The reading that the third one sides with stays; with neither, all stays as it was."""
    engine = BandEngine({("block", "script"): [reading]})
    (kept,) = looked([word("Nội", "Nôi")], engine)

    assert (text, other) == (kept.text, kept.other)
    assert kept.confidence == pytest.approx(confidence, abs=0.001)


def test_what_both_readings_are_sure_of_costs_no_further_look() -> None:
    """A number on which two readings agreed is not read a third time; a scale (`1:500`) never as a figure."""
    engine = figures("2070", "2070")

    assert "2019" == looked([word("2019", confidence=0.99)], engine)[0].text
    assert "1:500" == looked([word("1:500")], engine)[0].text
    assert [] == engine.sheets


def test_what_is_not_doubtful_is_not_read_again() -> None:
    """Undisputed words and lone digits cost no further reading."""
    engine = BandEngine({})
    words = (word("Hà"), word("Nội"), word("1"))

    assert words == looked(words, engine)
    assert [] == engine.sheets
    assert () == look_again([], PAGE, 1.0, engine)


def test_many_numbers_are_read_in_portions() -> None:
    """However many numbers a page has, each gets its own vote, a limited sheet at a time."""
    words = [word(f"{n}7", top=10 + 5 * (n % 190)) for n in range(100, 300)]
    right = [f"{n}7" for n in range(100, 300)]

    @dataclass
    class Portions(BandEngine):
        at: int = 0

        def recognise(
            self, image: Pixels, dpi: int, layout: Layout = "page", model: Model = "vie"
        ) -> tuple[RecognisedWord, ...]:
            bands = image.shape[0] // BAND
            some = right[self.at : self.at + bands]
            self.at = (self.at + bands) % len(right)
            return BandEngine({(layout, model): some}).recognise(image, dpi, layout, model)

    kept = looked(words, Portions({}))

    assert right == [w.text for w in kept]
    assert all(w.confidence > 0.9 for w in kept)


def test_a_word_at_the_very_edge() -> None:
    """A word that touches the page's edge, or has no size, is looked at without harm."""
    words = [
        Word("2019", Box(0, 0, 1, 0.02), 0.6),
        Word("2020", Box(1, 1, 1, 1), 0.6),
        Word("2021", Box(0, 0, 0, 0), 0.6),
    ]

    assert 3 == len(looked(words, figures("2019", "2019")))


def test_words_outside_the_bands_are_ignored() -> None:
    """A reading above the first word is nobody's."""

    class Stray(BandEngine):
        def recognise(
            self, image: Pixels, dpi: int, layout: Layout = "page", model: Model = "vie"
        ) -> tuple[RecognisedWord, ...]:
            return (RecognisedWord("2079", 10, -80, 30, 20, 0.9, 0),)

    (kept,) = looked([word("2019")], Stray({}))

    assert "2019" == kept.text
