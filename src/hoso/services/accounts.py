"""Accounts: who may come in. Passwords are kept as argon2 hashes, tokens as SHA-256."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from hoso.schemas.errors import Conflict, InvalidRequest, NotFound, NotSignedIn
from hoso.schemas.scans import ApiToken, HistoryEntry, Role, User
from hoso.services.access import Actor
from hoso.services.deps import Services
from hoso.services.ports import UnitOfWork

MIN_PASSWORD = 10
_WRONG = "Sai tên đăng nhập hoặc mật khẩu. / Wrong name or password."


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@lru_cache(maxsize=1)
def _nobody() -> str:
    """A hash to check when the name is unknown, so that the answer takes as long."""
    return _hasher().hash(secrets.token_urlsafe(16))


def authenticate(s: Services, name: str, password: str) -> tuple[Actor, str]:
    """The account and a new session token. Errors: `NotSignedIn`."""
    with s.uow(read_only=True) as uow:
        user = uow.users.by_name(name)
    if not _matches(user.password_hash if user else _nobody(), password) or user is None or user.disabled:
        raise NotSignedIn(_WRONG)
    return _actor(user), _issue(s, user, "session", "web", s.policy.session)


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher().verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def actor_of_token(s: Services, token: str) -> Actor:
    """Whose token it is. Errors: `NotSignedIn` when unknown, expired, or the account is disabled."""
    with s.uow(read_only=True) as uow:
        known = uow.users.token_by_sha256(_digest(token))
        if known is None or (known.expires_at and known.expires_at <= s.now()):
            raise NotSignedIn
        user = uow.users.get(known.user_id)
    if user.disabled:
        raise NotSignedIn
    return _actor(user)


def must_change_password(s: Services, actor: Actor) -> bool:
    """Whether the account still has the password that was given to it."""
    with s.uow(read_only=True) as uow:
        return uow.users.get(actor.user_id).must_change_password


def sign_out(s: Services, token: str) -> None:
    """End the session; nothing happens when it has ended already."""
    with s.uow() as uow:
        known = uow.users.token_by_sha256(_digest(token))
        if known:
            uow.users.delete_token(known.id)
            uow.commit()


def create_user(
    s: Services, name: str, role: Role, office: str | None = None, password: str | None = None
) -> str:
    """A new account; returns its password, made up for one use when none is given.

    Errors: `InvalidRequest`, `Conflict` when the name is taken.
    """
    if not name.strip() or (office is None and role in ("clerk", "reviewer")):
        raise InvalidRequest
    chosen = secrets.token_urlsafe(12) if password is None else _checked(password)
    user = User(
        id=uuid.uuid4().hex,
        name=name.strip(),
        role=role,
        office=office,
        password_hash=_hasher().hash(chosen),
        must_change_password=password is None,
        created_at=s.now(),
    )
    with s.uow() as uow:
        if uow.users.by_name(user.name):
            raise Conflict("Tên đăng nhập đã có. / That name is taken.")
        uow.users.add(user)
        _note(s, uow, user, "user_created")
        uow.commit()
    return chosen


def set_password(s: Services, name: str, password: str | None = None) -> str:
    """Give an account a new password and end all its sessions; returns it, made up when none is given."""
    chosen = secrets.token_urlsafe(12) if password is None else _checked(password)
    with s.uow() as uow:
        user = _named(uow, name)
        uow.users.save(
            replace(user, password_hash=_hasher().hash(chosen), must_change_password=password is None)
        )
        _end_tokens(uow, user, ("session",))
        _note(s, uow, user, "password_set")
        uow.commit()
    return chosen


def disable_user(s: Services, name: str) -> None:
    """Lock an account out: sessions and tokens end at once. Errors: `NotFound`."""
    with s.uow() as uow:
        user = _named(uow, name)
        uow.users.save(replace(user, disabled=True))
        _end_tokens(uow, user, ("session", "api"))
        _note(s, uow, user, "user_disabled")
        uow.commit()


def list_users(s: Services) -> Sequence[User]:
    """All accounts by name."""
    with s.uow(read_only=True) as uow:
        return sorted(uow.users.all(), key=lambda user: user.name)


def create_token(s: Services, user_name: str, label: str, days: int | None = 365) -> str:
    """A bearer token for other programs; shown this once only. Errors: `NotFound`."""
    with s.uow(read_only=True) as uow:
        user = _named(uow, user_name)
    return _issue(s, user, "api", label, timedelta(days=days) if days else None)


def list_tokens(s: Services, user_name: str) -> Sequence[ApiToken]:
    """The API tokens of an account, without their text."""
    with s.uow(read_only=True) as uow:
        tokens = uow.users.tokens_of(_named(uow, user_name).id)
    return [token for token in tokens if token.kind == "api"]


def revoke_token(s: Services, user_name: str, token_id: str) -> None:
    """End an API token. Errors: `NotFound`."""
    with s.uow() as uow:
        user = _named(uow, user_name)
        if token_id not in [token.id for token in uow.users.tokens_of(user.id)]:
            raise NotFound
        uow.users.delete_token(token_id)
        _note(s, uow, user, "token_revoked")
        uow.commit()


def ensure_admin(s: Services) -> str | None:
    """At the very first start: the administrator `admin` with the one-time password returned."""
    if list_users(s):
        return None
    try:
        return create_user(s, "admin", "admin")
    except Conflict:
        return None  # Another process was first and has shown the password.


def _issue(
    s: Services, user: User, kind: Literal["api", "session"], label: str, lasts: timedelta | None
) -> str:
    text, now = f"hoso_{secrets.token_urlsafe(32)}", s.now()
    token = ApiToken(
        id=uuid.uuid4().hex,
        user_id=user.id,
        sha256=_digest(text),
        label=label,
        kind=kind,
        created_at=now,
        expires_at=now + lasts if lasts else None,
    )
    with s.uow() as uow:
        uow.users.add_token(token)
        uow.commit()
    return text


def _actor(user: User) -> Actor:
    return Actor(user.id, user.name, user.role, user.office)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _checked(password: str) -> str:
    if len(password) < MIN_PASSWORD:
        raise InvalidRequest("Mật khẩu cần ít nhất 10 ký tự. / A password needs at least 10 characters.")
    return password


def _named(uow: UnitOfWork, name: str) -> User:
    user = uow.users.by_name(name)
    if user is None:
        raise NotFound
    return user


def _end_tokens(uow: UnitOfWork, user: User, kinds: tuple[str, ...]) -> None:
    for token in uow.users.tokens_of(user.id):
        if token.kind in kinds:
            uow.users.delete_token(token.id)


def _note(s: Services, uow: UnitOfWork, user: User, action: str) -> None:
    uow.history.add(HistoryEntry(at=s.now(), actor="system", subject=f"user:{user.id}", action=action))
