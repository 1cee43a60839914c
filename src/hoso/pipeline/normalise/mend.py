"""Mends the marks of place names by the lists of units, and says which words the lists confirm.

A name changes only where exactly one unit can be meant and the reading is open to doubt: the rival reading
has the unit's spelling, the engine is unsure, or no unit of the country is spelled as it was read. What a
sure reading says of a unit that exists stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from unicodedata import normalize

from hoso.pipeline.normalise.address_parts import (
    DISTRICT_KINDS,
    PROVINCE_KINDS,
    Part,
    is_kind,
    kind_at,
    name_of,
)
from hoso.pipeline.normalise.addresses import Match, Reading, read_address
from hoso.pipeline.normalise.evidence import ISLAND, ISLAND_READ, Sheet, cased, sheet_of
from hoso.pipeline.normalise.gazetteer import (
    Entry,
    is_unit_name,
    pieces,
    same_spelling,
    spelling,
    stands_alone,
)
from hoso.pipeline.normalise.provinces import is_unlike_others
from hoso.pipeline.normalise.text import capital_like
from hoso.pipeline.syllables import fold, is_vietnamese_syllable
from hoso.schemas.pages import Word

#: A word read less surely than this may give way to the only unit that fits.
_UNSURE = 0.8
#: Provinces with names in `Ia`.
_HIGHLANDS = frozenset({"Gia Lai", "Kon Tum", "Đắk Lắk"})
#: Letters that are a stroke each.
_STROKES = str.maketrans("lj", "ii")
_DOT_BELOW = "\N{COMBINING DOT BELOW}"
_STOP = re.compile(r"\s*\.\s+$")

#: The number of a piece and the word that the list has for it.
_Wrong = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Mended:
    """The text with its marks mended and the words with what the lists say of them.

    `settled` is false when a change rests on the lists alone, so that a person should see it.
    """

    text: str
    words: tuple[Word, ...]
    settled: bool = True


def mend(text: str, words: Sequence[Word], tails: Sequence[str] = ()) -> Mended:
    """The text of an address or office with its units' names mended.

    `words` are the words that it was read from. `tails` are ends of other addresses of the paper: an office
    names its commune alone, and lies in the province that the others tell.
    """
    readings = read_address(text)
    if not any(reading.matches for reading in readings):
        readings = next((found for tail in tails if (found := _read_with(text, tail))), readings)
    if not readings:
        return Mended(text, tuple(words))
    sheet = sheet_of(text, words)
    for match in _agreed(readings, sheet):
        _mend_kind(sheet, match.part, {entry.unit.kind for entry in match.entries if entry.unit})
        _mend_name(sheet, match)
    _mend_province(sheet, readings)
    _mend_stops(sheet, readings)
    _mend_islands(sheet, readings)
    settled = sheet.settled and not _lacks_its_beginning(readings)
    return Mended(sheet.edited(), sheet.weighed(), settled)


def _lacks_its_beginning(readings: Sequence[Reading]) -> bool:
    """Whether the text may begin with a district that is not called one: a line before it may be lost."""
    firsts = [min(r.matches, key=lambda match: match.part.name[0].start) for r in readings if r.matches]
    return any(
        match.part.pieces[0].start == 0
        and match.part.kind is None
        and all(_has_communes(entry) for entry in match.entries)
        for match in firsts
    )


def _has_communes(entry: Entry) -> bool:
    """Whether it is a district that has communes below it: on Lý Sơn there are none."""
    district = entry.unit is not None and entry.unit.kind in DISTRICT_KINDS
    return district and (entry.district is None or bool(entry.district.communes))


def _read_with(text: str, tail: str) -> tuple[Reading, ...]:
    """The readings of the text as if it went on with the tail; only where that explains it."""
    found = read_address(f"{text}, {tail}")
    inside = [r for r in found if any(m.part.pieces[-1].end <= len(text) for m in r.matches)]
    return tuple(inside) if len(inside) == len(found) else ()


def _agreed(readings: Sequence[Reading], sheet: Sheet) -> Iterator[Match]:
    """The matches inside the text, each part once, with the units of all readings."""
    beside: dict[int, Match] = {}
    for match in (match for reading in readings for match in reading.matches):
        start = match.part.name[0].start
        other = beside.get(start)
        if other is None and sheet.holds(match.part.pieces):
            beside[start] = match
        elif other and other.part == match.part and other.exact == match.exact:
            beside[start] = replace(other, entries=(*other.entries, *match.entries))
    yield from beside.values()


def _mend_name(sheet: Sheet, match: Match) -> None:
    """The marks of one unit's name, or the confirmation of its words."""
    if match.exact:
        _mend_capitals(sheet, match)
        _confirm(sheet, match)
        return
    names = {spelling(entry.unit.name): entry for entry in match.entries if entry.unit}
    chosen = _by_rivals(sheet, match, list(names.values()))
    if chosen is None and len(names) == 1:
        chosen = next(iter(names.values()))
    if chosen is None or not (wrong := _wrong_words(sheet, match, chosen)):
        return
    told = all(sheet.rival_has(number, word) for number, word in wrong) or _is_shape(sheet, wrong)
    if not told and not _doubtful(sheet, match, wrong):
        return
    _change(sheet, wrong, told=told)


