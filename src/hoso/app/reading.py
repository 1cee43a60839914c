"""Reading files without a server: inputs found, read in worker processes, results written."""

from __future__ import annotations

import atexit
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain, count
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from hoso import __version__
from hoso.app.scale import scale_of
from hoso.app.settings import load_settings
from hoso.pipeline.compose import PdfMeta, PdfPage, compose_pdf
from hoso.pipeline.confidence import Scale
from hoso.pipeline.engines import OcrEngine, TesserocrEngine
from hoso.pipeline.load import BrokenPage, Limits, PageImage
from hoso.pipeline.load.isolated import DecoderPool
from hoso.pipeline.read import read_input
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.errors import CorruptFile, DocumentError, EngineCrashed, HosoError

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


@lru_cache(maxsize=1)
def _engine() -> OcrEngine:
    """This process's engine, its model loaded once."""
    return TesserocrEngine()


@lru_cache(maxsize=1)
def _scale() -> Scale:
    """How sure values are, by this site's own scale or the packaged one."""
    return scale_of(load_settings().home)


@lru_cache(maxsize=1)
def _decoders() -> DecoderPool:
    """This process's decoding processes."""
    pool = DecoderPool()
    atexit.register(pool.close)
    return pool


def _load(data: bytes, limits: Limits) -> Iterator[PageImage | BrokenPage]:
    """The pages of an upload, decoded where no file can do harm."""
    return _decoders().load_pages(data, limits)


def read_one(item: Input, out: Path | None, limits: Limits) -> dict[str, Any]:
    """Read one file, write its JSON and PDF under `out`, and return the result of the contract.

    A file that cannot be read gives the error form of the result. Errors: `EngineError`, `OSError`.
    """
    data = b""
    try:
        data = _bytes_of(item.path, limits)
        today = datetime.now().astimezone().date()
        result, pages = read_input(data, _engine(), limits, load_catalogue(), today, _load, _scale())
        answer = result.to_json(item.path.name)
        if out is not None:
            types = tuple(document.doc_type for document in result.documents)
            _write(out / f"{item.stem}.pdf", _pdf(pages, types, result.sha256))
    except DocumentError as error:
        answer = error_result(item, data, error)
    if out is not None:
        text = json.dumps(answer, ensure_ascii=False, indent=1)
        _write(out / f"{item.stem}.json", text.encode("utf-8"))
    return answer


def error_result(item: Input, data: bytes, error: HosoError) -> dict[str, Any]:
    """The result of an input that could not be read."""
    return {
        "file": item.path.name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "error": {"code": error.code, "message": error.message, "advice": error.advice},
    }


def _bytes_of(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(limits.max_bytes + 1)
    except OSError as error:
        raise CorruptFile(
            "Không mở được tệp. / The file cannot be opened.",
            "Xin kiểm tra đường dẫn và quyền đọc. / Check the path and the permission to read it.",
        ) from error


def _pdf(pages: Sequence[PdfPage], types: tuple[str, ...], sha256: str) -> bytes:
    catalogue = load_catalogue()
    title = ", ".join(dict.fromkeys(catalogue.get(name).title_vi for name in types)) or "Hồ sơ quét"
    meta = PdfMeta(title, sha256, types, datetime.now(UTC), f"Hoso {__version__}")
    return compose_pdf(pages, meta)


def _write(path: Path, data: bytes) -> None:
    """The file whole or not at all: a run that is killed leaves no half result."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)


def read_all(
    inputs: Sequence[Input], out: Path | None, jobs: int, limits: Limits
) -> Iterator[tuple[Input, dict[str, Any]]]:
    """Every input with its result, as they finish. An input that kills its process spoils no other."""
    if jobs <= 1 or len(inputs) <= 1:
        for item in inputs:
            yield item, _guarded(item, out, limits)
        return
    left = list(inputs)
    for item, answer in _in_pool(left, out, jobs, limits):
        left.remove(item)
        yield item, answer
    for item in left:  # a process died: each one that was not finished gets a process of its own
        yield item, _alone(item, out, limits)


def _guarded(item: Input, out: Path | None, limits: Limits) -> dict[str, Any]:
    try:
        return read_one(item, out, limits)
    except HosoError as error:
        return error_result(item, b"", error)
    except Exception:  # noqa: BLE001  # the edge of one input: a fault of ours on it stops no other
        return error_result(item, b"", HosoError())


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_get_ready)


def _get_ready() -> None:
    """Start decoding processes while the engine loads its model."""
    _decoders().warm()
    _engine()


def _in_pool(
    inputs: Sequence[Input], out: Path | None, jobs: int, limits: Limits
) -> Iterator[tuple[Input, dict[str, Any]]]:
    with _pool(min(jobs, len(inputs))) as pool:
        running: dict[Future[dict[str, Any]], Input] = {
            pool.submit(_guarded, item, out, limits): item for item in inputs
        }
        while running:
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                item = running.pop(future)
                if isinstance(future.exception(), BrokenProcessPool):
                    return
                yield item, future.result()


def _alone(item: Input, out: Path | None, limits: Limits) -> dict[str, Any]:
    with _pool(1) as pool:
        try:
            return pool.submit(_guarded, item, out, limits).result()
        except BrokenProcessPool:
            answer = error_result(item, b"", EngineCrashed())
    if out is not None:
        _write(out / f"{item.stem}.json", json.dumps(answer, ensure_ascii=False, indent=1).encode("utf-8"))
    return answer
