"""Dossiers in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, func, insert, not_, or_, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from hoso.adapters.database.rows import application_of, application_row
from hoso.adapters.database.tables import application_numbers as numbers
from hoso.adapters.database.tables import applications as t
from hoso.adapters.database.tables import scans
from hoso.adapters.database.transaction import Transaction
from hoso.schemas.errors import NotFound
from hoso.schemas.scans import Application
from hoso.services.search import fold


class SqlApplications:
    """The repository of dossiers."""

    def __init__(self, transaction: Transaction) -> None:
        self._sql = transaction

    def add(self, application: Application) -> None:
        self._sql.run(insert(t).values(application_row(application)))

    def get(self, code: str) -> Application:
        row = self._sql.one(select(t).where(t.c.code == code))
        if row is None:
            raise NotFound
        return application_of(row)

    def next_number(self, agency: str, day: str) -> int:
        kind = sqlite if self._sql.dialect == "sqlite" else postgresql
        first = kind.insert(numbers).values(agency=agency, day=day, value=1)
        statement = first.on_conflict_do_update(
            index_elements=["agency", "day"], set_={"value": numbers.c.value + 1}
        ).returning(numbers.c.value)
        return int(self._sql.run(statement).scalar_one())

    def find(
        self, query: str, office: str | None, limit: int, cursor: str | None, status: str | None = None
    ) -> Sequence[Application]:
        wanted = fold(query)
        by_name = t.c.applicant_folded.contains(wanted, autoescape=True)
        by_code = func.lower(t.c.code).contains(wanted, autoescape=True)
        statement = select(t).where(or_(by_name, by_code))
        if office is not None:
            statement = statement.where(t.c.office == office)
        if status is not None:
            statement = statement.where(_has_status(status))
        if cursor is not None:
            after = self.get(cursor)
            statement = statement.where(tuple_(t.c.created_at, t.c.code) < (after.created_at, after.code))
        newest = statement.order_by(t.c.created_at.desc(), t.c.code.desc()).limit(limit)
        return [application_of(row) for row in self._sql.many(newest)]


def _any(*states: str) -> ColumnElement[bool]:
    return exists().where(scans.c.application_code == t.c.code, scans.c.state.in_(states))


def _has_status(status: str) -> ColumnElement[bool]:
    """The rule of `hoso.services.moves.status_of_scans` as a condition."""
    ladder = {
        "processing": ("received", "text_ready"),
        "failed": ("failed",),
        "needs_review": ("needs_review",),
        "accepted": ("accepted",),
        "rejected": ("rejected",),
    }
    above = list[str]()
    for name, states in ladder.items():
        if name == status:
            return and_(_any(*states), not_(_any(*above))) if above else _any(*states)
        above += states
    return and_(not_(_any(*above)), t.c.code.is_not(None) if status == "new" else t.c.code.is_(None))
