"""Syllables of people's names: how usual each is as family, middle or given name, and whose name it is.

Weights say how usual a syllable is, not how likely a person is called so; 0 means that no list has it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal

from hoso.pipeline.syllables import fold, is_vietnamese_syllable, unify_tone_placement
from hoso.schemas.reference import minority_names, person_names, surnames

#: Family names of the Central Highlands that a Vietnamese syllable could be, too.
_HIGHLAND_SYLLABLES = frozenset({"siu", "nay", "ê", "rơ"})

Role = Literal["family", "middle", "given"]

#: What a name of one people counts, and a name of another role in this one's place.
_MINORITY, _OTHER_ROLE = 0.3, 0.5
#: Middle names that nobody bears as a given name.
NEVER_LAST = frozenset({"thị"})
#: A family name borne by at least so many in a hundred says nothing of its bearer's people.
_COMMON = 0.3


def name_key(word: str) -> str:
    """The word for comparing: lower case, tone marks in one place, one kind of apostrophe."""
    return unify_tone_placement(word.lower().replace("’", "'"))


@lru_cache(maxsize=1)
def family_names() -> frozenset[str]:
    """Family names of all peoples, those of two words as a whole."""
    minority = [name for names in minority_names() if names.part == "family" for name in names.names]
    return frozenset(map(name_key, [*(surname.name for surname in surnames()), *minority]))


@lru_cache(maxsize=1)
def _weights() -> Mapping[Role, Mapping[str, float]]:
    found: dict[Role, dict[str, float]] = {"family": {}, "middle": {}, "given": {}}
    for surname in surnames():
        _note(found["family"], surname.name.split()[:1], surname.percent)
        _note(found["middle"], surname.name.split()[1:], _MINORITY)
    for name in person_names():
        _note(found[name.part], name.name.split(), name.weight)
    for names in minority_names():
        role: Role = "given" if names.part == "given" else "family"
        for listed in names.names:
            _note(found[role], listed.split()[:1], _MINORITY)
            _note(found["given"], listed.split(), _MINORITY)
    return found


def _note(weights: dict[str, float], words: Iterable[str], weight: float) -> None:
    for word in words:
        weights[name_key(word)] = max(weight, weights.get(name_key(word), 0.0))


def weight(word: str, role: Role) -> float:
    """How usual the syllable is in the role, less where it is only usual in another; 0 when unknown."""
    own = _weights()[role].get(name_key(word), 0.0)
    if role == "family":
        return own
    if role == "given" and name_key(word) in NEVER_LAST:
        return 0.0
    other: Role = "given" if role == "middle" else "middle"
    borrowed = max(_weights()[other].get(name_key(word), 0.0), _weights()["family"].get(name_key(word), 0.0))
    return max(own, _OTHER_ROLE * borrowed)


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Every syllable of the lists."""
    return frozenset(word for words in _weights().values() for word in words)


@lru_cache(maxsize=1)
def _by_letters() -> Mapping[str, frozenset[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for word in known_words():
        groups[fold(word)].add(word)
    return {letters: frozenset(words) for letters, words in groups.items()}


def mates(word: str, role: Role) -> tuple[str, ...]:
    """Known syllables of the same letters with other marks, the most usual in the role first."""
    others = _by_letters().get(fold(word), frozenset()) - {name_key(word)}
    return tuple(sorted((o for o in others if weight(o, role)), key=lambda o: (-weight(o, role), o)))


def has_mates(word: str) -> bool:
    """Whether a list has the letters, with these or other marks."""
    return fold(word) in _by_letters()


@lru_cache(maxsize=1)
def _peoples() -> Mapping[str, frozenset[str]]:
    """The peoples of each family name that the Kinh hardly bear."""
    common = {name_key(surname.name) for surname in surnames() if surname.percent >= _COMMON}
    found: dict[str, set[str]] = defaultdict(set)
    for names in minority_names():
        for name in names.names if names.part == "family" else ():
            found[name_key(name)].add(names.people)
    return {name: frozenset(peoples) for name, peoples in found.items() if name not in common}


@lru_cache(maxsize=1)
def _own_given() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for names in minority_names():
        if names.part == "given":
            found[names.people] |= {name_key(name) for name in names.names}
    return {people: frozenset(names) for people, names in found.items()}


def own_mates(word: str, family: str) -> tuple[str, ...]:
    """Given names of the same letters that the family's people bears, where the word itself is not theirs."""
    peoples = _peoples().get(name_key(family), frozenset())
    own = {name for people in peoples for name in _own_given().get(people, ())}
    if name_key(word) in own:
        return ()
    return tuple(sorted(name for name in own if fold(name) == fold(word)))


@lru_cache(maxsize=1)
def highland_words() -> frozenset[str]:
    """Words with which only names of the Central Highlands begin, as their spelling tells."""
    highland = {"Ê Đê", "Gia Rai", "Ba Na", "Xơ Đăng", "Cơ Ho", "Mạ", "Mnông", "Raglay", "Cơ Tu"}
    names = [name for names in minority_names() if names.people in highland for name in names.names]
    words = {name_key(word) for name in names for word in name.split()}
    return frozenset(word for word in words if not is_vietnamese_syllable(word)) | _HIGHLAND_SYLLABLES
