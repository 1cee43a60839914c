"""How records turn into what pages show."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.records import Document, FieldValue, Finding, Value
from hoso.schemas.scans import StoredDocument
from hoso.web import words
from hoso.web.present import PaperView, paper, shown

NOW = datetime(2026, 11, 21, 2, 12, tzinfo=UTC)


def view(fields: dict[str, FieldValue], *findings: Finding, doc_type: str = "birth_certificate") -> PaperView:
    """A paper with these fields as pages see it."""
    record = Document(doc_type, 0.9, (1,), "review", fields, findings)
    stored = StoredDocument(
        id="d", scan_id="s", application_code="a", ordinal=1, document=record, state="needs_review",
        version=1, created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    return paper(stored, load_catalogue())


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("date", "2019-03-05", "05/03/2019"),
        ("date", "2019-03", "03/2019"),
        ("date", "2019", "2019"),
        ("sex", "female", "Nữ"),
        ("area", 1234.5, "1234,5"),
        ("year", "1990", "1990"),
        ("name", None, ""),
    ],
)
def test_values_are_shown_as_written_in_vietnam(kind: str, value: Value, text: str) -> None:
    """Dates with slashes, decimal commas, words for codes."""
    assert shown(kind, value) == text


def test_a_field_that_a_check_speaks_against_must_be_looked_at() -> None:
    """A value read surely is in doubt while a check contradicts it, until a person settles it."""
    sure = FieldValue("2014", "2014", 0.99, "accepted", page=1)
    settled = FieldValue("2014", "2014", 1.0, "accepted", page=1, source="person")
    finding = Finding(
        "mother_too_young", "error", "Mẹ quá trẻ. / The mother is too young.", "mother.birth_year"
    )

    assert [one.key for one in view({"mother.birth_year": sure}, finding).doubtful] == ["mother.birth_year"]
    assert view({"mother.birth_year": settled}, finding).doubtful == ()
    assert view({"mother.birth_year": sure}).doubtful == ()


def test_a_problem_is_told_once() -> None:
    """What is listed as illegible or missing is not repeated by the finding about the same field."""
    missing = Finding("required_missing", "warning", "Không thấy. / Not found.", "full_name")
    other = Finding("doubt", "info", "Lưu ý. / Note.")

    problems = view({"full_name": FieldValue()}, missing, other).problems

    assert [problem.text for problem in problems] == [
        "Thiếu thông tin bắt buộc: Họ, chữ đệm, tên.",
        "Lưu ý. / Note.",
    ]


def test_labels_name_their_person_once() -> None:
    """A label that would be ambiguous gets its person in brackets; one that names the person does not."""
    fields = {"mother.full_name": FieldValue(), "mother.birth_year": FieldValue()}

    assert [one.full_label for one in view(fields).fields] == [
        "Họ, chữ đệm, tên người mẹ",
        "Năm sinh (người mẹ)",
    ]


def test_an_unknown_type_still_shows() -> None:
    """A paper of a type that the catalogue lost, with fields it never had, is shown by its keys."""
    seen = view({"odd_key": FieldValue("x", "x", 0.9, "accepted")}, doc_type="forgotten")

    assert (seen.title_vi, seen.fields[0].label_vi, seen.fields[0].shown) == ("forgotten", "odd_key", "x")


@pytest.mark.parametrize(
    ("number", "mask"), [("001319012345", "001***012345"), ("012345678", "***678"), ("", ""), (None, "")]
)
def test_numbers_are_masked_in_lists(number: str | None, mask: str) -> None:
    """Twelve digits keep three and six, older numbers only their end."""
    assert words.masked(number) == mask


def test_sizes_times_and_shares_read_well() -> None:
    """Numbers look as they do elsewhere on a Vietnamese Windows; a share never rounds up to certainty."""
    assert [words.size(n) for n in (812, 650_000, 200 * 1024 * 1024, 1_300_000)] == [
        "812 B",
        "635 KB",
        "200 MB",
        "1,2 MB",
    ]
    assert [words.duration(n) for n in (45, 720, 7500, 260_000)] == [
        "45 giây",
        "12 phút",
        "2 giờ 5 phút",
        "3 ngày",
    ]
    assert words.age(NOW, NOW + timedelta(minutes=3)) == "3 phút"
    assert words.age(None) == "—"
    assert words.local_time(NOW) == "21/11/2026 09:12"
    assert words.percent(0.999) == "99%"
