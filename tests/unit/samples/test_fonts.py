"""Every font that a paper may be set in has every Vietnamese letter."""

from __future__ import annotations

import subprocess
import unicodedata
from itertools import product
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from hoso.samples.fonts import ALL_FONTS, Font, available, font_css, is_available, web_folder

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
MARKED = {unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product(VOWELS, TONES)} | set("đĐ")
MARKED = {letter for letter in MARKED if not letter.isascii()}


def files(font: Font) -> list[Path]:
    """The font's upright, ordinary files; a web font has one per group of letters.

    Its `.woff` is read: the `.woff2` that pages use holds the same letters and needs another library.
    """
    if font.package:
        return sorted((web_folder(font) / "files").glob(f"{font.package}-*-400-normal.woff"))
    pattern = f"{font.family}:weight=regular:slant=roman"
    matched = subprocess.run(
        ["fc-match", "--format=%{file}", pattern], capture_output=True, text=True, check=True, timeout=60
    )
    return [Path(matched.stdout)]


def test_the_marked_letters() -> None:
    """There are 134 letters with marks: 67 small ones and as many capitals."""
    assert len(MARKED) == 134


@pytest.mark.parametrize("font", ALL_FONTS, ids=lambda font: font.family)
def test_fonts_cover_vietnamese(font: Font) -> None:
    """A font that is used here lacks none of the marked letters, so that no letter comes from another."""
    letters: set[int] = set()
    for path in files(font) if is_available(font) else []:
        with TTFont(path, fontNumber=0, lazy=True) as opened:
            letters |= set(opened.getBestCmap())

    missing = {letter for letter in MARKED if ord(letter) not in letters}
    assert not missing or not is_available(font)


def test_without_any_font_the_plain_serif_is_named() -> None:
    """Where no font of a list can be used, papers are still set, in the ordinary serif."""
    assert available((Font("No such family"),)) == ("TeX Gyre Termes",)


def test_web_fonts_stand_inside_the_page() -> None:
    """A web font's rules hold the files themselves, for the maker asks no network; others need no rules."""
    for font in ALL_FONTS:
        rules = font_css(font.family)
        assert bool(rules) == (bool(font.package) and is_available(font))
        assert "url(./" not in rules
        assert "http" not in rules
