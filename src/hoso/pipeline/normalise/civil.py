"""Values of civil-status papers: sex, ethnic group, nationality, marital status, numbers of registers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from hoso.pipeline.normalise.digits import to_digits
from hoso.pipeline.normalise.identity import says_nothing
from hoso.pipeline.normalise.repair import repair_codes
from hoso.pipeline.normalise.result import Normalised, empty, invalid, judged, note
from hoso.pipeline.normalise.text import (
    capital_like,
    close_up_dotted,
    is_blank_marker,
    legible_share,
    repair_case,
    tidy,
)
from hoso.pipeline.syllables import fold, unify_tone_placement
from hoso.schemas.reference import ethnic_groups, nationalities

_TICKED, _OPEN = r"(?:[☑☒✓✔■▣🗹x×]|\[\s*x\s*\]|\(\s*x\s*\))", r"(?:[☐□▢]|\[\s*\]|\(\s*\))"
_SEXES = {
    "nam": "male", "male": "male", "m": "male", "trai": "male",
    "nu": "female", "female": "female", "f": "female", "gai": "female",
}  # fmt: skip
_TICK_BEFORE = re.compile(rf"{_TICKED}\s*(nam|nu)\b")
_TICK_AFTER = re.compile(rf"\b(nam|nu)\s*:?\s*{_TICKED}")
_OPEN_BOX = re.compile(_OPEN)
_SEX_WORD = re.compile(r"\b(nam|nu|male|female|m|f|trai|gai)\b")
_NEAR_MALE = frozenset({"narn", "nan", "nain", "mam", "nam1", "narm", "ham", "namm"})
_NEAR_FEMALE = frozenset({"nii", "nu1", "n0", "nuu", "niu", "mu", "nư", "nur", "nit"})
_MARITAL = re.compile(
    r"(?:chua|da|hien|dang|khong)\b.*\b(?:ket hon|hon nhan|vo|chong|ly hon|ly than|chet)|doc than|ly hon|goa"
)
_WORDS = re.compile(r"[^\W\d_]{2,}")
_BOOK_TITLE = re.compile(r"so (?:dang ky |bo )?(?:khai sinh|ket hon|khai tu)\b")
_PLAIN_NUMBER = re.compile(r"\d{1,6}(?:[/-]\d{4})?")
_EXTRACT_NUMBER = re.compile(
    r"\d{1,6}/(?:\d{4}/)?(?:TL[A-ZĐ]{2,6}|XNTTHN|UBND(?:-[A-ZĐ]{2,8})?|BC|BS|TLGCHT)(?:-BS)?", re.IGNORECASE
)
_OTHER_NUMBER = re.compile(r"\d{1,6}[/.-][\w/.,Đ-]+")
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_NUMBER_LABEL = re.compile(r"^(?:(?:số hiệu|s[ốôo6]|no)\b[\s:.]*(?=\S))+", re.IGNORECASE)
_BOOK = re.compile(r"[,;.\s]*\(?\bquy[eểêẻ]n\b.*$|\s*[,;-]\s*năm\b.*$|[,;.\s]+ngày\b.*$", re.IGNORECASE)

_UNKNOWN_SEX = note("sex_unreadable", "Không rõ giới tính. / The sex is not clear.")
_ODD_NUMBER = note("register_number_odd", "Số không đúng dạng thường gặp. / The number has an unusual form.")
_NO_NUMBER = note("register_number_unreadable", "Không đọc được số. / The number cannot be read.")


def normalise_sex(text: str) -> Normalised:
    """`male` or `female`, also from ticked boxes; two words without a tick stay open."""
    cleaned = tidy(text)
    folded = fold(cleaned.replace("Việt Nam", "")).strip()
    if is_blank_marker(cleaned) or folded in ("khong", "khong ro", "chua ro"):
        return empty(cleaned)
    ticked = set(_TICK_BEFORE.findall(folded)) or set(_TICK_AFTER.findall(folded))
    if len(ticked) == 1 and _OPEN_BOX.search(folded):
        return judged(_SEXES[ticked.pop()], cleaned, 0.85)
    found = {_SEXES[word] for word in _SEX_WORD.findall(folded)}
    if len(found) == 1:
        clean = folded in _SEXES or re.fullmatch(r"(?:nam|nu)\W+(?:male|female|[mf])", folded)
        return judged(found.pop(), cleaned, 0.98 if clean else 0.8)
    if found:
        return Normalised(None, cleaned, "suspicious", 0.1, (_UNKNOWN_SEX,))
    return _sex_by_likeness(cleaned, re.sub(r"[\W_]", "", folded))


def _sex_by_likeness(cleaned: str, squeezed: str) -> Normalised:
    if squeezed in ("nam", "nu"):
        return judged(_SEXES[squeezed], cleaned, 0.85)
    if squeezed in _NEAR_MALE or squeezed in _NEAR_FEMALE:
        sex = "male" if squeezed in _NEAR_MALE else "female"
        return judged(sex, cleaned, 0.4, (_UNKNOWN_SEX,))
    return invalid(cleaned, _UNKNOWN_SEX)


def _spelling_key(text: str) -> str:
    return re.sub(r"[\s'’-]", "", unify_tone_placement(text.lower()))


def _lexicon(entries: Iterable[tuple[str, tuple[str, ...]]]) -> Mapping[str, tuple[str, str]]:
    """Spelling key → (spelling, name of the entry); names go before aliases."""
    listed = list(entries)
    keyed: dict[str, tuple[str, str]] = {}
    for name, _ in listed:
        keyed.setdefault(_spelling_key(name), (name, name))
    for name, aliases in listed:
        for alias in aliases:
            keyed.setdefault(_spelling_key(alias), (alias, name))
    return keyed


@lru_cache(maxsize=1)
def _ethnic_lexicon() -> Mapping[str, tuple[str, str]]:
    return _lexicon((group.name, group.aliases) for group in ethnic_groups())


@lru_cache(maxsize=1)
def _nationality_lexicon() -> Mapping[str, tuple[str, str]]:
    return _lexicon((country.name, country.aliases) for country in nationalities())


def ethnic_group_of(text: str) -> str | None:
    """The official name of the ethnic group that a printed spelling stands for."""
    hit = _ethnic_lexicon().get(_spelling_key(text))
    return hit[1] if hit else None


def _nearest(key: str, lexicon: Mapping[str, tuple[str, str]]) -> str | None:
    """The one spelling that differs in accents only, else in one letter only; None when several do."""
    folded = fold(key)
    for near in (
        [hit for known, hit in lexicon.items() if fold(known) == folded],
        [
            hit
            for known, hit in lexicon.items()
            if min(len(known), len(key)) > 2 and Levenshtein.distance(known, key, score_cutoff=1) <= 1
        ],
    ):
        if near:
            return near[0][0] if len({name for _, name in near}) == 1 else None
    return None


@lru_cache(maxsize=2048)
def _ethnic_nearest(key: str) -> str | None:
    return _nearest(key, _ethnic_lexicon())


@lru_cache(maxsize=2048)
def _nationality_nearest(key: str) -> str | None:
    return _nearest(key, _nationality_lexicon())


def _like(spelling: str, printed: str) -> str:
    return spelling.upper() if printed.isupper() else spelling


def _suggested(value: str, cleaned: str) -> Normalised:
    suggestion = note(
        "lexicon_suggestion",
        f"Đọc được “{cleaned}”, lấy theo danh mục là “{value}”. / "
        f"Read as “{cleaned}”, taken from the list as “{value}”.",
        "info",
    )
    return judged(value, cleaned, 0.75, (suggestion,))


def normalise_ethnicity(text: str) -> Normalised:
    """The ethnic group as printed; a misread spelling gives way to the list's, with a remark."""
    cleaned = tidy(text)
    if is_blank_marker(cleaned) or fold(cleaned) == "khong":
        return empty(cleaned)
    value, key = repair_case(cleaned), _spelling_key(cleaned)
    if key in _ethnic_lexicon():
        listed = _ethnic_lexicon()[key][0]
        value = capital_like(value, listed)
        return judged(value, cleaned, 1.0 if listed == value else 0.97)
    if fold(cleaned) in ("khong ro", "chua xac dinh"):
        return judged(value, cleaned, 0.9)
    spelling = _ethnic_nearest(key)
    if spelling:
        return _suggested(_like(spelling, value), cleaned)
    odd = note("ethnicity_unknown", "Dân tộc không có trong danh mục. / The ethnic group is not in the list.")
    return judged(value, cleaned, 0.3, (odd,))


