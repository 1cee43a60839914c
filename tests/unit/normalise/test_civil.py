"""Sex, ethnic groups, nationality, marital status and register numbers."""

from __future__ import annotations

import pytest

from hoso.pipeline.normalise import normalise
from hoso.pipeline.normalise.civil import ethnic_group_of
from hoso.schemas.reference import ethnic_groups, nationalities


@pytest.mark.parametrize("text", ["Nam", "NAM", "Nam ,", "nam", "Nam / Male", "☑ Nam ☐ Nữ",
"[x] Nam [ ] Nữ", "male",
                                  "N am", "Nam Quốc tịch: Việt Nam", "Giới tính: Nam"])  # fmt: skip
def test_male(text: str) -> None:
    """All ways to print, tick or misread `Nam`."""
    assert normalise("sex", text).value == "male"


@pytest.mark.parametrize("text", ["Nữ", "NỮ", "Nư", "Nũ", "Nữ.", "Nữ/Female", "☐ Nam ☑ Nữ", "Nam ☐ Nữ ☑",
"female",
                                  "Nữ Quốc tịch: Việt Nam"])  # fmt: skip
def test_female(text: str) -> None:
    """All ways to print, tick or misread `Nữ`; the country's name does not make a man."""
    assert normalise("sex", text).value == "female"


@pytest.mark.parametrize(
    ("text", "value", "validity"),
    [
        ("Nam Nữ", None, "suspicious"),
        ("Narn", "male", "suspicious"),
        ("xyz", None, "invalid"),
        ("-/-", None, "empty"),
    ],
)
def test_unclear_sex(text: str, value: str | None, validity: str) -> None:
    """What is not clear is not decided without a look."""
    result = normalise("sex", text)
    assert (result.value, result.validity) == (value, validity)


def test_every_ethnic_group_is_known() -> None:
    """All 54 names pass as printed."""
    for group in ethnic_groups():
        result = normalise("ethnicity", group.name)
        assert (result.value, result.validity, result.score) == (group.name, "ok", 1.0)


@pytest.mark.parametrize(
    "text", ["H'Mông", "H’Mông", "Khơ-me", "Ê-đê", "KINH", "Ê - đê", "Bru-Vân Kiều", "Hmông"]
)
def test_other_spellings_stay_as_printed(text: str) -> None:
    """An alias is as good as the name and is not replaced."""
    result = normalise("ethnicity", text)
    assert (result.value, result.validity, result.findings) == (text.replace("’", "'"), "ok", ())


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("ethnicity", "Kính", "Kinh"),
        ("ethnicity", "Kink", "Kinh"),
        ("ethnicity", "Muờng", "Mường"),
        ("ethnicity", "KlNH", "Kinh"),
        ("nationality", "Viêt Nam", "Việt Nam"),
        ("nationality", "VIÊT NAM", "VIỆT NAM"),
        ("nationality", "Việt Nan", "Việt Nam"),
    ],
)
def test_misread_words_follow_the_list_with_a_remark(kind: str, text: str, value: str) -> None:
    """One likely entry replaces a misread word, costs score and is told."""
    result = normalise(kind, text)
    assert result.value == value
    assert result.score < 0.8
    assert [finding.code for finding in result.findings] == ["lexicon_suggestion"]


@pytest.mark.parametrize(
    ("text", "value"), [("co", "Co"), ("kinh", "Kinh"), ("xơ Đăng", "Xơ Đăng"), ("CO", "CO"), ("tày", "tày")]
)
def test_a_capital_of_the_shape_of_its_small_letter(text: str, value: str) -> None:
    """Whether the first letter is large cannot be read where both look alike: the list says it is."""
    assert normalise("ethnicity", text).value == value


@pytest.mark.parametrize("kind", ["ethnicity", "nationality"])
def test_unknown_words_are_kept_and_doubted(kind: str) -> None:
    """What no list knows stays as read."""
    result = normalise(kind, "Xyzabc")
    assert (result.value, result.validity) == ("Xyzabc", "suspicious")


def test_every_nationality_is_known() -> None:
    """All listed countries pass as printed."""
    assert {normalise("nationality", country.name).validity for country in nationalities()} == {"ok"}


