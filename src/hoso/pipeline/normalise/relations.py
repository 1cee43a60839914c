"""How people stand to each other, and how often both have been married: words and figures of declarations."""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from hoso.pipeline.normalise.identity import says_nothing
from hoso.pipeline.normalise.result import Normalised, empty, invalid, judged, note
from hoso.pipeline.normalise.text import repair_case, tidy
from hoso.pipeline.syllables import fold, unify_tone_placement

_KIN = (
    "cha", "mẹ", "bố", "ba", "má", "cha đẻ", "mẹ đẻ", "bố đẻ", "cha nuôi", "mẹ nuôi", "bố nuôi", "cha mẹ",
    "cha, mẹ", "ông", "bà", "ông nội", "bà nội", "ông ngoại", "bà ngoại", "con", "con đẻ", "con trai",
    "con gái", "con ruột", "con nuôi", "con dâu", "con rể", "vợ", "chồng", "anh", "chị", "em", "anh trai",
    "chị gái", "em trai", "em gái", "anh ruột", "chị ruột", "em ruột", "anh rể", "chị dâu", "em rể", "em dâu",
    "cháu", "cháu nội", "cháu ngoại", "cháu ruột", "cháu trai", "cháu gái", "cô", "dì", "chú", "bác", "cậu",
    "mợ", "thím", "dượng", "cô ruột", "dì ruột", "chú ruột", "bác ruột", "cậu ruột", "bố vợ", "mẹ vợ",
    "bố chồng", "mẹ chồng", "bản thân", "chính mình", "tôi", "người thân", "người giám hộ",
    "người được ủy quyền", "người nuôi dưỡng", "chủ hộ", "hàng xóm", "bạn", "không",
)  # fmt: skip
_KNOWN = {unify_tone_placement(word): word for word in _KIN}
_OPENING = re.compile(r"^(?:tôi\s+)?là\s+", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,2}")
#: A figure one after its word, read as a letter of that shape.
_ONE = re.compile(r"(?<=[Ll]ần )[Il|](?![^\W_])|(?<=[Tt]hứ )[Il|](?![^\W_])")
_TIMES = re.compile(
    r"\b(?:lần\s+)?(?:thứ\s+)?(?:\d+|một|nhất|đầu(?:\s+tiên)?|hai|nhì|ba|tư)\b", re.IGNORECASE
)
_BOTH = 2
#: Letters of a word in which one may be misread.
_SHORTEST = 3

_NO_KIN = note(
    "relationship_unknown", "Quan hệ không có trong danh mục. / The relationship is not in the list."
)
_NO_COUNT = note("count_unreadable", "Không đọc được số lần. / The number of times cannot be read.")
_ONE_COUNT = note("count_of_one_only", "Chỉ có số lần của một bên. / Only one of the two numbers was read.")


def normalise_relationship(text: str) -> Normalised:
    """How one person stands to the other, as printed; a misread word gives way to the list's."""
    cleaned = tidy(text)
    if says_nothing(cleaned):
        return empty(cleaned)
    value = _OPENING.sub("", repair_case(cleaned))
    key = unify_tone_placement(value.lower())
    if key in _KNOWN:
        return judged(value, cleaned, 0.97)
    words = [part.strip() for part in re.split(r"\(|\)|,|/|\bcủa\b", key) if part.strip()]
    if words and words[0] in _KNOWN:
        return judged(value, cleaned, 0.85)
    begun = any(known.startswith(f"{key} ") for known in _KNOWN)  # `Bản` is no friend: its `thân` is lost
    near = [word for known, word in _KNOWN.items() if fold(known) == fold(key) and not begun]
    if not near and not begun and len(key) > _SHORTEST:
        near = [
            word for known, word in _KNOWN.items() if Levenshtein.distance(known, key, score_cutoff=1) <= 1
        ]
    if len(near) == 1:
        return judged(near[0].capitalize() if value[:1].isupper() else near[0], cleaned, 0.7)
    return judged(value, cleaned, 0.4, (_NO_KIN,))


def normalise_counts(text: str) -> Normalised:
    """How often each of two people has done it, as printed, in the order of the columns.

    `01 02` is `01, 02`; where both have the same it is there once: `Lần thứ nhất - Lần thứ nhất`.
    """
    cleaned = tidy(text)
    if says_nothing(cleaned):
        return empty(cleaned)
    printed = _TIMES.findall(_ONE.sub("1", cleaned))
    sound = all(not part[-1:].isdigit() or 0 < int(_NUMBER.findall(part)[0]) < 10 for part in printed)
    if not printed or not sound or len(printed) > _BOTH:
        return invalid(cleaned, _NO_COUNT)
    value = ", ".join(dict.fromkeys(printed))
    return (
        judged(value, cleaned, 0.97) if len(printed) == _BOTH else judged(value, cleaned, 0.6, (_ONE_COUNT,))
    )
