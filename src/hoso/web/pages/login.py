"""Signing in and out, and the change of password that a one-time password forces."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from hoso.schemas.errors import HosoError, InvalidRequest, NotSignedIn
from hoso.services import accounts
from hoso.web.auth import AnyActor, Backoff, ServicesHere, end_session, give_session, session_token
from hoso.web.templating import render

router = APIRouter()

Text = Annotated[str, Form(max_length=200)]


@router.get("/login")
def form(request: Request, next: str = "/") -> Response:
    """The sign-in page."""
    return render(request, "login.html", {"error": None, "name": "", "next": local(next)})


@router.post("/login")
def sign_in(
    request: Request, services: ServicesHere, name: Text, password: Text, next: Text = "/"
) -> Response:
    """Check the password and start a session, slowly for a name that failed often."""
    backoff: Backoff = request.app.state.backoff
    wait = backoff.wait(name)
    if wait:
        return _again(request, name, next, NotSignedIn(_too_often(wait), _WAIT), 429)
    try:
        actor, token = accounts.authenticate(services, name, password)
    except NotSignedIn as error:
        backoff.failed(name)
        return _again(request, name, next, error, 401)
    backoff.succeeded(name)
    first = accounts.must_change_password(services, actor)
    target = f"/password?next={quote(local(next))}" if first else local(next)
    response = RedirectResponse(target, 303)
    give_session(request, response, token)
    return response


@router.post("/logout")
def sign_out(request: Request, services: ServicesHere) -> Response:
    """End the session."""
    token = session_token(request)
    if token:
        accounts.sign_out(services, token)
    response = RedirectResponse("/login", 303)
    end_session(response)
    return response


@router.get("/password")
def password_form(request: Request, actor: AnyActor, services: ServicesHere, next: str = "/") -> Response:
    """The page to choose a new password."""
    first = accounts.must_change_password(services, actor)
    return _password_page(request, first, local(next), None)


@router.post("/password")
def change_password(
    request: Request,
    actor: AnyActor,
    services: ServicesHere,
    current: Text,
    password: Text,
    again: Text,
    next: Text = "/",
) -> Response:
    """Set the new password; all other sessions of the account end."""
    first = accounts.must_change_password(services, actor)
    try:
        _check_change(request, current, password, again)
        accounts.sign_out(services, _proved(request, services, actor.name, current))
        accounts.set_password(services, actor.name, password)
    except HosoError as error:
        return _password_page(request, first, local(next), error, 400)
    _, token = accounts.authenticate(services, actor.name, password)
    response = RedirectResponse(local(next), 303)
    give_session(request, response, token)
    return response


def local(address: str) -> str:
    """The address when it is a page of ours, else the front page."""
    parts = urlsplit(address)
    safe = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.netloc
    return address if safe and "\\" not in address else "/"


_WAIT = "Xin chờ rồi thử lại. / Please wait, then try again."


def _too_often(seconds: int) -> str:
    return f"Sai nhiều lần, xin chờ {seconds} giây. / Too many failures, wait {seconds} seconds."


def _again(request: Request, name: str, next: str, error: HosoError, status: int) -> Response:
    return render(request, "login.html", {"error": error, "name": name, "next": local(next)}, status)


def _check_change(request: Request, current: str, password: str, again: str) -> None:
    if password != again:
        raise InvalidRequest("Hai mật khẩu mới không giống nhau. / The two new passwords differ.")
    if password == current:
        raise InvalidRequest("Mật khẩu mới phải khác mật khẩu cũ. / The new password must be another one.")


def _proved(request: Request, services: ServicesHere, name: str, current: str) -> str:
    """A session that proves the present password; a stolen session alone changes nothing."""
    backoff: Backoff = request.app.state.backoff
    wait = backoff.wait(name)
    if wait:
        raise NotSignedIn(_too_often(wait), _WAIT)
    try:
        return accounts.authenticate(services, name, current)[1]
    except NotSignedIn as error:
        backoff.failed(name)
        wrong = "Mật khẩu hiện tại chưa đúng. / The present password is not right."
        raise NotSignedIn(wrong, _WAIT) from error


def _password_page(
    request: Request, first: bool, next: str, error: HosoError | None, status: int = 200
) -> Response:
    context = {"first": first, "next": next, "error": error, "minimum": accounts.MIN_PASSWORD}
    return render(request, "password.html", context, status)
