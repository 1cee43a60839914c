"""Finds province, district and commune in a printed address; two generations of geography in one list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from hoso.pipeline.normalise.syllables import fold, unify_tone_placement
from hoso.pipeline.normalise.text import clean_text, tidy
from hoso.schemas.reference import new_provinces, old_provinces

Level = Literal["commune", "district", "town"]

#: The last day of three levels and 63 provinces, and the first of two levels and 34.
LAST_OLD_DAY, FIRST_NEW_DAY = "2025-06-30", "2025-07-01"
_PROVINCE_WORD = re.compile(r"^(?:tinh|thanh pho|t\.?\s?p\.?|t\.)\s*(?=[a-z])")
_UNIT_WORDS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("commune", re.compile(r"(?:xa|phuong|thi tran|dac khu|x\.|p\.|tt\.?|ttr\.?)(?=[\s.]|\d)[\s.]*")),
    ("district", re.compile(r"(?:huyen|quan|thi xa|h\.|q\.|tx\.?)(?=[\s.]|\d|$)[\s.]*")),
    ("town", re.compile(r"(?:thanh pho|t\.?\s?p\.?)[\s.]*")),
)
_DETAIL = re.compile(
    r"(?:thon|xom|ap|buon|ban|lang|to|khu|so|duong|ngo|ngach|hem|doi|khom|cum|lo|can|kp|tdp|toa|chung cu)\b"
    r"|.*\d"
)
_SPLIT = re.compile(r"\s*[,;]\s*|\s+-\s+")
_INNER_UNIT = re.compile(
    r"(?<=[^\s,;-])(?<!\bthị)\s+(?=(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh)\s+[A-ZĐÀ-Ỹ0-9])",
    re.IGNORECASE,
)
_HYPHENATED = re.compile(r"(rịa|thiên)\s*-\s*(vũng|huế)", re.IGNORECASE)
_FUZZY_LENGTH = 6
_SHORT_NAMES = ("TP HCM", "HCM", "Sài Gòn")


@dataclass(frozen=True, slots=True)
class ProvinceHit:
    """A province found in a text: its name, its name of today, and which list knows it.

    `exact` is false when a letter or an accent had to be overlooked.
    """

    name: str
    current: str
    only_old: bool = False
    only_new: bool = False
    exact: bool = True


def _key(text: str) -> str:
    return re.sub(r"[^a-z]", "", fold(text))


def _bare_key(text: str) -> str:
    return _key(_PROVINCE_WORD.sub("", fold(text)))


def _spelling(text: str) -> str:
    return re.sub(r"[\W\d_]", "", unify_tone_placement(text.lower()))


@lru_cache(maxsize=1)
def _spellings() -> tuple[str, ...]:
    """Every right spelling with its accents, for telling an exact hit from a likely one."""
    names = [spelling for old in old_provinces() for spelling in (old.name, *old.aliases)]
    return tuple(_spelling(name) for name in (*names, *(new.name for new in new_provinces()), *_SHORT_NAMES))


@lru_cache(maxsize=1)
def _provinces() -> Mapping[str, ProvinceHit]:
    """Provinces of both lists by letters without accents."""
    today = {province.name for province in new_provinces()}
    known = {province.name for province in old_provinces()}
    fresh = {_key(name): ProvinceHit(name, name, only_new=True) for name in today - known}
    hits = {
        _key(spelling): ProvinceHit(old.name, old.new_name, only_old=old.name not in today)
        for old in old_provinces()
        for spelling in (old.name, *old.aliases)
        # "TP. Huế" is listed as another name of the old province but is the new one's own.
        if _bare_key(spelling) not in fresh
    }
    return hits | fresh | {_key(name): hits[_key("Hồ Chí Minh")] for name in _SHORT_NAMES}


@lru_cache(maxsize=4096)
def find_province(part: str) -> ProvinceHit | None:
    """The province that a part of an address names, or None."""
    folded = fold(part).strip(" .")
    bare = _PROVINCE_WORD.sub("", folded)
    hit = _provinces().get(_key(folded)) or _provinces().get(_key(bare))
    if hit:
        return hit if _spelling(part).endswith(_spellings()) else replace(hit, exact=False)
    wanted = _key(bare)
    if len(wanted) < _FUZZY_LENGTH:
        return None
    near = process.extract(wanted, _provinces().keys(), scorer=Levenshtein.distance, score_cutoff=1, limit=3)
    hits = {_provinces()[key] for key, _, _ in near if len(key) >= _FUZZY_LENGTH}
    return replace(hits.pop(), exact=False) if len(hits) == 1 else None


def _parts(address: str) -> list[str]:
    joined = _HYPHENATED.sub(r"\1-\2", clean_text(address))
    marked = _INNER_UNIT.sub(", ", joined)
    return [part for part in (piece.strip(" .") for piece in _SPLIT.split(marked)) if part]


def split_province(address: str) -> tuple[ProvinceHit | None, list[str]]:
    """The province at the end of an address and the parts before it."""
    parts = _parts(address)
    hit = find_province(parts[-1]) if parts else None
    if hit:
        return hit, parts[:-1]
    words = parts[-1].split() if parts else []
    for count in (4, 3, 2):
        hit = find_province(" ".join(words[-count:])) if len(words) > count else None
        if hit and hit.exact:
            return hit, [*parts[:-1], " ".join(words[:-count])]
    return None, parts


def _level(part: str) -> Level | None:
    folded = fold(part)
    for level, pattern in _UNIT_WORDS:
        found = pattern.match(folded)
        if found and found.end() < len(part):
            return level
    return None


def _units(parts: Sequence[str]) -> tuple[str | None, str | None]:
    """District and commune among the parts before the province, as printed."""
    commune = district = None
    unnamed: list[str] = []
    for part in reversed(parts):
        level = _level(part)
        if level is None:
            unnamed.append(part)
        elif level == "commune":
            commune = commune or part
        elif commune is None:
            district = district or part
    if commune is None and district is None and len(unnamed) > 1 and not _DETAIL.match(fold(unnamed[1])):
        # Cards print "commune, district, province" without saying which is which.
        return (None, None) if _DETAIL.match(fold(unnamed[0])) else (unnamed[0], unnamed[1])
    if commune is None and district is not None and unnamed and not _DETAIL.match(fold(unnamed[0])):
        return district, unnamed[0]
    return district, commune


def _generation(province: ProvinceHit, district: str | None, commune: str | None) -> str | None:
    """Which day's units the address speaks of; None when it does not tell."""
    folded = fold(commune or "")
    if district or province.only_old or folded.startswith(("thi tran", "tt")):
        return LAST_OLD_DAY
    if province.only_new:
        return FIRST_NEW_DAY
    # A numbered ward without its district may be of either time.
    return FIRST_NEW_DAY if commune and not folded[-1:].isdigit() else None


def resolve_address(text: str) -> Mapping[str, Any] | None:
    """Province, district and commune of an address, as printed and as of today; None without a province.

    `as_of` is the last day of the old units or the first day of the new ones, None when the address does not
    tell. The present commune is only known when the address is a new one.
    """
    province, before = split_province(tidy(text))
    if province is None:
        return None
    district, commune = _units(before)
    as_of = _generation(province, district, commune)
    return {
        "province": province.name,
        "district": district,
        "commune": commune,
        "as_of": as_of,
        "current": {
            "province": province.current,
            "commune": commune if as_of == FIRST_NEW_DAY else None,
        },
    }
