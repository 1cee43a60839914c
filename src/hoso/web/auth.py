"""Who is asking: a bearer token of a program, or the session cookie of a browser."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Annotated, cast
from urllib.parse import quote

from fastapi import Depends, Request
from starlette.responses import Response

from hoso.schemas.errors import NotAllowed, NotSignedIn
from hoso.services import accounts
from hoso.services.access import Actor
from hoso.services.deps import Services
from hoso.web.guards import SESSION_COOKIE

FIRST_PASSWORD = "Xin đổi mật khẩu dùng một lần trước. / Change the one-time password first."


def services_of(request: Request) -> Services:
    """The use cases' outside, as built at start."""
    return cast(Services, request.app.state.services)


ServicesHere = Annotated[Services, Depends(services_of)]


def bearer_token(request: Request) -> str | None:
    """The token of the `Authorization: Bearer` header, if there is one."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def session_token(request: Request) -> str | None:
    """The token of the session cookie, if there is one."""
    return request.cookies.get(SESSION_COOKIE)


def any_actor(request: Request, services: ServicesHere) -> Actor:
    """Who is asking, also while the one-time password is still to be changed. Errors: `NotSignedIn`."""
    token = bearer_token(request) or session_token(request)
    if not token:
        raise NotSignedIn
    actor = accounts.actor_of_token(services, token)
    request.state.actor = actor
    return actor


def full_actor(
    request: Request, actor: Annotated[Actor, Depends(any_actor)], services: ServicesHere
) -> Actor:
    """Who is asking, with a password of their own. Errors: `NotSignedIn`, `NotAllowed`."""
    if bearer_token(request) is None and accounts.must_change_password(services, actor):
        request.state.password_page = f"/password?next={quote(request.url.path)}"
        raise NotAllowed(FIRST_PASSWORD)
    return actor


AnyActor = Annotated[Actor, Depends(any_actor)]
SignedIn = Annotated[Actor, Depends(full_actor)]


def give_session(request: Request, response: Response, token: str) -> None:
    """Put the session into a cookie that scripts cannot read and other sites cannot use for writes."""
    secure = request.url.scheme == "https"
    response.set_cookie(SESSION_COOKIE, token, path="/", httponly=True, samesite="lax", secure=secure)


def end_session(response: Response) -> None:
    """Take the cookie away and, where browsers allow it, the cached pages with it."""
    response.delete_cookie(SESSION_COOKIE, path="/", httponly=True, samesite="lax")
    response.headers["Clear-Site-Data"] = '"cache"'


class Backoff:
    """Slows guessing of passwords: after a few failures each further one doubles the wait for that name.

    Counts live in this process; the oldest are forgotten first, so memory stays bounded.
    """

    FREE_TRIES = 5
    LONGEST_SECONDS = 60.0
    NAMES = 10_000

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, name: str) -> int:
        """Seconds until this name may try again; 0 when it may now."""
        with self._lock:
            _, until = self._failures.get(name.casefold(), (0, 0.0))
        return max(0, -int(-(until - self._now()) // 1))

    def failed(self, name: str) -> None:
        """Count a failure."""
        with self._lock:
            count = self._failures.pop(name.casefold(), (0, 0.0))[0] + 1
            extra = count - self.FREE_TRIES
            pause = min(self.LONGEST_SECONDS, 2.0**extra) if extra >= 0 else 0.0
            self._failures[name.casefold()] = (count, self._now() + pause)
            while len(self._failures) > self.NAMES:
                self._failures.popitem(last=False)

    def succeeded(self, name: str) -> None:
        """Forget the failures of a name."""
        with self._lock:
            self._failures.pop(name.casefold(), None)
