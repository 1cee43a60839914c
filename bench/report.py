"""What a benchmark found: shown as tables, and kept as JSON and Markdown with commit, date and machine."""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table as RichTable

_ROOT = Path(__file__).resolve().parents[1]
_CPU = re.compile(r"^model name\s*:\s*(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first columns are words, numbers stand to the right."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Report:
    """A benchmark's settings and figures; `name` is that of its files.

    `extras` are files of their own beside it, by the end of their names (`_reliability.svg`).
    """

    name: str
    title: str
    settings: Mapping[str, Any]
    figures: Mapping[str, Any]
    tables: Sequence[Table]
    notes: Sequence[str] = ()
    extras: Mapping[str, str] = field(default_factory=dict)


def surroundings() -> dict[str, Any]:
    """Commit, date and machine: what makes a figure comparable. No name or path of the machine."""
    return {
        "commit": _commit(),
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "cpu": _cpu(),
        "cores": len(os.sched_getaffinity(0)),
        "load_before": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "tesseract": first_line("tesseract", "--version").removeprefix("tesseract "),
        "ocrmypdf": first_line("ocrmypdf", "--version"),
    }


def first_line(*command: str) -> str:
    """The first line that a program prints; empty when it is not installed."""
    if shutil.which(command[0]) is None:
        return ""
    done = subprocess.run(command, capture_output=True, text=True, cwd=_ROOT, check=False, timeout=60)
    lines = (done.stdout or done.stderr).splitlines()
    return lines[0].strip() if done.returncode == 0 and lines else ""


def _commit() -> str:
    commit = first_line("git", "rev-parse", "--short=12", "HEAD")
    changed = first_line("git", "status", "--porcelain", "--untracked-files=no", "--", "src", "bench")
    return f"{commit} + changes" if commit and changed else commit


def _cpu() -> str:
    try:
        found = _CPU.search(Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    except OSError:
        found = None
    return found[1] if found else platform.machine()


def show(report: Report, around: Mapping[str, Any], console: Console) -> None:
    """Print the tables."""
    console.rule(report.title)
    console.print(_line(around), _line(report.settings), sep="\n", markup=False, highlight=False)
    for table in report.tables:
        shown = RichTable(title=table.title, title_justify="left")
        for number, column in enumerate(table.columns):
            shown.add_column(column, justify="right" if _is_number(table, number) else "left")
        for row in table.rows:
            shown.add_row(*map(_cell, row))
        console.print(shown)
    for note in report.notes:
        console.print(note, style="dim", markup=False, highlight=False)


def write(report: Report, around: Mapping[str, Any], folder: Path) -> None:
    """Keep the report as `<name>.json` and `<name>.md` in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = {"name": report.name, "run": dict(around), "settings": report.settings, "figures": report.figures}
    text = json.dumps(kept, ensure_ascii=False, indent=1)
    (folder / f"{report.name}.json").write_text(text + "\n", encoding="utf-8")
    (folder / f"{report.name}.md").write_text(_markdown(report, around), encoding="utf-8")
    for end, content in report.extras.items():
        (folder / f"{report.name}{end}").write_text(content, encoding="utf-8")


def _markdown(report: Report, around: Mapping[str, Any]) -> str:
    parts = [f"# {report.title}", _line(around), _line(report.settings)]
    for table in report.tables:
        ruler = ["--:" if _is_number(table, number) else "---" for number in range(len(table.columns))]
        lines = [table.columns, ruler, *([_cell(cell) for cell in row] for row in table.rows)]
        parts += [f"## {table.title}", "\n".join(f"| {' | '.join(line)} |" for line in lines)]
    parts += [f"![{end}]({report.name}{end})" for end in report.extras if end.endswith(".svg")]
    return "\n\n".join([*parts, *report.notes]) + "\n"


def _line(facts: Mapping[str, Any]) -> str:
    return " · ".join(f"{name.replace('_', ' ')} {_cell(fact)}" for name, fact in facts.items() if fact != "")


def _is_number(table: Table, column: int) -> bool:
    cells = [row[column] for row in table.rows]
    return any(isinstance(cell, int | float) for cell in cells)


def _cell(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, list | tuple):
        return ", ".join(map(str, cell))
    return f"{cell:g}" if isinstance(cell, float) else str(cell)
