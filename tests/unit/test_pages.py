"""What was read survives its journey through the object store."""

from __future__ import annotations

import json

from hoso.schemas.geometry import Box, Transform
from hoso.schemas.pages import Code, Line, Page, Word
from hoso.schemas.records import Document, FieldValue, Finding

PAGE = Page(
    number=2,
    width_px=1240,
    height_px=1754,
    dpi=150,
    rotation=90,
    skew_degrees=-1.25,
    quality="fair",
    codes=(Code("qr", "a|b", Box(0.8, 0.1, 0.9, 0.2)),),
    lines=(
        Line((Word("Họ", Box(0.1, 0.1, 0.2, 0.12), 0.9), Word("tên:", Box(0.21, 0.1, 0.3, 0.12), 0.8))),
        Line((Word("Hòa", Box(0.1, 0.2, 0.2, 0.22), 0.7, "Hoa", hand=1.2),)),
    ),
    transform=Transform((0, -1, 5, 1, 0, 0, 0, 0, 1)),
    findings=(Finding("page_blurred", "warning", "Ảnh bị nhòe."),),
)


def test_page_survives_json() -> None:
    """A page read back from its artefact equals the page that was written."""
    assert PAGE == Page.from_json(json.loads(json.dumps(PAGE.to_json())))


def test_page_text_has_a_line_per_line() -> None:
    """The plain text keeps the page's lines."""
    assert "Họ tên:\nHòa" == PAGE.text
    assert ["Họ", "tên:", "Hòa"] == [word.text for word in PAGE.words]


def test_summary_has_the_names_of_the_contract() -> None:
    """The outside sees these keys and no others."""
    assert {
        "number", "width_px", "height_px", "dpi", "rotation", "skew_degrees", "blank", "role", "quality",
        "codes", "text",
    } == set(PAGE.to_summary())  # fmt: skip


def test_document_survives_json() -> None:
    """A record read back from the database equals the record that was written."""
    document = Document(
        "birth_certificate",
        0.99,
        (1, 2),
        "review",
        {
            "full_name": FieldValue("LÊ VĂN BA", "LÊ VĂN BA", 0.97, "accepted", 1, Box(0, 0, 0.5, 0.5)),
            "hometown": FieldValue(derived={"province": "Hà Nội"}),
        },
        (Finding("x", "info", "…", "hometown"),),
    )

    assert document == Document.from_json(json.loads(json.dumps(document.to_json())))
