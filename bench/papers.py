"""Fresh papers for the benchmarks, from the sample maker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from hoso.samples import registry
from hoso.samples.degrade import Machine
from hoso.samples.make import Order, Sample, build, make_mixed, pick_family, write_samples
from hoso.samples.paper import A4, A4_LANDSCAPE, compose
from hoso.samples.render import Renderer


def types_of(held_out: bool | None) -> list[str]:
    """The types of paper that the maker knows; with `held_out` those with a family kept for reports."""
    return [name for name in registry.DOC_TYPES if registry.families(name, held_out)]


def make_papers(
    folder: Path,
    count: int,
    levels: Sequence[str],
    seed: int,
    *,
    held_out: bool | None,
    jobs: int,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Write that many papers of all types and the levels in turn, each with its truth."""
    types = types_of(held_out)
    write_samples(
        folder, count, types, levels, seed, jobs=jobs, held_out=held_out, progress=progress
    )  # fmt: skip


def make_batches(folder: Path, count: int, seed: int, progress: Callable[[int], None] | None = None) -> None:
    """Write that many PDFs of three or four papers in one scan, with a blank page among them."""
    folder.mkdir(parents=True, exist_ok=True)
    names = types_of(None)
    with Renderer() as renderer:
        for number in range(count):
            random = Random(f"batch {seed + number}")
            types = random.sample(names, random.choice((3, 4)))
            make_mixed(renderer, seed + 10 * number, types, "office", random.choice((1, 2))).save(folder)
            if progress:
                progress(1)


def make_pages(folder: Path, count: int, seed: int, progress: Callable[[int], None] | None = None) -> None:
    """Write that many A4 pages as an office scanner gives them, each a PDF of its own with its truth."""
    folder.mkdir(parents=True, exist_ok=True)
    types = [
        name for name in types_of(None) if any(f.size in (A4, A4_LANDSCAPE) for f in registry.families(name))
    ]
    with Renderer() as renderer:
        for number in range(count):
            sample = _page(renderer, seed + number, types[number % len(types)])
            replace(sample, name=f"page-{number + 1:03d}").save(folder)
            if progress:
                progress(1)


def _page(renderer: Renderer, seed: int, doc_type: str) -> Sample:
    """One page: the first of a paper of the type, of a family in A4."""
    tries = (pick_family(at, doc_type) for at in range(seed, seed + 1000))
    family = next(family for family in tries if family.size in (A4, A4_LANDSCAPE))
    paper = compose(Random(f"paper {seed} {family.name}"), family)
    sheets = renderer.render(paper)[:1]
    return build(Order(seed, doc_type, "office", family.name), [(paper, sheets)], adjust=_as_pdf)


def _as_pdf(machine: Machine) -> Machine:
    return replace(machine, suffix="pdf")
