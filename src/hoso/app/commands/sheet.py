"""`hoso sheet`: cover and separator sheets to print and lay between papers before scanning."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hoso.app.sheets import cover, separator, sheets_pdf

app = typer.Typer(
    help="Tờ bìa và tờ phân cách để in / cover and separator sheets.",
    no_args_is_help=True,
    add_completion=False,
)

Out = Annotated[Path, typer.Option("--out", help="Tệp PDF kết quả / PDF to write.", dir_okay=False)]


@app.command("cover")
def cover_sheets(
    codes: Annotated[list[str], typer.Argument(metavar="CODE…", help="Mã hồ sơ / application codes.")],
    out: Out = Path("to-bia.pdf"),
) -> None:
    """Tờ bìa, mỗi hồ sơ một trang / cover sheets, a page for each application."""
    _write(out, sheets_pdf([cover(code) for code in codes]), len(codes))


@app.command("separator")
def separator_sheets(
    count: Annotated[int, typer.Option("--count", min=1, max=500, help="Số tờ / how many.")] = 1,
    out: Out = Path("to-phan-cach.pdf"),
) -> None:
    """Tờ phân cách / separator sheets."""
    _write(out, sheets_pdf([separator()] * count), count)


def _write(out: Path, data: bytes, count: int) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(data)
    typer.echo(f"{count} → {out}")
