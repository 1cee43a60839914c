"""Numbers of persons: identity numbers (also inside a sentence about the paper) and telephones."""

from __future__ import annotations

import re

from hoso.pipeline.normalise.digits import digit_runs, to_digits
from hoso.pipeline.normalise.result import Normalised, empty, invalid, judged, note
from hoso.pipeline.normalise.text import close_up_dotted, is_blank_marker, tidy
from hoso.pipeline.syllables import fold
from hoso.schemas.records import Finding
from hoso.schemas.reference import card_provinces

_NOTHING = re.compile(r"(?:khong|khong co|khong ro|chua co|chua cap|khong ap dung)")
_DATE = re.compile(
    r"\b[0-9OolI|]{1,2}\s*[/.-]\s*[0-9OolI|]{1,2}\s*[/.-]\s*[0-9OolI|]{4}\b"
    r"|\bng[àa]y\s*\S{1,2}\s*th[áa]ng\s*\S{1,2}\s*n[ăa]m\s*\S{4}",
    re.IGNORECASE,
)
_PASSPORT = re.compile(r"(?<![A-Z0-9])([A-Z])\s?([0-9OoIl]{7,8})(?![0-9A-Za-z])")
_PERSONAL, _OLD_CARD = 12, 9
#: The number of a note at the foot of the form (`(4)`), all that stands behind the label of an empty field.
_NOTE_MARK = re.compile(r"\(?\d{1,2}\)?")
#: With fewer digits it is no card's number, whatever was lost of it.
_LEAST_DIGITS = 7
_MOBILE = re.compile(r"(?:0|84)(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}")
_FIXED = re.compile(r"(?:0|84)(?:2\d{2}\d{7}|2[48]\d{8})")
_OLD_MOBILE = re.compile(r"01(?:2\d|6[2-9]|8[68]|99)\d{7}")
_SERVICE = re.compile(r"1[89]00\d{4,6}")

BAD_LENGTH = note(
    "id_number_bad_length",
    "Số giấy tờ phải có 12 hoặc 9 chữ số. / An identity number has 12 or 9 digits.",
    "error",
)


def says_nothing(text: str) -> bool:
    """Whether the text is a blank mark or a word for "none"."""
    return is_blank_marker(text) or bool(_NOTHING.fullmatch(fold(text)))


def structure_findings(digits: str) -> tuple[Finding, ...]:
    """What is odd about the build of a 12-digit personal number: province, century digit."""
    findings = []
    if digits[:3] not in card_provinces():
        findings.append(
            note(
                "id_number_unknown_province",
                "Ba số đầu không phải mã tỉnh đã biết. / The first three digits are no known province.",
            )
        )
    if digits[3] not in "0123":
        findings.append(
            note(
                "id_number_bad_century",
                "Chữ số thứ tư (giới tính, thế kỷ) không hợp lý. / The fourth digit (sex, century) is odd.",
            )
        )
    return tuple(findings)


def _candidates(text: str) -> list[tuple[str, int]]:
    """Runs of digits, strict ones before those that needed spaces closed or letters repaired."""
    strict = [(digits, 0) for digits in re.findall(r"(?<!\d)\d{9,}(?!\d)", text)]
    return strict + digit_runs(text)


def _pick(candidates: list[tuple[str, int]]) -> tuple[str, int, bool] | None:
    for length in (_PERSONAL, _OLD_CARD):
        fitting = [(digits, repaired) for digits, repaired in candidates if len(digits) == length]
        if fitting:
            digits, repaired = fitting[0]
            return digits, repaired, len({digits for digits, _ in fitting}) > 1
    return None


def normalise_id_number(text: str) -> Normalised:
    """12 or 9 digits (or a passport number), also out of `CCCD số … do … cấp ngày …`."""
    cleaned = tidy(text)
    if says_nothing(cleaned) or _NOTE_MARK.fullmatch(cleaned):
        return empty(cleaned)
    without_dates = close_up_dotted(_DATE.sub(" ; ", cleaned))
    candidates = _candidates(without_dates)
    picked = _pick(candidates)
    if picked is None:
        return _without_card_number(cleaned, without_dates, candidates)
    digits, repaired, several = picked
    findings = structure_findings(digits) if len(digits) == _PERSONAL else ()
    if several:
        findings += (note("id_number_several", "Có nhiều số giấy tờ. / There are several identity numbers."),)
    score = 0.98 if len(digits) == _PERSONAL else 0.9
    return judged(digits, cleaned, score * 0.75**repaired * 0.4 ** len(findings), findings)


def _without_card_number(cleaned: str, text: str, candidates: list[tuple[str, int]]) -> Normalised:
    passport = _PASSPORT.search(text)
    if passport:
        digits, repaired = to_digits(passport.group(2))
        return judged(passport.group(1) + digits, cleaned, 0.85 * 0.75**repaired)
    longest = max((digits for digits, _ in candidates), key=len, default="")
    if not longest:
        digits, repaired = to_digits(text)
        longest = digits if len(digits) > repaired else ""
    return invalid(cleaned, BAD_LENGTH, longest if len(longest) >= _LEAST_DIGITS else None)


def normalise_phone(text: str) -> Normalised:
    """The first telephone number, digits only."""
    cleaned = tidy(text)
    if says_nothing(cleaned):
        return empty(cleaned)
    numbers = [to_digits(part) for part in re.split(r"[/,;]|\s-\s|\bhoặc\b|\s(?=[^\W\d_]{2})", cleaned)]
    numbers = [(digits, repaired) for digits, repaired in numbers if len(digits) > repaired * 2]
    if not numbers:
        return invalid(
            cleaned, note("phone_unreadable", "Không đọc được số điện thoại. / No telephone number.")
        )
    digits, repaired = next(
        ((digits, repaired) for digits, repaired in numbers if _MOBILE.fullmatch(digits)), numbers[0]
    )
    return _judged_phone(digits, cleaned, 0.8**repaired, len(numbers) > 1)


def _judged_phone(digits: str, cleaned: str, share: float, several: bool) -> Normalised:
    findings: tuple[Finding, ...] = ()
    if several:
        findings = (
            note("phone_several", "Có nhiều số điện thoại. / There are several telephone numbers.", "info"),
        )
    if _MOBILE.fullmatch(digits) or _FIXED.fullmatch(digits) or _SERVICE.fullmatch(digits):
        return judged(digits, cleaned, (0.85 if several else 0.97) * share, findings)
    if _OLD_MOBILE.fullmatch(digits):
        old = note("phone_old_mobile", "Số di động 11 số kiểu cũ. / An old 11-digit mobile number.")
        return judged(digits, cleaned, 0.6 * share, (*findings, old))
    odd = note("phone_bad_number", "Số điện thoại không đúng dạng. / This is no telephone number's form.")
    return judged(digits, cleaned, 0.2 * share, (*findings, odd))
