"""`python -m bench.decoding`: what decoding in a process of its own costs, against decoding in place."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

from rich.console import Console

from bench.memory import CASES, upload
from bench.report import Report, Table, show, surroundings, write
from hoso.pipeline.load import BrokenPage, PageImage, load_pages
from hoso.pipeline.load.isolated import DecoderPool

_RESULTS = Path(__file__).parent / "results"
Loader = Callable[[bytes], Iterator[PageImage | BrokenPage]]


def milliseconds(load: Loader, data: bytes) -> list[float]:
    """The time of each page but the first, until its pixels were all read once."""
    times, pages = list[float](), load(data)
    while True:
        started = time.perf_counter()
        page = next(pages, None)
        if page is None:
            return times[1:]
        assert isinstance(page, PageImage)
        page.pixels[::64].sum()
        times.append(1000 * (time.perf_counter() - started))
        del page


def measure(pages: int, rounds: int) -> list[tuple[str, float, float]]:
    """Per case the median of a page in place and in another process, taken in turns."""
    found = []
    with DecoderPool() as pool:
        for case in CASES:
            data = upload(case, pages)
            in_place, apart = list[float](), list[float]()
            for _ in range(rounds):
                in_place += milliseconds(load_pages, data)
                apart += milliseconds(pool.load_pages, data)
            found.append((case.name, median(in_place), median(apart)))
    return found


def starting() -> float:
    """Milliseconds until a first small file is counted by a new process."""
    data = upload(CASES[0], 1)
    with DecoderPool() as pool:
        started = time.perf_counter()
        pool.count_pages(data)
        return 1000 * (time.perf_counter() - started)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and keep the result."""
    options = argparse.ArgumentParser(prog="python -m bench.decoding", description=__doc__)
    options.add_argument("--pages", type=int, default=8, help="pages of each upload")
    options.add_argument("--rounds", type=int, default=5, help="how often each is loaded both ways")
    options.add_argument("--results", type=Path, default=_RESULTS, help="where the results are kept")
    chosen = options.parse_args(arguments)
    around = surroundings()
    rows = [
        (name, round(here, 1), round(there, 1), round(there - here, 1))
        for name, here, there in measure(chosen.pages, chosen.rounds)
    ]
    start = round(starting())
    columns = ("case", "in place ms", "apart ms", "difference ms")
    figures = {name: {"in_place_ms": here, "apart_ms": there} for name, here, there, _ in rows}
    found = Report(
        "decoding",
        "Decoding apart",
        {"pages": chosen.pages, "rounds": chosen.rounds},
        figures | {"start_ms": start},
        [
            Table("A page, median", columns, rows),
            Table("Once", ("what", "ms"), [("start of a process", start)]),
        ],
    )
    show(found, around, Console(width=180))
    write(found, around, chosen.results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
