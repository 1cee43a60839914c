"""`hoso calibrate`: fits how sure values are to papers of which the truth is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from hoso.app.calibration.labelled import Cases
from hoso.app.calibration.make import Figures, judged_by, make_scale, type_figures
from hoso.app.calibration.reviewed import cases_of_reviewed
from hoso.app.calibration.samples import cases_of, read_samples, scans_of
from hoso.app.calibration.store import save
from hoso.app.commands.setup import begin, begin_with_data
from hoso.app.scale import SCALE_FILE, scale_of
from hoso.pipeline.confidence import Scale
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.errors import InvalidRequest

Folders = list[Path] | None
_MOST_REVIEWED = 20_000


def calibrate(
    samples: Annotated[
        Folders, typer.Option("--samples", help="Thư mục mẫu có dữ liệu đúng / folder of samples with truth.")
    ] = None,
    apart: Annotated[
        Folders, typer.Option("--apart", help="Thư mục mẫu khác, chỉ để kiểm / other samples, only to judge.")
    ] = None,
    reviewed: Annotated[
        bool, typer.Option("--reviewed", help="Dùng hồ sơ đã duyệt / use the papers that people approved.")
    ] = False,
    rate: Annotated[
        float,
        typer.Option("--rate", min=0.0001, max=0.05, help="Tỷ lệ sai cho phép / false accepts allowed."),
    ] = 0.002,
    out: Annotated[
        Path | None, typer.Option("--out", help="Tệp kết quả / file to write; default: HOSO_HOME.")
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Số tiến trình / processes.")] = 1,
    anew: Annotated[bool, typer.Option("--anew", help="Đọc lại mẫu / read the samples again.")] = False,
) -> None:
    """Hiệu chỉnh độ tin cậy theo giấy tờ đã biết đúng sai. / Fit the confidences to papers of known truth."""
    if not samples and not reviewed:
        raise InvalidRequest("Cần --samples hoặc --reviewed. / Name --samples or --reviewed.")
    settings = begin()
    before = scale_of(settings.home)
    cases, seeds = _cases(samples or [], jobs, anew)
    judging, other_seeds = _cases(apart or [], jobs, anew)
    if shared := seeds & other_seeds:
        raise InvalidRequest(
            f"Mẫu để kiểm trùng với mẫu để hiệu chỉnh ({len(shared)}). / {len(shared)} seeds are in both "
            "--samples and --apart."
        )
    if reviewed:
        _, services = begin_with_data()
        cases = cases.joined(cases_of_reviewed(services, _MOST_REVIEWED))
    origin = _origin(cases, seeds, rate, reviewed)
    scale, crossed = make_scale(cases, rate, origin, before)
    console = Console()
    _show(console, "Chia chéo theo giấy tờ / cross-checked by paper", crossed)
    if judging.fields:
        scale = _judged(console, before, scale, (judging, other_seeds))
    target = out or settings.home / SCALE_FILE
    save(scale, target)
    print(f"→ {target}")


def _judged(console: Console, before: Scale, scale: Scale, apart: tuple[Cases, set[int]]) -> Scale:
    """Show both scales on papers that neither was fitted to; the new one with its figures kept."""
    judging, seeds = apart
    _show(console, "Trước, trên mẫu để riêng / before, on the papers kept apart", judged_by(before, judging))
    figures = judged_by(scale, judging)
    _show(console, "Sau, trên mẫu để riêng / after, on the papers kept apart", figures)
    for name, each in (("trước / before", before), ("sau / after", scale)):
        print(f"loại / types, {name}: {type_figures(each, judging)}")
    return _with_figures(scale, figures, seeds)


def _cases(folders: Sequence[Path], jobs: int, anew: bool) -> tuple[Cases, set[int]]:
    scans = [scan for folder in folders for scan in scans_of(folder)]
    if folders and not scans:
        raise InvalidRequest(
            "Thư mục không có mẫu nào có dữ liệu đúng. / No samples with truth in the folder."
        )
    with _bar("Đang đọc / reading", len(scans)) as step:
        return cases_of(read_samples(scans, jobs, step, anew=anew), load_catalogue())


@contextmanager
def _bar(what: str, total: int) -> Iterator[Callable[[int], None]]:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(what, total=total)
        yield lambda more: progress.advance(task, more)


def _origin(cases: Cases, seeds: set[int], rate: float, reviewed: bool) -> dict[str, Any]:
    """Where the scale comes from: enough to make it again, and nothing about any person."""
    return {
        "made": datetime.now(UTC).strftime("%Y-%m-%d"),
        "from": "samples and reviewed papers"
        if seeds and reviewed
        else "reviewed papers"
        if reviewed
        else "samples",
        "seeds": _ranges(seeds),
        "papers": cases.papers,
        "values": len(cases.fields),
        "wrong": sum(not case.right for case in cases.fields),
        "types": len(cases.types),
        "types_wrong": sum(not case.right for case in cases.types),
        "false_accept_rate": rate,
    }


def _with_figures(scale: Scale, figures: Figures, seeds: set[int]) -> Scale:
    kept_apart = {
        "seeds": _ranges(seeds),
        "values": figures.values,
        "calibration_error": round(figures.error, 5),
        "accepted": figures.chosen.accepted,
        "wrong": figures.chosen.wrong,
    }
    return replace(scale, origin={**scale.origin, "apart": kept_apart})


def _ranges(numbers: set[int]) -> list[str]:
    """`1-3` for 1, 2, 3."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number - runs[-1][-1] <= 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]


def _show(console: Console, title: str, figures: Figures) -> None:
    table = Table(title=f"{title}: {figures.values}, ECE {figures.error:.4f}", title_justify="left")
    for name in ("từ / from", "nhận / accepted", "%", "sai / wrong", "%", "phím đỡ gõ / keys saved %"):
        table.add_column(name, justify="right")
    for cost in (*figures.table, figures.chosen):
        table.add_row(
            cost.bound,
            str(cost.accepted),
            f"{cost.accepted_percent:.1f}",
            str(cost.wrong),
            f"{cost.wrong_percent:.2f}",
            f"{cost.keys_saved_percent:.1f}",
        )
    console.print(table)
    kinds = Table("loại / kind", "từ / from", "số / seen", "nhận / accepted", "sai / wrong")
    for kind, bound in sorted(figures.by_kind.items()):
        kinds.add_row(kind, f"{bound.least:.4f}", str(bound.seen), str(bound.accepted), str(bound.wrong))
    console.print(kinds)
