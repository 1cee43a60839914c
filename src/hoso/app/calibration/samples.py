"""Samples with their truth, each read once and then kept as text beside them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from hoso.app.calibration.labelled import Cases, cases_of_sample
from hoso.pipeline.load import Limits
from hoso.pipeline.read import PIPELINE_VERSION
from hoso.schemas.catalogue import Catalogue
from hoso.schemas.errors import DocumentError
from hoso.schemas.pages import Page

#: Where the text of samples is kept, in their folder.
KEPT = ".pages"
_SUFFIXES = (".pdf", ".jpg", ".tif", ".png")


def scans_of(folder: Path) -> list[Path]:
    """The samples of a folder that have their truth beside them."""
    files = sorted(path for path in folder.iterdir() if path.suffix in _SUFFIXES)
    return [path for path in files if path.with_suffix(".json").exists()]


def truth_of(scan: Path) -> Mapping[str, Any]:
    """The truth beside a sample."""
    truth: Mapping[str, Any] = json.loads(scan.with_suffix(".json").read_text(encoding="utf-8"))
    return truth


def kept_text(scan: Path) -> Path:
    """Where the sample's text is kept; another file, or another way of reading, has another place."""
    digest = hashlib.sha256(scan.read_bytes()).hexdigest()[:16]
    return scan.parent / KEPT / f"{scan.stem}-{digest}-{PIPELINE_VERSION}.json"


def read_samples(
    scans: Sequence[Path], jobs: int, progress: Callable[[int], None], *, anew: bool = False
) -> Iterator[tuple[Path, tuple[Page, ...]]]:
    """Every sample with its pages: from the kept text where there is one (unless `anew`), else read now.

    A sample that cannot be read is left out.
    """
    texts = {scan: kept_text(scan) for scan in scans}
    unread = [(scan, text) for scan, text in texts.items() if anew or not text.exists()]
    progress(len(scans) - len(unread))
    if jobs <= 1 or len(unread) <= 1:
        for scan, text in unread:
            _read(scan, text)
            progress(1)
    else:
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            for _ in pool.map(_read, *zip(*unread, strict=True)):
                progress(1)
    for scan, text in texts.items():
        if text.exists():
            data = json.loads(text.read_text(encoding="utf-8"))
            yield scan, tuple(Page.from_json(page) for page in data["pages"])


def cases_of(read: Iterator[tuple[Path, tuple[Page, ...]]], catalogue: Catalogue) -> tuple[Cases, set[int]]:
    """What the samples have to tell, and their seeds."""
    cases, seeds = Cases(), set()
    today = datetime.now().astimezone().date()
    for scan, pages in read:
        truth = truth_of(scan)
        seeds.add(truth["seed"])
        cases = cases.joined(cases_of_sample(truth, pages, catalogue, today))
    return cases, seeds


@lru_cache(maxsize=1)
def _engine() -> Any:
    from hoso.pipeline.recognise.engines import TesserocrEngine

    return TesserocrEngine()


def _read(scan: Path, text: Path) -> None:
    """Read a sample and keep its text."""
    from hoso.pipeline.read import read_pages
    from hoso.services.processing import text_of_pages

    try:
        pages = [read.page for read in read_pages(scan.read_bytes(), _engine(), Limits())]
    except DocumentError:
        return
    text.parent.mkdir(exist_ok=True)
    part = text.with_suffix(".part")
    part.write_bytes(text_of_pages(pages))
    part.replace(text)
