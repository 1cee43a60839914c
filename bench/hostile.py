"""`python -m bench.hostile`: damaged files of every format, read as `hoso read` does.

Each must give a result or a `DocumentError`, in time, and whatever happens to the process that decodes it.
What can be loaded is also recognised, understood and bound as a PDF; `--blind` only loads and prepares.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from bench.report import Report, Table, show, surroundings, write
from hoso.app import reading
from hoso.app.inputs import Input
from hoso.pipeline.read import read_pages
from hoso.pipeline.recognise.engines import Layout, Model, Pixels, RecognisedWord
from hoso.schemas.errors import DocumentError
from tests.hostile import LIMITS, mutants

#: Longer than the time of a page, of its second attempt, and of what is left of the file.
_HANG_SECONDS = 3 * LIMITS.page_seconds
_RESULTS = Path(__file__).parent / "results"


class BlindEngine:
    """Sees nothing, at once."""

    reader = None

    def recognise(
        self, image: Pixels, dpi: int, layout: Layout = "page", model: Model = "vie"
    ) -> tuple[RecognisedWord, ...]:
        """See `OcrEngine`."""
        return ()


@dataclass(slots=True)
class Outcomes:
    """What became of the files. `strange` names each that gave neither pages nor a `DocumentError`."""

    by_kind: dict[str, Counter[str]] = field(default_factory=dict)
    strange: list[str] = field(default_factory=list)
    slowest: float = 0.0
    slowest_name: str = ""
    crashes: int = 0

    @property
    def total(self) -> Counter[str]:
        """All kinds together."""
        return sum(self.by_kind.values(), Counter())


def read_all(
    files: Iterable[tuple[str, bytes]],
    read: Callable[[bytes], str],
    step: Callable[[int], None] | None = None,
) -> Outcomes:
    """Read the files one after the other."""
    outcomes = Outcomes()
    for name, data in files:
        started = time.perf_counter()
        try:
            became = read(data)
        except DocumentError as error:
            became = error.code
        except Exception as error:  # noqa: BLE001  # this is what is looked for
            became = type(error).__name__
            outcomes.strange.append(f"{name}: {became}: {error}")
        seconds = time.perf_counter() - started
        if seconds > _HANG_SECONDS:
            outcomes.strange.append(f"{name}: {became} after {seconds:.1f} s")
        if seconds > outcomes.slowest:
            outcomes.slowest, outcomes.slowest_name = seconds, name
        outcomes.by_kind.setdefault(name.rpartition(" ")[0], Counter())[became] += 1
        if step:
            step(1)
    outcomes.crashes = reading._decoders().crashes
    return outcomes


def blind(data: bytes) -> str:
    """`read` or `partly read` by an engine that sees nothing. Errors: `DocumentError`."""
    codes = [
        finding.code
        for read in read_pages(data, BlindEngine(), LIMITS, reading._load)
        for finding in read.page.findings
    ]
    return _became(codes)


def whole(data: bytes) -> str:
    """`read`, `partly read` or the code of the refusal, once its result is written as `hoso read` does."""
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder, "upload"), Path(folder, "out")
        path.write_bytes(data)
        answer = reading.read_one(Input(path, path.stem), out, LIMITS)
        if "error" in answer:
            return str(answer["error"]["code"])
        if not (out / "upload.pdf").stat().st_size or not (out / "upload.json").stat().st_size:
            raise ValueError("a result is empty")
        return _became([finding["code"] for finding in answer["findings"]])


def _became(codes: Sequence[str]) -> str:
    return "partly read" if "page_unreadable" in codes else "read"


def report(outcomes: Outcomes, settings: dict[str, int]) -> Report:
    """The table of kinds and outcomes."""
    codes = [code for code, _ in outcomes.total.most_common()]
    rows = [(kind, *(found[code] or None for code in codes)) for kind, found in outcomes.by_kind.items()]
    rows.append(("all", *(outcomes.total[code] for code in codes)))
    figures = {
        "files": outcomes.total.total(),
        "neither_result_nor_document_error": len(outcomes.strange),
        "decoders_that_ended": outcomes.crashes,
        "slowest_seconds": round(outcomes.slowest, 2),
        "slowest": outcomes.slowest_name,
        "outcomes": dict(outcomes.total),
    }
    facts = [(name, value) for name, value in figures.items() if name != "outcomes"]
    tables = [
        Table("What became of the files", ("kind", *codes), rows),
        Table("In all", ("what", "value"), facts),
    ]
    return Report("hostile", "Damaged files", settings, figures, tables, outcomes.strange)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read so many damaged files; the exit code is 1 when one of them was not handled."""
    options = argparse.ArgumentParser(prog="python -m bench.hostile", description=__doc__)
    options.add_argument("--count", type=int, default=2000, help="how many files")
    options.add_argument("--seed", type=int, default=1, help="the seed of their damage")
    options.add_argument("--blind", action="store_true", help="load and prepare only")
    options.add_argument("--results", type=Path, default=_RESULTS, help="where the results are kept")
    chosen = options.parse_args(arguments)
    around = surroundings()
    outcomes = read_all(mutants(chosen.count, chosen.seed), blind if chosen.blind else whole)
    found = report(outcomes, {"files": chosen.count, "seed": chosen.seed, "blind": chosen.blind})
    show(found, around, Console(width=180))
    write(found, around, chosen.results)
    return 1 if outcomes.strange else 0


if __name__ == "__main__":
    sys.exit(main())
