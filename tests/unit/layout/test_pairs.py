"""Forms set in two columns without rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hoso.pipeline.layout.pairs import answers, parted
from hoso.pipeline.layout.rows import Row
from tests.pages import rows

FORM = (
    "Họ và tên               LÊ THỊ MAI",
    "Ngày sinh               05/03/2019",
    "Dân tộc                 Kinh",
    "Quốc tịch               Việt Nam",
)


def long_question(space: float) -> list[Row]:
    """The form with a question that reaches to the answers' edge, with that space before its answer."""
    paper = list(rows(*FORM[:2], f"{'Giấy tờ tùy thân ở nhà':24}012345678", *FORM[2:]))
    tokens = paper[2].tokens
    paper[2] = replace(paper[2], tokens=(*tokens[:-1], replace(tokens[-1], gap=space)))
    return paper


@pytest.mark.parametrize(("space", "runs"), [(1.5, 2), (0.8, 1)])
def test_an_answer_is_parted_from_a_long_question(space: float, runs: int) -> None:
    """The space before it is a little wider than between words, and its edge is that of the others."""
    paper = long_question(space)

    assert (1, runs) == (len(paper[2].runs()), len(parted(paper)[2].runs()))


def test_rows_with_both_columns_are_questions_and_answers() -> None:
    """The answer begins at the third word of the first row; a line across is none of the form."""
    found = answers(rows(*FORM, "Tôi cam đoan lời khai trên đây là đúng sự thật"))

    assert {0: 3, 1: 2, 2: 2, 3: 2} == dict(found)


def test_a_torn_line_of_an_answer_is_no_question() -> None:
    """`Thuột,   tỉnh Đắk Lắk` under an address: both pieces stand in the column of the answers."""
    paper = rows(*FORM[:3], "                        Thuột,    tỉnh Đắk Lắk", *FORM[3:])

    assert 3 not in answers(paper)


def test_few_rows_are_chance() -> None:
    """Three rows whose second runs begin at one edge make no form."""
    assert not answers(rows(*FORM[:3]))
