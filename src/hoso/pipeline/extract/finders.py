"""Values without a label of their own: the date beside the place, the serial, the signer, the issuer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace

from rapidfuzz.fuzz import ratio

from hoso.pipeline.extract.notarised import notary_number
from hoso.pipeline.extract.span import Span
from hoso.pipeline.labels.assign import Announced
from hoso.pipeline.layout.rows import Row, Token
from hoso.pipeline.normalise import normalise
from hoso.pipeline.normalise.text import fold, is_vietnamese_syllable
from hoso.schemas.catalogue import FieldSpec
from hoso.schemas.reference import place_words

_PLACE_DATE = re.compile(
    r"\bnga[yuvg]\b\W*[\doil]{1,2}\b.{0,6}\bthang\b.{0,10}\bnam\b"
    r"|\bnga[yuvg]\s+\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}"
)
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


#: Rows of the head of a paper, its title with them.
_HEAD_ROWS = 10
#: How other headings about a signature begin: `NHẬN KẾT HÔN`, `HÔN NHÂN`, `XÃ …`.
_BLOCK = ("nhankethon", "kethon", "honnhan", "trichluc", "xa", "phuong", "huyen", "quan", "thanhpho", "tinh")
#: A first word of an office's name, scraps that may stand before it, words with which a signing title begins.
_OFFICE_WORD = re.compile(r"^(?:tm)?(?:uy|ubnd)$|^tm$")
_SCRAPS = 3
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
#: How alike (0 to 100) print and a known heading must be.
_SAME_HEADING = 88
#: Words that begin the name of a place, and words that lead to another date than that beside the place.
_UNIT_WORDS = frozenset({"xa", "phuong", "thi", "tran", "huyen", "quan", "tinh", "thanh", "dac"})
_LEADING_TO_DATE = frozenset({"cấp", "đến", "hết", "từ", "kể", "vào", "sinh", "ký", "trước", "trong", "đai"})
#: How `Ia`, with which places of the highlands begin, is read; what joins the two ends of a time.
_MISREAD_IA, _UNTIL = "la", "den"
#: A bare date stands right of here, where papers are signed.
_SIGNING_SIDE = 0.3
#: Letters in the name of a place before its date.
_LONGEST_PLACE = 30

Finder = Callable[[FieldSpec, Sequence[Row], Sequence[Announced]], Span | None]


def place_date(spec: FieldSpec, rows: Sequence[Row], announced: Sequence[Announced]) -> Span | None:
    """`Hà Nội, ngày 05 tháng 3 năm 2019`, the date of issue beside the place, or one without a place."""
    known = (a for a in announced if (a.spec.find == "label" if a.spec else not a.hit.label.specs))
    labels = {(a.hit.row, a.hit.start) for a in known}
    found = []
    for row in rows:
        for start, end in row.runs():
            span = _with_year(_dated(row, start, end), rows[row.index - rows[0].index + 1 :][:2])
            if span and not any((row.index, at) in labels for at in range(start, end)):
                placed = row.tokens[start] is not span.tokens[0]
                alone = span.box.left > _SIGNING_SIDE and not _answers(row, start, labels)
                if placed or alone:  # else the rest of a line above, or the value of the label beside it
                    found.append((span, placed))
    dates = [span for span, placed in found if placed] or [span for span, _ in found]
    return dates[-1 if spec.last else 0] if dates else None


def is_copy(rows: Sequence[Row]) -> bool:
    """Whether the head says that the paper is a copy of an extract: `(BẢN SAO)`, `Số: 48/TLCMC-BS`."""
    head = [token.word.text for row in rows[:_HEAD_ROWS] for token in row.tokens]
    return any(text.upper().endswith("-BS") for text in head) or "(BẢN SAO)" in " ".join(head)


def _answers(row: Row, start: int, labels: Set[tuple[int, int]]) -> bool:
    """Whether the run stands beside a label and nothing between: its cell in a table."""
    before = [first for first, end in row.runs() if end <= start]
    return bool(before) and any((row.index, at) in labels for at in range(before[-1], start))


def _dated(row: Row, start: int, end: int) -> Span | None:
    """The date in a run of words that is a place and a date and little else."""
    tokens = row.tokens[start:end]
    folded = [fold(token.word.text).strip(" .,:;…") for token in tokens]
    if not _PLACE_DATE.search(" ".join(folded)):
        return None
    at = next((i for i, word in enumerate(folded) if word.startswith("nga")), 0)
    if at == 0 and _UNTIL in folded:
        return None  # the time somebody lived somewhere: `ngày 07/09/2001 đến 11/07/2016`
    before = sum(len(word) for word in folded[:at])
    placed = at == 0 or (before <= _LONGEST_PLACE and _is_place(tokens[0], tokens[at - 1], folded[0]))
    return Span(tokens[at:], row.page) if placed else None


def _is_place(first: Token, last: Token, word: str) -> bool:
    """Whether the words before a date name a place, and do not end a sentence: `… về TTXH cấp`."""
    named = first.word.text[:1].isupper() or word in _UNIT_WORDS or word == _MISREAD_IA
    return named and last.word.text.lower() not in _LEADING_TO_DATE


def _with_year(span: Span | None, below: Sequence[Row]) -> Span | None:
    """The date with its year where that alone stands on the next line."""
    if span is None or span.tokens[-1].folded != "nam":
        return span
    for row in below:
        for token in row.tokens:
            beside = span.box.left - 0.2 < token.word.box.centre[0] < span.box.right + 0.05
            if (
                beside
                and len(token.folded) == len("2025")
                and token.folded.isdigit()
                and row.page == span.page
            ):
                return Span((*span.tokens, token), span.page)
    return span


def pattern(spec: FieldSpec, rows: Sequence[Row], announced: Sequence[Announced]) -> Span | None:
    """A value known by its own form alone, such as a certificate's serial: the largest one seen."""
    best: tuple[float, Span] | None = None
    for row in rows:
        for start in range(len(row.tokens)):
            for length in (1, 2, 3):
                tokens = row.tokens[start : start + length]
                if len(tokens) < length or len("".join(t.folded for t in tokens)) not in (7, 8, 9, 10):
                    continue
                span = Span(tokens, row.page)
                if not _alone(row, start, length) or normalise(spec.kind, span.text).validity != "ok":
                    continue
                rank = span.box.height
                if best is None or rank > best[0]:
                    best = (rank, span)
    return best[1] if best else None


