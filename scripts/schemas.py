"""Writes the JSON Schemas of all records anew from the catalogue: `python scripts/schemas.py`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "src" / "hoso" / "schemas" / "json"


def main() -> None:
    """Write every file and remove those of types that are gone."""
    sys.path.insert(0, str(ROOT / "src"))
    from hoso.schemas.catalogue import load_catalogue
    from hoso.schemas.json_schema import schema_files

    files = schema_files(load_catalogue())
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in FOLDER.glob("*.json"):
        if path.name not in files:
            path.unlink()
    for name, text in files.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(files)} -> {FOLDER.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
