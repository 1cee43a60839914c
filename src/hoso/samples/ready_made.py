"""The small set of samples that comes with the project: every type, level and kind of file once or more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from random import Random

from hoso.samples.degrade import Machine
from hoso.samples.make import Order, Sample, build, make_mixed, pick_family
from hoso.samples.paper import compose
from hoso.samples.render import Renderer


@dataclass(frozen=True, slots=True)
class Wanted:
    """One sample of the set: seeds are tried from `seed` on until its pages lie as `rotation` says."""

    name: str
    doc_type: str
    level: str
    suffix: str
    seed: int
    purpose: str
    rotation: int | None = None
    bilevel: bool | None = None
    mixed: tuple[str, ...] = ()


READY_MADE: Sequence[Wanted] = (
    Wanted("birth-certificate-clean-01", "birth_certificate", "clean", "pdf", 11, "a plain scan"),
    Wanted("birth-certificate-office-01", "birth_certificate", "office", "pdf", 21, "a feeder's scan", 0),
    Wanted("birth-certificate-office-02", "birth_certificate", "office", "jpg", 31, "upside down", 180),
    Wanted("birth-certificate-poor-01", "birth_certificate", "poor", "pdf", 41, "an old copy", 0, False),
    Wanted("birth-certificate-phone-01", "birth_certificate", "phone", "jpg", 51, "a photo on a desk"),
    Wanted("birth-extract-clean-01", "birth_extract", "clean", "pdf", 61, "two numbers and two dates"),
    Wanted("birth-extract-office-01", "birth_extract", "office", "tif", 71, "TIFF", 0),
    Wanted("birth-extract-poor-01", "birth_extract", "poor", "tif", 81, "black and white fax", None, True),
    Wanted("marriage-certificate-clean-01", "marriage_certificate", "clean", "pdf", 91, "two people"),
    Wanted("marriage-certificate-office-01", "marriage_certificate", "office", "pdf", 101, "sideways", 90),
    Wanted("marriage-certificate-office-02", "marriage_certificate", "office", "jpg", 111, "two people", 0),
    Wanted("marriage-certificate-phone-01", "marriage_certificate", "phone", "jpg", 121, "a photo on a desk"),
    Wanted("marital-status-clean-01", "marital_status_confirmation", "clean", "pdf", 131, "running text"),
    Wanted("marital-status-office-01", "marital_status_confirmation", "office", "pdf", 141, "running text", 0),
    Wanted("marital-status-office-02", "marital_status_confirmation", "office", "tif", 151, "TIFF", 0),
    Wanted("land-certificate-clean-01", "land_use_certificate", "clean", "pdf", 161, "several pages"),
    Wanted("land-certificate-office-01", "land_use_certificate", "office", "pdf", 171, "several pages", 0),
    Wanted("land-certificate-office-02", "land_use_certificate", "office", "tif", 181, "several pages", 0),
    Wanted("land-change-clean-01", "land_change_registration", "clean", "pdf", 191, "a form of the land office"),
    Wanted("land-change-office-01", "land_change_registration", "office", "pdf", 201, "numbers in a sentence", 0),
    Wanted("land-change-poor-01", "land_change_registration", "poor", "pdf", 211, "an old copy", 0, False),
    Wanted("other-office-01", "other", "office", "pdf", 221, "a paper of no known type", 0),
    Wanted("other-office-02", "other", "office", "jpg", 231, "a paper of no known type", 0),
    Wanted("mixed-office-01", "", "office", "pdf", 241, "three papers and a blank page in one scan", 0,
           mixed=("birth_certificate", "marriage_certificate", "marital_status_confirmation")),
)  # fmt: skip

#: Kept small: 150 dpi and strong compression, still well readable.
_DPI, _QUALITY, _QUALITY_OF_PHOTO, _MOST_TRIES = 150, 50, 45, 60


def _small(wanted: Wanted, machine: Machine) -> Machine:
    """The machine's settings for a small file of the wanted kind."""
    quality = _QUALITY_OF_PHOTO if wanted.level == "phone" else _QUALITY
    dpi = 200 if wanted.bilevel else _DPI
    bilevel = machine.bilevel if wanted.bilevel is None else wanted.bilevel
    return replace(
        machine, suffix=wanted.suffix, dpi=dpi, quality=quality, bilevel=bilevel, grey=wanted.suffix == "tif"
    )


def make_ready(renderer: Renderer, wanted: Wanted) -> Sample:
    """The wanted sample under its own name; `LookupError` when no seed nearby gives it."""
    for seed in count(wanted.seed):
        if seed - wanted.seed > _MOST_TRIES:
            raise LookupError(f"no seed gives {wanted.name}")
        sample = _attempt(renderer, wanted, seed)
        turns = {page["rotation"] for page in sample.truth["pages"] if not page["blank"]}
        if wanted.rotation is None or turns == {wanted.rotation}:
            truth = sample.truth | {"file": f"{wanted.name}.{sample.suffix}"}
            return replace(sample, name=wanted.name, truth=truth)
    raise AssertionError("unreachable: the seeds never end")


def _attempt(renderer: Renderer, wanted: Wanted, seed: int) -> Sample:
    if wanted.mixed:
        return make_mixed(renderer, seed, wanted.mixed, wanted.level, adjust=lambda m: _small(wanted, m))
    family = pick_family(seed, wanted.doc_type, held_out=False)
    paper = compose(Random(f"paper {seed} {family.name}"), family)
    order = Order(seed, wanted.doc_type, wanted.level, family.name)
    drawn = (paper, renderer.render(paper))
    return build(order, [drawn], adjust=lambda machine: _small(wanted, machine))


def write_ready_made(out: Path) -> Iterator[Path]:
    """Write the set into the folder, file by file."""
    out.mkdir(parents=True, exist_ok=True)
    with Renderer() as renderer:
        for wanted in READY_MADE:
            yield make_ready(renderer, wanted).save(out)


def table() -> str:
    """The set as rows of a Markdown table, for the folder's README."""
    rows = ("| file | type | level | what for | first seed |", "|---|---|---|---|---|")
    lines = (
        f"| `{w.name}.{w.suffix}` | {', '.join(w.mixed) or w.doc_type} | {w.level} | {w.purpose} | {w.seed} |"
        for w in READY_MADE
    )
    return "\n".join([*rows, *lines]) + "\n"
