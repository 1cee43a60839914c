"""Bringing the database to the shape that this version needs; safe when several processes start at once."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from hoso.adapters.database.engine import translated
from hoso.schemas.errors import ConfigurationError

#: Any number of ours: PostgreSQL knows advisory locks by number only.
LOCK = 480_053


def migrate(engine: Engine) -> None:
    """Apply what is missing. Errors: `DatabaseUnavailable`; `ConfigurationError` for a newer database."""
    with translated(), _alone(engine) as connection:
        config = _config()
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise ConfigurationError(
                "Cơ sở dữ liệu thuộc phiên bản mới hơn. / The database belongs to a newer version."
            ) from error


def is_current(engine: Engine) -> bool:
    """Whether the database has the shape that this version needs."""
    with translated(), engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    return present == ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A connection while no other process of ours migrates the same database."""
    if engine.dialect.name == "sqlite":
        with Path(f"{engine.url.database}.migrate").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with engine.connect() as connection:
                yield connection
                connection.commit()
        return
    with engine.connect() as connection:
        connection.execute(text("SET lock_timeout = 0; SET statement_timeout = 0"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
        yield connection
        connection.commit()
        connection.execute(text("RESET lock_timeout; RESET statement_timeout"))
        connection.commit()
