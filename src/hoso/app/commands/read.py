"""`hoso read`: the pure pipeline on files and folders, no server."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from hoso.app.inputs import find_inputs, overwritten
from hoso.app.reading_pool import read_all
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.errors import ConfigurationError, EngineError, HosoError, MissingProgram

_REJECTED, _INTERNAL, _MISSING, _USAGE = 2, 1, 3, 5


def read(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH…", help="Tệp hoặc thư mục quét / files or folders")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", help="Thư mục kết quả: JSON và PDF / folder for JSON and PDF")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="In mỗi tệp một dòng JSON / one JSON line per input")
    ] = False,
    jobs: Annotated[
        int, typer.Option("--jobs", min=1, help="Số tiến trình / number of processes")
    ] = os.cpu_count() or 1,
) -> None:
    """Đọc giấy tờ quét thành dữ liệu và PDF có lớp chữ. / Read scans into records and searchable PDFs."""
    errors = Console(stderr=True)
    missing = [path for path in paths if not path.exists()]
    if missing:
        for path in missing:
            errors.print(f"Không có tệp hoặc thư mục: {path} / no such file or folder", markup=False)
        raise typer.Exit(_USAGE)
    inputs = find_inputs(paths)
    if not inputs:
        errors.print("Không có tệp quét nào trong thư mục. / No scans in the folder.")
        raise typer.Exit(_USAGE)
    if out is not None and overwritten(inputs, out):
        errors.print("Kết quả sẽ ghi đè lên tệp quét, xin chọn thư mục khác.", markup=False)
        errors.print("The results would be written over the scans; choose another folder.", markup=False)
        raise typer.Exit(_USAGE)
    answers: list[dict[str, Any]] = []
    with _progress(errors) as bar:
        task = bar.add_task("Đang đọc / reading", total=len(inputs))
        for _, answer in read_all(inputs, out, jobs):
            answers.append(answer)
            bar.advance(task)
            if as_json:
                typer.echo(json.dumps(answer, ensure_ascii=False))
    if not as_json:
        _print_table(Console(), answers)
    raise typer.Exit(_exit_code(answers))


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _exit_code(answers: list[dict[str, Any]]) -> int:
    codes = {answer["error"]["code"] for answer in answers if "error" in answer}
    if codes & {ConfigurationError.code, MissingProgram.code}:
        return _MISSING
    engine = {HosoError.code, EngineError.code, *(kind.code for kind in EngineError.__subclasses__())}
    if codes & engine:
        return _INTERNAL
    return _REJECTED if codes else 0


def _print_table(console: Console, answers: list[dict[str, Any]]) -> None:
    """One row per paper: what it is and how much of it needs a look."""
    catalogue = load_catalogue()
    table = Table(
        "Tệp / file", "Loại giấy tờ / type", "Trang / pages", "Đạt / accepted", "Cần xem / review", "Kết luận"
    )
    for answer in sorted(answers, key=lambda a: a["file"]):
        if "error" in answer:
            table.add_row(
                answer["file"], f"[red]{answer['error']['code']}[/]", "", "", "", answer["error"]["message"]
            )
            continue
        for document in answer["documents"]:
            states = [value["status"] for value in document["fields"].values()]
            table.add_row(
                answer["file"],
                catalogue.get(document["doc_type"]).title_vi,
                ", ".join(map(str, document["pages"])),
                str(states.count("accepted")),
                str(states.count("review") + states.count("illegible")),
                "đạt / accept" if document["decision"] == "accept" else "cần kiểm tra / review",
            )
    console.print(table)
