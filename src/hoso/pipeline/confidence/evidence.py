"""What speaks for a value and against it, as a row of numbers that a fitted scale can weigh.

Nothing here knows what is right: each number says something about how the value was read, found and
supported. Their order is `FEATURES`; a fitted scale names the ones it was fitted on.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from hoso.pipeline.normalise import Normalised
from hoso.pipeline.syllables import fold, is_vietnamese_syllable
from hoso.schemas.catalogue import FieldSpec
from hoso.schemas.pages import Quality, Word
from hoso.schemas.reference import place_words

#: How the words of a value were found: after their label, in a column of a table, in running text, or by
#: their own form.
Place = Literal["label", "column", "sentence", "form"]

_GROUPS: Mapping[str, frozenset[str]] = {
    "is_name": frozenset({"name"}),
    "is_address": frozenset({"address", "place"}),
    "is_sentence": frozenset({"text", "phrase", "marital_status", "time_term", "land_use_purpose"}),
    "is_issuer": frozenset({"issuer"}),
    "is_date": frozenset({"date", "year"}),
    "is_listed": frozenset({"sex", "ethnicity", "nationality"}),
    "is_identity": frozenset({"id_number", "phone"}),
}
#: Kinds whose value is a number alone, and what stands with one: `m²`, read as `m2`.
_NUMBERS = frozenset({"id_number", "phone", "area", "money", "weight"})
_DIGITS, _UNIT = frozenset("0123456789"), re.compile(r"m[²2?3]\W*", re.IGNORECASE)
_GRADES: Mapping[Quality, float] = {"good": 0.0, "fair": 1.0, "poor": 2.0}
_DOUBTFUL = 0.9
_ODD = frozenset("[]{}|\\*<>=~^_©®°«»“”?!")
#: Words after which an address or a sentence cannot end.
_OPEN_ENDS = frozenset(
    "tinh huyen xa phuong thanh pho thi tran quan va cua voi tai thon ap to khu la theo duong cho so ngay "
    "thang nam do duoc cac nhung den tu".split()
)


_DASHES = ("-", "–", "&")


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a value on its paper.

    `rivals` are the words that stand elsewhere on the paper with other marks, `twins` those that stand
    elsewhere just so. `beside` is the engine's confidence in the words before and after, `whole` in the
    usual word of the paper. `room` is the free width behind the last word as a share of the page; `closed`
    says that a printed label or white space ends the value.
    """

    quality: Quality = "good"
    whole: float = 0.95
    beside: float = 0.95
    rivals: int = 0
    twins: int = 0
    lines: int = 1
    room: float = 0.3
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything about one value: its field, normalised form and words, how they were found, and where.

    `label` is the likeness of its label (0 to 1); `resolved` says that an address names units of the list;
    `contradicted` counts the rules that it breaks together
    with other fields, `confirmed` those that it passes.
    """

    spec: FieldSpec
    result: Normalised
    words: tuple[Word, ...]
    label: float
    place: Place = "label"
    setting: Setting = Setting()
    resolved: bool = False
    confirmed: int = 0
    contradicted: int = 0

    @property
    def weighed(self) -> list[Word]:
        """The words that count: those with a letter or a digit, of a number those that hold its digits."""
        words = [word for word in self.words if any(map(str.isalnum, word.text))]
        if self.spec.kind in _NUMBERS and self.result.value is not None:
            return [word for word in words if _holds_digits(word.text, self.result.value)] or words
        return words

    @property
    def by_hand(self) -> bool:
        """Whether most of what counts was written by hand."""
        words = self.weighed
        return 2 * sum(word.by_hand for word in words) > len(words)

    @property
    def breaks_off(self) -> bool:
        """Whether a place ends with a mark after which its next part would come, or a name where neither a
        label nor white space does: what follows may belong to it."""
        last = self.words[-1].text if self.words else ""
        if self.spec.kind == "name":
            return self.place != "sentence" and not self.setting.closed
        return self.spec.kind in _GROUPS["is_address"] and last.endswith((",", "-", "–"))

    @property
    def strewn(self) -> bool:
        """Whether a mark stands by itself between the words of a place, or before one: a speck, or a part of
        a word that was not read."""
        marks = (word.text for word in self.words[1:-1])
        alone = any(not any(map(str.isalnum, text)) and text not in _DASHES for text in marks)
        before = any(word.text[:1] in ",:;_" and len(word.text) > 1 for word in self.words)
        return self.spec.kind in _GROUPS["is_address"] and (alone or before)

    @property
    def weakest(self) -> float:
        """The engine's confidence in the weakest word that counts."""
        return min((word.confidence for word in self.weighed), default=0.0)


def _holds_digits(text: str, value: object) -> bool:
    """Whether the word is (part of) the number: not its unit, nor the day and office of an identity paper."""
    digits = "".join(c for c in text if c in _DIGITS)
    whole = "".join(c for c in str(value) if c.isdigit())
    return bool(digits) and digits in whole and not _UNIT.fullmatch(text)


@lru_cache(maxsize=1)
def _place_words() -> frozenset[str]:
    return frozenset(word.lower() for word in place_words())


