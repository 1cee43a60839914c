"""Areas, amounts of money and counts, compared with the words beside them."""

from __future__ import annotations

import re

from hoso.pipeline.normalise.figures import Figure, figures_in
from hoso.pipeline.normalise.identity import says_nothing
from hoso.pipeline.normalise.number_words import parse_number_words
from hoso.pipeline.normalise.result import Normalised, empty, invalid, judged, note
from hoso.pipeline.normalise.text import tidy
from hoso.pipeline.syllables import fold
from hoso.schemas.records import Finding

_SQUARE_METRES = re.compile(r"\s*(?:m\s?[2²?°'*z]?(?![a-z])|met vuong)")
_HECTARES = re.compile(r"\s*(?:ha|hec-?ta|hecta)\b")
_IN_WORDS = re.compile(r"\(?\s*(?:ghi|viet)?\s*\bbang\s*chu\b[^a-z0-9]*")
_SCALE = re.compile(r"\s*(ty|ti|trieu|nghin|ngan)\b")
_SCALES = {"ty": 10**9, "ti": 10**9, "trieu": 10**6, "nghin": 1000, "ngan": 1000}
_LARGEST_AREA = 10_000_000
_LARGEST_MONEY = 10**15
_LARGEST_COUNT = 10_000
_WEIGHTS = range(200, 8001)
_KILOGRAMS = re.compile(r"\s*(?:kg|ki\s?-?lo)")
_TOLERANCE = 0.1
#: Words of numbers up to some hundreds, and of what is counted.
_COUNTING = frozenset(
    "khong mot hai ba bon tu nam lam nham sau bay tam chin muoi tram linh le chuc "
    "ban to bo trang lan cuon".split()
)
_ORDINALS = {"nhat": 1, "nhi": 2, "hai": 2, "ba": 3, "tu": 4, "nam": 5}
_ORDINAL = re.compile(r"\b(?:thu|lan) (nhat|nhi|hai|ba|tu|nam)\b")

_UNREADABLE = note("number_unreadable", "Không đọc được con số. / The number cannot be read.")
_OUT_OF_RANGE = note(
    "number_out_of_range", "Con số ngoài khoảng hợp lý. / The number is out of range.", "error"
)
_UNUSUAL = note(
    "number_ambiguous",
    "Dấu chấm, phẩy không theo cách viết Việt Nam. / Dot and comma are not used the Vietnamese way.",
)
_PARTS_DIFFER = note(
    "area_parts_mismatch",
    "Tổng các phần không bằng diện tích chung. / The parts do not add up to the whole area.",
)


def _shown(value: float) -> str:
    whole = f"{value:,.2f}".rstrip("0").rstrip(".")
    return whole.translate(str.maketrans(",.", ".,"))


def _mismatch(figures: float, words: float) -> Finding:
    return note(
        "number_words_mismatch",
        f"Số ({_shown(figures)}) khác phần ghi bằng chữ ({_shown(words)}). / "
        f"The figures ({_shown(figures)}) differ from the words ({_shown(words)}).",
    )


def _parted(cleaned: str) -> tuple[str, str]:
    """The part in figures and the part in words."""
    folded = fold(cleaned)
    marker = _IN_WORDS.search(folded)
    if marker and len(folded) == len(cleaned):
        return cleaned[: marker.start()], cleaned[marker.end() :]
    return cleaned, "" if any(character.isdigit() for character in cleaned) else cleaned


#: Words before a bare number that make it none of an area.
_WORD, _FAR = re.compile(r"[^\W\d_]+"), 3


def _areas(text: str) -> list[tuple[float, Figure, bool]]:
    """Every number with its square metres and whether a unit follows it."""
    folded = fold(text)
    found = []
    for figure in figures_in(text, decimals=2):
        if _HECTARES.match(folded, figure.end):
            exact = next(figures_in(text[figure.start : figure.end], decimals=4), figure)
            found.append((round(exact.value * 10_000, 2), exact, True))
        else:
            found.append((figure.value, figure, bool(_SQUARE_METRES.match(folded, figure.end))))
    with_unit = [item for item in found if item[2]]
    return with_unit or found


def _sum_findings(values: list[float]) -> tuple[Finding, ...]:
    parts = values[1:]
    if not parts or abs(sum(parts) - values[0]) <= _TOLERANCE or all(part == values[0] for part in parts):
        return ()
    return (_PARTS_DIFFER,)


def normalise_area(text: str) -> Normalised:
    """Square metres as a number; hectares are converted, words and parts compared."""
    cleaned = tidy(text)
    if says_nothing(cleaned):
        return empty(cleaned)
    figures, in_words = _parted(cleaned)
    areas = _areas(figures)
    spoken = parse_number_words(in_words) if in_words else None
    if not areas:
        if spoken is None:
            return invalid(cleaned, _UNREADABLE)
        return _ranged(float(spoken), cleaned, 0.9, (), _LARGEST_AREA)
    value, figure, unit = areas[0]
    if not unit and len(_WORD.findall(figures[: figure.start])) >= _FAR:
        return invalid(cleaned, _UNREADABLE)  # a number further on in a sentence: `… do hiến đất, thửa 783`
    findings = _sum_findings([area for area, _, _ in areas])
    score = (0.97 if unit else 0.8) * 0.8**figure.repaired * 0.4 ** len(findings)
    return _ranged(*_compared(value, figure.unusual, spoken, score, findings, cleaned), _LARGEST_AREA)


