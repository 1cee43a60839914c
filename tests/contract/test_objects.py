"""What every object store must do."""

from __future__ import annotations

import io
import threading
import urllib.request
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from hoso.adapters.memory.objects import MemoryObjects
from hoso.adapters.objects.folder import FolderObjects
from hoso.adapters.objects.s3 import S3Address, S3Objects
from hoso.schemas.errors import NotFound, ObjectsUnavailable
from hoso.services.ports import ObjectStore

KEY = "originals/ab/abcd"
STORES = ("memory", "folder", "s3")


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectStore:
    """Each implementation in turn, empty."""
    makers: dict[str, Callable[[], ObjectStore]] = {
        "memory": MemoryObjects,
        "folder": lambda: FolderObjects(tmp_path / "objects"),
        "s3": lambda: S3Objects(S3Address.parse(request.getfixturevalue("s3_url"))),
    }
    return makers[request.param]()


def put(store: ObjectStore, data: bytes, key: str = KEY) -> None:
    """Store some bytes."""
    store.put(key, io.BytesIO(data), len(data), "application/pdf")


@pytest.mark.parametrize("data", [b"", b"x", bytes(range(256)) * 30_000], ids=["empty", "small", "7 MB"])
def test_bytes_come_back_as_they_went_in(store: ObjectStore, data: bytes) -> None:
    """Every byte, also of nothing and of much."""
    put(store, data)

    assert store.get(KEY) == data
    assert store.size(KEY) == len(data)


def test_what_is_not_there_is_not_found(store: ObjectStore) -> None:
    """No such key: `NotFound` on get, `None` as size, nothing to delete."""
    with pytest.raises(NotFound):
        store.get(KEY)
    assert store.size(KEY) is None
    store.delete(KEY)


def test_a_put_replaces(store: ObjectStore) -> None:
    """The last put counts, whole."""
    put(store, b"a longer one")
    put(store, b"short")

    assert store.get(KEY) == b"short"


def test_deleted_is_gone(store: ObjectStore) -> None:
    """After a delete the key is as if never put."""
    put(store, b"x")
    store.delete(KEY)

    assert store.size(KEY) is None
    assert list(store.keys("")) == []


def test_keys_are_listed_by_prefix_in_order(store: ObjectStore) -> None:
    """A prefix need not end at a slash."""
    for key in ("pages/ab/2.jpg", "pages/ab/1.jpg", "pages/cd/1.jpg", "text/ab/7.json"):
        put(store, b"x", key)

    assert list(store.keys("pages/ab/")) == ["pages/ab/1.jpg", "pages/ab/2.jpg"]
    assert list(store.keys("pages/")) == ["pages/ab/1.jpg", "pages/ab/2.jpg", "pages/cd/1.jpg"]
    assert list(store.keys("pa")) == ["pages/ab/1.jpg", "pages/ab/2.jpg", "pages/cd/1.jpg"]
    assert len(list(store.keys(""))) == 4
    assert list(store.keys("none")) == []


@pytest.mark.parametrize("key", ["", "/etc/passwd", "../x", "a/../../x", "a//b", "a/", "đ", ".hidden", "a\n"])
def test_odd_keys_lead_nowhere(store: ObjectStore, key: str) -> None:
    """Only plain relative paths are keys; nothing outside the store can be reached."""
    with pytest.raises(NotFound):
        store.get(key)
    with pytest.raises(NotFound):
        put(store, b"x", key)


@pytest.mark.parametrize("told", [3, 10])
def test_a_wrong_size_stores_nothing(store: ObjectStore, told: int) -> None:
    """Fewer or more bytes than announced are no upload; what was there before stays."""
    put(store, b"before")
    with pytest.raises(ObjectsUnavailable):
        store.put(KEY, io.BytesIO(b"12345"), told, "text/plain")

    assert store.get(KEY) == b"before"


def test_readers_never_see_half_an_object(store: ObjectStore) -> None:
    """While one writer replaces the object again and again, readers get one whole version or another."""
    versions = [bytes([n]) * 200_000 for n in range(5)]
    put(store, versions[0])
    seen: set[bytes] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.add(store.get(KEY))

    reader = threading.Thread(target=read)
    reader.start()
    for version in versions:
        put(store, version)
    done.set()
    reader.join()

    assert seen <= set(versions)


def test_a_presigned_address_gives_the_bytes_or_is_none(store: ObjectStore) -> None:
    """Where there is such an address, it works without signing in."""
    put(store, b"hello")
    address = store.presigned(KEY, timedelta(minutes=1))

    if address is not None:
        with urllib.request.urlopen(address, timeout=5) as answer:
            assert answer.read() == b"hello"
