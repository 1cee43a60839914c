"""Values of land papers: serials, register, parcel and sheet numbers, terms and purposes."""

from __future__ import annotations

import re
from functools import lru_cache

from hoso.pipeline.normalise.digits import repair_lookalikes, to_digits
from hoso.pipeline.normalise.fixed_words import mend_fixed_words
from hoso.pipeline.normalise.identity import says_nothing
from hoso.pipeline.normalise.repair import capital_first, repair_areas
from hoso.pipeline.normalise.result import Normalised, empty, invalid, judged, note
from hoso.pipeline.normalise.text import close_up_dotted, is_blank_marker, legible_share, repair_case, tidy
from hoso.pipeline.syllables import fold
from hoso.schemas.reference import land_uses

_N = r"[0-9OoQDlI|SB]"
_SERIAL = re.compile(rf"(?<![\w])([^\W_]{{1,2}})\s*[.:-]?\s*((?:{_N}\s?){{6,8}})(?![\w])")
#: The letter of an old serial, read as the digit that it looks like: no serial begins with a digit.
_LONE_O = re.compile(r"^0(?=\s\d{6}$)")
_LETTERS = str.maketrans("0815", "OBIS")
_NOT_VIETNAMESE = frozenset("FJWZ")
_REGISTER_LABEL = re.compile(
    r"^.*?s[ốôoổ]?\s*v[àa]o\s*s[ổốôo]\s*(?:c[ấâa]p\s*(?:gcn|gi[ấâa]y\s*ch[ứưu]ng\s*nh[ậâa]n)?)?[^:\w]*:?\s*",
    re.IGNORECASE,
)
_PLAIN_LABEL = re.compile(r"^(?:s[ốôo]\s*:[\s\W]*|số\s+(?=\S))+", re.IGNORECASE)
_PREFIX = "CH|CS|CT|CN|CL|VP|BC|H|T|HD|QĐ|SĐ"
_REGISTER = re.compile(rf"(?:{_PREFIX})[ .-]?\d{{1,6}}(?:[./-][\w./Đ-]+)?")
_REGISTER_LOOSE = re.compile(r"[A-ZĐ]{1,4}[ .-]?\d{1,7}(?:[./ -][\w./Đ-]+)?|\d{1,6}[./ -]?[A-ZĐ][\w./Đ-]*")
_SPACED_REGISTER = re.compile(rf"([A-ZĐ]{{1,2}})([ .-]?)((?:{_N}){{2,6}})(?=$|[./-])")
_PARCEL = re.compile(rf"(?<![^\W_])(?=[^\s]*[0-9])({_N}{{1,6}}(?:[-/+]\d{{1,4}})*[a-z]?)(?![^\W_])")
_SHEET = re.compile(r"(?:[A-ZĐ]{1,3}[ .-]?)?\d{1,6}(?:[./-]?[A-Za-z0-9]{1,6})*")
#: A letter that may be part of the number, not a misread digit.
_SUFFIX_LETTER = re.compile(r"[^0-9OolI|]")
_NUMBER_LABEL = re.compile(
    r"^(?:th[ửu]a\s*(?:đất\s*)?s[ốôo]|t[ờơo]\s*b[ảa]n\s*đ[ồôo]\s*s[ốôo]|s[ốôo])\s*:?\s*", re.IGNORECASE
)
_TERM = re.compile(r"lau dai|on dinh|\b(?:18|19|20)\d\d\b|\b\d{1,3} nam\b|thang|den ngay|khong")
#: The term that a sentence goes on with, and the one that stands in the next cell.
_TERM_AFTER = re.compile(r"\s*[;,.]\s*(?:và\s+)?thời hạn(?:\s+sử dụng)?(?:\s+đất)?\s*:.*$", re.IGNORECASE)
_TERM_BESIDE = re.compile(r"(?<=\w)\s+Lâu dài\.?$")
_LONG_TERM = re.compile(r"\b([Ll])([âaăầấẫ])u\s+([đĐd])([àaáảâ])i\b")

#: A code of a land use whose bracket was lost at the end: `Đất ở tại nông thôn (ONT`.
_OPEN_CODE = re.compile(r"(\([A-Z]{3}(?:\+[A-Z]{3})*)$")
#: A one that stands alone, as OCR takes it for a letter.
_LONE_ONES = frozenset({"l", "I", "i"})
_CUT = re.compile(r"\b(?:den|ngay|thang)$")
_SUFFIXES = "abcdefghkmn"

