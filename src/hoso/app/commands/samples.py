"""`hoso samples`: the maker of synthetic sample papers, on a machine that has what it needs."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from hoso.schemas.errors import MissingProgram


def samples(
    out: Annotated[
        Path, typer.Option("--out", help="Thư mục kết quả / folder to write to.", file_okay=False)
    ],
    count: Annotated[int, typer.Option("--count", min=1, help="Số tệp / number of samples.")] = 14,
    types: Annotated[str, typer.Option("--types", help="Loại giấy tờ, hoặc all / types, or all.")] = "all",
    levels: Annotated[
        str, typer.Option("--levels", help="clean, office, poor, phone, hoặc / or all.")
    ] = "clean,office",
    seed: Annotated[int, typer.Option("--seed", help="Số gieo đầu tiên / the first seed.")] = 1,
    held_out: Annotated[
        bool, typer.Option("--held-out", help="Chỉ các mẫu dành để báo cáo / only layouts kept for reports.")
    ] = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Số trình duyệt / browsers at work.")] = 1,
) -> None:
    """Tạo giấy tờ mẫu cùng dữ liệu đúng. / Make synthetic sample papers with their truth beside them."""
    doc_types, chosen = _types(types, True if held_out else None), _levels(levels)
    _check_programs()
    from hoso.samples.make import write_samples

    with _progress() as bar:
        task = bar.add_task("Đang tạo / making", total=count)
        write_samples(
            out,
            count,
            doc_types,
            chosen,
            seed,
            jobs=jobs,
            held_out=True if held_out else None,
            progress=lambda written: bar.advance(task, written),
        )
    typer.echo(f"{count} → {out}")


def _types(text: str, held_out: bool | None) -> list[str]:
    """The types named that have a layout of the kind asked for."""
    from hoso.samples.registry import DOC_TYPES, families

    known = [name for name in DOC_TYPES if families(name, held_out)]
    return _known_names(text, known, "--types")


def _levels(text: str) -> list[str]:
    from hoso.samples.degrade import LEVELS

    return _known_names(text, LEVELS, "--levels")


def _known_names(text: str, known: Sequence[str], option: str) -> list[str]:
    names = list(known) if text == "all" else [name.strip() for name in text.split(",")]
    if unknown := [name for name in names if name not in known]:
        raise typer.BadParameter(
            f"{option}: không có / unknown: {', '.join(unknown)} (có / known: {', '.join(known)})"
        )
    return names


def _check_programs() -> None:
    """Error `MissingProgram` where the papers cannot be drawn: only machines of developers can."""
    advice = "Dùng `make samples`, lệnh này cài đủ. / Use `make samples`, which installs what is needed."
    try:
        from hoso.samples.render import CHROMIUM
    except ImportError as error:
        raise MissingProgram(
            f"Thiếu thư viện Python {error.name}. / The Python package {error.name} is missing.", advice
        ) from error
    if shutil.which(CHROMIUM) is None:
        raise MissingProgram("Không thấy trình duyệt Chromium. / Chromium was not found.", advice)


def _progress() -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
