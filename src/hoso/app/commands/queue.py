"""`hoso retry` and `hoso sweep`: work that failed, work that waits."""

from __future__ import annotations

from typing import Annotated

import typer

from hoso.app.commands.setup import begin_with_data
from hoso.schemas.errors import InvalidRequest
from hoso.services import processing


def retry(
    scans: Annotated[list[str] | None, typer.Argument(help="Mã lượt quét / scan ids.")] = None,
    all_failed: Annotated[bool, typer.Option("--all-failed", help="Tất cả / all of them.")] = False,
) -> None:
    """Chạy lại các tệp lỗi / start failed scans anew."""
    if bool(scans) == all_failed:
        raise InvalidRequest("Nêu mã lượt quét hoặc --all-failed. / Name scans, or --all-failed.")
    _, services = begin_with_data()
    if scans:
        count = sum(processing.retry(services, scan_id) for scan_id in scans)
    else:
        count = processing.retry(services)
    print(f"Chạy lại / started anew: {count}")


def sweep() -> None:
    """Gửi lại việc đang chờ / send waiting work to the queue again."""
    _, services = begin_with_data()
    print(f"Đã gửi lại / sent again: {processing.sweep(services)}")
