"""Which field does each label announce? The same words (`Dân tộc`, `Địa chỉ`) serve many people.

Read in order, a label that opens a group (`Họ, chữ đệm, tên người mẹ`) makes it current for what follows
in its columns; an ambiguous label goes to the current group, then to the paper's own fields.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from hoso.pipeline.labels.stands import stands_first
from hoso.pipeline.labels.wordings import Hit, is_number, is_roman
from hoso.pipeline.layout.motto import is_motto
from hoso.pipeline.layout.rows import Row
from hoso.schemas.catalogue import FieldSpec

#: A place that no label is right of.
_NOWHERE = 9.0
#: Rows in which a paper's head shows the motto.
_HEAD = 6
#: Digits of a year.
_YEAR_DIGITS = 4
#: People of whom papers name either one first.
_EITHER_FIRST = frozenset({"wife", "husband", "mother", "father"})
#: What leads to the number of a book, over two lines.
_OF_BOOK = ("quyen", "so")
#: Words of the shortest numbered heading, and those with which one of people begins.
_SHORTEST_HEADING, _OF_PEOPLE = 3, frozenset({"nguoi", "ben", "phan"})


@dataclass(frozen=True, slots=True)
class Announced:
    """A label with the field it stands for (`None`: it only ends what came before).

    `doubted`: it is one of several people's, under the heading of a section that nobody knows.
    """

    hit: Hit
    spec: FieldSpec | None
    left: float
    right: float
    doubted: bool = False


@dataclass(slots=True)
class _Walk:
    """Where the reading stands: groups opened so far, with the columns they hold, and fields taken."""

    rows: Mapping[int, Row]
    title_row: int
    motto_row: int
    foot_row: int
    current: list[tuple[str, int, float]] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    heading: tuple[int, float] | None = None  # the last heading of a section: its row and its right edge
    ahead: Mapping[str, int] = field(default_factory=dict)  # the first row with a heading of each section
    by_order: set[str] = field(default_factory=set)  # groups told by nothing but their order

    def group_at(self, row: int, x: float) -> str:
        """The group that holds the place: the last one opened, or, side by side, the one in its columns."""
        if not self.current:
            return ""
        last_row = self.current[-1][1]
        beside = [g for g in self.current if self._same_height(g[1], last_row)]
        beside = [g for g in beside if g[2] <= x + 0.03]
        return max(beside, key=lambda g: g[2])[0] if beside else self.current[-1][0]

    def is_abreast(self, group: str) -> bool:
        """Whether the group's heading stands beside another, and no group was opened since."""
        headed = [g for g in self.current if self.heading and g[1] == self.heading[0]]
        return len(headed) > 1 and headed[-1] is self.current[-1] and group in {g[0] for g in headed}

    def _same_height(self, one: int, other: int) -> bool:
        if one == other:
            return True
        first, second = self.rows[one], self.rows[other]
        return first.page == second.page and abs(first.box.centre[1] - second.box.centre[1]) < first.height

    def in_zone(self, spec: FieldSpec, row: int) -> bool:
        # Without a title the first rows are the head: office, motto, number, place and date.
        head = row <= (self.title_row + 3 if self.title_row >= 0 else min(self.rows) + 6)
        if spec.zone == "head":
            return head
        if spec.zone == "body":
            return row > (self.title_row if self.title_row >= 0 else self.motto_row + 1)
        return spec.zone != "foot" or row >= self.foot_row


def _choose(walk: _Walk, hit: Hit, x: float) -> FieldSpec | None:
    """The field that the label announces at this place, or `None`."""
    open_ = [s for s in hit.label.specs if (s.last or s.key not in walk.taken) and walk.in_zone(s, hit.row)]
    if not open_:
        return None
    group = walk.group_at(hit.row, x)
    own = [s for s in open_ if s.group == group and not (s.opens and group)]
    shared = [s for s in open_ if s.required and s.group in {g[0] for g in walk.current if g[0]}]
    if own and shared and not own[0].required:
        return shared[0]  # one address after two holders: the first cannot do without it
    if own:
        return own[0]
    openers = [s for s in open_ if s.opens]
    mine = [s for s in openers if s.group == group]
    root = [s for s in open_ if s.group == ""]
    if mine or root:
        return (mine or root)[0]
    if openers:
        return None if _waits(walk, group, openers[0].group, hit) else openers[0]
    begun = {g[0] for g in walk.current}
    groups = {s.group for s in hit.label.specs}
    # A label that one group alone has speaks for it even where the label that opens it was not read.
    return next((s for s in open_ if s.group in begun or len(groups) == 1), None)


