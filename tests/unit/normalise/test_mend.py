"""The lists of units mend marks where a reading is open to doubt, and change nothing that stands right."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoso.pipeline.normalise import normalise
from hoso.pipeline.normalise.evidence import cased
from hoso.pipeline.normalise.mend import Mended, mend
from hoso.pipeline.normalise.repair import repair_units
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Word
from hoso.schemas.reference.units import Unit, unit_lists

_PLACE = Box(0.1, 0.1, 0.2, 0.2)
_SHORT = {"xã": "X.", "phường": "P.", "thị trấn": "TT.", "huyện": "H.", "quận": "Q.", "thành phố": "TP."}


def _words(text: str, sure: float = 0.97, rivals: Mapping[str, str] | None = None) -> list[Word]:
    return [Word(word, _PLACE, sure, (rivals or {}).get(word, "")) for word in text.split()]


def _mended(text: str, sure: float = 0.97, rivals: Mapping[str, str] | None = None) -> Mended:
    return mend(text, _words(text, sure, rivals))


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("xã Phước Vĩnh An, huyện Củ Chỉ, TP Hồ Chí Minh", "xã Phước Vĩnh An, huyện Củ Chi, TP Hồ Chí Minh"),
        ("Hồ Nai 3 - Trảng Bom - Đồng Nai", "Hố Nai 3 - Trảng Bom - Đồng Nai"),
        ("XÃ VĨNH THẠNH, HUYỆN LẬP VÒ, TỈNH ĐỒNG THÁP", "XÃ VĨNH THẠNH, HUYỆN LẤP VÒ, TỈNH ĐỒNG THÁP"),
        ("xã Cấm Mỹ, tỉnh Hà Tĩnh", "xã Cẩm Mỹ, tỉnh Hà Tĩnh"),
        ("xã Tiên Hội, huyên Đại Tử, tỉnh Thái Nguyên", "xã Tiên Hội, huyện Đại Từ, tỉnh Thái Nguyên"),
        ("Xã Ia Khươi - Huyện Chư Păh - Tỉnh Gia Lai", "Xã Ia Khươl - Huyện Chư Păh - Tỉnh Gia Lai"),
        ("ỦY BAN NHÂN DÂN HUYỆN TRẲNG BOM", "ỦY BAN NHÂN DÂN HUYỆN TRẢNG BOM"),
        (
            "xã Ngư Thủu Bắc - huuện Lệ Thủu - tỉnh Quảng Bình",
            "xã Ngư Thủy Bắc - huyện Lệ Thủy - tỉnh Quảng Bình",
        ),
        (
            "Uỷ ban nhân dân xã Hoà Thẳng, huyện Hữu Lũng, tỉnh Lạng Sơn",
            "Uỷ ban nhân dân xã Hoà Thắng, huyện Hữu Lũng, tỉnh Lạng Sơn",
        ),
    ],
)
def test_name_that_no_unit_has_becomes_the_only_one_that_fits(read: str, right: str) -> None:
    """A sure reading of what exists nowhere is mended, and left to a person."""
    done = _mended(read)
    assert (done.text, done.settled) == (right, False)


def test_rival_reading_settles_a_name() -> None:
    """Where one of two readings is the unit's own, nobody needs to look."""
    done = _mended("xã Yên Thành, huyện Yên Bình, tỉnh Yên Bai", 0.6, {"Bai": "Bái", "Bình,": "Bính,"})
    assert done.text == "xã Yên Thành, huyện Yên Bình, tỉnh Yên Bái"
    assert done.settled


@pytest.mark.parametrize("name", ["Mù Cang Chải", "Mù Căng Chải"])
def test_two_spellings_are_in_use(name: str) -> None:
    """The list has one, papers and the law both."""
    assert name in _mended(f"xã Chế Cu Nha, huyện {name}, tỉnh Yên Bái").text


def test_a_dot_that_one_reading_lost_may_be_lost_elsewhere_too() -> None:
    """`Đôi 6, thôn Ha … tỉnh Lang Sơn`: the list mends the province; of the hamlet nobody knows."""
    done = _mended("thôn Ha, xã Hòa Bình, huyện Hữu Lũng, tỉnh Lang Sơn", 0.97, {"Lang": "Lạng"})
    assert done.text == "thôn Ha, xã Hòa Bình, huyện Hữu Lũng, tỉnh Lạng Sơn"
    assert not done.settled


