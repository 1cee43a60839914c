"""Scales of confidence set by hand, so that tests do not hang on what a fit happens to give."""

from __future__ import annotations

from hoso.pipeline.confidence import Bound, Scale, Scorer

#: The engine's figure for the weakest word is the probability; nine in ten are enough.
BY_WEAKEST = Scorer(("weakest",), 0.0, (1.0,), (), ((0.0, 0.0), (1.0, 1.0)))
BY_RULE = Scorer(("rule",), 0.0, (1.0,), (), ((0.0, 0.0), (1.0, 1.0)))
EASY = Scale(BY_WEAKEST, BY_RULE, {}, Bound(0.9), Bound(0.9), {})
