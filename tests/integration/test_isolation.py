"""Files are decoded where they can do no harm: real processes that crash, hang and eat memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from hoso.pipeline.load import BrokenPage, Limits, PageImage, load_pages
from hoso.pipeline.load.isolated import DecoderPool
from hoso.schemas.errors import (
    CorruptFile,
    EmptyFile,
    EncryptedFile,
    EngineCrashed,
    HosoError,
    TooLarge,
    TooManyPages,
    UnsupportedFormat,
)
from tests import poisoned_decoder as harm
from tests.unit.load.papers import drawing, encoded, scan_pdf

ROOT = Path(__file__).resolve().parents[2]
LIMITS = Limits(page_seconds=20)


@pytest.fixture
def pool() -> Iterator[DecoderPool]:
    """Decoding processes as they are."""
    with DecoderPool() as processes:
        yield processes


@pytest.fixture
def poisoned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[DecoderPool]:
    """Decoding processes that pages of certain heights harm."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("HOSO_TEST_MARK", str(tmp_path / "mark"))
    with DecoderPool("tests.poisoned_decoder") as processes:
        yield processes


def tiff(*heights: int) -> bytes:
    """A TIFF with a page of each height."""
    first, *others = (drawing(80, height) for height in heights)
    return encoded(first, "TIFF", save_all=True, append_images=others)


@pytest.mark.parametrize(
    "data",
    [
        scan_pdf(3),
        tiff(90, 95),
        encoded(drawing().convert("L"), "JPEG"),
        encoded(drawing().convert("1"), "TIFF", compression="group4"),
        encoded(drawing(), "PNG", dpi=(200, 100)),
    ],
    ids=["pdf", "tiff", "grey", "fax", "uneven"],
)
def test_pages_come_as_they_do_in_this_process(pool: DecoderPool, data: bytes) -> None:
    """Pixels, resolution, kept stream, its place: nothing is lost or changed on the way."""
    here, there = list(load_pages(data)), list(pool.load_pages(data))

    assert len(here) == len(there) == pool.count_pages(data)
    for one, other in zip(here, there, strict=True):
        assert isinstance(one, PageImage)
        assert isinstance(other, PageImage)
        assert np.array_equal(one.pixels, other.pixels)
        assert (one.number, one.dpi, one.source, one.findings) == (
            other.number,
            other.dpi,
            other.source,
            other.findings,
        )


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b"a letter", UnsupportedFormat),
        (b"%PDF-1.7 and no more", CorruptFile),
        (encoded(Image.effect_noise((300, 300), 90), "JPEG")[:9000], CorruptFile),
        (scan_pdf(encryption=pikepdf.Encryption(user="1234", owner="x")), EncryptedFile),
        (scan_pdf(12), TooManyPages),
        (encoded(drawing(400, 400), "PNG"), TooLarge),
    ],
)
def test_refusals_come_as_they_do_in_this_process(
    pool: DecoderPool, data: bytes, error: type[HosoError]
) -> None:
    """A file that cannot be read is refused with its own reason, in the words of that error."""
    limits = Limits(max_pages=10, max_pixels=120_000)
    with pytest.raises(error) as here:
        list(load_pages(data, limits))
    with pytest.raises(error) as there:
        list(pool.load_pages(data, limits))

    assert (here.value.message, here.value.advice) == (there.value.message, there.value.advice)


@pytest.mark.parametrize(
    ("height", "error"),
    [
        (harm.ABORTS, CorruptFile),
        (harm.FAULTS, CorruptFile),
        (harm.BUG, CorruptFile),
        (harm.LIES, CorruptFile),
        (harm.GREEDY, TooLarge),
        (harm.SPINS, TooLarge),
        (harm.KILLED, EngineCrashed),
    ],
)
def test_a_harmful_page_is_told_and_its_neighbours_go_on(
    poisoned: DecoderPool, height: int, error: type[HosoError]
) -> None:
    """Crash, endless loop, greed for memory: the page is the document's fault, its neighbours are read.

    Only a process that was killed from outside is nobody's fault: that is worth another attempt.
    """
    pages = poisoned.load_pages(tiff(90, height, 95), LIMITS)
    first = next(pages)
    if error is EngineCrashed:
        with pytest.raises(error):
            next(pages)
        return
    second, third = next(pages), next(pages)

    assert isinstance(first, PageImage)
    assert isinstance(second, BrokenPage)
    assert type(second.error) is error
    assert isinstance(third, PageImage)
    assert third.pixels.shape == (95, 80, 3)


