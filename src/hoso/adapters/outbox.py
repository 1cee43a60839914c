"""Messages noted during a transaction: they leave after the commit or not at all."""

from __future__ import annotations

from datetime import timedelta

import structlog

from hoso.schemas.errors import QueueUnavailable
from hoso.schemas.scans import QueueName
from hoso.services.ports import JobQueue

log = structlog.get_logger(__name__)


class Outbox:
    """What one unit of work wants to say to the job queue."""

    def __init__(self, queue: JobQueue) -> None:
        self._queue = queue
        self._noted: list[tuple[QueueName, str, timedelta]] = []

    def note(self, queue: QueueName, scan_id: str, delay: timedelta) -> None:
        """Remember a message for `send`."""
        self._noted.append((queue, scan_id, delay))

    def drop(self) -> None:
        """Forget all messages: the transaction did not happen."""
        self._noted.clear()

    def send(self) -> None:
        """Send all messages. A queue that is down is logged only: the sweep sends them later."""
        noted, self._noted = self._noted, []
        for queue, scan_id, delay in noted:
            try:
                self._queue.publish(queue, scan_id, delay)
            except QueueUnavailable as error:
                log.warning("message_postponed", queue=queue, scan_id=scan_id, error=error.code)
                return
