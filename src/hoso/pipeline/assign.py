"""Which field does each label announce? The same words (`Dân tộc`, `Địa chỉ`) serve many people.

Read in order, a label that opens a group (`Họ, chữ đệm, tên người mẹ`) makes it current for what follows
in its columns; an ambiguous label goes to the current group, then to the paper's own fields.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hoso.pipeline.labels import Hit
from hoso.pipeline.layout import Row
from hoso.schemas.catalogue import FieldSpec


@dataclass(frozen=True, slots=True)
class Announced:
    """A label with the field it stands for (`None`: it only ends what came before)."""

    hit: Hit
    spec: FieldSpec | None
    left: float
    right: float


@dataclass(slots=True)
class _Walk:
    """Where the reading stands: groups opened so far, with the columns they hold, and fields taken."""

    rows: Mapping[int, Row]
    title_row: int
    foot_row: int
    current: list[tuple[str, int, float]] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def group_at(self, row: int, x: float) -> str:
        """The group that holds the place: the last one opened, or, side by side, the one in its columns."""
        if not self.current:
            return ""
        last_row = self.current[-1][1]
        beside = [g for g in self.current if self._same_height(g[1], last_row)]
        beside = [g for g in beside if g[2] <= x + 0.03]
        return max(beside, key=lambda g: g[2])[0] if beside else self.current[-1][0]

    def _same_height(self, one: int, other: int) -> bool:
        if one == other:
            return True
        first, second = self.rows[one], self.rows[other]
        return first.page == second.page and abs(first.box.centre[1] - second.box.centre[1]) < first.height

    def in_zone(self, spec: FieldSpec, row: int) -> bool:
        head = row <= self.title_row + 3
        if spec.zone == "head":
            return head
        if spec.zone == "body":
            return row > self.title_row
        return spec.zone != "foot" or row >= self.foot_row


def _choose(walk: _Walk, hit: Hit, x: float) -> FieldSpec | None:
    """The field that the label announces at this place, or `None`."""
    open_ = [s for s in hit.label.specs if s.key not in walk.taken and walk.in_zone(s, hit.row)]
    if not open_:
        return None
    group = walk.group_at(hit.row, x)
    own = [s for s in open_ if s.group == group and not (s.opens and group)]
    shared = [s for s in open_ if s.required and s.group in {g[0] for g in walk.current}]
    if own and shared and not own[0].required:
        return shared[0]  # one address after two holders: the first cannot do without it
    if own:
        return own[0]
    openers = [s for s in open_ if s.opens]
    if openers:
        return openers[0]
    root = [s for s in open_ if s.group == ""]
    if root:
        return root[0]
    begun = {g[0] for g in walk.current}
    groups = {s.group for s in hit.label.specs}
    # A label that one group alone has speaks for it even where the label that opens it was not read.
    return next((s for s in open_ if s.group in begun or len(groups) == 1), None)


def _note(walk: _Walk, hit: Hit, spec: FieldSpec, x: float) -> None:
    walk.taken.add(spec.key)
    if spec.opens:
        walk.current = [g for g in walk.current if g[0] != spec.group]
        walk.current.append((spec.group, hit.row, x))
    elif spec.group == "" and walk.current and spec.zone != "head":
        walk.current.clear()


def _names_again(hit: Hit, announced: Sequence[Announced]) -> bool:
    """Whether the label only repeats what the one before it announced: `Giấy tờ tùy thân: CCCD số …`."""
    before = announced[-1] if announced else None
    return before is not None and before.spec in hit.label.specs and hit.row - before.hit.row <= 1


def assign(rows: Sequence[Row], hits: Sequence[Hit], title_row: int) -> list[Announced]:
    """Every label with its field, in reading order. `title_row` is the title's last row (-1: none)."""
    by_index = {row.index: row for row in rows}
    foot = rows[0].index + 2 * len(rows) // 3 if rows else 0
    walk = _Walk(by_index, title_row, foot)
    announced: list[Announced] = []
    for hit in hits:
        row = by_index[hit.row]
        x = row.tokens[hit.start].word.box.left
        right = row.tokens[hit.end - 1].word.box.right
        spec = _choose(walk, hit, x)
        if spec is None and _names_again(hit, announced):
            continue
        if spec is not None:
            _note(walk, hit, spec, x)
        announced.append(Announced(hit, spec, x, right))
    return announced
