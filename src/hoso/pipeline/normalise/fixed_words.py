"""Fixed wording whose marks OCR loses: uses, terms and origins of land as in law, what is changed in civil
status, causes of death, and kinds of offices and institutions.

Only marks over letters change, and only within whole phrases that are the same without their marks.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from hoso.pipeline.syllables import fold, unify_tone_placement
from hoso.schemas.reference import land_uses

Patterns = tuple[tuple[re.Pattern[str], str], ...]

_PHRASES = (
    "công nhận quyền sử dụng đất", "công nhận qsdđ", "như giao đất", "nhà nước giao đất",
    "nhà nước cho thuê đất", "có thu tiền sử dụng đất", "không thu tiền sử dụng đất", "trả tiền hàng năm",
    "trả tiền một lần", "nhận chuyển nhượng", "nhận tặng cho", "nhận thừa kế", "đất được",
    "quyền sử dụng đất", "sử dụng riêng", "sử dụng chung", "giấy chứng nhận", "cấp đổi", "cấp lại",
    "tài sản gắn liền với đất", "thửa đất số", "tờ bản đồ số", "chứng minh nhân dân",
    "căn cước công dân", "ổn định lâu dài", "lâu dài", "đến ngày", "đến tháng", "đất ở", "đất vườn",
    "đất lúa màu", "bị mất", "nhu cầu cấp mới", "địa chỉ thửa đất", "số vào sổ cấp", "số phát hành",
)  # fmt: skip

#: What forms of civil status say of a change, and causes of death as registers have them.
_OF_CIVIL_STATUS = (
    "cải chính", "bổ sung", "xác định lại dân tộc", "chữ đệm", "ngày, tháng, năm sinh",
    "ngày, tháng sinh", "quê quán", "nơi sinh", "giấy khai sinh", "sổ đăng ký khai sinh", "ung thư",
    "ung thư phổi", "ung thư gan", "ung thư dạ dày", "giai đoạn cuối", "nhồi máu cơ tim",
    "tai biến mạch máu não",
    "xuất huyết não", "đột quỵ", "suy tim", "suy thận", "suy hô hấp", "viêm phổi", "xơ gan", "tuổi già",
    "già yếu", "tăng huyết áp", "đái tháo đường", "tai nạn giao thông", "bệnh tim",
)  # fmt: skip

_OFFICES = (
    "khu tập thể", "tiểu khu", "bệnh viện", "hồi sức tích cực", "khoa cấp cứu", "khoa hồi sức", "quân y",
    "trung ương", "đại học", "cao đẳng", "học viện", "chợ rẫy",
    "trạm y tế", "trung tâm y tế", "nhà hộ sinh", "đa khoa", "phụ sản", "ủy ban nhân dân",
    "văn phòng đăng ký đất đai", "phòng công chứng", "văn phòng công chứng",
)  # fmt: skip
#: Words of which two spellings are in use: `hàng năm`, `hằng năm`.
_EITHER = frozenset({"hàng", "hằng"})


@lru_cache(maxsize=1)
def _of_forms() -> Patterns:
    return _patterns({*_PHRASES, *_OF_CIVIL_STATUS, *(use.name.lower() for use in land_uses().values())})


@lru_cache(maxsize=1)
def _of_offices() -> Patterns:
    return _patterns(_OFFICES)


def _patterns(phrases: Collection[str]) -> Patterns:
    """Every phrase as a pattern of its bare letters, the longest first."""
    longest = sorted(phrases, key=len, reverse=True)
    return tuple((re.compile(rf"(?<![^\W_]){re.escape(fold(p))}(?![^\W_])"), p) for p in longest)


def mend_fixed_words(text: str) -> str:
    """The text with the fixed wording of forms spelled right.

    >>> mend_fixed_words("Đắt trông cây hàng năm khác: Đền ngày 15/10/2063")
    'Đất trồng cây hàng năm khác: Đến ngày 15/10/2063'
    """
    return _mended(text, _of_forms())


def mend_office_words(text: str) -> str:
    """The text with the kinds of offices in it spelled right.

    >>> mend_office_words("Bệnh viên Phụ sản Nghệ An")
    'Bệnh viện Phụ sản Nghệ An'
    """
    return _mended(text, _of_offices())


def _mended(text: str, known: Patterns) -> str:
    folded = fold(text)
    if len(folded) != len(text):
        return text
    for pattern, phrase in known:
        for found in pattern.finditer(folded):
            start, end = found.span()
            text = text[:start] + _spelled(text[start:end], phrase) + text[end:]
    return text


def _spelled(sample: str, phrase: str) -> str:
    """The phrase in the letter case of the sample; a word stays that differs in the place of a tone mark."""
    words = zip(sample.split(" "), phrase.split(" "), strict=True)
    return " ".join(_word(was, right) for was, right in words)


def _word(was: str, right: str) -> str:
    if was.lower() in _EITHER or unify_tone_placement(was.lower()) == unify_tone_placement(right):
        return was
    return "".join(b.upper() if a.isupper() else b for a, b in zip(was, right, strict=True))
