"""Addresses, places and issuing bodies: kept as printed, supported by what they name."""

from __future__ import annotations

import re
from dataclasses import replace

from hoso.pipeline.normalise.address_parts import parts_of
from hoso.pipeline.normalise.fixed_words import mend_fixed_words, mend_office_words
from hoso.pipeline.normalise.identity import says_nothing
from hoso.pipeline.normalise.provinces import ProvinceHit, split_province
from hoso.pipeline.normalise.repair import (
    capital_first,
    repair_areas,
    repair_commas,
    repair_sentence,
    repair_units,
    spaced,
    unparted,
    with_marks_of,
)
from hoso.pipeline.normalise.result import Normalised, empty, judged, note
from hoso.pipeline.normalise.text import is_blank_marker, legible_share, repair_case, tidy
from hoso.pipeline.syllables import fold

_FACILITY = re.compile(r"\b(?:benh vien|bv|tram y te|trung tam|phong kham|nha ho sinh|tai nha)\b")
_BODY = re.compile(
    r"\b(?:ubnd|uy ban|cong an|cuc|so|van phong|bo|chi nhanh|phong|toa an|dai su quan|lanh su quan"
    r"|hoi dong|benh vien|tram y te)\b"
)
#: The day that goes on in the sentence after an office: `…, tỉnh Hải Dương, ngày 20 tháng 3 năm 2019`.
_DATE_AFTER = re.compile(
    r"(?:^|[\s,;/.-]+)(?:vào\s+)?ngày\b\s*:?\s*(?:\d{1,2}\s*(?:[/.-]|tháng\b).*|(?:tháng\b\D*)?)$",
    re.IGNORECASE,
)
_LEGIBLE, _LEGIBLE_NEAR_PROVINCE = 0.7, 0.5

_MARK_LOST = note(
    "address_mark_missing",
    "Thiếu dấu giữa hai đơn vị hành chính, xin kiểm tra. / A mark between two units is missing.",
)
#: What is left of an address whose first line was lost: no paper names a province so, in small letters.
_PROVINCE_ALONE = re.compile(r"tỉnh [^,;–-]+")
_BEGINS_LATE = note(
    "address_incomplete",
    "Địa chỉ chỉ còn tên tỉnh, xin kiểm tra dòng trên. / Only the province was read: look at the line above.",
)
#: A note of the form that belongs to the label: `(xác định theo cha hoặc mẹ): xã Hòa Sơn`.
_OF_THE_LABEL = re.compile(r"^\([^()]*\)\s*:\s*(?=\S)")
#: `Ấp SA` for `Ấp 5A`: capitals that figures are taken for, where houses and hamlets are counted.
_LETTER_FOR_FIGURE = re.compile(
    r"\b(?:[Ấấ]p|[Tt]ổ|[Đđ]ội|[Kk]hóm|[Ss]ố|[Nn]gõ|[Hh]ẻm|[Kk]hu phố)"
    r" (?:[SIOZ][A-D]|[OoóòõọôlLIi])\b(?!')"
)
_FIGURE_LOST = note(
    "figure_doubtful",
    "Sau ấp, tổ, số có chữ có thể là chữ số, xin kiểm tra. / A letter may be a figure there.",
)
_GARBLED = note("text_garbled", "Nhiều chữ không rõ. / Many words are not legible.")
_NO_PROVINCE = note(
    "address_without_province", "Địa chỉ không có tên tỉnh, thành phố. / No province in the address."
)


def normalise_text(text: str) -> Normalised:
    """Free text as printed; garbled words make it suspicious."""
    cleaned = tidy(text)
    if says_nothing(cleaned):
        return empty(cleaned)
    plain = repair_sentence(capital_first(repair_areas(repair_case(cleaned))))
    value = mend_fixed_words(plain)
    legible = legible_share(value) * (1.0 if value == plain else 0.9)
    if legible < _LEGIBLE:
        return judged(value, cleaned, 0.5 * legible, (_GARBLED,))
    return judged(value, cleaned, 0.9 * legible)


def normalise_phrase(text: str) -> Normalised:
    """Free text that goes on in a sentence of the form: as `normalise_text`, but its first letter stays."""
    whole = normalise_text(text)
    if not isinstance(whole.value, str) or not whole.text:
        return whole
    return replace(whole, value=repair_case(whole.text)[0] + whole.value[1:])


def normalise_address(text: str) -> Normalised:
    """The address as printed; a province in it supports it, its absence or garbled words speak against it."""
    cleaned = tidy(_OF_THE_LABEL.sub("", _DATE_AFTER.sub("", tidy(text))))
    if says_nothing(cleaned):
        return empty(cleaned)
    plain = repair_commas(repair_units(repair_case(spaced(cleaned))))
    value = mend_office_words(plain)
    legible = legible_share(value)
    province, _, _ = split_province(parts_of(value))
    if legible < (_LEGIBLE_NEAR_PROVINCE if province and province.exact else _LEGIBLE):
        return judged(value, cleaned, 0.4 * legible, (_GARBLED,))
    score = 0.97 * min(1.0, legible / 0.9) * (1.0 if value == cleaned else 0.95)
    score *= 1.0 if value == plain else 0.9
    found = _by_province(province, value, cleaned, score)
    if _PROVINCE_ALONE.fullmatch(cleaned):
        found = replace(found, validity="suspicious", findings=(*found.findings, _BEGINS_LATE))
    if _LETTER_FOR_FIGURE.search(cleaned):
        found = replace(found, validity="suspicious", findings=(*found.findings, _FIGURE_LOST))
    if unparted(cleaned):  # a mark is missing, and perhaps a word with it
        return replace(found, validity="suspicious", findings=(*found.findings, _MARK_LOST))
    return found


def _by_province(province: ProvinceHit | None, value: str, cleaned: str, score: float) -> Normalised:
    if province is None:
        if _FACILITY.search(fold(value)):
            return judged(value, cleaned, score * 0.75)
        return judged(value, cleaned, score * 0.55, (_NO_PROVINCE,))
    if province.exact:
        return judged(value, cleaned, score)
    suggestion = note(
        "province_suggestion",
        f"Tên tỉnh có lẽ là “{province.name}”. / The province is probably “{province.name}”.",
        "info",
    )
    spelled = with_marks_of(value, province.name)
    return judged(spelled, cleaned, score * (0.7 if spelled == value else 0.78), (suggestion,))


def normalise_issuer(text: str) -> Normalised:
    """The body that issued the paper, as printed."""
    cleaned = tidy(text)
    if is_blank_marker(cleaned):
        return empty(cleaned)
    value = repair_units(repair_case(cleaned))
    known = bool(_BODY.search(fold(value)))
    return judged(value, cleaned, (0.95 if known else 0.6) * legible_share(value))
