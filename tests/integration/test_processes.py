"""The processes of one machine: started, restarted, ended, and kept apart."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hoso.services import intake
from hoso.services.access import SYSTEM
from tests.site import ROOT, Site, page, until


@pytest.fixture
def make_site(tmp_path: Path) -> Iterator[Callable[..., Site]]:
    """Make a site with an engine that always reads the same."""
    made: list[Site] = []

    def make(environment: dict[str, str] | None = None, **more: Any) -> Site:
        settings = {"engine": "tests.engines:canned", "workers": 1} | more
        made.append(Site(tmp_path / f"site-{len(made)}", settings, environment or {}))
        return made[-1]

    yield make
    for site in made:
        site.close()


def alive(pid: int) -> bool:
    """Whether a process runs (one that ended but was not waited for does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_up_starts_all_and_ends_all(make_site: Callable[..., Site]) -> None:
    """One command is a whole site; one signal ends it in order; only one runs on a data folder."""
    site = make_site()
    supervisor = site.up()
    log = site.log("up").read_text()
    assert "first sign-in: admin" not in log  # there is an account already
    pids = [site.pid(name) for name in ("web", "desk-1", "backfill-1")]

    second = site.run("up")
    assert (second.returncode, "Hoso already runs" in second.stderr) == (5, True)
    supervisor.send_signal(signal.SIGTERM)

    assert supervisor.wait(20) == 0
    assert not any(alive(pid) for pid in pids)
    assert f"Hoso: {site.url}" in site.log("up").read_text()


def test_children_end_when_the_supervisor_was_killed(make_site: Callable[..., Site]) -> None:
    """Nothing goes on unsupervised, and the folder is free for the next start."""
    site = make_site()
    supervisor = site.up()
    pids = [site.pid(name) for name in ("web", "desk-1", "backfill-1")]

    supervisor.kill()
    supervisor.wait()

    until(lambda: not any(alive(pid) for pid in pids), "the end of all children", 20)


def test_workers_are_recycled(make_site: Callable[..., Site]) -> None:
    """After its number of pages a worker ends and another one goes on; nothing is lost or doubled."""
    site = make_site(recycle_pages=3)
    site.up()
    first = site.pid("desk-1")
    application = site.application()

    site.assert_done_once([site.upload(application, page(n), f"key-{n}") for n in range(5)])
    assert site.pid("desk-1") != first


def test_the_counter_never_waits_for_the_archive(make_site: Callable[..., Site], tmp_path: Path) -> None:
    """While the archive's worker is busy for long, a paper from the desk is read within seconds."""
    environment = {"HOSO_TEST_SECONDS": "600", "HOSO_TEST_MARK": str(tmp_path / "reading")}
    site = make_site(environment, engine="tests.engines:slow")
    application = site.application_directly()
    archive = [
        intake.receive(site.services, SYSTEM, application, io.BytesIO(page(n)), queue="backfill").scan_id
        for n in range(3)
    ]
    site.up()
    until((tmp_path / "reading").exists, "archive work in hand")

    started = time.monotonic()
    desk = site.upload(site.application(), page(9), "desk")
    site.assert_done_once([desk])

    assert time.monotonic() - started < 60  # the archive is busy for ten minutes
    with site.services.uow(read_only=True) as uow:
        assert {uow.scans.get(scan_id).state for scan_id in archive} == {"received"}
    assert os.getpriority(os.PRIO_PROCESS, site.pid("backfill-1")) > os.getpriority(os.PRIO_PROCESS, 0)


def test_stopping_hands_work_back(make_site: Callable[..., Site]) -> None:
    """A worker asked to end in the middle of a long scan gives it back at the next page, uncounted."""
    site = make_site()
    site.up("web")
    application = site.application()
    worker = site.start("worker")
    until(lambda: '"working"' in site.log("worker").read_text(), "a worker at work")
    scans = [site.upload(application, page(n), f"key-{n}") for n in range(4)]
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0

    site.start("worker")
    site.assert_done_once(scans)


HANG = """
import re, sys
from hoso.workers.watchdog import Watchdog
dog = Watchdog(0.5)
dog.beat(); dog.done(); dog.beat()
re.match(r"(a+)+$", "a" * 60 + "b")
"""


def test_the_watchdog_ends_what_holds_the_interpreter() -> None:
    """Code that never lets another thread run cannot stop the watchdog."""
    started = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-c", HANG],
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == 1
    assert time.monotonic() - started < 30
