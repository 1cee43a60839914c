"""Identity cards: which sides a page shows, and which pages are the two sides of one card."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.fuzz import partial_ratio

from hoso.pipeline.classify.doc_type import Verdict
from hoso.pipeline.classify.titles import find_titles
from hoso.pipeline.codes.evidence import Fields, Findings, heed, says
from hoso.pipeline.codes.mrz import read_zone
from hoso.pipeline.extract.record import extract
from hoso.pipeline.layout.rows import Row, rows_of
from hoso.pipeline.normalise.identity import structure_findings
from hoso.pipeline.segment.card_views import card_views, restored, with_strips, without
from hoso.pipeline.syllables import fold
from hoso.schemas.catalogue import OTHER, Catalogue, DocumentType, FieldSpec
from hoso.schemas.pages import Page
from hoso.schemas.records import FieldValue, Finding

FRONT, BACK = "front", "back"
#: How alike (0 to 100) a side's phrase must be, and how many of them tell a side.
_ALIKE, _PHRASES = 88, 2
#: Letters on the fullest card, both sides together: a page with more is no card without a card's title.
_MOST_LETTERS = 1500
#: How sure a type is that two phrases tell, and one that a code or a zone proves.
_BY_PHRASES, _PROVEN = 0.93, 0.985
#: Pages of the longest paper that may be a card, its sides on a page each.
_MOST_PAGES = 2
#: How sure the side is where another card beside it shows neither.
_ONE_OF_TWO = 0.6
#: A number found without its label is no surer than this.
_UNLABELLED = 0.8
_NUMBER = re.compile(r"(?<!\d)\d{12}(?!\d)")


@dataclass(frozen=True, slots=True)
class Face:
    """What a page shows of a card: its type, its sides, and the last nine digits of the bearer's number.

    `proven` says that the card's own code or zone was read. Where only the code tells a card, no side is
    known.
    """

    kind: DocumentType
    sides: frozenset[str]
    numbers: frozenset[str]
    proven: bool


def face_of(pages: Sequence[Page], catalogue: Catalogue) -> Face | None:
    """What the pages show of a card; `None` where they show none."""
    if not pages or len(pages) > _MOST_PAGES:
        return None
    rows = rows_of(pages)
    text = "".join(token.folded for row in rows for token in row.tokens)
    for kind in catalogue.types.values():
        if not kind.sides:
            continue
        named = _seen(text, _joined(kind.titles))
        face = _face(pages, rows, kind, titled=False)
        if named or face is not None:
            titles = find_titles(rows, catalogue)  # dear, so only where something speaks for a card
            if not titles:
                return face
            return _face(pages, rows, kind, titled=True) if titles[0].kind is kind else None
    return None


def _face(pages: Sequence[Page], rows: Sequence[Row], kind: DocumentType, *, titled: bool) -> Face | None:
    text = "".join(token.folded for row in rows for token in row.tokens)
    zone = read_zone(row.text for row in rows)
    told = [said for page in pages for said in says(kind, page)]
    if len(text) > _MOST_LETTERS and not titled:
        return None
    sides = {side for side, phrases in kind.sides.items() if _seen(text, _joined(phrases)) >= _PHRASES}
    sides |= {FRONT} if titled else set()
    sides |= {BACK} if zone else set()
    if not sides and not told:
        return None
    numbers = {str(said.value)[-9:] for said in told if said.key == "id_number"}
    numbers |= {zone.short} if zone and zone.short else set()
    if not numbers:
        numbers = {number[-9:] for row in rows for number in _NUMBER.findall(row.text)}
    return Face(kind, frozenset(sides), frozenset(numbers), bool(zone or told))


def _seen(text: str, phrases: Sequence[str]) -> int:
    """How many of the phrases the text holds, slips of recognition apart."""
    return sum(partial_ratio(phrase, text) >= _ALIKE for phrase in phrases if len(phrase) <= len(text))


@lru_cache(maxsize=16)
def _joined(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple("".join(c for c in fold(phrase) if c.isalnum()) for phrase in phrases)


def card_goes_on(before: Sequence[Page], page: Page, catalogue: Catalogue) -> bool | None:
    """Whether the page is the other side of the card before it; `None` where no card is in question."""
    face, other = face_of(before, catalogue), face_of([page], catalogue)
    if face is None:
        return None if other is None else False
    if other is None:
        return False if len(face.sides) > 1 or len(before) > 1 else None
    full = len(before) > 1 or bool(face.sides & other.sides)
    return not full and not _of_two_people(face, other)


def _of_two_people(one: Face, other: Face) -> bool:
    """Whether both sides bear a number and the numbers are further apart than a slip of recognition."""
    if not one.numbers or not other.numbers:
        return False
    return all(sum(x != y for x, y in zip(a, b, strict=True)) > 2 for a in one.numbers for b in other.numbers)


def card_verdict(pages: Sequence[Page], verdict: Verdict, catalogue: Catalogue) -> Verdict:
    """The verdict, or a card where no title told the type: a back side has none."""
    if verdict.kind is not OTHER and (verdict.title or not verdict.kind.sides):
        return verdict
    face = face_of(pages, catalogue)
    if face is None:
        return verdict
    sure = _PROVEN if face.proven else _BY_PHRASES
    return Verdict(
        face.kind,
        max(sure, verdict.confidence if verdict.kind is face.kind else 0.0),
        None,
        verdict.title_text,
    )


def read_card(kind: DocumentType, pages: Sequence[Page]) -> tuple[Fields, Findings]:
    """The card's fields from its print, codes and zone, with its side, and what is doubtful about them."""
    views = card_views(pages)
    rows = rows_of([view.page for view in views])
    zone = read_zone(row.text for row in rows)
    # The zone's lines are wider than those whose ends tell whether a value wraps.
    taken = {token.word.box for at in (zone.rows if zone else ()) for token in rows[at].tokens}
    plain = with_strips(without(views, taken))
    print_rows = rows_of([view.page for view in plain])
    titles = find_titles(print_rows, Catalogue({kind.doc_type: kind})) if print_rows else []
    title = range(titles[0].row, titles[0].last_row + 1) if titles else range(0)
    printed, doubts = extract(print_rows, kind, title)
    printed = restored(_with_number(printed, print_rows), plain)
    fields, findings = heed(kind, pages, rows, printed, doubts)
    face = _face(pages, rows, kind, titled=bool(titles))
    for key in _of_the_other_side(kind, fields, printed, face):
        fields = {**fields, key: replace(fields[key], status="review")}
        findings = (*findings, _told_by_code(kind.field(key)))
    return {**restored(fields, views), **_side(face, pages, rows, len(views))}, findings


