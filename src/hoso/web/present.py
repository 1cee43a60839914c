"""Turns stored papers into what the pages show: labels, groups, boxes and problems in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from hoso.schemas.catalogue import Catalogue, FieldSpec
from hoso.schemas.records import FieldValue, Finding, Value
from hoso.schemas.scans import StoredDocument
from hoso.web.words import GROUPS, label

SEXES = {"male": "Nam", "female": "Nữ"}
DOUBTFUL = frozenset({"review", "illegible"})


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of the form. `shown` is the value as people in Vietnam write it, `status` as it needs work.

    A required field that is not on the paper counts as doubtful, and so does one that a check speaks against
    (`flagged`), until a person has settled it.
    """

    key: str
    kind: str
    label_vi: str
    label_en: str
    required: bool
    shown: str
    field: FieldValue
    flagged: bool = False

    @property
    def full_label(self) -> str:
        """The label with the person that it is about, where labels alone would be ambiguous."""
        group = self.key.rpartition(".")[0]
        who = label(GROUPS, group).vi.lower()
        return f"{self.label_vi} ({who})" if group and who not in self.label_vi.lower() else self.label_vi

    @property
    def doubtful(self) -> bool:
        if self.field.source == "person":
            return False
        absent = self.required and self.field.status == "missing"
        return self.field.status in DOUBTFUL or absent or self.flagged

    @property
    def absent(self) -> bool:
        """Whether the paper does not have it and need not."""
        return self.field.status == "missing" and not self.required and not self.flagged

    @property
    def control(self) -> str:
        """What to type into: a list for the sex, several lines for long text, else one line."""
        if self.kind == "sex":
            return "select"
        return "textarea" if len(self.shown) > 30 else "input"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that needs a person: what, how bad, and what to do about it."""

    severity: str
    text: str
    advice: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperView:
    """One paper as cards and the review page show it."""

    stored: StoredDocument
    title_vi: str
    title_en: str
    fields: tuple[FieldView, ...]
    problems: tuple[Problem, ...]

    @property
    def doubtful(self) -> tuple[FieldView, ...]:
        return tuple(view for view in self.fields if view.doubtful)

    @property
    def settled(self) -> tuple[FieldView, ...]:
        return tuple(view for view in self.fields if view.field.status == "accepted")


def paper(stored: StoredDocument, catalogue: Catalogue) -> PaperView:
    """The paper with its labels and problems."""
    record = stored.document
    known = catalogue.get(record.doc_type) if record.doc_type in catalogue else None
    specs = {spec.key: spec for spec in known.fields} if known else {}
    flagged = {finding.field for finding in record.findings if finding.severity != "info"}
    fields = tuple(_field(key, value, specs.get(key), key in flagged) for key, value in record.fields.items())
    return PaperView(
        stored=stored,
        title_vi=known.title_vi if known else record.doc_type,
        title_en=known.title_en if known else record.doc_type,
        fields=fields,
        problems=tuple(_problems(fields, record.findings)),
    )


def shown(kind: str, value: Value) -> str:
    """A normalised value as people in Vietnam write it: `05/03/1998`, `Nữ`, `1234,5`."""
    if value is None:
        return ""
    if kind == "date" and isinstance(value, str):
        return "/".join(reversed(value.split("-")))
    if kind == "sex":
        return SEXES.get(str(value), str(value))
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def claimed_by_other(stored: StoredDocument, name: str, now: datetime) -> str | None:
    """Who else works on the paper at this moment, if anybody."""
    if stored.claimed_by in (None, name) or stored.claimed_until is None or stored.claimed_until < now:
        return None
    return stored.claimed_by


def _field(key: str, value: FieldValue, spec: FieldSpec | None, flagged: bool) -> FieldView:
    kind = spec.kind if spec else "text"
    return FieldView(
        key=key,
        kind=kind,
        label_vi=spec.label_vi if spec else key,
        label_en=key.rpartition(".")[2].replace("_", " "),
        required=bool(spec and spec.required),
        shown=shown(kind, value.value),
        field=value,
        flagged=flagged,
    )


def _problems(fields: Sequence[FieldView], findings: Sequence[Finding]) -> Iterator[Problem]:
    """What is illegible or missing in one line each, then what the checks say about other fields."""
    illegible = [view for view in fields if view.field.status == "illegible"]
    if illegible:
        advice = "Xin nhập theo bản gốc, hoặc quét lại trang ở 300 dpi."
        yield _about("error", "Mờ, không đọc được", illegible, advice)
    missing = [view for view in fields if view.required and view.field.status == "missing"]
    if missing:
        advice = "Xin đối chiếu bản gốc; nếu giấy tờ không ghi, đề nghị người nộp bổ sung."
        yield _about("warning", "Thiếu thông tin bắt buộc", missing, advice)
    told = {view.key for view in (*illegible, *missing)}
    labels = {view.key: view.full_label for view in fields}
    yield from (_said(finding, labels) for finding in findings if finding.field not in told)


def _about(severity: str, what: str, views: Sequence[FieldView], advice: str) -> Problem:
    names = ", ".join(view.full_label for view in views)
    return Problem(severity, f"{what}: {names}.", advice, tuple(view.key for view in views))


def _said(finding: Finding, labels: Mapping[str, str]) -> Problem:
    place = labels.get(finding.field or "")
    text = f"{place}: {finding.message}" if place else finding.message
    advice = {"error": "Xin đối chiếu bản gốc và sửa.", "warning": "Xin kiểm tra lại."}
    keys = (finding.field,) if finding.field else ()
    return Problem(finding.severity, text, advice.get(finding.severity, ""), keys)
