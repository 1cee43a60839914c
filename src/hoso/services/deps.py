"""Everything a use case needs, built once by `hoso.app.bootstrap` and handed in: nothing here is global."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from hoso.schemas.catalogue import Catalogue
from hoso.schemas.pages import Page
from hoso.schemas.records import Document
from hoso.schemas.reference import Procedure
from hoso.services.ports import Clock, ObjectStore, UnitOfWorkFactory

if TYPE_CHECKING:
    from hoso.pipeline.load import Limits
    from hoso.pipeline.read import ReadPage
    from hoso.pipeline.recognise.engines import OcrEngine

#: Vietnam keeps one time zone and no summer time.
VIETNAM = timezone(timedelta(hours=7))

Reader = Callable[[bytes, "OcrEngine", "Limits"], Iterator["ReadPage"]]
Understander = Callable[[Sequence[Page], Catalogue, date], tuple[Document, ...]]
Retyper = Callable[[Sequence[Page], str, Catalogue, date], Document]
#: The upload, the read pages of one paper in it and the paper's title in; a searchable PDF out.
Composer = Callable[[bytes, Sequence[Page], "Limits", str], bytes]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The pure functions of the pipeline that use cases call, so that tests can put others in their place."""

    sniff: Callable[[bytes], str]
    count: Callable[[bytes, Limits], int]
    read: Reader
    understand: Understander
    understand_as: Retyper
    compose: Composer
    version: str


@dataclass(frozen=True, slots=True)
class Policy:
    """Rules that a site may tune. Times nest: engine timeout < work limit of a page < lease."""

    agency_code: str = "H26.05"
    max_attempts: int = 3
    engine_timeout: timedelta = timedelta(seconds=60)
    page_limit: timedelta = timedelta(seconds=240)
    lease: timedelta = timedelta(seconds=300)
    first_pause: timedelta = timedelta(seconds=2)
    outage_pause: timedelta = timedelta(seconds=15)
    resend_after: timedelta = timedelta(seconds=60)
    sweep_limit: int = 200
    review_claim: timedelta = timedelta(minutes=15)
    session: timedelta = timedelta(hours=12)
    spool: Path = Path("var/spool")
    min_free_bytes: int = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Services:
    """The outside as use cases see it, the pipeline, and the site's rules.

    `engine` gives the OCR engine of an attempt: the first runs in this process, later ones isolated.
    """

    uow: UnitOfWorkFactory
    objects: ObjectStore
    clock: Clock
    engine: Callable[[int], OcrEngine]
    catalogue: Catalogue
    limits: Limits
    pipeline: Pipeline
    policy: Policy = field(default_factory=Policy)
    procedures: Mapping[str, Procedure] = field(default_factory=dict)

    def now(self) -> datetime:
        """The present time in UTC."""
        return self.clock.now()

    def today(self) -> date:
        """The present day in Vietnam."""
        return self.clock.now().astimezone(VIETNAM).date()