def _mend_capitals(sheet: Sheet, match: Match) -> None:
    """The capitals of a name that is the list's but for the size of letters: `huyện củ Chi`."""
    names = {entry.unit.name for entry in match.entries if entry.unit}
    wanted = pieces(names.pop()) if len(names) == 1 else []
    for piece, word in zip(match.part.name, wanted, strict=False):
        if (mended := capital_like(piece.text, word)) != piece.text:
            sheet.edits[sheet.number(piece)] = mended


def _change(sheet: Sheet, wrong: Sequence[_Wrong], *, told: bool) -> None:
    for number, word in wrong:
        sheet.settled = sheet.settled and not _lost_a_dot(sheet.pieces[number].text, word)
        sheet.change(number, word)
    if told:
        sheet.sure |= {number for number, _ in wrong}
    else:
        sheet.settled = False


def _lost_a_dot(read: str, word: str) -> bool:
    """Whether the word was read without the dot below it: then other words may have lost theirs."""
    return _DOT_BELOW in normalize("NFD", word) and _DOT_BELOW not in normalize("NFD", read)


def _wrong_words(sheet: Sheet, match: Match, entry: Entry) -> list[_Wrong]:
    """The pieces that the unit's name has otherwise; none when it is cut into other words."""
    wanted = pieces(entry.unit.name) if entry.unit else []
    if len(wanted) != len(match.part.name):
        return []
    return [
        (sheet.number(piece), word)
        for piece, word in zip(match.part.name, wanted, strict=True)
        if not same_spelling(piece.text, word)
    ]


def _by_rivals(sheet: Sheet, match: Match, entries: Sequence[Entry]) -> Entry | None:
    """The one unit that the rival readings spell."""
    found = [
        entry
        for entry in entries
        if (wrong := _wrong_words(sheet, match, entry))
        and all(sheet.rival_has(number, word) for number, word in wrong)
    ]
    return found[0] if len(found) == 1 else None


def _doubtful(sheet: Sheet, match: Match, wrong: Sequence[_Wrong]) -> bool:
    """Whether the name as read may give way without a witness."""
    if match.near:
        # Another letter, not another mark: only a word that cannot be one gives way, or letters of one shape.
        pairs = [(sheet.pieces[number].text, word) for number, word in wrong]
        return all(not is_vietnamese_syllable(read) or _same_shapes(read, word) for read, word in pairs)
    district = any(entry.unit and entry.unit.kind in DISTRICT_KINDS for entry in match.entries)
    if not is_unit_name(name_of(match.part.name), district=district):
        return True
    words = [sheet.word(number) for number, _ in wrong]
    return all(word is not None and word.confidence < _UNSURE for word in words)