def _compared(
    value: float, unusual: bool, spoken: float | None, score: float, findings: tuple[Finding, ...], text: str
) -> tuple[float, str, float, tuple[Finding, ...]]:
    """The value with the score and findings after the words had their say."""
    if spoken is not None and abs(spoken - value) < 0.005:
        return value, text, max(score, 0.99), findings
    if spoken is not None:
        return value, text, 0.3, (*findings, _mismatch(value, float(spoken)))
    if unusual:
        return value, text, score * 0.6, (*findings, _UNUSUAL)
    return value, text, score, findings


def _ranged(value: float, text: str, score: float, findings: tuple[Finding, ...], largest: int) -> Normalised:
    if not 0 < value <= largest:
        return invalid(text, _OUT_OF_RANGE, value)
    return judged(value, text, score, findings)


def _amount(text: str) -> tuple[float, Figure] | None:
    """The first amount, with `triệu` and `tỷ` after its figures multiplied in."""
    folded = fold(text)
    for figure in figures_in(text, decimals=3):
        scale = _SCALE.match(folded, figure.end)
        if scale:
            return figure.value * _SCALES[scale.group(1)], figure
        plain = next(figures_in(text[figure.start : figure.end]), figure)
        return plain.value, plain
    return None


def normalise_money(text: str) -> Normalised:
    """An amount in đồng as a whole number, compared with its words."""
    cleaned = tidy(text)
    if says_nothing(cleaned):
        return empty(cleaned)
    figures, in_words = _parted(cleaned)
    amount = _amount(figures)
    spoken = parse_number_words(in_words) if in_words else None
    if amount is None:
        if not isinstance(spoken, int):
            return invalid(cleaned, _UNREADABLE)
        return judged(spoken, cleaned, 0.9)
    value, figure = amount
    unit = re.search(r"(?:dong|vnd|d)\b", fold(figures)[figure.end :])
    score = (0.97 if unit else 0.85) * 0.8**figure.repaired
    unusual = figure.unusual or value != int(value)
    whole, _, score, findings = _compared(value, unusual, spoken, score, (), cleaned)
    if not 0 <= whole <= _LARGEST_MONEY:
        return invalid(cleaned, _OUT_OF_RANGE)
    return judged(round(whole), cleaned, score, findings)


def _says_count(text: str) -> bool:
    """Whether the text is a number in words and what is counted, and nothing else that is like one."""
    return all(word in _COUNTING for word in re.findall(r"[a-z]+", fold(text)))


def normalise_count(text: str) -> Normalised:
    """A small whole number in figures, as printed where it is: `02 (hai) bản` is `02`, `lần thứ nhất` `1`."""
    cleaned = tidy(text)
    if says_nothing(cleaned):
        return empty(cleaned)
    ordinal = _ORDINAL.search(fold(cleaned))
    if ordinal:
        return judged(str(_ORDINALS[ordinal.group(1)]), cleaned, 0.95)
    figure = next(figures_in(cleaned), None)
    inside = re.search(r"\(([^()\d]+)\)", cleaned)
    words = inside.group(1) if inside else "" if figure or not _says_count(cleaned) else cleaned
    spoken = parse_number_words(words)
    value = figure.value if figure else spoken
    if value is None or value != int(value):
        return invalid(cleaned, _UNREADABLE)
    if not value and not figure:
        return empty(cleaned)  # `Không bản`: none are asked for
    if value > _LARGEST_COUNT:
        return invalid(cleaned, _OUT_OF_RANGE)
    score = 0.95 * 0.8**figure.repaired if figure else 0.9
    unusual = bool(figure and figure.unusual)
    _, _, score, findings = _compared(value, unusual, spoken, score, (), cleaned)
    printed = cleaned[figure.start : figure.end] if figure else ""
    return judged(printed if printed.isdigit() else str(int(value)), cleaned, score, findings)


def normalise_weight(text: str) -> Normalised:
    """The weight of a newborn child in whole grams; kilograms are converted.

    >>> normalise_weight("3,2 kg").value
    3200
    """
    cleaned = tidy(text)
    if says_nothing(cleaned):
        return empty(cleaned)
    figure = next(figures_in(cleaned, decimals=3), None)
    if figure is None:
        return invalid(cleaned, _UNREADABLE)
    value = next(figures_in(cleaned)).value
    if _KILOGRAMS.match(fold(cleaned), figure.end) or figure.value < _WEIGHTS.start / 10:
        value = figure.value * 1000
    if round(value) not in _WEIGHTS:
        return invalid(cleaned, _OUT_OF_RANGE, round(value))
    unit = re.match(r"\s*(?:g|kg|ki)", fold(cleaned)[figure.end :])
    return judged(round(value), cleaned, (0.97 if unit else 0.9) * 0.8**figure.repaired)
