"""The kind of a file is told by its content alone."""

from __future__ import annotations

import pytest

from hoso.pipeline.load import count_pages, load_pages, sniff
from hoso.schemas.errors import EmptyFile, UnsupportedFormat
from tests.unit.load.papers import drawing, encoded, scan_pdf


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        ("JPEG", "image/jpeg"),
        ("PNG", "image/png"),
        ("TIFF", "image/tiff"),
        ("WEBP", "image/webp"),
        ("GIF", "image/gif"),
        ("BMP", "image/bmp"),
    ],
)
def test_images_are_known_by_their_first_bytes(kind: str, media_type: str) -> None:
    """Each image format that we read is recognised without a name or a claimed type."""
    assert sniff(encoded(drawing(), kind)) == media_type


def test_a_pdf_may_start_late() -> None:
    """Scanners write bytes before the PDF header; within the first kilobyte it still counts."""
    assert sniff(b"\0" * 900 + scan_pdf()) == "application/pdf"


def test_nothing_is_an_empty_file() -> None:
    """No bytes at all is its own error, with its own advice."""
    with pytest.raises(EmptyFile):
        sniff(b"")


@pytest.mark.parametrize(
    "data",
    [b"Kinh gui: UBND phuong", b"BM of a letter, not of a picture", b"PK\x03\x04", b"\xff\xd8", b"\0" * 5000],
)
def test_other_bytes_are_unsupported(data: bytes) -> None:
    """A text called .pdf, one that begins like a BMP, an archive or noise is no document, whoever asks."""
    with pytest.raises(UnsupportedFormat):
        sniff(data)
    with pytest.raises(UnsupportedFormat):
        count_pages(data)
    with pytest.raises(UnsupportedFormat):
        list(load_pages(data))
