"""How a loaded page travels between processes: facts as JSON, pixels and streams in sealed shared memory.

The process that decodes may have fallen to a hostile file, so nothing it sends is unpickled or trusted: the
memory must be sealed (it cannot shrink under the reader) and as large as the facts say.
"""

from __future__ import annotations

import fcntl
import json
import math
import mmap
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from hoso.pipeline.load.model import PageImage, PageSource
from hoso.schemas import errors
from hoso.schemas.errors import HosoError
from hoso.schemas.geometry import Box, Transform
from hoso.schemas.pages import Line, Word
from hoso.schemas.records import Finding

Facts = dict[str, Any]

_SEALS = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE
_LARGEST_WRITE = 1 << 30


class BadMessage(Exception):
    """What the other process sent is no message of ours."""


def shared(parts: Sequence[bytes | memoryview]) -> int:
    """A descriptor of memory that holds the parts one after the other, never to change again."""
    fd = os.memfd_create("hoso", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    try:
        for part in parts:
            view = memoryview(part).cast("B")
            while view:
                view = view[os.write(fd, view[:_LARGEST_WRITE]) :]
        fcntl.fcntl(fd, fcntl.F_ADD_SEALS, _SEALS)
    except BaseException:
        os.close(fd)
        raise
    return fd


def mapped(fd: int, size: int) -> memoryview:
    """That memory, mapped for reading as long as anything refers to it. The descriptor may be closed."""
    if size == 0:
        return memoryview(b"")
    if os.fstat(fd).st_size != size or fcntl.fcntl(fd, fcntl.F_GET_SEALS) & _SEALS != _SEALS:
        raise BadMessage
    flags = mmap.MAP_PRIVATE | mmap.MAP_POPULATE
    return memoryview(mmap.mmap(fd, size, flags=flags, prot=mmap.PROT_READ))


def packed_page(page: PageImage) -> tuple[Facts, list[bytes | memoryview]]:
    """The page as facts and parts."""
    source, pixels = page.source, np.ascontiguousarray(page.pixels)
    facts: Facts = {
        "number": page.number,
        "dpi": page.dpi,
        "shape": page.pixels.shape,
        "findings": [finding.to_json() for finding in page.findings],
    }
    texts: list[bytes | memoryview] = [b"", b""]
    if source is not None:
        texts = [source.data, source.global_data]
        facts["source"] = {
            key: value
            for key, value in asdict(source).items()
            if key not in ("data", "global_data", "transform")
        } | {"matrix": source.transform.matrix}
    every = [pixels.data, *texts, _packed_lines(page.text)]
    facts["sizes"] = [len(memoryview(part).cast("B")) for part in every]
    return facts, every


def unpacked_page(facts: Mapping[str, Any], fd: int | None) -> PageImage:
    """The page of those facts and that memory; its pixels are the memory. Errors: `BadMessage`."""
    if fd is None:
        raise BadMessage
    try:
        facts = facts["page"]
        shape, sizes = tuple(map(int, facts["shape"])), [int(size) for size in facts["sizes"]]
        if math.prod(shape) != sizes[0] or min(*shape, *sizes) < 0 or len(shape) not in (2, 3):
            raise BadMessage
        memory = mapped(fd, sum(sizes))
        ends = np.cumsum(sizes)
        pixels = np.frombuffer(memory[: ends[0]], np.uint8).reshape(shape)
        source = None
        if "source" in facts:
            told = dict(facts["source"])
            matrix = Transform(tuple(float(value) for value in told.pop("matrix")))  # type: ignore[arg-type]
            data, shared_data = bytes(memory[ends[0] : ends[1]]), bytes(memory[ends[1] : ends[2]])
            source = PageSource(**told, data=data, global_data=shared_data, transform=matrix)
        findings = tuple(Finding.from_json(finding) for finding in facts["findings"])
        lines = _unpacked_lines(bytes(memory[ends[2] : ends[3]]))
        return PageImage(int(facts["number"]), pixels, int(facts["dpi"]), source, findings, lines)
    except (LookupError, TypeError, ValueError) as error:
        raise BadMessage from error


def _packed_lines(lines: Sequence[Line]) -> bytes:
    return json.dumps(
        [[[w.text, w.box.left, w.box.top, w.box.right, w.box.bottom] for w in line.words] for line in lines]
    ).encode()


def _unpacked_lines(data: bytes) -> tuple[Line, ...]:
    return tuple(
        Line(tuple(Word(str(text), Box(*map(float, sides)), 1.0) for text, *sides in words))
        for words in json.loads(data)
    )


def packed_error(error: HosoError) -> Facts:
    """An error of ours as facts."""
    return {"code": error.code, "message": error.message, "advice": error.advice}


def unpacked_error(facts: Mapping[str, Any]) -> HosoError:
    """The error of those facts. Errors: `BadMessage`."""
    for kind in vars(errors).values():
        if isinstance(kind, type) and issubclass(kind, HosoError) and kind.code == facts.get("code"):
            return kind(str(facts.get("message", "")), str(facts.get("advice", "")))
    raise BadMessage


def encoded(facts: Facts) -> bytes:
    """The facts as they are sent."""
    return json.dumps(facts).encode()


def decoded(message: bytes) -> Facts:
    """The facts that were sent. Errors: `BadMessage`."""
    try:
        facts = json.loads(message)
    except ValueError as error:
        raise BadMessage from error
    if not isinstance(facts, dict):
        raise BadMessage
    return facts
