"""An upload on its way in: bytes go to a file in the data folder while they are counted and hashed."""

from __future__ import annotations

import hashlib
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from hoso.schemas.errors import ObjectsUnavailable, TooLarge

CHUNK = 1024 * 1024
FULL = "Ổ đĩa sắp đầy, chưa nhận được tệp. / The disk is nearly full; the file was not taken in."
FULL_ADVICE = "Báo quản trị viên giải phóng dung lượng. / Ask the administrator to free some space."


@dataclass(frozen=True, slots=True)
class Spooled:
    """A complete upload in a file that lives only as long as its `with` block."""

    path: Path
    sha256: str
    size: int


def check_space(folder: Path, floor: int) -> None:
    """Errors: `ObjectsUnavailable` when the disk has less free space than the floor."""
    if shutil.disk_usage(folder).free < floor:
        raise ObjectsUnavailable(FULL, FULL_ADVICE)


@contextmanager
def spooled(stream: BinaryIO, folder: Path, max_bytes: int, floor: int) -> Iterator[Spooled]:
    """The stream's bytes in a file. Errors: `TooLarge`; `ObjectsUnavailable` when the disk is full."""
    folder.mkdir(parents=True, exist_ok=True)
    check_space(folder, floor)
    path = folder / f"{uuid.uuid4().hex}.part"
    try:
        yield _fill(path, stream, max_bytes)
    finally:
        path.unlink(missing_ok=True)


def _fill(path: Path, stream: BinaryIO, max_bytes: int) -> Spooled:
    digest, size = hashlib.sha256(), 0
    with _disk(), path.open("wb") as file:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > max_bytes:
                raise TooLarge
            digest.update(chunk)
            file.write(chunk)
    return Spooled(path, digest.hexdigest(), size)


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ObjectsUnavailable(FULL, FULL_ADVICE) from error


def clean_spool(folder: Path, now: datetime, older_than: timedelta = timedelta(hours=24)) -> int:
    """Remove what a killed process left behind; how many files."""
    edge = (now - older_than).timestamp()
    stale = [path for path in folder.glob("*.part") if path.stat().st_mtime < edge]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)
