"""Pages per minute of `hoso read` beside OCRmyPDF on the same files, and where our time goes."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.measured import Measured, run_measured
from bench.report import Report, Table
from bench.stages import STAGES, Stopwatch, measure_stages

#: Alternating batches, so that a change in the machine's load meets everybody.
BATCHES = 4
#: Pages whose stages are measured.
STAGE_PAGES = 8
OURS = "hoso read, 2 processes"
PEER = "ocrmypdf -l vie --deskew --rotate-pages --output-type pdfa"
IN_TURN = f"{PEER} -j2, one file after another"
TWO_AT_A_TIME = f"{PEER} -j1, two files at a time"
_NOTES = (
    (
        "The same single-page PDFs for everybody, in alternating batches; wall time of whole commands, "
        "start-up included. hoso writes records (JSON) and a searchable PDF/A per file, ocrmypdf a "
        "searchable PDF/A."
    ),
    (
        "Medians over the batches; the ratio is taken batch by batch. Memory: the most in any batch, of "
        "the largest process, and of all processes together (shared memory counted once)."
    ),
    (
        "Stages: seconds per page in one process with the models loaded; first reading includes the "
        "further tries at pages that lie wrong; other is merging, grading, JSON and writing."
    ),
)


@dataclass(frozen=True, slots=True)
class Run:
    """One command on one batch."""

    who: str
    pages: int
    done: int
    measured: Measured

    @property
    def pages_per_minute(self) -> float:
        """By wall time, of the pages that came out."""
        return 60 * self.done / self.measured.seconds

    @property
    def cpu_per_page(self) -> float:
        """Processor seconds; hardly touched by what else the machine does."""
        return self.measured.cpu_seconds / max(1, self.done)


Command = Callable[[Path, Path], tuple[Sequence[str], bytes]]


def _ours(scans: Path, out: Path) -> tuple[Sequence[str], bytes]:
    return [sys.executable, "-m", "hoso", "read", str(scans), "--out", str(out), "--jobs", "2"], b""


def _peer(at_a_time: int, jobs: int) -> Command:
    """OCRmyPDF on every file of the batch; xargs keeps that many at work."""

    def command(scans: Path, out: Path) -> tuple[Sequence[str], bytes]:
        names = b"".join(os.fsencode(path.name) + b"\0" for path in sorted(scans.iterdir()))
        each = [*PEER.split(), f"-j{jobs}", f"{scans}/NAME", f"{out}/NAME"]
        return ["xargs", "-0", f"-P{at_a_time}", "-I", "NAME", *each], names

    return command


def measure(folder: Path, work: Path, progress: Callable[[int], None] | None = None) -> list[Run]:
    """Everybody on batches of the folder's pages in turn; OCRmyPDF only where it is installed."""
    commands: dict[str, Command] = {OURS: _ours}
    if shutil.which("ocrmypdf"):
        commands |= {IN_TURN: _peer(1, 2), TWO_AT_A_TIME: _peer(2, 1)}
    runs = []
    for number, batch in enumerate(_batches(sorted(folder.glob("*.pdf")))):
        scans = work / f"batch-{number}"
        scans.mkdir(parents=True)
        for path in batch:
            shutil.copy(path, scans)
        for place, (who, command) in enumerate(commands.items()):
            runs.append(_run(who, command, scans, work / f"out-{number}-{place}"))
            if progress:
                progress(len(batch))
    return runs


def _batches(files: Sequence[Path]) -> list[Sequence[Path]]:
    """The files in `BATCHES` parts that hold about as many."""
    return [part for k in range(BATCHES) if (part := files[k::BATCHES])]


def _run(who: str, command: Command, scans: Path, out: Path) -> Run:
    out.mkdir()
    words, given = command(scans, out)
    # Everybody chooses the number of threads for himself; ours is no business of the peer.
    theirs = {name: value for name, value in os.environ.items() if name != "OMP_THREAD_LIMIT"}
    if who != OURS:
        theirs.pop("PYTHONPATH", None)
    measured = run_measured(words, theirs, given)
    done = len(list(out.glob("*.pdf")))
    if not done:
        raise RuntimeError(f"{who}: no page came out (exit code {measured.exit_code}): {measured.last_words}")
    return Run(who, len(list(scans.iterdir())), done, measured)


