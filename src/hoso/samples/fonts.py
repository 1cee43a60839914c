"""The fonts a paper may be set in: installed ones, and web fonts from the samples' own npm folder."""

from __future__ import annotations

import base64
import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Font:
    """A font family; `package` is its npm package under @fontsource, empty for an installed one."""

    family: str
    package: str = ""
    weights: tuple[str, ...] = ("400", "400-italic", "700", "700-italic")


TERMES = Font("TeX Gyre Termes")
OFFICE = (
    Font("Tinos", "tinos"), Font("Tinos", "tinos"), TERMES, TERMES, TERMES,
    Font("Arimo", "arimo"), Font("TeX Gyre Heros"), Font("FreeSerif"), Font("FreeSans"),
    Font("Noto Serif"), Font("Noto Sans"), Font("DejaVu Serif"), Font("DejaVu Sans"), Font("Roboto"),
    Font("TeX Gyre Bonum"),
)  # fmt: skip
TYPEWRITER = (Font("Cousine", "cousine"), Font("TeX Gyre Cursor"), Font("FreeMono"))
HAND = (Font("Patrick Hand", "patrick-hand", ("400",)), Font("Mali", "mali"), Font("Itim", "itim", ("400",)))
ALL_FONTS = tuple(dict.fromkeys((*OFFICE, *TYPEWRITER, *HAND)))
FOLDER = "HOSO_SAMPLE_FONTS"


def font_folder() -> Path:
    """Where `npm ci` put the web fonts: $HOSO_SAMPLE_FONTS, else samples/fonts of the repository."""
    named = os.environ.get(FOLDER)
    return Path(named) if named else Path(__file__).resolve().parents[3] / "samples" / "fonts"


@cache
def installed_families() -> frozenset[str]:
    """The families that fontconfig knows; without fontconfig none, and the papers fall back to the web fonts."""
    try:
        done = subprocess.run(
            ["fc-list", ":", "family"], capture_output=True, text=True, timeout=60, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(name.strip() for line in done.stdout.splitlines() for name in line.split(","))


def web_folder(font: Font) -> Path:
    """The folder of the font's npm package."""
    return font_folder() / "node_modules" / "@fontsource" / font.package


def is_available(font: Font) -> bool:
    """Whether the font can be used here."""
    return web_folder(font).is_dir() if font.package else font.family in installed_families()


def available(fonts: Sequence[Font]) -> tuple[str, ...]:
    """The families of `fonts` that can be used here; the plain serif when none can."""
    return tuple(font.family for font in fonts if is_available(font)) or (TERMES.family,)


def font_css(family: str) -> str:
    """The @font-face rules of a family with the files inside (data addresses); empty when it is installed."""
    font = next((font for font in ALL_FONTS if font.family == family), None)
    return _web_css(font) if font and font.package and is_available(font) else ""


@cache
def _web_css(font: Font) -> str:
    folder = web_folder(font)
    sheets = (folder / f"{weight}.css" for weight in font.weights)
    faces = [
        face
        for sheet in sheets
        for face in re.findall(r"@font-face \{.*?\}", sheet.read_text(encoding="utf-8"), re.DOTALL)
        if re.search(r"-(latin|latin-ext|vietnamese)-\d", face)
    ]
    return "\n".join(_embed(face, folder) for face in faces)


def _embed(face: str, folder: Path) -> str:
    name = re.search(r"url\(\./files/([\w.-]+\.woff2)\)", face)
    if name is None:
        return ""
    data = base64.b64encode((folder / "files" / name.group(1)).read_bytes()).decode("ascii")
    source = f"src: url(data:font/woff2;base64,{data}) format('woff2');"
    return re.sub(r"src: .*?;", lambda _: source, face, flags=re.DOTALL)
