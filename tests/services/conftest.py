"""Fixtures of the use-case tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.world import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A fresh site in memory with one dossier."""
    return World(tmp_path / "spool")
