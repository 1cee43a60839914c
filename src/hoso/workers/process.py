"""One worker process: an actor thread for reading, one for understanding, and one that looks for work."""

from __future__ import annotations

import os
import signal
import socket
import threading
import uuid
from collections.abc import Callable, Sequence
from functools import partial

import structlog
from dramatiq import Worker

from hoso.adapters.queue.brokers import is_local
from hoso.app.bootstrap import build_broker, build_services
from hoso.app.settings import Settings
from hoso.app.supervisor import end_with_supervisor
from hoso.pipeline import ready
from hoso.schemas.errors import HosoError
from hoso.schemas.scans import QueueName
from hoso.services import processing
from hoso.services.claims import release_worker
from hoso.services.deps import Services
from hoso.workers.actors import Work, declare_actors
from hoso.workers.feeding import Feeder, Wake, repeat
from hoso.workers.watchdog import Watchdog

log = structlog.get_logger(__name__)

#: How long a stopping process waits for the page in hand, in milliseconds.
STOP_MS = 10_000
#: Heavy and light work have a thread each: one long scan does not hold up the records of others.
HEAVY: frozenset[QueueName] = frozenset({"desk", "backfill"})


def run(settings: Settings, queues: Sequence[QueueName], name: str = "") -> None:
    """Work on these queues until asked to stop. `name` is this process's place under a supervisor:
    leases of a predecessor of that name are ended, for it is dead."""
    services = build_services(settings)
    worker = f"{name}@{socket.gethostname()}" if name else f"{socket.gethostname()}-{uuid.uuid4().hex[:8]}"
    work = Work(services, worker, Watchdog(settings.page_seconds), settings.recycle_pages)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: work.end())
    end_with_supervisor()
    if name:
        _release(services, worker)
    _get_ready(services, HEAVY.intersection(queues))
    groups = [[q for q in queues if q in HEAVY], [q for q in queues if q not in HEAVY]]
    workers = [_start(settings, work, group) for group in groups if group]
    if not is_local(settings.broker_url):
        _spawn(work, partial(processing.sweep, services), settings.look_seconds)
    log.info("working", worker=worker, queues=list(queues), pid=os.getpid())
    while not work.stop.wait(0.2):
        pass
    for each in workers:
        each.stop(timeout=STOP_MS)
    log.info("stopped", worker=worker, pages=work.pages)


def _get_ready(services: Services, heavy: frozenset[QueueName]) -> None:
    """Load before the first scan what reading and understanding take: a citizen stands and waits for it."""
    ready.get_ready(services.catalogue)
    try:
        if heavy:
            services.engine(1)
    except HosoError as error:  # the scans that need it tell people
        log.warning("no engine", code=error.code)


def _start(settings: Settings, work: Work, queues: Sequence[QueueName]) -> Worker:
    """A Dramatiq worker with one thread on these queues, and what feeds it when no broker does."""
    broker = build_broker(settings, [Wake(work.ring)])
    declare_actors(broker, work)
    worker = Worker(broker, queues=set(queues), worker_threads=1, worker_timeout=200)
    worker.queue_prefetch = 1  # what one process holds back, an idle one could do
    worker.start()
    if is_local(settings.broker_url):
        _spawn(work, Feeder(work.services, broker, queues), settings.look_seconds)
    return worker


def _spawn(work: Work, action: Callable[[], object], period: float) -> None:
    bell = threading.Event()
    work.bells.append(bell)
    threading.Thread(target=repeat, args=(action, period, bell, work.stop), daemon=True).start()


def _release(services: Services, worker: str) -> None:
    try:
        count = release_worker(services, worker)
    except HosoError as error:
        log.warning("release_failed", error=error.code)
    else:
        log.info("released", worker=worker, scans=count)
