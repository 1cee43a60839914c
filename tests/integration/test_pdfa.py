"""Composed files are archival ones by the judgement of veraPDF, the reference validator."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from hoso.pipeline.compose import PdfMeta, PdfPage, compose_pdf
from hoso.schemas.pages import Page
from tests.composed import KINDS, page_of
from tests.servers import ROOT, find_program, unavailable


def verapdf(*files: Path) -> list[str]:
    """The verdict on each file, as `PASS <file> 2b` or `FAIL …`."""
    archives = sorted((ROOT / ".tools" / "verapdf").glob("greenfield-apps-*.jar"))
    if not archives:
        unavailable("veraPDF is not installed (run `make setup-test`)")
    command = [str(find_program("java")), "-cp", str(archives[-1]), "org.verapdf.apps.GreenfieldCliWrapper"]
    command += ["--flavour", "2b", "--format", "text", "-v", *map(str, files)]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    return [line for line in result.stdout.splitlines() if line.strip()]


def test_composed_files_are_archival(tmp_path: Path) -> None:
    """Every kind of image, an upright copy, an empty page and bare metadata: all conform to PDF/A-2b."""
    kinds = (*KINDS, "upright")
    created = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
    meta = PdfMeta("Giấy <khai> sinh & ảnh", "0a" * 32, ("birth_certificate", "other"), created, "Hoso 1")
    pages = [page_of(kind, 90 * (place % 4), 1.5, place + 1) for place, kind in enumerate(kinds)]
    inverted = page_of("jbig2", number=9)
    assert inverted.source is not None
    odd = [
        PdfPage(Page(8, 1240, 1754, 150)),
        replace(inverted, source=replace(inverted.source, inverted=True)),
    ]
    files = {
        "all.pdf": compose_pdf([*pages, *odd], meta),
        "bare.pdf": compose_pdf([pages[0]], PdfMeta("Khác")),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    paths = [tmp_path / name for name in files]
    assert verapdf(*paths) == [f"PASS {path} 2b" for path in paths]
