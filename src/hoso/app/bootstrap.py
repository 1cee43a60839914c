"""Puts everything together; the only place that knows both the use cases and the outside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from dramatiq import Broker, Middleware

from hoso.adapters.clock import SystemClock
from hoso.adapters.database import migrate as migrations
from hoso.adapters.database.engine import create_database_engine
from hoso.adapters.database.unit_of_work import SqlDatabase
from hoso.adapters.objects.folder import FolderObjects
from hoso.adapters.objects.s3 import S3Address, S3Objects
from hoso.adapters.queue import brokers
from hoso.adapters.queue.dramatiq_queue import DramatiqQueue, NoQueue
from hoso.app.settings import Settings
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.reference import procedures
from hoso.services import statistics
from hoso.services.deps import Services
from hoso.services.ports import JobQueue, ObjectStore


def build_services(settings: Settings) -> Services:
    """Everything a use case needs, for this process. Nothing is connected before it is used."""
    # heavy; the supervisor lives without
    from hoso.app.stages import build_engines, build_limits, build_pipeline

    database = SqlDatabase(create_database_engine(settings.database), build_queue(settings))
    return Services(
        uow=database,
        objects=build_objects(settings),
        clock=SystemClock(),
        engine=build_engines(settings),
        catalogue=load_catalogue(),
        limits=build_limits(settings),
        pipeline=build_pipeline(settings),
        policy=settings.policy(),
        procedures=procedures(),
    )


def migrate(settings: Settings) -> None:
    """Bring the database to the shape of this version; any number of processes may do so at once."""
    engine = create_database_engine(settings.database)
    try:
        migrations.migrate(engine)
    finally:
        engine.dispose()


def build_queue(settings: Settings) -> JobQueue:
    """Where messages about new work go."""
    if brokers.is_local(settings.broker_url):
        return NoQueue()
    return DramatiqQueue(build_broker(settings))


def build_broker(settings: Settings, middleware: list[Middleware] | None = None) -> Broker:
    """The message broker that the settings name."""
    return brokers.build_broker(settings.broker_url, middleware)


def build_objects(settings: Settings) -> ObjectStore:
    """The object store that the settings name: an S3 address, or else a folder."""
    if settings.objects.startswith("s3://"):
        return S3Objects(S3Address.parse(settings.objects))
    return FolderObjects(Path(settings.objects.removeprefix("file://")), settings.min_free_mb * 1024 * 1024)


def health_checks(settings: Settings, services: Services) -> Mapping[str, Callable[[], object]]:
    """What readiness asks: each call raises an error of ours when that dependency is down."""
    return {
        "database": partial(statistics.snapshot, services),
        "objects": partial(services.objects.size, "health/ready"),
        "queue": build_queue(settings).ping,
    }
