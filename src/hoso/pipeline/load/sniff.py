"""What kind of file this is, judged by its content alone; names and claimed types are never asked."""

from __future__ import annotations

from hoso.schemas.errors import EmptyFile, UnsupportedFormat

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
TIFF = "image/tiff"
WEBP = "image/webp"
HEIC = "image/heic"
GIF = "image/gif"
BMP = "image/bmp"

_STARTS = {
    b"\xff\xd8\xff": JPEG,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"II*\0": TIFF,
    b"MM\0*": TIFF,
    b"II+\0": TIFF,
    b"MM\0+": TIFF,
    b"GIF87a": GIF,
    b"GIF89a": GIF,
}
#: What telephones write: a still picture packed as a frame of HEVC video.
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})
#: A BMP has no more than two letters; the sizes of its headers tell it from text.
_BMP_HEADERS = frozenset({12, 40, 52, 56, 64, 108, 124})


def sniff(data: bytes) -> str:
    """The media type of the bytes; `EmptyFile` or `UnsupportedFormat` when there is none that we read."""
    if not data:
        raise EmptyFile
    for start, media_type in _STARTS.items():
        if data.startswith(start):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return HEIC
    if data[:2] == b"BM" and int.from_bytes(data[14:18], "little") in _BMP_HEADERS:
        return BMP
    if b"%PDF-" in data[:1024]:  # readers accept some bytes before the header, and scanners write them
        return PDF
    raise UnsupportedFormat
