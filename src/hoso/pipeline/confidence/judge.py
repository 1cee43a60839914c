"""How sure a value is, and whether that is sure enough to need no look.

The probability comes from a fitted scale; what it may not overrule stands here: a value that no paper can
have, one that its own form makes doubtful, one that breaks off or has marks strewn in it, and one that
contradicts another field always go to a person.
"""

from __future__ import annotations

from hoso.pipeline.confidence.evidence import Evidence
from hoso.pipeline.confidence.scale import Scale, packaged_scale
from hoso.schemas.records import FieldStatus

#: Print read below this confidence with nothing sensible in it is illegible, not a guess.
_ILLEGIBLE = 0.45
#: Handwriting is legible where independent readings agree on every word; that makes them surer than this.
_LEGIBLE_HAND = 0.9
#: Values that only stand in for one with a label of its own are found less surely than this.
_STAND_IN = 0.75
#: The most that a value is worth which cannot be one.
_NO_VALUE_MOST = 0.3


def unread(evidence: Evidence) -> tuple[float, FieldStatus] | None:
    """What follows from form or hand alone, where no value can be had; `None`: there is one to weigh."""
    result, weakest = evidence.result, evidence.weakest
    if evidence.by_hand and weakest < _LEGIBLE_HAND:
        return min(_NO_VALUE_MOST, weakest), "illegible"
    if result.value is not None and result.validity != "invalid":
        return None
    illegible = result.value is None or weakest < _ILLEGIBLE
    return min(_NO_VALUE_MOST, weakest), "illegible" if illegible else "review"


def may_be_accepted(evidence: Evidence) -> bool:
    """Whether nothing but its probability stands against accepting the value."""
    stands_in = evidence.spec.unsure and evidence.label < _STAND_IN
    sound = evidence.result.validity == "ok" and not evidence.contradicted
    whole = not evidence.breaks_off and not evidence.strewn
    return sound and whole and not stands_in and not evidence.by_hand


def judge(evidence: Evidence, scale: Scale | None = None) -> tuple[float, FieldStatus]:
    """The probability that the value is right, and the status that follows."""
    without_value = unread(evidence)
    if without_value:
        return without_value
    scale = scale or packaged_scale()
    probability = scale.field_probability(evidence)
    enough = probability >= scale.bound(evidence.spec.kind).least
    return probability, "accepted" if enough and may_be_accepted(evidence) else "review"
