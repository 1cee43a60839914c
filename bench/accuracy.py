"""Accuracy on fresh sample papers: types, fields, what is let through, characters, turn and tilt."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.characters import CharacterScore, character_errors
from bench.reliability import bound_costs, diagram, error_of
from bench.report import Report, Table
from bench.scoring import FieldScore, PaperScore, score_papers
from hoso.app.inputs import find_inputs
from hoso.app.reading_pool import read_all
from hoso.pipeline.load import Limits

#: Fields shown in the list of the worst.
_WORST = 20
#: Ranges of the confidence by their upper ends.
_BINS = (
    ("0–0.5", 0.5),
    ("0.5–0.8", 0.8),
    ("0.8–0.9", 0.9),
    ("0.9–0.95", 0.95),
    ("0.95–0.98", 0.98),
    ("0.98–0.99", 0.99),
    ("0.99–1", 1.0),
)
#: Columns of the tables: the figure of `summary` and its short name.
_COLUMNS = {
    "papers": "papers",
    "type_right_percent": "type right %",
    "split_right_percent": "split right %",
    "fields": "fields",
    "field_exact_percent": "exact %",
    "accepted_percent": "accepted %",
    "wrong_among_accepted_percent": "wrong among accepted %",
    "calibration_error_percent": "ECE %",
    "invented_fields": "invented",
    "character_error_percent": "CER %",
    "turn_right_percent": "turn right %",
    "tilt_error_median": "tilt error °",
    "seconds_per_page": "s / page",
}
_BOUND_COLUMNS = ("accepted from", "values", "of printed %", "wrong", "wrong %", "keystrokes saved %")
_NOTES = (
    (
        "exact: the normalised value is exactly the truth; a field of a paper taken for another type is "
        "wrong. accepted: fields let through without a look; wrong among accepted: share of those that "
        "are not exact, invented ones included. invented: a value where the paper has none."
    ),
    (
        "CER: edits over the characters of the printed lines, white space and reading order aside; a line "
        "not even half read, and a page not read, count as lost with all their characters. extra "
        "characters: what fits no line (seals and patterns have no truth)."
    ),
    (
        "ECE: expected calibration error, the mean distance between the confidence and the share that is "
        "right over 15 ranges. A bound's keystrokes: those of the right values that nobody need type or "
        "check, Vietnamese marks counted as keys."
    ),
    (
        "tilt error: median over the pages turned rightly. s / page: wall time of one process, rendering "
        "of the PDF aside."
    ),
)


@dataclass(frozen=True, slots=True)
class SampleScore:
    """All that was measured on one sample file."""

    papers: tuple[PaperScore, ...]
    characters: CharacterScore
    turns_right: int
    pages: int
    tilt_errors: tuple[float, ...]
    seconds: float


def measure(folder: Path, jobs: int, progress: Callable[[int], None] | None = None) -> list[SampleScore]:
    """Read every sample of the folder and score it against the truth beside it."""
    scans = [path for path in sorted(folder.iterdir()) if path.suffix in (".pdf", ".jpg", ".tif", ".png")]
    scores = []
    for item, answer in read_all(find_inputs(scans), None, jobs, Limits()):
        truth = json.loads(item.path.with_suffix(".json").read_text(encoding="utf-8"))
        scores.append(_score(truth, answer))
        if progress:
            progress(1)
    return sorted(scores, key=lambda score: score.papers[0].sample)


def _score(truth: Mapping[str, Any], answer: Mapping[str, Any]) -> SampleScore:
    pages = [page for page in truth["pages"] if not page["blank"]]
    read = {page["number"]: page for page in answer.get("pages", ())}
    found = [(page, read[page["number"]]) for page in pages if page["number"] in read]
    turned = [(page, got) for page, got in found if page["rotation"] == got["rotation"]]
    return SampleScore(
        tuple(score_papers(truth, answer)),
        _characters(pages, read),
        len(turned),
        len(pages),
        tuple(abs(page["skew_degrees"] - got["skew_degrees"]) for page, got in turned),
        answer.get("seconds", 0.0),
    )


def _characters(pages: Iterable[Mapping[str, Any]], read: Mapping[int, Mapping[str, Any]]) -> CharacterScore:
    """The characters of a file's pages; those of a page that is not in the answer are all wrong."""
    each = [character_errors(page["text"], read.get(page["number"], {}).get("text", "")) for page in pages]
    return CharacterScore(
        sum(s.errors for s in each), sum(s.length for s in each), sum(s.extra for s in each)
    )


