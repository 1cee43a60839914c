"""Fixtures of tests that hurt real processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.site import Site

MakeSite = Callable[..., Site]


@pytest.fixture
def make_site(tmp_path: Path) -> Iterator[MakeSite]:
    """Make a site whose first reader of all waits `seconds` (so that it can be caught at it)."""
    made: list[Site] = []

    def make(seconds: float = 0, **more: Any) -> Site:
        environment = {"HOSO_TEST_SECONDS": str(seconds), "HOSO_TEST_MARK": str(tmp_path / "reading")}
        settings = {"engine": "tests.engines:slow", "workers": 1, "first_pause_seconds": 0.1} | more
        made.append(Site(tmp_path / f"site-{len(made)}", settings, environment))
        return made[-1]

    yield make
    for site in made:
        site.close()
