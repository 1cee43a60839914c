"""Turns read text into values by kind, and says how plausible each is; pure, no I/O but packaged data."""

from hoso.pipeline.normalise.dates import DateReading, parse_date
from hoso.pipeline.normalise.registry import KINDS, normalise
from hoso.pipeline.normalise.resolve import resolve_address
from hoso.pipeline.normalise.result import Normalised, Validity

__all__ = ["KINDS", "DateReading", "Normalised", "Validity", "normalise", "parse_date", "resolve_address"]
