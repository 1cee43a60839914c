"""The shapes of the HTTP contract, for validation of what comes in and for the OpenAPI description."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from hoso.schemas.scans import DocumentState, ReceivedVia, ScanState

PlainValue = str | int | float | None
BoxSides = list[float]


class Shape(BaseModel):
    """What all request bodies share: an unknown key is a mistake, said so."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class ApplicantIn(Shape):
    """Who hands the papers in."""

    full_name: str = Field(min_length=1, max_length=200)
    id_number: str | None = Field(default=None, max_length=20)


class ApplicationIn(Shape):
    """A new application (hồ sơ)."""

    procedure: str = Field(min_length=1, max_length=40, examples=["1.001193"])
    applicant: ApplicantIn
    received_via: ReceivedVia
    office: str | None = Field(default=None, max_length=100)


class VersionIn(Shape):
    """Which version of the record the caller looked at; another one stored means 409."""

    version: int = Field(ge=1)


class FieldIn(Shape):
    """A corrected field where its status matters: illegible, missing, or accepted with a value."""

    value: str | int | float | None = None
    status: Literal["accepted", "missing", "illegible"] = "accepted"


class CorrectionIn(VersionIn):
    """New values by field key; a plain value stands for an accepted field."""

    fields: dict[str, FieldIn | str | int | float | None] = Field(min_length=1, max_length=200)


class DecisionIn(VersionIn):
    """A decision with its reason."""

    reason: str | None = Field(default=None, max_length=1000)


class RetypeIn(DecisionIn):
    """The right type of a paper that was sorted wrongly."""

    doc_type: str = Field(min_length=1, max_length=80)


class ErrorOut(BaseModel):
    """Why a scan could not be read."""

    code: str
    message: str
    advice: str


class FindingOut(BaseModel):
    """A doubt or a remark."""

    code: str
    severity: Literal["error", "warning", "info"]
    field: str | None = None
    message: str


class FieldOut(BaseModel):
    """One field of a record with its place on the page."""

    value: str | int | float | None
    text: str
    confidence: float
    status: Literal["accepted", "review", "missing", "illegible"]
    page: int | None
    box: BoxSides | None
    source: Literal["ocr", "qr", "mrz", "derived", "person"]
    derived: dict[str, Any] | None = None


class RecordOut(BaseModel):
    """One paper found in a scan, as understood."""

    doc_type: str
    confidence: float
    pages: list[int]
    decision: Literal["accept", "review"]
    fields: dict[str, FieldOut]
    findings: list[FindingOut]


class DocumentOut(RecordOut):
    """A stored paper: its record, its state, and the version for the next change."""

    id: str
    scan_id: str
    application: str
    state: DocumentState
    version: int
    claimed_by: str | None = None
    claimed_until: datetime | None = None


class ScanOut(BaseModel):
    """One upload and how far it is."""

    id: str
    application: str
    state: ScanState
    queue_position: int | None = None
    attempts: int
    running: bool
    pages_done: int
    page_count: int | None = None
    updated_at: datetime
    error: ErrorOut | None = None
    documents: list[DocumentOut]


class ScanLine(BaseModel):
    """One upload as its application lists it."""

    id: str
    state: ScanState
    sha256: str
    bytes: int
    media_type: str
    pages_done: int
    page_count: int | None = None
    received_at: datetime
    error: ErrorOut | None = None


class ApplicantOut(BaseModel):
    """Who handed the papers in; lists show the number masked."""

    full_name: str
    id_number: str | None = None


class ApplicationFacts(BaseModel):
    """An application's own facts."""

    code: str
    procedure: str
    applicant: ApplicantOut
    received_via: ReceivedVia
    office: str
    created_at: datetime
    deadline: date | None = None


class ApplicationSummary(ApplicationFacts):
    """An application as lists show it: where it stands and how many scans it has."""

    status: str
    scans: int


class ApplicationOut(ApplicationFacts):
    """An application with its scans and papers."""

    status: str
    scans: list[ScanLine]
    documents: list[DocumentOut]


class ApplicationPage(BaseModel):
    """A page of a list; `next_cursor` fetches the next one."""

    items: list[ApplicationSummary]
    next_cursor: str | None = None


class ReceiptOut(BaseModel):
    """The receipt of an upload: given only after the store holds the bytes and the row is committed."""

    scan_id: str
    sha256: str
    bytes: int
    pages: int | None = None
    duplicate_of: str | None = None


class PlaceOut(BaseModel):
    """Where a request was wrong."""

    place: str
    problem: str


class ProblemOut(BaseModel):
    """RFC 9457 problem details with our stable code and advice."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    advice: str
    scan_id: str | None = None
    errors: list[PlaceOut] | None = None


class LiveOut(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class ReadyOut(BaseModel):
    """Whether each dependency answers."""

    status: Literal["ok", "unavailable"]
    dependencies: dict[str, str]