def _of_the_other_side(
    kind: DocumentType, fields: Fields, printed: Fields, face: Face | None
) -> tuple[str, ...]:
    """The fields that a code alone tells, for only the side prints them that is not there."""
    sides = face.sides if face else frozenset()
    absent = (spec.key for spec in kind.fields if sides and spec.side and spec.side not in sides)
    return tuple(key for key in absent if printed[key].value is None and fields[key].value is not None)


def _told_by_code(spec: FieldSpec) -> Finding:
    return Finding(
        "other_side_not_there",
        "info",
        f"Mục “{spec.label_vi}” chỉ đọc được từ mã QR, chưa có mặt in mục này. / "
        "Only the code tells it: the side that prints it was not scanned.",
        spec.key,
    )


def _with_number(fields: Fields, rows: Sequence[Row]) -> Fields:
    """The fields with the only twelve digits in a row that a card bears, where its label was not read."""
    if fields["id_number"].value is not None:
        return fields
    for token in (token for row in rows for token in row.tokens):
        word = token.word
        if _NUMBER.fullmatch(word.text) and not structure_findings(word.text):
            page = next(row.page for row in rows if token in row.tokens)
            sure = min(_UNLABELLED, word.confidence)
            number = FieldValue(word.text, word.text, sure, "review", page, word.box)
            return {**fields, "id_number": number}
    return fields


def _side(face: Face | None, pages: Sequence[Page], rows: Sequence[Row], cards: int) -> Fields:
    """The field `side`: `front` or `back`; none where both sides of the card are there.

    Where two cards lie on the paper, one phrase tells that the other one is the back; with none a person
    must look.
    """
    if face is None or not face.sides:
        return {}
    sides = face.sides
    if cards > 1 and sides == {FRONT}:
        text = "".join(token.folded for row in rows for token in row.tokens)
        sides |= {BACK} if _seen(text, _joined(face.kind.sides[BACK])) else set()
    if len(sides) > 1:
        return {}
    (side,) = sides
    sure = _PROVEN if face.proven or FRONT in sides else _BY_PHRASES
    if cards > len(sides):
        return {"side": FieldValue(side, side, _ONE_OF_TWO, "review", pages[0].number, None, "derived")}
    return {"side": FieldValue(side, side, sure, "accepted", pages[0].number, None, "derived")}
