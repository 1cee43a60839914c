"""Deeds: their sides and their land stand in running text, page after page, and are named again and again.

A heading opens each side once (`BÊN CHUYỂN NHƯỢNG (Bên A)`); the first person named in it is the one whose
fields count, and what follows the name of a second person is that person's. After the sides come the paper's
own fields, each from the first place that holds a value of its kind.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from hoso.pipeline.extract.cuts import cut
from hoso.pipeline.extract.flow import Flow
from hoso.pipeline.extract.headed import alone_below, listed_behind, named_behind
from hoso.pipeline.extract.span import Span
from hoso.pipeline.extract.tables import names_in_table
from hoso.pipeline.labels.stands import stands_first
from hoso.pipeline.labels.wordings import Hit, is_number
from hoso.pipeline.layout.rows import Row, Token
from hoso.schemas.catalogue import DocumentType, FieldSpec

Found = tuple[Span, float]

_SERIAL = re.compile(r"[A-ZĐ]{1,2}\s?(?:\d{6}|\d{8})")
_IN_WORDS = ("bangchu", "ghibangchu", "vietbangchu")
#: Kinds whose value stands far behind the label, over words that are labels elsewhere.
_FAR = ("money",)
#: Words of a phrase that says by itself whose name follows: `hàng thừa kế thứ nhất của ông`.
_TELLING = 5
#: Kinds whose labels tell nothing without the side that they stand in.
_ANYBODY_S = frozenset({"address", "people"})
#: A deed, what is done with it a few words on, and how far behind the day may stand.
_DEED, _MADE, _SOON, _LATER = ("hop", "dong"), ({"lap"}, {"giao", "ket"}), 5, 30
#: An article heads a side too: `Điều 1. Người để lại di sản`.
_ARTICLE, _BEHIND_ARTICLE = "dieu", 2
#: What the label of a parcel's place says, and nobody else's.
_OF_PARCEL = "thua"
#: What a notary or an office adds below, whose address is no parcel's.
_TESTIMONY = "loichung"
#: How a parcel's place follows its numbers in the same sentence, and how far behind.
_LIES, _NEAR_NUMBERS = frozenset({"tai", "o", "thuoc"}), 4
#: What stands before the items of a list without numbers.
_BULLETS = frozenset("-–+*•")
_PARCEL_KINDS = frozenset({"parcel_number", "map_sheet_number"})
#: Rows within which a place follows the number of the parcel that lies there.
_NEXT_ROWS = 2
#: Words that lead from the heading of a side to those on it.
_LEADING = frozenset({"gồm", "theo", "có", "sau", "là", "được", "dưới", "thuộc", "quyền", "(sau", "(gọi"})
#: How sure the place of a certificate's number is that no label announces.
_CITED = 0.93
#: The side whose heirs are listed below it.
_DECEASED = "deceased"
#: How sure the people of a list are whom no heading names: one may be missing.
_ITEMS = 0.6


@dataclass(slots=True)
class _Walk:
    """How far the reading of a deed is: the side it is in, and whether a second person was named there.

    `sided`: its sides have headings.
    """

    kind: DocumentType
    side: str | None = None
    opened: set[str] = field(default_factory=set)
    sided: bool = False
    second: bool = False
    own_from: int = 0
    found: dict[str, Found] = field(default_factory=dict)
    people: dict[str, list[tuple[Token, ...]]] = field(default_factory=dict)
    items: list[tuple[Token, ...]] = field(default_factory=list)
    land: int | None = None  # the row that last told the number of a parcel or of its sheet
    numbers: Token | None = None  # the last word of those numbers
    testimony: int = sys.maxsize  # the row in which it begins

    def enter(self, side: str, at: int) -> None:
        self.side, self.second = side, False
        self.opened.add(side)
        if side == "":
            self.own_from = at

    def candidates(self, hit: Hit) -> list[FieldSpec]:
        """The fields that the label may announce here."""
        side = self.side or ""
        if hit.row >= self.testimony:
            of_deed = [s for s in hit.label.specs if s.group == "" and s.kind not in _ANYBODY_S]
            return [s for s in of_deed if s.key not in self.found]
        # `Thửa đất số`, `Số chứng thực`: nobody else's, wherever they stand. A place may be anybody's.
        of_parcel = _OF_PARCEL in hit.label.joined
        own = all(s.group == "" and (of_parcel or s.kind not in _ANYBODY_S) for s in hit.label.specs)
        if self.land is not None and hit.row - self.land <= _NEXT_ROWS:  # `Tờ bản đồ số: 36` / `Địa chỉ: …`
            here = [s for s in hit.label.specs if s.group == "" and s.kind == "address"]
            if here and here[0].key not in self.found:
                return here[:1]
        specs = [s for s in hit.label.specs if s.group == side or own]
        if self.second and not own:
            specs = [s for s in specs if s.kind == "address"]
        if self.sided and self.side is None and not of_parcel:
            specs = [s for s in specs if s.kind != "address"]  # the office where it was signed
        if hit.label.inline and hit.label.length >= _TELLING:
            specs += [s for s in hit.label.specs if s.opens and s.group not in self.opened]
        return [s for s in specs if s.key not in self.found]


def running_spans(rows: Sequence[Row], kind: DocumentType, hits: Sequence[Hit]) -> Mapping[str, Found]:
    """The words of each field of a deed, with how sure their place is."""
    flow = Flow(rows, hits)
    by_index = {row.index: row for row in rows}
    silent = frozenset(flow.start_of(hit) for hit in hits if not hit.label.specs)
    sided = any(_opens_side(_Walk(kind), hit, by_index[hit.row]) for hit in hits)
    walk = _Walk(kind, sided=sided, testimony=_testimony(rows))
    listed = next((s.key for s in kind.fields if s.kind == "people"), None)
    for at, hit in enumerate(hits):
        row = by_index[hit.row]
        if listed and walk.side in (None, "", _DECEASED) and _names_an_item(hit, row):
            walk.items += [words] if (words := cut("name", flow.after(hit))) else []
        if _opens_side(walk, hit, row):
            walk.enter(hit.label.section or "", flow.start_of(hit))
            _take_headed(walk, flow, hit, by_index.get(hit.row + 1))
        else:
            _take(walk, flow, hit, hits[at + 1 : at + 2], silent)
    _lies(walk, flow)
    _cite(walk, flow)
    _date(walk, flow)
    if listed and not walk.items:
        walk.items = names_in_table(rows)
    _gather_people(walk, flow)
    return walk.found


def _testimony(rows: Sequence[Row]) -> int:
    """The row in which who certifies the deed begins to speak; one beyond all where nobody does."""
    opened = (row.index for row in rows if "".join(t.folded for t in row.tokens[:2]) == _TESTIMONY)
    return next(opened, rows[-1].index + 1 if rows else 0)


def _opens_side(walk: _Walk, hit: Hit, row: Row) -> bool:
    """Whether the label is a heading that opens a side for the first time; the land comes after a side."""
    side = hit.label.section
    first = stands_first(row, hit.start) or (
        row.tokens[0].folded == _ARTICLE and hit.start == _BEHIND_ARTICLE
    )
    if side is None or side in walk.opened or not first or _goes_on(row, hit):
        return False
    return side != "" or bool(walk.opened)


def _goes_on(row: Row, hit: Hit) -> bool:
    """Whether the words are no heading but open a sentence: `Những người thừa kế còn lại tự nguyện …`."""
    following = row.tokens[hit.end].word.text if hit.end < len(row.tokens) else ""
    inside = row.tokens[hit.start].word.text[:1].islower()  # the end of `… (con của` / `người để lại di sản)`
    return not hit.colon and (inside or (following.islower() and following not in _LEADING))


def _take_headed(walk: _Walk, flow: Flow, hit: Hit, below: Row | None) -> None:
    """Who is named behind the heading of the side: `Bên A: Ông Lê Văn Ba`, `Các đồng thừa kế: A; B; C`; or,
    in capitals alone on a line, under it."""
    words = flow.after(hit)
    opener = next((s for s in walk.kind.fields if s.opens and s.group == walk.side), None)
    if opener is None:
        people = any(spec.kind == "people" and spec.key == walk.side for spec in walk.kind.fields)
        if people and hit.colon and len(names := listed_behind(words)) > 1:
            walk.people.setdefault(walk.side or "", []).extend(names)
    elif name := named_behind(words, closed=hit.colon) or (alone_below(below) if below else ()):
        walk.found[opener.key] = (flow.span(name), hit.likeness)


def _names_an_item(hit: Hit, row: Row) -> bool:
    """Whether the label leads to the name of a person in a list: `2. Bà Bùi Như Vy, …`, `- Ông …`."""
    mark = row.tokens[0].word.text if hit.start == 1 else ""
    numbered = is_number(row, hit.start - 1) and row.tokens[hit.start - 1].folded.isdigit()
    return (numbered or mark in _BULLETS) and any(
        spec.opens and spec.kind == "name" for spec in hit.label.specs
    )


def _take(walk: _Walk, flow: Flow, hit: Hit, following: Sequence[Hit], silent: frozenset[int]) -> None:
    """Give the words after the label to the field that it announces."""
    for spec in walk.candidates(hit):
        over = silent if spec.kind in _FAR else frozenset()
        words = cut(spec.kind, flow.after(hit, over))
        if words:
            words = _with_words(spec, words, flow, following)
            walk.found[spec.key] = (flow.span(words), hit.likeness)
            if spec.kind in _PARCEL_KINDS:
                walk.land, walk.numbers = hit.row, words[-1]
            return
    side = walk.side or ""
    names = [s for s in hit.label.specs if s.opens]
    if any(s.kind == "people" and s.key == side for s in walk.kind.fields):
        words = cut("name", flow.after(hit)) if names else ()
        walk.people.setdefault(side, []).extend([words] if words else [])
    elif side and any(s.group == side and s.key in walk.found for s in names):
        walk.second = True


def _with_words(
    spec: FieldSpec, words: tuple[Token, ...], flow: Flow, following: Sequence[Hit]
) -> tuple[Token, ...]:
    """An area with its repetition in words, which repairs what the figures lost."""
    if spec.kind != "area" or not following or following[0].label.joined not in _IN_WORDS:
        return words
    more = flow.after(following[0])
    end = next((at + 1 for at, token in enumerate(more) if ")" in token.word.text), len(more))
    label = flow.between(flow.start_of(following[0]), flow.start_of(following[0]) + 2)
    return (*words, *label, *more[:end])


def _cite(walk: _Walk, flow: Flow) -> None:
    """The number of a certificate that the text cites: letters and figures after `số`."""
    for spec in walk.kind.fields:
        if spec.find != "cited" or spec.key in walk.found:
            continue
        words = _first_serial(flow.between(walk.own_from, len(flow)))
        if words:
            walk.found[spec.key] = (flow.span(words), _CITED)


def _lies(walk: _Walk, flow: Flow) -> None:
    """Where the parcel lies as its sentence goes on: `tờ bản đồ số 101, tại Ấp Bến Đình …`."""
    place = next((s for s in walk.kind.fields if s.key == "parcel_address" and s.key not in walk.found), None)
    if place is None or walk.numbers is None:
        return
    words = flow.behind(walk.numbers)
    at = next((i for i, token in enumerate(words[:_NEAR_NUMBERS]) if token.folded in _LIES), None)
    if at is not None and (address := cut("address", words[at + 1 :])):
        walk.found[place.key] = (flow.span(address), _CITED)


def _date(walk: _Walk, flow: Flow) -> None:
    """The day that a clause of the deed tells: `Hợp đồng này được lập tại …, ngày 08 tháng 8 năm 2003`."""
    words = flow.between(0, len(flow))
    folded = [token.folded for token in words]
    for spec in walk.kind.fields:
        if spec.kind != "date" or spec.find != "place_date" or spec.key in walk.found:
            continue
        for at in range(1, len(words)):
            soon = set(folded[at + 1 : at + _SOON])
            made = folded[at - 1 : at + 1] == list(_DEED) and any(done <= soon for done in _MADE)
            day = next((i for i in range(at, min(at + _LATER, len(words))) if folded[i] == "ngay"), None)
            if made and day is not None and (date := cut("date", words[day:])):
                walk.found[spec.key] = (flow.span(date), _CITED)
                break


def _first_serial(words: Sequence[Token]) -> tuple[Token, ...]:
    tokens = [token for token in words if token.folded]
    for at in range(1, len(tokens)):
        led = tokens[at - 1].folded.endswith(("so", "hanh", "seri")) or tokens[at - 1].word.text.endswith(":")
        if not led:
            continue
        for length in (1, 2):
            text = " ".join(token.word.text for token in tokens[at : at + length])
            if _SERIAL.fullmatch(text.strip(" ,;.:()")):
                return tuple(tokens[at : at + length])
    return ()


def _gather_people(walk: _Walk, flow: Flow) -> None:
    """Everybody named on a side whose members are one field: `A; B; C`."""
    for spec in walk.kind.fields:
        if spec.kind != "people":
            continue
        headed, items = _each_once(walk.people.get(spec.key, [])), _each_once(walk.items)
        surely = headed and (len(headed) > 1 or len(items) < 2)  # one name alone signs, or stands by chance
        if names := headed if surely else items:
            walk.found[spec.key] = (flow.span(_listed(names, flow)), _CITED if surely else _ITEMS)


def _each_once(names: Sequence[tuple[Token, ...]]) -> list[tuple[Token, ...]]:
    """The names without those of people who were named before."""
    first: dict[str, tuple[Token, ...]] = {}
    for words in names:
        first.setdefault("".join(token.folded for token in words), words)
    return list(first.values())


def _listed(names: Sequence[tuple[Token, ...]], flow: Flow) -> list[Token]:
    """The words of all names, each ending with a semicolon; names on further pages stand where the last of
    the first page does, for a value has one box."""
    shown = flow.span([token for words in names for token in words]).tokens
    tokens: list[Token] = []
    for token, ends in ((t, t is words[-1]) for words in names for t in words):
        box = token.word.box if token in shown else shown[-1].word.box
        text = token.word.text.rstrip(" ,;.:)") + ";" if ends else token.word.text
        tokens.append(replace(token, word=replace(token.word, text=text, box=box)))
    return tokens
