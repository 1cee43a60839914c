"""Fixed wording keeps its marks; what only looks like it stays as it was read."""

from __future__ import annotations

import pytest

from hoso.pipeline.normalise import normalise


@pytest.mark.parametrize(
    ("kind", "read", "right"),
    [
        ("text", "Ung thư phối giai đoạn cuôi", "Ung thư phổi giai đoạn cuối"),
        ("text", "Bố sung ngày, tháng sinh: ngày 17 tháng 2", "Bổ sung ngày, tháng sinh: ngày 17 tháng 2"),
        ("address", "SN 18/6, tố 6, xã Mường Típ, huyện Kỳ Sơn, tỉnh Nghệ An",
         "SN 18/6, tổ 6, xã Mường Típ, huyện Kỳ Sơn, tỉnh Nghệ An"),
        ("address", "Số 295, ắp Bình Thành, Xã Thới Sơn, Thành phố Mỹ Tho, Tiền Giang",
         "Số 295, ấp Bình Thành, Xã Thới Sơn, Thành phố Mỹ Tho, Tiền Giang"),
        ("address", "(xác định theo cha hoặc mẹ): xã Hòa Sơn, tỉnh Đắk Lắk", "xã Hòa Sơn, tỉnh Đắk Lắk"),
        ("address", "Tô Hiệu, Xã Thới Sơn, Tiền Giang", "Tô Hiệu, Xã Thới Sơn, Tiền Giang"),
        ("text", "Thay đổi hộ tịch", "Thay đổi hộ tịch"),
        ("text", "Ngã dưới nước", "Ngã dưới nước"),
        ("place", "Khoa Hối sức tích cực, Bệnh viên Đa khoa tỉnh Tuyên Quang",
         "Khoa Hồi sức tích cực, Bệnh viện Đa khoa tỉnh Tuyên Quang"),
        ("address", "P. 361 nhà B3, khu tập thế Bệnh viện, Phường Kim Liên, Quận Đống Đa, Thành phố Hà Nội",
         "P. 361 nhà B3, khu tập thể Bệnh viện, Phường Kim Liên, Quận Đống Đa, Thành phố Hà Nội"),
    ],
)  # fmt: skip
def test_fixed_wording(kind: str, read: str, right: str) -> None:
    """Marks change inside whole phrases alone, in the case that was read."""
    assert normalise(kind, read).value == right
