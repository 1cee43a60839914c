"""The worst readings as a page to look at: the crop of the paper, what stands there, what was read."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.accuracy import SampleScore
from bench.scoring import FieldScore
from hoso.pipeline.load import Limits
from hoso.pipeline.read import read_pages
from hoso.pipeline.recognise.engines import OcrEngine, TesserocrEngine

#: Pixels of the widest crop that is kept, and the part of the page shown around a field.
_WIDEST, _AROUND = 520, 0.012
_STYLE = "body{font:14px sans-serif;margin:2em}td{padding:6px;border-top:1px solid #ccc;vertical-align:top}"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A field that was read wrongly, and the sample that it is on."""

    sample: str
    field: FieldScore


def worst(scores: Sequence[SampleScore], count: int) -> list[Wrong]:
    """The wrong fields that do most harm: those let through, then the most confident ones."""
    found = [
        Wrong(paper.sample, field)
        for score in scores
        for paper in score.papers
        if paper.doc_type == paper.read_type
        for field in paper.fields
        if not field.right and not field.handwritten and field.box
    ]
    return sorted(found, key=lambda wrong: (not wrong.field.accepted, -wrong.field.confidence))[:count]


def gallery(scores: Sequence[SampleScore], folder: Path, count: int = 20) -> str:
    """The page as HTML; the samples of its fields are read once more for their images."""
    chosen = worst(scores, count)
    engine = TesserocrEngine()
    crops: dict[Wrong, str] = {}
    for sample in dict.fromkeys(wrong.sample for wrong in chosen):
        fields = [wrong for wrong in chosen if wrong.sample == sample]
        crops |= _crops(folder / sample, fields, engine)
    rows = "\n".join(_row(number, wrong, crops.get(wrong, "")) for number, wrong in enumerate(chosen, 1))
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>The worst readings</title>\n'
        f"<style>{_STYLE}</style>\n<h1>The {len(chosen)} worst readings</h1>\n"
        f"<table>\n<tr><th>#<th>on the paper<th>field<th>truth<th>read<th>confidence</tr>\n{rows}\n"
        f"</table></html>\n"
    )


def _crops(path: Path, fields: Sequence[Wrong], engine: OcrEngine) -> dict[Wrong, str]:
    found: dict[Wrong, str] = {}
    for read in read_pages(path.read_bytes(), engine, Limits()):
        for wrong in fields:
            if wrong.field.page == read.page.number:
                found[wrong] = _encoded(_crop(read.upright, wrong.field.box))
    return found


def _crop(pixels: NDArray[np.uint8], box: Sequence[float]) -> NDArray[np.uint8]:
    height, width = pixels.shape[:2]
    left, top = max(0.0, box[0] - _AROUND), max(0.0, box[1] - _AROUND)
    right, bottom = min(1.0, box[2] + _AROUND), min(1.0, box[3] + _AROUND)
    return pixels[int(top * height) : int(bottom * height) + 1, int(left * width) : int(right * width) + 1]


def _encoded(crop: NDArray[np.uint8]) -> str:
    """The crop as a small grey JPEG in the page itself."""
    grey = cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY) if crop.ndim == 3 else crop
    if grey.shape[1] > _WIDEST:
        scale = _WIDEST / grey.shape[1]
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    _, data = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, 60])
    return base64.b64encode(data.tobytes()).decode("ascii")


def _row(number: int, wrong: Wrong, crop: str) -> str:
    field = wrong.field
    image = f'<img alt="" src="data:image/jpeg;base64,{crop}">' if crop else ""
    cells = (
        str(number),
        image,
        f"{escape(field.doc_type)}<br>{escape(field.key)}",
        escape(str(field.truth) if field.truth is not None else "—"),
        escape(str(field.value) if field.value is not None else "—"),
        f"{field.confidence:.3f}<br>{field.status}",
    )
    return f"<tr>{''.join(f'<td>{cell}' for cell in cells)}</tr>"