@pytest.mark.parametrize(
    ("read", "whole"),
    [
        ("Buôn Ma Thuột, Đắk Lắk", False),
        ("Lý Sơn, Quảng Ngãi", True),
        ("thành phố Buôn Ma Thuột, tỉnh Đắk Lắk", True),
        ("Ea Kao, Buôn Ma Thuột, Đắk Lắk", True),
        ("UBND huyện Cư M'gar, tỉnh Đắk Lắk", True),
    ],
)
def test_an_address_that_begins_with_a_district_may_lack_a_line(read: str, whole: bool) -> None:
    """Nobody lives in a district alone; one that is called so may be all that the paper says."""
    assert _mended(read).settled is whole


def test_unit_that_exists_elsewhere_gives_way_only_to_a_witness() -> None:
    """`Gia Viên` is a ward somewhere: a sure reading of a commune so called is kept, an unsure one is not."""
    text = "xã Gia Viên, huyện Gia Viễn, tỉnh Ninh Bình"
    assert _mended(text).text == text
    read = "phường Đông Thành, thành phố Hoa Lư, tỉnh Ninh Bình"
    sure, unsure = read.replace("Thành,", "Thạnh,"), 0.5
    assert _mended(sure).text == sure
    assert _mended(sure, unsure).text == read


def test_marks_that_tell_two_units_apart_are_kept() -> None:
    """One district has both `Hoa Lộc` and `Hòa Lộc`: either reading stays, however unsure."""
    for name in ("Hoa Lộc", "Hòa Lộc"):
        text = f"xã {name}, huyện Hậu Lộc, tỉnh Thanh Hóa"
        done = _mended(text, 0.5)
        assert done.text == text
        assert next(w.confidence for w in done.words if w.text.startswith("H")) == 0.5
    unsure = _mended("xã Hóa Lộc, huyện Hậu Lộc, tỉnh Thanh Hóa", 0.5)
    assert unsure.text.startswith("xã Hóa Lộc")
    told = _mended("xã Hóa Lộc, huyện Hậu Lộc, tỉnh Thanh Hóa", 0.5, {"Hóa": "Hòa"})
    assert told.text.startswith("xã Hòa Lộc")


def test_a_capital_of_the_shape_of_its_small_letter() -> None:
    """`củ Chi` is `Củ Chi`; a name in small letters that look otherwise stays as it is."""
    assert "huyện Củ Chi, Thành phố Hồ Chí Minh" == _mended("huyện củ Chi, Thành phố Hồ Chí Minh").text
    assert "huyện bình Giang, tỉnh Hải Dương" == _mended("huyện bình Giang, tỉnh Hải Dương").text


def test_letters_of_one_shape() -> None:
    """`la` before a name of the highlands is `Ia`; nothing needs a look."""
    done = _mended("thôn 9 - xã la Blang - huyện Chư Sê - tỉnh Gia Lai")
    assert (done.text, done.settled) == ("thôn 9 - xã Ia Blang - huyện Chư Sê - tỉnh Gia Lai", True)
    assert _mended("làng la Lâm, tỉnh Gia Lai").text == "làng Ia Lâm, tỉnh Gia Lai"
    assert _mended("phố la Lâm, Hà Nội").text == "phố la Lâm, Hà Nội"


def test_full_stops_between_units_become_commas() -> None:
    """OCR's full stop between units is a comma; short forms keep theirs."""
    assert _mended("Cô Tô. Tri Tôn, An Giang").text == "Cô Tô, Tri Tôn, An Giang"
    assert _mended("Ấp 11. Xã Hợp Hòa. Tỉnh Tuyên Quang").text == "Ấp 11, Xã Hợp Hòa, Tỉnh Tuyên Quang"
    assert _mended("TT. Cô Tô, H. Tri Tôn, T. An Giang").text == "TT. Cô Tô, H. Tri Tôn, T. An Giang"


