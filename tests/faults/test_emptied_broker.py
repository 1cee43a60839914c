"""The broker forgets everything while work waits in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.conftest import MakeSite
from tests.servers import RabbitmqServer, RedisServer
from tests.site import page, until


@pytest.mark.parametrize("kind", ["rabbitmq", "redis"])
def test_messages_that_are_gone_are_sent_again(
    make_site: MakeSite, tmp_path: Path, request: pytest.FixtureRequest, postgres_url: str, kind: str
) -> None:
    """Queues deleted (RabbitMQ), everything flushed (Redis): the rows know what waits, the sweep says so."""
    broker_url = request.getfixturevalue(f"{kind}_url")
    server: RabbitmqServer | RedisServer = request.getfixturevalue(f"{kind}_server")
    site = make_site(
        seconds=3,
        database_url=postgres_url,
        broker_url=broker_url,
        resend_seconds=1,
        sweep_seconds=0.5,
    )
    site.up("web")
    site.start("worker")
    application = site.application()
    scans = [site.upload(application, page(number), f"key-{number}") for number in range(5)]
    until((tmp_path / "reading").exists, "a page in hand")

    if isinstance(server, RabbitmqServer):
        server.delete_queues("desk", "records", "backfill")
    else:
        server.wipe()

    site.assert_done_once(scans)
