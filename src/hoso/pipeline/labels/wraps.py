"""Labels that go on in the rows below: in the narrow columns of tables, and in running text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.fuzz import ratio

from hoso.pipeline.labels.synonyms import SAME_MEANING, in_other_words, meaning
from hoso.pipeline.labels.wordings import Hit, Label, begins_value, breaks, is_number
from hoso.pipeline.layout.rows import Row, Token

#: How alike (0 to 100) each part of a label must be to what stands in its row.
_ALIKE = 84
#: Letters in the shortest label that wraps, and in the shortest phrase of running text that does.
_SHORT, _SHORT_CUE = 9, 8
#: Letters in the shortest phrase that may wrap when it is read to the letter: `CMND` `số`.
_EXACT_CUE = 6
#: Further rows of a label, its words in the last of them, and how far its edge may lie from the first row's.
_ROWS_BELOW, _WORDS_BELOW, _SAME_EDGE = 3, 6, 0.02

Cuts = tuple[tuple[int, int], ...]
_NONE = (0, 0)


def wrapped(
    rows: Sequence[Row], labels: Sequence[Label], others: Mapping[str, Label] | None = None
) -> Iterator[Hit]:
    """Labels that begin in a run of the first row and go on at the same left edge in the rows below.

    `others` are those that mean the same (`meanings_of`).
    """
    row = rows[0]
    below = [other for other in rows[1 : 1 + _ROWS_BELOW] if other.page == row.page]
    for start, end, lefts in _openings(row):
        upper = "".join(token.folded for token in row.tokens[start:end])
        open_ = _opened(labels, upper) if upper else []
        known = others if others and _goes_on(row.tokens[end - 1], meaning(upper), others) else {}
        for cuts, lower in _endings(row.tokens[end - 1], below, lefts) if open_ or known else ():
            for label in open_:
                likeness = _whole(label, upper, lower)
                if likeness:
                    yield Hit(row.index, start, end, label, likeness, True, cuts)
            words = end - start + sum(last - first for first, last in cuts)
            meant = in_other_words(upper + lower, words, known) if known else None
            if meant is not None:
                yield Hit(row.index, start, end, meant, SAME_MEANING, True, cuts)


def _goes_on(last: Token, meant: str, others: Mapping[str, Label]) -> bool:
    """Whether words with that meaning begin a label that goes on: `Giấy tờ tùy thân` over `CMND …` is whole,
    `Số định danh cá nhân/` is not."""
    return meant.startswith("<") and (meant not in others or last.word.text.endswith("/"))


def _openings(row: Row) -> Iterator[tuple[int, int, list[float]]]:
    """Words that may begin a label: a whole run, or one up to a figure; and the places of its further rows,
    which begin at its edges or are set in the middle under it (the last place)."""
    for first, end in row.runs():
        numbered = is_number(row, first) and end > first + 1
        if any(token.ends_label for token in row.tokens[first:end]):
            continue
        figure = next((at for at in range(first + 1, end) if _begins_figures(row, at, end)), end)
        for start in (first, first + 1) if numbered else (first,):
            lefts = [row.tokens[at].word.box.left for at in (first, start)]
            lefts.append((row.tokens[start].word.box.left + row.tokens[end - 1].word.box.right) / 2)
            yield from ((start, stop, lefts) for stop in {figure, end} if stop > start)


def _begins_figures(row: Row, at: int, end: int) -> bool:
    """Whether a figure begins at the token, or a date in words: `ngày 20 tháng 5`."""
    token = row.tokens[at]
    dated = token.folded == "ngay" and at + 1 < end and row.tokens[at + 1].folded.isdigit()
    return dated or token.folded[:1].isdigit()


def _opened(labels: Sequence[Label], upper: str) -> list[Label]:
    """The labels that the words open and that go on behind them."""
    least = max(_SHORT, len(upper) + 2)
    longer = (label for label in labels if len(label.joined) >= least)
    return [label for label in longer if ratio(upper, label.joined[: len(upper)]) >= _ALIKE]


def _endings(before: Token, below: Sequence[Row], lefts: Sequence[float]) -> Iterator[tuple[Cuts, str]]:
    """What may end the label: some words of the next row, or all of a run of it and some of a row after."""
    if not below:
        return
    runs = _runs_at(below[0], lefts)
    if not runs:  # a line of the value alone, between two of the label
        yield from (((_NONE, *cuts), lower) for cuts, lower in _endings(before, below[1:], lefts))
    for first, last in runs:
        tokens = below[0].tokens[first:last]
        if begins_value(before, tokens[0]):
            continue
        for cut in range(1, min(len(tokens), _WORDS_BELOW) + 1):
            yield ((first, first + cut),), "".join(token.folded for token in tokens[:cut])
        if not any(token.ends_label for token in tokens):
            middle = "".join(token.folded for token in tokens)
            for cuts, lower in _endings(tokens[-1], below[1:], lefts):
                yield ((first, last), *cuts), middle + lower


def _runs_at(row: Row, lefts: Sequence[float]) -> list[tuple[int, int]]:
    return [
        (first, last)
        for first, last in row.runs()
        if _stands_at(row, first, last, lefts)
        and not (is_number(row, first) and row.tokens[first].folded.isdigit())  # `5. Giấy tờ tùy thân`
    ]


def _stands_at(row: Row, first: int, last: int, places: Sequence[float]) -> bool:
    """Whether the run begins at one of the edges, or has its middle at the last of the places."""
    left, right = row.tokens[first].word.box.left, row.tokens[last - 1].word.box.right
    *edges, middle = places
    return any(abs(left - e) <= _SAME_EDGE for e in edges) or abs((left + right) / 2 - middle) <= _SAME_EDGE


def _whole(label: Label, upper: str, lower: str) -> float:
    """How alike both parts together are to the label, 0 to 1; nothing when one of them is not."""
    if abs(len(upper) + len(lower) - len(label.joined)) > 3:
        return 0.0
    cut = len(label.joined) - len(lower)
    parts = ratio(upper, label.joined[:cut]), ratio(lower, label.joined[cut:])
    return ratio(upper + lower, label.joined) / 100 if min(parts) >= _ALIKE else 0.0


def cues_of(labels: Sequence[Label]) -> list[Label]:
    """The labels that may stand in running text, and wrap there."""
    return [label for label in labels if label.inline and len(label.joined) >= _EXACT_CUE]


def broken_off(row: Row, below: Row, cues: Sequence[Label]) -> Iterator[Hit]:
    """Cues of running text (`cues_of`) that begin at the end of the row and go on in the row below."""
    if begins_value(row.tokens[-1], below.tokens[0]) or _begins_line(row.tokens[-1], below.tokens[0]):
        return
    total, longest = len(row.tokens), max((label.length for label in cues), default=0)
    uppers = [
        "".join(t.folded for t in row.tokens[total - count :]) for count in range(min(longest, total + 1))
    ]
    lowers = _beginnings(below, longest)
    for label in cues:
        least = 90 if len(label.joined) >= _SHORT_CUE else 100
        for count in range(1, min(label.length, total + 1)):
            cut = min(label.length - count, len(below.tokens))
            if cut >= len(lowers):
                continue
            upper, lower = uppers[count], lowers[cut]
            alike = ratio(upper + lower, label.joined, score_cutoff=least)
            first, rest = label.joined[: len(upper)], label.joined[-len(lower) or len(label.joined) :]
            if alike >= least and ratio(lower, rest) >= 84 and ratio(upper, first) >= 75:
                yield Hit(row.index, total - count, total, label, alike / 100, True, ((0, cut),))


def torn_apart(row: Row, below: Row, labels: Mapping[str, Label]) -> Iterator[Hit]:
    """Labels (by their letters) that the end of the row or of a cell breaks, read to the letter and closed by
    a colon: `… Quốc` over `tịch: Việt Nam`; `Ngày sinh / Giới` over `tính:`, their values beside them."""
    for first, end, (opening, last) in _torn_ends(row, below):
        colon = next((at for at in range(opening, last) if below.tokens[at].ends_label), None)
        if colon is None:
            continue
        lower = "".join(token.folded for token in below.tokens[opening : colon + 1])
        for start in range(end - 1, max(first, end - _WORDS_BELOW), -1):
            lower = row.tokens[start].folded + lower
            label = labels.get(lower)
            if label and len(lower) >= _EXACT_CUE and row.tokens[start].word.text[:1].isupper():
                yield Hit(row.index, start, end, label, 1.0, True, ((opening, colon + 1),))


def _torn_ends(row: Row, below: Row) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Words that may end with the first half of a label, and those below that may begin with its second."""
    if len(row.tokens) >= _WORDS_BELOW:
        yield 0, len(row.tokens), (0, min(_WORDS_BELOW, len(below.tokens)))
    for first, end in row.runs()[:-1]:
        left = row.tokens[first].word.box.left
        for opening, last in below.runs():
            if abs(below.tokens[opening].word.box.left - left) <= _SAME_EDGE:
                yield first, end, (opening, last)


def _begins_line(before: Token, token: Token) -> bool:
    """Whether capitals on both sides tell that the line is a new one: `HỒ TRỌNG NAM`, `Sinh ngày: …`."""
    return before.word.text[:1].isupper() and token.word.text[:1].isupper() and not token.word.text.isupper()


def _beginnings(row: Row, longest: int) -> list[str]:
    """The row's first words joined, by how many they are: as many as may end a label."""
    joined = [""]
    for at, token in enumerate(row.tokens[:longest]):
        before = row.tokens[at - 1]
        if at > 0 and (before.ends_label or breaks(row.tokens[0], before, token)):
            break
        joined.append(joined[-1] + token.folded)
    return joined
