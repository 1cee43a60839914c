"""A job queue that only remembers what was sent."""

from __future__ import annotations

from datetime import timedelta

from hoso.schemas.scans import QueueName


class ListQueue:
    """Messages as `(queue, scan id)` in a list, in the order in which they were sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[QueueName, str]] = []

    def publish(self, queue: QueueName, scan_id: str, delay: timedelta = timedelta()) -> None:
        self.sent.append((queue, scan_id))

    def ping(self) -> None:
        pass
