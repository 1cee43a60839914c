"""What codes say about a paper's fields, weighed against what was read in print.

A code is read exactly or not at all, and the check digits of a card's zone prove what they cover: both beat
the print of the same paper. Where the print was read surely and says something else, a person must look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import ratio

from hoso.pipeline.codes.mrz import Zone, read_zone
from hoso.pipeline.extract.geography import with_derived
from hoso.pipeline.layout.rows import Row
from hoso.pipeline.normalise import normalise
from hoso.pipeline.syllables import fold, unify_tone_placement
from hoso.schemas.catalogue import CodeSpec, DocumentType, FieldSpec
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Code, Page
from hoso.schemas.records import FieldValue, Finding, Severity, Source, Value

#: How sure a code's value is, one that a zone's check digit proves, and one in which a digit was put right.
_BY_CODE, _BY_ZONE, _MENDED = 0.995, 0.985, 0.85
#: What print and code agree on is as sure as this, and a code's value as this where the print denies it.
_AGREED, _DISPUTED = 0.998, 0.8
#: How alike (0 to 100) two addresses are that say the same.
_SAME_ADDRESS = 88
#: How alike (0 to 100) a doubtful print is to what it should say; less alike, it says something else.
_LIKE = 80
#: Below this likeness (0 to 100) a zone's name, which has no marks and may be cut off, is another one.
_OTHER_NAME = 60
_DAY = re.compile(r"(\d{2})(\d{2})(\d{4})")
Fields = Mapping[str, FieldValue]
Findings = tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a code says about a field; `box` is the code's own place on its page."""

    key: str
    value: Value
    text: str
    source: Source
    confidence: float
    page: int
    box: Box


def says(kind: DocumentType, page: Page) -> list[Said]:
    """What the page's codes say about the fields of the type."""
    return [
        said for code in page.codes for spec in kind.codes if code.kind in spec.kinds
        for said in _said(kind, spec, code, page.number)
    ]  # fmt: skip


def _said(kind: DocumentType, spec: CodeSpec, code: Code, page: int) -> Iterator[Said]:
    for key, text in _texts(spec, code.text):
        result = normalise(kind.field(key).kind, text)
        if result.validity in ("ok", "suspicious") and result.value is not None:
            value = result.value
            if kind.sides and kind.field(key).kind == "name":
                value = str(value).upper()  # cards print names in capitals, their codes do not
            yield Said(key, value, text, "qr", _BY_CODE, page, code.box)


def _texts(spec: CodeSpec, text: str) -> Iterator[tuple[str, str]]:
    """The keys that the code speaks of, each with its text."""
    parts = [part.strip() for part in text.split(spec.separator)] if spec.separator else []
    if len(parts) >= len(spec.parts) > 0 and re.fullmatch(spec.first, parts[0]):
        for key, part in zip(spec.parts, parts, strict=False):
            if key and part:
                yield key, "/".join(day.groups()) if (day := _DAY.fullmatch(part)) else part
    for key, pattern in spec.patterns.items():
        found = re.search(pattern, text)
        if found:
            yield key, found[1]


def heed(
    kind: DocumentType, pages: Sequence[Page], rows: Sequence[Row], printed: Fields, doubts: Findings
) -> tuple[Fields, Findings]:
    """The fields with what the paper's codes say about them, and where print and codes disagree.

    `doubts` are those of the print; what was doubtful in print that a code replaces or confirms is settled.
    """
    told = [said for page in pages for said in says(kind, page)]
    zone = read_zone(row.text for row in rows) if kind.sides else None
    if zone is not None:
        told += _of_zone(zone, rows)
    fields, findings = dict(printed), list(_of_several(told))
    for key in dict.fromkeys(said.key for said in told):
        said = max((one for one in told if one.key == key), key=lambda one: one.confidence)
        fields[key], finding = _weighed(kind.field(key), printed[key], said)
        findings += [finding] if finding else []
    if zone is not None:
        findings += _against_zone(zone, fields)
    fields = with_derived(fields, kind.fields) if told else fields
    settled = {key for key, value in fields.items() if value.source in ("qr", "mrz")}
    return fields, (*(doubt for doubt in doubts if doubt.field not in settled), *findings)


