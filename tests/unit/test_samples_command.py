"""`hoso samples`: wrong usage and missing programs end with one line and the right exit code."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hoso.app import cli
from hoso.samples import render


def ended(*arguments: str) -> int:
    """The exit code of `hoso samples` with these arguments."""
    with pytest.raises(SystemExit) as end:
        cli.main(["samples", *arguments])
    assert isinstance(end.value.code, int)
    return end.value.code


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (("--types", "birth_certificate,passport"), "passport"),
        (("--levels", "clean,soaked"), "soaked"),
        (("--count", "0"), "--count"),
        (("--colour", "red"), "--colour"),
    ],
)
def test_wrong_usage(
    wrong: tuple[str, ...], named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unknown type, level or option is named, nothing is written, and the exit code is 5."""
    assert ended("--out", str(tmp_path / "out"), *wrong) == 5

    output = capsys.readouterr()
    assert named in output.err
    assert "Traceback" not in output.err
    assert not (tmp_path / "out").exists()


def test_without_playwright(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where playwright is not installed the error says so, and what to do."""
    monkeypatch.delitem(sys.modules, "hoso.samples.render")
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)

    assert ended("--out", str(tmp_path / "out")) == 3

    error = capsys.readouterr().err
    assert "playwright" in error
    assert "make samples" in error


def test_without_chromium(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where there is no Chromium the error says so, and what to do."""
    monkeypatch.setattr(render, "CHROMIUM", str(tmp_path / "chromium"))

    assert ended("--out", str(tmp_path / "out")) == 3

    error = capsys.readouterr().err
    assert "Chromium" in error
    assert "make samples" in error
