"""What normalising a read text gives, and short ways to build it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hoso.schemas.records import Finding, Severity, Value

Validity = Literal["ok", "suspicious", "invalid", "empty"]


@dataclass(frozen=True, slots=True)
class Normalised:
    """A value made from a read text (`contract.md` 3), and how far grammar and word lists support it.

    `value` is None when nothing sensible could be made. `text` is the cleaned text as read. `empty` means
    that the paper itself says "nothing here". `score` runs from 0 to 1 and is not a calibrated probability.
    The findings leave `field` open; the caller knows it.
    """

    value: Value
    text: str
    validity: Validity
    score: float
    findings: tuple[Finding, ...] = ()


def note(code: str, message: str, severity: Severity = "warning") -> Finding:
    """A remark about the value at hand; `message` is Vietnamese / English."""
    return Finding(code, severity, message)


def empty(text: str) -> Normalised:
    """Nothing stands there, and the paper means it so."""
    return Normalised(None, text, "empty", 1.0)


def invalid(text: str, finding: Finding, value: Value = None) -> Normalised:
    """No such value can exist; what was read may still be shown as `value`."""
    return Normalised(value, text, "invalid", 0.05, (finding,))


def judged(value: Value, text: str, score: float, findings: tuple[Finding, ...] = ()) -> Normalised:
    """A value whose validity follows from its findings: a warning or an error makes it suspicious."""
    doubtful = any(finding.severity != "info" for finding in findings)
    score = round(min(1.0, max(0.0, score)), 3)
    return Normalised(value, text, "suspicious" if doubtful else "ok", score, findings)
