"""How failures look over HTTP: one table from error family to status, problem JSON, or a page for people."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any
from urllib.parse import quote

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from hoso.schemas import errors
from hoso.web.templating import render

log = structlog.get_logger(__name__)

#: The first family that fits decides, so the special ones stand above the general ones.
STATUS: tuple[tuple[type[errors.HosoError], int], ...] = (
    (errors.TooLarge, 413),
    (errors.DocumentError, 422),
    (errors.NotFound, 404),
    (errors.Claimed, 423),
    (errors.NotSignedIn, 401),
    (errors.NotAllowed, 403),
    (errors.InvalidRequest, 400),
    (errors.StateError, 409),
    (errors.Unavailable, 503),
)

#: Statuses that the framework itself answers with, in words of ours.
FRAMEWORK: dict[int, type[errors.HosoError]] = {
    404: errors.NotFound,
    413: errors.TooLarge,
}

RETRY_AFTER_SECONDS = "10"


def status_of(error: errors.HosoError) -> int:
    """The HTTP status that an error of ours answers with."""
    return next((status for family, status in STATUS if isinstance(error, family)), 500)


def problem(error: errors.HosoError, status: int | None = None, **more: Any) -> dict[str, Any]:
    """The error as RFC 9457 problem details, with our stable code and what the person can do."""
    return {
        "type": f"urn:hoso:problem:{error.code}",
        "title": type(error).default_message,
        "status": status or status_of(error),
        "detail": error.message,
        "code": error.code,
        "advice": error.advice,
    } | more


def problem_response(error: errors.HosoError, status: int | None = None, **more: Any) -> Response:
    """The error as an `application/problem+json` answer."""
    body = problem(error, status, **more)
    headers = {"Cache-Control": "no-store"}
    if body["status"] == 503:
        headers["Retry-After"] = RETRY_AFTER_SECONDS
    if body["status"] == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(body, body["status"], headers, media_type="application/problem+json")


def wants_page(request: Request) -> bool:
    """Whether a person at a browser asked for a page, rather than a program for data.

    Links to files lead into the API: there only a browser that goes to the address itself gets a page.
    """
    if request.url.path.startswith("/api/") and request.headers.get("sec-fetch-mode") != "navigate":
        return False
    return "text/html" in request.headers.get("accept", "")


def answer(request: Request, error: errors.HosoError, status: int | None = None, **more: Any) -> Response:
    """The error in the form that the asker can use: sign-in page, error page or problem JSON."""
    if not wants_page(request):
        return problem_response(error, status, **more)
    if isinstance(error, errors.NotSignedIn):
        here = request.url.path if request.method == "GET" else "/"
        return RedirectResponse(f"/login?next={quote(here)}", 303)
    if hasattr(request.state, "password_page"):
        return RedirectResponse(request.state.password_page, 303)
    status = status or status_of(error)
    response = render(request, "error.html", {"error": error, "status": status}, status=status)
    if status == 503:
        response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def on_hoso_error(request: Request, error: Exception) -> Response:
    """Answer for every failure of ours; what is our own fault is logged."""
    assert isinstance(error, errors.HosoError)
    status = status_of(error)
    if status >= 500:
        log.error("request_failed", code=error.code, status=status, route=_route(request))
    scan_id = getattr(error, "scan_id", None)
    return answer(request, error, status, **({"scan_id": scan_id} if scan_id else {}))


def on_http_exception(request: Request, error: Exception) -> Response:
    """Answer for what the framework refuses: unknown address, wrong method, unreadable body."""
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, errors.HosoError):
        return on_hoso_error(request, error.__cause__)
    family = FRAMEWORK.get(error.status_code, errors.InvalidRequest)
    response = answer(request, family(), error.status_code)
    response.headers.update(error.headers or {})
    return response


def on_validation_error(request: Request, error: Exception) -> Response:
    """Answer for a request whose shape is wrong; names the places, never repeats the values."""
    assert isinstance(error, RequestValidationError)
    places = [
        {"place": ".".join(str(part) for part in item["loc"]), "problem": item["msg"]}
        for item in error.errors()
    ]
    return answer(request, errors.InvalidRequest(), 400, errors=places)


def on_unexpected(request: Request, error: Exception) -> Response:
    """Answer for a bug of ours: logged with its place, plain words for the person."""
    log.error("request_crashed", kind=type(error).__name__, route=_route(request), places=_places(error))
    return answer(request, errors.HosoError(), 500)


def install(app: FastAPI) -> None:
    """Make the application answer all failures through this module."""
    app.add_exception_handler(errors.HosoError, on_hoso_error)
    app.add_exception_handler(HTTPException, on_http_exception)
    app.add_exception_handler(RequestValidationError, on_validation_error)
    app.add_exception_handler(Exception, on_unexpected)


def _places(error: Exception) -> list[str]:
    """Where it happened, innermost last: files and lines, which hold no personal data."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]


def _route(request: Request) -> str:
    """The pattern of the address, without the codes in it."""
    return str(getattr(request.scope.get("route"), "path", "unknown"))
