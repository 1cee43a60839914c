"""How a reading is scored against the truth: values, papers, characters."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bench.accuracy import (
    SampleScore,
    calibration,
    confusion,
    mistaken_types,
    report,
    split_figures,
    summary,
    worst_fields,
)
from bench.characters import CharacterScore, best_stretch, character_errors
from bench.gallery import worst
from bench.reliability import bound_costs, diagram, error_of
from bench.scoring import FieldScore, PaperScore, score_papers
from hoso.schemas.records import same_value

TRUTH: dict[str, Any] = {
    "file": "a.pdf",
    "level": "office",
    "family": "plain",
    "documents": [
        {
            "doc_type": "birth_certificate",
            "pages": [1, 2],
            "fields": {
                "full_name": {"value": "LÊ VĂN AN"},
                "sex": {"value": "male"},
                "signer": {"value": "Trần Thị Bé", "handwritten": True},
            },
        },
        {"doc_type": "other", "pages": [3], "fields": {}},
    ],
}


def read_field(value: Any, status: str = "accepted", confidence: float = 0.99) -> dict[str, Any]:
    """A field as a result has it."""
    return {"value": value, "text": str(value), "status": status, "confidence": confidence}


def field(truth: Any, value: Any, status: str, *, confidence: float = 0.995, key: str = "sex") -> FieldScore:
    """The score of one field of a birth certificate."""
    return FieldScore("birth_certificate", key, truth, value, str(value), status, confidence, False)


def sample(*fields: FieldScore, read_type: str = "birth_certificate", tilt: float = 0.1) -> SampleScore:
    """The score of a file of one page: a birth certificate with these fields."""
    paper = PaperScore("a.pdf", "office", "plain", "birth_certificate", read_type, fields)
    return SampleScore((paper,), CharacterScore(2, 100, 5), 1, 1, (tilt,), 1.5)


@pytest.mark.parametrize(
    ("truth", "value", "same"),
    [
        ("Lê Văn An", "Lê Văn An", True),
        ("Lê", "Le\u0302", True),  # the same letter in two parts
        ("Lê Văn An", "Lê Vân An", False),
        (12.5, 12.5, True),
        (100, 100.0, True),
        (100, 101, False),
        (None, None, True),
        (None, "Lê", False),
        ("Lê", None, False),
        ("100", 100, False),
    ],
)
def test_values_are_equal_or_not(truth: Any, value: Any, same: bool) -> None:
    """Text is compared by its letters, numbers by their size, and nothing equals nothing alone."""
    assert same_value(truth, value) is same


def test_a_paper_is_scored_field_by_field() -> None:
    """A field is right, wrong, missed or invented; what is filled in by hand is marked."""
    read = {
        "doc_type": "birth_certificate",
        "pages": [1, 2],
        "fields": {"full_name": read_field("LÊ VÂN AN", "review"), "ethnicity": read_field("Kinh")},
    }

    first, second = score_papers(TRUTH, {"documents": [read]})

    assert [(f.key, f.right, f.accepted, f.handwritten) for f in first.fields] == [
        ("full_name", False, False, False),
        ("sex", False, False, False),
        ("signer", False, False, True),
        ("ethnicity", False, True, False),
    ]
    assert first.fields[1].status == "missing"
    assert (first.read_type, first.whole) == ("birth_certificate", True)
    assert (second.read_type, second.whole) == ("", False)


def test_fields_of_a_mistaken_paper_are_all_missed() -> None:
    """A paper taken for another type has none of its fields, whatever was read."""
    read = {"doc_type": "birth_extract", "pages": [1], "fields": {"full_name": read_field("LÊ VĂN AN")}}

    paper = score_papers(TRUTH, {"documents": [read]})[0]

    assert [f.right for f in paper.fields] == [False, False, False]
    assert (paper.read_type, paper.whole) == ("birth_extract", False)


@pytest.mark.parametrize(
    ("truth", "text", "expected"),
    [
        ("Giấy khai sinh", "Giấy khai sinh", CharacterScore(0, 12, 0)),
        ("Giấy khai sinh", "Giây khai sinh", CharacterScore(1, 12, 0)),
        ("Số: 12\nHọ tên", "Họ tên Số: 12", CharacterScore(0, 10, 0)),  # columns in another order
        ("Dân tộc Kinh\nDân tộc Kinh", "Dân tộc Kinh", CharacterScore(10, 20, 0)),  # taken only once
        ("Quê quán: Huế", "", CharacterScore(11, 11, 0)),
        ("Quê quán: Huế", "zzzz", CharacterScore(11, 11, 4)),  # less than half: lost
        ("Nam", "Nam ★ Đ", CharacterScore(0, 3, 2)),
        ("Ghi chú: .......\n-------", "Ghi chú:", CharacterScore(0, 7, 0)),  # rules are drawn
        ("Độc lập – Tự do", "Độc lập - Tự do", CharacterScore(0, 11, 0)),  # a dash is a dash
        ("", "Nam", CharacterScore(0, 0, 3)),
    ],
)
def test_characters(truth: str, text: str, expected: CharacterScore) -> None:
    """Edits are counted line by line wherever the line was read; what fits no line is extra."""
    assert character_errors(truth, text) == expected


@pytest.mark.parametrize(
    ("line", "text", "expected"),
    [
        ("abcd", "xxabcdyy", (0, 2, 6)),
        ("abcd", "xxabXcdyy", (1, 2, 7)),
        ("abcd", "xxabdyy", (1, 2, 5)),
        ("abcd", "xxaXcdyy", (1, 2, 6)),
        ("abc", "", (3, 0, 0)),
    ],
)
def test_the_stretch_that_fits_best(line: str, text: str, expected: tuple[int, int, int]) -> None:
    """The line is found with the fewest edits, and where."""
    assert best_stretch(line, text) == expected


def test_the_summary_counts_what_was_let_through() -> None:
    """Shares are of printed fields; wrong among accepted includes the invented."""
    good, missed = field("male", "male", "accepted"), field("male", None, "missing")
    wrong, invented = field("male", "female", "accepted"), field(None, "male", "accepted")
    doubtful = field("male", "male", "review")

    figures = summary([sample(good, missed, wrong, tilt=0.1), sample(invented, doubtful, tilt=0.3)])

    assert figures["papers"] == 2
    assert figures["fields"] == 4
    assert figures["field_exact_percent"] == 50.0
    assert figures["accepted_percent"] == 50.0
    assert figures["wrong_among_accepted"] == 2
    assert figures["wrong_among_accepted_percent"] == 66.67
    assert figures["invented_fields"] == 1
    assert figures["character_error_percent"] == 2.0
    assert figures["extra_characters_percent"] == 5.0
    assert figures["tilt_error_median"] == 0.2
    assert figures["seconds_per_page"] == 1.5


def test_the_worst_come_first() -> None:
    """Fields are listed by how often they are wrong, types by how often they are mistaken."""
    right, wrong = field("male", "male", "accepted"), field("An", "Ân", "review", key="full_name")
    taken_for = sample(right, wrong, read_type="birth_extract")

    assert worst_fields([sample(right, wrong), taken_for]) == [("birth_certificate", "full_name", 2, 2)]
    assert mistaken_types([sample(right), taken_for]) == [("birth_certificate", "birth_extract", 1)]


def test_honest_confidence_is_as_high_as_the_share_that_is_right() -> None:
    """Fields are grouped by their confidence, with its mean and the share that is right."""
    sure = [field("male", "male", "accepted", confidence=0.995)] * 3
    doubtful = [field("male", value, "review", confidence=0.6) for value in ("male", "female")]
    missing = field("male", None, "missing", confidence=0.0)

    assert calibration([sample(*sure, *doubtful, missing)]) == [
        ("0.5–0.8", 2, 60.0, 50.0),
        ("0.99–1", 3, 99.5, 100.0),
    ]


def test_types_are_counted_as_they_were_read() -> None:
    """The matrix has what each paper is and what it was taken for."""
    one = field("male", "male", "accepted")
    scores = [sample(one), sample(one), sample(one, read_type="birth_extract"), sample(one, read_type="")]

    assert confusion(scores) == {
        "birth_certificate": {"birth_certificate": 2, "birth_extract": 1, "not found": 1}
    }


def test_splitting_counts_scans_and_papers() -> None:
    """A scan is split exactly when every paper in it has exactly its pages."""
    good = sample(field("male", "male", "accepted"))
    bad = replace(good, papers=(good.papers[0], replace(good.papers[0], whole=False)))
    figures = split_figures([good, bad])

    assert (figures["scans"], figures["scans split exactly"]) == (2, 1)
    assert (figures["papers"], figures["papers with exactly their pages"]) == (3, 2)


def test_a_bound_costs_and_saves() -> None:
    """What is accepted from a bound on, what of it is wrong, and the keys that nobody presses."""
    fields = [
        field("male", "male", "accepted"),
        field("Lan", "Lân", "accepted", key="full_name"),
        field("Đỗ", "Đỗ", "review", confidence=0.6, key="signer"),
        field("An", None, "missing", confidence=0.0, key="purpose"),
    ]
    costs = {cost.bound: cost for cost in bound_costs(fields)}

    assert (costs["0.99"].accepted, costs["0.99"].wrong) == (2, 1)
    assert (costs["0.5"].accepted, costs["as decided"].accepted) == (3, 2)
    assert costs["as decided"].keys_saved_percent == round(100 * 4 / 14, 2)
    assert error_of(fields) == pytest.approx((abs(2 * 0.995 - 1) + 0.4) / 3)


def test_the_diagram_shows_each_range() -> None:
    """The picture is SVG with a bar for every range that has values, and says how many."""
    picture = diagram(
        [field("male", "male", "accepted"), field("a", "b", "review", confidence=0.65)], "All & one"
    )

    assert picture.startswith("<svg")
    assert "All &amp; one" in picture
    assert picture.count("<title>") == 2
    assert "2 values" in picture


def test_a_report_has_all_its_tables() -> None:
    """The report shows levels, types, both together, families, the matrix, bounds and honesty."""
    whole = report("accuracy", [sample(field("male", "male", "accepted"))], {})

    titles = [table.title for table in whole.tables]
    assert [t for t in titles if t.startswith("By ")] == [
        "By level",
        "By type",
        "By type and level",
        "By family",
    ]
    assert {"What a bound of acceptance costs and saves", "Honesty of the confidence"} <= set(titles)
    assert all(len(row) == len(table.columns) for table in whole.tables for row in table.rows)
    assert whole.extras["_reliability.svg"].startswith("<svg")


def test_the_worst_are_those_let_through() -> None:
    """Wrong values that were accepted come first, then the most confident ones; right ones never."""
    box = (0.1, 0.1, 0.2, 0.2)
    unsure = replace(field("a", "b", "review", confidence=0.4), page=1, box=box)
    sure = replace(field("a", "c", "review", confidence=0.8), page=1, box=box)
    accepted = replace(field("a", "d", "accepted", confidence=0.7), page=1, box=box)
    right = replace(field("a", "a", "accepted"), page=1, box=box)

    assert [w.field.value for w in worst([sample(unsure, sure, accepted, right)], 2)] == ["d", "c"]