_CUT_TERM = note("land_use_term_cut", "Thời hạn sử dụng thiếu phần cuối. / The term lacks its end.")
_NO_SERIAL = note("land_serial_unreadable", "Không đọc được số phát hành. / The serial cannot be read.")
#: A comma that stands alone is none of the names of land uses: a speck, or the foot of a seal.
_SPECK = re.compile(r"\s+(?:[,.'`]\s+)+")
#: What is left of the score of a serial with a single letter.
_OF_ONE = 0.7
_ODD_SERIAL = note("land_serial_odd", "Số phát hành không đúng dạng. / The serial has an unusual form.")
_ODD_REGISTER = note(
    "land_register_number_odd", "Số vào sổ không đúng dạng. / The register number is unusual."
)
_DIGITS_ONLY = note(
    "land_register_number_digits_only",
    "Số vào sổ chỉ có chữ số, xin kiểm tra. / The register number has digits only; please check.",
)
_ODD_NUMBER = note(
    "parcel_number_odd", "Số thửa, tờ bản đồ không đúng dạng. / Unusual parcel or sheet number."
)
_ODD_SCALE = note("map_scale_odd", "Tỷ lệ bản đồ không đúng dạng. / The scale of the map is unusual.")
_SCALE = re.compile(rf"(?<![0-9])[1lI|]\s?([:/])\s?({_N}{{2,6}})(?![0-9])")
_SCALES = frozenset({"200", "500", "1000", "2000", "5000", "10000", "25000"})
_SHORT_SERIAL, _LONG_SERIAL = 6, 8


def _serial_letters(raw: str) -> tuple[str, int]:
    """Capital letters without accents (but Đ), and how many characters were repaired."""
    letters = raw.upper().translate(_LETTERS)
    plain = "".join(letter if letter == "Đ" else fold(letter).upper() for letter in letters)
    return plain, sum(before != after for before, after in zip(raw, plain, strict=False))


def normalise_land_serial(text: str) -> Normalised:
    """Letters, one space, digits: `CĐ 123456`, `AA 01234567`, `B 123456`."""
    cleaned = tidy(text)
    if says_nothing(cleaned):
        return empty(cleaned)
    best: Normalised | None = None
    for found in _SERIAL.finditer(_LONE_O.sub("O", close_up_dotted(cleaned))):
        serial = _serial(found.group(1), found.group(2), cleaned)
        if serial is not None and (best is None or serial.score > best.score):
            best = serial
    return best or invalid(cleaned, _NO_SERIAL)


def _serial(raw_letters: str, raw_digits: str, cleaned: str) -> Normalised | None:
    letters, fixed_letters = _serial_letters(raw_letters)
    digits, fixed_digits = to_digits(raw_digits)
    if (
        raw_letters.isdigit()
        or len(letters) != len(raw_letters)
        or not letters.isalpha()
        or fixed_digits * 2 > len(digits)
    ):
        return None
    usual = len(digits) == _SHORT_SERIAL or (len(digits) == _LONG_SERIAL and len(letters) == 2)
    odd = not usual or bool(_NOT_VIETNAMESE & set(letters))
    single = len(letters) == 1  # as old forms have it, or a letter was lost
    score = 0.97 * 0.75 ** (fixed_letters + fixed_digits) * (0.35 if odd else _OF_ONE if single else 1.0)
    return judged(f"{letters} {digits}", cleaned, score, (_ODD_SERIAL,) if odd else ())


def normalise_land_register_number(text: str) -> Normalised:
    """The number of the certificate in the land register, its punctuation kept: `CS 05494`, `CN5429`."""
    cleaned = tidy(text)
    if says_nothing(cleaned):
        return empty(cleaned)
    bare = _PLAIN_LABEL.sub("", _REGISTER_LABEL.sub("", cleaned)) or cleaned
    bare = tidy(close_up_dotted(bare))
    found = _SPACED_REGISTER.match(bare)
    repaired = 0
    if found:
        digits, repaired = to_digits(found.group(3))
        bare = found.group(1) + found.group(2) + digits + bare[found.end() :]
    share = 0.75**repaired
    if _REGISTER.fullmatch(bare):
        return judged(bare, cleaned, 0.97 * share)
    if bare.isdigit():
        return judged(bare, cleaned, 0.4, (_DIGITS_ONLY,))
    if _REGISTER_LOOSE.fullmatch(bare):
        return judged(bare, cleaned, 0.7 * share)
    if not any(character.isdigit() for character in bare):
        return invalid(cleaned, _ODD_REGISTER, bare or None)
    return judged(bare, cleaned, 0.3 * share, (_ODD_REGISTER,))