def test_official_name_of_an_ethnic_group() -> None:
    """Other spellings lead to the official name, strange words to none."""
    assert ethnic_group_of("H'Mông") == "Mông"
    assert ethnic_group_of("KINH") == "Kinh"
    assert ethnic_group_of("Xyz") is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("123/2019", "123/2019"),
        ("Số: 123/2019", "123/2019"),
        ("Số 45", "45"),
        ("45/TLKS-BS", "45/TLKS-BS"),
        ("12/TLKT", "12/TLKT"),
        ("7/UBND-XNTTHN", "7/UBND-XNTTHN"),
        ("45 / TLKH - BS", "45/TLKH-BS"),
        ("l23/2O19", "123/2019"),
        ("..45.../2019", "45/2019"),
        ("12 Quyển số: 01/2006", "12"),
    ],
)
def test_register_numbers(text: str, number: str) -> None:
    """Numbers stay as printed without their label and the book."""
    result = normalise("register_number", text)
    assert (result.value, result.validity) == (number, "ok")


@pytest.mark.parametrize(
    ("text", "validity"), [("abc", "invalid"), ("-/-", "empty"), ("a1b2c3 x", "suspicious")]
)
def test_odd_register_numbers(text: str, validity: str) -> None:
    """Other forms are doubted, figures must be there."""
    assert normalise("register_number", text).validity == validity


@pytest.mark.parametrize(
    ("text", "score"),
    [("Chưa đăng ký kết hôn với ai", 0.95), ("Đã ly hôn theo Bản án số 12", 0.95), ("xin chào", 0.5)],
)
def test_marital_status(text: str, score: float) -> None:
    """Known phrases support the sentence; it stays as printed."""
    result = normalise("marital_status", text)
    assert (result.value, result.score) == (text, score)


@pytest.mark.parametrize(
    ("text", "score"),
    [("SỔ ĐĂNG KÝ KHAI SINH", 0.97), ("SỔ BỘ KẾT HÔN", 0.97), ("SỔ TAY", 0.5), ("---", 1.0)],
)
def test_kinds_of_registers(text: str, score: float) -> None:
    """The title of a register is kept as printed; one of no known event is doubted."""
    assert normalise("book_kind", text).score == score


@pytest.mark.parametrize("text", ["Phong Nặm", "ngày", "Không, ngày"])
def test_words_are_no_register_number(text: str) -> None:
    """Where the number is open, what stands beside it is something else; letters alone are illegible."""
    assert normalise("register_number", text).validity == "empty"
    assert normalise("register_number", "lZS").validity == "invalid"


def test_a_book_ends_before_its_year() -> None:
    """`01; Năm 2019` is the number of a book and its year."""
    assert normalise("register_number", "01; Năm 2019").value == "01"


def test_the_first_word_of_a_register_is_known() -> None:
    """Every register's title begins with `SỔ`, whatever mark was read over it."""
    assert normalise("book_kind", "SỐ ĐĂNG KÝ KẾT HÔN").value == "SỔ ĐĂNG KÝ KẾT HÔN"


def test_the_letters_of_a_decision_s_number_are_closed_up() -> None:
    """Reading leaves spaces about the hyphen in a number that has none."""
    text = "đã ly hôn theo Quyết định số 147/2017/QĐST - HNGĐ ngày 15/10/2017, chưa kết hôn với ai"

    assert "147/2017/QĐST-HNGĐ ngày" in str(normalise("marital_status", text).value)


def test_a_number_before_a_day() -> None:
    """What follows a register's number on its line is not part of it, and a day is no number."""
    assert "181/2026" == normalise("register_number", "..181/2026 ngày").value
    assert normalise("register_number", "31/7/2022").score < 0.5


def test_a_nationality_has_no_spaces_about_its_hyphens() -> None:
    """A space that reading leaves is not printed."""
    assert "Ô-xtrây-li-a" == normalise("nationality", "Ô- xtrây-li-a").value


def test_a_copy_s_number_has_its_dash() -> None:
    """`TLKT-BS` is one of the forms' own abbreviations."""
    assert "274/TLKT-BS" == normalise("register_number", "274/TLKTBS").value
