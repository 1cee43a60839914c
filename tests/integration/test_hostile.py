"""Damaged files of every format give pages or a document error; no process of ours comes to harm."""

from __future__ import annotations

from bench.hostile import read_all, whole
from hoso.pipeline.load import PageImage, load_pages
from tests.hostile import LIMITS, files, mutants

COUNT, SEED = 162, 20_261_121


def test_the_files_are_sound_before_they_are_damaged() -> None:
    """Every kind of file reads well as long as nothing is done to it."""
    for name, data in files().items():
        assert {type(page) for page in load_pages(data, LIMITS)} == {PageImage}, name


def test_damage_is_the_same_with_the_same_seed() -> None:
    """A file that made trouble can be made again, and no two are the same by chance."""
    once, again = list(mutants(54, SEED)), list(mutants(54, SEED))

    assert once == again
    assert len({data for _, data in once}) > 50


def test_damaged_files_are_read_or_refused() -> None:
    """Whatever bytes come, there is a result with its PDF or a `DocumentError`, and in time."""
    outcomes = read_all(mutants(COUNT, SEED), whole)

    assert outcomes.strange == []
    assert outcomes.total.total() == COUNT
    assert {"read", "corrupt_file"} <= set(outcomes.total)
