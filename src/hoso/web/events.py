"""Server-sent events: progress of a scan, or of all scans of an application, polled from their rows."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

from anyio import CapacityLimiter, to_thread
from fastapi.sse import format_sse_event
from starlette.responses import StreamingResponse

from hoso.schemas.errors import HosoError

#: The looks at the database that all open streams together may have in hand at one moment.
POLLERS = 4
FAST_SECONDS = 0.3
SLOW_SECONDS = 1.5
#: Unchanged looks after which a stream slows down.
PATIENCE = 20
KEEP_ALIVE_SECONDS = 15.0

Snapshot = Mapping[str, Any]


async def watch(look: Callable[[], tuple[Snapshot, bool]], limiter: CapacityLimiter) -> AsyncIterator[bytes]:
    """Events as long as the thing changes: `progress` at each change, `done` at the end.

    `look` gives the present picture and whether it is final; it runs in a thread. When it fails the stream
    ends with `problem`; a browser then connects again by itself.
    """
    loop = asyncio.get_running_loop()
    shown: Snapshot | None = None
    unchanged, spoke = 0, loop.time()
    while True:
        try:
            picture, final = await to_thread.run_sync(look, limiter=limiter)
        except HosoError as error:
            yield _event("problem", {"code": error.code})
            return
        if final:
            yield _event("done", picture)
            return
        if picture != shown:
            shown, unchanged, spoke = picture, 0, loop.time()
            yield _event("progress", picture)
        elif loop.time() - spoke >= KEEP_ALIVE_SECONDS:
            spoke = loop.time()
            yield format_sse_event(comment="keep-alive")
        unchanged += 1
        await asyncio.sleep(FAST_SECONDS if unchanged < PATIENCE else SLOW_SECONDS)


def stream(events: AsyncIterator[bytes]) -> StreamingResponse:
    """The events as an answer that no proxy holds back."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(events, media_type="text/event-stream", headers=headers)


def _event(name: str, data: Snapshot) -> bytes:
    return format_sse_event(event=name, data_str=json.dumps(data, ensure_ascii=False))
