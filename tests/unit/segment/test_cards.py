"""Identity cards: sides, both sides of one card, and cards that lie small on a sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from hoso.pipeline.segment.card_views import card_views, restored
from hoso.pipeline.segment.cards import face_of
from hoso.pipeline.segment.papers import segment
from hoso.pipeline.understand import understand, understand_as
from hoso.samples.mrz import mrz_lines
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Code, Line, Page
from hoso.schemas.records import FieldValue
from tests.pages import TODAY, Print, blank_page, motto, numbered, page_of, title
from tests.papers import BIRTH_CERTIFICATE
from tests.scales import EASY

CATALOGUE = load_catalogue()
NUMBER = "001085012345"
FRONT: tuple[str | Print, ...] = (
    *motto(),
    "",
    title("CĂN CƯỚC CÔNG DÂN"),
    Print("Citizen Identity Card", centred=True),
    "",
    "                    Số / No.: 001085012345",
    "                    Họ và tên / Full name:",
    "                    NGUYỄN VĂN AN",
    "                    Ngày sinh / Date of birth: 15/05/1985",
    "                    Giới tính / Sex: Nam      Quốc tịch / Nationality: Việt Nam",
    "                    Quê quán / Place of origin:",
    "                    xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương",
    "Có giá trị đến:     Nơi thường trú / Place of residence: Số 12, phường Láng",
    "15/05/2045          Hạ, quận Đống Đa, thành phố Hà Nội",
)
BACK: tuple[str | Print, ...] = (
    "Đặc điểm nhận dạng / Personal identification:",
    "Nốt ruồi C: 2cm dưới trước mắt phải",
    "          Ngày, tháng, năm / Date, month, year: 01/01/2021",
    "          CỤC TRƯỞNG CỤC CẢNH SÁT",
    "          QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI      Ngón trỏ trái / Left index finger",
    "",
    "              Lê Văn Thành                          Ngón trỏ phải / Right index finger",
    "",
    *mrz_lines(NUMBER, "Nguyễn Văn An", "male", date(1985, 5, 15), date(2045, 5, 15)),
)
OLD_FRONT: tuple[str | Print, ...] = (
    *motto(),
    title("GIẤY CHỨNG MINH NHÂN DÂN"),
    Print("SỐ 142345678", 1.2, centred=True),
    "Họ tên: NGUYỄN VĂN AN",
    "Sinh ngày: 15-05-1985",
    "Nguyên quán: xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương",
    "Nơi ĐKHK thường trú: xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương",
)
OTHER_ZONE = mrz_lines("001190099999", "Trần Thị Hoa", "female", date(1990, 3, 2), date(2050, 3, 2))
OTHER_BACK = (*BACK[:8], *OTHER_ZONE)
PROSE = ("Hôm nay, tại trụ sở, chúng tôi gồm có", "ông Lê Văn Ba và bà Lê Thị Mai")


def papers(*sheets: tuple[str | Print, ...] | None) -> list[tuple[int, ...]]:
    """The page numbers of each paper; `None` is a blank page."""
    pages = [blank_page(n) if lines is None else page_of(lines, n) for n, lines in enumerate(sheets, 1)]
    return [tuple(page.number for page in paper) for paper in segment(pages, CATALOGUE)]


def sides(*sheets: tuple[str | Print, ...]) -> set[str]:
    """The sides that the pages show together."""
    face = face_of([page_of(lines, n) for n, lines in enumerate(sheets, 1)], CATALOGUE)
    return set(face.sides) if face else set()


def test_sides_are_known_by_their_print() -> None:
    """A title tells the front, a zone or the words of a back side the back."""
    assert sides(FRONT) == {"front"}
    assert sides(BACK) == {"back"}
    assert sides(BACK[:8]) == {"back"}
    assert sides(OLD_FRONT) == {"front"}
    assert sides(FRONT, BACK) == {"front", "back"}
    assert sides(BIRTH_CERTIFICATE) == set()
    assert sides(PROSE) == set()


def test_both_sides_are_one_paper() -> None:
    """Front and back on consecutive pages, in either order, a blank page between them or not."""
    assert papers(FRONT, BACK) == [(1, 2)]
    assert papers(BACK, FRONT) == [(1, 2)]
    assert papers(FRONT, None, BACK) == [(1, 3)]


def test_cards_of_two_people() -> None:
    """Each front begins a card, and so does a back whose zone is of somebody else."""
    assert papers(FRONT, BACK, FRONT, BACK) == [(1, 2), (3, 4)]
    assert papers(FRONT, FRONT) == [(1,), (2,)]
    assert papers(FRONT, OTHER_BACK) == [(1,), (2,)]


def test_cards_among_other_papers() -> None:
    """A back side begins a paper after another one; nothing goes on with a whole card."""
    assert papers(BIRTH_CERTIFICATE, BACK, PROSE) == [(1,), (2, 3)]
    assert papers(FRONT, BACK, PROSE) == [(1, 2), (3,)]
    assert papers(BIRTH_CERTIFICATE, FRONT, BACK, BIRTH_CERTIFICATE) == [(1,), (2, 3), (4,)]


@pytest.mark.parametrize(
    ("sheets", "side"),
    [((FRONT,), "front"), ((BACK,), "back"), ((FRONT, BACK), None), ((BACK, FRONT), None)],
)
def test_the_record_tells_the_side(sheets: tuple[tuple[str | Print, ...], ...], side: str | None) -> None:
    """`side` is front or back; a card with both of its sides has none."""
    (document,) = understand([page_of(lines, n) for n, lines in enumerate(sheets, 1)], CATALOGUE, TODAY)

    assert document.doc_type == "citizen_id_card"
    assert document.fields["side"].value == side
    assert document.fields["side"].status == ("accepted" if side else "missing")


def test_the_record_of_a_whole_card() -> None:
    """Every field of both sides, each with its page; the zone confirms what it covers."""
    (document,) = understand([page_of(FRONT, 1), page_of(BACK, 2)], CATALOGUE, TODAY, EASY)

    values = {key: (field.value, field.page) for key, field in document.fields.items()}
    assert values == {
        "id_number": (NUMBER, 1), "full_name": ("NGUYỄN VĂN AN", 1), "date_of_birth": ("1985-05-15", 1),
        "sex": ("male", 1), "nationality": ("Việt Nam", 1),
        "hometown": ("xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương", 1),
        "residence": ("Số 12, phường Láng Hạ, quận Đống Đa, thành phố Hà Nội", 1),
        "issue_date": ("2021-01-01", 2), "expiry_date": ("2045-05-15", 1), "side": (None, None),
    }  # fmt: skip
    assert document.fields["id_number"].source == "mrz"
    assert {"accepted"} == {document.fields[key].status for key in ("id_number", "date_of_birth")}


def test_a_back_alone_gives_what_it_proves() -> None:
    """The zone gives the number; what only the front bears is missing, and said so."""
    (document,) = understand([page_of(BACK)], CATALOGUE, TODAY)

    assert document.fields["id_number"].value == NUMBER
    assert document.fields["full_name"].status == "missing"
    assert "required_field_missing" in {finding.code for finding in document.findings}


def test_a_code_alone_tells_a_card() -> None:
    """Where the print is beyond reading the code still says whose card it is."""
    text = f"{NUMBER}||Nguyễn Văn An|15051985|Nam|Số 12, phường Láng Hạ, Hà Nội|01012021"
    page = replace(page_of(["vết mờ"]), codes=(Code("qr", text, Box(0.8, 0.1, 0.95, 0.3)),))

    (document,) = understand([page], CATALOGUE, TODAY)

    assert document.doc_type == "citizen_id_card"
    assert document.fields["full_name"].value == "NGUYỄN VĂN AN"
    assert document.fields["side"].status == "missing"


def test_what_only_the_other_side_prints_needs_a_look() -> None:
    """The front's code tells the day of issue, which the back prints: with the back it is confirmed."""
    text = f"{NUMBER}||Nguyễn Văn An|15051985|Nam|Số 12, phường Láng Hạ, Hà Nội|01012021"
    front = replace(page_of(FRONT, 1), codes=(Code("qr", text, Box(0.8, 0.1, 0.95, 0.3)),))

    (alone,) = understand([front], CATALOGUE, TODAY, EASY)
    (whole,) = understand([front, page_of(BACK, 2)], CATALOGUE, TODAY, EASY)

    issued = alone.fields["issue_date"]
    assert (issued.value, issued.status, issued.source) == ("2021-01-01", "review", "qr")
    assert ("other_side_not_there", "issue_date") in {(f.code, f.field) for f in alone.findings}
    assert alone.fields["full_name"].status == "accepted"
    assert whole.fields["issue_date"].status == "accepted"


