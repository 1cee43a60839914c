"""What the demo sends and shows."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from rich.console import Console

from hoso.app.demo import free_port, procedure_for, result_table, sample_files
from hoso.app.intake_client import ScanOutcome

FIELDS = {
    "full_name": {"status": "accepted"},
    "sex": {"status": "accepted"},
    "hometown": {"status": "review"},
    "signer": {"status": "illegible"},
    "declarant.full_name": {"status": "missing"},
}


def shown(*outcomes: ScanOutcome) -> str:
    """The table as plain text, wide enough for one line per row."""
    console = Console(width=200, no_color=True)
    with console.capture() as capture:
        console.print(result_table(outcomes))
    return capture.get()


def row(text: str, start: str) -> list[str]:
    """The cells of the row that begins with these characters."""
    line = next(line for line in text.splitlines() if line.startswith(f"│ {start}"))
    return [cell.strip() for cell in line.strip("│").split("│")]


def test_only_scans_with_their_truth_are_samples(tmp_path: Path) -> None:
    """Scans of the folder and of its folders count when a truth file stands beside them, in order."""
    (tmp_path / "land").mkdir()
    for name in ("b.pdf", "b.json", "a.JPG", "a.json", "land/c.tif", "land/c.json", "stray.pdf", "note.json"):
        (tmp_path / name).write_bytes(b"{}")
    assert [p.relative_to(tmp_path).as_posix() for p in sample_files(tmp_path)] == [
        "a.JPG",
        "b.pdf",
        "land/c.tif",
    ]


@pytest.mark.parametrize(
    ("doc_type", "procedure"),
    [
        ("birth_certificate", "1.001193"),
        ("marriage_extract", "1.000894"),
        ("marital_status_form", "1.004873"),
        ("death_extract", "1.000656"),
        ("land_use_certificate", "1.013831"),
        ("copy_request_form", "2.000635"),
        ("power_of_attorney", "1.001193"),
    ],
)
def test_the_procedure_fits_the_first_paper(tmp_path: Path, doc_type: str, procedure: str) -> None:
    """A sample goes into an application for a procedure that asks for such a paper."""
    truth = {"documents": [{"doc_type": doc_type}, {"doc_type": "death_notice"}]}
    (tmp_path / "scan.json").write_text(json.dumps(truth), encoding="utf-8")
    assert procedure_for(tmp_path / "scan.pdf") == procedure


def test_a_row_counts_the_fields_of_its_paper() -> None:
    """Accepted fields count as such, doubtful and illegible ones as work; missing ones as neither."""
    paper = {"doc_type": "birth_certificate", "decision": "review", "fields": FIELDS}
    text = shown(ScanOutcome("a.pdf", "H26.05-261121-0001", "needs_review", 2.345, (paper,)))
    expected = ["H26.05-261121-0001", "a.pdf", "Giấy khai sinh", "cần xem / review", "2", "2", "2.3"]
    assert row(text, "H26") == expected


def test_a_scan_of_two_papers_has_two_rows() -> None:
    """Each paper found has a row of its own, with the decision about it."""
    first = {"doc_type": "birth_certificate", "decision": "accept", "fields": FIELDS}
    second = {"doc_type": "other", "decision": "review", "fields": {}}
    text = shown(ScanOutcome("a.pdf", "H1", "needs_review", 1.0, (first, second)))
    assert [row(line, "H1")[2:4] for line in text.splitlines() if "a.pdf" in line] == [
        ["Giấy khai sinh", "chấp nhận / accept"],
        ["Giấy tờ khác", "cần xem / review"],
    ]


def test_a_scan_that_failed_says_why() -> None:
    """A rejected scan has a row with the reason, and does not count as processed."""
    outcome = ScanOutcome("a.pdf", "H1", "rejected", 0.5, error={"message": "Tệp PDF có mật khẩu."})
    assert row(shown(outcome), "H1")[2:4] == ["Tệp PDF có mật khẩu.", "lỗi / failed"]
    assert not outcome.processed


def test_a_taken_port_is_passed_over() -> None:
    """Where another program listens, the next free port is used."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        assert free_port("127.0.0.1", taken) > taken
