"""`hoso watch`: the hot folder of a scanner."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from typing import Annotated

import structlog
import typer
import watchfiles

from hoso.app.commands.setup import begin_with_data
from hoso.app.hotfolder import Choice, HotFolder
from hoso.app.supervisor import end_with_supervisor
from hoso.schemas.errors import InvalidRequest, Unavailable
from hoso.services import applications
from hoso.services.access import SYSTEM

log = structlog.get_logger(__name__)

#: Also looked at without a sign from the system: shared folders of a network give none.
LOOK_MS = 1000
PAUSE_SECONDS = 5.0


def watch(
    folder: Annotated[Path, typer.Argument(help="Thư mục máy quét / the scanner's folder.", file_okay=False)],
    application: Annotated[str, typer.Option(help="Mã hồ sơ / application code.")] = "",
    procedure: Annotated[str, typer.Option(help="Thủ tục cho hồ sơ mới / procedure of new ones.")] = "",
    each_file: Annotated[bool, typer.Option(help="Mỗi tệp một hồ sơ / an application per file.")] = False,
    settle: Annotated[float, typer.Option(help="Giây chờ ghi xong / seconds until whole.")] = 2.0,
    once: Annotated[bool, typer.Option(help="Nhận tệp đang có rồi dừng / then stop.")] = False,
) -> None:
    """Nhận tệp từ thư mục máy quét / take in a scanner's folder, one application per day unless told else."""
    _, services = begin_with_data()
    if application:
        applications.get(services, SYSTEM, application)
    elif procedure not in services.procedures:
        raise InvalidRequest(
            "Cần --application hoặc --procedure đúng mã. / Give --application or a known --procedure."
        )
    hot = HotFolder(services, folder, Choice(application, procedure, each_file), settle)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    end_with_supervisor()
    follow(hot, stop, once=once)


def follow(hot: HotFolder, stop: threading.Event, *, once: bool) -> None:
    """Look at the folder whenever something happens in it, until asked to stop or, with `once`, empty."""
    signs = watchfiles.watch(
        hot.folder,
        stop_event=stop,
        recursive=False,
        rust_timeout=LOOK_MS,
        yield_on_timeout=True,
        raise_interrupt=False,
        force_polling=False,
    )
    for _ in signs:
        try:
            hot.look()
        except Unavailable as error:
            log.warning("intake_waits", error=error.code)
            stop.wait(PAUSE_SECONDS)
        if once and not hot.waiting():
            return
