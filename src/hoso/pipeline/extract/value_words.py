"""The words of a value on one line: where they begin and end, and what among them is none of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hoso.pipeline.layout.rows import Row, Token, is_note_mark
from hoso.pipeline.normalise.text import is_blank_marker

#: Words that leave a day to come: `Đến` at the end of a line.
_LEADS_TO_DATE = ("den", "tu", "ke", "cap")
#: Lines of one value below its label begin no further apart than this.
_SAME_BLOCK = 0.012
#: A gap of this many letter heights parts columns; no value holds one.
COLUMN_GAP = 2.6
#: Words of a time and a day.
_OF_A_TIME = frozenset({"gio", "phut", "ngay", "thang", "nam"})
#: What the raised number of a note after a label is misread as: `(2)` as `?`, `°'`, `®`.
_RAISED = re.compile(r"[?®©°'\"`´‘’“”*^~¹²³]{1,3}[:;]?")
_PLACE_AND_DATE = re.compile(r"[^\W\d_][^\d,.;:]{1,40}, ngày \d{1,2} tháng \d{1,2} năm \d{4}[.,]?")
_SUBITEM = re.compile(r"\d{1,2}\.\d{1,2}[.)]?")


def opens_nothing(token: Token) -> bool:
    """Whether no value begins with the token: a mark between label and value, or the number of a note."""
    text = token.word.text
    return text in (":", ";", ".", "-", "(", ",") or is_note_mark(token) or bool(_RAISED.fullmatch(text))


def says_nothing(tokens: Sequence[Token]) -> bool:
    """Whether marks without letters mean that the field is left empty: `-/-`, `---`, `./.`."""
    text = "".join(token.word.text for token in tokens).strip(": ")
    return len(text) > 1 and is_blank_marker(text)


def goes_on(token: Token, following: Token) -> bool:
    """Whether a word goes on in the next line after its stroke: `số 12/QĐST-` `HNGĐ`, `49/2014/` `QĐST`."""
    text = token.word.text
    hyphen = text.endswith("-") and token.folded != ""
    number = text.endswith("/") and any(map(str.isdigit, text))
    below = following.word.box.centre[1] > token.word.box.bottom
    return len(text) > 1 and (hyphen or number) and below


def first_run(tokens: list[Token]) -> list[Token]:
    """The words up to the first gap that no writer leaves inside a value."""
    cut = next((i for i in range(1, len(tokens)) if _parts(tokens[i - 1], tokens[i])), len(tokens))
    return tokens[:cut]


def _parts(before: Token, token: Token) -> bool:
    """Whether a gap before the word ends the value: not inside `… giờ … phút, ngày`, left open, nor behind
    the kind of an identity paper: `CCCD số:`."""
    dated = before.folded in _OF_A_TIME and token.folded in _OF_A_TIME
    numbered = before.ends_label and token.folded[:1].isdigit()
    return token.gap > COLUMN_GAP and not (dated or numbered)


def parted_at(row: Row, x: float) -> bool:
    """Whether no word of the row crosses the place and what stands beyond it is a run of its own."""
    beyond = [token for token in row.tokens if token.word.box.right > x]
    return not beyond or (beyond[0].starts_run and beyond[0].word.box.left > x)


def without_list_number(tokens: list[Token]) -> list[Token]:
    """The words without the number of the list item that follows them: `… b)`."""
    text = tokens[-1].word.text
    if tokens[-1].starts_run and len(text) <= 3 and text.endswith((".", ")")) and text[:-1].isdigit():
        return tokens[:-1]  # `2. Ngày sinh:     3. Giới tính:`
    listed = len(tokens) > 1 and (tokens[-2].word.text.endswith(";") or text.endswith((".", ")")))
    if listed and _SUBITEM.fullmatch(text):
        return tokens[:-1]  # `2.1. Số vào sổ: CH 14322; 2.2. Số phát hành:`
    if (
        len(tokens) > 1
        and len(text) <= 3
        and text.endswith((")", "."))
        and text[:-1].isalpha()
        and text.islower()
    ):
        return tokens[:-1]
    return tokens


def stands_under(tokens: Sequence[Token], inside: Sequence[Token]) -> bool:
    """Whether the words stand at the edge of those above them, and are no heading in capitals."""
    if not tokens or abs(inside[0].word.box.left - tokens[0].word.box.left) > _SAME_BLOCK:
        return False
    return may_go_on(inside)


def may_go_on(inside: Sequence[Token]) -> bool:
    """Whether the words of a line may belong to the value above: no scrap, label, or heading in capitals."""
    spoken = len([token for token in inside if token.folded]) > 1
    return spoken and not inside[0].ends_label and not all(token.word.text.isupper() for token in inside)


def is_place_and_date(inside: Sequence[Token]) -> bool:
    """Whether a line is but a place and the day of signing there: `Đồng Nai, ngày 10 tháng 4 năm 2018`."""
    return bool(_PLACE_AND_DATE.fullmatch(" ".join(token.word.text for token in inside)))


def is_date_line(tokens: Sequence[Token], inside: Sequence[Token]) -> bool:
    """Whether the line after a value is the date under a paper (`ngày 06 tháng …`): only a date holds it."""
    dated = inside[0].folded == "ngay" and len(inside) > 1 and inside[1].folded.isdigit()
    dated = dated and bool(tokens) and tokens[-1].folded not in _LEADS_TO_DATE
    return dated and tokens[0].folded != "ngay" and len(inside) <= 7
