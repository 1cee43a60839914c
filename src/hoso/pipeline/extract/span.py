"""The words of one value."""

from __future__ import annotations

from dataclasses import dataclass

from hoso.pipeline.extract.value_words import goes_on
from hoso.pipeline.layout.rows import Token
from hoso.schemas.geometry import Box


@dataclass(frozen=True, slots=True)
class Span:
    """The words of one value, all on one page."""

    tokens: tuple[Token, ...]
    page: int

    @property
    def text(self) -> str:
        text = ""
        for token, following in zip(self.tokens, [*self.tokens[1:], None], strict=True):
            text += token.word.text
            if following is not None:
                text += "" if goes_on(token, following) else " "
        return text

    @property
    def box(self) -> Box:
        return Box.around(token.word.box for token in self.tokens)

    @property
    def confidence(self) -> float:
        """The engine's confidence in the weakest word that counts."""
        weighed = [t.word.confidence for t in self.tokens if t.folded]
        return min(weighed, default=0.0)
