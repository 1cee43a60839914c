"""Where messages come from when they do not come by themselves: a thread that looks into the database."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import structlog
from dramatiq import Broker, Middleware

from hoso.adapters.queue.dramatiq_queue import message_for
from hoso.schemas.errors import HosoError
from hoso.schemas.scans import QueueName
from hoso.services import processing
from hoso.services.deps import Services

log = structlog.get_logger(__name__)

#: How many waiting scans are looked at once. Another process may be quicker with the first of them.
AHEAD = 4


class Wake(Middleware):
    """Rings when a message is done, so that the next one need not wait for the next look."""

    def __init__(self, ring: Callable[[], None]) -> None:
        self._ring = ring

    def after_ack(self, broker: Broker, message: object) -> None:
        self._ring()


class Feeder:
    """Gives an idle in-process broker the scans that wait, as long as rows say so."""

    def __init__(self, services: Services, broker: Broker, queues: Sequence[QueueName]) -> None:
        self._services = services
        self._broker = broker
        self._queues = queues

    def __call__(self) -> None:
        for queue in self._queues:
            if self._broker.queues[queue].unfinished_tasks == 0:
                for scan_id in processing.waiting(self._services, queue, AHEAD):
                    self._broker.enqueue(message_for(queue, scan_id))


def repeat(action: Callable[[], object], period: float, bell: threading.Event, stop: threading.Event) -> None:
    """Do the action every so often, and at once when the bell rings, until it is time to stop.

    A dependency that is down is logged and asked again. Should this thread end otherwise, the process ends.
    """
    try:
        while not stop.is_set():
            bell.clear()
            try:
                action()
            except HosoError as error:
                log.warning("look_failed", error=error.code)
                stop.wait(1)
            bell.wait(period)
    finally:
        stop.set()