def normalise_nationality(text: str) -> Normalised:
    """The nationality as printed; a misread spelling gives way to the list's, with a remark."""
    cleaned = tidy(text)
    if is_blank_marker(cleaned) or fold(cleaned) == "khong":
        return empty(cleaned)
    value, key = re.sub(r"\s*-\s*", "-", repair_case(cleaned)), _spelling_key(cleaned)
    if key in _nationality_lexicon():
        return judged(value, cleaned, 1.0)
    spelling = _nationality_nearest(key)
    if spelling:
        return _suggested(_like(spelling, value), cleaned)
    odd = note(
        "nationality_unknown", "Quốc tịch không có trong danh mục. / The nationality is not in the list."
    )
    return judged(value, cleaned, 0.35, (odd,))


def normalise_marital_status(text: str) -> Normalised:
    """The sentence about the marital status, as printed."""
    cleaned = tidy(text)
    if is_blank_marker(cleaned):
        return empty(cleaned)
    value = repair_codes(repair_case(cleaned))
    known = bool(_MARITAL.search(fold(value)))
    return judged(value, cleaned, 0.95 if known else 0.5)


def normalise_book_kind(text: str) -> Normalised:
    """The title of a civil-status register as printed: `SỔ ĐĂNG KÝ KHAI SINH`."""
    cleaned = tidy(text)
    if is_blank_marker(cleaned):
        return empty(cleaned)
    value = repair_case(cleaned)
    if not _BOOK_TITLE.match(fold(value)):
        return judged(value, cleaned, 0.5)
    spelled = re.sub(r"(?i)^s\w", "SỔ" if value.isupper() else "Sổ", value)
    return judged(spelled, cleaned, 0.97)