def test_office_lies_where_the_papers_addresses_lie() -> None:
    """A commune named alone is looked for in the district of the paper's other addresses."""
    read = "ỦY BAN NHÂN DÂN THỊ TRẤN CÔN"
    tails = ("huyện Hải Hậu, tỉnh Nam Định", "tỉnh Nam Định")
    assert mend(read, _words(read), tails).text == "ỦY BAN NHÂN DÂN THỊ TRẤN CỒN"
    misread = "ỦY BAN NHÂN DÂN HUYẸN HẢI HẬU"
    assert mend(misread, _words(misread), tails).text == "ỦY BAN NHÂN DÂN HUYỆN HẢI HẬU"
    assert mend(read, _words(read)).text == read


def test_confirmed_words_count_as_sure() -> None:
    """Words that spell the listed units are surer; hamlets and numbers are not."""
    done = _mended("Thôn Đoài, xã Tả Van, thị xã Sa Pa, tỉnh Lào Cai", 0.6)
    sure = {word.text for word in done.words if word.confidence > 0.98}
    assert {"Van,", "Sa", "Pa,", "Lào", "Cai"} <= sure
    assert {"Thôn", "Đoài,"}.isdisjoint(sure)
    numbered = _mended("xã Sơn Kim 1, huyện Hương Sơn, tỉnh Hà Tĩnh", 0.6)
    assert next(w.confidence for w in numbered.words if w.text == "1,") == 0.6


@st.composite
def _addresses(draw: st.DrawFn) -> str:
    """Any commune of the lists, as any writer may put it."""
    lists = unit_lists().old
    province = draw(st.sampled_from(sorted(lists)))
    district = draw(st.sampled_from(lists[province]))
    units = [c.unit for c in district.communes[:1]]
    if district.communes:
        units = [draw(st.sampled_from(district.communes)).unit]
    style = draw(st.sampled_from(("full", "short", "none", "upper", "title")))
    parts = [_put(unit, style) for unit in (*units, district.unit)]
    detail = draw(st.sampled_from(("", "Thôn Đông", "Ấp 3", "Số 12/5 đường Lê Lợi", "UBND")))
    joined = draw(st.sampled_from((", ", " - "))).join(
        [*([detail] if "B" not in detail else []), *parts, province]
    )
    text = joined if "B" not in detail else f"UBND {joined}"
    text = text.removeprefix(", ").removeprefix(" - ")
    return text.upper() if style == "upper" else text


def _put(unit: Unit, style: str) -> str:
    if style == "none" and not unit.name.isdigit():
        return unit.name
    if style == "short":
        return f"{_SHORT.get(unit.kind, unit.kind)} {unit.name}"
    return cased("A", unit.kind) + f" {unit.name}" if style == "title" else unit.full


@settings(max_examples=150, deadline=None)
@given(_addresses(), st.floats(0.1, 1.0), st.sampled_from(("", "Hòa", "Tân,", "Chỉ", "Đông")))
def test_right_spelling_never_changes(text: str, sure: float, rival: str) -> None:
    """However unsure the engine, and whatever its rival read, a listed address stays to the letter."""
    words = [Word(word, _PLACE, sure, rival) for word in text.split()]
    done = mend(text, words)
    assert (done.text, done.settled) == (text, True)
    assert [word.text for word in done.words] == text.split()
    assert all(new.confidence >= old.confidence for new, old in zip(done.words, words, strict=True))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.floats(0, 1))
def test_any_text_passes(text: str, sure: float) -> None:
    """Nothing that OCR may bring makes it stumble."""
    assert len(mend(text, _words(text, sure)).words) == len(text.split())


@pytest.mark.parametrize("read", ["Úy ban nhân dân xã Duy Phú", "Uy ban nhân dân xã Duy Phú"])
def test_committee_gets_its_mark(read: str) -> None:
    """The first word of a People's Committee has one spelling per way to place tones."""
    assert repair_units(read) == "Ủy ban nhân dân xã Duy Phú"
    assert repair_units("Uỷ ban nhân dân xã Duy Phú") == "Uỷ ban nhân dân xã Duy Phú"


def test_kinds_of_offices_are_spelled_right() -> None:
    """Only marks change, and only in the whole phrase; a place of the same letters is none."""
    mended = normalise("address", "BỆNH VIÊN Phụ sản Nghệ An, phường Thành Vinh, tỉnh Nghệ An")

    assert mended.value == "BỆNH VIỆN Phụ sản Nghệ An, phường Thành Vinh, tỉnh Nghệ An"
    assert normalise("address", "Thôn Tram Y, tỉnh Nghệ An").value == "Thôn Tram Y, tỉnh Nghệ An"