def normalise_parcel_number(text: str) -> Normalised:
    """The number of the parcel as text: `123`, `45-1`, `123a`."""
    cleaned = tidy(text)
    if says_nothing(cleaned):
        return empty(cleaned)
    found = _PARCEL.search(_NUMBER_LABEL.sub("", close_up_dotted(cleaned)))
    if not found:
        return invalid(cleaned, _ODD_NUMBER)
    raw = found.group(1)
    suffix = raw[-1] if raw[-1] in _SUFFIXES else ""
    number, repaired = repair_lookalikes(raw.removesuffix(suffix))
    if not any(character.isdigit() for character in raw):
        return invalid(cleaned, _ODD_NUMBER)
    odd = () if _PARCEL.fullmatch(number + suffix) else (_ODD_NUMBER,)
    return judged(number + suffix, cleaned, (0.97 if raw == cleaned else 0.8) * 0.75**repaired, odd)


def normalise_map_sheet_number(text: str) -> Normalised:
    """The number of the map sheet as text: `10`, `D4-12`."""
    cleaned = tidy(text)
    if says_nothing(cleaned):
        return empty(cleaned)
    bare = _NUMBER_LABEL.sub("", close_up_dotted(cleaned))
    digits, repaired = to_digits(bare)
    if repaired and repaired < len(digits) == len(bare) and not _SUFFIX_LETTER.search(bare):
        return judged(digits, cleaned, 0.95 * 0.75**repaired)
    if bare in _LONE_ONES:
        return judged("1", cleaned, 0.4, (_ODD_NUMBER,))
    if _SHEET.fullmatch(bare):
        return judged(bare, cleaned, 0.97 if bare.isdigit() else 0.8)
    found = _SHEET.match(bare)
    if found is None:
        return invalid(cleaned, _ODD_NUMBER)
    rest = bare[found.end() :].lstrip()
    return judged(found.group(), cleaned, 0.6, () if rest.startswith(("(", ",", ";")) else (_ODD_NUMBER,))


def normalise_time_term(text: str) -> Normalised:
    """How long the land may be used, as printed: `Lâu dài`, `Đến ngày 15/10/2063`."""
    cleaned = tidy(text)
    if is_blank_marker(cleaned):
        return empty(cleaned)
    value = mend_fixed_words(capital_first(repair_areas(repair_case(cleaned))))
    value = _LONG_TERM.sub(lambda found: f"{found.group(1)}âu dài", value)
    known = bool(_TERM.search(fold(value)))
    cut = (_CUT_TERM,) if _CUT.search(fold(value)) else ()
    return judged(value, cleaned, (0.97 if known else 0.5) * (1.0 if value == cleaned else 0.85), cut)


@lru_cache(maxsize=1)
def _uses() -> frozenset[str]:
    short = (
        "dat o",
        "dat vuon",
        "dat tho cu",
        "dat trong lua",
        "dat mau",
        "dat ao",
        "dat rung",
        "dat san xuat",
    )
    return frozenset(fold(use.name) for use in land_uses().values()) | frozenset(short)


def _without_term(text: str) -> str:
    shorter = _TERM_BESIDE.sub("", _TERM_AFTER.sub("", text)) or text
    return shorter if shorter == text else _without_term(shorter)


def normalise_land_use_purpose(text: str) -> Normalised:
    """The purpose of use as printed, without the term behind it; names and codes of land uses support it."""
    cleaned = _SPECK.sub(" ", tidy(text))
    if is_blank_marker(cleaned):
        return empty(cleaned)
    use = _without_term(cleaned)
    plain = _OPEN_CODE.sub(r"\1)", capital_first(repair_areas(repair_case(use))))
    value = _without_term(repair_case(mend_fixed_words(plain)))
    folded = fold(value)
    share = 1.0 if value == plain else 0.85
    codes = set(re.findall(r"\b[A-Z]{3}\b", value)) & set(land_uses())
    if codes or any(use in folded for use in _uses()):
        return judged(value, cleaned, 0.97 * share)
    return judged(value, cleaned, 0.55 * share * legible_share(value))


def normalise_map_scale(text: str) -> Normalised:
    """The scale of a map as printed: `1:500`, `1/2000`; only the usual scales are likely.

    >>> normalise_map_scale("Tỷ lệ 1 : 500").value
    '1:500'
    """
    cleaned = tidy(text)
    if says_nothing(cleaned):
        return empty(cleaned)
    found = _SCALE.search(cleaned)
    if found is None:
        return invalid(cleaned, _ODD_SCALE)
    digits, repaired = to_digits(found.group(2))
    usual = digits in _SCALES
    score = (0.97 if usual else 0.4) * 0.75**repaired
    return judged(f"1{found.group(1)}{digits}", cleaned, score, () if usual else (_ODD_SCALE,))
