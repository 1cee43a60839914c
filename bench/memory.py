"""`python -m bench.memory`: how much memory one worker takes for many pages, and whether that grows.

Each case runs in a process of its own that does what a worker does with an upload: decode, read, make the
image that a reviewer sees, and forget. Memory is that of the worker, its decoding process and all that they
start; what they share counts once.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import pikepdf
from PIL import Image
from rich.console import Console

from bench.report import Report, Table, show, surroundings, write
from hoso.pipeline.load import Limits
from hoso.pipeline.load.isolated import DecoderPool
from hoso.pipeline.read import read_pages
from hoso.pipeline.recognise.engines import OcrEngine, TesserocrEngine
from tests.drawn import text_page

_RESULTS = Path(__file__).parent / "results"
_MB = 1024 * 1024
#: Pages until everything is loaded that stays loaded.
_WARM_UP = 3
_SAMPLE_SECONDS = 0.1
#: Pages of one upload: a worker reads many of them, one after another.
_UPLOAD = 50


@dataclass(frozen=True, slots=True)
class Case:
    """Pages of one size, and how much memory may be taken for them."""

    name: str
    width_mm: int
    height_mm: int
    dpi: int
    bar_mb: int


CASES = (
    Case("A4, 300 dpi, colour", 210, 297, 300, 600),
    Case("A3, 600 dpi, colour", 297, 420, 600, 1536),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """Megabytes: the peak, what stays after each page, and how much that grows in a hundred pages."""

    pages: int
    seconds_per_page: float
    peak_mb: float
    worker_peak_mb: float
    resting_mb: float
    growth_mb_per_100_pages: float


def upload(case: Case, pages: int) -> bytes:
    """A PDF as a scanner writes it: each page a colour JPEG that fills it."""
    width, height = (round(side / 25.4 * case.dpi) for side in (case.width_mm, case.height_mm))
    sheet = Image.fromarray(text_page(30, round(case.dpi * 0.17), width, height)).convert("RGB")
    packed = io.BytesIO()
    sheet.save(packed, "JPEG", quality=85)
    points = width * 72 / case.dpi, height * 72 / case.dpi
    with pikepdf.new() as pdf:
        for _ in range(pages):
            image = pikepdf.Stream(
                pdf, packed.getvalue(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width,
                Height=height, ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8,
                Filter=pikepdf.Name.DCTDecode,
            )  # fmt: skip
            pdf.add_blank_page(page_size=points)
            pdf.pages[-1].obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
            content = f"q {points[0]} 0 0 {points[1]} 0 0 cm /Im Do Q"
            pdf.pages[-1].obj["/Contents"] = pikepdf.Stream(pdf, content.encode())
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


class Watch:
    """Samples the memory of this process and all below it, in a thread, until the end of `with`."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(_SAMPLE_SECONDS):
            self.peak = max(self.peak, taken())


def taken() -> float:
    """Megabytes of this process and all below it; what several share is shared out among them."""
    return sum(_of(pid, "smaps_rollup", "Pss:") for pid in _family(os.getpid()))


def _family(pid: int) -> list[int]:
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        below = []
    return [pid, *(one for child in below for one in _family(int(child)))]


def _of(pid: int, file: str, name: str) -> float:
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(name)), 0.0)


def measure(case: Case, pages: int, engine: OcrEngine) -> Measured:
    """Read uploads of so many pages together as a worker does."""
    data, resting = upload(case, min(pages, _UPLOAD)), list[float]()
    started = time.perf_counter()
    with DecoderPool() as pool, Watch() as watch:
        while len(resting) < pages:
            for read in read_pages(data, engine, Limits(), pool.load_pages):
                assert read.image
                del read
                gc.collect()
                resting.append(taken())
    seconds = (time.perf_counter() - started) / len(resting)
    steady = resting[_WARM_UP:] or resting
    quarter = max(1, len(steady) // 4)
    grown = median(steady[-quarter:]) - median(steady[:quarter])
    growth = 100 * grown / max(1, len(steady) - quarter)
    worker = _of(os.getpid(), "status", "VmHWM:")
    return Measured(len(resting), seconds, watch.peak, worker, median(steady), growth)


def report(found: Sequence[tuple[Case, Measured]], settings: dict[str, Any]) -> Report:
    """The table of cases."""
    columns = (
        "pages",
        "s / page",
        "peak MB",
        "bar MB",
        "worker's own peak MB",
        "resting MB",
        "growth MB / 100 pages",
    )
    rows = [
        (
            case.name, m.pages, round(m.seconds_per_page, 2), round(m.peak_mb), case.bar_mb,
            round(m.worker_peak_mb), round(m.resting_mb), round(m.growth_mb_per_100_pages, 1),
        )
        for case, m in found
    ]  # fmt: skip
    figures = {case.name: asdict(m) | {"bar_mb": case.bar_mb} for case, m in found}
    return Report("memory", "Memory", settings, figures, [Table("One worker", ("case", *columns), rows)])


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure all cases; the exit code is 1 when one of them is over its bar."""
    options = argparse.ArgumentParser(prog="python -m bench.memory", description=__doc__)
    options.add_argument("--pages", type=int, default=40, help="pages of A4; of A3 a quarter of that")
    options.add_argument("--case", type=int, help=argparse.SUPPRESS)
    options.add_argument("--results", type=Path, default=_RESULTS, help="where the results are kept")
    chosen = options.parse_args(arguments)
    if chosen.case is not None:
        found = measure(CASES[chosen.case], chosen.pages, TesserocrEngine())
        print(json.dumps(asdict(found)))
        return 0
    around, every = surroundings(), []
    for number, case in enumerate(CASES):
        pages = max(_WARM_UP + 3, chosen.pages // (4 if number else 1))
        command = [sys.executable, "-m", "bench.memory", "--case", str(number), "--pages", str(pages)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
        every.append((case, Measured(**json.loads(done.stdout))))
    found_all = report(every, {"pages": chosen.pages, "engine": "tesseract"})
    show(found_all, around, Console(width=180))
    write(found_all, around, chosen.results)
    return int(any(m.peak_mb > case.bar_mb for case, m in every))


if __name__ == "__main__":
    sys.exit(main())
