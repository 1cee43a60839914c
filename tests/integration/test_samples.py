"""The sample maker with its real browser: truth and picture agree, and a seed gives the same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import cv2
import pytest

from hoso.samples import registry
from hoso.samples.make import make_mixed, make_sample, write_samples
from hoso.samples.paper import Family, Paper, compose
from hoso.samples.render import Place, Renderer, Sheet
from tests.servers import ROOT, find_program

#: Fields that say what a paper is, not what is printed on it.
TOLD = frozenset({"side"})
ONE_OF_EACH = [pytest.param(registry.families(kind)[0], id=kind) for kind in registry.DOC_TYPES]


class RendererElsewhere(Renderer):
    """A renderer in a thread of its own: browser tests may hold a browser in this one, and two cannot be."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._renderer = self._thread.submit(lambda: Renderer().__enter__()).result()

    def render(self, paper: Paper) -> tuple[Sheet, ...]:
        return self._thread.submit(self._renderer.render, paper).result()

    def close(self) -> None:
        """Close the browser where it was opened."""
        self._thread.submit(self._renderer.__exit__, None, None, None).result()
        self._thread.shutdown()


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    """One browser for all tests of this file."""
    find_program("chromium")
    opened = RendererElsewhere()
    yield opened
    opened.close()


def ink(sheet: Sheet, place: Place) -> float:
    """The share of dark points inside the place."""
    grey = cv2.cvtColor(sheet.image, cv2.COLOR_RGB2GRAY)
    height, width = grey.shape
    left, top, right, bottom = place.box
    inside = grey[int(top * height) : int(bottom * height) + 1, int(left * width) : int(right * width) + 1]
    return float((inside < 140).mean())


@pytest.mark.parametrize("family", ONE_OF_EACH)
def test_fields_stand_where_the_truth_says(renderer: Renderer, family: Family) -> None:
    """Every field's box lies on its page and holds ink; the words of the field are words of the page."""
    paper = compose(Random(11), family)
    sheets = renderer.render(paper)

    assert sheets
    for sheet in sheets:
        letters = sheet.text.replace(" ", "")
        for key, place in sheet.fields:
            assert 0 <= place.box[0] < place.box[2] <= 1, key
            assert 0 <= place.box[1] < place.box[3] <= 1, key
            assert ink(sheet, place) > 0.02, key
            assert key in TOLD or place.text.replace(" ", "") in letters, key


@pytest.mark.parametrize("level", ["clean", "office", "poor", "phone"])
def test_the_same_seed_gives_the_same_bytes(renderer: Renderer, level: str) -> None:
    """A sample made twice is the same file with the same truth, at every level."""
    first = make_sample(renderer, 3, "birth_certificate", level)
    again = make_sample(renderer, 3, "birth_certificate", level)

    assert hashlib.sha256(first.data).hexdigest() == hashlib.sha256(again.data).hexdigest()
    assert first.truth == again.truth
    assert make_sample(renderer, 4, "birth_certificate", level).data != first.data


def test_several_papers_in_one_file(renderer: Renderer) -> None:
    """A mixed file has its papers in order, and its blank page belongs to none of them."""
    sample = make_mixed(renderer, 5, ("birth_certificate", "marriage_certificate"), "office", blank_after=1)
    pages = sample.truth["pages"]
    papers = sample.truth["documents"]

    assert [paper["doc_type"] for paper in papers] == ["birth_certificate", "marriage_certificate"]
    assert [page["blank"] for page in pages] == [False, True, False]
    assert [paper["pages"] for paper in papers] == [[1], [3]]


def test_written_samples_have_their_truth_beside_them(tmp_path: Path) -> None:
    """Each file of a folder stands beside the JSON that names it, and progress counts them all."""
    counted: list[int] = []
    write_samples(tmp_path, 2, ("other", "birth_extract"), ("office",), 9, jobs=2, progress=counted.append)

    truths = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(tmp_path.glob("*.json"))]
    assert sum(counted) == len(truths) == 2
    assert all((tmp_path / truth["file"]).stat().st_size > 1000 for truth in truths)


def test_the_committed_samples_are_whole() -> None:
    """Every sample that comes with the project has its truth, a row in the README, and is small."""
    folder = ROOT / "samples"
    readme = (folder / "README.md").read_text(encoding="utf-8")
    truths = sorted(folder.glob("*.json"))

    assert len(truths) >= 20
    for path in truths:
        truth = json.loads(path.read_text(encoding="utf-8"))
        assert f"`{truth['file']}`" in readme
        assert 1000 < (folder / truth["file"]).stat().st_size < 650_000