def test_a_person_may_name_the_type() -> None:
    """A card named by a person is read as one, even with nothing of a card on it."""
    document = understand_as([page_of(PROSE)], "citizen_id_card", CATALOGUE, TODAY)

    assert document.doc_type == "citizen_id_card"
    assert document.fields["side"].status == "missing"


def shrunk(page: Page, left: float, top: float, share: float) -> tuple[Line, ...]:
    """The page's lines as they stand on a sheet on which the page lies small."""
    return tuple(
        Line(
            tuple(
                replace(
                    word,
                    box=Box(
                        left + share * word.box.left,
                        top + share * word.box.top,
                        left + share * word.box.right,
                        top + share * word.box.bottom,
                    ),
                )
                for word in line.words
            )
        )
        for line in page.lines
    )


@pytest.mark.parametrize("second", [(0.1, 0.5), (0.52, 0.1)])
def test_both_sides_on_one_sheet(second: tuple[float, float]) -> None:
    """A copy with the sides below or beside one another gives the same record, with places on the sheet."""
    front, back = page_of(FRONT), page_of(BACK)
    first = (0.1, 0.1) if second[0] == 0.1 else (0.02, 0.1)
    lines = shrunk(front, *first, 0.45) + shrunk(back, *second, 0.45)
    sheet = replace(front, lines=lines)

    (document,) = understand([sheet], CATALOGUE, TODAY)

    assert document.fields["side"].value is None
    assert document.fields["residence"].value == "Số 12, phường Láng Hạ, quận Đống Đa, thành phố Hà Nội"
    assert document.fields["issue_date"].value == "2021-01-01"
    name = document.fields["full_name"]
    real = next(word.box for line in lines for word in line.words if word.text == "AN")
    assert name.page == 1
    assert name.box is not None
    assert name.box.overlap(real) > 0.99


