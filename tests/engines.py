"""OCR engines for tests: ones that say what they are told, fail, or take their time.

`HOSO_ENGINE=tests.engines:slow` (and so on) puts one of them into a real worker process.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from hoso.pipeline.recognise.engines import Layout, Model, OcrEngine, Pixels, RecognisedWord

WORDS = ("GIẤY", "KHAI", "SINH")


@dataclass(frozen=True, slots=True)
class CannedEngine:
    """Reads the same words, one line, on every image."""

    reader = None
    words: tuple[str, ...] = WORDS

    def recognise(
        self, image: Pixels, dpi: int, layout: Layout = "page", model: Model = "vie"
    ) -> tuple[RecognisedWord, ...]:
        return tuple(
            RecognisedWord(word, 10 + 40 * place, 10, 35, 12, 0.95, 0)
            for place, word in enumerate(self.words)
        )


@dataclass(frozen=True, slots=True)
class FailingEngine:
    """Raises the same error on every image."""

    reader = None
    error: Exception

    def recognise(
        self, image: Pixels, dpi: int, layout: Layout = "page", model: Model = "vie"
    ) -> tuple[RecognisedWord, ...]:
        raise self.error


@dataclass(frozen=True, slots=True)
class SlowEngine:
    """Waits, then reads as the other engine does; with a mark, only the first of all who come by."""

    reader = None
    seconds: float
    then: OcrEngine
    mark: Path | None = None

    def recognise(
        self, image: Pixels, dpi: int, layout: Layout = "page", model: Model = "vie"
    ) -> tuple[RecognisedWord, ...]:
        if self.mark is None or _first_at(self.mark):
            time.sleep(self.seconds)
        return self.then.recognise(image, dpi, layout, model)


def _first_at(mark: Path) -> bool:
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def canned(attempt: int) -> OcrEngine:
    """Quick and sure, at every attempt."""
    return CannedEngine()


def slow(attempt: int) -> OcrEngine:
    """Quick, but whoever first makes the file `HOSO_TEST_MARK` waits `HOSO_TEST_SECONDS`."""
    seconds = float(os.environ["HOSO_TEST_SECONDS"])
    return SlowEngine(seconds, CannedEngine(), Path(os.environ["HOSO_TEST_MARK"]))


def hanging(attempt: int) -> OcrEngine:
    """Never comes back at the first attempt; quick afterwards."""
    return SlowEngine(3600, CannedEngine()) if attempt == 1 else CannedEngine()


@dataclass(frozen=True, slots=True)
class PoisonedEngine:
    """Takes its process along at a page twice as high as wide; reads every other."""

    reader = None

    def recognise(
        self, image: Pixels, dpi: int, layout: Layout = "page", model: Model = "vie"
    ) -> tuple[RecognisedWord, ...]:
        if layout == "page" and max(image.shape) > 2 * min(image.shape):
            os.abort()
        return CannedEngine().recognise(image, dpi, layout, model)


def poisoned(attempt: int) -> OcrEngine:
    """Dies at long pages, whatever the attempt."""
    return PoisonedEngine()
