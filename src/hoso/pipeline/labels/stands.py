"""Is it a label? What stands around its words tells it from the same words in values and in text."""

from __future__ import annotations

import re

from hoso.pipeline.labels.wordings import Hit, is_number, is_roman
from hoso.pipeline.layout.rows import Row, is_note_mark, rests
from hoso.pipeline.syllables import fold

#: Letters in a label that is a phrase: it may be read a little worse.
_LONG = 24
#: Letters of a label so short that other words are like it, and of one that is a single word.
_SHORTEST_LABEL, _SHORTEST_WORD = 4, 6
#: Digits of the shortest whole date in figures: `5/3/2019`.
_SHORTEST_DATE = 6
#: A gap, in letter heights, that parts a label from what is beside it; wide type tears a label less far.
_TORN = 2.6
_PARTING = (":", ";", ",", ".", ")", "-", "–", "/")
_DASHES = ("-", "–")
#: How alike words that fill a cell must be to a label.
_SURE_IN_CELL = 0.88
_HIGHLAND_NAME = re.compile(r"[HK]['’‘]\w{2}")
_UNITS = frozenset({"xa", "phuong", "thi", "thon", "xom", "ap", "benh", "tram", "so", "nha"})


def stands_first(row: Row, at: int) -> bool:
    """Whether the token opens its run, alone or after the number of a list item or a speck."""
    if row.tokens[at].starts_run or at == 0:
        return row.tokens[at].starts_run
    before = row.tokens[at - 1]
    speck = len(before.folded) <= 1 and not before.folded.isdigit()
    return before.starts_run and (
        is_number(row, at - 1) or (speck and row.tokens[at].word.text[:1].isupper())
    )


def may_start(row: Row, at: int) -> bool:
    """Whether a label may begin at the token: first in its run, or after what ends a value or a number."""
    token = row.tokens[at]
    return token.starts_run or row.tokens[at - 1].word.text.endswith(_PARTING)


def colon_after(row: Row, end: int) -> bool:
    """Whether a colon closes the label, also after the mark of a note: `Nơi cư trú (2) :`."""
    if row.tokens[end - 1].ends_label:
        return True
    mark = row.tokens[end].word.text if end < len(row.tokens) else ""
    following = next((t.word.text for t in row.tokens[end:] if not is_note_mark(t)), "")
    closed = following.endswith((":", ";")) and not any(map(str.isalnum, following))  # `Tên ®:`
    return closed or (mark.startswith("(") and mark.endswith(("):", ");")))


def holds(row: Row, hit: Hit) -> bool:
    """Whether what looks like a label serves as one: by a colon, by its place, or as a cue in a sentence."""
    at_start = row.tokens[hit.start].starts_run or _numbered(row, hit.start)
    rest = not hit.label.specs and not hit.label.inline and _is_rest(row, hit)
    if rest or _goes_on_in_capitals(row, hit) or _is_name(row, hit):
        return False
    if _fills_cell(row, hit) or (
        hit.colon
        and not _is_value(row, hit)
        and (at_start or hit.label.length > 1 or _begins(row, hit.start))
    ):
        return True
    if not hit.label.specs and hit.label.inline:
        return hit.likeness > (0.97 if len(hit.label.joined) < _LONG else 0.9)
    after = next((token for token in row.tokens[hit.end :] if token.folded), None)
    alone = at_start and (after is None or after.starts_run)
    if not hit.label.specs:
        stands = at_start and (alone or _parts(row, hit))
        return stands and hit.likeness > (0.94 if len(hit.label.joined) < _LONG else 0.88)
    short = _is_short(hit)
    placed = short and at_start and _spelled(row, hit) and _place_follows(row, hit)
    named = short and hit.label.inline and hit.label.length > 1 and _name_follows(row, hit)  # `… và bà Lê …`
    item = short and _is_item(row, hit)
    if placed or named or item or (hit.label.inline and not short and hit.likeness > 0.9):
        return True
    if short and (not (alone and _spelled(row, hit)) or _opens_a_date(row, hit)):
        if at_start and any(spec.kind == "name" for spec in hit.label.specs):
            return _name_follows(row, hit)
        dash = row.tokens[hit.start - 1].word.text in _DASHES and _spelled(
            row, hit
        )  # `Quyển số: 02 - Năm 2005`
        placed = (at_start or dash) and not _opens_value(row, hit) and not _in_next_cell(row, hit)
        return _number_follows(row, hit) and (placed or (hit.label.inline and _after_comma(row, hit.start)))
    in_value = _opens_value(row, hit)
    follows = may_start(row, hit.start) and not in_value and hit.label.length > 1
    alone = alone or (at_start and hit.end == len(row.tokens))
    least = 0.93 if len(hit.label.joined) < 14 and not alone else 0.86
    in_phrase = hit.label.length == 1 and not alone and _goes_on(row, hit)
    return (at_start or follows) and hit.likeness > least and not in_phrase


