"""Knowing what is not known: the evidence for each value, and the calibrated probability that follows."""

from hoso.pipeline.confidence.agreement import confirmed, contradicted
from hoso.pipeline.confidence.evidence import DIRECTIONS, FEATURES, Evidence, Setting, vector
from hoso.pipeline.confidence.judge import judge, may_be_accepted, unread
from hoso.pipeline.confidence.paper_type import TYPE_DIRECTIONS, TYPE_FEATURES, TypeEvidence, type_vector
from hoso.pipeline.confidence.scale import Bound, Scale, Scorer, packaged_scale
from hoso.pipeline.confidence.surroundings import Surroundings

__all__ = [
    "DIRECTIONS",
    "FEATURES",
    "TYPE_DIRECTIONS",
    "TYPE_FEATURES",
    "Bound",
    "Evidence",
    "Scale",
    "Scorer",
    "Setting",
    "Surroundings",
    "TypeEvidence",
    "confirmed",
    "contradicted",
    "judge",
    "may_be_accepted",
    "packaged_scale",
    "type_vector",
    "unread",
    "vector",
]