def share(part: float, whole: float) -> float:
    """The share in per cent; 100 when there is nothing to share."""
    return 100.0 * part / whole if whole else 100.0


def summary(scores: Sequence[SampleScore]) -> dict[str, Any]:
    """The figures over all the samples. Fields filled in by hand do not count."""
    papers = [paper for score in scores for paper in score.papers]
    pages = sum(score.pages for score in scores)
    tilts = [tilt for score in scores for tilt in score.tilt_errors]
    characters = sum(score.characters.length for score in scores)
    return {
        "papers": len(papers),
        "pages": pages,
        "type_right_percent": round(share(sum(p.doc_type == p.read_type for p in papers), len(papers)), 2),
        "split_right_percent": round(share(sum(p.whole for p in papers), len(papers)), 2),
        **_fields_summary([f for paper in papers for f in paper.fields if not f.handwritten]),
        "characters": characters,
        "character_error_percent": _rate(sum(score.characters.errors for score in scores), characters),
        "extra_characters_percent": _rate(sum(score.characters.extra for score in scores), characters),
        "turn_right_percent": round(share(sum(score.turns_right for score in scores), pages), 2),
        "tilt_error_median": round(median(tilts), 3) if tilts else None,
        "seconds_per_page": round(sum(score.seconds for score in scores) / max(1, pages), 3),
    }


def _fields_summary(fields: Sequence[FieldScore]) -> dict[str, Any]:
    printed = [f for f in fields if f.truth is not None]
    accepted = [f for f in fields if f.accepted]
    return {
        "fields": len(printed),
        "calibration_error_percent": round(100 * error_of(fields), 2),
        "field_exact_percent": round(share(sum(f.right for f in printed), len(printed)), 2),
        "invented_fields": sum(f.truth is None and f.value is not None for f in fields),
        "accepted_percent": round(share(sum(f.accepted for f in printed), len(printed)), 2),
        "accepted_fields": len(accepted),
        "wrong_among_accepted": sum(not f.right for f in accepted),
        "wrong_among_accepted_percent": _rate(sum(not f.right for f in accepted), len(accepted)),
    }


def _rate(bad: float, whole: float) -> float:
    """The share of errors in per cent; 0 when there is nothing that could be wrong."""
    return round(100.0 * bad / whole, 2) if whole else 0.0


def by_level(scores: Iterable[SampleScore]) -> dict[str, list[SampleScore]]:
    """The samples of each level of damage."""
    return _grouped(scores, lambda score: score.papers[0].level)


def by_type(scores: Iterable[SampleScore]) -> dict[str, list[SampleScore]]:
    """The samples of each type of paper."""
    return _grouped(scores, lambda score: score.papers[0].doc_type)


def by_type_and_level(scores: Iterable[SampleScore]) -> dict[str, list[SampleScore]]:
    """The samples of each type at each level of damage."""
    return _grouped(scores, lambda score: f"{score.papers[0].doc_type} / {score.papers[0].level}")


def by_family(scores: Iterable[SampleScore]) -> dict[str, list[SampleScore]]:
    """The samples of each family, that is, each layout of a type."""
    return _grouped(scores, lambda score: f"{score.papers[0].doc_type} / {score.papers[0].family}")


def _grouped(
    scores: Iterable[SampleScore], name: Callable[[SampleScore], str]
) -> dict[str, list[SampleScore]]:
    groups: dict[str, list[SampleScore]] = defaultdict(list)
    for score in scores:
        groups[name(score)].append(score)
    return {name: groups[name] for name in sorted(groups)}


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


def mistaken_types(scores: Iterable[SampleScore]) -> list[tuple[str, str, int]]:
    """The type of a paper, what it was taken for, and how often, the most frequent first."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for score in scores:
        for paper in score.papers:
            if paper.doc_type != paper.read_type:
                counts[paper.doc_type, paper.read_type or "not found"] += 1
    return sorted(((is_, read, n) for (is_, read), n in counts.items()), key=lambda row: -row[2])


def confusion(scores: Iterable[SampleScore]) -> dict[str, dict[str, int]]:
    """How often papers of each type were taken for each type (`not found`: the page opened no paper)."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for score in scores:
        for paper in score.papers:
            counts[paper.doc_type][paper.read_type or "not found"] += 1
    return {name: dict(sorted(counts[name].items())) for name in sorted(counts)}


