"""The files to read without a server, and what is written of each: light, for whoever only hands out work."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Any

from hoso.schemas.errors import HosoError

_SUFFIXES = frozenset(
    {".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".heic", ".heif", ".gif", ".bmp"}
)


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read, and the stem that its results are written under."""

    path: Path
    stem: str


def find_inputs(paths: Sequence[Path]) -> list[Input]:
    """The files named, and the scans in the folders named; each with a stem that no other input has."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files += sorted(f for f in path.rglob("*") if f.is_file() and f.suffix.lower() in _SUFFIXES)
        else:
            files.append(path)
    unique = list(dict.fromkeys(files))
    return [Input(path, stem) for path, stem in zip(unique, _stems(unique), strict=True)]


def _stems(files: Sequence[Path]) -> list[str]:
    """`a` for `a.pdf`; `a.pdf` when another input has that stem too; the folder before it when even that
    is shared."""
    stems = Counter(file.stem for file in files)
    names = Counter(file.name for file in files)
    chosen: dict[str, None] = {}
    for file in files:
        stem = file.stem if stems[file.stem] == 1 else file.name
        if stems[file.stem] > 1 and names[file.name] > 1:
            stem = f"{file.parent.name}_{file.name}"
        free = chain([stem], (f"{stem}_{number}" for number in count(2)))
        chosen[next(name for name in free if name not in chosen)] = None
    return list(chosen)


def overwritten(inputs: Sequence[Input], out: Path) -> list[Path]:
    """The inputs that the results would be written over: an original is never touched."""
    results = {(out / f"{item.stem}{suffix}").resolve() for item in inputs for suffix in (".pdf", ".json")}
    return [item.path for item in inputs if item.path.resolve() in results]


def error_result(item: Input, data: bytes, error: HosoError) -> dict[str, Any]:
    """The result of an input that could not be read."""
    return {
        "file": item.path.name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "error": {"code": error.code, "message": error.message, "advice": error.advice},
    }


def write_result(item: Input, out: Path, answer: dict[str, Any]) -> None:
    """The result's JSON beside its PDF, under the input's stem."""
    text = json.dumps(answer, ensure_ascii=False, indent=1)
    write_whole(out / f"{item.stem}.json", text.encode("utf-8"))


def write_whole(path: Path, data: bytes) -> None:
    """The file whole or not at all: a run that is killed leaves no half result."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)
