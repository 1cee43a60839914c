"""A scale as a file: TOML of plain numbers and words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hoso.pipeline.confidence import Scale

_HEAD = "# How sure values and types are: fitted by `hoso calibrate`, not edited by hand.\n"


def to_toml(scale: Scale) -> str:
    """The text of which `Scale.from_toml` makes the same scale."""
    accept = {
        "all": asdict(scale.other_bound),
        "types": asdict(scale.type_bound),
        "kinds": {kind: asdict(bound) for kind, bound in scale.bounds.items()},
    }
    data = {
        "origin": scale.origin,
        "accept": accept,
        "fields": scale.fields.to_data(),
        "types": scale.types.to_data(),
    }
    return _HEAD + "\n".join(_lines(data, ""))


def _lines(table: Mapping[str, Any], name: str) -> Iterator[str]:
    if name:
        yield f"\n[{name}]"
    for key, value in table.items():
        if not isinstance(value, Mapping):
            yield f"{key} = {_value(value)}"
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _lines(value, f"{name}.{key}" if name else key)


def _value(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], list):
        return "[\n" + "".join(f"  {json.dumps(item)},\n" for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def save(scale: Scale, path: Path) -> None:
    """The file whole or not at all: readers never see half a scale."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(to_toml(scale), encoding="utf-8")
    part.replace(path)
