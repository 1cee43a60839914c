"""Addresses, places and issuing bodies: kept as printed, resolved to provinces beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from hoso.pipeline.normalise.result import Normalised, empty, judged, note
from hoso.pipeline.normalise.syllables import fold, is_vietnamese_syllable
from hoso.pipeline.normalise.text import clean_text, is_blank_marker, repair_case, tidy
from hoso.schemas.reference import new_provinces, old_provinces

Level = Literal["commune", "district", "province", "town"]

#: The last day of three levels and 63 provinces, and the first of two levels and 34.
LAST_OLD_DAY, FIRST_NEW_DAY = "2025-06-30", "2025-07-01"
_PROVINCE_WORD = re.compile(r"^(?:tinh|thanh pho|t\.?\s?p\.?|t\.)\s*(?=[a-z])")
_UNIT_WORDS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("commune", re.compile(r"(?:xa|phuong|thi tran|dac khu|x\.|p\.|tt\.?|ttr\.?)(?=[\s.]|\d)[\s.]*")),
    ("district", re.compile(r"(?:huyen|quan|thi xa|h\.|q\.|tx\.?)(?=[\s.]|\d|$)[\s.]*")),
    ("town", re.compile(r"(?:thanh pho|t\.?\s?p\.?)[\s.]*")),
    ("province", re.compile(r"tinh\s+")),
)
_DETAIL = re.compile(
    r"(?:thon|xom|ap|buon|ban|lang|to|khu|so|duong|ngo|ngach|hem|doi|khom|cum|lo|can|kp|tdp|toa|chung cu)\b"
    r"|.*\d"
)
_SPLIT = re.compile(r"\s*[,;]\s*|\s+-\s+")
_INNER_UNIT = re.compile(
    r"(?<=[^\s,;-])\s+(?=(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh)\s+[A-ZĐÀ-Ỹ0-9])",
    re.IGNORECASE,
)
_FACILITY = re.compile(r"\b(?:benh vien|bv|tram y te|trung tam|phong kham|nha ho sinh|tai nha)\b")
_BODY = re.compile(
    r"\b(?:ubnd|uy ban|cong an|cuc|so|van phong|bo|chi nhanh|phong|toa an|dai su quan|lanh su quan"
    r"|so tai nguyen|so nong nghiep|hoi dong|benh vien|tram y te|nong nghiep)\b"
)
_FUZZY_LENGTH = 6
_LEGIBLE = 0.7


@dataclass(frozen=True, slots=True)
class _ProvinceHit:
    """A province found: its name in the old list when it is there, its name of today, how it was found."""

    name: str
    current: str
    only_old: bool
    only_new: bool
    exact: bool


def _key(text: str) -> str:
    return re.sub(r"[^a-z]", "", fold(text))


@lru_cache(maxsize=1)
def _provinces() -> Mapping[str, _ProvinceHit]:
    today = {province.name for province in new_provinces()}
    old_names = {province.name for province in old_provinces()}
    hits = {
        _key(spelling): _ProvinceHit(old.name, old.new_name, old.name not in today, False, True)
        for old in old_provinces()
        for spelling in (old.name, *old.aliases)
    }
    fresh = {
        _key(new.name): _ProvinceHit(new.name, new.name, False, new.name not in old_names, True)
        for new in new_provinces()
        if new.name not in old_names
    }
    hits |= fresh
    return hits | {_key(name): hits[_key("Hồ Chí Minh")] for name in ("TP HCM", "HCM", "Sài Gòn")}


@lru_cache(maxsize=4096)
def _province(part: str) -> _ProvinceHit | None:
    folded = fold(part).strip(" .")
    for candidate in (folded, _PROVINCE_WORD.sub("", folded)):
        hit = _provinces().get(_key(candidate))
        if hit:
            return hit
    wanted = _key(_PROVINCE_WORD.sub("", folded))
    if len(wanted) < _FUZZY_LENGTH:
        return None
    near = process.extract(wanted, _provinces().keys(), scorer=Levenshtein.distance, score_cutoff=1, limit=3)
    names = {_provinces()[key].name for key, _, _ in near if len(key) >= _FUZZY_LENGTH}
    if len(names) != 1:
        return None
    hit = _provinces()[near[0][0]]
    return _ProvinceHit(hit.name, hit.current, hit.only_old, hit.only_new, False)


def _parts(address: str) -> list[str]:
    joined = re.sub(r"(?i)(rịa|thiên)\s*-\s*(vũng|huế)", r"\1-\2", clean_text(address))
    marked = _INNER_UNIT.sub(", ", joined)
    return [part for part in (piece.strip(" .") for piece in _SPLIT.split(marked)) if part]


def _split_province(parts: list[str]) -> tuple[_ProvinceHit | None, list[str]]:
    """The province of the last part, or of its last words, and the parts before it."""
    if not parts:
        return None, parts
    hit = _province(parts[-1])
    if hit:
        return hit, parts[:-1]
    words = parts[-1].split()
    for count in (4, 3, 2):
        tail = " ".join(words[-count:])
        hit = _province(tail) if len(words) > count else None
        if hit and hit.exact:
            return hit, [*parts[:-1], " ".join(words[:-count])]
    return None, parts


def _level(part: str) -> tuple[Level, str] | None:
    folded = fold(part)
    for level, pattern in _UNIT_WORDS:
        found = pattern.match(folded)
        if found and found.end() < len(part):
            return level, part[found.end() :].strip()
    return None


def _units(parts: Sequence[str]) -> tuple[str | None, str | None]:
    """District and commune among the parts before the province, as printed."""
    commune = district = None
    unnamed: list[str] = []
    for part in reversed(parts):
        level = _level(part)
        if level is None:
            unnamed.append(part)
        elif level[0] == "commune":
            commune = commune or part
        elif commune is None:
            district = district or part
    if commune is None and district is None and len(unnamed) >= 2 and not _DETAIL.match(fold(unnamed[1])):
        return unnamed[0], unnamed[1]
    if commune is None and district is not None and unnamed and not _DETAIL.match(fold(unnamed[0])):
        return district, unnamed[0]
    return district, commune


def resolve_address(text: str) -> Mapping[str, Any] | None:
    """Province, district and commune of an address, as printed and as of today; None without a province.

    `as_of` is the last day of the old units or the first day of the new ones, None when the address does not
    tell. The present commune is only known when the address is a new one.
    """
    province, before = _split_province(_parts(tidy(text)))
    if province is None:
        return None
    district, commune = _units(before)
    as_of = None
    if district or province.only_old:
        as_of = LAST_OLD_DAY
    elif province.only_new or (commune and _level(commune)):
        as_of = (
            FIRST_NEW_DAY if not commune or not fold(commune).startswith(("thi tran", "tt")) else LAST_OLD_DAY
        )
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


def legible_share(text: str) -> float:
    """The share of longer words that are legal syllables; 1.0 when there are none."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 1 and not word.isupper()]
    words += [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3 and word.isupper()]
    return sum(map(is_vietnamese_syllable, words)) / len(words) if words else 1.0


