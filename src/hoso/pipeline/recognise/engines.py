"""Text recognition behind one small port: in this process (fast), or in a process of its own (safe)."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from hoso.pipeline.reader import LineReader, packaged_reader
from hoso.schemas.errors import EngineCrashed, EngineTimeout, MissingProgram

Pixels = NDArray[np.uint8]

#: What the image shows: a whole page, one block of text, one line, or one block of figures.
Layout = Literal["page", "block", "line", "digits"]

#: Two models trained apart: what one misreads the other often has. `vie` is Tesseract's Vietnamese,
#: `script` its model of all languages in the Vietnamese alphabet.
Model = Literal["vie", "script"]

_FILES: dict[Model, str] = {"vie": "vie", "script": "Vietnamese"}
_FIGURES = "0123456789/.,-"
_PSM: dict[Layout, int] = {"page": 4, "block": 6, "line": 7, "digits": 6}

#: Tesseract's own place for models on Debian; `TESSDATA_PREFIX` overrides it.
_TESSDATA = ("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata")


@dataclass(frozen=True, slots=True)
class RecognisedWord:
    """A word in pixels of the image given; `line` numbers text lines in reading order, from 0."""

    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float
    line: int


class OcrEngine(Protocol):
    """Recognises Vietnamese text in a grey image (uint8, height x width, dark on light)."""

    @property
    def reader(self) -> LineReader | None:
        """Our own reader of lines, for a second opinion on what was found; None: there is none."""
        ...

    def recognise(
        self, image: Pixels, dpi: int, layout: Layout = "page", model: Model = "vie"
    ) -> tuple[RecognisedWord, ...]:
        """The words of the image. Errors: `EngineTimeout`, `EngineCrashed`, `MissingProgram`."""
        ...


@lru_cache(maxsize=1)
def tessdata_folder() -> str:
    """The folder that holds `vie.traineddata`; `MissingProgram` when there is none."""
    for folder in (os.environ.get("TESSDATA_PREFIX", ""), *_TESSDATA):
        if folder and (Path(folder) / "vie.traineddata").is_file():
            return folder
    raise MissingProgram(
        "Thiếu dữ liệu tiếng Việt của Tesseract. / Tesseract's Vietnamese model is missing.",
        "Cài gói tesseract-ocr-vie rồi chạy lại. / Install the package tesseract-ocr-vie.",
    )


def _words_of_tsv(rows: Iterator[list[str]]) -> Iterator[RecognisedWord]:
    """The words of Tesseract's table (level, page, block, paragraph, line, word, box, conf, text)."""
    line, seen = -1, None
    for row in rows:
        if len(row) < 12 or row[0] != "5" or not row[11].strip():
            continue
        place = (row[2], row[3], row[4])
        if place != seen:
            line, seen = line + 1, place
        left, top, width, height = (int(cell) for cell in row[6:10])
        confidence = min(1.0, max(0.0, float(row[10]) / 100))
        yield RecognisedWord(row[11].strip(), left, top, width, height, confidence, line)


def model_file(model: Model) -> str:
    """The name of the model's file; the plain Vietnamese one where the other is not installed."""
    name = _FILES[model]
    return name if (Path(tessdata_folder()) / f"{name}.traineddata").is_file() else _FILES["vie"]


class TesserocrEngine:
    """Tesseract in this process with its models kept loaded: fast, but a crash takes the process along.

    One instance serves one thread at a time (a lock sees to it); use one process per core.
    """

    def __init__(self) -> None:
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        cv2.setNumThreads(1)
        self.reader = packaged_reader()
        self._lock = threading.Lock()
        self._loaded: dict[str, Any] = {}
        self._api("vie")

    def _api(self, model: Model) -> Any:
        import tesserocr

        name = model_file(model)
        if name not in self._loaded:
            api = tesserocr.PyTessBaseAPI(path=tessdata_folder(), lang=name, oem=tesserocr.OEM.LSTM_ONLY)
            api.SetVariable("debug_file", os.devnull)
            self._loaded[name] = api
        return self._loaded[name]

    def recognise(
        self, image: Pixels, dpi: int, layout: Layout = "page", model: Model = "vie"
    ) -> tuple[RecognisedWord, ...]:
        """See `OcrEngine`."""
        grey = np.ascontiguousarray(image)
        height, width = grey.shape
        with self._lock:
            api = self._api(model)
            api.SetPageSegMode(_PSM[layout])
            api.SetVariable("tessedit_char_whitelist", _FIGURES if layout == "digits" else "")
            api.SetImageBytes(grey.tobytes(), width, height, 1, width)
            api.SetSourceResolution(max(70, dpi))
            if not api.Recognize():
                raise EngineCrashed
            table = api.GetTSVText(0)
            api.Clear()
        return tuple(_words_of_tsv(line.split("\t") for line in table.splitlines()))


class SubprocessEngine:
    """Tesseract as a process of its own with a hard time limit: slower, and no page can take us along."""

    def __init__(self, timeout_seconds: float = 60) -> None:
        self._timeout = timeout_seconds
        self.reader = packaged_reader()

    def recognise(
        self, image: Pixels, dpi: int, layout: Layout = "page", model: Model = "vie"
    ) -> tuple[RecognisedWord, ...]:
        """See `OcrEngine`."""
        import pytesseract
        from PIL import Image

        options = f"--psm {_PSM[layout]} --oem 1 --dpi {max(70, dpi)} --tessdata-dir {tessdata_folder()}"
        if layout == "digits":
            options += f" -c tessedit_char_whitelist={_FIGURES}"
        try:
            table = pytesseract.image_to_data(
                Image.fromarray(image), lang=model_file(model), config=options, timeout=self._timeout
            )
        except pytesseract.TesseractNotFoundError as error:
            raise MissingProgram from error
        except pytesseract.TesseractError as error:
            raise EngineCrashed from error
        except RuntimeError as error:  # what pytesseract raises when the time is up
            raise EngineTimeout from error
        return tuple(_words_of_tsv(line.split("\t") for line in table.splitlines()))
