"""Values of two fields found as one: two labels in one over two values in one (`Dân tộc / Quốc tịch` beside
`Kinh / Việt Nam`), and an identity paper that an address runs into where rows stand unevenly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from hoso.pipeline.extract.span import Span
from hoso.pipeline.labels.assign import Announced
from hoso.pipeline.labels.wordings import Hit
from hoso.pipeline.layout.rows import Row, Token
from hoso.schemas.catalogue import FieldSpec

#: A field, the words found for it, and how sure their place is.
Found = tuple[FieldSpec, Span | None, float]

#: How the names of identity papers begin, how many digits their numbers have, and how many words on.
_PAPERS = (("the", "can", "cuoc"), ("can", "cuoc"), ("cccd",), ("cmnd",), ("giay", "cmnd"), ("chung", "minh"))
_LEAST_DIGITS, _SOON = 9, 10
#: How sure the place is where one value ends and the next begins.
_RUN_TOGETHER = 0.7
_BETWEEN = frozenset({"/", "-", "–", "—"})


def parted(rows: Sequence[Row], announced: Sequence[Announced], found: Sequence[Found]) -> list[Found]:
    """What was found, with the parts of such a value given to the fields in the order of their labels."""
    result = list(found)
    places = {spec.key: at for at, (spec, _, _) in enumerate(found)}
    for labels in _joined_labels(rows, announced):
        for fields in _in_order(labels):
            held = [found[places[spec.key]] for spec in fields]
            whole, likeness = next(((span, how) for _, span, how in held if span), (None, 0.0))
            parts = _parts(whole.tokens) if whole else []
            alone = all(span is None or span.tokens == whole.tokens for _, span, _ in held if whole)
            if whole is None or len(parts) != len(fields) or not alone:
                continue
            for spec, part in zip(fields, parts, strict=True):
                result[places[spec.key]] = (spec, Span(part, whole.page), likeness)
    return result


def _joined_labels(rows: Sequence[Row], announced: Sequence[Announced]) -> list[list[Announced]]:
    """Labels in a row with nothing between them but strokes: `Giới tính / Dân tộc / Quốc tịch`."""
    chains: list[list[Announced]] = []
    for first, second in _pairs(rows, announced):
        if chains and chains[-1][-1] is first:
            chains[-1].append(second)
        else:
            chains.append([first, second])
    return chains


def _in_order(labels: Sequence[Announced]) -> Iterator[tuple[FieldSpec, ...]]:
    """The fields of one group that the labels announce, one for each."""
    for spec in labels[0].hit.label.specs:
        others = [
            next((o for o in label.hit.label.specs if o.group == spec.group and o.key != spec.key), None)
            for label in labels[1:]
        ]
        fields = (spec, *(other for other in others if other is not None))
        if len(fields) == len(labels) and not any(".unread" in field.key for field in fields):
            yield fields


def without_papers(found: Sequence[Found]) -> list[Found]:
    """What was found, addresses ending before an identity paper, which is given to its own field if that has
    none."""
    result = list(found)
    for at, (spec, span, likeness) in enumerate(found):
        cut = _paper_in(span.tokens) if span and spec.kind == "address" else 0
        if not span or not cut:
            continue
        result[at] = (spec, Span(span.tokens[:cut], span.page), min(likeness, _RUN_TOGETHER))
        for number, (other, held, _) in enumerate(found):
            lacks = held is None or not any(token.folded.isdigit() for token in held.tokens)
            if other.kind == "id_number" and other.group == spec.group and lacks:
                result[number] = (other, Span(span.tokens[cut:], span.page), _RUN_TOGETHER)
    return result


def _paper_in(tokens: Sequence[Token]) -> int:
    """Where an identity paper with its number begins among the words of an address; 0 for nowhere."""
    folded = [token.folded for token in tokens]
    for at in range(1, len(tokens)):
        named = any(folded[at : at + len(words)] == list(words) for words in _PAPERS)
        digits = "".join(word for word in folded[at + 1 : at + _SOON] if word.isdigit())
        if named and len(digits) >= _LEAST_DIGITS:
            return at
    return 0


def continues(row: Row, hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether the label is the second of two in one."""
    before = row.tokens[hit.start - 1].word.text if hit.start else ""
    return before in _BETWEEN and any(o.row == hit.row and o.end == hit.start - 1 for o in hits)


def _pairs(rows: Sequence[Row], announced: Sequence[Announced]) -> Iterator[tuple[Announced, Announced]]:
    """Labels with nothing between them but a stroke."""
    inside = {row.index: row for row in rows}
    for first, second in pairwise(announced):
        if first.hit.row == second.hit.row:
            between = inside[first.hit.row].tokens[first.hit.end : second.hit.start]
            if len(between) == 1 and between[0].word.text in _BETWEEN:
                yield first, second


def _parts(tokens: Sequence[Token]) -> list[tuple[Token, ...]]:
    """The words between the strokes that stand alone."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.word.text in _BETWEEN:
            parts.append([])
        else:
            parts[-1].append(token)
    return [tuple(part) for part in parts if part]
