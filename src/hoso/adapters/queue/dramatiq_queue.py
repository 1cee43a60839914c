"""The job queue on a Dramatiq broker."""

from __future__ import annotations

from datetime import timedelta

import pika.exceptions
import redis.exceptions
from dramatiq import Broker, Message
from dramatiq.brokers.rabbitmq import RabbitmqBroker
from dramatiq.brokers.redis import RedisBroker
from dramatiq.errors import DramatiqError

from hoso.schemas.errors import QueueUnavailable
from hoso.schemas.scans import QueueName

#: Which actor works on a queue. Messages carry the scan's id and nothing else.
ACTOR_OF: dict[QueueName, str] = {"desk": "read", "backfill": "read", "records": "understand"}

_BROKER_ERRORS = (DramatiqError, pika.exceptions.AMQPError, redis.exceptions.RedisError, OSError)


def message_for(queue: QueueName, scan_id: str) -> Message[None]:
    """The message that says "look at this scan"."""
    return Message(queue_name=queue, actor_name=ACTOR_OF[queue], args=(scan_id,), kwargs={}, options={})


class DramatiqQueue:
    """Sends messages through a broker that other processes read from."""

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        for queue in ACTOR_OF:
            broker.declare_queue(queue)

    def publish(self, queue: QueueName, scan_id: str, delay: timedelta = timedelta()) -> None:
        wait = int(delay.total_seconds() * 1000) or None
        try:
            self._broker.enqueue(message_for(queue, scan_id), delay=wait)
        except _BROKER_ERRORS as error:
            raise QueueUnavailable from error

    def ping(self) -> None:
        try:
            self._ask()
        except pika.exceptions.AMQPError:
            self._ask_anew()
        except _BROKER_ERRORS as error:
            raise QueueUnavailable from error

    def _ask(self) -> None:
        if isinstance(self._broker, RabbitmqBroker):
            self._broker.connection.process_data_events()
        elif isinstance(self._broker, RedisBroker):
            self._broker.client.ping()

    def _ask_anew(self) -> None:
        """A thread's own connection that idled too long was closed by the server: that is no outage."""
        try:
            if isinstance(self._broker, RabbitmqBroker):
                del self._broker.connection
            self._ask()
        except _BROKER_ERRORS as error:
            raise QueueUnavailable from error


class NoQueue:
    """Sends nothing: workers on this machine find their work in the database by themselves."""

    def publish(self, queue: QueueName, scan_id: str, delay: timedelta = timedelta()) -> None:
        pass

    def ping(self) -> None:
        pass
