"""Where artefacts lie in the object store: made from content hash and pipeline version, never from names."""

from __future__ import annotations

from collections.abc import Sequence


def original_key(sha256: str) -> str:
    """The untouched upload, byte for byte."""
    return f"originals/{sha256[:2]}/{sha256}"


def page_key(sha256: str, version: str, number: int) -> str:
    """The upright, straightened image of a page as the reviewer sees it."""
    return f"pages/{sha256[:2]}/{sha256}/{version}/{number}.jpg"


def text_key(sha256: str, version: str) -> str:
    """What was read on all pages."""
    return f"text/{sha256[:2]}/{sha256}/{version}.json"


def pdf_key(sha256: str, version: str, pages: Sequence[int], doc_type: str) -> str:
    """The searchable PDF of one paper of the upload."""
    numbers = "-".join(str(number) for number in pages)
    return f"pdf/{sha256[:2]}/{sha256}/{version}/{doc_type}-{numbers}.pdf"


def version_of(key: str) -> str:
    """The pipeline version that a text key was made with: pages of that version belong to it."""
    return key.rpartition("/")[2].removesuffix(".json")
