"""A pipeline with known answers: what it reads does not depend on the bytes, so web tests are fast."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from hoso.pipeline.load import sniff
from hoso.schemas.catalogue import Catalogue, DocumentType
from hoso.schemas.errors import EncryptedFile
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Page, Word
from hoso.schemas.records import Document, FieldStatus, FieldValue, Finding, Value
from hoso.services.deps import Pipeline

WIDTH, HEIGHT = 1240, 1754
PAGES = 2
#: Bytes that the canned pipeline takes for a protected PDF.
LOCKED = b"%PDF-1.4 locked"

#: The birth certificate that every scan turns out to be: value, as read, probability, status.
VALUES: dict[str, tuple[Value, str, float, FieldStatus]] = {
    "registration_number": ("127/2019", "127/2019", 0.981, "accepted"),
    "full_name": ("NGUYỄN THỊ THÙY DƯƠNG", "NGUYỄN THỊ THÙY DƯƠNG", 0.995, "accepted"),
    "date_of_birth": ("2019-03-05", "05/03/2019", 0.991, "accepted"),
    "sex": ("female", "Nữ", 0.998, "accepted"),
    "ethnicity": ("Kinh", "Kinh", 0.999, "accepted"),
    "nationality": ("Việt Nam", "Việt Nam", 0.999, "accepted"),
    "place_of_birth": ("Bệnh viện Phụ sản Hà Nội, 929 La Thành, quận Ba Đình, Hà Nội",) * 2
    + (0.72, "review"),
    "personal_id": ("001319012345", "0013l9012345", 0.61, "review"),
    "mother.full_name": ("TRẦN THỊ HỒNG HẠNH", "TRẦN THỊ HỒNG HẠNH", 0.993, "accepted"),
    "mother.birth_year": (None, "19?2", 0.2, "illegible"),
    "father.full_name": ("NGUYỄN VĂN QUẢNG", "NGUYỄN VĂN QUẢNG", 0.64, "review"),
    "father.birth_year": ("1989", "1989", 0.98, "accepted"),
    "registration_date": ("2019-03-20", "20/03/2019", 0.97, "accepted"),
}


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page with its picture, as the reading half of the pipeline yields it."""

    page: Page
    image: bytes


class CannedPipeline:
    """Makes `Pipeline` values; `fault` is raised at the first page while it is set."""

    def __init__(self) -> None:
        self.fault: Exception | None = None

    def pipeline(self) -> Pipeline:
        """The functions that use cases call."""
        return Pipeline(
            sniff=sniff,
            count=self._count,
            read=self._read,  # type: ignore[arg-type]  # a page and its picture are all that is used
            understand=self._understand,
            understand_as=self._understand_as,
            compose=lambda *anything: b"%PDF-1.4 canned",
            version="canned",
        )

    def _count(self, data: bytes, limits: object) -> int:
        if data.startswith(LOCKED):
            raise EncryptedFile
        return PAGES

    def _read(self, data: bytes, engine: object, limits: object) -> Iterator[DrawnPage]:
        if self.fault:
            raise self.fault
        for number in range(1, PAGES + 1):
            page = Page(number=number, width_px=WIDTH, height_px=HEIGHT, dpi=150, lines=_lines(number))
            yield DrawnPage(page, drawn(number))

    def _understand(self, pages: Sequence[Page], catalogue: Catalogue, today: date) -> tuple[Document, ...]:
        return (record(catalogue.get("birth_certificate")),)

    def _understand_as(
        self, pages: Sequence[Page], doc_type: str, catalogue: Catalogue, today: date
    ) -> Document:
        empty = {spec.key: FieldValue() for spec in catalogue.get(doc_type).fields}
        return Document(doc_type, 1.0, tuple(page.number for page in pages), "review", empty)


def record(kind: DocumentType) -> Document:
    """The paper that every scan turns out to be."""
    fields = {spec.key: FieldValue() for spec in kind.fields}
    for place, (key, (value, text, confidence, status)) in enumerate(VALUES.items()):
        found = FieldValue(value, text, confidence, status, page=1, box=_box(place))
        fields[key] = found
    fields["signer"] = replace(fields["signer"], value="Lê Văn Minh", text="Lê Văn Minh", page=2,
                               confidence=0.96, status="accepted", box=_box(1))  # fmt: skip
    message = "Số định danh không khớp giới tính. / The number does not fit the sex."
    findings = (Finding("id_number_sex_mismatch", "error", message, "personal_id"),)
    return Document("birth_certificate", 0.997, (1, 2), "review", fields, findings)


def drawn(number: int) -> bytes:
    """A picture of the page, with the values where their boxes are."""
    image = Image.new("RGB", (WIDTH, HEIGHT), "#fdfcf7")
    draw = ImageDraw.Draw(image)
    font: Any = ImageFont.load_default(26)
    draw.text((430, 90), f"GIAY KHAI SINH - {number}", fill="#222", font=font)
    for place, (key, (_, text, *_)) in enumerate(VALUES.items()):
        box = _box(place)
        draw.text((90, box.top * HEIGHT), key, fill="#777", font=font)
        draw.text((box.left * WIDTH, box.top * HEIGHT), text, fill="#1a1a60", font=font)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def _box(place: int) -> Box:
    top = 0.12 + place * 0.055
    return Box(0.38, top, 0.82, top + 0.022)


def _lines(number: int) -> tuple[Line, ...]:
    return (
        Line(
            (Word("GIẤY", Box(0.3, 0.05, 0.4, 0.07), 0.9), Word(str(number), Box(0.5, 0.05, 0.6, 0.07), 0.9))
        ),
    )
