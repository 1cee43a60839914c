"""What every job queue must do."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from dramatiq import Actor, Broker, Worker

from hoso.adapters.memory.queue import ListQueue
from hoso.adapters.queue.brokers import build_broker
from hoso.adapters.queue.dramatiq_queue import ACTOR_OF, DramatiqQueue, NoQueue
from hoso.schemas.errors import ConfigurationError, QueueUnavailable
from hoso.schemas.scans import QueueName
from hoso.services.ports import JobQueue

BROKERS = ("memory", "rabbitmq", "redis")


@dataclass
class Listener:
    """A worker on the other side that writes down what arrives."""

    broker: Broker
    arrived: list[tuple[str, str, float]] = field(default_factory=list)
    bell: threading.Condition = field(default_factory=threading.Condition)

    def __post_init__(self) -> None:
        for name, queue in (("read", "desk"), ("understand", "records")):
            Actor(
                self._note(name),
                broker=self.broker,
                actor_name=name,
                queue_name=queue,
                priority=0,
                options={},
            )
        self.broker.declare_queue("backfill")
        self.worker = Worker(self.broker, worker_threads=1, worker_timeout=50)
        self.worker.start()

    def _note(self, actor: str):  # type: ignore[no-untyped-def]  # what dramatiq calls
        def note(scan_id: str) -> None:
            with self.bell:
                self.arrived.append((actor, scan_id, time.monotonic()))
                self.bell.notify_all()

        return note

    def wait(self, count: int) -> list[tuple[str, str]]:
        """What has arrived, once it is so many messages."""
        with self.bell:
            assert self.bell.wait_for(lambda: len(self.arrived) >= count, timeout=20)
        return sorted((actor, scan_id) for actor, scan_id, _ in self.arrived)


@pytest.fixture(params=BROKERS)
def broker_url(request: pytest.FixtureRequest) -> str:
    """The address of each broker in turn, with nothing waiting in it."""
    if request.param == "memory":
        return "memory://"
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def listener(broker_url: str) -> Iterator[Listener]:
    """Somebody who reads all queues."""
    listening = Listener(build_broker(broker_url))
    yield listening
    listening.worker.stop()
    listening.broker.close()


@pytest.fixture
def queue(broker_url: str, listener: Listener) -> Iterator[JobQueue]:
    """The queue under test: in memory the listener's own broker, else another connection."""
    broker = listener.broker if broker_url == "memory://" else build_broker(broker_url)
    yield DramatiqQueue(broker)
    broker.close()


def test_messages_reach_the_actor_of_their_queue(queue: JobQueue, listener: Listener) -> None:
    """A message holds a scan's id and comes to the actor that works on that queue."""
    queue.ping()
    for name in ACTOR_OF:
        queue.publish(name, f"scan-{name}")

    assert listener.wait(3) == [
        ("read", "scan-backfill"),
        ("read", "scan-desk"),
        ("understand", "scan-records"),
    ]


def test_a_delayed_message_comes_later(queue: JobQueue, listener: Listener) -> None:
    """A pause between attempts is kept; messages behind it do not wait."""
    start = time.monotonic()
    queue.publish("desk", "later", timedelta(seconds=1))
    queue.publish("desk", "now")

    listener.wait(2)
    times = {scan_id: at - start for _, scan_id, at in listener.arrived}
    assert times["now"] < times["later"]
    assert times["later"] >= 0.9


def test_messages_wait_for_a_worker(broker_url: str) -> None:
    """What is sent while nobody listens is there when somebody does."""
    broker = build_broker(broker_url)
    queue = DramatiqQueue(broker)
    queue.publish("desk", "early")
    listening = Listener(broker if broker_url == "memory://" else build_broker(broker_url))
    try:
        assert listening.wait(1) == [("read", "early")]
    finally:
        listening.worker.stop()
        listening.broker.close()
        broker.close()


def test_a_connection_that_idled_too_long_is_no_outage(rabbitmq_url: str) -> None:
    """A web thread may be silent for hours; its next ping or message finds a new connection."""
    broker = build_broker(f"{rabbitmq_url}?heartbeat=1")
    queue = DramatiqQueue(broker)
    queue.ping()
    time.sleep(4)
    queue.ping()
    time.sleep(4)

    queue.publish("desk", "x")
    broker.close()


@pytest.mark.parametrize("url", ["amqp://guest:guest@127.0.0.1:9/", "redis://127.0.0.1:9/0"])
def test_a_broker_that_is_down_is_said_so_soon(url: str) -> None:
    """Nothing listens there: our error, within seconds, and at the ping as well."""
    queue = DramatiqQueue(build_broker(url))
    start = time.monotonic()

    for act in (lambda: queue.publish("desk", "x"), queue.ping):
        with pytest.raises(QueueUnavailable):
            act()
    assert time.monotonic() - start < 15


@pytest.mark.parametrize("queue", [ListQueue(), NoQueue()], ids=["list", "none"])
def test_queues_without_a_broker_take_everything(queue: ListQueue | NoQueue) -> None:
    """They never fail; the list remembers."""
    queue.ping()
    names: list[QueueName] = ["desk", "records"]
    for name in names:
        queue.publish(name, "x", timedelta(seconds=1))

    assert getattr(queue, "sent", [("desk", "x"), ("records", "x")]) == [("desk", "x"), ("records", "x")]


def test_unknown_brokers_are_refused_at_the_start() -> None:
    """A wrong address is the set-up's fault."""
    with pytest.raises(ConfigurationError):
        build_broker("kafka://somewhere")
