"""What printed labels are: the words of a type's labels made ready for comparing, and where one was seen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from hoso.pipeline.layout.rows import Row, Token
from hoso.pipeline.syllables import run_together
from hoso.schemas.catalogue import DocumentType, FieldSpec

#: Short forms and words that labels set in capitals: `Số CMND/Hộ chiếu`, `Phần Giấy tờ`.
_SHORT_FORMS = ("cmnd", "cccd", "gcn", "qsdd", "dkhk", "dktt", "ddcn")
#: Marks of a line to write on that stand close before a value.
_LEADERS = "._…·"
#: The number of a section: `II.`, `IV-`.
_ROMAN = re.compile(r"[IVX]{1,4}[.)/-]")
_CAPITAL_WORDS = frozenset({"giay", "ho", "viet"})


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a type, made ready for comparing. `specs`: the fields it may announce, none for a stop.

    `section`: the group whose labels follow it (`None`: it is no heading of a section). `running`: its type
    is set in running text.
    """

    joined: str
    length: int
    specs: tuple[FieldSpec, ...]
    inline: bool = False
    section: str | None = None
    printed: frozenset[str] = frozenset()
    running: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A label seen at tokens `start` to `end` (half-open) of a row; `likeness` 0 to 1.

    In a narrow column a label goes on in the rows below; `wrapped` are its tokens there (half-open), one
    range for each further row.
    """

    row: int
    start: int
    end: int
    label: Label
    likeness: float
    colon: bool
    wrapped: tuple[tuple[int, int], ...] = ()

    @property
    def further(self) -> list[tuple[int, int]]:
        """Row and place of each of its tokens in the rows below."""
        return [
            (self.row + down, at)
            for down, (start, end) in enumerate(self.wrapped, 1)
            for at in range(start, end)
        ]


@lru_cache(maxsize=64)
def labels_of(kind: DocumentType) -> tuple[Label, ...]:
    """All labels of a type, each once, with every field it may announce."""
    fields: dict[str, list[FieldSpec]] = {}
    printed: dict[str, set[str]] = {}
    sections = {run_together(text): group for group, texts in kind.sections.items() for text in texts}
    for spec in (*kind.fields, *_unread(kind)):
        for text in (*spec.labels, *spec.cues):
            joined = run_together(text)
            printed.setdefault(joined, set()).add(text.lower())
            if spec not in fields.setdefault(joined, []):
                fields[joined].append(spec)
    for text in (*kind.stops, *kind.stop_cues, *(text for texts in kind.sections.values() for text in texts)):
        fields.setdefault(run_together(text), [])
        printed.setdefault(run_together(text), set()).add(text.lower())
    inline = {run_together(text) for spec in kind.fields for text in spec.cues}
    inline.update(run_together(text) for text in kind.stop_cues)
    lengths = {joined: max(len(text.split()) for text in texts) for joined, texts in printed.items()}
    more = {j: (j in inline, sections.get(j), frozenset(printed[j]), kind.running) for j in fields}
    return tuple(Label(j, lengths[j], tuple(specs), *more[j]) for j, specs in fields.items())


def _unread(kind: DocumentType) -> list[FieldSpec]:
    """Stand-ins for what a group has in print but not among our fields: they keep its labels from others."""
    return [
        FieldSpec(f"{group}.unread {at}", "text", text, labels=(text,))
        for group, texts in kind.unread.items()
        for at, text in enumerate(texts)
    ]


@lru_cache(maxsize=64)
def capitals_of(kind: DocumentType) -> frozenset[str]:
    """The words that the type's own labels set in capitals inside: `… bản sao Trích lục hộ tịch`."""
    texts = [text for spec in kind.fields for text in (*spec.labels, *spec.cues)] + list(kind.stops)
    inner = {word for text in texts for word in text.split()[1:] if not text.isupper()}
    return _CAPITAL_WORDS | {run_together(word) for word in inner if word[0].isupper()}


def breaks(first: Token, before: Token, token: Token, capitals: frozenset[str] = _CAPITAL_WORDS) -> bool:
    """Whether a value in capitals begins at the token, after `before`, in words that `first` opens."""
    text = token.word.text.lstrip(_LEADERS)
    shouted = len(text) > 2 and text.isupper() and not first.word.text.isupper()
    if not shouted and not (text[:1].isupper() and before.word.text.islower()):
        return False
    return not token.folded.startswith(_SHORT_FORMS) and token.folded not in capitals


def begins_value(last: Token, following: Token) -> bool:
    """Whether a word with a capital, on the line below a small one, is a value and no rest of a label."""
    capital = following.word.text[:1].isupper() and last.word.text.islower()
    return capital and not (following.folded.startswith(_SHORT_FORMS) or following.folded in _CAPITAL_WORDS)


def is_roman(row: Row, at: int) -> bool:
    """Whether the token is the number of a section that opens the row."""
    return at == 0 and bool(_ROMAN.fullmatch(row.tokens[0].word.text))


def is_number(row: Row, at: int) -> bool:
    """Whether the token is the number of a list item: `1.`, `a)`, `II.`, `(2)`."""
    if at < 0:
        return False
    text = row.tokens[at].word.text
    return (len(text) <= 5 and text.endswith((".", ")", "-", "/"))) or text in ("-", "+", "*", "•")
