"""The truth beside a sample: what stands on its pages, how they lie, and which papers they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from hoso.samples.paper import Paper
from hoso.samples.render import Place, Sheet
from hoso.samples.scan import Scan

MAKER_VERSION = 1
BASELINE = 0.22  # the share of a word's box below its baseline
SAME_LINE = 0.4  # of the smaller height
COLUMN_GAP = 0.75  # heights of a line: wider than any gap between two words
NO_GAP = 0.05  # heights: pieces of one printed word


@dataclass(slots=True)
class _Line:
    baseline: float
    height: float
    words: list[Place] = field(default_factory=list)


def page_text(sheet: Sheet) -> str:
    """The sheet's text, one line per printed line; cells and columns are lines of their own."""
    shape = sheet.image.shape[1] / sheet.image.shape[0]
    pieces = [piece for line in _lines(sheet.words) for piece in _pieces(line, shape)]
    return "\n".join(pieces)


def _lines(words: Sequence[Place]) -> list[_Line]:
    lines: list[_Line] = []
    for word in words:
        height = word.box[3] - word.box[1]
        baseline = word.box[3] - BASELINE * height
        near = (line for line in reversed(lines) if _fits(line, baseline, height))
        line = next(near, None)
        if line is None:
            line = _Line(baseline, height)
            lines.append(line)
        line.words.append(word)
    return sorted(lines, key=lambda line: line.baseline)


def _fits(line: _Line, baseline: float, height: float) -> bool:
    return abs(line.baseline - baseline) < SAME_LINE * min(line.height, height)


def _pieces(line: _Line, shape: float) -> list[str]:
    """The line's words from left to right; `shape` is the page's width by its height."""
    words = sorted(line.words, key=lambda word: word.box[0])
    texts = [words[0].text]
    for before, word in pairwise(words):
        gap = (word.box[0] - before.box[2]) * shape / line.height
        if gap > COLUMN_GAP:
            texts.append(word.text)
        else:
            texts[-1] += ("" if gap < NO_GAP else " ") + word.text
    return texts


def page_truth(number: int, scan: Scan, sheet: Sheet | None) -> dict[str, Any]:
    """One page; without a sheet it is blank."""
    return {
        "number": number,
        "rotation": scan.rotation if sheet else 0,
        "skew_degrees": scan.skew if sheet else 0.0,
        "blank": sheet is None,
        "text": page_text(sheet) if sheet else "",
    }


def document_truth(paper: Paper, sheets: Mapping[int, Sheet]) -> dict[str, Any]:
    """One paper with the fields that are printed on its pages (by page number)."""
    fields: dict[str, Any] = {}
    for number, sheet in sheets.items():
        for key, place in sheet.fields:
            if key in fields or key not in paper.values:
                continue
            fields[key] = {
                "value": paper.values[key],
                "text": place.text,
                "page": number,
                "box": list(place.box),
                "handwritten": key in paper.handwritten,
            }
    return {"doc_type": paper.doc_type, "pages": list(sheets), "fields": fields}