def test_a_page_that_takes_too_long_is_given_up(poisoned: DecoderPool) -> None:
    """A decoder that waits for ever is ended when the time of a page is up; the next page is read."""
    started = time.monotonic()
    slow, after = poisoned.load_pages(tiff(harm.SLEEPS, 95), Limits(page_seconds=2))

    assert isinstance(slow, BrokenPage)
    assert isinstance(slow.error, TooLarge)
    assert isinstance(after, PageImage)
    assert time.monotonic() - started < 15


def test_a_file_cannot_hold_up_a_worker_for_long(poisoned: DecoderPool) -> None:
    """After three pages that took their time in vain no other page of the file is tried."""
    started = time.monotonic()
    pages = list(poisoned.load_pages(tiff(*[harm.SLEEPS] * 8, 95), Limits(page_seconds=3)))

    assert [type(page) for page in pages] == [BrokenPage] * 9
    assert time.monotonic() - started < 20


def test_one_crash_is_forgiven(poisoned: DecoderPool) -> None:
    """A process that dies may have suffered from the file before: the page gets a second, fresh one."""
    only = list(poisoned.load_pages(tiff(harm.ONCE), LIMITS))

    assert [type(page) for page in only] == [PageImage]


def test_a_harmful_file_spoils_no_other(poisoned: DecoderPool) -> None:
    """After a file of one page that crashes its process the next file is read as if nothing had been."""
    with pytest.raises(CorruptFile):
        list(poisoned.load_pages(tiff(harm.ABORTS), LIMITS))

    assert [type(page) for page in poisoned.load_pages(tiff(90), LIMITS)] == [PageImage]


def test_a_process_is_used_again(pool: DecoderPool) -> None:
    """Ten files one after the other need one process; two at once need two."""
    seen = set()
    for _ in range(10):
        list(pool.load_pages(scan_pdf()))
        seen |= {process.pid for process in pool._idle}
    assert len(seen) == 1

    one, other = pool.load_pages(scan_pdf(2)), pool.load_pages(scan_pdf(2))
    next(one), next(other)
    one.close()
    other.close()
    assert len(pool._idle) == 2


def test_threads_share_the_processes(pool: DecoderPool) -> None:
    """Several threads may load at once."""
    counts: list[int] = []
    threads = [
        threading.Thread(target=lambda: counts.append(len(list(pool.load_pages(scan_pdf(3))))))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert counts == [3] * 4


def test_pixels_outlive_their_process(pool: DecoderPool) -> None:
    """A page that is still held stays as it was when its process is long gone."""
    (page,) = pool.load_pages(scan_pdf())
    pool.close()

    assert isinstance(page, PageImage)
    (own,) = load_pages(scan_pdf())
    assert isinstance(own, PageImage)
    assert np.array_equal(page.pixels, own.pixels)


def test_a_closed_pool_leaves_no_process(pool: DecoderPool) -> None:
    """Closing ends what is idle at once, and what is in use when it is given back."""
    pages = pool.load_pages(scan_pdf(2))
    next(pages)
    pool.close()
    pages.close()

    assert pool._idle == []


def test_decoders_end_with_whoever_started_them(tmp_path: Path) -> None:
    """When a worker is killed its decoding process sees the line closed and ends."""
    program = (
        "import time; from hoso.pipeline.load.isolated import DecoderPool; p = DecoderPool(); p.warm();"
        "print(p._idle[0].pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as worker:
        assert worker.stdout is not None
        pid = int(worker.stdout.readline())
        assert Path(f"/proc/{pid}").exists()
        worker.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while _alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)

    assert not _alive(pid)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state != "Z"
