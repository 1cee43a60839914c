"""Images in PDFs, packed and coloured in every way that scanners know, show as poppler shows them."""

from __future__ import annotations

import io
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from PIL import Image

from hoso.pipeline.load import PageImage, Pixels, load_pages
from tests.jbig2 import jbig2
from tests.unit.load.papers import HEIGHT, WIDTH, add_page, difference, drawing, encoded, image_stream, saved

Name = pikepdf.Name
WHOLE = "q 90 0 0 120 0 0 cm /Im Do Q"
FLAT = drawing().convert("1", dither=Image.Dither.NONE)
PALETTE = drawing().quantize(16)
#: The drawing as poppler must show it, to judge that the judge saw the right thing.
PICTURE = np.asarray(drawing())


def space(pdf: pikepdf.Pdf, kind: str) -> Any:
    """A colour space beyond the plain ones."""
    match kind:
        case "indexed":
            colours = bytes(PALETTE.getpalette() or [])[: 16 * 3]
            return pikepdf.Array([Name.Indexed, Name.DeviceRGB, 15, pikepdf.String(colours)])
        case "calibrated":
            white = pikepdf.Dictionary(WhitePoint=[0.95, 1, 1.09], Gamma=2.2)
            return pikepdf.Array([Name.CalGray, white])
        case "spot":
            tint = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[0], N=1)
            return pikepdf.Array([Name.Separation, Name.Black, Name.DeviceGray, tint])
    raise ValueError(kind)


Made = tuple[bytes, dict[str, Any]]


def _flate(image: Image.Image, colours: Any, bits: int = 8) -> Made:
    facts = {"ColorSpace": colours, "BitsPerComponent": bits, "Filter": Name.FlateDecode}
    return zlib.compress(image.tobytes()), facts


