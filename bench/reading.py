"""`python -m bench.reading`: how well and how fast pages of each level are read, and stood upright.

Papers of layouts kept for reports, as they come from a scanner or a phone; beside that clean pages laid askew
by any angle up to ten degrees, on any of their four sides.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from rich.console import Console

from bench.characters import character_errors
from bench.curl import first_pages
from bench.papers import make_papers
from bench.report import Report, Table, show, surroundings, write
from bench.stages import STAGES, Stopwatch, get_ready, read_counted
from hoso.pipeline.prepare.ink import Pixels
from hoso.pipeline.recognise.engines import TesserocrEngine
from hoso.pipeline.recognise.page import recognise_page
from hoso.samples import effects

_RESULTS = Path(__file__).parent / "results"
LEVELS = ("clean", "office", "poor", "phone")
#: Degrees that pages lie askew at most, and the words of a page whose turn must be told.
MOST_ASKEW, ENOUGH_WORDS = 10.0, 20
#: The glass around a sheet, of its longer side, and its white.
_ROOM, _WHITE = 0.12, 250
_EDGES = re.compile(r"^\W+|\W+$")
_NOTES = (
    (
        "CER: edits over the characters of the printed lines, white space and reading order aside; a line "
        "not even half read counts as lost. Words wrong: printed words that are nowhere on the page as "
        "printed, marks at their ends aside."
    ),
    (
        f"Turn: pages of at least {ENOUGH_WORDS} words that stand upright. Tilt: how far the tilt that was "
        "found is from the true one, in degrees, on pages turned rightly."
    ),
    "Milliseconds of processor time a page in one process with the models loaded, decoding process aside.",
)


@dataclass(slots=True)
class Pages:
    """What was counted on the pages of one kind."""

    pages: int = 0
    errors: int = 0
    characters: int = 0
    words_wrong: int = 0
    words: int = 0
    told: int = 0
    turned_rightly: int = 0
    tilts: list[float] = field(default_factory=list)

    def count(self, text: str, read: str) -> None:
        """A page's characters and words."""
        score, printed = character_errors(text, read), Counter(words_of(text))
        self.pages += 1
        self.errors += score.errors
        self.characters += score.length
        self.words += printed.total()
        self.words_wrong += (printed - Counter(words_of(read))).total()

    def count_turn(self, truth: Mapping[str, Any], rotation: int, skew: float) -> None:
        """Whether a page with enough words stands upright, and how far its tilt was missed."""
        if len(words_of(truth["text"])) < ENOUGH_WORDS:
            return
        self.told += 1
        if truth["rotation"] == rotation:
            self.turned_rightly += 1
            self.tilts.append(abs(truth["skew_degrees"] - skew))

    def figures(self) -> dict[str, float | int | None]:
        """The figures of the table."""
        return {
            "pages": self.pages,
            "character_error_percent": _percent(self.errors, self.characters),
            "words_wrong_percent": _percent(self.words_wrong, self.words),
            "turn_right_percent": _percent(self.turned_rightly, self.told),
            "tilt_error_median": _quantile(self.tilts, 0.5),
            "tilt_error_p99": _quantile(self.tilts, 0.99),
        }


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 2) if whole else None


def _quantile(values: Sequence[float], share: float) -> float | None:
    return round(float(np.quantile(values, share)), 3) if values else None


def words_of(text: str) -> list[str]:
    """The words of a text in NFC without marks at their ends; rules and lone marks are none."""
    bare = (_EDGES.sub("", word) for word in unicodedata.normalize("NFC", text).split())
    return [word for word in bare if word]


def read_level(folder: Path, out: Path) -> tuple[Pages, Stopwatch]:
    """The samples of a folder read with the time of every stage."""
    truths = {folder / t["file"]: t for t in _truths(folder)}
    watch, answers = read_counted(sorted(truths), out)
    found = Pages()
    for path, answer in answers.items():
        read = {page["number"]: page for page in answer.get("pages", ())}
        for page in truths[path]["pages"]:
            if page["blank"]:
                continue
            got = read.get(page["number"], {"text": "", "rotation": None, "skew_degrees": 0.0})
            found.count(page["text"], got["text"])
            found.count_turn(page, got["rotation"], got["skew_degrees"])
    return found, watch


