"""Accuracy on fresh sample papers: types, fields, what is let through, characters, turn and tilt."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.scoring import FieldScore, PaperScore, character_errors, score_papers
from hoso.app.reading import find_inputs, read_all
from hoso.pipeline.load import Limits


@dataclass(frozen=True, slots=True)
class SampleScore:
    """All that was measured on one sample file."""

    papers: tuple[PaperScore, ...]
    character_errors: int
    characters: int
    turns_right: int
    pages: int
    tilt_errors: tuple[float, ...]
    seconds: float


def measure(folder: Path, jobs: int) -> list[SampleScore]:
    """Read every sample of the folder and score it against the truth beside it."""
    scans = [path for path in sorted(folder.iterdir()) if path.suffix in (".pdf", ".jpg", ".tif", ".png")]
    inputs = find_inputs(scans)
    scores = []
    for item, answer in read_all(inputs, None, jobs, Limits()):
        truth = json.loads(item.path.with_suffix(".json").read_text(encoding="utf-8"))
        scores.append(_score(truth, answer))
    return scores


def _score(truth: Mapping[str, Any], answer: Mapping[str, Any]) -> SampleScore:
    pages = [page for page in truth["pages"] if not page["blank"]]
    read = {page["number"]: page for page in answer.get("pages", ())}
    found = [(page, read[page["number"]]) for page in pages if page["number"] in read]
    turned = [(page, got) for page, got in found if page["rotation"] == got["rotation"]]
    errors = [character_errors(page["text"], got["text"]) for page, got in found if "text" in page]
    return SampleScore(
        tuple(score_papers(truth, answer)),
        sum(error for error, _ in errors),
        sum(length for _, length in errors),
        len(turned),
        len(pages),
        tuple(abs(page["skew_degrees"] - got["skew_degrees"]) for page, got in turned),
        answer.get("seconds", 0.0),
    )


def share(part: float, whole: float) -> float:
    """The share in per cent; 100 when there is nothing to share."""
    return 100.0 * part / whole if whole else 100.0


def summary(scores: Sequence[SampleScore]) -> dict[str, Any]:
    """The figures over all the samples."""
    papers = [paper for score in scores for paper in score.papers]
    fields = [f for paper in papers for f in paper.fields if not f.handwritten]
    printed = [f for f in fields if f.truth is not None]
    accepted = [f for f in fields if f.accepted]
    tilts = sorted(tilt for score in scores for tilt in score.tilt_errors)
    return {
        "papers": len(papers),
        "type_right_percent": round(share(sum(p.doc_type == p.read_type for p in papers), len(papers)), 2),
        "fields": len(printed),
        "field_exact_percent": round(share(sum(f.right for f in printed), len(printed)), 2),
        "invented_fields": sum(f.truth is None and f.value is not None for f in fields),
        "accepted_percent": round(share(sum(f.accepted for f in printed), len(printed)), 2),
        "wrong_among_accepted_percent": round(
            share(sum(not f.right for f in accepted), len(accepted)) if accepted else 0.0, 2
        ),
        "character_error_percent": round(
            share(sum(s.character_errors for s in scores), sum(s.characters for s in scores)), 2
        ),
        "turn_right_percent": round(
            share(sum(s.turns_right for s in scores), sum(s.pages for s in scores)), 2
        ),
        "tilt_error_median": round(tilts[len(tilts) // 2], 3) if tilts else None,
        "seconds_per_page": round(sum(s.seconds for s in scores) / max(1, sum(s.pages for s in scores)), 3),
    }


def by_level(scores: Iterable[SampleScore]) -> dict[str, list[SampleScore]]:
    """The samples of each level of damage."""
    levels: dict[str, list[SampleScore]] = defaultdict(list)
    for score in scores:
        levels[score.papers[0].level].append(score)
    return dict(levels)


def worst_fields(scores: Sequence[SampleScore]) -> list[tuple[str, str, int, int]]:
    """Type, field, times wrong and times printed, the most often wrong first."""
    counts: dict[tuple[str, str], list[FieldScore]] = defaultdict(list)
    for score in scores:
        for paper in score.papers:
            for field in paper.fields:
                if not field.handwritten:
                    counts[field.doc_type, field.key].append(field)
    rows = [(t, k, sum(not f.right for f in fs), len(fs)) for (t, k), fs in counts.items()]
    return sorted((row for row in rows if row[2]), key=lambda row: -row[2])
