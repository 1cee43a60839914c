"""Who is asking, and what that account may see and do."""

from __future__ import annotations

from dataclasses import dataclass

from hoso.schemas.errors import NotAllowed, NotFound
from hoso.schemas.scans import Application, Role, StoredDocument
from hoso.services.ports import UnitOfWork

REVIEWERS: frozenset[Role] = frozenset({"reviewer", "supervisor", "admin"})
SUPERVISORS: frozenset[Role] = frozenset({"supervisor", "admin"})
ADMINS: frozenset[Role] = frozenset({"admin"})


@dataclass(frozen=True, slots=True)
class Actor:
    """An account at work. `office` bounds what it sees; `None` sees every office."""

    user_id: str
    name: str
    role: Role
    office: str | None


#: Hoso itself: hot folder, command line, demo.
SYSTEM = Actor("system", "system", "admin", None)


def require(actor: Actor, roles: frozenset[Role]) -> None:
    """Errors: `NotAllowed` when the account has none of these roles."""
    if actor.role not in roles:
        raise NotAllowed


def visible_application(uow: UnitOfWork, actor: Actor, code: str) -> Application:
    """The application, when it exists and belongs to the actor's office; else `NotFound` either way."""
    application = uow.applications.get(code)
    if actor.office is not None and application.office != actor.office:
        raise NotFound
    return application


def visible_document(uow: UnitOfWork, actor: Actor, document_id: str) -> StoredDocument:
    """The document, when it exists and belongs to the actor's office; else `NotFound` either way."""
    document = uow.documents.get(document_id)
    visible_application(uow, actor, document.application_code)
    return document
