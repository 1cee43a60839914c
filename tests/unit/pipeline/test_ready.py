"""Loading ahead of need."""

from __future__ import annotations

from hoso.pipeline.classify.titles import titles_of
from hoso.pipeline.confidence import packaged_scale
from hoso.pipeline.labels.wordings import labels_of
from hoso.pipeline.ready import get_ready
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.reference.units import unit_lists


def test_what_understanding_takes_is_loaded() -> None:
    """Labels and titles of every type, units and probabilities are there before the first paper."""
    for loader in (labels_of, titles_of, packaged_scale):
        loader.cache_clear()
    catalogue = load_catalogue()
    get_ready(catalogue)

    count = len(catalogue.types)
    assert [count, count] == [labels_of.cache_info().currsize, titles_of.cache_info().currsize]
    assert [1, 1] == [packaged_scale.cache_info().currsize, unit_lists.cache_info().currsize]
