"""How sure a value is, and whether that is sure enough to need no look.

The figures were set on sample papers (see `bench/results/accuracy.md`): of the values accepted at these
bounds about one in a hundred and fifty was wrong. Free text is the exception: a sentence may lose its end
without any word of it being doubtful, so that it always goes to a person.
"""

from __future__ import annotations

from dataclasses import dataclass

from hoso.pipeline.normalise import Normalised
from hoso.schemas.catalogue import FieldSpec
from hoso.schemas.records import FieldStatus

#: Least probability to be accepted without a look.
ACCEPT = 0.90
#: Print read below this confidence with nothing sensible in it is illegible, not a guess.
_ILLEGIBLE = 0.45
#: Kinds of many words without a grammar that could contradict them, and the most such a value can reach.
_FREE_TEXT = frozenset({"text", "phrase", "marital_status", "issuer"})
_FREE_TEXT_MOST = 0.88
#: In a list of names of places one doubtful word spoils the whole.
_WORDY = frozenset({"address", "place", "land_use_purpose", "time_term"})
_WORDY_LEAST, _WORDY_MOST = 0.975, 0.85
_SUSPICIOUS_MOST = 0.6
_USUAL_OCR, _USUAL_LABEL = 0.93, 0.95


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a value: its normalised form, the engine's weakest word, the label's likeness."""

    spec: FieldSpec
    result: Normalised
    ocr: float
    label: float


def judge(evidence: Evidence) -> tuple[float, FieldStatus]:
    """The probability that the value is right, and the status that follows."""
    result = evidence.result
    if result.value is None:
        return min(0.3, evidence.ocr), "illegible"
    if result.validity == "invalid":
        return min(0.3, evidence.ocr), "illegible" if evidence.ocr < _ILLEGIBLE else "review"
    reading = min(1.0, evidence.ocr / _USUAL_OCR) ** 0.8
    place = min(1.0, evidence.label / _USUAL_LABEL)
    probability = min(reading * result.score**0.5 * place, _most(evidence))
    return min(0.999, probability), "accepted" if probability >= ACCEPT else "review"


def _most(evidence: Evidence) -> float:
    """The bound that the value's kind and form set, whatever else speaks for it."""
    if evidence.result.validity == "suspicious":
        return _SUSPICIOUS_MOST
    if evidence.spec.kind in _FREE_TEXT:
        return _FREE_TEXT_MOST
    if evidence.spec.kind in _WORDY and evidence.ocr < _WORDY_LEAST:
        return _WORDY_MOST
    return 1.0
