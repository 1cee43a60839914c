"""Reading one file without a server: its result, its searchable PDF."""

from __future__ import annotations

import atexit
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from hoso import __version__
from hoso.app.inputs import Input, error_result, write_result, write_whole
from hoso.app.scale import scale_of
from hoso.app.settings import load_settings
from hoso.pipeline import ready
from hoso.pipeline.compose import PdfMeta, PdfPage, compose_pdf
from hoso.pipeline.confidence import Scale
from hoso.pipeline.load import BrokenPage, Limits, PageImage
from hoso.pipeline.load.isolated import DecoderPool
from hoso.pipeline.read import read_input
from hoso.pipeline.recognise.engines import OcrEngine, TesserocrEngine
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.errors import CorruptFile, DocumentError, HosoError


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


def get_ready() -> None:
    """Load all that reading takes, while a decoding process starts."""
    _decoders().warm()
    _engine()
    _scale()
    ready.get_ready(load_catalogue())


def read_guarded(item: Input, out: Path | None, limits: Limits | None = None) -> dict[str, Any]:
    """As `read_one`, with any failure told as the result of this input."""
    try:
        return read_one(item, out, limits or Limits())
    except HosoError as error:
        return error_result(item, b"", error)
    except Exception:  # noqa: BLE001  # the edge of one input: a fault of ours on it stops no other
        return error_result(item, b"", HosoError())


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
            write_whole(out / f"{item.stem}.pdf", _pdf(pages, types, result.sha256))
    except DocumentError as error:
        answer = error_result(item, data, error)
    if out is not None:
        write_result(item, out, answer)
    return answer


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
