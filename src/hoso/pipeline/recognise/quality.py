"""Is the page good enough to work with? Said in words that a clerk can act on at once."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from hoso.pipeline.prepare.ink import Pixels, reduced, to_grey
from hoso.pipeline.prepare.upright import Upright
from hoso.schemas.pages import Line, Quality
from hoso.schemas.records import Finding

#: Circular 01/2023/TT-VPCP points to 200 dpi as the least; below 150 small print is lost.
LEAST_DPI = 150
_DARK, _FLAT = 90.0, 35.0


def grade(
    pixels: Pixels, upright: Upright, lines: Sequence[Line], dpi: int
) -> tuple[Quality, tuple[Finding, ...]]:
    """The page's grade and, when it is not good, what is wrong with it."""
    findings = tuple(_faults(pixels, upright, dpi))
    words = [word for line in lines for word in line.words]
    mean = float(np.mean([word.confidence for word in words])) if words else 0.0
    low = float(np.percentile([word.confidence for word in words], 10)) if words else 0.0
    if mean < 0.6 or (findings and mean < 0.75):
        unreadable = Finding(
            "page_hard_to_read",
            "warning",
            "Trang khó đọc, nên quét lại. / The page is hard to read; scan it again if you can.",
        )
        return "poor", (*findings, unreadable)
    return ("fair" if findings or mean < 0.85 or low < 0.4 else "good"), findings


def _faults(pixels: Pixels, upright: Upright, dpi: int) -> list[Finding]:
    grey, _ = reduced(to_grey(pixels), 1000)
    paper, print_ = np.percentile(grey, [90, 1])
    faults = []
    if paper < _DARK:
        faults.append(Finding("page_too_dark", "warning", "Ảnh quá tối. / The image is too dark."))
    if paper - print_ < _FLAT:
        faults.append(Finding("page_faded", "warning", "Chữ quá mờ so với nền. / The print is very faint."))
    if 0 < upright.letter_height < 12 and dpi < LEAST_DPI:
        faults.append(
            Finding(
                "page_low_resolution",
                "warning",
                "Độ phân giải thấp, nên quét ở 300 dpi. / Low resolution; scan at 300 dpi.",
            )
        )
    if upright.letters > 100 and _sharpness(grey) < 4.0:
        faults.append(Finding("page_blurred", "warning", "Ảnh bị nhòe. / The image is blurred."))
    return faults


def _sharpness(grey: Pixels) -> float:
    """The steepest edges of the page against its contrast; blur flattens them."""
    edges = np.abs(cv2.Laplacian(grey, cv2.CV_16S))
    contrast = max(1.0, float(np.percentile(grey, 95) - np.percentile(grey, 1)))
    return float(np.percentile(edges, 99.5)) * 10 / contrast
