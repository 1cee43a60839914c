"""OCR engines for tests: ones that say what they are told, fail, or take their time.

`HOSO_ENGINE=tests.engines:slow` (and so on) puts one of them into a real worker process.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hoso.pipeline.engines import Layout, OcrEngine, Pixels, RecognisedWord

WORDS = ("GIẤY", "KHAI", "SINH")


@dataclass(frozen=True, slots=True)
class CannedEngine:
    """Reads the same words, one line, on every image."""

    words: tuple[str, ...] = WORDS

    def recognise(self, image: Pixels, dpi: int, layout: Layout = "page") -> tuple[RecognisedWord, ...]:
        return tuple(
            RecognisedWord(word, 10 + 40 * place, 10, 35, 12, 0.95, 0)
            for place, word in enumerate(self.words)
        )


@dataclass(frozen=True, slots=True)
class FailingEngine:
    """Raises the same error on every image."""

    error: Exception

    def recognise(self, image: Pixels, dpi: int, layout: Layout = "page") -> tuple[RecognisedWord, ...]:
        raise self.error


@dataclass(frozen=True, slots=True)
class SlowEngine:
    """Leaves a mark that it began, waits, then reads as the other engine does."""

    seconds: float
    then: OcrEngine
    mark: Path | None = None

    def recognise(self, image: Pixels, dpi: int, layout: Layout = "page") -> tuple[RecognisedWord, ...]:
        if self.mark:
            self.mark.touch()
        time.sleep(self.seconds)
        return self.then.recognise(image, dpi, layout)


def canned(attempt: int) -> OcrEngine:
    """Quick and sure, at every attempt."""
    return CannedEngine()


def slow(attempt: int) -> OcrEngine:
    """Waits `HOSO_TEST_SECONDS` at every image of the first attempt and leaves `HOSO_TEST_MARK`."""
    if attempt > 1:
        return CannedEngine()
    seconds = float(os.environ.get("HOSO_TEST_SECONDS", "1"))
    mark: Any = os.environ.get("HOSO_TEST_MARK")
    return SlowEngine(seconds, CannedEngine(), Path(mark) if mark else None)


def hanging(attempt: int) -> OcrEngine:
    """Never comes back at the first attempt; quick afterwards."""
    return SlowEngine(3600, CannedEngine()) if attempt == 1 else CannedEngine()
