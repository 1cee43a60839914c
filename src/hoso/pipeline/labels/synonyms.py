"""Labels in other words: what the forms of other years and other programs word differently, meaning the same.

A label's letters (`run_together`) become terms: `Họ, tên đệm và tên mẹ` and `Họ và tên người mẹ` are both
`<NAME><MOTHER>`. What means the same as a label of the type stands for it, where it is read to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from hoso.pipeline.labels.wordings import Label, labels_of
from hoso.schemas.catalogue import DocumentType

#: How like a label (0 to 1) its wording in other words counts.
SAME_MEANING = 0.98
_PERSONAL_NUMBER = r"(?:ma)?(?:so)?(?:dinhdanh(?:canhan)?|ddcn)"
#: Any paper or number by which a person is known.
_PAPER = "|".join(
    (
        _PERSONAL_NUMBER,
        r"(?:so)?(?:the)?(?:cccd|cancuoccongdan|cancuoc)(?:so)?",
        r"(?:so)?(?:giay)?(?:chungminhnhandan|chungminhthu|cmnd|cmtnd|cmt)(?:so)?",
        r"(?:so)?hochieu(?:so)?",
        r"(?:so)?giaytotuythan(?:so)?",
        r"(?:hoac)?(?:so)?giayto(?:khac)?(?:hople)?(?:khac)?(?:thaythe)?",
    )
)
_EVENT = r"(?:khaisinh|kethon|khaitu)"
_DEATH = r"(?:chet|tuvong|mat)"
_CHILD = r"(?:cua)?(?:tre|con|be)(?:sosinh)?"
#: Terms by what they mean; of two that fit at a place the first one counts.
_TERMS: Mapping[str, str] = {
    "NAME": r"ho(?:va)?(?:chudem|tendem|chulot|demlot|dem)?(?:va)?ten(?:khaisinh$)?",
    "BIRTH": r"(?:thoidiem|thoigian|ngaygio|gio)sinh|(?:da)?sinh(?:con)?(?:vao)?(?:luc|hoi)",
    "BORN": r"sinhngaythangnam|ngaythangnamsinh|ngaythangsinh|ngaysinh|sinhngay",
    "YEAR": r"namsinh|sinhnam",
    "BIRTHPLACE": r"noisinh(?:ra)?|sinhtai",
    "SEX": rf"gioitinh(?:{_CHILD})?|namhaynu|namnu|^gioi$",
    "ETHNICITY": r"dantoc",
    "NATIONALITY": r"quoctich",
    "DEATH": (
        rf"(?:da)?{_DEATH}(?:vao)?(?:luc|hoi|ngay)"
        rf"|(?:thoidiem|thoigian|gio|ngaythangnam|ngaygio|ngay){_DEATH}"
    ),
    "DEATHPLACE": rf"(?:da)?{_DEATH}tai|(?:noi|diadiem){_DEATH}",
    "CAUSE": rf"nguyennhan{_DEATH}?$|{_DEATH}(?:do|vi)$|lydo{_DEATH}",
    "WEIGHT": rf"(?:cannang|trongluong|khoiluong)(?:{_CHILD})?(?:khisinh|lucsinh)?(?:gram|gam|g|kg)?",
    "HOME": (
        r"^cutru$|noicutru(?:thuongtrutamtru)?|diachicutru|noithuongtru(?:hoac)?tamtru|noithuongtru"
        r"|noi(?:dangky|dk)(?:hokhau|hk|nhankhau|nk)?(?:thuongtru|tt)|hokhauthuongtru|(?:dang)?kythuongtru"
        r"|diachithuongtru|(?:hien)?(?:cutru|thuongtru|tru)tai|truquan"
    ),
    "PAPER": rf"(?:{_PAPER}){{1,6}}",
    "REGISTRAR": rf"(?:noi|coquan)dangky{_EVENT}?|(?:da)?(?:duoc)?dangky{_EVENT}?tai",
    "REGISTERED": rf"ngay(?:thangnam)?dangky{_EVENT}?|dangkyngay",
    "DECLARANT": r"nguoi(?:di|dung)?(?:dangky)?khai(?:sinh|tu)?",
    "RELATION": r"quanhevoinguoi(?!me|cha)[a-z]+",
    "REASON": r"l[iy]do",
    "PURPOSE": r"mucdichsudung|mucdichcuaviecyeucau|mucdichyeucau",
    "STATUS": r"(?:ve|hientai)?tinhtranghonnhan(?:hientai|hiennay)?(?:nhusau)?",
    "MOTHER": r"(?:cua)?(?:nguoi)?me$",
    "FATHER": r"(?:cua)?(?:nguoi)?(?:cha|bo)$",
    "WIFE": r"(?:cua)?(?:nguoi|ben)?vo$|(?:ben|nguoi)nu$",
    "HUSBAND": r"(?:cua)?(?:nguoi|ben)?chong$|(?:ben|nguoi)nam$",
}
_TERM = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _TERMS.items()))
#: Letters of the shortest wording for a person: `Mẹ` and `Chồng` are values, too.
_SHORTEST = 6
_NUMBER_ALONE = re.compile(_PERSONAL_NUMBER)
#: The term that names whom a group of fields speaks of.
_GROUPS = {"mother": "<MOTHER>", "father": "<FATHER>", "wife": "<WIFE>", "husband": "<HUSBAND>"}
_PERSONS = frozenset(_GROUPS.values())


@lru_cache(maxsize=65536)
def meaning(letters: str) -> str:
    """The letters of a label with its terms for their meaning.

    >>> meaning("hotendemvatenme"), meaning("sodinhdanhcanhan"), meaning("cmndcccdhochieu")
    ('<NAME><MOTHER>', '<NUMBER>', '<PAPER>')
    """
    return _TERM.sub(_term, letters)


def _term(found: re.Match[str]) -> str:
    if found.lastgroup == "PAPER" and _NUMBER_ALONE.fullmatch(found[0]):
        return "<NUMBER>"
    return f"<{found.lastgroup}>"


@lru_cache(maxsize=64)
def meanings_of(kind: DocumentType) -> Mapping[str, Label]:
    """The labels of a type by what they mean: what several share may announce the field of each.

    A field of a group may name it: `Năm sinh (mẹ)`.
    """
    known: dict[str, Label] = {}
    for label in labels_of(kind):
        meant = meaning(label.joined)
        if meant != label.joined and not label.inline:
            known[meant] = _both(known.get(meant), label)
    for meant, label in tuple(known.items()):
        for group, term in _GROUPS.items():
            own = tuple(spec for spec in label.specs if spec.group == group)
            if own and term not in meant and meant + term not in known:
                known[meant + term] = Label(label.joined, label.length, own)
    return known


def _both(one: Label | None, other: Label) -> Label:
    if one is None:
        return other
    specs = tuple(dict.fromkeys((*one.specs, *other.specs)))
    section = one.section if one.section is not None else other.section
    return Label(one.joined, one.length, specs, section=section, running=one.running)


def in_other_words(letters: str, words: int, known: Mapping[str, Label]) -> Label | None:
    """The label that the words stand for, with their own letters; `None` where they mean no label."""
    meant = meaning(letters)
    label = known.get(meant) if meant != letters else None
    if label is None or label.joined == letters or (meant in _PERSONS and len(letters) < _SHORTEST):
        return None
    return Label(letters, words, label.specs, section=label.section, running=label.running)
