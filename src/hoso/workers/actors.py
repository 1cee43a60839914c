"""The actors: `read` and `understand`. A message holds a scan's id; everything else is in the row."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from dramatiq import Actor, Broker

from hoso.services import processing
from hoso.services.claims import Beat, WorkerStopping
from hoso.services.deps import Services
from hoso.workers.watchdog import Watchdog

log = structlog.get_logger(__name__)

UseCase = Callable[[Services, str, str, Beat], None]


@dataclass(slots=True)
class Work:
    """What the actors of one process share: its name, its limits, and whether it is to end.

    After `recycle_pages` pages the process asks itself to end, against leaks in native code.
    """

    services: Services
    worker: str
    watchdog: Watchdog
    recycle_pages: int
    stop: threading.Event = field(default_factory=threading.Event)
    bells: list[threading.Event] = field(default_factory=list)
    pages: int = 0

    def ring(self) -> None:
        """Wake every thread that waits for something to happen."""
        for bell in self.bells:
            bell.set()

    def end(self) -> None:
        """Ask the process to end after the page in hand."""
        self.stop.set()
        self.ring()

    def beat(self) -> None:
        """One page further. Errors: `WorkerStopping` when the process is asked to end."""
        if self.stop.is_set():
            raise WorkerStopping
        self.watchdog.beat()
        self.pages += 1

    def run(self, use_case: UseCase, scan_id: str) -> None:
        """Do one piece of work; the edge where unexpected errors end."""
        try:
            use_case(self.services, scan_id, self.worker, self.beat)
        except Exception as error:  # noqa: BLE001  # the actor edge: the row has it written down already
            last = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{last.filename.rpartition('/')[2]}:{last.lineno}"
            log.error("work_crashed", scan_id=scan_id, error=type(error).__name__, where=where)
        finally:
            self.watchdog.done()
        if self.pages >= self.recycle_pages:
            self.end()


def declare_actors(broker: Broker, work: Work) -> None:
    """Make the actors known to a broker that workers of this process read from."""

    def read(scan_id: str) -> None:
        work.run(processing.read_scan, scan_id)

    def understand(scan_id: str) -> None:
        work.run(processing.understand_scan, scan_id)

    for function, queue in ((read, "desk"), (understand, "records")):
        name = function.__name__
        Actor(function, broker=broker, actor_name=name, queue_name=queue, priority=0, options={})
    broker.declare_queue("backfill")
