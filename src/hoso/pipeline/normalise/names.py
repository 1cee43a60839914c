"""Names of people: as printed, with a judgement whether a person could be called so."""

from __future__ import annotations

import re
from functools import lru_cache
from math import prod

from hoso.pipeline.normalise.name_lexicon import (
    NEVER_LAST,
    family_names,
    has_mates,
    highland_words,
    known_words,
    weight,
)
from hoso.pipeline.normalise.name_lexicon import name_key as _key
from hoso.pipeline.normalise.result import Normalised, empty, invalid, judged, note
from hoso.pipeline.normalise.text import is_blank_marker, shout_case, tidy
from hoso.pipeline.syllables import fold, is_vietnamese_syllable
from hoso.schemas.records import Finding
from hoso.schemas.reference import surnames

_BEFORE_NAME = re.compile(r"^(?:\(\d{1,2}\)|[\W\d_])+")
#: The end of a label that wrapped before its bracket: `(viết chữ` / `in hoa): Lê Văn Ba`.
_OF_THE_LABEL = re.compile(
    r"^(?:\(?[^()\d]{0,24}\)\s*:|h[ọoồộ](?:,| và) (?:chữ|tên)\b[^:]{0,40}:)\s*(?=\S)", re.IGNORECASE
)
_AFTER_NAME = re.compile(r"(?:[^\w)]|_)+$")
_NOTHING = re.compile(r"khong|khong co|khong ro|chua ro|chua xac dinh|vo danh")
_TITLE = re.compile(
    r"^(?:(?:hộ\s+(?:gia\s+đình\s+)?)?(?:ông|bà)\b(?:\s*/\s*bà\b)?|hộ|và\s+(?:vợ|chồng)(?:\s+là)?|vợ|chồng|anh|chị|cháu)\s*(:?)\s*(?:là\s+)?"
    r"(?:(?:ông|bà)\b\s*(:?)\s*)?",
    re.IGNORECASE,
)
_IN_CAPITALS = str.maketrans({"0": "O", "1": "I", "l": "I", "|": "I", "5": "S"})
#: First words that tell a name of the Central Highlands, whose further words follow no Vietnamese spelling.
_HIGHLAND = re.compile(r"[hk]['-].*|[yhka]|ka", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiouy]")
_WHAT_FOLLOWS = re.compile(
    r"\W*\b(?:sinh năm|sinh ngày|năm sinh|ngày sinh|giới tính|dân tộc|quốc tịch|cmnd|cccd|hộ chiếu"
    r"|số định danh|\d{1,3}\s+tuổi)\b.*"
    r"|[\s,]+(?:và|cùng)\s+(?:vợ|chồng)\b.*|[\s,;]+\d{1,2}[.)]\s*(?:ông|bà)\b.*"
    r"|\s+SN\b.*"
    r"|\s*[,;.-]\s*(?:(?:kt\.?\s*)?(?:phó\s+)?(?:chủ tịch|giám đốc|trưởng|trạm trưởng)|công chức|cán bộ)\b.*",
    re.IGNORECASE,
)
#: What is left of `Ngày sinh` where a narrow column tears it.
_DAY_TORN = re.compile(r"(?:[\W_]+ngày)+[\W_]*$", re.IGNORECASE)
_ONE_OF_SEVERAL = note("one_of_several", "Chỉ thấy một người. / Only one person was found.")
_LONGEST = 7
#: What is left of the score for a syllable that no list has, with others of its letters there or not.
_LOST_MARK, _UNLISTED = 0.8, 0.85
_SHORTEST = 2
#: In a hundred people: who bear a family name that is rather another part of a name.
_RARE = 0.05


def _strip_edges(text: str) -> str:
    """Without numbering, brackets and marks around the name."""
    text = _BEFORE_NAME.sub("", text)
    while True:
        shorter = _AFTER_NAME.sub("", text)
        if shorter.endswith(")") and "(" not in shorter:
            shorter = shorter[:-1]
        if shorter == text:
            return text
        text = shorter


def _without_title(name: str) -> str:
    """The name without `Ông`, `Bà`, `Hộ ông:`; only where a whole name follows."""
    found = _TITLE.match(name)
    if not found:
        return name
    rest = name[found.end() :].strip(" :.")
    words = rest.split()
    household = fold(found[0]).startswith("ho gia dinh")
    named = household or ":" in found.groups() or (words and _key(words[0]) in family_names())
    return rest if len(words) >= _SHORTEST and named else name


def _letters_only(name: str) -> tuple[str, int]:
    """Digits and strokes inside words of capitals, where the letter that they stand for makes a syllable."""
    words, repaired = name.split(" "), 0
    for place, word in enumerate(words):
        letters = word.translate(_IN_CAPITALS)
        capitals = sum(letter.isupper() for letter in word)
        if letters != word and capitals >= 2 and letters.isupper() and is_vietnamese_syllable(letters):
            words[place], repaired = letters, repaired + 1
    return " ".join(words), repaired


def _plausible(word: str) -> bool:
    if any(character.isdigit() for character in word):
        return False
    parts = [part for part in re.split(r"[-.]", word) if part]
    return bool(parts) and all(
        _key(part) in known_words() or is_vietnamese_syllable(part) or "'" in part for part in parts
    )