def _is_short(hit: Hit) -> bool:
    """Whether other words than the label's are as like it."""
    return len(hit.label.joined) <= (_SHORTEST_WORD if hit.label.length == 1 else _SHORTEST_LABEL)


def _numbered(row: Row, at: int) -> bool:
    """Whether the token follows the number of a list item; a dash inside a line only parts an address."""
    dash = row.tokens[at - 1].word.text in _DASHES and not row.tokens[at - 1].starts_run
    return is_number(row, at - 1) and not dash


def _is_name(row: Row, hit: Hit) -> bool:
    """Whether the words have the capitals of a name and are none of the label's: `Huyện Quảng Xương` is not
    `Huyện, quận`."""
    words = [token.word.text for token in row.tokens[hit.start : hit.end]]
    capitals = len(words) > 1 and all(word[:1].isupper() and not word[1:].isupper() for word in words)
    return capitals and not hit.colon and not _spelled(row, hit) and not row.ruled


def _goes_on_in_capitals(row: Row, hit: Hit) -> bool:
    """Whether the words are the first ones of a name: `NGUYỄN QUANG TRÍ QUÂN` is not `Nguyên quán`."""
    words = [token.word.text for token in row.tokens[hit.start : hit.end]]
    after = row.tokens[hit.end : hit.end + 1]
    goes_on = bool(after) and not after[0].starts_run and after[0].word.text.isupper()
    shouted = not hit.colon and goes_on and all(map(str.isupper, words))
    return bool(hit.label.specs) and shouted and not _spelled(row, hit)


def _fills_cell(row: Row, hit: Hit) -> bool:
    """Whether the label is all that a cell of a ruled table holds, a note's mark and a number left out."""
    short = _is_short(hit)
    if not row.ruled or hit.likeness < _SURE_IN_CELL or (short and not _spelled(row, hit)):
        return False
    start, end = next((start, end) for start, end in row.runs() if start <= hit.start < end)
    before = row.tokens[start : hit.start]
    return (not before or (len(before) == 1 and is_number(row, start))) and rests(row, hit.end) == end


def outside_values(row: Row, hits: list[Hit]) -> list[Hit]:
    """The hits without those in the cell beside a label: what stands there is its value, whatever it says.

    Phrases of a sentence stay: a cell may tell of a parcel by its numbers, and beside who opens a group
    (`Mẹ`) all that is said of her: `LÊ THỊ MAI, sinh năm 1994; dân tộc Kinh`.
    """
    runs = row.runs()
    labels = [h for h in hits if h.start < runs[0][1]] if row.ruled and len(runs) == 2 else []
    if not any(_fills_cell(row, hit) for hit in labels):
        return hits
    groups = {spec.group for hit in labels for spec in hit.label.specs if spec.opens and spec.group}
    return [h for h in hits if h in labels or h.label.inline or _fills_cell(row, h) or _is_of(groups, row, h)]


def _is_of(groups: set[str], row: Row, hit: Hit) -> bool:
    """Whether the label tells more of somebody in a group, behind the name."""
    return not row.tokens[hit.start].starts_run and any(spec.group in groups for spec in hit.label.specs)


def _begins(row: Row, at: int) -> bool:
    """Whether a label with a colon may begin at the token, behind a figure too: `Quyển số: 01 Năm: 2021`."""
    return may_start(row, at) or row.tokens[at - 1].folded[-1:].isdigit()


def _is_value(row: Row, hit: Hit) -> bool:
    """Whether the words are a short value before a semicolon: `Nam;` is not the label `Năm:`."""
    short = _is_short(hit)
    return short and row.tokens[hit.end - 1].word.text.endswith(";") and not _spelled(row, hit)


def _in_next_cell(row: Row, hit: Hit) -> bool:
    """Whether what follows stands in a cell of its own: `Nam` beside the day of birth is no `Năm` of it."""
    return row.ruled and hit.end < len(row.tokens) and row.tokens[hit.end].starts_run


def _number_follows(row: Row, hit: Hit) -> bool:
    """Whether a short label without a colon leads to a figure, and is not itself part of a date."""
    at = _behind(row, hit)
    following = row.tokens[at].folded if at < len(row.tokens) else ""
    if any(spec.kind == "date" for spec in hit.label.specs):
        # `ngày 05 tháng 3` is a date alone; `Số 12, ngày 05 tháng 3` and `Ngày 5/3/2019` have a label.
        whole = following.isdigit() and len(following) >= _SHORTEST_DATE
        placed = _after_comma(row, hit.start) or (whole and hit.start > 0) or _beside_number(row, hit)
        return following[:1].isdigit() and placed
    rest = row.tokens[at + 1 :]
    closed = row.tokens[at].word.text.endswith(_PARTING) if at < len(row.tokens) else False
    ends = not rest or closed or rest[0].starts_run or not rest[0].folded[:1].isalpha()
    ends = ends or rest[0].folded == "ngay"  # `Số 181/2026 ngày 20 tháng 7 năm 2026`
    return following[:1].isdigit() and ends