@lru_cache(maxsize=8192)
def _strange(word: str) -> bool:
    """Whether no Vietnamese word is written so."""
    core = "".join(c for c in word if c.isalpha())
    return len(core) > 1 and not is_vietnamese_syllable(core.lower()) and core.lower() not in _place_words()


def plain(text: str) -> str:
    """Letters and digits alone, small: what two spellings of one word are compared by."""
    return "".join(c for c in text.lower() if c.isalnum())


Words = Sequence[Word]


def _disputed(words: Words) -> float:
    """Words on which two readings differ in more than letter case and marks at their ends."""
    return float(sum(plain(w.other) != plain(w.text) for w in words if w.other))


def _disputed_letters(words: Words) -> float:
    """Words on which two readings differ in their letters or digits, not in the marks over them alone."""
    return float(sum(fold(plain(w.other)) != fold(plain(w.text)) for w in words if w.other))


def _repaired(e: Evidence) -> float:
    value, text = e.result.value, e.result.text
    return float(isinstance(value, str) and value != text and plain(value) != plain(text))


def _open_end(e: Evidence) -> float:
    """Whether the value breaks off: after a comma, a hyphen, or a word that leads to another."""
    text = e.words[-1].text if e.words else ""
    return float(text.endswith((",", "-", "–", "(")) or fold(plain(text)) in _OPEN_ENDS)


def _odd_characters(words: Words) -> float:
    """Characters that no value of words has: brackets, strokes, stars."""
    return float(sum(c in _ODD for word in words for c in word.text))


def _small_start(e: Evidence) -> float:
    """Whether the value begins with a small letter: a capital misread, or the middle of something longer."""
    return float(str(e.result.value)[:1].islower())


def _loss(words: Words) -> float:
    """How unlikely it is that all words are right, if the engine's figures were independent chances."""
    return -sum(math.log(max(0.01, word.confidence)) for word in words)


def _mean(words: Words) -> float:
    return sum(word.confidence for word in words) / len(words) if words else 0.0


Feature = Callable[[Evidence, Words], float]


def _group(name: str) -> Feature:
    kinds = _GROUPS[name]
    return lambda e, _: float(e.spec.kind in kinds)


#: Each feature with the way it is found (from the evidence and its words that count), and whether more of
#: it speaks for (1), against (-1) or neither (0).
_FEATURES: Mapping[str, tuple[Feature, int]] = {
    "weakest": (lambda _, words: min((w.confidence for w in words), default=0.0), 1),
    "mean": (lambda _, words: _mean(words), 1),
    "loss": (lambda _, words: _loss(words), -1),
    "doubtful_words": (lambda _, words: float(sum(w.confidence < _DOUBTFUL for w in words)), -1),
    "disputed": (lambda _, words: _disputed(words), -1),
    "disputed_letters": (lambda _, words: _disputed_letters(words), -1),
    "score": (lambda e, _: e.result.score, 1),
    "remarks": (lambda e, _: float(len(e.result.findings)), -1),
    "repaired": (lambda e, _: _repaired(e), -1),
    "label": (lambda e, _: e.label, 1),
    "in_column": (lambda e, _: float(e.place == "column"), 0),
    "in_sentence": (lambda e, _: float(e.place == "sentence"), 0),
    "by_form": (lambda e, _: float(e.place == "form"), 0),
    "words": (lambda _, words: float(len(words)), 0),
    "letters": (lambda _, words: float(sum(len(w.text) for w in words)), 0),
    "figures": (lambda _, words: float(sum(c.isdigit() for w in words for c in w.text)), 0),
    "strange_words": (lambda _, words: float(sum(_strange(w.text) for w in words)), -1),
    "odd_characters": (lambda _, words: _odd_characters(words), -1),
    "small_start": (lambda e, _: _small_start(e), -1),
    "open_end": (lambda e, _: _open_end(e), -1),
    "quality": (lambda e, _: _GRADES[e.setting.quality], -1),
    "whole": (lambda e, _: e.setting.whole, 1),
    "beside": (lambda e, _: e.setting.beside, 0),
    "rivals": (lambda e, _: float(e.setting.rivals), -1),
    "twins": (lambda e, words: e.setting.twins / max(1, len(words)), 0),
    "lines": (lambda e, _: float(e.setting.lines), 0),
    "room": (lambda e, _: e.setting.room, 0),
    "closed": (lambda e, _: float(e.setting.closed), 1),
    "resolved": (lambda e, _: float(e.resolved), 1),
    "confirmed": (lambda e, _: float(e.confirmed), 1),
    "contradicted": (lambda e, _: float(e.contradicted), -1),
    **{name: (_group(name), 0) for name in _GROUPS},
}

FEATURES: tuple[str, ...] = tuple(_FEATURES)
#: For each feature whether more of it can only raise the probability (1), only lower it (-1), or either (0).
DIRECTIONS: tuple[int, ...] = tuple(direction for _, direction in _FEATURES.values())


def vector(evidence: Evidence, names: Sequence[str] = FEATURES) -> tuple[float, ...]:
    """The evidence as numbers, in the order of the names. `KeyError` for a name that is no feature."""
    words = evidence.weighed
    return tuple(_FEATURES[name][0](evidence, words) for name in names)
