"""Pages per minute of `hoso read` beside OCRmyPDF and Tesseract, and where our time goes."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench import ways
from bench.characters import character_errors
from bench.measured import Measured, run_measured
from bench.report import Report, Table
from bench.stages import STAGES, Stopwatch, measure_stages
from bench.ways import Way

#: Alternating batches, so that a change in the machine's load meets everybody.
BATCHES = 4
#: Pages whose stages are measured.
STAGE_PAGES = 8
_NOTES = (
    (
        "The same single-page PDFs for everybody, in alternating batches; wall time of whole commands, "
        "start-up included. hoso writes records (JSON) and a searchable PDF/A per file, ocrmypdf a "
        "searchable PDF/A, tesseract text and a searchable PDF of the page that pdftoppm draws for it."
    ),
    (
        "Medians over the batches; ratios are taken batch by batch, between commands with as many processes. "
        "Memory: the most in any batch, of the largest process, and of all processes together (shared "
        "memory counted once)."
    ),
    (
        "CER: edits over the characters of the printed lines in the text that pdftotext finds in the PDF, "
        "white space and reading order aside; a line not even half there counts as lost."
    ),
    (
        "Stages: seconds per page in one process with the models loaded; first reading includes the "
        "further tries at pages that lie wrong; other is merging, grading, JSON and writing."
    ),
)


@dataclass(frozen=True, slots=True)
class Run:
    """One way on one batch; `errors` of its `characters` are wrong in the PDFs."""

    way: Way
    pages: int
    done: int
    errors: int
    characters: int
    measured: Measured

    @property
    def pages_per_minute(self) -> float:
        """By wall time, of the pages that came out."""
        return 60 * self.done / self.measured.seconds

    @property
    def cpu_per_page(self) -> float:
        """Processor seconds; hardly touched by what else the machine does."""
        return self.measured.cpu_seconds / max(1, self.done)


def measure(folder: Path, work: Path, progress: Callable[[int], None] | None = None) -> list[Run]:
    """Every installed way on batches of the folder's pages in turn."""
    runs = []
    for number, batch in enumerate(_batches(sorted(folder.glob("*.pdf")))):
        scans = work / f"batch-{number}"
        scans.mkdir(parents=True)
        for path in batch:
            shutil.copy(path, scans)
        for place, way in enumerate(ways.installed()):
            runs.append(_run(way, batch, scans, work / f"out-{number}-{place}"))
            if progress:
                progress(len(batch))
    return runs


def _batches(files: Sequence[Path]) -> list[Sequence[Path]]:
    """The files in `BATCHES` parts that hold about as many."""
    return [part for k in range(BATCHES) if (part := files[k::BATCHES])]


def _run(way: Way, files: Sequence[Path], scans: Path, out: Path) -> Run:
    """One way on one batch. Errors: `RuntimeError` when not a single page comes out."""
    out.mkdir()
    words, given = way.command(scans, out)
    measured = run_measured(words, way.environment(), given)
    made = {path: next(out.glob(f"{path.stem}*.pdf"), None) for path in files}
    done = sum(pdf is not None for pdf in made.values())
    if not done:
        raise RuntimeError(
            f"{way.name}: no page came out (exit code {measured.exit_code}): {measured.last_words}"
        )
    each = [character_errors(_truth(path), _text(pdf)) for path, pdf in made.items()]
    errors, characters = sum(score.errors for score in each), sum(score.length for score in each)
    return Run(way, len(files), done, errors, characters, measured)


def _truth(path: Path) -> str:
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return "\n".join(page["text"] for page in truth["pages"])


def _text(pdf: Path | None) -> str:
    """The text of a searchable PDF; none of a page that did not come out."""
    if pdf is None:
        return ""
    done = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True, timeout=60)
    return done.stdout.decode("utf-8", "replace")


def summary(runs: Sequence[Run]) -> dict[str, Any]:
    """The figures by way, and how many times faster ours is than the others with as many processes."""
    by_way: dict[Way, list[Run]] = {}
    for run in runs:
        by_way.setdefault(run.way, []).append(run)
    ours = {way.processes: some for way, some in by_way.items() if way.ours}
    figures: dict[str, Any] = {way.name: _figures(some) for way, some in by_way.items()}
    figures["times_faster"] = {
        way.name: _times_faster(ours[way.processes], theirs) for way, theirs in by_way.items() if not way.ours
    }
    return figures


def _times_faster(ours: Sequence[Run], theirs: Sequence[Run]) -> dict[str, Any]:
    pairs = list(zip(ours, theirs, strict=True))
    return {
        "hoso": ours[0].way.name,
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
        "character_error_percent": round(
            100 * sum(run.errors for run in runs) / max(1, sum(run.characters for run in runs)), 2
        ),
        "largest_process_mb": round(max(run.measured.largest_mb for run in runs)),
        "all_processes_mb": round(max(run.measured.total_mb for run in runs)),
    }


_COLUMNS = (
    "pages",
    "failed",
    "pages / min",
    "slowest",
    "fastest",
    "CPU s / page",
    "CER %",
    "largest MB",
    "all MB",
)


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
    rows += [(f"{name} (not installed)", *[None] * len(_COLUMNS)) for name in ways.missing()]
    tables = [Table("Pages per minute", ("command", *_COLUMNS), rows)]
    if faster:
        ratios = [(who, *times.values()) for who, times in faster.items()]
        columns = ("than", "hoso with", "by pages per minute", "by processor time per page")
        tables.append(Table("How many times faster hoso is", columns, ratios))
    total = spent["total_per_page"]["cpu"] or 1.0
    parts = [(s, v["wall"], v["cpu"], round(100 * v["cpu"] / total, 1)) for s, v in spent["per_page"].items()]
    parts.append(("all", spent["total_per_page"]["wall"], spent["total_per_page"]["cpu"], 100.0))
    parts.append(("engine start (once)", spent["engine_start"]["wall"], spent["engine_start"]["cpu"], None))
    tables.append(Table("Seconds per page by stage", ("stage", "wall s", "CPU s", "CPU %"), parts))
    every = {"batches": [{"who": r.way.name, "pages": r.pages, **asdict(r.measured)} for r in runs]}
    return Report(name, "Throughput", settings, figures | {"stages": spent} | every, tables, _NOTES)
