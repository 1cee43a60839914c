"""Dramatiq brokers by address. Retries, limits and results are not the broker's: the row has them."""

from __future__ import annotations

from dramatiq import Broker, Middleware
from dramatiq.brokers.stub import StubBroker

from hoso.schemas.errors import ConfigurationError

#: Seconds after which RabbitMQ or Redis counts as not reachable.
CONNECT_SECONDS = 3


def is_local(url: str) -> bool:
    """Whether messages stay within one process, so that nobody can send any to another."""
    return url.startswith("memory://")


def build_broker(url: str, middleware: list[Middleware] | None = None) -> Broker:
    """A broker for `amqp://…`, `redis://…` or `memory://`. Errors: `ConfigurationError`."""
    extras = middleware or []
    if is_local(url):
        return StubBroker(middleware=extras)
    if url.startswith(("amqp://", "amqps://")):
        return _rabbitmq(url, extras)
    if url.startswith(("redis://", "rediss://")):
        return _redis(url, extras)
    raise ConfigurationError(
        "HOSO_BROKER_URL phải là memory://, amqp:// hoặc redis:// "
        "/ HOSO_BROKER_URL must begin with memory://, amqp:// or redis://"
    )


def _rabbitmq(url: str, middleware: list[Middleware]) -> Broker:
    import pika
    from dramatiq.brokers.rabbitmq import RabbitmqBroker

    broker = RabbitmqBroker(url=url, confirm_delivery=True, middleware=middleware)
    parameters = pika.URLParameters(url)
    parameters.connection_attempts = 1
    parameters.socket_timeout = CONNECT_SECONDS
    parameters.stack_timeout = CONNECT_SECONDS * 2
    parameters.blocked_connection_timeout = CONNECT_SECONDS * 3
    broker.parameters = parameters
    return broker


def _redis(url: str, middleware: list[Middleware]) -> Broker:
    import redis
    from dramatiq.brokers.redis import RedisBroker
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    client = redis.Redis.from_url(
        url,
        socket_connect_timeout=CONNECT_SECONDS,
        socket_timeout=CONNECT_SECONDS * 3,
        retry=Retry(NoBackoff(), retries=1),
    )
    broker: Broker = RedisBroker(client=client, middleware=middleware)  # type: ignore[no-untyped-call]  # untyped there
    return broker