def _waits(walk: _Walk, group: str, other: str, hit: Hit) -> bool:
    """Whether the label names one more person of the side under whose heading it stands, for the other side
    has a heading that is yet to come."""
    headed = bool(group) and walk.heading is not None and walk.ahead.get(group, hit.row) < hit.row
    return headed and walk.ahead.get(other, -1) > hit.row


def _note(walk: _Walk, hit: Hit, spec: FieldSpec, x: float) -> None:
    walk.taken.add(spec.key)
    if spec.opens:
        couple = {s.group for s in hit.label.specs if s.opens} & _EITHER_FIRST
        if len(couple) > 1 and spec.group in couple and walk.group_at(hit.row, x) != spec.group:
            walk.by_order.add(spec.group)
        if walk.is_abreast(spec.group):
            return  # its column is known from the headings
        walk.current = [g for g in walk.current if g[0] != spec.group]
        if not stands_first(walk.rows[hit.row], hit.start):  # in a sentence nobody stands beside another
            walk.current = [(g, row, _NOWHERE if row == hit.row else at) for g, row, at in walk.current]
        walk.current.append((spec.group, hit.row, x))
    elif spec.group == "" and spec.zone != "head" and walk.group_at(hit.row, x):
        walk.current.clear()


def _opens_section(walk: _Walk, hit: Hit, x: float, right: float, *, ends_row: bool) -> bool:
    """Whether the label is the heading of a section, whose group then becomes the current one.

    Headings beside each other, however they are set, part the paper half way between them.
    """
    section = hit.label.section
    if section is None:
        return False
    beside = walk.heading is not None and walk.heading[0] == hit.row
    edge = (walk.heading[1] + x) / 2 if walk.heading and beside else 0.0
    walk.current = [g for g in walk.current if (section or beside) and g[0] != section]
    walk.current.append((section, hit.row, edge))
    walk.heading = (hit.row, right)
    # `Người cha: VŨ CÔNG NAM, …` opens a group and names the one in it; `Nội dung đề nghị: …` has a value.
    named = any(spec.opens or spec.kind == "name" for spec in hit.label.specs)
    return not (hit.colon and (named or (bool(hit.label.specs) and not ends_row)))


def _names_again(hit: Hit, announced: Sequence[Announced]) -> bool:
    """Whether the label names once more what the one before it announced: `Giấy tờ tùy thân: CCCD số …`."""
    before = announced[-1] if announced else None
    return before is not None and before.spec in hit.label.specs and hit.row - before.hit.row <= 1


def _heads(hit: Hit, announced: Sequence[Announced], rows: Mapping[int, Row]) -> bool:
    """Whether the label before is but the heading of this one: `I. Tên người sử dụng đất` over `Ông: …`."""
    before = announced[-1] if announced else None
    if before is None or before.spec is None or not before.spec.opens or before.spec not in hit.label.specs:
        return False
    bare = before.hit.end == len(rows[before.hit.row].tokens) and not before.hit.wrapped
    return bare and hit.row == before.hit.row + 1 and stands_first(rows[hit.row], hit.start)


def _leads_to(hit: Hit, announced: Sequence[Announced], rows: Mapping[int, Row]) -> bool:
    """Whether the label before only leads to this heading of its side: `… tôi là:` over `BÊN ỦY QUYỀN`."""
    before = announced[-1] if announced else None
    if before is None or before.spec is None or not before.spec.opens or not hit.label.section:
        return False
    bare = before.hit.end == len(rows[before.hit.row].tokens) and not before.hit.wrapped
    return bare and before.spec.group == hit.label.section and hit.row == before.hit.row + 1


def _in_other_words(hit: Hit, before: Hit, row: Row) -> bool:
    """Whether the label is the second half of one in two languages: `Quốc tịch / Nationality:`."""
    close = hit.row == before.row and hit.start - before.end <= 1 and not row.tokens[hit.start].starts_run
    return close and not before.colon


def _of_same_person(walk: _Walk, hit: Hit, x: float, announced: Sequence[Announced]) -> bool:
    """Whether the label before is of the person whose labels stand here, and opens nobody's."""
    spec = announced[-1].spec
    return spec is not None and not spec.opens and spec.group == walk.group_at(hit.row, x)


