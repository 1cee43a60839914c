"""`hoso doctor`: what works on this machine and what does not."""

from __future__ import annotations

import io
import shutil
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

import hoso
from hoso.adapters.database.engine import create_database_engine, server_time
from hoso.adapters.database.migrate import is_current
from hoso.app.bootstrap import build_objects, build_queue
from hoso.app.commands.setup import begin
from hoso.app.settings import Settings
from hoso.schemas.errors import HosoError, MissingProgram, ObjectsUnavailable, Unavailable

Check = tuple[str, Callable[[], str]]
SKEW_SECONDS = 30


def doctor() -> None:
    """Kiểm tra hệ thống / check this installation: programs, languages, servers, disk, clock."""
    settings = begin()
    table = Table("Mục / item", "Kết quả / result", "Chi tiết / details", title=f"Hoso {hoso.__version__}")
    failed = list[HosoError]()
    for label, check in checks(settings):
        try:
            table.add_row(label, "[green]tốt / ok[/]", check())
        except HosoError as error:
            failed.append(error)
            table.add_row(label, "[red]lỗi / failed[/]", f"{error.message}\n→ {error.advice}")
    console = Console()
    (console if console.is_terminal else Console(width=140)).print(table)
    for family in (MissingProgram, Unavailable, HosoError):
        for reason in failed:
            if isinstance(reason, family):
                raise reason
    raise typer.Exit(0)


def checks(settings: Settings) -> Sequence[Check]:
    """Everything that is looked at, in the order shown."""
    return (
        ("Tesseract", partial(_program, "tesseract", "tesseract-ocr")),
        ("Tiếng Việt / Vietnamese (vie)", partial(_model, "vie", "tesseract-ocr-vie")),
        ("Chữ Việt / Vietnamese script", partial(_model, "Vietnamese", "tesseract-ocr-script-viet")),
        ("Chiều trang / orientation (osd)", partial(_model, "osd", "tesseract-ocr-osd")),
        ("Poppler (pdftoppm)", partial(_program, "pdftoppm", "poppler-utils")),
        ("Cơ sở dữ liệu / database", partial(_database, settings)),
        ("Kho tệp / object store", partial(_objects, settings)),
        ("Hàng đợi / queue", partial(_queue, settings)),
        ("Dung lượng đĩa / disk", partial(_disk, settings)),
        ("Đồng hồ / clock", partial(_clock, settings)),
    )


def _program(name: str, package: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise MissingProgram(
            f"Không thấy chương trình {name}. / The program {name} was not found.",
            f"Cài gói {package}. / Install the package {package}.",
        )
    return path


def _model(name: str, package: str) -> str:
    from hoso.pipeline.recognise.engines import tessdata_folder

    model = Path(tessdata_folder()) / f"{name}.traineddata"
    if not model.is_file():
        raise MissingProgram(
            f"Thiếu mô hình {name} của Tesseract. / Tesseract's model {name} is missing.",
            f"Cài gói {package}. / Install the package {package}.",
        )
    return str(model)


def _database(settings: Settings) -> str:
    engine = create_database_engine(settings.database)
    shape = "đúng phiên bản / current" if is_current(engine) else "chờ nâng cấp khi chạy / upgraded at start"
    return f"{engine.dialect.name}, {shape}"


def _objects(settings: Settings) -> str:
    store, key, data = build_objects(settings), f"health/doctor-{uuid.uuid4().hex}", b"hoso"
    store.put(key, io.BytesIO(data), len(data), "text/plain")
    kept = store.get(key)
    store.delete(key)
    if kept != data:
        raise ObjectsUnavailable
    return "S3" if settings.objects.startswith("s3://") else settings.objects


def _queue(settings: Settings) -> str:
    build_queue(settings).ping()
    return settings.broker_url.partition(":")[0]


def _disk(settings: Settings) -> str:
    settings.home.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.home).free // 1024**2
    if free < settings.min_free_mb:
        raise Unavailable(f"Chỉ còn {free} MB. / Only {free} MB are free.")
    return f"{free:,} MB"


def _clock(settings: Settings) -> str:
    there = server_time(create_database_engine(settings.database))
    skew = abs((datetime.now(UTC) - there).total_seconds())
    if skew > SKEW_SECONDS:
        raise Unavailable(
            f"Lệch {skew:.0f} giây so với cơ sở dữ liệu. / {skew:.0f} seconds off the database's clock.",
            "Bật đồng bộ giờ (NTP). / Turn time synchronisation (NTP) on.",
        )
    return f"{there:%Y-%m-%d %H:%M:%S} UTC"
