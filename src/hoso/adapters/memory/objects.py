"""An object store in memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import BinaryIO

from hoso.adapters.objects.keys import checked
from hoso.schemas.errors import NotFound, ObjectsUnavailable


class MemoryObjects:
    """Objects in a dictionary."""

    def __init__(self) -> None:
        self._objects: dict[str, bytes] = {}

    def put(self, key: str, data: BinaryIO, size: int, media_type: str) -> None:
        content = data.read()
        if len(content) != size:
            raise ObjectsUnavailable
        self._objects[checked(key)] = content

    def get(self, key: str) -> bytes:
        try:
            return self._objects[checked(key)]
        except KeyError as error:
            raise NotFound from error

    def size(self, key: str) -> int | None:
        content = self._objects.get(checked(key))
        return None if content is None else len(content)

    def delete(self, key: str) -> None:
        self._objects.pop(checked(key), None)

    def keys(self, prefix: str) -> Iterator[str]:
        yield from sorted(key for key in self._objects if key.startswith(prefix))

    def presigned(self, key: str, expires: timedelta) -> str | None:
        return None
