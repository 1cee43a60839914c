"""Any bytes give pages or a document error: never a foreign exception, never a warning, never a hang."""

from __future__ import annotations

import random
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoso.pipeline.load import BrokenPage, Limits, PageImage, count_pages, load_pages, sniff
from hoso.schemas.errors import DocumentError
from tests.unit.load.papers import drawing, encoded, scan_pdf

LIMITS = Limits(max_pages=20, max_pixels=4_000_000, max_render_pixels=50_000, render_seconds=10)
STARTS = (b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"RIFF\0\0\0\0WEBP")


def files() -> dict[str, bytes]:
    """One small file of each kind."""
    small = drawing(64, 80)
    return {
        "jpeg": encoded(small, "JPEG"),
        "progressive": encoded(small, "JPEG", progressive=True),
        "png": encoded(small, "PNG"),
        "webp": encoded(small, "WEBP"),
        "fax": encoded(
            small.convert("1"),
            "TIFF",
            compression="group4",
            save_all=True,
            append_images=[small.convert("1")],
        ),
        "lzw": encoded(small, "TIFF", compression="tiff_lzw"),
        "pdf": scan_pdf(2),
    }


def read_or_refuse(data: bytes) -> None:
    """Read the bytes; a document error is the only exception that may come out."""
    with suppress(DocumentError):
        count = count_pages(data, LIMITS)
        pages = list(load_pages(data, LIMITS))
        assert len(pages) == count
        for page in pages:
            if isinstance(page, PageImage):
                assert page.pixels.dtype == np.uint8
                assert page.pixels.ndim in (2, 3)
                assert page.pixels.size
                assert page.dpi >= 1
            else:
                assert isinstance(page, BrokenPage)


@pytest.mark.parametrize("name", files())
def test_damaged_files_are_read_or_refused(name: str) -> None:
    """Some fifty mutations of each kind of file: flipped bits, lost and repeated pieces, cut ends."""
    chance = random.Random(name)
    original = files()[name]
    for _ in range(45):
        data = bytearray(original)
        for _ in range(chance.choice([1, 3, 20])):
            at = chance.randrange(len(data))
            way = chance.randrange(4)
            if way == 0:
                data[at] ^= 1 << chance.randrange(8)
            elif way == 1:
                data[at : at + chance.randrange(1, 40)] = chance.randbytes(chance.randrange(20))
            elif way == 2:
                data[at:at] = data[max(0, at - 30) : at]
            elif len(data) > 40 and chance.random() < 0.2:
                del data[at:]
            data = data or bytearray(b"x")
        read_or_refuse(bytes(data))


@given(st.sampled_from(STARTS), st.binary(max_size=400))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_noise_behind_a_true_start_is_refused(start: bytes, noise: bytes) -> None:
    """Bytes that begin like a document and go on as noise never raise anything foreign."""
    read_or_refuse(start + noise)


@given(st.binary(max_size=200))
def test_noise_has_a_kind_or_is_refused(noise: bytes) -> None:
    """Sniffing answers for any bytes."""
    with suppress(DocumentError):
        assert sniff(noise).startswith(("image/", "application/"))
