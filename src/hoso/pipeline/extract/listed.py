"""Values of closed lists (ethnic groups, nationalities): cut free of what was gathered with them."""

from __future__ import annotations

from hoso.pipeline.extract.span import Span
from hoso.pipeline.normalise import Normalised, normalise
from hoso.pipeline.normalise.result import judged

#: Words in the longest name of a list, and of the label that may stand before it.
_LONGEST, _LABEL = 4, ("dan", "toc", "quoc", "tich")
#: How well the list must know a name, below what it does not know the whole, and what is left of the score
#: when words were cut away.
_KNOWN, _UNKNOWN, _CUT = 0.97, 0.5, 0.85


def listed(kind: str, result: Normalised, span: Span) -> tuple[Normalised, Span]:
    """The name that the list knows among the words (`Việt Nam huyện Trùng Khánh`, `Dân tộc Thái`).

    As it was where the whole is or resembles a name, or where none begins it.
    """
    if result.score >= _UNKNOWN or len(span.tokens) < 2:
        return result, span
    skipped = next((i for i, token in enumerate(span.tokens) if token.folded not in _LABEL), 0)
    for end in range(min(len(span.tokens), skipped + _LONGEST), skipped, -1):
        part = Span(span.tokens[skipped:end], span.page)
        name = normalise(kind, part.text)
        if part.tokens != span.tokens and name.score >= _KNOWN:
            return judged(name.value, name.text, name.score * _CUT, name.findings), part
    return result, span
