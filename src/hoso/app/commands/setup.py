"""What every command that works with the site's data does first."""

from __future__ import annotations

from hoso.app.bootstrap import build_services, migrate
from hoso.app.logging import configure_logging
from hoso.app.settings import Settings, load_settings
from hoso.services.deps import Services


def begin() -> Settings:
    """The settings, with logs going where they say."""
    settings = load_settings()
    configure_logging(settings)
    return settings


def begin_with_data() -> tuple[Settings, Services]:
    """Settings and use cases on a database of the right shape."""
    settings = begin()
    migrate(settings)
    return settings, build_services(settings)
