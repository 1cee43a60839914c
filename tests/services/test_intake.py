"""Taking in uploads."""

from __future__ import annotations

import hashlib
import io
import shutil
from typing import Any, BinaryIO

import pytest

from hoso.adapters.memory.objects import MemoryObjects
from hoso.schemas.errors import (
    Conflict,
    DatabaseUnavailable,
    DocumentError,
    EmptyFile,
    EncryptedFile,
    InvalidRequest,
    NotFound,
    ObjectsUnavailable,
    TooLarge,
    UnsupportedFormat,
)
from hoso.services import intake, spool
from hoso.services.access import SYSTEM
from hoso.services.keys import original_key
from tests.services.world import ONE_PAGE, TWO_PAGES, World, clerk


def test_receipt_means_stored_and_written_down(world: World) -> None:
    """A receipt is given once the bytes lie in the store, the row is committed and the message is out."""
    receipt = world.receive(TWO_PAGES, "key")

    sha256 = hashlib.sha256(TWO_PAGES).hexdigest()
    assert (sha256, len(TWO_PAGES), 2, True) == (
        receipt.sha256,
        receipt.bytes,
        receipt.pages,
        receipt.created,
    )
    assert world.objects.get(original_key(sha256)) == TWO_PAGES
    assert world.scan(receipt.scan_id).state == "received"
    assert world.queue.sent == [("desk", receipt.scan_id)]
    assert receipt.to_json() == {"scan_id": receipt.scan_id, "sha256": sha256, "bytes": 11, "pages": 2}


def test_an_unknown_number_of_pages_is_not_told() -> None:
    """Only what is known stands in the answer."""
    assert "pages" not in intake.Receipt("id", "hash", 1, None, None, created=True).to_json()


def test_same_key_gives_the_same_receipt(world: World) -> None:
    """A repeated request under the same key answers as the first did and starts nothing."""
    first = world.receive(ONE_PAGE, "key")

    again = world.receive(ONE_PAGE, "key")

    assert again.to_json() == first.to_json()
    assert (again.created, len(world.queue.sent)) == (False, 1)


def test_same_bytes_name_the_earlier_scan(world: World) -> None:
    """The same bytes under another key, or none, are not processed twice."""
    first = world.receive(ONE_PAGE, "key")

    other = world.receive(ONE_PAGE, "other")

    assert (other.scan_id, other.duplicate_of, other.created) == (first.scan_id, first.scan_id, False)
    assert world.receive(ONE_PAGE).to_json()["duplicate_of"] == first.scan_id
    assert len(world.queue.sent) == 1


def test_same_bytes_in_another_application_are_another_scan(world: World) -> None:
    """A paper may belong to two dossiers; its bytes are stored once."""
    first = world.receive()
    world.application = world.open_application()

    assert world.receive().scan_id != first.scan_id
    assert len(list(world.objects.keys("originals/"))) == 1


@pytest.mark.parametrize(
    ("data", "error"), [(b"", EmptyFile), (b"hello", UnsupportedFormat), (b"%DOCLOCKED", EncryptedFile)]
)
def test_bytes_that_are_no_document_are_kept_and_refused(
    world: World, data: bytes, error: type[DocumentError]
) -> None:
    """The upload is stored, the row says why it is rejected, and every repeat is told the same."""
    with pytest.raises(error) as refused:
        world.receive(data, "key")
    scan = world.scan(refused.value.scan_id or "")
    with pytest.raises(error) as again:
        world.receive(data, "key")
    with pytest.raises(error):
        world.receive(data, "other")

    assert (scan.state, scan.error and scan.error.code) == ("rejected", error.code)
    assert world.objects.get(original_key(scan.sha256)) == data
    assert again.value.scan_id == scan.id
    assert world.queue.sent == []


def test_too_large_stops_while_streaming(world: World) -> None:
    """An upload over the limit is not read to its end, and nothing of it stays."""

    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return b"x" * size

    stream: Any = Endless()
    with pytest.raises(TooLarge):
        intake.receive(world.s, SYSTEM, world.application.code, stream)

    assert stream.given <= 2 * spool.CHUNK
    assert list(world.spool.iterdir()) == []
    assert world.database.tables.scans == {}


