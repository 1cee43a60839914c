"""Loading ahead of need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hoso.pipeline.classify import _titles
from hoso.pipeline.confidence import packaged_scale
from hoso.pipeline.label_types import labels_of
from hoso.pipeline.ready import get_ready
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.reference.units import unit_lists

LOADED: tuple[Callable[..., Any], ...] = (labels_of, _titles, packaged_scale, unit_lists)


def test_what_understanding_takes_is_loaded() -> None:
    """Labels and titles of every type, units and probabilities are there before the first paper."""
    for loader in LOADED:
        loader.cache_clear()  # type: ignore[attr-defined]  # all are cached functions
    catalogue = load_catalogue()
    get_ready(catalogue)

    sizes = [loader.cache_info().currsize for loader in LOADED]  # type: ignore[attr-defined]
    assert [len(catalogue.types)] * 2 == sizes[:2]
    assert [1, 1] == sizes[2:]
