"""The database's shape: reached from nothing, by many at once, and the same as the code thinks."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from hoso.adapters.database.engine import create_database_engine, server_time
from hoso.adapters.database.migrate import is_current, migrate
from hoso.adapters.database.tables import metadata
from hoso.adapters.database.unit_of_work import SqlDatabase
from hoso.adapters.memory.queue import ListQueue
from hoso.schemas.errors import ConfigurationError, Conflict, DatabaseUnavailable
from hoso.schemas.scans import HistoryEntry
from tests.contract.test_database import NOW, application
from tests.site import ROOT

MIGRATE = (
    "import sys; from hoso.adapters.database.engine import create_database_engine as e;"
    "from hoso.adapters.database.migrate import migrate; migrate(e(sys.argv[1]))"
)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new' / 'hoso.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def engine(url: str) -> Engine:
    """An engine on it."""
    return create_database_engine(url)


def test_many_processes_may_start_at_once(url: str, engine: Engine) -> None:
    """All of them find the database as they need it; one has made it so."""
    starting = [
        subprocess.Popen([sys.executable, "-c", MIGRATE, url], env={"PYTHONPATH": str(ROOT / "src")})
        for _ in range(4)
    ]

    assert [process.wait(60) for process in starting] == [0, 0, 0, 0]
    assert is_current(engine)
    engine.dispose()


def test_migrations_make_what_the_code_expects(engine: Engine) -> None:
    """Tables, columns, indexes and rules of the migrations are those of the table definitions."""
    assert not is_current(engine)
    migrate(engine)
    migrate(engine)

    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


@pytest.mark.parametrize("change", ["UPDATE history SET action = 'x'", "DELETE FROM history"])
def test_history_refuses_changes(engine: Engine, change: str) -> None:
    """Even with the database's own tools an entry is neither changed nor removed."""
    migrate(engine)
    with SqlDatabase(engine, ListQueue())() as uow:
        uow.history.add(HistoryEntry(at=NOW, actor="lan", subject="s", action="created"))
        uow.commit()

    with engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text(change))
    engine.dispose()


def test_a_newer_database_is_left_alone(engine: Engine) -> None:
    """An older program says so at its start instead of guessing."""
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(ConfigurationError):
        migrate(engine)
    engine.dispose()


def test_errors_never_show_values(engine: Engine) -> None:
    """What the database complains about may be printed; personal data is not in it."""
    migrate(engine)
    with SqlDatabase(engine, ListQueue())() as uow:
        uow.applications.add(application())
        with pytest.raises(Conflict) as broken:
            uow.applications.add(application())

    assert broken.value.__cause__
    assert "Hồng" not in str(broken.value.__cause__)
    engine.dispose()


def test_the_clock_of_the_database(engine: Engine) -> None:
    """The database's time is UTC and about now."""
    assert abs((server_time(engine) - datetime.now(UTC)).total_seconds()) < 5
    engine.dispose()


def test_an_address_that_leads_nowhere() -> None:
    """A server that is away is unavailable; a kind of database that we do not know is the set-up's fault."""
    engine = create_database_engine("postgresql://hoso@127.0.0.1:9/hoso")
    with pytest.raises(DatabaseUnavailable):
        migrate(engine)
    with pytest.raises(ConfigurationError):
        create_database_engine("mysql://somewhere/hoso")
