"""Whether the service lives, whether it can do its work, and numbers for Prometheus."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from fastapi import APIRouter, Request
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.responses import JSONResponse, Response

from hoso.schemas.errors import HosoError, Unavailable
from hoso.services import statistics
from hoso.web.api import models
from hoso.web.auth import ServicesHere

log = structlog.get_logger(__name__)
router = APIRouter(tags=["operations"])


@router.get("/health/live", response_model=models.LiveOut)
async def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/health/ready", response_model=models.ReadyOut, responses={503: {"model": models.ReadyOut}})
def ready(request: Request) -> Response:
    """Whether each dependency answers: 200 when all do, else 503 and which one does not."""
    answers = {name: _answer(name, check) for name, check in request.app.state.checks.items()}
    fine = all(answer == "ok" for answer in answers.values())
    body = {"status": "ok" if fine else "unavailable", "dependencies": answers}
    return JSONResponse(body, 200 if fine else 503, {} if fine else {"Retry-After": "10"})


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
def metrics(services: ServicesHere) -> Response:
    """The numbers about the work in Prometheus' text format; no personal data."""
    now = statistics.snapshot(services)
    registry = CollectorRegistry()
    scans = Gauge("hoso_scans", "Scans in each state", ["state"], registry=registry)
    oldest = Gauge(
        "hoso_queue_oldest_seconds", "How long the oldest due scan has waited", ["queue"], registry=registry
    )
    for state, count in now.states.items():
        scans.labels(state).set(count)
    for queue, seconds in now.oldest_seconds.items():
        oldest.labels(queue).set(seconds)
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def _answer(name: str, check: Callable[[], None]) -> str:
    try:
        check()
    except HosoError as error:
        log.warning("not_ready", dependency=name, code=error.code)
        return error.code if isinstance(error, Unavailable) else "error"
    return "ok"
