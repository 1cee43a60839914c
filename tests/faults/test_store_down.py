"""The object store is down for a while, or full."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.faults.conftest import MakeSite
from tests.servers import S3Server
from tests.site import page, until


def test_an_outage_of_the_store_costs_time_only(
    make_site: MakeSite, own_server: Callable[[type[S3Server]], S3Server]
) -> None:
    """Without the store no upload is promised anything, and what was promised waits without failing."""
    store = own_server(S3Server)
    site = make_site(objects_url=store.create_bucket(), outage_pause_seconds=0.5)
    site.up("web")
    application = site.application()
    promised = site.upload(application, page(1), "promised")
    store.stop()
    site.start("worker")
    until(lambda: [e for e in site.history(promised) if e.action == "postponed"], "a postponed scan")

    refused = site.client.post(f"/applications/{application}/scans", files={"file": ("a.jpg", page(2))})
    assert (refused.status_code, refused.json()["code"]) == (503, "objects_unavailable")
    assert site.client.get("/health/ready").status_code == 503
    with site.services.uow(read_only=True) as uow:
        assert [scan.id for scan in uow.scans.of_application(application)] == [promised]
    store.start()

    later = site.upload(application, page(2), "later")
    site.assert_done_once([promised, later])


def test_a_full_disk_refuses_and_keeps_what_it_has(make_site: MakeSite, tmp_path: Path) -> None:
    """Under the floor of free space uploads get 503 and leave nothing behind."""
    site = make_site(min_free_mb=10**9)
    site.up("web")
    application = site.application()

    refused = site.client.post(f"/applications/{application}/scans", files={"file": ("a.jpg", page(1))})

    assert (refused.status_code, refused.headers["Retry-After"] != "") == (503, True)
    assert list((site.home / "spool").glob("*")) == []
    assert list((site.home / "objects").glob("*/*/*")) == []