def test_nothing_is_promised_when_the_store_is_down(world: World) -> None:
    """Without a confirmed put there is no row, and the sender may try again."""

    class Down(MemoryObjects):
        def put(self, key: str, data: BinaryIO, size: int, media_type: str) -> None:
            raise ObjectsUnavailable

    world.change(objects=Down())
    with pytest.raises(ObjectsUnavailable):
        world.receive(ONE_PAGE, "key")

    assert world.database.tables.scans == {}


def test_a_put_that_lost_bytes_is_not_believed(world: World) -> None:
    """The size that the store reports afterwards decides."""

    class Lossy(MemoryObjects):
        def put(self, key: str, data: BinaryIO, size: int, media_type: str) -> None:
            super().put(key, io.BytesIO(data.read()[:-1]), size - 1, media_type)

    world.change(objects=Lossy())
    with pytest.raises(ObjectsUnavailable):
        world.receive()


def test_nothing_is_promised_when_the_database_is_down(world: World) -> None:
    """Without a committed row there is no receipt."""
    world.database.down = True

    with pytest.raises(DatabaseUnavailable):
        world.receive()


def test_a_full_disk_refuses_before_reading(world: World) -> None:
    """Under the floor of free space nothing is taken in."""
    floor = shutil.disk_usage(world.spool.parent).total + 1
    with (
        pytest.raises(ObjectsUnavailable),
        spool.spooled(io.BytesIO(b"x"), world.spool, 10, floor),
    ):
        pytest.fail("nothing may be taken in")


def test_a_disk_that_fills_up_is_said_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error while writing the spool file is the disk's, not the paper's."""
    monkeypatch.setattr("pathlib.Path.open", lambda *_: open("/dev/full", "wb"))  # noqa: PTH123, SIM115  # the real error

    with pytest.raises(ObjectsUnavailable):
        world.receive(b"%DOC" + b"x" * 900)


def test_losing_a_race_answers_as_the_winner(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """When another call with the same bytes commits first, its scan is the answer."""
    original = intake._store

    def meanwhile(*args: Any) -> None:
        monkeypatch.setattr(intake, "_store", original)
        world.receive(ONE_PAGE, "key")
        original(*args)

    monkeypatch.setattr(intake, "_store", meanwhile)
    receipt = world.receive(ONE_PAGE, "key")

    assert not receipt.created
    assert list(world.database.tables.scans) == [receipt.scan_id]


def test_a_conflict_without_a_winner_is_passed_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken rule that no earlier scan explains is not hidden."""
    monkeypatch.setattr(intake, "_commit", lambda *_: False)

    with pytest.raises(Conflict):
        world.receive(ONE_PAGE, "key")


def test_other_offices_dossiers_do_not_exist(world: World) -> None:
    """A clerk cannot hand papers into another office's dossier, nor learn that it exists."""
    with pytest.raises(NotFound):
        intake.receive(world.s, clerk("B"), world.application.code, io.BytesIO(ONE_PAGE))


@pytest.mark.parametrize("key", ["", "k" * 201])
def test_odd_keys_are_refused(world: World, key: str) -> None:
    """An idempotency key has 1 to 200 characters."""
    with pytest.raises(InvalidRequest):
        world.receive(ONE_PAGE, key)


def test_leftovers_of_killed_uploads_are_cleaned(world: World) -> None:
    """Spool files older than a day go, younger ones stay: they may be growing."""
    world.spool.mkdir()
    (world.spool / "a.part").write_bytes(b"x")
    now = world.clock.now().__class__.now(world.clock.now().tzinfo)

    assert spool.clean_spool(world.spool, now) == 0
    assert spool.clean_spool(world.spool, now.replace(year=now.year + 1)) == 1
    assert list(world.spool.iterdir()) == []
