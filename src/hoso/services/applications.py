"""Dossiers (hồ sơ): opening one, finding it again, and all that belongs to it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hoso.schemas.errors import InvalidRequest, NotAllowed
from hoso.schemas.scans import (
    Applicant,
    Application,
    HistoryEntry,
    ReceivedVia,
    Scan,
    ScanState,
    StoredDocument,
)
from hoso.services.access import Actor, visible_application
from hoso.services.deps import Services
from hoso.services.moves import status_of_scans

MAX_LIMIT = 200
_PROCEDURE = re.compile(r"\d\.\d{6}(\.\d{2})?(\.H\d{2})?")
_WORKING_DAYS = re.compile(r"(?:<= )?(\d+)(?: or \d+)? working days")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewApplication:
    """What the desk enters to open a dossier."""

    procedure: str
    applicant: Applicant
    received_via: ReceivedVia = "in_person"
    office: str | None = None


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """A dossier with everything in it."""

    application: Application
    scans: tuple[Scan, ...]
    documents: tuple[StoredDocument, ...]
    status: str


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """A dossier in a list."""

    application: Application
    status: str
    scans: int

    def to_json(self) -> dict[str, Any]:
        """The dossier as lists show it."""
        return application_json(self.application) | {"status": self.status, "scans": self.scans}


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list; `next_cursor` is where the next part begins, `None` at the end."""

    items: tuple[ApplicationRow, ...]
    next_cursor: str | None


def application_json(application: Application) -> dict[str, Any]:
    """The dossier's own facts as the API shows them."""
    applicant = application.applicant
    return {
        "code": application.code,
        "procedure": application.procedure,
        "applicant": {"full_name": applicant.full_name, "id_number": applicant.id_number},
        "received_via": application.received_via,
        "office": application.office,
        "created_at": application.created_at.isoformat(),
        "deadline": application.deadline.isoformat() if application.deadline else None,
    }


def create(s: Services, actor: Actor, new: NewApplication) -> Application:
    """Open a dossier under the next code of the day. Errors: `InvalidRequest`, `NotAllowed`."""
    name = " ".join(unicodedata.normalize("NFC", new.applicant.full_name).split())
    known = s.procedures.get(new.procedure)
    if not _PROCEDURE.fullmatch(new.procedure) or (s.procedures and known is None) or not name:
        raise InvalidRequest
    office = new.office or actor.office or s.policy.agency_code
    if actor.office not in (None, office):
        raise NotAllowed
    now, today = s.now(), s.today()
    with s.uow() as uow:
        number = uow.applications.next_number(s.policy.agency_code, f"{today:%y%m%d}")
        application = Application(
            code=f"{s.policy.agency_code}-{today:%y%m%d}-{number:04d}",
            procedure=new.procedure,
            applicant=Applicant(full_name=name, id_number=new.applicant.id_number or None),
            received_via=new.received_via,
            office=office,
            created_at=now,
            created_by=actor.name,
            deadline=deadline_of(known.deadline if known else "", today),
        )
        uow.applications.add(application)
        subject = f"application:{application.code}"
        uow.history.add(HistoryEntry(at=now, actor=actor.name, subject=subject, action="created"))
        uow.commit()
    return application


def get(s: Services, actor: Actor, code: str) -> ApplicationView:
    """The dossier with its scans and papers. Errors: `NotFound`, also for another office's."""
    with s.uow(read_only=True) as uow:
        application = visible_application(uow, actor, code)
        scans = tuple(uow.scans.of_application(code))
        documents = tuple(uow.documents.of_application(code))
    return ApplicationView(application, scans, documents, status_of_scans([scan.state for scan in scans]))


def find(
    s: Services,
    actor: Actor,
    query: str = "",
    status: str | None = None,
    office: str | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> Page:
    """Dossiers of the actor's office, newest first; `query` needs no tone marks."""
    if not 0 < limit <= MAX_LIMIT:
        raise InvalidRequest
    if actor.office is not None and office not in (None, actor.office):
        return Page((), None)
    with s.uow(read_only=True) as uow:
        found = uow.applications.find(query, actor.office or office, limit + 1, cursor, status)
        shown = found[:limit]
        states = uow.scans.states_of([application.code for application in shown])
    rows = tuple(_row(application, states.get(application.code, [])) for application in shown)
    return Page(rows, shown[-1].code if len(found) > limit else None)


def _row(application: Application, states: list[ScanState]) -> ApplicationRow:
    return ApplicationRow(application, status_of_scans(states), len(states))


def deadline_of(words: str, today: date) -> date | None:
    """The last day for the result: `same_day`, or so many days from Monday to Friday (no holidays)."""
    if words.startswith("same_day"):
        return today
    match = _WORKING_DAYS.match(words)
    if match is None:
        return None
    day, left = today, int(match[1])
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day
