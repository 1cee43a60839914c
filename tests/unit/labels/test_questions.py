"""The column of questions of a form: its labels, known and unknown."""

from __future__ import annotations

from hoso.pipeline.labels.find import find_labels
from hoso.pipeline.labels.questions import with_questions
from hoso.pipeline.layout.pairs import parted
from hoso.schemas.catalogue import load_catalogue
from tests.pages import Print, rows

CHANGE = load_catalogue().get("land_change_registration")
FORM = (
    "Địa chỉ                      xã Tân Hồng, tỉnh Hải Dương",
    "Nội dung biến động           Cấp lại do bị mất",
    "Thửa đất số                  904",
    "Tờ bản đồ số                 12",
)


def labels(*lines: str | Print) -> list[tuple[int, int, bool]]:
    """Row, end and whether it is a field's, of each label of a form."""
    paper = parted(rows(*lines))
    found = with_questions(paper, find_labels(paper, CHANGE))
    return [(hit.row, hit.end, bool(hit.label.specs)) for hit in found]


def test_a_known_label_takes_its_whole_cell() -> None:
    """`Số seri` is the label that the cell `Số seri GCN` begins with: the rest is no value."""
    assert (4, 3, True) in labels(*FORM, "Số seri GCN                  BH 312309")


def test_an_unknown_question_ends_the_answer_above_it() -> None:
    """Nobody knows `Chứng từ kèm theo`; it stands in the column of questions and is one."""
    assert (2, 4, False) in labels(*FORM[:2], "Chứng từ kèm theo            01 bản chính", *FORM[2:])


def test_the_rest_of_a_wrapped_answer_is_no_question() -> None:
    """Two sides abreast, each with labels of its own: their second lines stand at the same edges."""
    beside = (
        "Nơi cư trú: xã Tân Hồng,     Nơi cư trú: xã Tân Hồng,",
        "Hải Dương                    Hải Dương",
        "Dân tộc: Kinh                Dân tộc: Kinh",
        "Quốc tịch: Việt Nam          Quốc tịch: Việt Nam",
    )
    kind = load_catalogue().get("marriage_certificate")
    paper = rows(*beside)
    found = with_questions(paper, find_labels(paper, kind))

    assert 1 not in {hit.row for hit in found}


def test_a_name_in_capitals_is_no_question() -> None:
    """Nor are figures: both are answers that stand in the column of questions."""
    found = labels(
        *FORM[:2], "LÊ THỊ MAI                   PHẠM VĂN SƠN", "Số 12/8                      ấp 3", *FORM[2:]
    )

    assert not {2, 3} & {row for row, _, _ in found}


def test_forms_whose_questions_end_in_colons_have_no_others() -> None:
    """`Hải Dương` is what an address wraps to, for it lacks the colon of the others."""
    closed = [line.replace("   ", ":  ", 1) for line in FORM]
    found = labels(*closed[:1], "Hải Dương                    x", *closed[1:])

    assert 1 not in {row for row, _, _ in found}
