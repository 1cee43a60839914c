"""`hoso worker`: one worker process."""

from __future__ import annotations

from pkgutil import resolve_name
from typing import Annotated

import typer

from hoso.app.bootstrap import migrate
from hoso.app.commands.setup import begin
from hoso.schemas.errors import InvalidRequest
from hoso.services.processing import QUEUES

#: Front doors stand above the wiring: they are started by name.
WORKER = "hoso.workers.process:run"


def worker(
    queues: Annotated[str, typer.Option(help="desk,records,backfill")] = "desk,records",
    name: Annotated[
        str, typer.Option(help="Chỗ dưới bộ giám sát / place under a supervisor.", hidden=True)
    ] = "",
) -> None:
    """Chỉ chạy phần xử lý / run a worker alone. Desk and backfill never share a worker process."""
    settings = begin()
    wanted = [part.strip() for part in queues.split(",") if part.strip()]
    chosen = [queue for queue in QUEUES if queue in wanted]
    if len(chosen) != len(set(wanted)) or not chosen:
        raise InvalidRequest(f"Hàng đợi không có: {queues}. / No such queue; known: {', '.join(QUEUES)}.")
    if {"desk", "backfill"} <= set(chosen):
        raise InvalidRequest(
            "Việc tại quầy và số hóa lưu trữ không dùng chung tiến trình. "
            "/ Counter and archive work never share a worker process.",
            "Chạy hai tiến trình. / Start two: --queues desk,records and --queues backfill.",
        )
    migrate(settings)
    resolve_name(WORKER)(settings, chosen, name)
