"""A scanner's folder: every file that stops growing is taken in and moved aside; none is ever lost."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from hoso.schemas.errors import DocumentError
from hoso.schemas.scans import Applicant
from hoso.services import applications, intake
from hoso.services.access import SYSTEM
from hoso.services.applications import NewApplication
from hoso.services.deps import Services

log = structlog.get_logger(__name__)

STATE = ".hoso.json"
UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart")
#: Who hands in what a scanner drops; the desk names the citizen later.
APPLICANT = "Hồ sơ từ thư mục máy quét"


@dataclass(slots=True)
class Choice:
    """Which application files go to: the one named, or one made for each day or each file."""

    application: str = ""
    procedure: str = ""
    each_file: bool = False


@dataclass(slots=True)
class HotFolder:
    """The folder, what is known about files that may still grow, and which application each belongs to.

    The application of a file is written down before the file is taken in: after a crash in between, the
    same file goes to the same application, whose intake knows it already.
    """

    services: Services
    folder: Path
    choice: Choice
    settle_seconds: float = 2.0
    monotonic: Callable[[], float] = time.monotonic
    _seen: dict[str, float] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("done", "rejected"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        state = self.folder / STATE
        if state.exists():
            self._known = json.loads(state.read_text(encoding="utf-8"))

    def look(self) -> int:
        """Take in every file that has stopped growing; how many were moved aside.

        Errors: `Unavailable` when intake is not possible now; everything then stays for the next look.
        """
        marks = {path: _mark(path) for path in self.waiting()}
        self._seen = {mark: self._seen.get(mark, self.monotonic()) for mark in marks.values() if mark}
        ready = [path for path, mark in marks.items() if mark and self._settled(mark)]
        return sum(self._take(path, marks[path]) for path in ready)

    def waiting(self) -> list[Path]:
        """The files that are still to be taken in."""
        return sorted(path for path in self.folder.iterdir() if _is_input(path))

    def _settled(self, mark: str) -> bool:
        return self.monotonic() - self._seen[mark] >= self.settle_seconds

    def _take(self, path: Path, mark: str) -> bool:
        application = self._application_for(mark)
        try:
            with path.open("rb") as file:
                receipt = intake.receive(
                    self.services, SYSTEM, application, file, f"watch-{mark}", source="watch"
                )
        except DocumentError as error:
            place = _move(path, self.folder / "rejected")
            reason = f"{error.code}\n{error.message}\n{error.advice}\n"
            place.with_name(f"{place.name}.txt").write_text(reason, encoding="utf-8")
            log.warning("file_rejected", application=application, error=error.code)
        except OSError as error:
            log.warning("file_not_readable", error=type(error).__name__)
            return False
        else:
            _move(path, self.folder / "done")
            log.info("file_taken_in", application=application, scan_id=receipt.scan_id)
        self._remember({key: code for key, code in self._known.items() if key != mark})
        return True

    def _application_for(self, mark: str) -> str:
        if self.choice.application:
            return self.choice.application
        day = f"day-{self.services.today():%Y-%m-%d}"
        code = self._known.get(mark) or ("" if self.choice.each_file else self._known.get(day, ""))
        if not code:
            applicant = Applicant(full_name=APPLICANT)
            new = NewApplication(procedure=self.choice.procedure, applicant=applicant)
            code = applications.create(self.services, SYSTEM, new).code
        days = {} if self.choice.each_file else {day: code}
        self._remember(self._known | {mark: code} | days)
        return code

    def _remember(self, known: dict[str, str]) -> None:
        if known == self._known:
            return
        part = self.folder / f"{STATE}.part"
        with part.open("w", encoding="utf-8") as file:
            json.dump(known, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.folder / STATE)
        self._known = known


def _is_input(path: Path) -> bool:
    hidden = path.name.startswith((".", "~"))
    return path.is_file() and not hidden and path.suffix.lower() not in UNFINISHED


def _mark(path: Path) -> str:
    """Stands for this file with this size and time, without telling its name; empty when it is gone."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return ""
    facts = f"{path.name}|{status.st_size}|{status.st_mtime_ns}"
    return hashlib.sha256(facts.encode()).hexdigest()[:40]


def _move(path: Path, folder: Path) -> Path:
    """Move the file, beside and never over what is there."""
    place, number = folder / path.name, 1
    while place.exists():
        number += 1
        place = folder / f"{path.stem}-{number}{path.suffix}"
    return path.rename(place)
