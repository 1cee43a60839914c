"""Object stores when something is wrong with what lies under them."""

from __future__ import annotations

import io
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hoso.adapters.objects.folder import FolderObjects
from hoso.adapters.objects.s3 import S3Address, S3Objects
from hoso.schemas.errors import ConfigurationError, NotFound, ObjectsUnavailable
from tests.servers import S3Server


def put(store: FolderObjects | S3Objects, key: str = "a/b") -> None:
    """Store one byte."""
    store.put(key, io.BytesIO(b"x"), 1, "text/plain")


def test_a_missing_bucket_is_made(s3_server: S3Server) -> None:
    """The first put of a new installation makes the bucket, and a second process does not mind."""
    address = S3Address.parse(s3_server.bucket_url("hoso-moi"))
    put(S3Objects(address))
    put(S3Objects(address), "a/c")

    assert list(S3Objects(address).keys("")) == ["a/b", "a/c"]


def test_two_first_puts_at_once(s3_server: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """When another process makes the bucket in between, that is as good."""
    address = S3Address.parse(s3_server.bucket_url("hoso-hai"))
    put(S3Objects(address))
    store = S3Objects(address)
    monkeypatch.setattr(store._client, "bucket_exists", lambda bucket_name: False)

    put(store)

    assert store.get("a/b") == b"x"


def test_a_store_that_went_away_is_noticed_soon(own_server: Callable[[type[S3Server]], S3Server]) -> None:
    """Every call ends within its time with our error; after the return everything is there."""
    server = own_server(S3Server)
    store = S3Objects(S3Address.parse(server.create_bucket()), retries=1, timeout=2)
    put(store)
    server.stop()
    started = time.monotonic()

    for act in (
        lambda: put(store),
        lambda: store.get("a/b"),
        lambda: store.size("a/b"),
        lambda: store.delete("a/b"),
    ):
        with pytest.raises(ObjectsUnavailable):
            act()
    assert time.monotonic() - started < 30
    server.start()
    assert store.get("a/b") == b"x"


def test_a_store_that_hangs_is_given_up(own_server: Callable[[type[S3Server]], S3Server]) -> None:
    """A server that takes the connection and never answers costs the time-out, not for ever."""
    server = own_server(S3Server)
    store = S3Objects(S3Address.parse(server.create_bucket()), retries=0, timeout=1)
    server.pause()
    started = time.monotonic()
    try:
        with pytest.raises(ObjectsUnavailable):
            store.get("a/b")
    finally:
        server.resume()

    assert time.monotonic() - started < 10


def test_a_wrong_secret_is_no_missing_object(s3_server: S3Server) -> None:
    """Being refused must not look like "there is nothing"."""
    address = S3Address.parse(s3_server.create_bucket().replace("hoso-test-secret", "wrong"))
    for act in (lambda: S3Objects(address).get("a/b"), lambda: put(S3Objects(address))):
        with pytest.raises((ObjectsUnavailable, NotFound)) as refused:
            act()
        assert refused.type is ObjectsUnavailable


def test_addresses_are_taken_apart() -> None:
    """Keys and secrets may hold any character, percent-encoded; safe connections are the default."""
    found = S3Address.parse("s3://k%40y:s%2Fcret@store.local:9000/hoso?region=vn-1")

    assert found == S3Address("store.local:9000", "k@y", "s/cret", "hoso", True, "vn-1")
    assert not S3Address.parse("s3://k:s@store/hoso?secure=0").secure


@pytest.mark.parametrize("url", ["s3://store/hoso", "s3://k:s@store", "http://k:s@store/hoso", "s3://"])
def test_incomplete_addresses_are_the_set_ups_fault(url: str) -> None:
    """And the message shows no secret."""
    with pytest.raises(ConfigurationError) as wrong:
        S3Address.parse(url)
    assert "k:s" not in wrong.value.message


def test_a_folder_under_the_floor_of_free_space_takes_nothing(tmp_path: Path) -> None:
    """The disk is never filled to its last byte."""
    store = FolderObjects(tmp_path, shutil.disk_usage(tmp_path).total)
    with pytest.raises(ObjectsUnavailable):
        put(store)
    assert list(store.keys("")) == []


def test_a_folder_that_cannot_be_used(tmp_path: Path) -> None:
    """A file where a folder should be is our error, at the start or when a key is put."""
    (tmp_path / "file").write_text("")
    with pytest.raises((ObjectsUnavailable, NotFound)):
        FolderObjects(tmp_path / "file")
    store = FolderObjects(tmp_path / "store")
    put(store, "a")
    with pytest.raises(ObjectsUnavailable):
        put(store, "a/b")


def test_nothing_half_written_stays(tmp_path: Path) -> None:
    """A put that fails leaves no file behind."""
    store = FolderObjects(tmp_path)
    with pytest.raises(ObjectsUnavailable):
        store.put("a/b", io.BytesIO(b"x"), 5, "text/plain")

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
