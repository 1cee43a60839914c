"""A worker is killed in the middle of a page."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from tests.faults.conftest import MakeSite
from tests.site import page, until


def test_kill_9_of_a_worker_costs_time_only(make_site: MakeSite, tmp_path: Path) -> None:
    """`hoso up`: the supervisor starts another one, which takes the page up at once; nothing is doubled."""
    site = make_site(seconds=600)
    site.up()
    application = site.application()
    scans = [site.upload(application, page(number), f"key-{number}") for number in range(3)]
    until((tmp_path / "reading").exists, "a page in hand")
    victim = site.pid("desk-1")

    os.kill(victim, signal.SIGKILL)

    site.assert_done_once(scans)
    assert site.pid("desk-1") != victim
    with site.services.uow(read_only=True) as uow:
        assert all(uow.scans.get(scan).lease_owner is None for scan in scans)


def test_kill_9_of_a_worker_behind_rabbitmq(
    make_site: MakeSite, tmp_path: Path, postgres_url: str, rabbitmq_url: str, s3_url: str
) -> None:
    """Distributed: another worker takes the page up when the lease has run out."""
    site = make_site(
        seconds=600,
        database_url=postgres_url,
        broker_url=rabbitmq_url,
        objects_url=s3_url,
        engine_seconds=1,
        page_seconds=3,
        lease_seconds=4,
        resend_seconds=1,
        sweep_seconds=0.5,
    )
    site.up("web")
    victim = site.start("worker")
    application = site.application()
    scans = [site.upload(application, page(number), f"key-{number}") for number in range(3)]
    until((tmp_path / "reading").exists, "a page in hand")

    victim.kill()
    site.start("worker")

    site.assert_done_once(scans)


def test_a_page_that_hangs_ends_its_worker_not_the_site(make_site: MakeSite) -> None:
    """A hang in native code cannot be interrupted: the watchdog ends the process, another one goes on."""
    site = make_site(engine="tests.engines:hanging", engine_seconds=1, page_seconds=2, lease_seconds=30)
    site.up()
    victim = site.pid("desk-1")

    scans = [site.upload(site.application(), page(1), "key")]

    site.assert_done_once(scans)
    assert site.pid("desk-1") != victim
