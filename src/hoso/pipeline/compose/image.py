"""The image of a page: the upload's own stream placed upright, or the upright JPEG."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name

from hoso.pipeline.compose.model import PdfPage
from hoso.pipeline.load import PageSource, jpeg_header
from hoso.schemas.geometry import Transform

_SPACES = {"grey": Name.DeviceGray, "rgb": Name.DeviceRGB}
_FILTERS = {
    "jpeg": Name.DCTDecode,
    "jbig2": Name.JBIG2Decode,
    "ccitt": Name.CCITTFaxDecode,
    "flate": Name.FlateDecode,
}


def place_image(pdf: pikepdf.Pdf, page: PdfPage) -> tuple[pikepdf.Stream, str] | None:
    """The image object and the matrix for `cm` that makes the page show it upright; nothing without image."""
    source = page.source
    if source is not None and page.page.transform.is_affine:
        return _from_source(pdf, source), _matrix(source, page)
    if page.image:
        width, height, mode = jpeg_header(page.image)
        facts = PageSource("jpeg", page.image, width, height, 8, "grey" if mode == "L" else "rgb")
        return _from_source(pdf, facts), " ".join(
            _number(side) for side in (page.size[0], 0, 0, page.size[1], 0, 0)
        )
    return None


def _from_source(pdf: pikepdf.Pdf, source: PageSource) -> pikepdf.Stream:
    """The stream byte for byte, with what a reader must know to decode it."""
    image = pdf.make_stream(
        source.data,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=source.width,
        Height=source.height,
        ColorSpace=_SPACES[source.colour],
        BitsPerComponent=source.bits,
        Filter=_FILTERS[source.kind],
    )
    parms = _decode_parms(pdf, source)
    if parms:
        image["/DecodeParms"] = parms
    if source.inverted:
        image["/Decode"] = Array([1, 0])
    return image


def _decode_parms(pdf: pikepdf.Pdf, source: PageSource) -> Dictionary | None:
    if source.kind == "ccitt":
        return Dictionary(
            K=source.k,
            Columns=source.columns,
            Rows=source.height,
            BlackIs1=source.black_is_1,
            EncodedByteAlign=source.byte_align,
        )
    if source.kind == "jbig2" and source.global_data:
        return Dictionary(JBIG2Globals=pdf.make_stream(source.global_data))
    if source.kind == "flate" and source.predictor > 1:
        colours = 3 if source.colour == "rgb" else 1
        return Dictionary(
            Predictor=source.predictor, Colors=colours, BitsPerComponent=source.bits, Columns=source.columns
        )
    return None


def _matrix(source: PageSource, page: PdfPage) -> str:
    """From PDF's unit square, in which an image stands, through the upright page's pixels to points."""
    unit = Transform((source.width, 0.0, 0.0, 0.0, -source.height, source.height, 0.0, 0.0, 1.0))
    to_points = Transform((page.scale, 0.0, 0.0, 0.0, -page.scale, page.size[1], 0.0, 0.0, 1.0))
    a, c, e, b, d, f, *_ = unit.then(source.transform).then(page.page.transform).then(to_points).matrix
    return " ".join(_number(value) for value in (a, b, c, d, e, f))


def _number(value: float) -> str:
    """A number as PDF writes it: no exponent, no minus zero."""
    return f"{value:.5f}".rstrip("0").rstrip(".") if round(value, 5) else "0"