def _highland(words: list[str]) -> bool:
    """Whether the name is of the Central Highlands and every word could at least be spoken."""
    begins = bool(_HIGHLAND.fullmatch(words[0])) or _key(words[0]) in highland_words()
    return begins and all(
        not any(character.isdigit() for character in word) and (_VOWEL.search(fold(word)) or len(word) < 3)
        for word in words
    )


def _unlisted(word: str) -> float:
    """What a syllable that no list has leaves of the score; less where others of its letters are listed."""
    if _key(word) in known_words():
        return 1.0
    return _LOST_MARK if has_mates(word) else _UNLISTED


@lru_cache(maxsize=1)
def _surname_by_letters() -> dict[str, str]:
    """The one family name of those letters, where there is only one."""
    groups: dict[str, set[str]] = {}
    for surname in surnames():
        if " " not in surname.name:
            groups.setdefault(fold(surname.name), set()).add(surname.name)
    return {letters: names.pop() for letters, names in groups.items() if len(names) == 1}


def _with_surname(words: list[str]) -> tuple[list[str], tuple[Finding, ...]]:
    """The name with its family name's marks as the list has them: a suggestion that a person must see."""
    first = words[0]
    known = _surname_by_letters().get(fold(first))
    if len(words) < _SHORTEST or known is None or _key(first) in family_names():
        return words, ()
    suggested = known.upper() if first.isupper() else known
    message = f"Họ đọc được là “{first}”, gợi ý “{suggested}”. / The family name may be misread."
    return [suggested, *words[1:]], (note("surname_suggestion", message),)


def _is_cut(words: list[str]) -> bool:
    """Whether two syllables are rather the end of a name: the first is hardly a family name but often a
    middle one (`Đức Đoàn`)."""
    first = words[0]
    return len(words) == _SHORTEST and weight(first, "family") < _RARE <= weight(first, "middle")


def _findings(words: list[str]) -> tuple[Finding, ...]:
    findings = []
    if any(not _plausible(word) for word in words) and not _highland(words):
        findings.append(
            note("name_unusual", "Họ tên có chữ lạ, xin kiểm tra. / The name has an unusual word.")
        )
    if words[0][0].islower() and any(word[0].isupper() for word in words[1:]):
        findings.append(
            note("name_begins_small", "Tên có chữ thường ở đầu. / A word that is none is before the name.")
        )
    if len(words) < _SHORTEST and "'" not in words[0]:  # `K'Brối` is a whole name
        findings.append(note("name_too_short", "Họ tên chỉ có một chữ. / The name has one word only."))
    if len(words) >= _SHORTEST and _key(words[-1]) in NEVER_LAST:
        findings.append(
            note("name_ends_oddly", "Tên kết thúc bằng chữ đệm. / The name ends with a middle name.")
        )
    if _is_cut(words):
        findings.append(note("name_cut", "Họ tên có thể thiếu họ. / The family name may be missing."))
    if len(words) > _LONGEST:
        findings.append(note("name_too_long", "Họ tên quá dài. / The name is too long."))
    return tuple(findings)


def _score(words: list[str]) -> float:
    if _highland(words):
        return 0.75
    share = sum(_plausible(word) for word in words) / len(words)
    surname = _key(words[0]) in family_names() or _key(" ".join(words[:2])) in family_names()
    known = sum(_key(word) in known_words() for word in words[1:]) / max(1, len(words) - 1)
    left = prod(_unlisted(word) for word in words[1:])
    return ((0.82 if surname else 0.6) * share**2 + 0.17 * known) * left


def normalise_name(text: str) -> Normalised:
    """The name as printed, without title, numbering and stray marks; letter case repaired where safe."""
    cleaned = tidy(text)
    if is_blank_marker(cleaned) or _NOTHING.fullmatch(fold(cleaned)):
        return empty(cleaned)
    stripped = _strip_edges(_DAY_TORN.sub("", _WHAT_FOLLOWS.sub("", _OF_THE_LABEL.sub("", cleaned))))
    if _NOTHING.fullmatch(fold(stripped)):
        return empty(cleaned)
    if not any(letter.isalpha() for letter in stripped):
        return invalid(cleaned, note("name_unreadable", "Không đọc được họ tên. / The name cannot be read."))
    bare = _strip_edges(_without_title(stripped))
    bare = bare or stripped
    value, repaired = _letters_only(shout_case(bare))
    repaired += shout_case(bare) != bare
    words, suggestions = _with_surname(value.split(" "))
    value = " ".join(words)
    findings = (*_findings(words), *suggestions)
    return judged(value, cleaned, _score(words) * 0.9**repaired * 0.5 ** len(findings), findings)


def normalise_people(text: str) -> Normalised:
    """Several people, each as `normalise_name` gives them, parted by semicolons.

    >>> normalise_people("1. Ông Lê Văn Ba; Bà TRẦN THỊ MAI;").value
    'Lê Văn Ba; TRẦN THỊ MAI'
    """
    cleaned = tidy(text)
    each = [normalise_name(name) for name in cleaned.split(";") if name.strip()]
    named = [one for one in each if isinstance(one.value, str)]
    if not named:
        return empty(cleaned) if is_blank_marker(cleaned) else normalise_name(cleaned)
    alone = (_ONE_OF_SEVERAL,) if len(named) == 1 else ()
    findings = (*dict.fromkeys(finding for one in each for finding in one.findings), *alone)
    score = min(one.score for one in each)
    return judged("; ".join(str(one.value) for one in named), cleaned, score, findings)