def split_figures(scores: Sequence[SampleScore]) -> dict[str, Any]:
    """How well scans of several papers were parted: papers with exactly their pages, scans all right."""
    papers = [paper for score in scores for paper in score.papers]
    return {
        "scans": len(scores),
        "scans split exactly": sum(all(paper.whole for paper in score.papers) for score in scores),
        "papers": len(papers),
        "papers with exactly their pages": sum(paper.whole for paper in papers),
        "papers of the right type": sum(paper.doc_type == paper.read_type for paper in papers),
    }


def _confusion_table(scores: Sequence[SampleScore]) -> Table:
    """The matrix with a number for each type that papers were taken for."""
    counts = confusion(scores)
    read = sorted({name for row in counts.values() for name in row} | set(counts))
    number = {name: str(at) for at, name in enumerate(read, 1)}
    rows = [
        (f"{number[name]} {name}", *(row.get(other, 0) or None for other in read))
        for name, row in counts.items()
    ]
    return Table("Types: is (rows) and read as (columns)", ("type", *(number[name] for name in read)), rows)


def calibration(scores: Iterable[SampleScore]) -> list[tuple[str, int, float, float]]:
    """How honest the confidence is: range, fields in it, mean confidence and share right in per cent."""
    bins: dict[str, list[FieldScore]] = {name: [] for name, _ in _BINS}
    fields = (field for score in scores for paper in score.papers for field in paper.fields)
    for field in fields:
        if field.value is not None and not field.handwritten:
            bins[next(name for name, most in _BINS if field.confidence <= most)].append(field)
    return [
        (
            name,
            len(fs),
            round(100 * sum(f.confidence for f in fs) / len(fs), 2),
            round(share(sum(f.right for f in fs), len(fs)), 2),
        )
        for name, fs in bins.items()
        if fs
    ]


def report(name: str, scores: Sequence[SampleScore], settings: Mapping[str, Any]) -> Report:
    """The tables of the benchmark."""
    groups = {
        "level": by_level(scores),
        "type": by_type(scores),
        "type_and_level": by_type_and_level(scores),
        "family": by_family(scores),
    }
    fields = [field for score in scores for paper in score.papers for field in paper.fields]
    price = bound_costs(fields)
    figures = {
        "all": summary(scores),
        **{
            f"by_{kind}": {key: summary(some) for key, some in found.items()}
            for kind, found in groups.items()
        },
        "types_read_as": confusion(scores),
        "bounds": [asdict(cost) for cost in price],
    }
    tables = [
        _table(f"By {kind.replace('_', ' ')}", kind.replace("_", " "), found, scores)
        for kind, found in groups.items()
    ]
    tables.append(_confusion_table(scores))
    tables.append(
        Table("Worst fields", ("type", "field", "wrong", "of"), worst_fields(scores)[:_WORST]),
    )
    if mistaken := mistaken_types(scores):
        tables.append(Table("Types mistaken", ("type", "taken for", "times"), mistaken))
    tables.append(
        Table("What a bound of acceptance costs and saves", _BOUND_COLUMNS, [astuple(cost) for cost in price])
    )
    columns = ("confidence", "fields", "mean confidence %", "right %")
    tables.append(Table("Honesty of the confidence", columns, calibration(scores)))
    picture = {"_reliability.svg": diagram(fields, "Of the values of a confidence, the share that is right")}
    return Report(name, "Accuracy on fresh sample papers", settings, figures, tables, _NOTES, picture)


def _table(
    title: str, kind: str, groups: Mapping[str, Sequence[SampleScore]], scores: Sequence[SampleScore]
) -> Table:
    rows = [(key, *_row(some)) for key, some in groups.items()]
    if kind == "level":
        rows.append(("all", *_row(scores)))
    return Table(title, (kind, *_COLUMNS.values()), rows)


def _row(scores: Sequence[SampleScore]) -> tuple[Any, ...]:
    figures = summary(scores)
    return tuple(figures[key] for key in _COLUMNS)
