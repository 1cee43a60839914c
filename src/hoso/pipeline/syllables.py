"""The spelling of Vietnamese: which syllables can exist, and where the tone mark may stand."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = {"\u0300": "f", "\u0301": "s", "\u0303": "x", "\u0309": "r", "\u0323": "j"}
ONSETS = (
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
)  # fmt: skip
RIMES = frozenset(
    """
    a e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iu iêu oi ôi ơi oa oe oai oay oao oeo ua ui uê uy uơ
    uôi ươi ươu ưa ưi ưu uya uyu uây yêu
    ac ăc âc oc ôc uc ưc ec iêc oac oăc uôc ươc ooc ach êch ich oach uêch uych
    am ăm âm em êm im om ôm ơm um iêm oam oăm uôm ươm yêm
    an ăn ân en ên in on ôn ơn un iên oan oăn oen uân uôn ươn uyn uyên yên
    ang ăng âng eng ong ông ung ưng iêng oang oăng uâng uông ương oong yêng anh ênh inh oanh uênh uynh
    ap ăp âp ep êp ip op ôp ơp up iêp oap oăp uyp ươp
    at ăt ât et êt it ot ôt ơt ut ưt iêt oat oăt oet uât uôt ươt uyt uyêt yêt
    """.split()
)
#: After `qu` the `u` belongs to the onset, and `y` may begin a rime.
_AFTER_QU = frozenset(
    """
    a e ê i ơ y ai ao au ay ây eo êu ơi iu ac ăc ach êch ich ych am ăm em an ăn ân en ên in yn yên
    ang ăng ơn anh ênh inh ynh ap ăp ep ip yp at ăt ât et êt it yt yêt ôc âng eng ôn
    """.split()
)
_AFTER_GI = frozenset(rime for rime in RIMES if rime[0] not in "iy") | {
    "êng",
    "êt",
    "êc",
    "n",
    "m",
    "p",
    "u",
    "",
}
_ONLY_WITHOUT_ONSET = frozenset({"yên", "yêm", "yêt", "yêng", "yêu"})
_MARKED = "ăâêôơư"
_VOWELS = "aăâeêioôơuưy"
_STOPPED = ("c", "ch", "p", "t")
_FRONT = "eêiy"
#: Longer texts are not kept in the cache: they seldom come back, and would fill the memory.
_WORD_LENGTH = 40


def fold(text: str) -> str:
    """Lower case without tone and letter marks, `đ` as `d`; for comparing, never for showing."""
    return _fold_word(text) if len(text) <= _WORD_LENGTH else _folded(text)


def run_together(text: str) -> str:
    """The folded letters and digits alone, the same where OCR parts words or joins them: `giaykhaisinh`."""
    return "".join(character for character in fold(text) if character.isalnum())


@lru_cache(maxsize=16384)
def _fold_word(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", plain).replace("đ", "d")


def _take_tone(syllable: str) -> tuple[str, str, int] | None:
    """The syllable without its tone, the tone, and the place of its letter; None with two tones."""
    plain, tone, place = "", "", -1
    for letter in syllable:
        marks = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in marks[1:] if mark in _TONES]
        if not tones:
            plain += letter
            continue
        if tone or len(tones) > 1:
            return None
        tone, place = _TONES[tones[0]], len(plain)
        plain += unicodedata.normalize("NFC", marks.replace(tones[0], ""))
    return plain, tone, place


def _onset_and_rime_fit(onset: str, rime: str) -> bool:
    if onset == "qu":
        return rime in _AFTER_QU
    if onset == "gi":
        return rime in _AFTER_GI
    if rime not in RIMES or (onset and rime in _ONLY_WITHOUT_ONSET):
        return False
    if onset in ("k", "gh", "ngh"):
        return rime[0] in _FRONT
    if onset in ("c", "g", "ng"):
        return rime[0] not in _FRONT
    return not (onset and rime[0] == "y" and rime != "y")


@lru_cache(maxsize=1024)
def _tone_places(rime: str) -> tuple[int, ...]:
    """Where in the rime a tone mark may stand, by the old and the new rule."""
    marked = [place for place, letter in enumerate(rime) if letter in _MARKED]
    if marked:
        return (marked[-1],)
    vowels = len(rime) - len(rime.lstrip(_VOWELS))
    if vowels <= 1:
        return (0,)
    if vowels == len(rime) == 2:
        return (0, 1) if rime in ("oa", "oe", "uy") else (0,)
    return (1,)


def _tone_fits(onset: str, rime: str, tone: str, place: int) -> bool:
    if rime.endswith(_STOPPED) and tone not in ("s", "j"):
        return False
    if not tone:
        return True
    if onset == "gi" and (not rime or rime[0] not in _VOWELS):
        return place == 1
    return place - len(onset) in _tone_places(rime)


@lru_cache(maxsize=16384)
def is_vietnamese_syllable(s: str) -> bool:
    """Whether a Vietnamese word could be spelled so; old and new places of the tone mark both count.

    >>> is_vietnamese_syllable("Nguyễn"), is_vietnamese_syllable("hoà"), is_vietnamese_syllable("Nguyển")
    (True, True, True)
    >>> is_vietnamese_syllable("Ngyuễn"), is_vietnamese_syllable("tac")
    (False, False)
    """
    taken = _take_tone(unicodedata.normalize("NFC", s).lower())
    if taken is None or not taken[0]:
        return False
    plain, tone, place = taken
    return any(
        _onset_and_rime_fit(onset, plain[len(onset) :])
        and _tone_fits(onset, plain[len(onset) :], tone, place)
        for onset in ONSETS
        if plain.startswith(onset)
    )


def _tone_first() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for first, second in ("oa", "oe", "uy"):
        for mark in _TONES:
            new = first + unicodedata.normalize("NFC", second + mark)
            old = unicodedata.normalize("NFC", first + mark) + second
            pairs |= {new: old, new.upper(): old.upper(), new.capitalize(): old.capitalize()}
    return pairs


_NEW_TO_OLD = _tone_first()
_NEW_PLACEMENT = re.compile(rf"(?<![qQ])(?:{'|'.join(_NEW_TO_OLD)})(?![^\W\d_])")


def unify_tone_placement(s: str) -> str:
    """The tone mark where the old rule has it (`hoà` → `hòa`, `thuý` → `thúy`); for comparing only."""
    composed = unicodedata.normalize("NFC", s)
    return _NEW_PLACEMENT.sub(lambda found: _NEW_TO_OLD[found.group()], composed)
