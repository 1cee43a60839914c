"""Many inputs read in worker processes.

The process that hands out the work loads nothing of what reading takes. Workers are forked from one that has
loaded the modules and word lists (`hoso.app.preloaded`), instead of each loading them anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hoso.app.inputs import Input, error_result, write_result
from hoso.schemas.errors import EngineCrashed, HosoError

if TYPE_CHECKING:
    from hoso.pipeline.load import Limits


def read_all(
    inputs: Sequence[Input], out: Path | None, jobs: int, limits: Limits | None = None
) -> Iterator[tuple[Input, dict[str, Any]]]:
    """Every input with its result, as they finish. An input that kills its process spoils no other.

    Without `limits` the usual ones hold.
    """
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


def _guarded(item: Input, out: Path | None, limits: Limits | None) -> dict[str, Any]:
    from hoso.app.reading import read_guarded

    return read_guarded(item, out, limits)


def _pool(jobs: int) -> ProcessPoolExecutor:
    context = get_context("forkserver")
    context.set_forkserver_preload(["hoso.app.preloaded"])
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_get_ready)


def _get_ready() -> None:
    from hoso.app.reading import get_ready

    with suppress(HosoError):  # what this machine lacks is told with each input
        get_ready()


def _in_pool(
    inputs: Sequence[Input], out: Path | None, jobs: int, limits: Limits | None = None
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


def _alone(item: Input, out: Path | None, limits: Limits | None) -> dict[str, Any]:
    with _pool(1) as pool:
        try:
            return pool.submit(_guarded, item, out, limits).result()
        except BrokenProcessPool:
            answer = error_result(item, b"", EngineCrashed())
    if out is not None:
        write_result(item, out, answer)
    return answer
