"""How names are compared in searches: without tone marks, case or needless spaces."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Lower case without marks, `đ` as `d`, single spaces: `Nguyễn Thị Đào` → `nguyen thi dao`."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
