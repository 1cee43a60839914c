"""Addresses, places, issuing bodies and free text."""

from __future__ import annotations

from typing import Any

import pytest

from hoso.pipeline.normalise import normalise, resolve_address

OLD, NEW = "2025-06-30", "2025-07-01"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "Thôn 2, xã Tân Lập, huyện Đan Phượng, TP. Hà Nội.",
            "Thôn 2, xã Tân Lập, huyện Đan Phượng, TP. Hà Nội",
        ),
        (": sỐ 12 Kinh tẾ, phường 5, TP.HCM", "số 12 Kinh tế, phường 5, TP.HCM"),
        ("Xã Tân Lập...., tỉnh Hoà Bình", "Xã Tân Lập , tỉnh Hoà Bình"),
        ("Bà Rịa – Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("Bệnh viện Từ Dũ", "Bệnh viện Từ Dũ"),
    ],
)
def test_addresses_stay_as_printed(text: str, value: str) -> None:
    """Case, abbreviations and spelling are the paper's own."""
    result = normalise("address", text)
    assert (result.value, result.validity) == (value, "ok")


def test_address_without_a_province_is_doubted() -> None:
    """An address that names no province was probably cut short."""
    result = normalise("address", "Thôn 2, xã Tân Lập")
    assert (result.validity, [finding.code for finding in result.findings]) == (
        "suspicious",
        ["address_without_province"],
    )


def test_likely_province_is_a_suggestion_to_look_at() -> None:
    """A province whose marks were misread gets those of the list, with a remark and a lower score."""
    result = normalise("address", "xã Minh Sơn, huyện Bắc Mê, tỉnh Hà Giạng")
    assert result.value == "xã Minh Sơn, huyện Bắc Mê, tỉnh Hà Giang"
    assert result.text == "xã Minh Sơn, huyện Bắc Mê, tỉnh Hà Giạng"
    assert result.score < 0.8
    assert [finding.code for finding in result.findings] == ["province_suggestion"]
    assert "Hà Giang" in result.findings[0].message


@pytest.mark.parametrize("kind", ["address", "place", "text"])
def test_garbled_text_is_doubted(kind: str) -> None:
    """Words that are none make a text suspicious."""
    assert normalise(kind, "asdkj qwelk zxc Hà").validity == "suspicious"


def _resolved(
    province: str,
    district: str | None,
    commune: str | None,
    as_of: str | None,
    current: tuple[str, str | None],
) -> dict[str, Any]:
    now = {"province": current[0], "commune": current[1]}
    return {"province": province, "district": district, "commune": commune, "as_of": as_of, "current": now}


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        (
            "Thôn 2, xã Tân Lập, huyện Đan Phượng, thành phố Hà Nội",
            _resolved("Hà Nội", "huyện Đan Phượng", "xã Tân Lập", OLD, ("Hà Nội", None)),
        ),
        (
            "xã Minh Sơn, huyện Bắc Mê, tỉnh Hà Giang",
            _resolved("Hà Giang", "huyện Bắc Mê", "xã Minh Sơn", OLD, ("Tuyên Quang", None)),
        ),
        (
            "Thôn Đông, xã Tân Lập, tỉnh Lâm Đồng",
            _resolved("Lâm Đồng", None, "xã Tân Lập", NEW, ("Lâm Đồng", "xã Tân Lập")),
        ),
        (
            "phường Thuận Hóa, thành phố Huế",
            _resolved("Huế", None, "phường Thuận Hóa", NEW, ("Huế", "phường Thuận Hóa")),
        ),
        (
            "P. Phú Hội, TP. Huế, tỉnh Thừa Thiên Huế",
            _resolved("Thừa Thiên Huế", "TP. Huế", "P. Phú Hội", OLD, ("Huế", None)),
        ),
        (
            "xã Tả Van, thị xã Sa Pa, tỉnh Lào Cai",
            _resolved("Lào Cai", "thị xã Sa Pa", "xã Tả Van", OLD, ("Lào Cai", None)),
        ),
        ("Đội 5, Tịnh Hà, Quảng Ngãi", _resolved("Quảng Ngãi", None, None, None, ("Quảng Ngãi", None))),
        (
            "Tân Lập, huyện Đan Phượng Hà Nội",
            _resolved("Hà Nội", "huyện Đan Phượng", "Tân Lập", OLD, ("Hà Nội", None)),
        ),
        (
            "Thôn 1, xã Tân Lập, tỉnh Hà Gjang",
            _resolved("Hà Giang", None, "xã Tân Lập", OLD, ("Tuyên Quang", None)),
        ),
        (
            "Tân Lập, Đan Phượng, Hà Nội",
            _resolved("Hà Nội", "Đan Phượng", "Tân Lập", OLD, ("Hà Nội", None)),
        ),
        ("Tân Lập, Hà Nội", _resolved("Hà Nội", None, None, None, ("Hà Nội", None))),
        (
            "phường 5, TP. Hồ Chí Minh",
            _resolved("Hồ Chí Minh", None, "phường 5", None, ("Hồ Chí Minh", None)),
        ),
        ("P. 5, Q. 3, TP.HCM", _resolved("Hồ Chí Minh", "Q. 3", "P. 5", OLD, ("Hồ Chí Minh", None))),
        (
            "thị trấn Tân Túc, tỉnh Long An",
            _resolved("Long An", None, "thị trấn Tân Túc", OLD, ("Tây Ninh", None)),
        ),
        (
            "xã Ia Pa huyện Ia Pa tỉnh Gia Lai",
            _resolved("Gia Lai", "huyện Ia Pa", "xã Ia Pa", OLD, ("Gia Lai", None)),
        ),
        (
            "Phước Hải - Đất Đỏ - Bà Rịa - Vũng Tàu",
            _resolved("Bà Rịa - Vũng Tàu", "Đất Đỏ", "Phước Hải", OLD, ("Hồ Chí Minh", None)),
        ),
    ],
)
def test_addresses_resolve(text: str, resolved: dict[str, Any]) -> None:
    """Both generations of units resolve to the province of today; what is unknown stays open."""
    assert resolve_address(text) == resolved


@pytest.mark.parametrize("text", ["", "xã Tân Lập", "Bệnh viện Từ Dũ", "...", "Cộng hòa Pháp"])
def test_no_province_resolves_to_nothing(text: str) -> None:
    """Without a province nothing is derived."""
    assert resolve_address(text) is None


@pytest.mark.parametrize(
    "text", ["Công an tỉnh Hà Giang", "UBND XÃ TÂN LẬP", "Sở Tài nguyên và Môi trường", "Cục Cảnh sát"]
)
def test_issuers(text: str) -> None:
    """Offices are recognised by their words."""
    result = normalise("issuer", f"do {text}."[3:])
    assert (result.value, result.validity) == (text, "ok")
    assert result.score > 0.9


@pytest.mark.parametrize("text", ["cải chính họ tên", "Xác định lại dân tộc", "số 12", "-/-"])
def test_a_phrase_keeps_the_case_of_its_first_letter(text: str) -> None:
    """What goes on in a sentence begins small, what stands alone with a capital."""
    assert normalise("phrase", text).value == (None if text == "-/-" else text)
