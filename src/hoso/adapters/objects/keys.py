"""Which keys an object store takes."""

from __future__ import annotations

import re

from hoso.schemas.errors import NotFound

_KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")


def checked(key: str) -> str:
    """The key, when it is a plain relative path; else nothing can lie there. Errors: `NotFound`."""
    if not _KEY.fullmatch(key):
        raise NotFound
    return key
