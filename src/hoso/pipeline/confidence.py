"""How sure a value is, and whether that is sure enough to need no look."""

from __future__ import annotations

from dataclasses import dataclass

from hoso.pipeline.normalise import Normalised
from hoso.schemas.catalogue import FieldSpec
from hoso.schemas.records import FieldStatus

#: Least probability to be accepted without a look.
ACCEPT = 0.90
#: Print read below this confidence with nothing sensible in it is illegible, not a guess.
_ILLEGIBLE = 0.45


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
    if result.value is None or result.validity == "invalid":
        return min(
            0.3, evidence.ocr
        ), "illegible" if evidence.ocr < _ILLEGIBLE or result.value is None else "review"
    probability = min(1.0, evidence.ocr / 0.93) ** 0.8 * result.score**0.5 * min(1.0, evidence.label / 0.95)
    if result.validity == "suspicious":
        probability = min(probability, 0.6)
    return min(0.999, probability), "accepted" if probability >= ACCEPT else "review"
