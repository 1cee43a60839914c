"""Connections to the database, and what its errors mean to us."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from hoso.schemas.errors import ConfigurationError, Conflict, DatabaseUnavailable

BUSY_SECONDS = 15
#: Execution option of a connection that only reads and so need not wait for writers.
READ_ONLY = "hoso_read_only"


@contextmanager
def translated() -> Iterator[None]:
    """Turn the library's errors into ours."""
    try:
        yield
    except IntegrityError as error:
        raise Conflict from error
    except SQLAlchemyError as error:
        raise DatabaseUnavailable from error


def create_database_engine(url: str, pool_size: int = 10) -> Engine:
    """An engine for `postgresql://…` or `sqlite:///…`. Errors: `ConfigurationError` for anything else."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        waits = {"timeout": BUSY_SECONDS}
        engine = create_engine(address, connect_args=waits, max_overflow=40, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if address.get_backend_name() == "postgresql":
        options = "-c statement_timeout=60000 -c lock_timeout=15000 -c timezone=UTC"
        return create_engine(
            address.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            hide_parameters=True,  # values are personal data; errors must not show them
            pool_size=pool_size,
            max_overflow=40,
            pool_timeout=15,
            connect_args={"connect_timeout": 5, "options": options},
        )
    raise ConfigurationError(
        "HOSO_DATABASE_URL phải là postgresql:// hoặc sqlite:/// "
        "/ HOSO_DATABASE_URL must begin with postgresql:// or sqlite:///"
    )


def _prepare_sqlite(connection: Any, record: object) -> None:
    """Readers beside one writer, commits that survive a power cut, and transactions begun by us."""
    connection.isolation_level = None
    for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the write lock at once: one that got it halfway could fail on a stale snapshot."""
    read_only = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def server_time(engine: Engine) -> datetime:
    """The database's own time in UTC. Errors: `DatabaseUnavailable`."""
    with translated(), engine.connect() as connection:
        seconds = (
            "extract(epoch FROM now())"
            if engine.dialect.name == "postgresql"
            else "(julianday('now') - 2440587.5) * 86400"
        )
        return datetime.fromtimestamp(float(connection.execute(text(f"SELECT {seconds}")).scalar_one()), UTC)
