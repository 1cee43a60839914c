"""An image object inside a PDF: what its dictionary says, its pixels, its stream for keeping."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Self

import pikepdf
from PIL import Image

from hoso.pipeline.load.decode import decode_jpeg, jpeg_header, to_pixels
from hoso.pipeline.load.model import Colour, PageSource, Pixels
from hoso.pipeline.load.pdf_content import as_list
from hoso.schemas.errors import CorruptFile
from hoso.schemas.geometry import Transform

_GREYS = frozenset({"/DeviceGray", "/CalGray"})
_COLOURS = frozenset({"/DeviceRGB", "/CalRGB"})
_JPEG_MODES: dict[Colour, str] = {"grey": "L", "rgb": "RGB"}
_CHANNELS: dict[Colour, int] = {"grey": 1, "rgb": 3}


@dataclass(frozen=True, slots=True)
class Picture:
    """A plain image object: grey or RGB, no mask, at most one filter.

    `inverted` means that its sample values stand for the opposite shade; only 1-bit images are so.
    """

    stream: pikepdf.Stream
    width: int
    height: int
    bits: int
    colour: Colour
    inverted: bool
    encoding: str
    parms: pikepdf.Object

    @classmethod
    def of(cls, stream: pikepdf.Stream) -> Self | None:
        """The image's facts, or nothing when it is not plain enough to be taken as it is."""
        if (
            stream.get("/ImageMask", False)
            or "/SMask" in stream
            or "/Mask" in stream
            or "/SMaskInData" in stream
        ):
            return None
        filters = as_list(stream.get("/Filter"))
        encoding = str(filters[0]) if filters else ""
        colour = _colour(stream.get("/ColorSpace"), encoding)
        bits = int(stream.get("/BitsPerComponent", 8))
        if len(filters) > 1 or colour is None or bits not in (1, 8):
            return None
        decode = [float(value) for value in as_list(stream.get("/Decode"))]
        inverted = decode == [1, 0] and bits == 1 and colour == "grey"
        if decode and not inverted and decode != [0, 1] * _CHANNELS[colour]:
            return None
        parms = as_list(stream.get("/DecodeParms")) or [pikepdf.Dictionary()]
        size = int(stream["/Width"]), int(stream["/Height"])
        return cls(stream, *size, bits, colour, inverted, encoding, parms[0])

    def pixels(self) -> Pixels | None:
        """The decoded pixels; nothing when only poppler can decode them."""
        if self.encoding == "/DCTDecode":
            return decode_jpeg(self._raw()) if self._is_plain_jpeg() else None
        if self.encoding == "/JPXDecode":
            return self._jpeg_2000()
        if self.encoding == "/JBIG2Decode" or self.parms.get("/EncodedByteAlign", False):
            return None
        image = pikepdf.PdfImage(self.stream).as_pil_image()
        if image.size != (self.width, self.height):
            raise CorruptFile
        return to_pixels(image)

    def source(self) -> PageSource | None:
        """The stream for placing it elsewhere without re-encoding; its transform is yet to be told."""
        make = {
            "/DCTDecode": self._jpeg,
            "/CCITTFaxDecode": self._ccitt,
            "/JBIG2Decode": self._jbig2,
            "/FlateDecode": self._flate,
        }.get(self.encoding)
        return make() if make else None

    def to_unit_square(self) -> Transform:
        """The map from its pixels (edges, top-left origin) to the unit square in which PDF places it."""
        return Transform((1 / self.width, 0.0, 0.0, 0.0, -1 / self.height, 1.0, 0.0, 0.0, 1.0))

    def _raw(self) -> bytes:
        return self.stream.read_raw_bytes()

    def _jpeg_2000(self) -> Pixels | None:
        with Image.open(io.BytesIO(self._raw()), formats=("JPEG2000",)) as image:
            plain = image.mode in ("L", "RGB") and image.size == (self.width, self.height)
            return to_pixels(image) if plain else None

    def _is_plain_jpeg(self) -> bool:
        """Whether the JPEG is what the dictionary says, so that any reader shows the same."""
        facts = (self.width, self.height, _JPEG_MODES[self.colour])
        return "/ColorTransform" not in self.parms and jpeg_header(self._raw()) == facts

    def _jpeg(self) -> PageSource | None:
        if not self._is_plain_jpeg():
            return None
        return PageSource("jpeg", self._raw(), self.width, self.height, 8, self.colour)

    def _ccitt(self) -> PageSource | None:
        columns = int(self.parms.get("/Columns", 1728))
        if columns != self.width or self.bits != 1:
            return None
        return PageSource(
            "ccitt",
            self._raw(),
            self.width,
            self.height,
            bits=1,
            inverted=self.inverted,
            columns=columns,
            k=int(self.parms.get("/K", 0)),
            black_is_1=bool(self.parms.get("/BlackIs1", False)),
            byte_align=bool(self.parms.get("/EncodedByteAlign", False)),
        )

    def _jbig2(self) -> PageSource | None:
        shared = self.parms.get("/JBIG2Globals")
        shared_bytes = shared.read_bytes() if isinstance(shared, pikepdf.Stream) else b""
        size = (self.width, self.height)
        return PageSource(
            "jbig2", self._raw(), *size, bits=1, inverted=self.inverted, global_data=shared_bytes
        )

    def _flate(self) -> PageSource | None:
        predictor = int(self.parms.get("/Predictor", 1))
        plain = int(self.parms.get("/Colors", 1)) == _CHANNELS[self.colour]
        fits = int(self.parms.get("/Columns", 1)) == self.width
        if predictor != 1 and not (
            plain and fits and int(self.parms.get("/BitsPerComponent", 8)) == self.bits
        ):
            return None
        return PageSource(
            "flate",
            self._raw(),
            self.width,
            self.height,
            self.bits,
            self.colour,
            inverted=self.inverted,
            columns=self.width,
            predictor=predictor,
        )


def _colour(space: pikepdf.Object | None, encoding: str) -> Colour | None:
    """Grey or RGB; an ICC profile counts as what it stands in for. JPEG 2000 tells its own colours."""
    if space is None:
        return "rgb" if encoding == "/JPXDecode" else None
    name = str(space[0]) if isinstance(space, pikepdf.Array) else str(space)
    channels = int(space[1].get("/N", 0)) if name == "/ICCBased" else 0
    if name in _GREYS or channels == 1:
        return "grey"
    return "rgb" if name in _COLOURS or channels == _CHANNELS["rgb"] else None
