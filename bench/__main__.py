"""`python -m bench`: accuracy and speed on fresh papers, shown as tables and kept in bench/results."""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bench import accuracy, throughput, ways
from bench.report import Report, Table, show, surroundings, write

_RESULTS = Path(__file__).parent / "results"
_MISSING = 3
#: Which layouts: those kept for reports, the others, or all.
_LAYOUTS = {"held-out": True, "development": False, "all": None}
_LEVELS = ("clean", "office", "poor", "phone")
#: Two processes read, as on the machine of an office.
_JOBS = 2


def parser() -> argparse.ArgumentParser:
    """The options of the command."""
    options = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    options.add_argument(
        "what", nargs="?", choices=("accuracy", "throughput", "all"), default="all", help="what to measure"
    )
    options.add_argument("--papers", type=_number, default=200, help="papers for the accuracy")
    options.add_argument("--pages", type=_number, default=40, help="pages for the throughput")
    options.add_argument("--levels", type=_levels, default="clean,office", help=f"of {', '.join(_LEVELS)}")
    options.add_argument(
        "--layouts",
        choices=tuple(_LAYOUTS),
        default="held-out",
        help="accuracy on layouts kept for reports alone (the reported figures), on the others, or on all",
    )
    options.add_argument("--batches", type=int, default=10, help="scans of several papers, for splitting")
    options.add_argument("--gallery", action="store_true", help="a page of the 20 worst readings")
    options.add_argument("--seed", type=int, default=20_261_101, help="the seed of the first paper")
    options.add_argument("--results", type=Path, default=_RESULTS, help="where the results are kept")
    return options


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _levels(text: str) -> list[str]:
    levels = text.split(",")
    if unknown := set(levels) - set(_LEVELS):
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}")
    return levels


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmarks asked for."""
    chosen = parser().parse_args(arguments)
    console = Console() if sys.stdout.isatty() else Console(width=180)
    if importlib.util.find_spec("playwright") is None or shutil.which("chromium") is None:
        console.print(
            "The papers are made with Chromium and playwright, which are missing: use `make bench`."
        )
        return _MISSING
    parts: dict[str, Callable[[argparse.Namespace, Path], Report]] = {
        "accuracy": _accuracy,
        "throughput": _throughput,
    }
    for name, measure in parts.items():
        if chosen.what not in (name, "all"):
            continue
        around = surroundings()
        with tempfile.TemporaryDirectory(prefix="hoso-bench-") as folder:
            report = measure(chosen, Path(folder))
        show(report, around, console)
        write(report, around, chosen.results)
    return 0


def _accuracy(chosen: argparse.Namespace, folder: Path) -> Report:
    from bench.papers import make_papers, types_of

    held_out = _LAYOUTS[chosen.layouts]
    with _bar("making papers", chosen.papers) as step:
        make_papers(
            folder, chosen.papers, chosen.levels, chosen.seed, held_out=held_out, jobs=_JOBS, progress=step
        )
    with _bar("reading papers", chosen.papers) as step:
        scores = accuracy.measure(folder, _JOBS, step)
    name = "accuracy" if chosen.layouts == "held-out" else f"accuracy_{chosen.layouts}"
    settings = {
        "papers": chosen.papers,
        "types": types_of(held_out),
        "levels": chosen.levels,
        "layouts": chosen.layouts,
        "seed": chosen.seed,
    }
    report = accuracy.report(name, scores, settings)
    if chosen.gallery:
        from bench.gallery import gallery

        report = replace(report, extras={**report.extras, "_worst.html": gallery(scores, folder)})
    return _with_batches(report, chosen, folder / "batches") if chosen.batches > 0 else report


def _with_batches(report: Report, chosen: argparse.Namespace, folder: Path) -> Report:
    """The report with how often scans of several papers were parted exactly."""
    from bench.papers import make_batches

    with _bar("making batches", chosen.batches) as step:
        make_batches(folder, chosen.batches, chosen.seed + 500_000, step)
    with _bar("reading batches", chosen.batches) as step:
        scores = accuracy.measure(folder, _JOBS, step)
    figures = accuracy.split_figures(scores)
    table = Table("Scans of several papers", tuple(figures), [tuple(figures.values())])
    return replace(report, figures={**report.figures, "batches": figures}, tables=[*report.tables, table])


def _throughput(chosen: argparse.Namespace, folder: Path) -> Report:
    from bench.papers import make_pages, types_of

    pages = folder / "pages"
    with _bar("making pages", chosen.pages) as step:
        make_pages(pages, chosen.pages, chosen.seed, step)
    for name in ways.missing():
        print(f"Not installed, its row stays empty: {name}")
    with _bar("reading pages", len(ways.installed()) * chosen.pages) as step:
        runs = throughput.measure(pages, folder / "work", step)
    spent = throughput.stages(sorted(pages.glob("*.pdf")), folder / "stages")
    settings = {"pages": chosen.pages, "types": types_of(None), "level": "office", "seed": chosen.seed}
    return throughput.report("throughput", runs, spent, settings)


@contextmanager
def _bar(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A progress bar on a terminal; a function that moves it on."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(what, total=total)
        yield lambda more: progress.advance(task, more)


if __name__ == "__main__":
    sys.exit(main())
