"""The rules of the house that no linter knows, held over the whole tree (docs/development.md)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    path
    for room in ("src", "tests", "bench")
    for path in sorted((ROOT / room).rglob("*.py"))
    if "migrations" not in path.parts and path != Path(__file__)
]
SERVERS = ROOT / "tests" / "servers.py"
LATER = re.compile(r"\b(?:TODO|FIXME|raise NotImplementedError)\b")
FILE_LINES, FUNCTION_LINES = 350, 50


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions of a file, inner ones too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def named(path: Path) -> str:
    """The file as messages show it."""
    return path.relative_to(ROOT).as_posix()


def test_files_stay_small() -> None:
    """No file of the product is longer than 350 lines."""
    long = [named(p) for p in SOURCES if len(p.read_text(encoding="utf-8").splitlines()) > FILE_LINES]

    assert [name for name in long if not name.startswith("tests/")] == []


def test_functions_stay_small() -> None:
    """No function is longer than 50 lines."""
    long = [
        f"{named(path)}:{function.lineno} {function.name}"
        for path in SOURCES
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno >= FUNCTION_LINES
    ]

    assert long == []


def test_no_rag_bags() -> None:
    """No module is called after nothing in particular."""
    assert [named(p) for p in SOURCES if p.stem in {"base", "helpers", "misc", "utils"}] == []


def test_nothing_is_left_for_later() -> None:
    """There is no unfinished work in the tree."""
    assert [named(p) for p in SOURCES if LATER.search(p.read_text(encoding="utf-8"))] == []


def test_only_a_missing_server_skips() -> None:
    """One place alone may skip a test."""
    skipping = [p for p in SOURCES if re.search(r"pytest\.(mark\.)?skip", p.read_text(encoding="utf-8"))]

    assert skipping == [SERVERS]


def test_each_test_says_what_must_hold() -> None:
    """Every test has a sentence."""
    silent = [
        f"{named(path)}:{function.lineno} {function.name}"
        for path in SOURCES
        if path.name.startswith("test_")
        for function in functions(path)
        if function.name.startswith("test_") and not ast.get_docstring(function)
    ]

    assert silent == []
