"""Reading files without a server: inputs, results and exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import typer

from hoso.app import reading
from hoso.app.commands import read as command
from hoso.app.inputs import Input, error_result, find_inputs, overwritten
from hoso.app.reading import read_one
from hoso.app.reading_pool import read_all
from hoso.pipeline.load import Limits
from hoso.pipeline.recognise.engines import OcrEngine
from hoso.schemas.errors import (
    CorruptFile,
    EncryptedFile,
    EngineCrashed,
    EngineTimeout,
    HosoError,
    MissingProgram,
)
from tests.drawn import file_of, set_page
from tests.engines import CannedEngine, FailingEngine

ROOT = Path(__file__).resolve().parents[2]
SHEET = file_of([set_page(["# GIẤY KHAI SINH", "Họ và tên: LÊ THỊ MAI"] * 3, 24, 500, 700)], "PNG", 60)
LIMITS = Limits()


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> list[OcrEngine]:
    """The engine that this process reads with; put another first to change it."""
    engines: list[OcrEngine] = [CannedEngine()]
    monkeypatch.setattr(reading, "_engine", lambda: engines[0])
    return engines


@pytest.fixture
def sheet(tmp_path: Path) -> Input:
    """A scan that can be read."""
    path = tmp_path / "sheet.png"
    path.write_bytes(SHEET)
    return Input(path, "sheet")


def touched(folder: Path, *names: str) -> list[Path]:
    """Empty files of these names."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return [folder / name for name in names]


# --- inputs ---------------------------------------------------------------------------------------------


def test_each_input_is_written_under_its_stem(tmp_path: Path) -> None:
    """`a.pdf` gives `a`; when `a.jpg` is there too, both keep their extension."""
    paths = touched(tmp_path, "a.pdf", "a.jpg", "b.pdf")

    assert ["a.pdf", "a.jpg", "b"] == [item.stem for item in find_inputs(paths)]


def test_equal_names_in_several_folders(tmp_path: Path) -> None:
    """Files of one name are told apart by their folder, and by a number when even that is shared."""
    paths = touched(tmp_path, "x/a.pdf", "y/a.pdf", "z/x/a.pdf", "z/b.png")

    assert ["x_a.pdf", "y_a.pdf", "x_a.pdf_2", "b"] == [item.stem for item in find_inputs(paths)]


def test_no_two_inputs_share_a_stem(tmp_path: Path) -> None:
    """A name that looks like another's way out does not collide with it."""
    paths = touched(
        tmp_path, "x/a.pdf", "y/a.pdf", "y/a.jpg", "x_a.pdf.png", "z/x/a.pdf", "x_a.pdf_2.png", "x_a.pdf"
    )
    stems = [item.stem for item in find_inputs(paths)]

    assert len(paths) == len(set(stems))


def test_folders_are_searched_for_scans(tmp_path: Path) -> None:
    """All scans below a folder are read in order of their names, other files are not."""
    touched(tmp_path, "b.TIF", "a.pdf", "notes.txt", "deep/er/c.jpeg", ".hidden")

    assert ["a.pdf", "b.TIF", "c.jpeg"] == [item.path.name for item in find_inputs([tmp_path])]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    """A file given by name and again by its folder is one input, whatever its suffix."""
    odd, scan = touched(tmp_path, "scan.bin", "scan.pdf")

    assert [scan, odd] == [item.path for item in find_inputs([scan, tmp_path, odd, odd])]


# --- results --------------------------------------------------------------------------------------------


def test_a_file_gives_its_record_and_its_pdf(engine: list[OcrEngine], sheet: Input, tmp_path: Path) -> None:
    """The JSON on disk is the answer given; a searchable PDF lies beside it, nothing else."""
    out = tmp_path / "new" / "out"
    answer = read_one(sheet, out, LIMITS)

    assert "sheet.png" == answer["file"]
    assert answer == json.loads((out / "sheet.json").read_text(encoding="utf-8"))
    assert (out / "sheet.pdf").read_bytes().startswith(b"%PDF-")
    assert ["sheet.json", "sheet.pdf"] == sorted(path.name for path in out.iterdir())


def test_without_a_folder_nothing_is_written(engine: list[OcrEngine], sheet: Input, tmp_path: Path) -> None:
    """Without `--out` the answer is all there is."""
    read_one(sheet, None, LIMITS)

    assert ["sheet.png"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty_file"), (b"hello", "unsupported_format"), (SHEET[:60], "corrupt_file")]
)
def test_a_file_that_cannot_be_read(
    data: bytes, code: str, engine: list[OcrEngine], sheet: Input, tmp_path: Path
) -> None:
    """The error form of the result is given and written, and no PDF."""
    sheet.path.write_bytes(data)
    answer = read_one(sheet, tmp_path / "out", LIMITS)

    assert code == answer["error"]["code"]
    assert len(data) == answer["bytes"]
    assert answer == json.loads((tmp_path / "out" / "sheet.json").read_text(encoding="utf-8"))
    assert ["sheet.json"] == [path.name for path in (tmp_path / "out").iterdir()]


def test_a_file_that_cannot_be_opened(engine: list[OcrEngine], tmp_path: Path) -> None:
    """A file that has gone is a rejected input, not the end of the run."""
    answer = read_one(Input(tmp_path / "gone.pdf", "gone"), None, LIMITS)

    assert ("gone.pdf", "corrupt_file") == (answer["file"], answer["error"]["code"])
    assert " / " in answer["error"]["advice"]


