"""`python -m hoso.samples`: write sample papers with their truth into a folder."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from hoso.samples.degrade import LEVELS
from hoso.samples.make import write_samples
from hoso.samples.ready_made import write_ready_made
from hoso.samples.registry import DOC_TYPES


def _names(known: Sequence[str], text: str) -> list[str]:
    names = list(known) if text == "all" else text.split(",")
    unknown = [name for name in names if name not in known]
    if unknown:
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(unknown)}; known: {', '.join(known)}")
    return names


def _doc_types(text: str) -> list[str]:
    return _names(DOC_TYPES, text)


def _levels(text: str) -> list[str]:
    return _names(LEVELS, text)


def parser() -> argparse.ArgumentParser:
    """The options of the command."""
    options = argparse.ArgumentParser(
        prog="python -m hoso.samples", description="Make synthetic sample papers."
    )
    options.add_argument("--out", type=Path, required=True, help="the folder to write to")
    options.add_argument("--ready-made", action="store_true", help="the set that comes with the project")
    options.add_argument("--count", type=int, default=14, help="how many samples")
    options.add_argument("--seed", type=int, default=1, help="the seed of the first sample")
    options.add_argument("--types", type=_doc_types, default="all", help="document types, or all")
    options.add_argument("--levels", type=_levels, default="clean,office", help="levels of quality, or all")
    options.add_argument("--jobs", type=int, default=1, help="browsers at work at the same time")
    kept = options.add_mutually_exclusive_group()
    kept.add_argument("--held-out", dest="held_out", action="store_true", default=None,
                      help="only the families kept for reports")  # fmt: skip
    kept.add_argument("--development", dest="held_out", action="store_false", default=None,
                      help="only the other families")  # fmt: skip
    return options


def _dots(written: int) -> None:
    sys.stderr.write("." * written)
    sys.stderr.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the samples; a dot per sample on a terminal."""
    chosen = parser().parse_args(arguments)
    if chosen.ready_made:
        for path in write_ready_made(chosen.out):
            sys.stdout.write(f"{path.name}\n")
        return 0
    write_samples(
        chosen.out, chosen.count, chosen.types, chosen.levels, chosen.seed,
        jobs=chosen.jobs, held_out=chosen.held_out, progress=_dots if sys.stderr.isatty() else None,
    )  # fmt: skip
    sys.stdout.write(f"{chosen.count} -> {chosen.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
