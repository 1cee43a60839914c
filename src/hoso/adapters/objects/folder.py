"""An object store in a folder: each object is a file that appears whole or not at all."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from hoso.adapters.objects.keys import checked
from hoso.schemas.errors import NotFound, ObjectsUnavailable

FULL = "Ổ đĩa của kho tệp sắp đầy. / The disk of the object store is nearly full."
FULL_ADVICE = "Báo quản trị viên giải phóng dung lượng. / Ask the administrator to free some space."


class FolderObjects:
    """Objects as files under `root`; refuses new ones while less than `min_free_bytes` would stay free."""

    def __init__(self, root: Path, min_free_bytes: int = 0) -> None:
        self._root = root
        self._min_free = min_free_bytes
        with _translated():
            self._incoming.mkdir(parents=True, exist_ok=True)

    @property
    def _incoming(self) -> Path:
        return self._root / ".incoming"  # no key begins with a dot

    def put(self, key: str, data: BinaryIO, size: int, media_type: str) -> None:
        place = self._root / checked(key)
        incoming = self._incoming / uuid.uuid4().hex
        with _translated():
            if shutil.disk_usage(self._root).free - size < self._min_free:
                raise ObjectsUnavailable(FULL, FULL_ADVICE)
            try:
                _write(incoming, data, size)
                _make_folder(place.parent)
                incoming.replace(place)
                _sync(place.parent)
            finally:
                incoming.unlink(missing_ok=True)

    def get(self, key: str) -> bytes:
        with _translated():
            return (self._root / checked(key)).read_bytes()

    def size(self, key: str) -> int | None:
        try:
            with _translated():
                return (self._root / checked(key)).stat().st_size
        except NotFound:
            return None

    def delete(self, key: str) -> None:
        with _translated():
            (self._root / checked(key)).unlink(missing_ok=True)

    def keys(self, prefix: str) -> Iterator[str]:
        with _translated():
            names = [path.relative_to(self._root).as_posix() for path in self._files()]
        yield from sorted(name for name in names if name.startswith(prefix))

    def _files(self) -> Iterator[Path]:
        for folder, folders, files in os.walk(self._root):
            folders[:] = [name for name in folders if not name.startswith(".")]
            yield from (Path(folder) / name for name in files)

    def presigned(self, key: str, expires: timedelta) -> str | None:
        return None


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        raise NotFound from error
    except OSError as error:
        raise ObjectsUnavailable from error


def _write(path: Path, data: BinaryIO, size: int) -> None:
    with path.open("wb") as file:
        shutil.copyfileobj(data, file, 1024 * 1024)
        if file.tell() != size:
            raise ObjectsUnavailable
        file.flush()
        os.fsync(file.fileno())


def _make_folder(folder: Path) -> None:
    """Make the folder and make sure that its name survives a power cut."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
