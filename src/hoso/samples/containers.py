"""Scanned pages as files: PDF with one picture per page, JPEG, PNG, TIFF. Same pages, same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
from PIL import Image as Pictures

from hoso.samples.degrade import Machine
from hoso.samples.effects import Image
from hoso.samples.scan import Scan

ORIENTATION = 0x0112
STRIP_OFFSETS, STRIP_BYTES = 273, 279
WHOLE_PAGE = 1 << 30


def encode(scans: Sequence[Scan], machine: Machine) -> bytes:
    """The file of the machine's format that holds the pages."""
    if machine.suffix == "pdf":
        return _pdf(scans, machine)
    if machine.suffix == "tif":
        return _tiff(scans, machine)
    if machine.suffix == "png":
        return _png(scans[0])
    return _jpeg(scans[0], machine.quality)


def _picture(pixels: Image, bilevel: bool = False) -> Pictures.Image:
    picture = Pictures.fromarray(pixels)
    return picture.convert("1", dither=Pictures.Dither.NONE) if bilevel else picture


def _jpeg(scan: Scan, quality: int) -> bytes:
    buffer = io.BytesIO()
    exif = Pictures.Exif()
    if scan.orientation != 1:
        exif[ORIENTATION] = scan.orientation
    _picture(scan.pixels).save(buffer, "JPEG", quality=quality, dpi=(scan.dpi, scan.dpi), exif=exif)
    return buffer.getvalue()


def _png(scan: Scan) -> bytes:
    buffer = io.BytesIO()
    _picture(scan.pixels).save(buffer, "PNG", dpi=(scan.dpi, scan.dpi), compress_level=4)
    return buffer.getvalue()


def _tiff(scans: Sequence[Scan], machine: Machine) -> bytes:
    """Group 4 for black and white; for clean pages LZW, for others JPEG inside the TIFF."""
    kind = "group4" if machine.bilevel else "tiff_lzw" if machine.level == "clean" else "jpeg"
    first, *rest = (_picture(scan.pixels, machine.bilevel) for scan in scans)
    buffer = io.BytesIO()
    options = {"quality": machine.quality} if kind == "jpeg" else {}
    first.save(
        buffer,
        "TIFF",
        compression=kind,
        save_all=True,
        append_images=rest,
        dpi=(scans[0].dpi,) * 2,
        **options,
    )
    return buffer.getvalue()


def _pdf(scans: Sequence[Scan], machine: Machine) -> bytes:
    """Each page is its picture in full size; the compressed pictures go in as they are."""
    with pikepdf.new() as pdf:
        for scan in scans:
            stream = (
                _group4_stream(pdf, scan) if machine.bilevel else _jpeg_stream(pdf, scan, machine.quality)
            )
            height, width = scan.pixels.shape[:2]
            size = (width / scan.dpi * 72, height / scan.dpi * 72)
            page = pdf.add_blank_page(page_size=size)
            page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=stream))
            page.obj.Contents = pdf.make_stream(
                f"q {size[0]:.3f} 0 0 {size[1]:.3f} 0 0 cm /Im0 Do Q".encode()
            )
        buffer = io.BytesIO()
        pdf.save(buffer, static_id=True, compress_streams=False)
    return buffer.getvalue()


def _picture_stream(pdf: pikepdf.Pdf, data: bytes, pixels: Image, **entries: object) -> pikepdf.Stream:
    return pikepdf.Stream(
        pdf, data, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image,
        Width=pixels.shape[1], Height=pixels.shape[0], **entries,
    )  # fmt: skip


def _jpeg_stream(pdf: pikepdf.Pdf, scan: Scan, quality: int) -> pikepdf.Stream:
    colours = pikepdf.Name.DeviceGray if scan.pixels.ndim == 2 else pikepdf.Name.DeviceRGB
    data = _jpeg(scan, quality)
    return _picture_stream(
        pdf, data, scan.pixels, ColorSpace=colours, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode
    )


def _group4_stream(pdf: pikepdf.Pdf, scan: Scan) -> pikepdf.Stream:
    """The one strip of a Group 4 TIFF, in which a set bit is white."""
    buffer = io.BytesIO()
    _picture(scan.pixels, bilevel=True).save(buffer, "TIFF", compression="group4", strip_size=WHOLE_PAGE)
    with Pictures.open(buffer) as tiff:
        tags = tiff.tag_v2  # type: ignore[attr-defined]  # a TIFF has it
        start, length = tags[STRIP_OFFSETS][0], tags[STRIP_BYTES][0]
    height, width = scan.pixels.shape
    how = pikepdf.Dictionary(K=-1, Columns=width, Rows=height, BlackIs1=True)
    return _picture_stream(
        pdf, buffer.getvalue()[start : start + length], scan.pixels, ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=1, Filter=pikepdf.Name.CCITTFaxDecode, DecodeParms=how,
    )  # fmt: skip
