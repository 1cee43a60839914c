"""The lexicon of names chooses between readings and asks about what it does not know."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoso.pipeline.normalise import normalise
from hoso.pipeline.normalise.name_choice import Chosen, choose
from hoso.pipeline.normalise.name_lexicon import family_names, known_words, mates, own_mates, weight
from hoso.pipeline.syllables import is_vietnamese_syllable
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Word
from hoso.schemas.reference import minority_names, person_names, surnames

_PLACE = Box(0.1, 0.1, 0.2, 0.2)


def _chosen(name: str, sure: float = 0.97, rivals: Mapping[str, str] | None = None) -> Chosen:
    return choose(name, [Word(word, _PLACE, sure, (rivals or {}).get(word, "")) for word in name.split()])


@pytest.mark.parametrize(
    ("name", "rivals", "right"),
    [
        ("PHAN MINH TUẦN", {"TUẦN": "TUẤN"}, "PHAN MINH TUẤN"),
        ("PHAN MINH TUẤN", {"TUẤN": "TUẦN"}, "PHAN MINH TUẤN"),
        ("Lê Gia Hiêu", {"Hiêu": "Hiếu"}, "Lê Gia Hiếu"),
        ("LÝ CẮM NGÂN", {"CẮM": "CẨM"}, "LÝ CẨM NGÂN"),
        ("HẠNG KHÁNH THỊ", {"THỊ": "THI"}, "HẠNG KHÁNH THI"),
        ("HLAN MLÔ", {"HLAN": "H'LAN"}, "H'LAN MLÔ"),
        ("Sơn Thị Huôi", {"Huôi": "Huôl"}, "Sơn Thị Huôl"),
    ],
)
def test_usual_reading_goes_before_one_that_no_list_has(
    name: str, rivals: Mapping[str, str], right: str
) -> None:
    """Of two readings the one that people are called by is taken, and is no surer than its engine."""
    done = _chosen(name, 0.6, rivals)
    assert (done.name, done.findings) == (right, ())
    if right != name:
        assert all(word.confidence <= 0.6 for word in done.words)


def test_sure_reading_is_never_changed() -> None:
    """What no list has stays as read, and a remark names what it may be."""
    done = _chosen("PHAN MINH TUẦN")
    assert done.name == "PHAN MINH TUẦN"
    assert [(finding.code, finding.severity) for finding in done.findings] == [("name_suggestion", "warning")]
    assert "“TUẤN”" in done.findings[0].message


def test_unsure_reading_gives_way_to_the_only_name_of_its_letters() -> None:
    """With no rival and little confidence, the only usual name of those letters is put there, and said so."""
    done = _chosen("PHAN MINH TUẦN", 0.5)
    assert done.name == "PHAN MINH TUẤN"
    assert [finding.severity for finding in done.findings] == ["warning"]


def test_lost_apostrophe_is_put_back_for_a_person_to_see() -> None:
    """No Vietnamese syllable begins with `HL`: the apostrophe was lost; family names that do are left."""
    done = _chosen("HLAN MLÔ")
    assert done.name == "H'LAN MLÔ"
    assert [finding.severity for finding in done.findings] == ["warning"]
    assert _chosen("Hhen Niê").name == "H'Hen Niê"
    for name in ("Hoàng Văn An", "Hmok Y Thông", "Kpă Siu", "KSOR H'BIA", "Hứa Thị Lan", "Khuất Duy Tiến"):
        assert _chosen(name).name == name


def test_rare_name_beside_a_usual_one_is_believed_less() -> None:
    """`Tiền` is a name, but one slip from `Tiến`: it must be read for sure to count as sure."""
    rare = _chosen("CHÂU TIỀN HẢI", 0.96).words[1].confidence
    assert rare < 0.8
    assert _chosen("ĐẠO THANH KIỆT", 0.96).words[0].confidence < 0.8
    assert _chosen("ĐẠO THANH KIỆT", 0.96).name == "ĐẠO THANH KIỆT"
    assert _chosen("CHÂU TIỀN HẢI", 0.999).words[1].confidence > 0.95
    assert _chosen("CHÂU TIẾN HẢI", 0.96).words[1].confidence == 0.96
    backed = _chosen("CHÂU TIỀN HẢI", 0.9, {"TIỀN": "TIỂN"}).words[1].confidence
    assert backed < 0.8


def test_names_of_a_people_are_told_by_the_family() -> None:
    """Among the Mông `Mỷ` is a name: `Mỹ` after a family name of theirs is asked about, elsewhere not."""
    assert "mỷ" in own_mates("MỸ", "GIÀNG")
    assert _chosen("GIÀNG THỊ MỸ").findings
    assert not _chosen("NGUYỄN THỊ MỸ").findings
    assert not _chosen("GIÀNG THỊ MỶ").findings


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(sorted(s.name for s in surnames() if s.percent > 0.2)),
    st.lists(
        st.sampled_from(sorted({n.name for n in person_names() if n.weight > 1})), min_size=1, max_size=3
    ),
    st.floats(0.85, 1.0),
)
def test_usual_names_never_change(family: str, names: list[str], sure: float) -> None:
    """A name of the lists stays to the letter, whatever rare one its letters would also make."""
    name = " ".join([family, *names])
    assert _chosen(name, sure).name == name


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40), st.text(max_size=8), st.floats(0, 1))
def test_any_text_passes(name: str, rival: str, sure: float) -> None:
    """Nothing that OCR may bring makes it stumble."""
    words = [Word(word, _PLACE, sure, rival) for word in name.split()]
    assert len(choose(name, words).words) == len(words)


def test_lists_are_spelled_right() -> None:
    """Kinh names are legal syllables; minority names are NFC and known; `Thị` is no given name."""
    kinh = [word for name in person_names() for word in name.name.split()]
    assert [word for word in kinh if not is_vietnamese_syllable(word)] == []
    assert {"niê", "ksor", "rơ châm", "kpă", "êban", "ê ban", "siu", "lò", "moong"} <= family_names()
    assert {"h'", "k'", "y", "niê", "mlô"} <= known_words()
    assert weight("thị", "given") == 0 < weight("thị", "middle")
    assert mates("tuần", "given")[0] == "tuấn"
    peoples = {names.people for names in minority_names()}
    assert {"Ê Đê", "Gia Rai", "Mông", "Thái", "Khmer", "Cơ Ho"} <= peoples


@pytest.mark.parametrize("name", ["H'Lan Mlô", "H’HEN NIÊ", "K'Brối", "Y Bhăm Niê", "A Lăng Thị Nhàn"])
def test_apostrophes_are_kept(name: str) -> None:
    """Names of the highlands pass with their apostrophes and rare letters."""
    result = normalise("name", name)
    assert result.value == name.replace("’", "'")
    assert result.findings == ()


def test_a_letter_that_vietnamese_lacks_is_read_only_where_it_is() -> None:
    """`Wăn` is a name of the highlands, however usual `Văn` is."""
    assert _chosen("Y Wăn Niê", 0.7, {"Wăn": "Văn"}).name == "Y Wăn Niê"
