"""Small repairs in addresses that no reader would dispute: unit words, commas, a province's marks.

Only marks over letters and punctuation change; what was read stays beside the value, and a changed word
lowers the score so that a person sees it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache, partial

from hoso.pipeline.syllables import fold

#: Words that name a kind of unit; no address has them with other marks.
_UNIT_WORDS = (
    "ban nhân dân",
    "tài nguyên và môi trường",
    "thị trấn",
    "thị xã",
    "thành phố",
    "khu phố",
    "tổ dân phố",
    "huyện",
    "phường",
    "tỉnh",
)
#: The first word of `Ủy ban nhân dân` without its mark, which both spellings (`Ủy`, `Uỷ`) have.
_COMMITTEE = re.compile(
    r"\b(?:[UÙÚŨỤ][yỳýỹỵ]|U[ỳýỹỵ])(?= [bB][aạảãáà]n )|\b(?:[UÙÚŨỤ][YỲÝỸỴ])(?= B[AẠẢÃÁÀ]N )"
)
#: The same with a speck inside, and `Huyện` before a name: unlike `Huyền`, no name begins so.
_PEOPLE_S, _DISTRICT = (
    re.compile(r"\b(nhân|NHÂN)[,.;:] (?=dân\b|DÂN\b)"),
    re.compile(r"(?<=[,-] )Huyên(?= [^\W\da-z])"),
)
#: A comma misread; after `Nhà riêng` it is a colon.
_COLON = re.compile(r"(?<=\w)\s*(?:;|(?<!riêng):)\s+")
#: Dashes of an address with white on both sides, on neither (names of one unit aside), on one, and any.
_WIDE_DASH = re.compile(r"\s[-–](?=\s)")
_TIGHT_DASH = re.compile(r"(?<!Bà Rịa)(?<!Phan Rang)(?<!Thừa Thiên)(?<=\w)[-–](?=[^\W\d_])")
_LOOSE_DASH = re.compile(r"(?<=\w)([-–])(?=\s)|(?<=\s)([-–])(?=[^\W_])")
_ANY_DASH = re.compile(r"(?<=\w)\s?([-–])\s?(?=[^\W\d_])")
#: The mark inside a name such as `Ea H'leo` and `M'Drắk`, with what OCR makes of it.
_APOSTROPHES = "'’‘"
_HIGHLAND = re.compile(rf"(?<=\b[BHJKMNR]) ?(?:\"|[{_APOSTROPHES}]{{1,2}}) ?(?=[^\W\d_]{{2}})")
#: A last letter `l` read as a figure: no name ends with one, but for hamlets' counted without a space.
_ELL = re.compile(
    r"(?<!\w)(?!(?:Ấp|Khu|Xóm|Thôn|Khóm|Đội|Phường|Quận|Hẻm|Ngõ|Bản|Làng|Lô|Nhà)1)[^\W\d_a-z][^\W\d_]+1\b"
)
#: A full stop where the parts of an address are listed: OCR's comma. Abbreviations keep theirs.
_STOP_FOR_COMMA = re.compile(r"(?<=[^\W\d_]{3})\.\s+(?=[^\W\d_])|(?<=[^\W\d_][a-zà-ỹ])\.\s+(?=[a-zà-ỹ])")
_STOP_IN_SENTENCE = re.compile(r"(?<=[^\W\d_][a-zà-ỹ])\.\s+(?=[a-zà-ỹ])")
#: A figure, the space after it, and its unit as OCR reads `m²`; a slash may be a comma. `m2` stays: some
#: offices print it so.
_UNIT = r"m(?:[²?3*\"'°”’ˆ^]\??|(?=\s*(?:[;,.)]|$)))"
_AREA = re.compile(rf"(?<![\w.,/])(\d[\d.,]*(?:/\d)?)(\s?){_UNIT}")
_NONE = re.compile(r"(?<=[Kk]hông )m[?3*\"'°”’ˆ^]\??")
_TORN_COMMA, _FOREIGN_COMMA = re.compile(r"[.,/]{2}|/"), re.compile(r"\.(?=\d{1,2}$)")
#: Letters of which OCR often takes one size for the other.
_SAME_SHAPE = frozenset("cosuvxz")
_WORD = re.compile(r"[^\W\d_]+")
_UNIT_NAME = r"(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hành phố|[Tt]ỉnh)"
#: A unit from the last mark on, and the next one straight behind it.
_TWO_UNITS = re.compile(rf"((?:^|(?<=, )|(?<= - )){_UNIT_NAME} [^\W\d_][\w' ]*?) (?={_UNIT_NAME} [^\W\d_])")
#: A mark that stands alone between the words of an address, where none is printed, or a rest of its line.
_DUST = re.compile(r"(?<=\w )[;.'`’*~^|]+ (?=\w)|(?<=\s)_+(?=\w)")
_CODE = re.compile(r"(/[A-ZĐ]{2,8})\s*-\s*(?=[A-ZĐ]{2})")


#: Hamlets, groups and houses: before a number no address has them with other marks, some not before a name.
_HAMLETS = {"ap": "ấp", "xom": "xóm", "thon": "thôn", "khom": "khóm", "to": "tổ", "doi": "đội", "so": "số"}
_HAMLET = re.compile(
    r"(?:^|(?<=[,-] )|(?<=[,-]))"
    r"(?:[^\W\d_]{1,2}[^\W\d_]{1,3}(?= \d)|[ÂÁÀẢÃẠẤẦẨẪẬẮẰẲẴẶâáàảãạấầẩẫậắằẳẵặăĂ][pP](?= [A-ZĐ]))"
)


@lru_cache(maxsize=1)
def _units() -> dict[str, str]:
    return {fold(words): words for words in _UNIT_WORDS}


def repair_units(text: str) -> str:
    """The text with unit words spelled right: `thị trần` becomes `thị trấn`."""
    text = _COMMITTEE.sub(lambda found: "ỦY" if found[0].isupper() else "Ủy", text)
    text = _DISTRICT.sub("Huyện", _PEOPLE_S.sub(r"\1 ", text))
    text = _HAMLET.sub(_hamlet, text)
    for letters, words in _units().items():
        # A lone `tinh` may be a name (`Tịnh Giang`), but not in small letters where a part begins.
        before = r"(?<![^\W_])" if " " in words else r"(?:(?<=^)|(?<=[,(-] )|(?<=[,(-]))"
        pattern = rf"{before}{_loose(letters)}(?=\s+[^\W_])"
        flags = re.IGNORECASE if " " in words else re.NOFLAG
        text = re.sub(pattern, partial(_respelled, words), text, flags=flags)
    return text


def _hamlet(found: re.Match[str]) -> str:
    word = _HAMLETS.get(fold(found[0]))
    return _like(found[0], word) if word else found[0]


def _respelled(words: str, found: re.Match[str]) -> str:
    return _like(found[0], words)


@lru_cache(maxsize=32)
def _loose(letters: str) -> str:
    """A pattern of the letters with any marks on the vowels."""
    return "".join(_any_marks(letter) for letter in letters)


@lru_cache(maxsize=32)
def _any_marks(letter: str) -> str:
    if letter == " ":
        return r"\s+"
    marked = [
        chr(code) for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)) if fold(chr(code)) == letter
    ]
    return "[" + letter + "".join(marked) + "]" if marked else letter


def _like(sample: str, words: str) -> str:
    """The words in the letter case of the sample."""
    if sample.isupper():
        return words.upper()
    if sample[0].isupper():
        return words[0].upper() + words[1:] if not sample.istitle() else words.title()
    return words


def repair_areas(text: str) -> str:
    """The text with `m²` where OCR has `m?` after a figure, and the decimal comma where it has a dot.

    >>> repair_areas("Riêng: 72.5 m?; chung: không")
    'Riêng: 72,5 m²; chung: không'
    """
    return _AREA.sub(lambda found: f"{_figures(found[1])}{found[2]}m²", _NONE.sub("m²", text))


def _figures(text: str) -> str:
    """A figure with the decimal comma that it was printed with."""
    return _FOREIGN_COMMA.sub(",", _TORN_COMMA.sub(",", text))


def spaced(address: str) -> str:
    """The parts of an address set apart as they are printed: `Tổ 3,P. Ba` has lost a space.

    A colon is a comma misread (`Nhà riêng:` has one in print), and a bracket without its other half is dust.
    """
    text = _COLON.sub(", ", _DUST.sub("", _whole_names(address)))
    text = re.sub(r"\s*,(?=[^\W\d_])", ", ", text)
    text = re.sub(r",[\s,.;]*,|,\.(?=\s)", ",", text)
    text = _evenly_dashed(text)
    if text.count("(") != text.count(")"):
        text = re.sub(r"[()]", "", text)
    return _parted(" ".join(text.split()))


def _evenly_dashed(address: str) -> str:
    """The address with the same white around all of its dashes: none where none has white on both sides.

    Readers see white on one side of a dash where there is none (34 of 34 sample addresses).
    """
    wide, tight = _dashes(address)
    if wide > tight:
        return _LOOSE_DASH.sub(lambda found: f" {found[1]}" if found[1] else f"{found[2]} ", address)
    return address if wide else _ANY_DASH.sub(r"\1", address)


def _dashes(address: str) -> tuple[int, int]:
    """How many dashes have white on both sides, and how many on neither."""
    return len(_WIDE_DASH.findall(address)), len(_TIGHT_DASH.findall(address))


def _whole_names(address: str) -> str:
    """The address with the names of the highlands in one piece and in letters: `Ea H "leo`, `Ia Khươ1`."""
    address = _ELL.sub(lambda found: found[0][:-1] + "l", address)
    return _HIGHLAND.sub(lambda found: found[0] if found[0] in _APOSTROPHES else "'", address)


def _parted(address: str) -> str:
    """The address with the marks between two units that reading lost, where most are set apart by one:
    `xã Tân Lý, huyện Châu Thành tỉnh Tiền Giang`."""
    mark = " - " if " - " in address else ", "
    parted = address
    while (more := _TWO_UNITS.sub(rf"\1{mark}", parted)) != parted:
        parted = more
    there = address.count(mark)
    return parted if there >= parted.count(mark) - there else address


def unparted(address: str) -> bool:
    """Whether `spaced` sets two units apart that were read without a mark between them or with a colon (which
    may be a speck inside a name), or leaves dashes of both kinds, of which one was read wrongly."""
    text = " ".join(address.split())
    return _parted(text) != text or bool(_COLON.search(text)) or min(_dashes(spaced(text))) > 0


def repair_commas(text: str) -> str:
    """The text with commas where OCR has full stops between the parts of an address."""
    return _STOP_FOR_COMMA.sub(", ", text)


def repair_sentence(text: str) -> str:
    """The text with commas where a full stop is followed by a small letter, and its numbers in one piece."""
    return repair_codes(_STOP_IN_SENTENCE.sub(", ", text))


def repair_codes(text: str) -> str:
    """The text with the letters of a document's number closed up: `12/2017/QĐST - HNGĐ` has none apart."""
    return _CODE.sub(r"\1-", text)


def with_marks_of(text: str, name: str) -> str:
    """The text with its last words spelled as `name` when they differ from it in marks alone."""
    count = len(name.split())
    found = list(_WORD.finditer(text))[-count:]
    if len(found) < count:
        return text
    start, end = found[0].start(), found[-1].end()
    tail = unicodedata.normalize("NFC", text[start:end])
    if fold(tail) != fold(name) or tail.lower() == name.lower():
        return text
    spelled = name.upper() if tail.isupper() else name
    return text[:start] + spelled + text[end:]


def capital_first(text: str) -> str:
    """The text with a capital where it begins with a letter whose small form only differs in size.

    Entries of forms begin with a capital (`Sử dụng riêng`); OCR cannot tell `S` from `s` standing alone.
    """
    return text[0].upper() + text[1:] if text and fold(text[0]) in _SAME_SHAPE else text
