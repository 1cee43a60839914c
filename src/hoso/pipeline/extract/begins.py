"""Rows that begin something else than the value above them, though nothing in them is known."""

from __future__ import annotations

import re
from collections.abc import Callable

from hoso.pipeline.labels.wordings import is_number, is_roman
from hoso.pipeline.layout.rows import Row, Token

#: Rows begin at the same edge when no more than this apart.
SAME_EDGE = 0.03
#: The letter or number of an item of a list.
_ITEM = re.compile(r"[a-zđ]\)|\d{1,2}(?:\.\d{1,2})?[.)]")
#: Short for on behalf of, instead of, by order of: they open a signing block.
_ON_BEHALF = frozenset({"tm", "kt", "tl", "tuq"})


def opens_item(opening: Row, following: Row) -> bool:
    """Whether the row opens the next item of the list that `opening` belongs to, or a section:
    `g) Có quyền …`, `II. THỰC TRẠNG …`."""
    first = following.tokens[0].word
    if abs(first.box.left - opening.tokens[0].word.box.left) > SAME_EDGE or len(following.tokens) < 2:
        return False
    if is_roman(following, 0) and following.tokens[1].word.text.isupper():
        return True
    return bool(_ITEM.fullmatch(first.text)) and is_number(opening, 0)


def signs(row: Row, holds: Callable[[Token], bool]) -> bool:
    """Whether the row opens the signing block in the column that holds its words: `TM. UBND XÃ …`."""
    first = next((token for token in row.tokens if holds(token)), None)
    return first is not None and first.starts_run and first.folded in _ON_BEHALF and first.word.text.isupper()
