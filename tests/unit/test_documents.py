"""The guides say what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hoso.app.cli import COMMANDS
from hoso.app.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SETTINGS = {f"HOSO_{name.upper()}" for name in Settings.model_fields}


def test_every_setting_is_explained() -> None:
    """The operations guide names each setting."""
    guide = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

    assert set(re.findall(r"HOSO_[A-Z_]+", guide)) >= SETTINGS - {"HOSO_ENGINE"}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_named_settings_and_commands_exist(guide: Path) -> None:
    """What a guide tells people to set or to call is there."""
    text = guide.read_text(encoding="utf-8")
    called = set(re.findall(r"(?:^|`|bin/)hoso ([a-z]+)", text, re.MULTILINE))

    assert set(re.findall(r"HOSO_[A-Z_]+\b", text)) <= SETTINGS
    assert called <= set(COMMANDS)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_links_lead_somewhere(guide: Path) -> None:
    """Links between the guides and to files of the tree are not broken."""
    text = guide.read_text(encoding="utf-8")

    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (guide.parent / target).exists(), target
