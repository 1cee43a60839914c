"""Settings of a site, read once from `HOSO_…` variables of the environment."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Literal, Self

from pydantic import ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from hoso.schemas.errors import ConfigurationError
from hoso.services.deps import Policy


class Settings(BaseSettings):
    """Everything that a site may choose. Without any, all data lies under `home` on this machine."""

    model_config = SettingsConfigDict(env_prefix="HOSO_", frozen=True, extra="ignore")

    home: Path = Path("var")
    database_url: str = ""
    broker_url: str = "memory://"
    objects_url: str = ""

    host: str = "127.0.0.1"
    port: int = 8000
    trusted_proxies: str = "127.0.0.1"

    agency_code: str = "H26.05"
    max_upload_mb: int = 200
    max_pages: int = 500
    min_free_mb: int = 512
    session_hours: float = 12
    review_claim_minutes: float = 15

    #: Reading processes for the counter (0: one per core but one) and for the archive.
    workers: int = 0
    backfill_workers: int = 1
    recycle_pages: int = 500
    #: `tesseract`, or `package.module:function` that gives the engine of an attempt (1, 2, …).
    engine: str = "tesseract"
    max_attempts: int = 3
    engine_seconds: float = 60
    page_seconds: float = 240
    lease_seconds: float = 300
    first_pause_seconds: float = 2
    outage_pause_seconds: float = 15
    resend_seconds: float = 60
    #: How often workers look for work by themselves (0: often without a broker, rarely with one).
    sweep_seconds: float = 0

    log_format: Literal["auto", "json", "console"] = "auto"
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @model_validator(mode="after")
    def _limits_nest(self) -> Self:
        if not 0 < self.engine_seconds < self.page_seconds < self.lease_seconds:
            raise ValueError("HOSO_ENGINE_SECONDS < HOSO_PAGE_SECONDS < HOSO_LEASE_SECONDS")
        return self

    @property
    def database(self) -> str:
        """Where rows are kept: `database_url`, or a file under `home`."""
        return self.database_url or f"sqlite:///{self.home.absolute() / 'hoso.db'}"

    @property
    def objects(self) -> str:
        """Where bytes are kept: `objects_url`, or a folder under `home`."""
        return self.objects_url or str(self.home.absolute() / "objects")

    @property
    def look_seconds(self) -> float:
        """How often workers look into the database: it feeds them, or only makes up for lost messages."""
        return self.sweep_seconds or (0.3 if self.broker_url.startswith("memory://") else 5.0)

    @property
    def desk_workers(self) -> int:
        """How many processes read for the counter."""
        return self.workers or max(1, (os.cpu_count() or 2) - 1)

    def policy(self) -> Policy:
        """The rules that use cases follow."""
        return Policy(
            agency_code=self.agency_code,
            max_attempts=self.max_attempts,
            engine_timeout=timedelta(seconds=self.engine_seconds),
            page_limit=timedelta(seconds=self.page_seconds),
            lease=timedelta(seconds=self.lease_seconds),
            first_pause=timedelta(seconds=self.first_pause_seconds),
            outage_pause=timedelta(seconds=self.outage_pause_seconds),
            resend_after=timedelta(seconds=self.resend_seconds),
            review_claim=timedelta(minutes=self.review_claim_minutes),
            session=timedelta(hours=self.session_hours),
            spool=self.home.absolute() / "spool",
            min_free_bytes=self.min_free_mb * 1024 * 1024,
        )


def load_settings() -> Settings:
    """The settings of this process. Errors: `ConfigurationError` that names what is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'settings'}: {e['msg']}" for e in error.errors())
        raise ConfigurationError(f"Thiết lập HOSO_… chưa đúng / wrong HOSO_… settings: {wrong}") from error