def summary(runs: Sequence[Run]) -> dict[str, Any]:
    """The figures by command, and how many times faster ours is than each way of the peer."""
    by_who: dict[str, list[Run]] = {}
    for run in runs:
        by_who.setdefault(run.who, []).append(run)
    figures: dict[str, Any] = {who: _figures(some) for who, some in by_who.items()}
    figures["times_faster"] = {
        who: _times_faster(by_who[OURS], theirs) for who, theirs in by_who.items() if who != OURS
    }
    return figures


def _times_faster(ours: Sequence[Run], theirs: Sequence[Run]) -> dict[str, float]:
    pairs = list(zip(ours, theirs, strict=True))
    return {
        "pages_per_minute": round(median(a.pages_per_minute / b.pages_per_minute for a, b in pairs), 2),
        "cpu_per_page": round(median(b.cpu_per_page / a.cpu_per_page for a, b in pairs), 2),
    }


def _figures(runs: Sequence[Run]) -> dict[str, Any]:
    speeds = [run.pages_per_minute for run in runs]
    return {
        "pages": sum(run.pages for run in runs),
        "failed": sum(run.pages - run.done for run in runs),
        "pages_per_minute": round(median(speeds), 2),
        "slowest_batch": round(min(speeds), 2),
        "fastest_batch": round(max(speeds), 2),
        "cpu_seconds_per_page": round(median(run.cpu_per_page for run in runs), 2),
        "largest_process_mb": round(max(run.measured.largest_mb for run in runs)),
        "all_processes_mb": round(max(run.measured.total_mb for run in runs)),
    }


_COLUMNS = ("pages", "failed", "pages / min", "slowest", "fastest", "CPU s / page", "largest MB", "all MB")


def stages(files: Sequence[Path], out: Path) -> dict[str, Any]:
    """Seconds per page of each stage, wall and processor, and to get the engine ready."""
    start, watch = measure_stages(files[:STAGE_PAGES], out)
    pages = min(len(files), STAGE_PAGES)
    each = {name: _per_page(watch, name, pages) for name in STAGES}
    total = {kind: round(sum(stage[kind] for stage in each.values()), 3) for kind in ("wall", "cpu")}
    ready = {kind: round(seconds, 3) for kind, seconds in start.items()}
    return {"pages": pages, "engine_start": ready, "per_page": each, "total_per_page": total}


def _per_page(watch: Stopwatch, name: str, pages: int) -> dict[str, float]:
    return {
        "wall": round(watch.wall.get(name, 0.0) / pages, 3),
        "cpu": round(watch.cpu.get(name, 0.0) / pages, 3),
    }


def report(name: str, runs: Sequence[Run], spent: Mapping[str, Any], settings: Mapping[str, Any]) -> Report:
    """The tables of the benchmark."""
    figures = summary(runs)
    faster = figures["times_faster"]
    rows = [(who, *found.values()) for who, found in figures.items() if who != "times_faster"]
    if not faster:
        rows.append((f"{PEER} (not installed)", *[None] * len(_COLUMNS)))
    tables = [Table("Pages per minute", ("command", *_COLUMNS), rows)]
    if faster:
        ratios = [(who, *times.values()) for who, times in faster.items()]
        columns = ("than", "by pages per minute", "by processor time per page")
        tables.append(Table("How many times faster hoso is", columns, ratios))
    total = spent["total_per_page"]["cpu"] or 1.0
    parts = [(s, v["wall"], v["cpu"], round(100 * v["cpu"] / total, 1)) for s, v in spent["per_page"].items()]
    parts.append(("all", spent["total_per_page"]["wall"], spent["total_per_page"]["cpu"], 100.0))
    parts.append(("engine start (once)", spent["engine_start"]["wall"], spent["engine_start"]["cpu"], None))
    tables.append(Table("Seconds per page by stage", ("stage", "wall s", "CPU s", "CPU %"), parts))
    every = {"batches": [{"who": r.who, "pages": r.pages, **asdict(r.measured)} for r in runs]}
    return Report(name, "Throughput", settings, figures | {"stages": spent} | every, tables, _NOTES)
