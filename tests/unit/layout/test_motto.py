"""The motto at the head of state papers."""

from __future__ import annotations

import pytest

from hoso.pipeline.layout.motto import is_motto


@pytest.mark.parametrize(
    "text",
    [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "CONG HOA XA HỌI CHÙ NGHIA VIẸT NAM",
        "Độc lâp Tự do — Hanh phùc",
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ],
)
def test_the_motto_is_known(text: str) -> None:
    """Either line is known, badly read or with other print beside it."""
    assert is_motto(text)


@pytest.mark.parametrize("text", ["", "Việt Nam", "GIẤY KHAI SINH", "Quốc tịch: Việt Nam   Dân tộc: Kinh"])
def test_other_print_is_not_the_motto(text: str) -> None:
    """A word or two that the motto has too do not make a line the motto."""
    assert not is_motto(text)
