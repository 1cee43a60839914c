"""Land papers of layouts kept aside, set by the real browser and understood from their words alone."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from hoso.pipeline.understand import understand
from hoso.samples import registry
from hoso.samples.paper import Family, compose
from hoso.samples.truth import document_truth
from hoso.schemas.catalogue import load_catalogue
from tests.integration.test_samples import RendererElsewhere
from tests.pages import TODAY
from tests.servers import find_program
from tests.sheets import page_of_sheet

TYPES = (
    "land_transfer_contract", "land_gift_contract", "inheritance_agreement", "cadastral_extract",
    "land_registration_application", "land_change_registration", "land_use_certificate",
)  # fmt: skip
FAMILIES = [family for kind in TYPES for family in registry.families(kind, True)]
KEPT_ASIDE = [pytest.param(family, id=family.name) for family in FAMILIES]
SPREAD = pytest.param(registry.family_named("land_2009_spread"), id="land_2009_spread")
#: Fields of a hundred that must be read exactly.
FLOOR = 95


@pytest.fixture(scope="module")
def renderer() -> Iterator[RendererElsewhere]:
    """One browser for all tests of this file."""
    find_program("chromium")
    opened = RendererElsewhere()
    yield opened
    opened.close()


@pytest.mark.parametrize("family", [*KEPT_ASIDE, SPREAD])
def test_perfect_words_give_the_truth(renderer: RendererElsewhere, family: Family) -> None:
    """From perfect words the type is right, and nearly every field exactly what is printed."""
    right = printed = 0
    for seed in (61, 62):
        paper = compose(Random(f"paper {seed} {family.name}"), family)
        sheets = renderer.render(paper)
        truth = document_truth(paper, dict(enumerate(sheets, 1)))["fields"]
        pages = [page_of_sheet(sheet, number) for number, sheet in enumerate(sheets, 1)]
        (read,) = understand(pages, load_catalogue(), TODAY)

        assert paper.doc_type == read.doc_type
        right += sum(read.fields[key].value == field["value"] for key, field in truth.items())
        printed += len(truth)
    assert 100 * right >= FLOOR * printed