def test_a_field_without_a_place_stays_as_it_is() -> None:
    """Only places on a view are put back; a code's own place is on the page already."""
    views = card_views([numbered(page_of(FRONT), 4)])
    fields = {"a": FieldValue("x", page=4, box=Box(0, 0, 1, 1)), "b": FieldValue(page=-1), "c": FieldValue()}

    back = restored(fields, views)

    assert (back["a"], back["c"]) == (fields["a"], fields["c"])
    assert (back["b"].page, back["b"].box) == (4, None)


def test_what_stands_under_the_photo_is_apart() -> None:
    """The day of expiry under the photo is no part of the address beside it, nor the address of the day."""
    lines = (
        *FRONT[:12],
        "                    Nơi thường trú / Place of residence: Số 12, phường Láng",
        "Có giá trị đến:     Hạ, quận Đống Đa, thành phố Hà Nội",
        "15/05/2045",
    )
    page = page_of(lines)

    (document,) = understand([page], CATALOGUE, TODAY)

    assert document.fields["residence"].value == "Số 12, phường Láng Hạ, quận Đống Đa, thành phố Hà Nội"
    assert document.fields["expiry_date"].value == "2045-05-15"


def test_a_second_card_that_shows_no_side() -> None:
    """Where another card lies on the sheet and nothing tells its side, a person must look at the field."""
    back = page_of(["vết mờ", "không đọc được"])
    sheet = replace(
        page_of(FRONT), lines=shrunk(page_of(FRONT), 0.1, 0.1, 0.45) + shrunk(back, 0.1, 0.5, 0.45)
    )

    (document,) = understand([sheet], CATALOGUE, TODAY)

    assert (document.fields["side"].value, document.fields["side"].status) == ("front", "review")


def test_one_phrase_tells_the_other_side() -> None:
    """On a copy of two cards the one that is not the front is the back at its first phrase."""
    back = page_of(["DẤU VẾT RIÊNG VÀ DỊ HÌNH", "Sẹo chấm C: 1cm"])
    front = shrunk(page_of(OLD_FRONT), 0.1, 0.1, 0.45)
    sheet = replace(page_of(FRONT), lines=front + shrunk(back, 0.1, 0.5, 0.45))

    (document,) = understand([sheet], CATALOGUE, TODAY)

    assert document.fields["side"].value is None
