"""Where the time of `hoso read` goes: its stages on a few pages, in this process."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args
from unittest.mock import patch

import numpy as np

from hoso.app import reading
from hoso.app.inputs import find_inputs
from hoso.pipeline import read
from hoso.pipeline.load import Limits
from hoso.pipeline.reader.lines import PageReader
from hoso.pipeline.recognise import page as recognise
from hoso.pipeline.recognise.attempt import prepare
from hoso.pipeline.recognise.engines import Layout, Model, OcrEngine, Pixels, RecognisedWord
from hoso.pipeline.recognise.second_look import look_again
from hoso.pipeline.understand import understand

STAGES = (
    "load",
    "prepare",
    "first reading",
    "second reading",
    "line reader",
    "second look",
    "understand",
    "compose",
    "other",
)


@dataclass(slots=True)
class Stopwatch:
    """Seconds by stage: wall and processor. A stage inside another counts for itself alone."""

    wall: dict[str, float] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)
    _running: list[str] = field(default_factory=list)
    _since: tuple[float, float] = (0.0, 0.0)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time inside for that stage, and no longer for the one around it."""
        self._book()
        self._running.append(name)
        try:
            yield
        finally:
            self._book()
            self._running.pop()

    def _book(self) -> None:
        """Give the time since the last change to the stage that is running."""
        now = (time.perf_counter(), time.process_time())
        if self._running:
            name = self._running[-1]
            self.wall[name] = self.wall.get(name, 0.0) + now[0] - self._since[0]
            self.cpu[name] = self.cpu.get(name, 0.0) + now[1] - self._since[1]
        self._since = now

    def counted(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time counted for the stage."""

        @functools.wraps(function)
        def timed(*arguments: Any, **named: Any) -> Any:
            with self.stage(name):
                return function(*arguments, **named)

        return timed

    def counted_steps(
        self, name: str, function: Callable[..., Iterator[Any]]
    ) -> Callable[..., Iterator[Any]]:
        """The generator, the time of its steps counted for the stage."""

        @functools.wraps(function)
        def timed(*arguments: Any, **named: Any) -> Iterator[Any]:
            steps = function(*arguments, **named)
            while True:
                with self.stage(name):
                    try:
                        item = next(steps)
                    except StopIteration:
                        return
                yield item

        return timed


class _TimedEngine:
    """An engine whose readings of whole pages are counted by the model that reads."""

    def __init__(self, engine: OcrEngine, watch: Stopwatch) -> None:
        self._engine = engine
        self._watch = watch
        self.reader = engine.reader

    def recognise(
        self, image: Pixels, dpi: int, layout: Layout = "page", model: Model = "vie"
    ) -> tuple[RecognisedWord, ...]:
        """See `OcrEngine`."""
        if layout != "page":
            return self._engine.recognise(image, dpi, layout, model)
        with self._watch.stage("first reading" if model == "vie" else "second reading"):
            return self._engine.recognise(image, dpi, layout, model)


def measure_stages(files: Sequence[Path], out: Path) -> tuple[dict[str, float], Stopwatch]:
    """Seconds to get the engine ready (wall, cpu), and the stopwatch after reading the files one by one."""
    start = Stopwatch()
    with start.stage("start"):
        get_ready()
    watch, _ = read_counted(files, out)
    return {"wall": start.wall["start"], "cpu": start.cpu["start"]}, watch


def get_ready() -> None:
    """The engine with all of its models loaded."""
    reading.get_ready()
    for model in get_args(Model):
        reading._engine().recognise(np.full((64, 64), 255, np.uint8), 300, model=model)


def read_counted(files: Sequence[Path], out: Path) -> tuple[Stopwatch, dict[Path, Mapping[str, Any]]]:
    """The stopwatch after reading the files one by one, and what `hoso read` answered for each."""
    watch, answers = Stopwatch(), dict[Path, Mapping[str, Any]]()
    with _stages_counted(watch, reading._engine()):
        for item in find_inputs(files):
            with watch.stage("other"):
                answers[item.path] = reading.read_one(item, out, Limits())
    return watch, answers


def _stages_counted(watch: Stopwatch, engine: OcrEngine) -> AbstractContextManager[ExitStack]:
    """While inside, the pipeline's stages are counted where they are called."""
    timed = _TimedEngine(engine, watch)
    stack = ExitStack()
    for place, name, replacement in (
        (reading, "_engine", lambda: timed),
        (reading, "_pdf", watch.counted("compose", reading._pdf)),
        (reading, "_load", watch.counted_steps("load", reading._load)),
        (read, "understand", watch.counted("understand", understand)),
        (recognise, "prepare", watch.counted("prepare", prepare)),
        (recognise, "look_again", watch.counted("second look", look_again)),
        (PageReader, "lines", watch.counted("line reader", PageReader.lines)),
        (PageReader, "unread", watch.counted("line reader", PageReader.unread)),
    ):
        stack.enter_context(patch.object(place, name, replacement))
    return stack
