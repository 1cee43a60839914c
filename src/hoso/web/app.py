"""Builds the web application from the use cases; nothing else here knows how they are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from anyio import CapacityLimiter
from fastapi import APIRouter, FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.responses import Response

import hoso
from hoso.services import statistics
from hoso.services.deps import Services
from hoso.web import errors
from hoso.web.api import application_events, applications, documents, health, models, scans
from hoso.web.auth import Backoff
from hoso.web.events import POLLERS
from hoso.web.guards import BodyLimit, SameOrigin, SecurityHeaders
from hoso.web.pages import application, desk, document, login, review, status
from hoso.web.templating import STATIC, build_environment

Checks = Mapping[str, Callable[[], object]]

PROBLEM = {"model": models.ProblemOut, "content": {"application/problem+json": {}}}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {**PROBLEM, "description": "The request is not valid"},
    401: {**PROBLEM, "description": "Not signed in"},
    403: {**PROBLEM, "description": "This account may not do that"},
    404: {**PROBLEM, "description": "Not found, or not of this office"},
    409: {**PROBLEM, "description": "Somebody else changed it first, or the state does not allow it"},
    413: {**PROBLEM, "description": "Over the limit"},
    422: {**PROBLEM, "description": "The file is no document that can be read; the original is kept"},
    423: {**PROBLEM, "description": "Somebody else is working on it"},
    503: {**PROBLEM, "description": "A dependency is down; try again"},
}


class KeptFiles(StaticFiles):
    """Static files that browsers may keep for ever: their address changes with their content."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def create_app(services: Services, settings: object = None, *, checks: Checks | None = None) -> FastAPI:
    """The application: JSON API under `/api/v1`, pages for people everywhere else.

    `checks` are the dependencies that readiness asks, each raising an error of ours when it is down;
    without them the database and the object store are asked.
    """
    app = FastAPI(
        title="Hoso",
        version=hoso.__version__,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        swagger_ui_oauth2_redirect_url=None,
    )
    app.state.services = services
    app.state.settings = settings
    app.state.templates = build_environment()
    app.state.pollers = CapacityLimiter(POLLERS)
    app.state.backoff = Backoff()
    app.state.checks = dict(checks or default_checks(services))
    errors.install(app)
    app.add_middleware(BodyLimit, max_upload_bytes=services.limits.max_bytes)
    app.add_middleware(SameOrigin)
    app.add_middleware(SecurityHeaders)
    _add_routes(app)
    return app


def default_checks(services: Services) -> Checks:
    """Ask the database for the counts and the object store for a key that need not be there."""
    return {
        "database": partial(statistics.snapshot, services),
        "objects": partial(services.objects.size, "health/ready"),
    }


def _add_routes(app: FastAPI) -> None:
    api = APIRouter(prefix="/api/v1", responses=PROBLEMS)
    for part in (applications, application_events, scans, documents, health):
        api.include_router(part.router)
    app.include_router(api)
    for page in (login, desk, application, document, review, status):
        app.include_router(page.router, include_in_schema=False)
    static = str(app.state.templates.globals["static"])
    app.mount(static, KeptFiles(directory=STATIC), name="static")
