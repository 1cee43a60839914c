"""Names by the lexicon: the likelier of two readings, and a suggestion where no list has a syllable.

A sure reading is never changed; what no list has is left as it is, with a remark that sends it to a person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hoso.pipeline.normalise.evidence import Sheet, cased, sheet_of
from hoso.pipeline.normalise.gazetteer import pieces
from hoso.pipeline.normalise.name_lexicon import Role, known_words, mates, name_key, own_mates, weight
from hoso.pipeline.normalise.result import note
from hoso.pipeline.normalise.text import clean_text
from hoso.pipeline.syllables import fold
from hoso.schemas.pages import Word
from hoso.schemas.records import Finding

#: So many times as usual must the rival be to go before what was read, or the other way round.
_CLEARLY = 4.0
#: A word read less surely than this may give way to the only known one of its letters.
_UNSURE = 0.8
#: What a doubtful word counts once the lexicon has spoken for it, and the most that a changed one counts.
_BACKED, _CHANGED = 0.9, 0.6
#: Letters that Vietnamese lacks: a reading has them only where they are printed (`Y Wăn`).
_FOREIGN = re.compile(r"[fjwzFJWZ]")
#: A word before a name of the highlands that has lost its apostrophe: no Vietnamese syllable begins so.
_BARE_PREFIX = re.compile(
    r"([HKhk])(?=[bcdđklmnprstvwyBCDĐKLMNPRSTVWY][^\W\d_]|[hH][aeiouơăâêôưAEIOUƠĂÂÊÔƯ])"
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The name after the lexicon, its words, and remarks: a `warning` where a person must look."""

    name: str
    words: tuple[Word, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Work:
    sheet: Sheet
    words: list[Word]
    findings: list[Finding] = field(default_factory=list)

    def role(self, number: int) -> Role:
        last = len(self.sheet.pieces) - 1
        return "family" if number == 0 else "given" if number == last else "middle"

    def read(self, number: int) -> str:
        return self.sheet.pieces[number].text

    def suggest(self, number: int, *suggested: str) -> None:
        read = self.read(number)
        listed = ", ".join(f"“{cased(read, word)}”" for word in suggested)
        self.findings.append(
            note(
                "name_suggestion",
                f"Họ tên có chữ “{read}”, có thể là {listed}. / “{read}” in the name may be {listed}.",
            )
        )


def choose(name: str, words: Sequence[Word]) -> Chosen:
    """The name with doubtful syllables settled by the lexicon as far as it can."""
    work = _Work(sheet_of(name, words), list(words))
    for number in range(len(work.sheet.pieces)):
        _settle(work, number)
    return Chosen(work.sheet.edited(), tuple(work.words), tuple(work.findings))


def _settle(work: _Work, number: int) -> None:
    rival = _rival(work, number)
    if rival and not _FOREIGN.search(work.read(number)) and _between(work, number, rival):
        return
    if number == 0 and _prefix(work):
        return
    read, role = work.read(number), work.role(number)
    if number and name_key(read) not in known_words():
        _unknown(work, number, mates(read, role))
    elif role == "given" and (own := own_mates(read, work.read(0))):
        work.suggest(number, *own)
    else:
        _weigh_rare(work, number)


def _is_rare(read: str, role: Role) -> bool:
    """Whether other marks on the same letters make a far more usual name."""
    return _most_usual(read, role) > _CLEARLY * weight(read, role)


def _most_usual(read: str, role: Role) -> float:
    return max((weight(mate, role) for mate in mates(read, role)[:1]), default=0.0)


def _weigh_rare(work: _Work, number: int) -> None:
    """A rare syllable one mark away from a far more usual one is believed less: slips lead there."""
    read, role = work.read(number), work.role(number)
    at = work.sheet.source.get(number)
    if at is not None and weight(read, role) and _is_rare(read, role):
        sure, ratio = work.words[at].confidence, _most_usual(read, role) / weight(read, role)
        work.words[at] = replace(work.words[at], confidence=sure / (sure + (1 - sure) * ratio))


def _rival(work: _Work, number: int) -> str | None:
    """The rival reading of this one word."""
    word = work.sheet.word(number)
    rivals = pieces(clean_text(word.other)) if word else []
    alone = word is not None and len(pieces(clean_text(word.text))) == 1
    return rivals[0] if alone and len(rivals) == 1 else None


def _between(work: _Work, number: int, rival: str) -> bool:
    """Whether the lexicon clearly sides with one of two readings."""
    read, role = work.read(number), work.role(number)
    mine, theirs = weight(read, role), weight(rival, role)
    apostrophe = "'" in rival and fold(rival).replace("'", "") == fold(read)
    if apostrophe or theirs > _CLEARLY * mine:
        _replace(work, number, rival)
        return True
    if mine > _CLEARLY * theirs and not _is_rare(read, role):
        _back(work, number)
        return True
    return False


def _replace(work: _Work, number: int, wanted: str) -> None:
    read = work.read(number)
    work.sheet.edits[number] = cased(read, wanted) if "'" not in wanted else _as_prefix(read, wanted)
    at = work.sheet.source.get(number)
    if at is not None:
        word = work.words[at]
        work.words[at] = replace(word, text=wanted, other=read, confidence=min(word.confidence, _CHANGED))


def _back(work: _Work, number: int) -> None:
    at = work.sheet.source[number]
    work.words[at] = replace(work.words[at], confidence=max(work.words[at].confidence, _BACKED))


def _prefix(work: _Work) -> bool:
    """Puts back the apostrophe of `H'` and `K'`, for a person to confirm."""
    read = work.read(0)
    if name_key(read) in known_words() or len(work.sheet.pieces) < 2 or not _BARE_PREFIX.match(read):
        return False
    wanted = _as_prefix(read, f"{read[0]}'{read[1:]}")
    work.suggest(0, wanted)
    _replace(work, 0, wanted)
    return True


def _as_prefix(read: str, wanted: str) -> str:
    """The word with its apostrophe, in capitals where the name is."""
    return wanted.upper() if read.isupper() else wanted[:2] + wanted[2:3].upper() + wanted[3:]


def _unknown(work: _Work, number: int, known: Sequence[str]) -> None:
    """A syllable that no list has: the one it must be, or a remark with what it may be."""
    word = work.sheet.word(number)
    clear = known[:1] if len(known) == 1 or _is_clear(work, number, known) else ()
    if known:
        work.suggest(number, *(clear or known[:2]))
    if clear and word is not None and word.confidence < _UNSURE:
        _replace(work, number, clear[0])


def _is_clear(work: _Work, number: int, known: Sequence[str]) -> bool:
    role = work.role(number)
    return len(known) > 1 and weight(known[0], role) > _CLEARLY * weight(known[1], role)
