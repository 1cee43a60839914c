"""The ways of turning scans into searchable text that are timed against each other."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

#: The words of a command and what it is given on its input, for a folder of scans and one for the results.
Command = Callable[[Path, Path], tuple[Sequence[str], bytes]]

_OCRMYPDF = "ocrmypdf -l vie --deskew --rotate-pages --output-type pdfa"
#: Tesseract reads no PDF: the page is drawn for it. `--psm 1` turns pages as ocrmypdf and hoso do.
_DRAWN = "pdftoppm -r 300 {scans}/NAME | tesseract stdin {out}/NAME -l vie --dpi 300 --psm 1 txt pdf"


@dataclass(frozen=True, slots=True)
class Way:
    """One way; `processes` work at a time. A program that must be there, unless it is hoso itself.

    `threads`: how many threads tesseract may take in a process; None leaves that to the program.
    """

    name: str
    processes: int
    command: Command
    program: str | None = None
    threads: int | None = None

    @property
    def ours(self) -> bool:
        """Whether this is hoso."""
        return self.program is None

    def environment(self) -> dict[str, str]:
        """The machine's environment; our own settings are no business of the others."""
        named = dict(os.environ)
        if not self.ours:
            named.pop("PYTHONPATH", None)
            named.pop("OMP_THREAD_LIMIT", None)
        if self.threads is not None:
            named["OMP_THREAD_LIMIT"] = str(self.threads)
        return named


def _hoso(jobs: int) -> Command:
    def command(scans: Path, out: Path) -> tuple[Sequence[str], bytes]:
        return [sys.executable, "-m", "hoso", "read", str(scans), "--out", str(out), "--jobs", str(jobs)], b""

    return command


def _each(words: Callable[[Path, Path], Sequence[str]], at_a_time: int) -> Command:
    """The command on every file of the folder (`NAME` stands for the file); xargs keeps so many at work."""

    def command(scans: Path, out: Path) -> tuple[Sequence[str], bytes]:
        names = b"".join(os.fsencode(path.name) + b"\0" for path in sorted(scans.iterdir()))
        return ["xargs", "-0", f"-P{at_a_time}", "-I", "NAME", *words(scans, out)], names

    return command


def _ocrmypdf(jobs: int, at_a_time: int) -> Command:
    return _each(
        lambda scans, out: [*_OCRMYPDF.split(), f"-j{jobs}", f"{scans}/NAME", f"{out}/NAME"], at_a_time
    )


def _tesseract(at_a_time: int) -> Command:
    return _each(lambda scans, out: ["sh", "-c", _DRAWN.format(scans=scans, out=out)], at_a_time)


_ALL = (
    Way("hoso read, 1 process", 1, _hoso(1)),
    Way(f"{_OCRMYPDF} -j1, one file after another", 1, _ocrmypdf(1, 1), "ocrmypdf"),
    Way("tesseract -l vie, 1 thread, one file after another", 1, _tesseract(1), "tesseract", 1),
    Way("hoso read, 2 processes", 2, _hoso(2)),
    Way(f"{_OCRMYPDF} -j2, one file after another", 2, _ocrmypdf(2, 1), "ocrmypdf"),
    Way(f"{_OCRMYPDF} -j1, two files at a time", 2, _ocrmypdf(1, 2), "ocrmypdf"),
    Way("tesseract -l vie, 1 thread, two files at a time", 2, _tesseract(2), "tesseract", 1),
)


def installed() -> tuple[Way, ...]:
    """The ways whose programs are on this machine."""
    return tuple(way for way in _ALL if way.program is None or shutil.which(way.program))


def missing() -> tuple[str, ...]:
    """The names of the other ways."""
    return tuple(way.name for way in _ALL if way not in installed())
