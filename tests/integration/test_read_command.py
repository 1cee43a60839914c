"""`hoso read` as people call it: a process of its own, the real engine, files in and files out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pikepdf
import pytest
from PIL import Image

from hoso.app.inputs import Input
from hoso.app.reading_pool import read_all
from hoso.pipeline.load import Limits
from tests.drawn import file_of, set_page
from tests.killer import KillerPath

ROOT = Path(__file__).resolve().parents[2]
BIRTH = [
    "# CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "# Độc lập - Tự do - Hạnh phúc",
    "",
    "# GIẤY KHAI SINH",
    "Số: 123/2019",
    "Họ, chữ đệm, tên: NGUYỄN THỊ LAN",
    "Ngày, tháng, năm sinh: 05/03/2019",
    "Giới tính: Nữ        Dân tộc: Kinh        Quốc tịch: Việt Nam",
    "Nơi sinh: Bệnh viện đa khoa tỉnh Hải Dương",
    "Quê quán: xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương",
    "Họ, chữ đệm, tên người mẹ: TRẦN THỊ HOA",
    "Năm sinh: 1990       Dân tộc: Kinh        Quốc tịch: Việt Nam",
    "Họ, chữ đệm, tên người cha: NGUYỄN VĂN NAM",
    "Năm sinh: 1988       Dân tộc: Kinh        Quốc tịch: Việt Nam",
    "Nơi đăng ký khai sinh: Ủy ban nhân dân xã Tân Hồng, tỉnh Hải Dương",
    "Ngày, tháng, năm đăng ký: 20/03/2019",
]
LETTER = ["# GIẤY MỜI HỌP", "", "Kính mời ông Lê Văn Ba đến dự họp tổ dân phố", "vào sáng chủ nhật tuần này."]

RESULT = {"file", "sha256", "bytes", "seconds", "pages", "documents", "findings"}
PAGE = {
    "number", "width_px", "height_px", "dpi", "rotation", "skew_degrees", "blank", "role", "quality", "codes",
    "text",
}  # fmt: skip
DOCUMENT = {"doc_type", "confidence", "pages", "decision", "fields", "findings"}
FIELD = {"value", "text", "confidence", "status", "page", "box", "source"}
FINDING = {"code", "severity", "field", "message"}
ERROR = {"file", "sha256", "bytes", "error"}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: exit code, the JSON lines it printed by file, and what it said to people."""

    code: int
    answers: Mapping[str, dict[str, Any]]
    said: str


