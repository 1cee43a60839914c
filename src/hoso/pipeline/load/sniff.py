"""What kind of file this is, judged by its content alone; names and claimed types are never asked."""

from __future__ import annotations

from hoso.schemas.errors import EmptyFile, UnsupportedFormat

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
TIFF = "image/tiff"
WEBP = "image/webp"

_STARTS = {
    b"\xff\xd8\xff": JPEG,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"II*\0": TIFF,
    b"MM\0*": TIFF,
    b"II+\0": TIFF,
    b"MM\0+": TIFF,
}


def sniff(data: bytes) -> str:
    """The media type of the bytes; `EmptyFile` or `UnsupportedFormat` when there is none that we read."""
    if not data:
        raise EmptyFile
    for start, media_type in _STARTS.items():
        if data.startswith(start):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if b"%PDF-" in data[:1024]:  # readers accept some bytes before the header, and scanners write them
        return PDF
    raise UnsupportedFormat
