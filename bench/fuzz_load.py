"""`python -m bench.fuzz_load FOLDER`: looks for bytes that make loading fail in a way that it must not.

Needs the package `atheris`, which is not among the requirements. FOLDER keeps the inputs that reached new
code, and a file for each find; further options are libFuzzer's (`-max_total_time=600`, `-rss_limit_mb=3000`).
It runs in this process, where a crash is a find; in the product a crash stays in the decoding process.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

atheris = import_module("atheris")  # its types are not installed where it is not

with atheris.instrument_imports(include=["hoso.pipeline.load", "PIL", "pikepdf", "pdf2image"]):
    from hoso.pipeline.load import count_pages, load_pages
    from hoso.schemas.errors import DocumentError


def read(data: bytes) -> None:
    """Load every page; only a `DocumentError` may come out."""
    from tests.hostile import LIMITS

    try:
        count = count_pages(data, LIMITS)
        loaded = list(load_pages(data, LIMITS))
    except DocumentError:
        return
    assert len(loaded) == count


def main() -> None:
    """Start from one valid file of each kind."""
    from tests.hostile import files

    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files().items():
        (folder / name.replace(" ", "_")).write_bytes(data)
    atheris.Setup([*sys.argv, f"-artifact_prefix={folder}/find-"], read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