def _truths(folder: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json")))


def read_askew(folder: Path, each: int, seed: int) -> Pages:
    """The clean first pages of a folder, each laid askew so many times, on any of its sides."""
    engine, found, random = TesserocrEngine(), Pages(), Random(seed)
    for text, item in first_pages(folder):
        for _ in range(each):
            skew, rotation = random.uniform(-MOST_ASKEW, MOST_ASKEW), random.choice((0, 90, 180, 270))
            page = recognise_page(1, _laid(item.pixels, skew, rotation), item.dpi, engine)
            truth = {"text": text, "rotation": rotation, "skew_degrees": skew}
            found.count(text, page.text)
            found.count_turn(truth, page.rotation, page.skew_degrees)
    return found


def _laid(sheet: Pixels, skew: float, rotation: int) -> Pixels:
    """The sheet on a white glass that holds all of it."""
    room = round(_ROOM * max(sheet.shape[:2]))
    glass = np.pad(sheet, [(room, room), (room, room), (0, 0)][: sheet.ndim], constant_values=_WHITE)
    return effects.turn(effects.tilt(glass, skew, (0.0, 0.0), (_WHITE,) * 3), rotation)


def report(
    levels: Mapping[str, tuple[Pages, Stopwatch]], askew: Pages, settings: Mapping[str, Any]
) -> Report:
    """The tables: reading by level, and the time of every stage."""
    kinds = {**{level: pages for level, (pages, _) in levels.items()}, "laid askew": askew}
    figures = {name: pages.figures() for name, pages in kinds.items()}
    columns = ("pages of", "pages", "CER %", "words wrong %", "turn right %", "tilt °", "tilt p99 °")
    read = Table("Reading", columns, [(name, *row.values()) for name, row in figures.items()])
    spent = {level: _milliseconds(watch, pages.pages) for level, (pages, watch) in levels.items()}
    rows = [(stage, *(spent[level][stage] for level in spent)) for stage in (*STAGES, "all")]
    times = Table("Milliseconds a page", ("stage", *spent), rows)
    every = {"figures": figures, "milliseconds": spent, "counted": {n: asdict(p) for n, p in kinds.items()}}
    return Report("reading", "Reading", settings, every, [read, times], _NOTES)


def _milliseconds(watch: Stopwatch, pages: int) -> dict[str, int]:
    each = {stage: round(1000 * watch.cpu.get(stage, 0.0) / max(1, pages)) for stage in STAGES}
    return {**each, "all": sum(each.values())}


def main(arguments: Sequence[str] | None = None) -> int:
    """Make papers of every level, read them, and keep the tables."""
    options = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__)
    options.add_argument("--papers", type=int, default=30, help="papers of each level")
    options.add_argument("--askew", type=int, default=4, help="times that each clean page is laid askew")
    options.add_argument("--seed", type=int, default=920_001, help="the seed of the first paper")
    options.add_argument("--results", type=Path, default=_RESULTS, help="where the results are kept")
    chosen = options.parse_args(arguments)
    around, console = surroundings(), Console(width=150)
    with tempfile.TemporaryDirectory() as place:
        folders = {level: Path(place) / level for level in LEVELS}
        for number, (level, folder) in enumerate(_made(folders, console)):
            make_papers(folder, chosen.papers, (level,), chosen.seed + 1000 * number, held_out=True, jobs=1)
        get_ready()
        levels = {}
        for level, folder in folders.items():
            console.print(f"reading {level} …")
            levels[level] = read_level(folder, Path(place) / "out")
        console.print("reading pages laid askew …")
        askew = read_askew(folders["clean"], chosen.askew, chosen.seed)
    settings = {"papers of each level": chosen.papers, "askew": chosen.askew, "seed": chosen.seed}
    result = report(levels, askew, settings)
    show(result, around, console)
    write(result, around, chosen.results)
    return 0


def _made(folders: Mapping[str, Path], console: Console) -> Iterable[tuple[str, Path]]:
    for level, folder in folders.items():
        folder.mkdir()
        console.print(f"making {level} …")
        yield level, folder


if __name__ == "__main__":
    sys.exit(main())
