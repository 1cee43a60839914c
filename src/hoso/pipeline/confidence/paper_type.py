"""What speaks for the type that was found for a paper: its title, what was found under it, and the print."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from hoso.pipeline.classify.doc_type import Verdict
from hoso.pipeline.classify.titles import Title
from hoso.pipeline.confidence.evidence import Evidence
from hoso.schemas.catalogue import OTHER
from hoso.schemas.pages import Page


@dataclass(frozen=True, slots=True)
class TypeEvidence:
    """The verdict on a paper's type, the titles of known types seen on it, and what was read under it.

    `present` are the keys of the fields that are on the paper, `values` what speaks for each printed value.
    """

    verdict: Verdict
    titles: Sequence[Title]
    present: frozenset[str]
    values: Sequence[Evidence]
    pages: Sequence[Page]

    @property
    def rival(self) -> float:
        """The likeness of the best title of another type, 0 to 1."""
        kind = self.verdict.kind
        return max((title.likeness for title in self.titles if title.kind is not kind), default=0.0)

    def share(self, *, required: bool) -> float:
        """The share of the type's fields, or of those it requires, that are on the paper; 1 for no field."""
        wanted = [spec.key for spec in self.verdict.kind.fields if spec.required or not required]
        return len(self.present.intersection(wanted)) / len(wanted) if wanted else 1.0

    @property
    def sound(self) -> float:
        """The mean support that the form of the found values gives them, 0 to 1; 0.5 for none."""
        scores = [value.result.score for value in self.values]
        return fmean(scores) if scores else 0.5


def _print(evidence: TypeEvidence) -> float:
    sure = [word.confidence for page in evidence.pages for word in page.words]
    return fmean(sure) if sure else 0.0


#: Each feature, and whether more of it speaks for the type (1), against it (-1) or neither (0).
_FEATURES: Mapping[str, tuple[Callable[[TypeEvidence], float], int]] = {
    "rule": (lambda e: e.verdict.confidence, 1),
    "titled": (lambda e: float(e.verdict.title is not None), 0),
    "likeness": (lambda e: e.verdict.title.likeness if e.verdict.title else 0.0, 0),
    "rival": (lambda e: e.rival, -1),
    "other": (lambda e: float(e.verdict.kind is OTHER), 0),
    "required": (lambda e: e.share(required=True), 1),
    "present": (lambda e: e.share(required=False), 1),
    "sound": (lambda e: e.sound, 1),
    "contradicted": (lambda e: float(sum(value.contradicted for value in e.values)), -1),
    "print": (_print, 0),
    "words": (lambda e: min(300.0, float(sum(len(page.words) for page in e.pages))), 0),
}
TYPE_FEATURES: tuple[str, ...] = tuple(_FEATURES)
TYPE_DIRECTIONS: tuple[int, ...] = tuple(direction for _, direction in _FEATURES.values())


def type_vector(evidence: TypeEvidence, names: Sequence[str] = TYPE_FEATURES) -> tuple[float, ...]:
    """The evidence as numbers, in the order of the names. `KeyError` for a name that is no feature."""
    return tuple(_FEATURES[name][0](evidence) for name in names)
