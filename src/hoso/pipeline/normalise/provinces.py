"""Provinces by any of their names: the 34 of today, the 63 before, and those of older papers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from hoso.pipeline.normalise.address_parts import PROVINCE_KINDS, Part, name_of
from hoso.pipeline.syllables import fold, unify_tone_placement
from hoso.schemas.reference import new_provinces, old_provinces
from hoso.schemas.reference.units import FormerProvince, former_provinces

_PROVINCE_WORD = re.compile(r"^(?:tinh|thanh pho|t\.?\s?p\.?|t\.)\s*(?=[a-z])")
_FUZZY_LENGTH = 6
_MORE_NAMES: Mapping[str, tuple[str, ...]] = {
    "Hồ Chí Minh": ("TP HCM", "HCM", "Sài Gòn", "Sài Gòn - Gia Định"),
    "Thừa Thiên Huế": ("TT Huế", "TT-Huế", "T.T.Huế"),
    "Bà Rịa - Vũng Tàu": ("BRVT", "BR - VT", "Bà Rịa"),
    "Hà Nội": ("TP HN",),
    "Đắk Lắk": ("Dak Lak", "Đăklăk", "Đắclắc"),
}


@dataclass(frozen=True, slots=True)
class ProvinceHit:
    """A province found in a text: its name, and its name of today if only one can be meant.

    `within` are the provinces of 2025's last list that hold its land; `exact` is false when a letter or an
    accent had to be overlooked; `last_day` is known of provinces that were no more in 2025.
    """

    name: str
    current: str | None
    within: tuple[str, ...]
    only_old: bool = False
    only_new: bool = False
    exact: bool = True
    last_day: str | None = None


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
    names += [new.name for new in new_provinces()] + [name for more in _MORE_NAMES.values() for name in more]
    names += [spelling for former in former_provinces() for spelling in (former.name, *former.aliases)]
    return tuple(map(_spelling, names))


def _former(former: FormerProvince) -> ProvinceHit:
    now = {old.new_name for old in old_provinces() if old.name in former.successors}
    current = now.pop() if len(now) == 1 else None
    return ProvinceHit(former.name, current, former.successors, only_old=True, last_day=former.last_day)


@lru_cache(maxsize=1)
def _provinces() -> Mapping[str, ProvinceHit]:
    """Provinces of all lists by letters without accents."""
    today = {province.name for province in new_provinces()}
    known = {province.name: province for province in old_provinces()}
    became = {old.new_name: old.name for old in old_provinces() if old.new_name not in known}
    fresh = {_key(new): ProvinceHit(new, new, (old,), only_new=True) for new, old in became.items()}
    hits = {
        _key(spelling): ProvinceHit(old.name, old.new_name, (old.name,), only_old=old.name not in today)
        for old in old_provinces()
        for spelling in (old.name, *old.aliases)
        # "TP. Huế" is listed as another name of the old province but is the new one's own.
        if _bare_key(spelling) not in fresh
    }
    more = {_key(name): hits[_key(main)] for main, names in _MORE_NAMES.items() for name in names}
    gone = {
        _key(spelling): _former(former)
        for former in former_provinces()
        for spelling in (former.name, *former.aliases)
    }
    return gone | hits | fresh | more


@lru_cache(maxsize=4096)
def find_province(part: str) -> ProvinceHit | None:
    """The province that a part of an address names, or None."""
    if any(letter.isdigit() for letter in part):
        return None
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


@lru_cache(maxsize=64)
def is_unlike_others(name: str) -> bool:
    """Whether no other province is a letter away from this one."""
    wanted = _key(name)
    return not any(
        Levenshtein.distance(wanted, key, score_cutoff=1) <= 1
        for key, hit in _provinces().items()
        if hit.name != name and len(key) >= _FUZZY_LENGTH - 2
    )


def split_province(parts: Sequence[Part]) -> tuple[ProvinceHit | None, Part | None, list[Part]]:
    """The province at the end of an address, its part, and the parts before it."""
    for count in (3, 2):  # names with dashes fall into several parts
        joined = parts[-count:]
        if len(joined) == count and all(part.kind in PROVINCE_KINDS or not part.kind for part in joined):
            hit = find_province(" ".join(name_of(part.name) for part in joined))
            if hit and hit.exact:
                name = tuple(piece for part in joined for piece in part.pieces[len(part.kind_pieces) :])
                return hit, Part(joined[0].kind, joined[0].kind_pieces, name), list(parts[:-count])
    if not parts:
        return None, None, []
    last = parts[-1]
    hit = find_province(name_of(last.name)) if last.kind is None or last.kind in PROVINCE_KINDS else None
    hit = hit or find_province(name_of(last.pieces))
    if hit:
        return hit, last, list(parts[:-1])
    for count in (4, 3, 2, 1):
        hit = find_province(name_of(last.pieces[-count:])) if len(last.pieces) > count else None
        if not hit or not last.pieces[-count].is_name:
            continue
        if hit.exact:
            return hit, last.tail(count), [*parts[:-1], last.without_tail(count)]
        said = last.pieces[-count - 1]
        if fold(said.text) == "tinh" and len(last.pieces) > count + 1:
            named = Part("tỉnh", (said,), last.pieces[-count:])
            return hit, named, [*parts[:-1], last.without_tail(count + 1)]
    return None, None, list(parts)