def test_the_error_form_of_a_result() -> None:
    """It names the file, its bytes and what to do, in both languages, and no more."""
    told = error_result(Input(Path("folder/x.pdf"), "x"), b"abc", EncryptedFile())

    assert {"file", "sha256", "bytes", "error"} == set(told)
    assert ("x.pdf", 3) == (told["file"], told["bytes"])
    assert "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" == told["sha256"]
    assert {
        "code": "encrypted_file",
        "message": EncryptedFile().message,
        "advice": EncryptedFile().advice,
    } == (told["error"])


def test_a_result_is_whole_or_not_there(
    engine: list[OcrEngine], sheet: Input, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that ends while it writes leaves the old result as it was."""
    out = tmp_path / "out"
    read_one(sheet, out, LIMITS)
    before = (out / "sheet.json").read_bytes()

    def full(path: Path, data: bytes) -> int:
        path.open("wb").close()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        read_one(sheet, out, LIMITS)
    assert before == (out / "sheet.json").read_bytes()


def test_an_engine_that_fails_stops_its_file_only(
    engine: list[OcrEngine], sheet: Input, tmp_path: Path
) -> None:
    """When recognition fails on a file, the answer says so and the next file is read."""
    engine.insert(0, FailingEngine(EngineTimeout()))
    answers = {}
    for item, answer in read_all([sheet, Input(sheet.path, "again")], None, 1, LIMITS):
        answers[item.stem] = answer
        engine.pop(0) if len(engine) > 1 else None

    assert "engine_timeout" == answers["sheet"]["error"]["code"]
    assert "error" not in answers["again"]


# --- the command ----------------------------------------------------------------------------------------


def ended(paths: Sequence[Path], as_json: bool = True) -> int:
    """The exit code of `hoso read` on the paths."""
    with pytest.raises(typer.Exit) as stopped:
        command.read(list(paths), None, as_json, 1)
    return int(stopped.value.exit_code)


def answering(monkeypatch: pytest.MonkeyPatch, *errors: HosoError | None) -> None:
    """Let the files be read with these outcomes."""

    def answers(inputs: Sequence[Input], *_: object) -> Iterator[tuple[Input, dict[str, Any]]]:
        for item, error in zip(inputs, errors, strict=True):
            fine = {"file": item.path.name, "documents": []}
            yield item, error_result(item, b"", error) if error else fine

    monkeypatch.setattr(command, "read_all", answers)


@pytest.mark.parametrize(
    ("errors", "code"),
    [
        ((None, None), 0),
        ((None, CorruptFile()), 2),
        ((EngineCrashed(), CorruptFile()), 1),
        ((EngineTimeout(), None), 1),
        ((EngineCrashed(), MissingProgram()), 3),
    ],
)
def test_exit_codes(
    errors: tuple[HosoError | None, ...], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All fine 0, some input rejected 2, our own failure 1, a missing program 3."""
    answering(monkeypatch, *errors)

    assert code == ended(touched(tmp_path, "a.pdf", "b.pdf"))


def test_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A path that is not there, or a folder without scans, is said and nothing is read."""
    assert 5 == ended([*touched(tmp_path, "a.pdf"), tmp_path / "gone.pdf"])
    assert "gone.pdf" in capsys.readouterr().err
    (tmp_path / "a.pdf").unlink()
    assert 5 == ended([tmp_path])
    assert "No scans" in capsys.readouterr().err


def test_an_original_is_never_written_over(
    engine: list[OcrEngine], sheet: Input, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Results may go beside the scans, but not where a scan of that name lies."""
    (scan,) = touched(tmp_path, "scan.pdf")
    with pytest.raises(typer.Exit) as stopped:
        command.read([tmp_path], tmp_path, True, 1)

    assert 5 == stopped.value.exit_code
    assert b"" == scan.read_bytes()
    assert "choose another folder" in capsys.readouterr().err
    assert [] == overwritten([sheet], tmp_path)


def test_json_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With `--json` standard output is one line per input and nothing else."""
    answering(monkeypatch, None, CorruptFile())
    ended(touched(tmp_path, "a.pdf", "b.pdf"))
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert ["a.pdf", "b.pdf"] == [line["file"] for line in lines]


def test_the_table(
    engine: list[OcrEngine],
    sheet: Input,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Without `--json` there is a row per paper and per file that was refused."""
    monkeypatch.setenv("COLUMNS", "180")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 no more")

    assert 2 == ended([tmp_path], as_json=False)
    told = capsys.readouterr().out
    assert "Giấy tờ khác" in told
    assert "corrupt_file" in told


def test_a_fault_of_ours_stops_no_other_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sheet: Input
) -> None:
    """An error that nobody foresaw becomes the result of its own input alone."""

    def failing(item: Input, out: Path | None, limits: Limits) -> dict[str, Any]:
        if item.stem == "bad":
            raise ZeroDivisionError
        return {"file": item.path.name, "documents": []}

    monkeypatch.setattr(reading, "read_one", failing)
    inputs = [Input(tmp_path / "bad.pdf", "bad"), Input(tmp_path / "good.pdf", "good")]
    answers = [answer for _, answer in read_all(inputs, None, 1, Limits())]

    assert "internal_error" == answers[0]["error"]["code"]
    assert {"file": "good.pdf", "documents": []} == answers[1]


def test_what_workers_are_forked_from_has_one_thread() -> None:
    """A fork takes no thread along: whatever one held would be held for ever."""
    told = "import os, hoso.app.preloaded; print(len(os.listdir('/proc/self/task')))"
    done = subprocess.run(
        [sys.executable, "-c", told],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        check=True,
        text=True,
    )

    assert "1" == done.stdout.strip()
