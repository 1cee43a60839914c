"""Sheets of our own between papers: cover sheets that name an application, and separators.

They are known by their code alone, before any text is read. Such a page is treated like a blank one: it
belongs to no paper, it ends the paper before it, and the next page begins another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from hoso.pipeline.codes.find import Found, placed
from hoso.pipeline.prepare.ink import Pixels
from hoso.pipeline.prepare.upright import Upright
from hoso.schemas.pages import Page, Role, Rotation
from hoso.schemas.records import Finding

_PREFIX = "HOSO/1/"
_COVER = re.compile(re.escape(_PREFIX) + r"COVER/([0-9A-Z.\-]{5,40})")
_SEPARATOR = f"{_PREFIX}SEPARATOR"
#: What the patch sheets of document scanners say where they carry a bar code instead of patches.
_PATCHES = frozenset({"PATCHT", "PATCH T"})


@dataclass(frozen=True, slots=True)
class SheetCode:
    """What the code of a sheet says: its role, and on a cover the application's code."""

    role: Role
    application: str = ""


def cover_text(application: str) -> str:
    """The text of a cover sheet's code. Errors: `ValueError` for what is no application's code."""
    text = f"{_PREFIX}COVER/{application}"
    if not _COVER.fullmatch(text):
        raise ValueError("an application code has letters A to Z, digits, dots and dashes")
    return text


def separator_text() -> str:
    """The text of a separator sheet's code."""
    return _SEPARATOR


def sheet_code(text: str) -> SheetCode | None:
    """What the text of a code says when it is one of a sheet's; `None` for every other code."""
    cover = _COVER.fullmatch(text)
    if cover:
        return SheetCode("cover", cover[1])
    return SheetCode("separator") if text == _SEPARATOR or text.upper() in _PATCHES else None


def sheet_page(number: int, pixels: Pixels, dpi: int, found: Sequence[Found]) -> Page | None:
    """The page of a sheet of our own, stood upright by its code; `None` for every other page."""
    own = next(((code, sheet) for code in found if (sheet := sheet_code(code.text))), None)
    if own is None:
        return None
    code, sheet = own
    height, width = pixels.shape[:2]
    rotation = cast(Rotation, 90 * code.quarter_turns)
    upright = Upright(np.eye(3), (width, height), rotation, 0.0, 0.0, 0)
    return Page(
        number, *upright.size, dpi, rotation, blank=True, role=sheet.role, transform=upright.transform,
        codes=placed(found, upright.transform, upright.size), findings=(_finding(sheet),),
    )  # fmt: skip


def _finding(sheet: SheetCode) -> Finding:
    if sheet.role == "cover":
        named = f"Tờ bìa của hồ sơ {sheet.application}, không tính là giấy tờ."
        return Finding(
            "cover_sheet", "info", f"{named} / Cover sheet of application {sheet.application}; no paper."
        )
    return Finding(
        "separator_sheet", "info", "Tờ phân cách, không tính là giấy tờ. / A separator sheet; no paper."
    )