def hoso_read(*arguments: str | Path) -> Ended:
    """Run `hoso read --json` and wait for its end."""
    run = subprocess.run(
        [sys.executable, "-m", "hoso", "read", "--json", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert "Traceback" not in run.stderr
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    return Ended(run.returncode, {line["file"]: line for line in lines}, run.stderr)


def page(lines: Sequence[str]) -> Image.Image:
    """A page with the lines, at 200 dpi."""
    return set_page(lines, 32, 1654, 2339)


def saved(path: Path, kind: str, *pages: Sequence[str]) -> Path:
    """A file with pages of these lines."""
    path.write_bytes(file_of([page(lines) for lines in pages], kind, 200))
    return path


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ended, Path]:
    """A folder of scans read by two processes: two that share a stem, one turned, and one that is broken."""
    folder = tmp_path_factory.mktemp("scans")
    saved(folder / "birth.pdf", "PDF", BIRTH, LETTER)
    saved(folder / "a.png", "PNG", LETTER)
    turned = page(BIRTH).transpose(Image.Transpose.ROTATE_90)
    (folder / "a.jpg").write_bytes(file_of([turned], "JPEG", 200))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    return hoso_read(folder, "--out", folder / "out", "--jobs", "2"), folder / "out"


def test_every_input_is_answered_and_written(run: tuple[Ended, Path]) -> None:
    """A broken file among good ones is told by exit code 2; all the others are written beside it."""
    ended, out = run

    assert 2 == ended.code
    assert {"birth.pdf", "a.png", "a.jpg", "broken.pdf"} == set(ended.answers)
    assert ["a.jpg", "a.png", "birth"] == sorted(path.stem for path in out.glob("*.pdf"))
    assert ["a.jpg", "a.png", "birth", "broken"] == sorted(path.stem for path in out.glob("*.json"))
    for path in out.glob("*.json"):
        written = json.loads(path.read_text(encoding="utf-8"))
        assert written == ended.answers[written["file"]]


def test_results_have_the_form_of_the_contract(run: tuple[Ended, Path]) -> None:
    """The keys are exactly those that the outside relies on."""
    ended, _ = run

    for name, answer in ended.answers.items():
        if name == "broken.pdf":
            assert ERROR == set(answer)
            assert {"code", "message", "advice"} == set(answer["error"])
            continue
        assert RESULT == set(answer)
        assert all(PAGE == set(page) for page in answer["pages"])
        for document in answer["documents"]:
            assert DOCUMENT == set(document)
            assert all(set(field) - {"derived"} == FIELD for field in document["fields"].values())
            assert all(FINDING == set(finding) for finding in document["findings"])


def test_papers_are_read(run: tuple[Ended, Path]) -> None:
    """The certificate is known and read, the letter after it is another paper."""
    birth, letter = run[0].answers["birth.pdf"]["documents"]

    assert ("birth_certificate", [1], "other", [2]) == (
        birth["doc_type"],
        birth["pages"],
        letter["doc_type"],
        letter["pages"],
    )
    values = {key: field["value"] for key, field in birth["fields"].items()}
    assert ("123/2019", "NGUYỄN THỊ LAN", "2019-03-05", "female") == (
        values["registration_number"],
        values["full_name"],
        values["date_of_birth"],
        values["sex"],
    )
    assert ("TRẦN THỊ HOA", "1988", None) == (
        values["mother.full_name"],
        values["father.birth_year"],
        values["personal_id"],
    )


def test_a_page_on_its_side_is_read(run: tuple[Ended, Path]) -> None:
    """The turn that the page needs is told, and its words are those of the upright page."""
    answer = run[0].answers["a.jpg"]
    (page,), (document,) = answer["pages"], answer["documents"]

    assert 90 == page["rotation"]
    assert (1654, 2339) == (page["width_px"], page["height_px"])
    assert "birth_certificate" == document["doc_type"]
    name = document["fields"]["full_name"]
    assert "NGUYỄN THỊ LAN" == name["value"]
    assert 0.05 < name["box"][0] < name["box"][2] < 0.95


def test_the_pdf_can_be_searched(run: tuple[Ended, Path]) -> None:
    """The PDF beside the JSON has the input's pages with their text behind them."""
    with pikepdf.open(run[1] / "birth.pdf") as pdf:
        assert 2 == len(pdf.pages)
    text = subprocess.run(
        ["pdftotext", run[1] / "birth.pdf", "-"], capture_output=True, text=True, check=True, timeout=60
    ).stdout

    assert "NGUYỄN THỊ LAN" in text
    assert "GIẤY MỜI HỌP" in text


def test_all_fine(tmp_path: Path) -> None:
    """One good file, no folder to write to: exit code 0 and one line."""
    ended = hoso_read(saved(tmp_path / "letter.tif", "TIFF", LETTER))

    assert 0 == ended.code
    assert ["letter.tif"] == list(ended.answers)
    assert ["letter.tif"] == [path.name for path in tmp_path.iterdir()]


def test_a_missing_path(tmp_path: Path) -> None:
    """A path that is not there is wrong usage: nothing is read."""
    ended = hoso_read(saved(tmp_path / "letter.png", "PNG", LETTER), tmp_path / "gone.pdf")

    assert (5, {}) == (ended.code, ended.answers)
    assert "gone.pdf" in ended.said


def test_an_input_that_kills_its_process_spoils_no_other(tmp_path: Path) -> None:
    """Of three inputs one takes its process along: it is told so, and the others are read."""
    first = saved(tmp_path / "first.png", "PNG", LETTER)
    last = saved(tmp_path / "last.png", "PNG", LETTER)
    killer = cast(Path, KillerPath("killer.png"))
    inputs = [Input(killer, "killer"), Input(first, "first"), Input(last, "last")]
    answers = {item.stem: answer for item, answer in read_all(inputs, tmp_path / "out", 2, Limits())}

    assert "engine_crashed" == answers["killer"]["error"]["code"]
    assert [1, 1] == [len(answers[stem]["documents"]) for stem in ("first", "last")]
    assert ["first.json", "first.pdf", "killer.json", "last.json", "last.pdf"] == sorted(
        path.name for path in (tmp_path / "out").iterdir()
    )


def test_a_site_that_is_set_up_wrongly_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 3, and what is wrong with each input: the site's own scale is none."""
    (tmp_path / "scale.toml").write_text("x = [", encoding="utf-8")
    monkeypatch.setenv("HOSO_HOME", str(tmp_path))
    for name in ("one", "two"):
        saved(tmp_path / f"{name}.png", "PNG", LETTER)
    ended = hoso_read(tmp_path, "--jobs", "2")

    assert 3 == ended.code
    assert ["configuration_error"] * 2 == [answer["error"]["code"] for answer in ended.answers.values()]
