"""The worked example of docs/add-a-document-type.md, held word for word."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from hoso.pipeline.normalise import KINDS
from hoso.pipeline.understand import understand
from hoso.schemas.catalogue import Catalogue, load_catalogue, parse_document_type
from tests.pages import TODAY, Print, motto, page_of, title

GUIDE = (Path(__file__).parents[2] / "docs" / "add-a-document-type.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    """The guide's only block of code in that language."""
    (found,) = re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    return str(found)


def test_the_example_is_read_as_the_guide_says() -> None:
    """The type of the guide, added to the catalogue, finds every field of the guide's paper."""
    kind = parse_document_type(tomllib.loads(block("toml")))
    catalogue = Catalogue({**load_catalogue().types, kind.doc_type: kind})
    names: dict[str, object] = {"motto": motto, "title": title}
    exec(block("python"), names)  # the guide is ours
    paper = names["paper"]
    assert isinstance(paper, tuple)
    lines: tuple[str | Print, ...] = paper

    (document,) = understand([page_of(lines)], catalogue, TODAY)

    assert document.doc_type == kind.doc_type
    assert json.loads(block("json")) == {key: field.value for key, field in document.fields.items()}


def test_the_guide_names_what_there_is() -> None:
    """Kinds of the example are kinds of values, and files that the guide names exist."""
    kind = parse_document_type(tomllib.loads(block("toml")))
    root = Path(__file__).parents[2]
    named = re.findall(r"`((?:hoso|src|tests|scripts)/[\w/.]+\.py)`", GUIDE)

    assert {spec.kind for spec in kind.fields} <= KINDS
    assert named
    assert [] == [name for name in named if not (root / name).exists() and not (root / "src" / name).exists()]
