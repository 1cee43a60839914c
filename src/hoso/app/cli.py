"""The command `hoso`: every command by its name, and what its errors mean to who called it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pkgutil import resolve_name
from typing import Annotated

import typer

import hoso
from hoso.schemas.errors import (
    ConfigurationError,
    DocumentError,
    HosoError,
    StateError,
    Unavailable,
)

OK, INTERNAL, REJECTED, MISSING, UNREACHABLE, USAGE = range(6)

#: Processes share the cores: threads for the small matrices of a page would only wait for one another. To be
#: said before numpy is loaded, which each command does by itself.
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "1")

#: Exit codes by family of errors (contract 1); what is in none of them is ours: `INTERNAL`.
EXIT_CODES: Mapping[type[HosoError], int] = {
    DocumentError: REJECTED,
    ConfigurationError: MISSING,
    Unavailable: UNREACHABLE,
    StateError: USAGE,
}

#: Where each command is, and what it does. Only the one that is called is loaded.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "read": ("hoso.app.commands.read:read", "Đọc tệp, không cần máy chủ / read files, no server needed."),
    "up": ("hoso.app.commands.up:up", "Chạy toàn bộ trên máy này / run everything on this machine."),
    "demo": ("hoso.app.demo:demo", "Chạy thử với giấy tờ mẫu / try it on the sample papers."),
    "web": ("hoso.app.commands.web:web", "Chỉ chạy trang web / run the web part alone."),
    "worker": ("hoso.app.commands.worker:worker", "Chỉ chạy phần xử lý / run a worker alone."),
    "watch": ("hoso.app.commands.watch:watch", "Nhận tệp từ thư mục máy quét / take in a scanner's folder."),
    "user": ("hoso.app.commands.user:app", "Tài khoản / accounts."),
    "token": ("hoso.app.commands.token:app", "Mã truy cập API / API tokens."),
    "doctor": ("hoso.app.commands.doctor:doctor", "Kiểm tra hệ thống / check this installation."),
    "retry": ("hoso.app.commands.queue:retry", "Chạy lại các tệp lỗi / start failed scans anew."),
    "sweep": ("hoso.app.commands.queue:sweep", "Gửi lại việc đang chờ / send waiting work again."),
    "sheet": ("hoso.app.commands.sheet:app", "Tờ bìa, tờ phân cách để in / cover and separator sheets."),
    "calibrate": ("hoso.app.commands.calibrate:calibrate", "Hiệu chỉnh độ tin cậy / fit the confidences."),
    "samples": ("hoso.app.commands.samples:samples", "Tạo giấy tờ mẫu / make sample papers."),
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and end the process with the contract's exit code; never shows a traceback."""
    os.environ.setdefault(*_ONE_THREAD)
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = os.environ.get("HOSO_DEBUG") == "1"
    try:
        status = build_app(given)(given, prog_name="hoso", standalone_mode=False)
    except HosoError as error:
        if debug:
            raise
        _explain(error)
        sys.exit(exit_code(error))
    except typer.TyperException as error:
        print(f"{error.format_message()}\nhoso --help", file=sys.stderr)
        sys.exit(USAGE)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(130)
    except Exception as error:  # the outermost edge of the command line
        if debug:
            raise
        _explain(HosoError(advice=f"{HosoError.default_advice} ({type(error).__name__}; HOSO_DEBUG=1)"))
        sys.exit(INTERNAL)
    sys.exit(status if isinstance(status, int) else OK)


def build_app(arguments: Sequence[str]) -> typer.Typer:
    """All commands; of those that the arguments do not call, only name and help are real."""
    app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
    app.callback()(_top)
    called = next((word for word in arguments if not word.startswith("-")), "")
    for name, (place, help_text) in COMMANDS.items():
        target = resolve_name(place) if name == called else _not_called
        if isinstance(target, typer.Typer):
            app.add_typer(target, name=name, help=help_text)
        else:
            app.command(name, help=None if name == called else help_text)(target)
    return app


def exit_code(error: HosoError) -> int:
    """The exit code of an error, by its family."""
    return next((code for family, code in EXIT_CODES.items() if isinstance(error, family)), INTERNAL)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"hoso {hoso.__version__}")
        raise typer.Exit


def _top(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help="Phiên bản / version.")
    ] = False,
) -> None:
    """Số hóa hồ sơ một cửa / document intake for one-stop service centres."""


def _not_called() -> None:
    """Stands for a command in the list of commands."""


def _explain(error: HosoError) -> None:
    print(f"Lỗi / error [{error.code}]: {error.message}", file=sys.stderr)
    print(f"→ {error.advice}", file=sys.stderr)


if __name__ == "__main__":
    main()