def _same_shapes(read: str, word: str) -> bool:
    """Whether the words differ in strokes alone, as `Khươi` and `Khươl` do."""
    return fold(read) != fold(word) and fold(read).translate(_STROKES) == fold(word).translate(_STROKES)


def _is_shape(sheet: Sheet, wrong: Sequence[_Wrong]) -> bool:
    """Whether all that is wrong is `la` for `Ia`, letters of one shape."""
    return all(sheet.pieces[number].text == ISLAND_READ and word == ISLAND for number, word in wrong)


def _mend_islands(sheet: Sheet, readings: Sequence[Reading]) -> None:
    """`Ia` for `la` before a name in the highlands, also of hamlets and former communes."""
    hits = [reading.province for reading in readings if reading.province]
    if not hits or not all(_HIGHLANDS & {*hit.within} for hit in hits):
        return
    for number, (here, after) in enumerate(pairwise(sheet.pieces)):
        if here.text == ISLAND_READ and after.gap == " " and after.text[0].isupper():
            sheet.edits.setdefault(number, ISLAND)


def _mend_kind(sheet: Sheet, part: Part, kinds: Set[str]) -> None:
    """The word for the kind of unit, where the list agrees with all of it but a letter or a mark."""
    if part.kind is None or part.kind not in kinds or is_kind(part.kind_pieces, part.kind):
        return
    for piece, word in zip(part.kind_pieces, part.kind.split(), strict=False):
        if piece.text.lower() != word:
            sheet.edits[sheet.number(piece)] = cased(piece.text, word)


def _confirm(sheet: Sheet, match: Match) -> None:
    """The words of a name that is one of its list to the mark, and not a letter away from another."""
    names = {spelling(entry.unit.name) for entry in match.entries if entry.unit}
    listed = match.table.get(match.part.key, ())
    spelled = {spelling(entry.unit.name) for entry in listed if entry.unit}
    if len(names) != 1 or len(spelled) != 1 or not stands_alone(match.part.key, match.table):
        return
    sheet.confirm(match.part.name)
    if match.same_kind:
        sheet.confirm(match.part.kind_pieces)


def _mend_province(sheet: Sheet, readings: Sequence[Reading]) -> None:
    """The province's marks, or the confirmation of its words where the units before it lie in it."""
    hit, part = readings[0].province, readings[0].part
    if hit is None or part is None or not sheet.holds(part.pieces):
        return
    _mend_kind(sheet, part, PROVINCE_KINDS)
    wanted = pieces(hit.name)
    if hit.exact:
        if all(reading.matches for reading in readings) and is_unlike_others(hit.name):
            sheet.confirm(part.pieces)
    elif [fold(piece.text) for piece in part.name] == [fold(word) for word in wanted]:
        pairs = zip(part.name, wanted, strict=True)
        wrong = [(sheet.number(p), word) for p, word in pairs if spelling(p.text) != spelling(word)]
        _change(sheet, wrong, told=all(sheet.rival_has(number, word) for number, word in wrong))


def _mend_stops(sheet: Sheet, readings: Sequence[Reading]) -> None:
    """Commas where OCR has full stops before or after a unit."""
    parts = [match.part for reading in readings for match in reading.matches]
    parts += [reading.part for reading in readings if reading.part]
    for part in parts:
        if not sheet.holds(part.pieces):
            continue
        for number in (sheet.number(part.pieces[0]), sheet.number(part.pieces[-1]) + 1):
            if 0 < number < len(sheet.pieces) and _is_stop(sheet, number):
                sheet.commas.add(number)


def _is_stop(sheet: Sheet, number: int) -> bool:
    """Whether a full stop stands before the piece that ends no short form."""
    here, before = sheet.pieces[number], sheet.pieces[number - 1]
    short = kind_at(sheet.pieces[number - 1 : number + 1], 0)[0] is not None
    long = before.text.islower() or before.text.isdigit() or len(before.text) > 1
    return bool(_STOP.match(here.gap)) and long and not short
