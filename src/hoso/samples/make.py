"""Makes samples: a paper is drawn, rendered, scanned or photographed, and written with its truth."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from hoso.samples import registry
from hoso.samples.containers import encode
from hoso.samples.degrade import Machine, draw_machine, scan_page
from hoso.samples.effects import Image
from hoso.samples.paper import Family, Paper, compose
from hoso.samples.render import Renderer, Sheet
from hoso.samples.truth import MAKER_VERSION, document_truth, page_truth

CHUNK = 20
Adjust = Callable[[Machine], Machine]
Rendered = tuple[Paper, Sequence[Sheet]]


@dataclass(frozen=True, slots=True)
class Sample:
    """One file with its truth; `name` has no suffix."""

    name: str
    data: bytes
    suffix: str
    truth: dict[str, Any]

    def save(self, out: Path) -> Path:
        """Write the file and its truth into the folder; the file's path."""
        path = out / f"{self.name}.{self.suffix}"
        path.write_bytes(self.data)
        text = json.dumps(self.truth, ensure_ascii=False, indent=1)
        path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
        return path


@dataclass(frozen=True, slots=True)
class Order:
    """What one sample shall be; `family` by name."""

    seed: int
    doc_type: str
    level: str
    family: str
    hand: bool = False


def pick_family(seed: int, doc_type: str, held_out: bool | None = None) -> Family:
    """The family that a seed draws for a type. Errors: `ValueError` when the type has none."""
    choice = registry.families(doc_type, held_out)
    if not choice:
        raise ValueError(f"no family of {doc_type}")
    return Random(f"family {seed} {doc_type}").choice(choice)


def make_sample(
    renderer: Renderer, seed: int, doc_type: str, level: str, family: str = "", hand: bool = False
) -> Sample:
    """One paper of the type as a file of the level; the same arguments give the same bytes.

    The paper follows from the seed and the family alone: the levels of one seed show the same paper.
    """
    chosen = registry.family_named(family) if family else pick_family(seed, doc_type)
    order = Order(seed, doc_type, level, chosen.name, hand)
    return build(order, [_drawn(renderer, seed, chosen, hand)])


def make_mixed(
    renderer: Renderer,
    seed: int,
    doc_types: Sequence[str],
    level: str,
    blank_after: int = 1,
    adjust: Adjust | None = None,
) -> Sample:
    """A PDF of several papers, with a blank page after the paper of that number (from 1)."""
    kinds = [pick_family(seed + k, doc_type) for k, doc_type in enumerate(doc_types)]
    papers = [_drawn(renderer, seed + k, family) for k, family in enumerate(kinds)]
    return build(Order(seed, "mixed", level, "mixed"), papers, blank_after, adjust)


def _drawn(renderer: Renderer, seed: int, family: Family, hand: bool = False) -> Rendered:
    paper = compose(Random(f"paper {seed} {family.name}"), family, hand)
    return paper, renderer.render(paper)


def build(
    order: Order, papers: Sequence[Rendered], blank_after: int = 0, adjust: Adjust | None = None
) -> Sample:
    """The file of the rendered papers and its truth; `adjust` changes the drawn settings of the machine."""
    rng = np.random.default_rng([order.seed, *order.level.encode()])
    leaves = list(_leaves(papers, blank_after))
    machine = draw_machine(rng, order.level, len(leaves))
    machine = replace(machine, suffix="pdf") if len(papers) > 1 else machine
    machine = adjust(machine) if adjust else machine
    images = [_image(leaf, leaves) for leaf in leaves]
    scans = [scan_page(image, images[k - 1], rng, machine) for k, image in enumerate(images)]
    name = f"{order.doc_type}-{order.level}-{order.seed}"
    truth = {
        "file": f"{name}.{machine.suffix}", "maker_version": MAKER_VERSION, "seed": order.seed,
        "level": order.level, "family": order.family,
        "pages": [page_truth(k, scan, leaves[k - 1]) for k, scan in enumerate(scans, 1)],
        "documents": [document_truth(paper, _numbered(sheets, leaves)) for paper, sheets in papers],
    }  # fmt: skip
    return Sample(name, encode(scans, machine), machine.suffix, truth)


def _leaves(papers: Sequence[Rendered], blank_after: int) -> Iterator[Sheet | None]:
    """The pages in order, `None` for a blank one."""
    for number, (_, sheets) in enumerate(papers, 1):
        yield from sheets
        if number == blank_after:
            yield None


def _image(leaf: Sheet | None, leaves: Sequence[Sheet | None]) -> Image:
    """The page's picture; a blank page is as large as the first page."""
    shape = next(sheet.image.shape for sheet in leaves if sheet)
    return leaf.image if leaf else np.full(shape, 255, np.uint8)


def _numbered(sheets: Sequence[Sheet], leaves: Sequence[Sheet | None]) -> dict[int, Sheet]:
    own = {id(sheet) for sheet in sheets}
    return {number: leaf for number, leaf in enumerate(leaves, 1) if leaf is not None and id(leaf) in own}


def write_samples(  # noqa: PLR0913  # each is one option of the command
    out: Path,
    count: int,
    doc_types: Sequence[str],
    levels: Sequence[str],
    seed: int,
    *,
    jobs: int = 1,
    held_out: bool | None = None,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Write `count` samples with the seeds from `seed` on, types and levels in turn.

    `held_out` keeps to the families kept for reports (True) or to the others (False). `progress` is called
    with how many more are written.
    """
    out.mkdir(parents=True, exist_ok=True)
    orders = _orders(count, doc_types, levels, seed, held_out)
    if jobs <= 1:
        for written in _write_each(out, orders):
            _tell(progress, written)
        return
    chunks = [orders[start : start + CHUNK] for start in range(0, count, CHUNK)]
    with ProcessPoolExecutor(min(jobs, len(chunks) or 1), mp_context=get_context("spawn")) as pool:
        for done in as_completed([pool.submit(_write_all, out, chunk) for chunk in chunks]):
            _tell(progress, done.result())


def _orders(
    count: int, doc_types: Sequence[str], levels: Sequence[str], seed: int, held_out: bool | None
) -> list[Order]:
    orders = []
    for k in range(count):
        doc_type, level = doc_types[k % len(doc_types)], levels[k // len(doc_types) % len(levels)]
        orders.append(Order(seed + k, doc_type, level, pick_family(seed + k, doc_type, held_out).name))
    return orders


def _write_each(out: Path, orders: Sequence[Order]) -> Iterator[int]:
    with Renderer() as renderer:
        for order in orders:
            make_sample(renderer, order.seed, order.doc_type, order.level, order.family, order.hand).save(out)
            yield 1


def _write_all(out: Path, orders: Sequence[Order]) -> int:
    return sum(_write_each(out, orders))


def _tell(progress: Callable[[int], None] | None, written: int) -> None:
    if progress:
        progress(written)
