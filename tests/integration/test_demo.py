"""`hoso demo` from the outside: the real server, fed over HTTP, on a data folder of the test."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.servers import ROOT

LINES = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "GIẤY KHAI SINH",
    "Họ, chữ đệm, tên: NGUYỄN THỊ MẪU",
    "Giới tính: Nữ    Dân tộc: Kinh    Quốc tịch: Việt Nam",
)


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    """A folder with one small synthetic paper and its truth."""
    folder = tmp_path / "samples"
    folder.mkdir()
    page = Image.new("L", (1240, 1754), 255)
    font = ImageFont.truetype("FreeSerif.ttf", 30)
    for number, line in enumerate(LINES):
        ImageDraw.Draw(page).text((150, 150 + 90 * number), line, font=font, fill=0)
    page.save(folder / "paper.png", dpi=(150, 150))
    truth = {"documents": [{"doc_type": "birth_certificate"}]}
    (folder / "paper.json").write_text(json.dumps(truth), encoding="utf-8")
    return folder


def demo(home: Path, samples: Path) -> subprocess.CompletedProcess[str]:
    """Run the demo once with all its data in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "hoso", "demo", "--once", "--samples", str(samples)],
        env={**os.environ, "HOSO_HOME": str(home), "HOSO_WORKERS": "1", "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )


def test_the_demo_reads_its_samples_and_can_be_repeated(tmp_path: Path, samples: Path) -> None:
    """Both runs read the paper, end with success, and leave no process holding the data folder."""
    for _ in range(2):
        result = demo(tmp_path / "home", samples)
        assert result.returncode == 0, result.stderr
        assert "paper.png" in result.stdout
        assert "1/1" in result.stdout


def test_the_demo_without_samples_says_so(tmp_path: Path) -> None:
    """An empty folder is wrong usage, told in one message."""
    result = demo(tmp_path / "home", tmp_path)
    assert result.returncode == 5
    assert "No samples" in result.stderr
