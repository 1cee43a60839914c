"""How honest the confidence is: its error, a diagram, and what each bound of acceptance costs and saves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise

from bench.scoring import FieldScore
from hoso.app.calibration.bounds import Cost, calibration_error, cost_of, costs
from hoso.app.calibration.labelled import keystrokes

#: The diagram's bars are this wide, finer where nearly everything lies.
_EDGES = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.96, 0.98, 0.99, 0.995, 1.0)
_SIZE, _MARGIN = 420, 48
_BAR, _GAP, _LINE = "#4a7fb5", "#d9822b", "#8a8a8a"


def weighed(fields: Iterable[FieldScore]) -> list[FieldScore]:
    """The printed fields that have a value and so a confidence."""
    return [field for field in fields if field.value is not None and not field.handwritten]


def error_of(fields: Sequence[FieldScore]) -> float:
    """The expected calibration error over 15 equal ranges, 0 to 1."""
    known = weighed(fields)
    return calibration_error([field.confidence for field in known], [field.right for field in known])


def bound_costs(fields: Sequence[FieldScore]) -> list[Cost]:
    """What accepting from each bound on does, and what the bounds in force did (`as decided`)."""
    printed = [field for field in fields if field.truth is not None and not field.handwritten]
    keys = sum(keystrokes(field.truth) for field in printed)
    rows = [(field.accepted, _row(field)) for field in weighed(fields)]
    taken = [row for accepted, row in rows if accepted]
    every = costs((row for _, row in rows), keys, len(printed))
    return [*every, cost_of("as decided", taken, keys, len(printed))]


def _row(field: FieldScore) -> tuple[float, bool, bool, int]:
    return field.confidence, field.status in ("accepted", "review"), field.right, keystrokes(field.truth)


def diagram(fields: Sequence[FieldScore], title: str) -> str:
    """The reliability diagram as SVG: for each range of confidence the share that is right."""
    known = weighed(fields)
    side = _SIZE - 2 * _MARGIN
    parts = [_axes(side), f'<text x="{_MARGIN}" y="22" font-size="13">{escape(title)}</text>']
    for low, high in pairwise(_EDGES):
        inside = [f for f in known if low < f.confidence <= high or (low == 0.0 == f.confidence)]
        if inside:
            parts.append(_bar(inside, low, high, side))
    parts.append(
        f'<text x="{_MARGIN}" y="{_SIZE - 8}" font-size="11">confidence → · {len(known)} values · '
        f"ECE {100 * error_of(known):.2f} % · orange: the mean confidence of the range</text>"
    )
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}" width="{_SIZE}" '
        f'height="{_SIZE}" font-family="sans-serif">\n<rect width="100%" height="100%" fill="white"/>\n'
        f"{body}\n</svg>\n"
    )


def _at(share: float, side: int) -> float:
    return _MARGIN + side * (1 - share)


def _axes(side: int) -> str:
    ticks = "".join(
        f'<text x="{_MARGIN - 6}" y="{_at(t, side) + 4:.1f}" font-size="10" text-anchor="end">{t:g}</text>'
        f'<text x="{_MARGIN + side * t:.1f}" y="{_MARGIN + side + 14}" font-size="10" '
        f'text-anchor="middle">{t:g}</text>'
        for t in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    )
    return (
        f'<rect x="{_MARGIN}" y="{_MARGIN}" width="{side}" height="{side}" fill="none" stroke="{_LINE}"/>'
        f'<line x1="{_MARGIN}" y1="{_MARGIN + side}" x2="{_MARGIN + side}" y2="{_MARGIN}" stroke="{_LINE}" '
        f'stroke-dasharray="4 3"/>{ticks}'
    )


def _bar(fields: Sequence[FieldScore], low: float, high: float, side: int) -> str:
    right = sum(field.right for field in fields) / len(fields)
    mean = sum(field.confidence for field in fields) / len(fields)
    left, width = _MARGIN + side * low, max(1.0, side * (high - low) - 0.5)
    said = f"{low:g}–{high:g}: {len(fields)} values, {100 * right:.1f} % right, {100 * mean:.1f} % claimed"
    return (
        f'<g><title>{said}</title><rect x="{left:.1f}" y="{_at(right, side):.1f}" width="{width:.1f}" '
        f'height="{side * right:.1f}" fill="{_BAR}" fill-opacity="0.75"/><line x1="{left:.1f}" '
        f'x2="{left + width:.1f}" y1="{_at(mean, side):.1f}" y2="{_at(mean, side):.1f}" stroke="{_GAP}" '
        f'stroke-width="2"/></g>'
    )
