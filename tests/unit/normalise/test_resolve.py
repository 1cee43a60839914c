"""What printed addresses stand for, at their time and today."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from hoso.pipeline.normalise import resolve_address
from hoso.schemas.reference import old_provinces
from hoso.schemas.reference.units import FIRST_NEW_DAY as NEW
from hoso.schemas.reference.units import LAST_OLD_DAY as OLD
from hoso.schemas.reference.units import former_districts, former_provinces, unit_lists


def _told(*parts: str | None) -> Mapping[str, Any]:
    province, district, commune, as_of, now, commune_now = parts
    return {
        "province": province,
        "district": district,
        "commune": commune,
        "as_of": as_of,
        "current": {"province": now, "commune": commune_now},
    }


MINH_SON = _told("Hà Giang", "huyện Bắc Mê", "xã Minh Sơn", OLD, "Tuyên Quang", "xã Minh Sơn")
WARD_5 = _told("Hồ Chí Minh", "quận 3", "phường 5", OLD, "Hồ Chí Minh", "phường Bàn Cờ")
CO_TO = _told("An Giang", "huyện Tri Tôn", "thị trấn Cô Tô", OLD, "An Giang", "xã Cô Tô")
PHU_HOI = _told("Thừa Thiên Huế", "thành phố Huế", "phường Phú Hội", "2024-12-31", "Huế", "phường Thuận Hóa")
PHUOC_HAI = _told(
    "Bà Rịa - Vũng Tàu", "huyện Đất Đỏ", "thị trấn Phước Hải", "2024-12-31", "Hồ Chí Minh", "xã Phước Hải"
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Thôn 2, xã Minh Sơn, huyện Bắc Mê, tỉnh Hà Giang", MINH_SON),
        ("X. Minh Sơn - H. Bắc Mê - T. Hà Giang", MINH_SON),
        ("Minh Sơn, Bắc Mê, Hà Giang", MINH_SON),
        ("xã Minh Sơn huyện Bắc Mê tỉnh Hà Giang", MINH_SON),
        ("XÃ MINH SƠN, HUYỆN BẮC MÊ, TỈNH HÀ GIANG", MINH_SON),
        ("UBND xã Minh Sơn, huyện Bắc Mê, tỉnh Hà Giang", MINH_SON),
        ("12/3 Lê Lợi, P. 5, Q. 3, TP.HCM", WARD_5),
        ("P5 Q3 TPHCM", WARD_5),
        ("phường 05, quận 3, tp HCM", WARD_5),
        ("TT. Cô Tô. H. Tri Tôn. T. An Giang", CO_TO),
        ("P. Phú Hội, TP. Huế, tỉnh Thừa Thiên Huế", PHU_HOI),
        ("phường Phú Hội, Tp. Huế, TT-Huế", PHU_HOI),
        ("Phước Hải - Đất Đỏ - Bà Rịa - Vũng Tàu", PHUOC_HAI),
        ("Phước Hải, Đất Đỏ, BR-VT", PHUOC_HAI),
        ("Hà Nội", _told("Hà Nội", None, None, None, "Hà Nội", None)),
        ("Bệnh viện Từ Dũ, Quận 1, TP HCM", _told("Hồ Chí Minh", "quận 1", None, OLD, "Hồ Chí Minh", None)),
        (
            "phường Trần Phú, thành phố Hà Giang",
            _told(
                "Hà Giang", "thành phố Hà Giang", "phường Trần Phú", OLD, "Tuyên Quang", "phường Hà Giang 2"
            ),
        ),
        (
            "xã Mỹ Thọ, huyện Cao Lãnh, tỉnh Đồng Tháp",
            _told("Đồng Tháp", "huyện Cao Lãnh", "xã Mỹ Thọ", OLD, "Đồng Tháp", "xã Mỹ Thọ"),
        ),
        (
            "huyện Lý Sơn, tỉnh Quảng Ngãi",
            _told("Quảng Ngãi", "huyện Lý Sơn", None, OLD, "Quảng Ngãi", "đặc khu Lý Sơn"),
        ),
        (
            "xã Tân Hồng, huyện Bình Giang",
            _told("Hải Dương", "huyện Bình Giang", "xã Tân Hồng", OLD, "Hải Phòng", None),
        ),
        (
            "phường Thuận Hóa, thành phố Huế",
            _told("Huế", None, "phường Thuận Hóa", NEW, "Huế", "phường Thuận Hóa"),
        ),
        ("xã Sóc Sơn, TP. Hà Nội", _told("Hà Nội", None, "xã Sóc Sơn", NEW, "Hà Nội", "xã Sóc Sơn")),
    ],
)
def test_printed_addresses_resolve(text: str, told: Mapping[str, Any]) -> None:
    """Short forms, dashes, missing commas and both generations lead to the same units."""
    assert resolve_address(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "xã Dân Hòa, huyện Thanh Oai, tỉnh Hà Tây (nay là TP. Hà Nội)",
            _told("Hà Tây", "huyện Thanh Oai", "xã Dân Hòa", "2008-07-31", "Hà Nội", "xã Dân Hòa"),
        ),
        (
            "xã Xuân Lộc, huyện Thanh Thủy, Phú Thọ (nay là xã Thanh Thủy, tỉnh Phú Thọ)",
            _told("Phú Thọ", "huyện Thanh Thủy", "xã Xuân Lộc", OLD, "Phú Thọ", "xã Thanh Thủy"),
        ),
        (
            "phường Bình An, quận 2, TP. Hồ Chí Minh",
            _told("Hồ Chí Minh", "quận 2", "phường Bình An", "2020-12-31", "Hồ Chí Minh", "phường An Khánh"),
        ),
        ("huyện Lý Nhân, Nam Hà", _told("Nam Hà", "huyện Lý Nhân", None, "1996-12-31", "Ninh Bình", None)),
    ],
)
def test_history_is_known(text: str, told: Mapping[str, Any]) -> None:
    """Provinces and districts of older papers lead to today's, and the paper's own word goes first."""
    assert resolve_address(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "",
        "...",
        "xã Tân Lập",
        "Bệnh viện Từ Dũ",
        "Cộng hòa Pháp",
        "phường 5, TP. Hồ Chí Minh",
        "Tân Lập, Hà Nội",
        "Cao Lãnh, Đồng Tháp",
        "xã Không Đâu Cả, huyện Bắc Mê, tỉnh Hà Giang",
        "xã Minh Sơn, huyện Không Đâu, tỉnh Hà Giang",
        "Thôn 1, xã Minh Sơn, tỉnh Hà Gjang",
        "xã Minh Sờn, huyện Bắc Mê, tỉnh Hà Giang",
        "xã Đình Dù, huyện Mỹ Văn, tỉnh Hải Hưng",
    ],
)
def test_no_guesses(text: str) -> None:
    """What several units could be, or none is, resolves to nothing."""
    assert resolve_address(text) is None


def test_day_of_the_paper_tells_the_generation() -> None:
    """The same words name a district on an old paper and may name a commune on a new one."""
    old = resolve_address("Sóc Sơn, Hà Nội", "2015-01-01")
    assert old == _told("Hà Nội", "huyện Sóc Sơn", None, OLD, "Hà Nội", None)
    assert resolve_address("Sóc Sơn, Hà Nội", "2026-01-01") is None
    bare = resolve_address("Cao Lãnh, Đồng Tháp", "2026-01-01")
    assert bare is None
    new = resolve_address("Tân Khánh Trung, Đồng Tháp", "2026-01-01")
    assert new is None or new["as_of"] == NEW


def test_lists_are_whole() -> None:
    """Both generations are there, every old commune leads somewhere, and every former unit to listed ones."""
    lists = unit_lists()
    assert set(lists.old) == {province.name for province in old_provinces()}
    assert (len(lists.new), sum(map(len, lists.new.values()))) == (34, 3321)
    communes = [c for districts in lists.old.values() for d in districts for c in d.communes]
    assert len(communes) == 10_035
    assert all(commune.became for commune in communes)
    assert all(name in lists.old for former in former_provinces() for name in former.successors)
    for former in former_districts():
        assert {*former.successors} <= {d.unit.full for d in lists.old[former.province]}