def _alone(row: Row, start: int, length: int) -> bool:
    """Whether the tokens are a run of their own: a serial is printed apart from other text but for `Số:`."""
    end = start + length
    numbered = start > 0 and row.tokens[start - 1].folded == "so" and row.tokens[start - 1].starts_run
    return (row.tokens[start].starts_run or numbered) and (
        end == len(row.tokens) or row.tokens[end].starts_run
    )


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
    titles = [at for at, run in enumerate(runs) if _is_signing_title(run)]
    titles = titles or [at for at, run in enumerate(runs) if _signs_for(run)]
    if not titles:
        return None
    title = runs[titles[-1]]
    below = [run for run in runs[titles[-1] + 1 :] if run.page == title.page]
    below = [run for run in below if abs(run.box.centre[0] - title.box.centre[0]) <= _ASIDE]
    names = [run for run in below if _is_name(spec, run)] or [run for run in below if _is_spoken(run)]
    return min(names, key=lambda run: abs(run.box.centre[0] - title.box.centre[0]), default=None)


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
    """The office that issues the paper: at its head on the left, or over the signature, on several lines."""
    runs = [_legible(Span(row.tokens[start:end], row.page)) for row in rows for start, end in row.runs()]
    found = [at for at, run in enumerate(runs) if _OFFICE.match(_plain(run)) and _in_capitals(run)]
    if not found:
        return None
    at = found[-1] if spec.last else found[0]
    return Span((*_without_tm(runs[at]).tokens, *_goes_on(runs[at], runs[at + 1 : at + 6])), runs[at].page)


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
    placed = run.tokens[0].folded in _UNIT_WORDS
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


def heading(spec: FieldSpec, rows: Sequence[Row], announced: Sequence[Announced]) -> Span | None:
    """A value that is itself one of the spec's printed headings, such as the kind of a register."""
    headings = [fold(label).replace(" ", "") for label in spec.labels]
    for row in rows:
        for start, end in row.runs():
            span = Span(row.tokens[start:end], row.page)
            if any(ratio(_plain(span), known) >= _SAME_HEADING for known in headings):
                return span
    return None


FINDERS: Mapping[str, Finder] = {
    "place_date": place_date,
    "pattern": pattern,
    "signer": signer,
    "issuer": issuer,
    "heading": heading,
    "notary_number": notary_number,
}