def _completes(hit: Hit, announced: Sequence[Announced], rows: Mapping[int, Row]) -> bool:
    """Whether a bare word is no label but leads on in the value before: `chết lúc 10 giờ, ngày …`, and after
    an identity paper `… cấp` / `ngày …` and `Căn cước công dân` / `số …`.
    """
    above = rows.get(hit.row - 1) if hit.start == 0 else None
    if above and (above.tokens[-1].folded, hit.label.joined) == _OF_BOOK:
        return True  # `… số 65, quyển` / `số 01/2021`
    before = announced[-1] if announced else None
    if hit.label.length != 1 or before is None or before.spec is None or before.spec in hit.label.specs:
        return False
    dates = all(spec.kind == "date" for spec in hit.label.specs)
    if before.spec.kind == "id_number":
        return bool(hit.label.specs) and (dates or rows[hit.row].tokens[hit.start].word.text.islower())
    if not dates or before.spec.kind != "date" or hit.row - before.hit.row > 1:
        return False
    tokens = rows[before.hit.row].tokens[before.hit.end :]
    if hit.row == before.hit.row:
        tokens = tokens[: hit.start - before.hit.end]
    return not any(sum(map(str.isdigit, token.folded)) >= _YEAR_DIGITS for token in tokens)


def _given_way(announced: Sequence[Announced], rows: Mapping[int, Row]) -> list[Announced]:
    """The labels, those of values without their suffix left to a required field that has no other."""
    taken = {item.spec for item in announced}
    result = []
    for item in announced:
        suffixes = item.spec.suffixes if item.spec else ()
        following = rows[item.hit.row].tokens[item.hit.end : item.hit.end + 3]
        text = "".join(token.word.text for token in following).upper()
        rival = next((s for s in item.hit.label.specs if s.required and s not in taken), None)
        lacks = suffixes and rival is not None and not any(suffix in text for suffix in suffixes)
        result.append(replace(item, spec=rival) if lacks else item)
    return result


def _headings(rows: Sequence[Row], hits: Sequence[Hit]) -> list[tuple[int, bool]]:
    """The rows with headings of sections (`II. Thông tin về …`, `2. Người được …`), and whether known."""
    opening = {hit.row for hit in hits if hit.start <= 1}
    return [(row.index, row.index in opening) for row in rows if _is_heading(row)]


def _is_heading(row: Row) -> bool:
    if len(row.tokens) < _SHORTEST_HEADING or len(row.runs()) > 1:
        return False
    of_people = is_number(row, 0) and row.tokens[1].folded in _OF_PEOPLE
    return is_roman(row, 0) or (of_people and not any(":" in token.word.text for token in row.tokens))


def _is_doubted(hit: Hit, headings: Sequence[tuple[int, bool]]) -> bool:
    """Whether several people have the label, and it stands under a heading that is not known."""
    strange = next((not known for row, known in reversed(headings) if row <= hit.row), False)
    return strange and len({spec.group for spec in hit.label.specs}) > 1


def assign(rows: Sequence[Row], hits: Sequence[Hit], title_row: int) -> list[Announced]:
    """Every label with its field, in reading order. `title_row` is the title's last row (-1: none)."""
    by_index = {row.index: row for row in rows}
    foot = rows[0].index + 2 * len(rows) // 3 if rows else 0
    ahead = {hit.label.section: hit.row for hit in reversed(hits) if hit.label.section}
    motto = max((row.index for row in rows[:_HEAD] if is_motto(row.text)), default=-2)
    walk = _Walk(by_index, title_row, motto, foot, ahead=ahead)
    announced, headings = list[Announced](), _headings(rows, hits)
    for hit in hits:
        row = by_index[hit.row]
        x, right = row.tokens[hit.start].word.box.left, row.tokens[hit.end - 1].word.box.right
        if _completes(hit, announced, by_index):
            continue
        if _heads(hit, announced, by_index):
            announced[-1] = replace(announced[-1], hit=hit, left=x, right=right)
            continue
        if _leads_to(hit, announced, by_index):
            walk.taken.discard(announced[-1].spec.key if announced[-1].spec else "")
            announced[-1] = replace(announced[-1], spec=None)
        again = _names_again(hit, announced)
        headed = _opens_section(walk, hit, x, right, ends_row=hit.end == len(row.tokens))
        known = headed or (again and _of_same_person(walk, hit, x, announced))
        spec = None if known else _choose(walk, hit, x)
        own_line = (
            hit.colon and stands_first(row, hit.start) and hit.row > announced[-1].hit.row if again else True
        )
        if spec is None and not own_line:
            if _in_other_words(hit, announced[-1].hit, row):
                announced[-1] = replace(announced[-1], hit=hit, right=right)
            continue
        if spec is not None:
            _note(walk, hit, spec, x)
        by_order = spec is not None and spec.group in walk.by_order
        announced.append(Announced(hit, spec, x, right, by_order or _is_doubted(hit, headings)))
    return _given_way(announced, by_index)
