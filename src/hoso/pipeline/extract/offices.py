"""Who issues a paper and who signs it: offices in capitals, and the name under a signing title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.fuzz import ratio

from hoso.pipeline.extract.certified import certification
from hoso.pipeline.extract.span import Span
from hoso.pipeline.labels.assign import Announced
from hoso.pipeline.layout.rows import Row, Token
from hoso.pipeline.normalise import normalise
from hoso.pipeline.syllables import is_vietnamese_syllable
from hoso.schemas.catalogue import FieldSpec
from hoso.schemas.reference import place_words

_SIGNING = (
    "chutich",
    "chutichubnd",
    "chutichuybannhandan",
    "giamdoc",
    "tructich",
    "congchungvien",
    "truongphong",
)
_OFFICE = re.compile(
    r"^(tm)?(uyban|ubnd|sotainguyen|sonongnghiep|chinhanh|vanphongdangky|phongtuphap|sotuphap|sodiachinh)"
)

#: How other headings about a signature begin: `NHẬN KẾT HÔN`, `HÔN NHÂN`, `XÃ …`.
_BLOCK = ("nhankethon", "kethon", "honnhan", "trichluc", "xa", "phuong", "huyen", "quan", "thanhpho", "tinh")
#: A first word of an office's name, scraps that may stand before it, words that begin a unit's name, and
#: those with which a signing title begins.
_OFFICE_WORD = re.compile(r"^(?:tm)?(?:uy|ubnd)$|^tm$")
_SCRAPS = 3
_CONFIRMS = ["xac", "nhan"]
UNIT_WORDS = frozenset({"xa", "phuong", "thi", "tran", "huyen", "quan", "tinh", "thanh", "dac"})
_COMMUNES = frozenset({"XÃ", "PHƯỜNG", "TRẤN"})
_TITLE_WORDS = frozenset({"chu", "pho", "kt", "giam", "doc", "tl", "tuq"})
#: What stands before the name of who signed the original of a copy.
_SIGNED = ("nguoiky", "hotennguoiky", "hovatennguoiky")
#: Words in the longest name, letters in the shortest signing title.
_LONGEST_NAME = 5
_SHORTEST_TITLE = 6
#: How far, as a share of the page, a name may stand aside of the title over it.
_ASIDE = 0.09
#: The least score of what passes for a name: it has a known family name.
_LIKE_A_NAME = 0.75


def signer(spec: FieldSpec, rows: Sequence[Row], announced: Sequence[Announced]) -> Span | None:
    """The name under the last signing title (`CHỦ TỊCH`, `PHÓ CHỦ TỊCH`), straight below it.

    A copy says who signed the paper that it was made of (`Người ký Giấy khai sinh: Lê An`): it is he.
    """
    for item in announced:
        row = next((row for row in rows if row.index == item.hit.row), None)
        if row and item.hit.colon and item.hit.label.joined.startswith(_SIGNED):
            words = row.tokens[item.hit.end :]
            end = next((at for at, t in enumerate(words) if not t.word.text.isalpha()), len(words))
            if _is_name(spec, original := Span(words[:end], row.page)):
                return original
    runs = [Span(row.tokens[start:end], row.page) for row in rows for start, end in row.runs()]
    runs = _without_certification(runs, rows)
    titles = [at for at, run in enumerate(runs) if _is_signing_title(run)]
    titles = titles or [at for at, run in enumerate(runs) if _signs_for(run)]
    if not titles:
        return None
    title = runs[titles[-1]]
    below = [run for run in runs[titles[-1] + 1 :] if run.page == title.page]
    below = [run for run in below if abs(run.box.centre[0] - title.box.centre[0]) <= _ASIDE]
    below = below or _between(runs, titles)
    names = [run for run in below if _is_name(spec, run)] or [run for run in below if _is_spoken(run)]
    return min(names, key=lambda run: abs(run.box.centre[0] - title.box.centre[0]), default=None)


def _between(runs: Sequence[Span], titles: Sequence[int]) -> list[Span]:
    """What stands between the last title and the heading above it: `NGƯỜI KÝ …`, a name, `Phó Chủ tịch`."""
    last = runs[titles[-1]]
    heading = next((at for at in reversed(titles[:-1]) if runs[at].page == last.page), None)
    between = runs[heading + 1 : titles[-1]] if heading is not None else []
    return [run for run in between if abs(run.box.centre[0] - last.box.centre[0]) <= _ASIDE]


def _without_certification(runs: Sequence[Span], rows: Sequence[Row]) -> list[Span]:
    """The runs but the block in which somebody certifies a copy of the paper, and signs for that alone."""
    copied = certification(rows)
    left = [run for run in runs if not copied.holds(run.page, run.box)]
    signed = any(_is_signing_title(run) or _signs_for(run) for run in left)
    return left if signed or not copied.is_short else list(runs)


def _signs_for(run: Span) -> bool:
    """Whether somebody signs here on behalf of an office (`TM. UBND XÃ …`), whose own title was not read."""
    return run.tokens[0].folded.startswith("tm") and bool(_OFFICE.match(_plain(run)))


def _is_spoken(run: Span) -> bool:
    """Whether the run may be a name whose family name nobody knows: spoken words with capitals."""
    words = [token.word.text for token in run.tokens]
    misread = sum(not is_vietnamese_syllable(word.lower()) for word in words)
    spoken = all(word[:1].isupper() and word.isalpha() for word in words) and misread <= (len(words) > 2)
    return 2 <= len(words) <= _LONGEST_NAME and spoken and not _is_office_word(run)


def _is_office_word(run: Span) -> bool:
    """Whether the run is a heading of the signing block."""
    plain = _plain(run)
    return bool(_OFFICE.match(plain)) or _is_signing_title(run) or plain.startswith(_BLOCK)


def _is_signing_title(run: Span) -> bool:
    """Whether the run ends with a title that signs (`KT. CHỦ TỊCH`), or says that somebody signs here."""
    joined = "".join(token.folded for token in run.tokens)
    if len(joined) < _SHORTEST_TITLE or len(run.tokens) > 8:
        return False
    return "uoiky" in joined[:8] or any(ratio(joined[-len(t) :], t) >= 80 for t in _SIGNING)


def _is_name(spec: FieldSpec, run: Span) -> bool:
    if not 2 <= len(run.tokens) <= 6 or "(" in run.text:
        return False
    result = normalise(spec.kind, run.text)
    return result.value is not None and result.score >= _LIKE_A_NAME


def issuer(spec: FieldSpec, rows: Sequence[Row], announced: Sequence[Announced]) -> Span | None:
    """The office that issues the paper: over the signature, or at its head on the left, on several lines.

    The form of a confirmation names it again where it speaks, in full where the head may be short: there it
    is taken from (`ỦY BAN NHÂN DÂN XÃ … XÁC NHẬN`, TT 15/2015/TT-BTP; `Nơi cấp: …` in other programs').
    """
    runs = [_legible(Span(row.tokens[start:end], row.page)) for row in rows for start, end in row.runs()]
    found = [at for at, run in enumerate(runs) if _OFFICE.match(_plain(run)) and _in_capitals(run)]
    if not found:
        return None
    if spec.last:
        return _whole(runs, found[-1])
    person = next((item.hit.row for item in announced if item.spec and item.spec.kind == "name"), -1)
    above = [row for row in rows if row.index < person]
    return _heading_below(runs, found[1:], above) or _speaks(above) or _whole(runs, found[0])


def _whole(runs: Sequence[Span], at: int) -> Span:
    """The office of that run with its lines below."""
    words = (*_without_tm(runs[at]).tokens, *_goes_on(runs[at], runs[at + 1 : at + 6]))
    return Span(_of_its_unit(words), runs[at].page)


def _of_its_unit(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """The office as far as its own unit: where that lies is not its name (`XÃ SÍN THẦU | HUYỆN …`)."""
    texts = [token.word.text.strip(",.").upper() for token in words]
    own = next((at for at, text in enumerate(texts) if text in _COMMUNES), None)
    above = (
        (at for at in range(own + 2, len(words)) if _is_above(texts[at : at + 2])) if own is not None else ()
    )
    return words[: next(iter(above), len(words))]


def _is_above(texts: Sequence[str]) -> bool:
    """Whether a district or a province is called by its kind there."""
    return texts[0] in ("HUYỆN", "QUẬN", "TỈNH") or list(texts) in (["THÀNH", "PHỐ"], ["THỊ", "XÃ"])


def _heading_below(runs: Sequence[Span], found: Sequence[int], above: Sequence[Row]) -> Span | None:
    """The office that is named in a line of its own below the head, above the first person."""
    alone = {id(row.tokens[-1]) for row in above if len(row.runs()) == 1}
    for at in found:
        words = [token.folded for token in runs[at].tokens]
        cut = next((k for k in range(len(words)) if words[k : k + 2] == _CONFIRMS), None)
        office = _whole(runs, at) if cut is None else Span(runs[at].tokens[:cut], runs[at].page)
        if id(runs[at].tokens[-1]) in alone and _names_a_unit(office):
            return office
    return None


def _speaks(above: Sequence[Row]) -> Span | None:
    """The office in the sentence `… xác nhận:`, or behind `Nơi cấp:`, where it is its name and no more."""
    for row in above:
        words = [token.folded for token in row.tokens]
        start = next((at for at in range(len(words)) if _OFFICE.match("".join(words[at : at + 2]))), None)
        if start is None:
            continue
        ends = [at for at in range(start, len(words) - 1) if words[at : at + 2] == _CONFIRMS]
        confirms = ends and row.tokens[ends[0] + 1].word.text.endswith(":")
        issued = words[:start] == ["noi", "cap"]
        office = Span(row.tokens[start : ends[0] if confirms else None], row.page)
        if (confirms or issued) and _names_a_unit(office) and "," not in office.text:
            return office
    return None


def _names_a_unit(office: Span) -> bool:
    """Whether the office says of which commune, ward or district it is."""
    return any(token.folded in UNIT_WORDS for token in office.tokens[1:])


def _goes_on(first: Span, following: Sequence[Span]) -> list[Token]:
    """The words of the lines below that belong to the office's name: capitals set under it."""
    more: list[Token] = []
    last = first
    for run in following:
        close = run.box.top - last.box.bottom < 1.2 * first.box.height
        under = abs(run.box.centre[0] - first.box.centre[0]) < _ASIDE and run.box.top > last.box.centre[1]
        if not under:
            continue
        ends = (
            _is_signing_title(run)
            or run.tokens[-1].folded.endswith("tich")
            or (run.tokens[0].folded in _TITLE_WORDS and last.tokens[-1].folded != "thanh")  # `THÀNH / PHỐ …`
            or _OFFICE.match(_plain(run))
            or run.tokens[0].folded == "so"
        )
        if not close or ends or not _is_name_of_place(run):
            break
        more += run.tokens
        last = run
    return more


def _legible(run: Span) -> Span:
    """The run without the scraps that a seal leaves before and between the words of an office."""
    kept = [token for token in run.tokens if token.folded] or list(run.tokens)
    opens = next((at for at, token in enumerate(kept[:_SCRAPS]) if _OFFICE_WORD.match(token.folded)), 0)
    return Span(tuple(kept[opens:]), run.page)


def _is_name_of_place(run: Span) -> bool:
    """Whether the run is capitals that can be spoken or name a place of the highlands, or a ward's number."""
    words = [token.word.text.strip(".,").lower() for token in run.tokens]
    known = frozenset(word.lower() for word in place_words())
    spoken = all(word.isdigit() or is_vietnamese_syllable(word) or word in known for word in words)
    placed = run.tokens[0].folded in UNIT_WORDS
    return run.text.isdigit() or (_in_capitals(run) and (spoken or placed))


def _without_tm(run: Span) -> Span:
    """The office without `TM.` (on behalf of) before it."""
    first = run.tokens[0]
    if first.folded in ("tm", "thm"):
        return Span(run.tokens[1:], run.page)
    if first.folded.startswith("tm") and "." in first.word.text:
        rest = replace(first.word, text=first.word.text.partition(".")[2])
        return Span((replace(first, word=rest), *run.tokens[1:]), run.page)
    return run


def _plain(run: Span) -> str:
    return "".join(token.folded for token in run.tokens)


def _in_capitals(run: Span) -> bool:
    letters = [c for token in run.tokens for c in token.word.text if c.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) > 0.7 * len(letters)