def _mask(pdf: pikepdf.Pdf, **facts: Any) -> Any:
    """A mask that lets everything through but for a spot at the left."""
    alpha = np.full((HEIGHT, WIDTH), 255, np.uint8)
    alpha[HEIGHT // 2 : HEIGHT // 2 + 30, 10:30] = 0
    grey = {"ColorSpace": Name.DeviceGray, "Filter": Name.FlateDecode} | facts
    return pdf.make_indirect(image_stream(pdf, zlib.compress(alpha.tobytes()), (WIDTH, HEIGHT), **grey))


KINDS: dict[str, Callable[[pikepdf.Pdf], Made]] = {
    "jpeg of four inks": lambda pdf: (
        encoded(drawing().convert("CMYK"), "JPEG", quality=95),
        {"ColorSpace": Name.DeviceCMYK, "Decode": [1, 0] * 4},
    ),
    "four inks": lambda pdf: _flate(drawing().convert("CMYK"), Name.DeviceCMYK),
    "palette": lambda pdf: _flate(PALETTE, space(pdf, "indexed")),
    "calibrated grey": lambda pdf: _flate(drawing().convert("L"), space(pdf, "calibrated")),
    "spot colour": lambda pdf: _flate(
        Image.fromarray(255 - np.asarray(drawing().convert("L"))), space(pdf, "spot")
    ),
    "jpeg 2000": lambda pdf: (encoded(drawing(), "JPEG2000"), {"Filter": Name.JPXDecode}),
    "jpeg 2000, grey": lambda pdf: (
        encoded(drawing().convert("L"), "JPEG2000"),
        {"Filter": Name.JPXDecode, "ColorSpace": Name.DeviceGray},
    ),
    "jbig2": lambda pdf: (
        jbig2(FLAT),
        {"ColorSpace": Name.DeviceGray, "BitsPerComponent": 1, "Filter": Name.JBIG2Decode},
    ),
    "jbig2, inverted": lambda pdf: (
        jbig2(FLAT),
        {
            "ColorSpace": Name.DeviceGray,
            "BitsPerComponent": 1,
            "Filter": Name.JBIG2Decode,
            "Decode": [1, 0],
        },
    ),
    "bits": lambda pdf: _flate(FLAT, Name.DeviceGray, 1),
    "soft mask": lambda pdf: (encoded(drawing(), "JPEG", quality=95), {"SMask": _mask(pdf)}),
    "two filters": lambda pdf: (
        zlib.compress(encoded(drawing(), "JPEG", quality=95)),
        {"Filter": [Name.FlateDecode, Name.DCTDecode]},
    ),
}


def judged(data: bytes, folder: Path, dpi: int) -> Pixels:
    """What poppler shows of the first page."""
    path = folder / "judge.pdf"
    path.write_bytes(data)
    subprocess.run(
        ["pdftoppm", "-singlefile", "-png", "-r", str(dpi), str(path), str(folder / "judge")],
        check=True,
        timeout=30,
    )
    return np.asarray(Image.open(io.BytesIO((folder / "judge.png").read_bytes())).convert("RGB"))


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_image_shows_as_it_should(name: str, tmp_path: Path) -> None:
    """Lifted or drawn, the page looks as poppler shows it, and as the picture that went in."""
    with pikepdf.new() as pdf:
        raw, facts = KINDS[name](pdf)
        add_page(pdf, image_stream(pdf, raw, (WIDTH, HEIGHT), **facts), WHOLE)
        data = saved(pdf)
    (page,) = load_pages(data)
    assert isinstance(page, PageImage)
    dpi = round(page.pixels.shape[1] * 72 / 90)

    assert difference(page.pixels, judged(data, tmp_path, dpi)) < 8
    if name not in ("jbig2, inverted", "soft mask"):
        shown = PICTURE if dpi == 96 else np.asarray(drawing().resize((375, 500)))
        assert difference(page.pixels, shown) < 40


def test_pages_of_different_kinds_stand_in_one_file() -> None:
    """A scan, an image with text over it, and text alone: each page comes in its own way, in order."""
    with pikepdf.new() as pdf:
        jpeg = encoded(drawing(), "JPEG", quality=95)
        font = pikepdf.Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        for with_image, content in (
            (True, WHOLE),
            (True, WHOLE + " BT /F 12 Tf 20 60 Td (Stamp) Tj ET"),
            (False, "BT /F 12 Tf 20 60 Td (Text) Tj ET"),
        ):
            page = add_page(pdf, image_stream(pdf, jpeg, (WIDTH, HEIGHT)) if with_image else None, content)
            page.obj["/Resources"]["/Font"] = pikepdf.Dictionary(F=font)
        data = saved(pdf)
    lifted, hybrid, text = load_pages(data)

    assert isinstance(lifted, PageImage)
    assert isinstance(hybrid, PageImage)
    assert isinstance(text, PageImage)
    assert [page.number for page in (lifted, hybrid, text)] == [1, 2, 3]
    assert lifted.source is not None
    assert hybrid.source is None
    assert hybrid.dpi == text.dpi == 300
    assert int(hybrid.pixels[200:260, 80:220].min()) < 60  # the text that stands over the image


@pytest.mark.parametrize("rotate", [0, 90, 270])
def test_boxes_that_are_written_odd_or_turned(rotate: int, tmp_path: Path) -> None:
    """Corners in any order, an origin elsewhere, a crop beyond the sheet: what a viewer shows is loaded."""
    with pikepdf.new() as pdf:
        image = image_stream(pdf, encoded(drawing(), "JPEG", quality=95), (WIDTH, HEIGHT))
        add_page(
            pdf, image, "q 90 0 0 120 -40 700 cm /Im Do Q", (50, 820, -40, 700), Rotate=rotate,
            CropBox=[-400, 600, 500, 900],
        )  # fmt: skip
        data = saved(pdf)
    (page,) = load_pages(data)

    assert isinstance(page, PageImage)
    assert sorted(page.pixels.shape[:2]) == [WIDTH, HEIGHT]
    assert difference(page.pixels, np.rot90(PICTURE, -rotate // 90)) < 4