def _of_zone(zone: Zone, rows: Sequence[Row]) -> Iterator[Said]:
    """What the zone proves. A card that never ends has no day of expiry."""
    lines = [rows[at] for at in zone.rows]
    box = Box.around(row.box for row in lines)
    parts = (("id_number", zone.number, ""), ("date_of_birth", zone.born, "born"), ("sex", zone.sex, "born"),
             ("expiry_date", zone.expires or None, "expires"))  # fmt: skip
    for key, value, part in parts:
        if value is not None:
            sure = _MENDED if part in zone.mended else _BY_ZONE
            yield Said(key, value, value, "mrz", sure, lines[0].page, box)


def _weighed(spec: FieldSpec, print_: FieldValue, said: Said) -> tuple[FieldValue, Finding | None]:
    """The field's value of the two, and a finding where they differ."""
    sure = said.confidence > _MENDED
    told = FieldValue(said.value, said.text, said.confidence, "accepted" if sure else "review", said.page,
                      said.box, said.source)  # fmt: skip
    if print_.value is None:
        return told, None
    if _agree(spec.kind, print_.value, said.value):
        value = _as_printed(spec.kind, print_.value, said.value)
        both = _AGREED if sure else _BY_ZONE
        return replace(print_, value=value, confidence=both, status="accepted", source=said.source), None
    if not sure:
        return print_, None  # the digit that was put right was another one
    if print_.status != "accepted" and _misread(print_.value, said.value):
        return told, _differs(spec, said, "info")
    return replace(told, confidence=_DISPUTED, status="review"), _differs(spec, said, "warning")


def _agree(kind: str, one: Value, other: Value) -> bool:
    """Whether print and code mean the same; accents' places, case and commas apart."""
    if one == other:
        return True
    if kind == "name":
        return _plain_name(one) == _plain_name(other)
    if kind in ("address", "place", "text"):
        return ratio(_letters(one), _letters(other)) >= _SAME_ADDRESS
    return False


def _misread(printed: Value, told: Value) -> bool:
    """Whether a doubtful print may be a bad reading of what the code says, and no other value."""
    return bool(ratio(_letters(printed), _letters(told)) >= _LIKE)


def _plain_name(value: Value) -> str:
    return unify_tone_placement(str(value).lower())


def _letters(value: Value) -> str:
    return "".join(c for c in fold(str(value)) if c.isalnum())


def _as_printed(kind: str, printed: Value, told: Value) -> Value:
    """The code's words, in the case of the print."""
    if kind == "name" and str(printed).isupper():
        return str(told).upper()
    return told


def _differs(spec: FieldSpec, said: Said, severity: Severity) -> Finding:
    code, name, english = (
        ("qr_print_mismatch", "Mã QR", "The QR code")
        if said.source == "qr"
        else ("mrz_print_mismatch", "Dòng MRZ", "The MRZ")
    )
    return Finding(
        code,
        severity,
        f"{name} ghi mục “{spec.label_vi}” khác với chữ in. / {english} says something else than the print.",
        spec.key,
    )


def _of_several(told: Sequence[Said]) -> Iterator[Finding]:
    """Codes of one kind that speak of different people: papers lie on one another."""
    if len({said.value for said in told if said.key == "id_number" and said.source == "qr"}) > 1:
        yield Finding(
            "several_codes",
            "warning",
            "Trang có mã QR của nhiều người. / The paper bears QR codes of several people.",
            "id_number",
        )


def _against_zone(zone: Zone, fields: Fields) -> Iterator[Finding]:
    """What the zone proves only in part: the end of the number, and the name without its marks."""
    number, name = fields["id_number"], fields["full_name"]
    if zone.short and number.value is not None and not str(number.value).endswith(zone.short):
        yield _zone_finding("id_number", "số", "number", number)
    if zone.names and name.value is not None and _unlike(zone.names, name.value):
        yield _zone_finding("full_name", "họ tên", "name", name)


def _unlike(one: Value, other: Value) -> bool:
    return ratio(_letters(one), _letters(other)) < _OTHER_NAME


def _zone_finding(key: str, part: str, english: str, printed: FieldValue) -> Finding:
    message = f"Dòng MRZ ghi {part} khác với mặt trước. / The MRZ has another {english} than the front."
    return Finding("mrz_print_mismatch", "warning" if printed.status == "accepted" else "info", message, key)
