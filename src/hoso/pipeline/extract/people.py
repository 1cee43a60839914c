"""Names of one paper: doubtful syllables settled by the lexicon, and what to ask a person about."""

from __future__ import annotations

from dataclasses import replace

from hoso.pipeline.extract.span import Span
from hoso.pipeline.normalise import Normalised
from hoso.pipeline.normalise.name_choice import choose
from hoso.pipeline.normalise.names import normalise_name
from hoso.pipeline.normalise.result import judged

#: What a remark about a syllable leaves of the score.
_ASKED = 0.6


def named(result: Normalised, span: Span) -> tuple[Normalised, Span]:
    """The name with its doubtful syllables settled, and its words as sure as the lexicon makes them."""
    if not isinstance(result.value, str):
        return result, span
    done = choose(result.value, tuple(token.word for token in span.tokens))
    pairs = zip(span.tokens, done.words, strict=True)
    span = Span(tuple(replace(token, word=word) for token, word in pairs), span.page)
    if done.name != result.value:
        again = normalise_name(done.name)
        result = judged(done.name, result.text, again.score, again.findings)
    if not done.findings:
        return result, span
    score = result.score * _ASKED ** len(done.findings)
    return judged(result.value, result.text, score, (*result.findings, *done.findings)), span