def _behind(row: Row, hit: Hit) -> int:
    """The first word behind the label and the dots of a line to write on."""
    return next((at for at in range(hit.end, len(row.tokens)) if row.tokens[at].folded), len(row.tokens))


def _opens_value(row: Row, hit: Hit) -> bool:
    """Whether the words are the first of another label's value: `Nơi cư trú:   Số 393, ấp Yên Lạc`."""
    return hit.start > 0 and row.tokens[hit.start - 1].word.text.endswith(":")


def _is_item(row: Row, hit: Hit) -> bool:
    """Whether a short label without a colon is the heading of a numbered item: `14. Từ Chữ đệm là Thị`."""
    numbered = is_number(row, hit.start - 1) and row.tokens[hit.start - 1].folded.isdigit()
    at = _behind(row, hit)
    following = row.tokens[at].word.text.lstrip("._…") if at < len(row.tokens) else ""
    dated = any(spec.kind == "date" for spec in hit.label.specs)
    return numbered and _spelled(row, hit) and following[:1].isupper() and not dated


def _opens_a_date(row: Row, hit: Hit) -> bool:
    """Whether a label for a date is itself the first word of one: `ngày 05 tháng 3 năm 2019`.

    Beside a number (`Số 180`) it is both.
    """
    if hit.end == len(row.tokens) or row.tokens[hit.end].gap >= _TORN:
        return False  # a label in a cell of its own
    following = row.tokens[hit.end].folded
    dated = any(spec.kind == "date" for spec in hit.label.specs)
    return dated and following.isdigit() and len(following) < _SHORTEST_DATE and not _beside_number(row, hit)


def _beside_number(row: Row, hit: Hit) -> bool:
    """Whether the label begins a run of its own in a row that a number opens: `Số 180    ngày 20 tháng 7`."""
    opening = next((t for at, t in enumerate(row.tokens) if not is_number(row, at)), row.tokens[0])
    return hit.start > 0 and row.tokens[hit.start].starts_run and opening.folded == "so"


def _name_follows(row: Row, hit: Hit) -> bool:
    """Whether a title without a colon (`Ông`, `Bà`) leads to a person's name: words with capitals, or the one
    word that a name of the highlands may be (`K'Vĩnh`)."""
    words = [token.word.text.lstrip("._…·") for token in row.tokens[hit.end : hit.end + 2]]
    whole = bool(words) and bool(_HIGHLAND_NAME.match(words[0]))
    named = len(words) > 1 and all(word[:1].isupper() for word in words)
    return _spelled(row, hit) and (whole or named)


def _goes_on(row: Row, hit: Hit) -> bool:
    """Whether the words belong to a phrase (`thành phố`): a small letter begins them, or what follows."""
    first = row.tokens[hit.start].word.text[:1]
    following = row.tokens[hit.end].word.text[:1] if hit.end < len(row.tokens) else ""
    return (first.islower() and fold(first) not in "cosuvwxzpk") or following.islower()


def _is_rest(row: Row, hit: Hit) -> bool:
    """Whether small letters go on with what stands before: no heading (`Đất trồng cây lâu năm: 50 m²`)."""
    first = row.tokens[hit.start]
    goes_on = first.starts_run or not row.tokens[hit.start - 1].word.text.endswith(_PARTING)
    return goes_on and first.word.text[:1].islower()


def _parts(row: Row, hit: Hit) -> bool:
    """Whether a mark of the form that does not stand alone is one all the same: not the shortest (`Và …`),
    and no sentence that opens like a heading (`Bên A ủy quyền cho …`)."""
    following = row.tokens[hit.end].word.text[:1] if hit.end < len(row.tokens) else ""
    if len(hit.label.joined) <= 3 or (hit.label.length == 1 and following.islower()):  # `Tuổi già`
        return False
    plain = hit.label.section is None or hit.label.running
    return plain or hit.colon or not following.islower() or is_roman(row, hit.start - 1)


def _spelled(row: Row, hit: Hit) -> bool:
    """Whether the words are the label's to the mark: `Nam` alone is another word than `Năm`."""
    words = _letters("".join(token.word.text for token in row.tokens[hit.start : hit.end]))
    return any(words == _letters(text) for text in hit.label.printed)


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalpha())


def _place_follows(row: Row, hit: Hit) -> bool:
    """Whether a short label without a colon (`Tại`) leads to a place: words that begin with a capital."""
    label = row.tokens[hit.start].word.text
    following = row.tokens[hit.end].word.text.lstrip("._…·") if hit.end < len(row.tokens) else ""
    named = any(spec.kind == "address" for spec in hit.label.specs)
    place = following[:1].isupper() or fold(following) in _UNITS
    return named and place and label[:1].isupper() and not label.isupper()


def _after_comma(row: Row, at: int) -> bool:
    opens = row.tokens[at].word.text.startswith("(")  # `… (Tỷ lệ 1:1000)`
    return at > 0 and (opens or row.tokens[at - 1].word.text.endswith((",", ";", ".")))
