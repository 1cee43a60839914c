"""The parts of the pipeline as use cases get them: real stages, real engines, the site's limits."""

from __future__ import annotations

import atexit
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from hashlib import sha256
from pkgutil import resolve_name

import hoso
from hoso.app.scale import scale_of
from hoso.app.settings import Settings
from hoso.pipeline.compose import PdfMeta, compose_pdf
from hoso.pipeline.load import Limits, PageImage, sniff
from hoso.pipeline.load.isolated import DecoderPool
from hoso.pipeline.read import PIPELINE_VERSION, ReadPage, read_pages
from hoso.pipeline.recognise.engines import OcrEngine, SubprocessEngine, TesserocrEngine
from hoso.pipeline.understand import understand, understand_as
from hoso.schemas.errors import ConfigurationError
from hoso.schemas.pages import Page
from hoso.services.deps import Pipeline

#: Uploads are decoded in processes of their own; none is started before it is needed.
_DECODERS = DecoderPool()
atexit.register(_DECODERS.close)

EngineOfAttempt = Callable[[int], OcrEngine]


def build_engines(settings: Settings) -> EngineOfAttempt:
    """Which OCR engine an attempt runs: the first in this process, later ones isolated with a time limit."""
    if settings.engine != "tesseract":
        try:
            named: EngineOfAttempt = resolve_name(settings.engine)
        except (ValueError, ImportError, AttributeError) as error:
            raise ConfigurationError(f"HOSO_ENGINE: {settings.engine}") from error
        return named
    in_process = lru_cache(maxsize=1)(TesserocrEngine)
    isolated = SubprocessEngine(timeout_seconds=settings.engine_seconds)

    def engine_of(attempt: int) -> OcrEngine:
        return in_process() if attempt == 1 else isolated

    return engine_of


def build_limits(settings: Settings) -> Limits:
    """How much of a file is read."""
    return Limits(max_bytes=settings.max_upload_mb * 1024 * 1024, max_pages=settings.max_pages)


def _compose(data: bytes, pages: Sequence[Page], limits: Limits, title: str) -> bytes:
    """The searchable PDF of some pages of an upload, made from the upload itself, not from copies."""
    told = {page.number: page for page in pages}
    shown = {
        item.number: ReadPage(told[item.number], item).for_pdf
        for item in _DECODERS.load_pages(data, limits, told)
        if isinstance(item, PageImage)
    }
    read = [shown.get(page.number) or ReadPage(page, None).for_pdf for page in pages]
    meta = PdfMeta(title=title, sha256=sha256(data).hexdigest(), producer=f"Hoso {hoso.__version__}")
    return compose_pdf(read, meta)


PIPELINE = Pipeline(
    sniff=sniff,
    count=_DECODERS.count_pages,
    read=partial(read_pages, load=_DECODERS.load_pages),
    understand=understand,
    understand_as=understand_as,
    compose=_compose,
    version=PIPELINE_VERSION,
)


def build_pipeline(settings: Settings) -> Pipeline:
    """The stages, with the confidences that the site has fitted. Errors: `ConfigurationError`."""
    scale = scale_of(settings.home)
    return replace(
        PIPELINE,
        understand=partial(understand, scale=scale),
        understand_as=partial(understand_as, scale=scale),
    )
