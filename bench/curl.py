"""`python -m bench.curl`: characters misread on pages whose paper curls, with and without flattening.

Clean papers of layouts kept for reports are bent in known ways by so many millimetres, half as much at one
end of the sheet and half as much again at the other. Both readings are of the same pixels.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import patch

from rich.console import Console

from bench.characters import character_errors
from bench.papers import make_papers
from bench.report import Report, Table, show, surroundings, write
from hoso.pipeline.load import Limits, PageImage, load_pages
from hoso.pipeline.prepare import upright
from hoso.pipeline.prepare.ink import Pixels
from hoso.pipeline.recognise.engines import TesserocrEngine
from hoso.pipeline.recognise.page import recognise_page
from hoso.samples.effects import CURVES, curl

_RESULTS = Path(__file__).parent / "results"
DEPTHS_MM = (4, 8, 12)
_NEARER = (0.5, 1.5)
_NOTES = (
    (
        "Millimetres: how far the lines of a sheet are off in its middle. Characters as in the accuracy: "
        "without white space, whatever order columns were read in."
    ),
)

#: Shape and millimetres.
Way = tuple[str, int]
Errors = dict[tuple[Way, bool], Counter[str]]


def first_pages(folder: Path) -> Iterator[tuple[str, PageImage]]:
    """The text and the image of the first page of each sample."""
    for path in sorted(folder.glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        item = next(load_pages((folder / truth["file"]).read_bytes(), Limits()))
        if isinstance(item, PageImage):
            yield truth["pages"][0]["text"], item


def measure(folder: Path, console: Console) -> Errors:
    """Errors and characters of every way to bend, read flattened and as it is."""
    engine = TesserocrEngine()
    found: Errors = {}
    ways: list[Way] = [("flat", 0), *((shape, depth) for shape in CURVES for depth in DEPTHS_MM)]
    for number, (text, item) in enumerate(first_pages(folder), 1):
        console.print(f"{number} …", end=" ")
        for way in ways:
            pixels = _bent(item, way)
            for flattening in (True, False):
                off = patch.object(upright, "find_bend", lambda *_: None)
                with nullcontext() if flattening else off:
                    page = recognise_page(1, pixels, item.dpi, engine)
                score = character_errors(text, page.text)
                counted = found.setdefault((way, flattening), Counter())
                counted.update(errors=score.errors, length=score.length, seen=page.transform.bend is not None)
    console.print()
    return found


def _bent(item: PageImage, way: Way) -> Pixels:
    shape, depth = way
    if not depth:
        return item.pixels
    return curl(item.pixels, CURVES[shape], depth / 25.4 * item.dpi, _NEARER, (250, 250, 250))


def report(found: Errors, papers: int, seed: int) -> Report:
    """The table of error rates."""
    rate = {key: round(100 * c["errors"] / c["length"], 2) for key, c in found.items()}
    ways = [way for way, flattening in found if flattening]
    rows = [(*way, rate[way, False], rate[way, True], found[way, True]["seen"]) for way in ways]
    columns = ("shape", "mm", "as it is, errors %", "flattened, errors %", "pages flattened")
    figures = {f"{shape} {depth}": {"as it is": a, "flattened": b} for shape, depth, a, b, _ in rows}
    tables = [Table("Characters misread", columns, rows)]
    return Report(
        "curl", "Page curl", {"papers": papers, "level": "clean", "seed": seed}, figures, tables, _NOTES
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Make papers, bend them, read them both ways, and keep the table."""
    options = argparse.ArgumentParser(prog="python -m bench.curl", description=__doc__)
    options.add_argument("--papers", type=int, default=8, help="papers, a page of each")
    options.add_argument("--seed", type=int, default=910001, help="the seed of the first paper")
    options.add_argument("--results", type=Path, default=_RESULTS, help="where the results are kept")
    chosen = options.parse_args(arguments)
    around, console = surroundings(), Console(width=150)
    with tempfile.TemporaryDirectory() as folder:
        make_papers(Path(folder), chosen.papers, ("clean",), chosen.seed, held_out=True, jobs=1)
        found = measure(Path(folder), console)
    result = report(found, chosen.papers, chosen.seed)
    show(result, around, console)
    write(result, around, chosen.results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
