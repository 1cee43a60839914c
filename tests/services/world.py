"""A site in memory: use cases on fakes, with a pipeline that reads plain text.

An upload is `%DOC` and its pages, parted by form feeds. A page with `sure` in it needs no look.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from hoso.adapters.memory.database import MemoryDatabase
from hoso.adapters.memory.objects import MemoryObjects
from hoso.adapters.memory.queue import ListQueue
from hoso.pipeline.load import Limits
from hoso.pipeline.recognise.engines import OcrEngine
from hoso.schemas.catalogue import Catalogue, load_catalogue
from hoso.schemas.errors import EmptyFile, EncryptedFile, UnsupportedFormat
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Page, Word
from hoso.schemas.records import Document, FieldValue
from hoso.schemas.reference import Procedure
from hoso.schemas.scans import Applicant, Application, Scan, StoredDocument
from hoso.services import applications, intake, processing
from hoso.services.access import SYSTEM, Actor
from hoso.services.applications import NewApplication
from hoso.services.deps import Pipeline, Policy, Services
from tests.engines import CannedEngine

START = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
BIRTH = Procedure("1.001193", "Đăng ký khai sinh", "ho_tich", "xã", "same_day", True, "", "verified")
ONE_PAGE = b"%DOCone"
TWO_PAGES = b"%DOCone\x0ctwo"
SURE = b"%DOCsure"


@dataclass
class SetClock:
    """Shows the time that it was set to."""

    time: datetime = START

    def now(self) -> datetime:
        return self.time

    def forward(self, **units: float) -> None:
        """Let time pass."""
        self.time += timedelta(**units)


@dataclass(frozen=True)
class TextPage:
    """A page that was read, as the pipeline gives it."""

    page: Page
    image: bytes


def sniff(data: bytes) -> str:
    """`%DOC` begins a document."""
    if not data:
        raise EmptyFile
    if not data.startswith(b"%DOC"):
        raise UnsupportedFormat
    return "application/pdf"


def count(data: bytes, limits: Limits) -> int:
    """Pages are parted by form feeds; `LOCKED` stands for a password."""
    if b"LOCKED" in data:
        raise EncryptedFile
    return data.count(b"\x0c") + 1


def read(data: bytes, engine: OcrEngine, limits: Limits) -> Iterator[TextPage]:
    """Each page's text, once the engine has had its say."""
    for number, text in enumerate(data.removeprefix(b"%DOC").decode().split("\x0c"), 1):
        engine.recognise(np.zeros((8, 8), np.uint8), 300)
        line = Line((Word(text, Box(0.1, 0.1, 0.2, 0.2), 0.9),))
        yield TextPage(Page(number, 100, 200, 300, lines=(line,), blank=not text), f"jpeg {number}".encode())


def understand(pages: Sequence[Page], catalogue: Catalogue, today: date) -> tuple[Document, ...]:
    """Every page that is not blank is a paper."""
    return tuple(_document(page) for page in pages if not page.blank)


def understand_as(pages: Sequence[Page], doc_type: str, catalogue: Catalogue, today: date) -> Document:
    """The paper under another name."""
    return replace(_document(pages[0]), doc_type=doc_type, pages=tuple(page.number for page in pages))


def _document(page: Page) -> Document:
    sure = "sure" in page.text
    name = FieldValue("NGUYỄN A", page.text, 0.9, "accepted" if sure else "review", page.number)
    return Document(
        "birth_certificate", 0.99, (page.number,), "accept" if sure else "review", {"full_name": name}
    )


def compose(data: bytes, pages: Sequence[Page], limits: Limits, title: str) -> bytes:
    """Not a PDF, but tells what went in."""
    return f"%PDF {title} {[page.number for page in pages]}".encode()


READ: Any = read  # its pages are not the pipeline's, but have all that use cases look at
PIPELINE = Pipeline(sniff, count, READ, understand, understand_as, compose, "7")


@dataclass
class World:
    """Everything a test needs to act and to look."""

    spool: Path
    engine: Callable[[int], OcrEngine] = lambda attempt: CannedEngine()
    clock: SetClock = field(default_factory=SetClock)
    queue: ListQueue = field(default_factory=ListQueue)
    objects: MemoryObjects = field(default_factory=MemoryObjects)

    def __post_init__(self) -> None:
        self.database = MemoryDatabase(self.queue)
        self.s = Services(
            uow=self.database,
            objects=self.objects,
            clock=self.clock,
            engine=self._engine,
            catalogue=load_catalogue(),
            limits=Limits(max_bytes=1000),
            pipeline=PIPELINE,
            policy=Policy(spool=self.spool, min_free_bytes=0),
            procedures={BIRTH.code: BIRTH},
        )
        self.application = self.open_application()

    def _engine(self, attempt: int) -> OcrEngine:
        return self.engine(attempt)

    def change(self, **parts: Any) -> None:
        """Other parts in the services."""
        self.s = replace(self.s, **parts)

    def open_application(self, actor: Actor = SYSTEM, name: str = "Nguyễn Thị Đào") -> Application:
        """A dossier of an actor's office."""
        new = NewApplication(procedure=BIRTH.code, applicant=Applicant(full_name=name))
        return applications.create(self.s, actor, new)

    def receive(self, data: bytes = ONE_PAGE, key: str | None = None, **more: Any) -> intake.Receipt:
        """Take in an upload for the world's dossier."""
        return intake.receive(self.s, SYSTEM, self.application.code, io.BytesIO(data), key, **more)

    def scan(self, scan_id: str) -> Scan:
        """The row as it stands."""
        return self.database.tables.scans[scan_id]

    def documents(self, scan_id: str) -> list[StoredDocument]:
        """The papers of a scan as they stand."""
        with self.database() as uow:
            return list(uow.documents.of_scan(scan_id))

    def actions(self, subject: str) -> list[str]:
        """What the history says happened, in order."""
        return [entry.action for entry in self.database.tables.history if entry.subject == subject]

    def work(self, scan_id: str) -> Scan:
        """Read and understand a scan."""
        processing.read_scan(self.s, scan_id)
        processing.understand_scan(self.s, scan_id)
        return self.scan(scan_id)

    def reviewed(self, data: bytes = ONE_PAGE) -> str:
        """The id of a paper that awaits a person."""
        return self.documents(self.work(self.receive(data).scan_id).id)[0].id


def clerk(office: str = "A") -> Actor:
    """A clerk of an office."""
    return Actor(f"clerk-{office}", f"clerk {office}", "clerk", office)


def reviewer(name: str = "r", office: str | None = None) -> Actor:
    """A reviewer, of one office or of all."""
    return Actor(f"reviewer-{name}", name, "reviewer", office)
