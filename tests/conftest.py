"""Fixtures for every test: real servers, started once when the first test asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest

from tests.servers import PostgresServer, RabbitmqServer, RedisServer, S3Server, Server

AnyServer = TypeVar("AnyServer", bound=Server)
QUEUES = ("desk", "records", "backfill")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A running PostgreSQL that all tests share."""
    yield from _running(PostgresServer)


@pytest.fixture(scope="session")
def rabbitmq_server() -> Iterator[RabbitmqServer]:
    """A running RabbitMQ that all tests share."""
    yield from _running(RabbitmqServer)


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """A running Redis that all tests share."""
    yield from _running(RedisServer)


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    """A running S3 server that all tests share."""
    yield from _running(S3Server)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of an empty database of this test alone."""
    with postgres_server.create_database() as url:
        yield url


@pytest.fixture
def rabbitmq_url(rabbitmq_server: RabbitmqServer) -> str:
    """The address of the broker, without anything left in our queues."""
    rabbitmq_server.delete_queues(*QUEUES)
    return rabbitmq_server.url


@pytest.fixture
def redis_url(redis_server: RedisServer) -> str:
    """The address of an empty Redis."""
    redis_server.wipe()
    return redis_server.url


@pytest.fixture
def s3_url(s3_server: S3Server) -> str:
    """The address of an empty bucket of this test alone."""
    return s3_server.create_bucket()


@pytest.fixture
def own_server() -> Iterator[Callable[[type[AnyServer]], AnyServer]]:
    """Start servers that this test may stop, kill or pause: `own_server(S3Server)`."""
    started: list[Server] = []

    def start(kind: type[AnyServer]) -> AnyServer:
        server = kind()
        started.append(server)
        return server.start()

    yield start
    for server in started:
        server.close()


def _running(kind: type[AnyServer]) -> Iterator[AnyServer]:
    server = kind()
    try:
        yield server.start()
    finally:
        server.close()
