"""Logs: events with ids, never contents of papers or personal data."""

from __future__ import annotations

import logging
import sys

import structlog

from hoso.app.settings import Settings

#: Libraries that would otherwise tell more than operators need, payloads among it.
_QUIET = ("dramatiq", "urllib3", "alembic", "watchfiles", "httpx", "pikepdf", "PIL")


def configure_logging(settings: Settings) -> None:
    """Send events to standard error: lines for people on a terminal, JSON everywhere else."""
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    json = settings.log_format == "json" or (settings.log_format == "auto" and not sys.stderr.isatty())
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: structlog.types.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False) if json else structlog.dev.ConsoleRenderer()
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    _send_libraries_too(shared, renderer, level)


def _send_libraries_too(
    shared: list[structlog.types.Processor], renderer: structlog.types.Processor, level: int
) -> None:
    """What libraries log takes the same way, as far as operators need it."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("pika").setLevel(logging.CRITICAL)  # one refused connection makes it write ten lines
