"""The hot folder of a scanner."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from hoso.app import hotfolder
from hoso.app.commands.watch import follow
from hoso.app.hotfolder import Choice, HotFolder
from hoso.schemas.errors import DatabaseUnavailable
from tests.services.world import BIRTH, ONE_PAGE, SURE, World


class Time:
    """A clock for how long a file has been still."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A site in memory."""
    return World(tmp_path / "spool")


@pytest.fixture
def time() -> Time:
    """The clock."""
    return Time()


def make(world: World, folder: Path, time: Time, **choice: Any) -> HotFolder:
    """A hot folder; each start of `hoso watch` makes one anew."""
    return HotFolder(world.s, folder, Choice(**choice), 2.0, time)


def drop(folder: Path, name: str = "scan.pdf", data: bytes = ONE_PAGE) -> None:
    """A scanner writes a file."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)


def settle(hot: HotFolder, time: Time) -> int:
    """Look, let the file be still long enough, look again."""
    hot.look()
    time.now += 2
    return hot.look()


def names(folder: Path) -> list[str]:
    """The files in a folder."""
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def test_a_still_file_is_taken_in_and_moved(world: World, tmp_path: Path, time: Time) -> None:
    """It goes to the application that was named, is moved to `done`, and waits for a worker."""
    folder = tmp_path / "hot"
    drop(folder)

    assert settle(make(world, folder, time, application=world.application.code), time) == 1

    (scan,) = world.database.tables.scans.values()
    assert (scan.application_code, scan.source) == (world.application.code, "watch")
    assert (names(folder), names(folder / "done")) == ([], ["scan.pdf"])


def test_a_growing_file_is_left_alone(world: World, tmp_path: Path, time: Time) -> None:
    """A file is whole when its size and time have not changed for a while."""
    folder = tmp_path / "hot"
    hot = make(world, folder, time, application=world.application.code)
    for size in (1, 2, 3):
        drop(folder, data=ONE_PAGE * size)
        hot.look()
        time.now += 1.9
    assert hot.look() == 0
    time.now += 0.2

    assert hot.look() == 1


def test_what_is_no_scan_is_moved_aside_with_the_reason(world: World, tmp_path: Path, time: Time) -> None:
    """A refused file lies in `rejected` beside a text that says why; names that exist are kept."""
    folder = tmp_path / "hot"
    hot = make(world, folder, time, application=world.application.code)
    for data in (b"hello", b"hello again"):
        drop(folder, "note.txt", data)
        assert settle(hot, time) == 1

    assert names(folder / "rejected") == ["note-2.txt", "note-2.txt.txt", "note.txt", "note.txt.txt"]
    assert (folder / "rejected" / "note.txt.txt").read_text().startswith("unsupported_format\n")


@pytest.mark.parametrize("name", [".hidden.pdf", "~lock.pdf", "scan.pdf.part", "scan.tmp"])
def test_files_that_are_no_input_stay(world: World, tmp_path: Path, time: Time, name: str) -> None:
    """Hidden and unfinished files are nobody's scan yet."""
    folder = tmp_path / "hot"
    drop(folder, name)

    assert settle(make(world, folder, time, application=world.application.code), time) == 0
    assert (folder / name).exists()


def test_one_application_for_each_day(world: World, tmp_path: Path, time: Time) -> None:
    """Also after a restart; the next day has its own."""
    folder = tmp_path / "hot"
    for name, data in (("a.pdf", ONE_PAGE), ("b.pdf", SURE)):
        drop(folder, name, data)
        settle(make(world, folder, time, procedure=BIRTH.code), time)
    world.clock.forward(days=1)
    drop(folder, "c.pdf", b"%DOCthree")
    settle(make(world, folder, time, procedure=BIRTH.code), time)

    codes = [scan.application_code for scan in world.database.tables.scans.values()]
    assert codes == ["H26.05-261121-0002", "H26.05-261121-0002", "H26.05-261122-0001"]


def test_one_application_for_each_file(world: World, tmp_path: Path, time: Time) -> None:
    """When told so."""
    folder = tmp_path / "hot"
    drop(folder, "a.pdf")
    drop(folder, "b.pdf")

    assert settle(make(world, folder, time, procedure=BIRTH.code, each_file=True), time) == 2
    assert len({scan.application_code for scan in world.database.tables.scans.values()}) == 2
    assert json.loads((folder / ".hoso.json").read_text()) == {}


def test_a_crash_between_intake_and_move_doubles_nothing(
    world: World, tmp_path: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the restart, even on the next day, the same file meets the scan that is there already."""
    folder = tmp_path / "hot"
    drop(folder)
    with monkeypatch.context() as patch:
        patch.setattr(hotfolder, "_move", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            settle(make(world, folder, time, procedure=BIRTH.code), time)
    world.clock.forward(days=1)

    assert settle(make(world, folder, time, procedure=BIRTH.code), time) == 1
    assert len(world.database.tables.scans) == 1
    assert names(folder / "done") == ["scan.pdf"]


def test_a_file_that_cannot_be_read_stays(
    world: World, tmp_path: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A share that hiccups costs a look, not a file."""
    folder = tmp_path / "hot"
    drop(folder)
    hot = make(world, folder, time, application=world.application.code)
    opened = Path.open

    def broken(path: Path, *mode: Any, **more: Any) -> Any:
        if path.name == "scan.pdf":
            raise PermissionError
        return opened(path, *mode, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", broken)
        assert settle(hot, time) == 0
    assert hot.look() == 1


def test_a_file_that_vanishes_is_not_missed(
    world: World, tmp_path: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody took it away between the list and the look."""
    folder = tmp_path / "hot"
    drop(folder)
    hot = make(world, folder, time, application=world.application.code)
    monkeypatch.setattr(HotFolder, "waiting", lambda self: [folder / "gone.pdf"])

    assert settle(hot, time) == 0


def test_following_waits_out_an_outage(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While intake is down nothing is moved; afterwards everything is, and with `once` the work ends."""
    folder = tmp_path / "hot"
    drop(folder)
    hot = HotFolder(world.s, folder, Choice(application=world.application.code), 0.0)
    looks = iter([DatabaseUnavailable(), None])
    look = HotFolder.look

    def shaky(self: HotFolder) -> int:
        error = next(looks, None)
        if error:
            raise error
        return look(self)

    monkeypatch.setattr(HotFolder, "look", shaky)
    monkeypatch.setattr("hoso.app.commands.watch.PAUSE_SECONDS", 0.01)
    monkeypatch.setattr("hoso.app.commands.watch.LOOK_MS", 50)
    follow(hot, threading.Event(), once=True)

    assert names(folder / "done") == ["scan.pdf"]