def _repaired_number(text: str) -> tuple[str, int]:
    """Look-alikes of digits before the first slash repaired, and a four-character year after it."""
    head, slash, tail = text.partition("/")
    digits, repaired = to_digits(head)
    if not digits or repaired >= len(digits) or len(digits) != len(head.strip()):
        return text, 0
    year, fixed = to_digits(tail)
    if slash and len(tail) == len(year) == 4 and fixed < 3:
        return digits + slash + year, repaired + fixed
    return digits + slash + tail, repaired


#: The number of a copy whose dash was lost: `274/TLKTBS`.
_COPY = re.compile(r"(/TL[A-ZĐ]{2,3})BS$")


def normalise_register_number(text: str) -> Normalised:
    """The number in a civil-status register or of an extract: `123/2019`, `45/TLKS-BS`."""
    cleaned = tidy(text)
    if says_nothing(cleaned):
        return empty(cleaned)
    bare = _BOOK.sub("", _NUMBER_LABEL.sub("", cleaned)) or cleaned
    closed = _COPY.sub(r"\1-BS", re.sub(r"\s*([/-])\s*", r"\1", close_up_dotted(bare)))
    value, repaired = _repaired_number(tidy(closed))
    share = 0.75**repaired * (1.0 if closed == bare else 0.95)
    if not any(character.isdigit() for character in value):
        if _WORDS.search(cleaned) and legible_share(cleaned) > 0.6:
            return empty(cleaned)  # words of something else: no number was filled in
        return invalid(cleaned, _NO_NUMBER, value or None)
    if _PLAIN_NUMBER.fullmatch(value):
        return judged(value, cleaned, (0.98 if "/" in value else 0.85) * share)
    if _EXTRACT_NUMBER.fullmatch(value):
        return judged(value, cleaned, 0.98 * share)
    if _DATE.fullmatch(value):
        return judged(value, cleaned, 0.3 * share, (_ODD_NUMBER,))
    if _OTHER_NUMBER.fullmatch(value):
        return judged(value, cleaned, 0.7 * share)
    return judged(value, cleaned, 0.35 * share, (_ODD_NUMBER,))
