"""The web process is killed in the middle of an upload."""

from __future__ import annotations

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from tests.faults.conftest import MakeSite
from tests.site import Site, page, until

BOUNDARY = "uploadboundary"


def _half_an_upload(site: Site, application: str, data: bytes, key: str) -> None:
    """Send the first half of an upload, kill the web process, and notice that no answer comes."""
    import httpx

    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'.encode()
    body = head + data + f"\r\n--{BOUNDARY}--\r\n".encode()
    victim = site.pid("web")

    def parts():  # type: ignore[no-untyped-def]  # what httpx asks for
        yield body[: len(body) // 2]
        time.sleep(0.3)
        os.kill(victim, signal.SIGKILL)
        yield body[len(body) // 2 :]

    try:
        answer = site.client.post(
            f"/applications/{application}/scans",
            content=parts(),
            headers={
                "Idempotency-Key": key,
                "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
                "Content-Length": str(len(body)),
            },
        )
    except httpx.TransportError:
        return
    raise AssertionError(f"an answer from the dead: {answer.status_code}")


def test_kill_9_in_the_middle_of_an_upload(make_site: MakeSite) -> None:
    """Half an upload leaves nothing behind; the same key after the restart is taken in once."""
    site = make_site()
    site.up()
    application, data = site.application(), page(1)

    _half_an_upload(site, application, data, "key")
    with site.services.uow(read_only=True) as uow:
        assert list(uow.scans.of_application(application)) == []
    first, again = site.upload(application, data, "key"), site.upload(application, data, "key")

    assert first == again
    site.assert_done_once([first])


def test_many_uploads_through_repeated_kills(make_site: MakeSite) -> None:
    """Whatever moment the web process dies at: each file that got its 202 is there, once."""
    site = make_site()
    site.up()
    application = site.application()
    done = threading.Event()

    def kill_now_and_then() -> int:
        kills = 0
        while not done.is_set() and kills < 3:
            until(lambda: done.is_set() or site.answers(), "the web part")
            time.sleep(0.15)
            os.kill(site.pid("web"), signal.SIGKILL)
            kills += 1
        return kills

    with ThreadPoolExecutor(4) as pool:
        killer = pool.submit(kill_now_and_then)
        scans = list(pool.map(lambda n: site.upload(application, page(n % 8), f"key-{n % 8}"), range(24)))
        done.set()
        assert killer.result() >= 1

    assert len(set(scans)) == 8
    site.assert_done_once(sorted(set(scans)))
    with site.services.uow(read_only=True) as uow:
        assert len(uow.scans.of_application(application)) == 8