def normalise_address(text: str) -> Normalised:
    """The address as printed; a province in it supports it, its absence or garbled words speak against it."""
    cleaned = tidy(text)
    if is_blank_marker(cleaned):
        return empty(cleaned)
    value = repair_case(cleaned)
    legible = legible_share(value)
    score = 0.97 * min(1.0, legible / 0.9) * (1.0 if value == cleaned else 0.95)
    if legible < _LEGIBLE:
        garbled = note("text_garbled", "Nhiều chữ không rõ. / Many words are not legible.")
        return judged(value, cleaned, 0.4 * legible, (garbled,))
    province, _ = _split_province(_parts(value))
    if province is None and _FACILITY.search(fold(value)):
        return judged(value, cleaned, score * 0.75)
    if province is None:
        missing = note(
            "address_without_province", "Địa chỉ không có tên tỉnh, thành phố. / No province in the address."
        )
        return judged(value, cleaned, score * 0.55, (missing,))
    if not province.exact:
        suggestion = note(
            "province_suggestion",
            f"Tên tỉnh có lẽ là “{province.name}”. / The province is probably “{province.name}”.",
            "info",
        )
        return judged(value, cleaned, score * 0.7, (suggestion,))
    return judged(value, cleaned, score)


def normalise_issuer(text: str) -> Normalised:
    """The body that issued the paper, as printed."""
    cleaned = tidy(text)
    if is_blank_marker(cleaned):
        return empty(cleaned)
    value = repair_case(cleaned)
    known = bool(_BODY.search(fold(value)))
    return judged(value, cleaned, (0.95 if known else 0.6) * legible_share(value))
