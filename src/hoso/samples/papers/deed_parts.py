"""Pieces of notarised land papers: parties, the parcel in an article, certification, pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from random import Random

from hoso.samples.form import Form, format_date
from hoso.samples.look import Look
from hoso.samples.papers.common import Era
from hoso.samples.papers.parcels import (
    draw_holder,
    draw_parcel,
    draw_register_number,
    draw_serial,
    figures,
    put_parcel,
)
from hoso.samples.people import Person, draw_date, draw_name
from hoso.samples.places import draw_address
from hoso.samples.words import date_words

Block = tuple[str, str]
CARD_ISSUERS = (
    "Cục Cảnh sát QLHC về TTXH",
    "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
    "Bộ Công an",
)
BOOK_NAMES = (
    "Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất",
    "Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất",
    "Giấy chứng nhận quyền sử dụng đất",
)
#: What a page holds of the text set in it: letters a line of 1 pt and lines of 1 pt on 1 mm.
_LETTERS, _LINES = 6.1, 2.83
_FULL = 0.97


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a deed: the group of its fields, its people, and how its lines are set."""

    group: str
    people: tuple[Person, ...]
    style: str  # lines | running | form | table


def draw_party(rng: Random, era: Era, group: str, style: str) -> Party:
    """One person, or a couple with the husband or the wife first."""
    first = rng.choice(("male", "male", "female"))
    people = [draw_holder(rng, era, first)]
    if rng.random() < 0.55:
        people.append(draw_holder(rng, era, "female" if first == "male" else "male"))
    return Party(group, tuple(people), style)


def issued(form: Form, era: Era, person: Person) -> str:
    """Who issued a person's card, and when."""
    rng = form.rng
    first = date(max(person.born.year + 15, era.day.year - 9), 1, 5)
    day = format_date(draw_date(rng, first, era.day), rng.choice(("slash", "slash", "dash")))
    office = f"Công an {era.place.province}" if len(person.id_number) == 9 else rng.choice(CARD_ISSUERS)
    return rng.choice((f" do {office} cấp ngày {day}", f", cấp ngày {day}, nơi cấp: {office}", f" cấp ngày {day} tại {office}", ""))  # fmt: skip


def card(rng: Random, person: Person) -> str:
    """The name of a person's identity paper, with `số`."""
    if len(person.id_number) == 9:
        return rng.choice(("CMND số", "Giấy CMND số", "Chứng minh nhân dân số", "Số CMND"))
    return rng.choice(("CCCD số", "Căn cước công dân số", "Thẻ CCCD số", "Số CCCD", "Căn cước số"))


def _title(person: Person) -> str:
    return "Ông" if person.sex == "male" else "Bà"


def _slots(form: Form, party: Party, at: int) -> tuple[str, str, str]:
    """The slots of a person's name, birth and number; only the first of a party counts as its fields."""
    person = party.people[at]
    full = form.rng.random() < 0.2
    if at == 0:
        form.put_name(f"{party.group}.full_name", person.name)
        form.put_year(f"{party.group}.birth_year", person.born, full)
        form.put_id(f"{party.group}.id_number", person.id_number)
        return f"[[{party.group}.full_name]]", f"[[{party.group}.birth_year]]", f"[[{party.group}.id_number]]"
    named = f"{party.group}_{at}"
    form.say(f"{named}_name", person.name.upper() if form.look.upper_names else person.name)
    form.say(f"{named}_born", str(person.born.year))
    form.say(f"{named}_id", person.id_number)
    return f"[[{named}_name]]", f"[[{named}_born]]", f"[[{named}_id]]"


def _relation(rng: Random, person: Person, running: bool) -> str:
    """How the spouse is joined to the one before."""
    wife = person.sex == "female"
    title = "bà" if wife else "ông"
    if running:
        return rng.choice((f"cùng {'vợ' if wife else 'chồng'} là {title} ", f"và {'vợ' if wife else 'chồng'} là {title} ", f"và {title} "))  # fmt: skip
    return rng.choice((f"Và {'vợ' if wife else 'chồng'} là {title}: ", f"Cùng {'vợ' if wife else 'chồng'} là {title}: ", f"{title.title()}: ",
                       f"Và {title}: ", f"Cùng {'vợ' if wife else 'chồng'}: {title} "))  # fmt: skip


def party_blocks(form: Form, era: Era, party: Party) -> list[Block]:
    """The lines of one side of a deed."""
    rng = form.rng
    form.put(f"{party.group}.residence", draw_address(rng, era.place, era.new, form.look.addresses))
    home = f"[[{party.group}.residence]]"
    if party.style == "running":
        return [("para", _running(form, era, party, home))]
    kind = "cells" if party.style == "table" else "row"
    blocks: list[Block] = []
    for at, person in enumerate(party.people):
        name, born, number = _slots(form, party, at)
        before = f"{_title(person)}: " if at == 0 else _relation(rng, person, False)
        if party.style in ("form", "table"):
            before = (
                rng.choice(("Họ và tên: ", f"Họ và tên {_title(person).lower()}: ")) if at == 0 else before
            )
        years = "Sinh ngày" if _is_date(form, born) else rng.choice(("Sinh năm", "Năm sinh"))
        if party.style == "form":
            blocks.append((kind, f"{before}{name} || {years}: {born}"))
        else:
            blocks += [(kind, before + name), (kind, f"{years}: {born}")]
        blocks.append((kind, f"{card(rng, person)}: {number}{issued(form, era, person)}"))
    label = rng.choice(
        ("Thường trú tại", "Nơi cư trú", "Hộ khẩu thường trú", "Địa chỉ thường trú", "Địa chỉ")
    )
    if len(party.people) > 1:
        label = rng.choice(
            ("Cùng thường trú tại", "Cùng cư trú tại", "Cả hai ông bà cùng thường trú tại", label)
        )
    return [*blocks, (kind, f"{label}: {home}")]


def _is_date(form: Form, slot: str) -> bool:
    return len(form.shown.get(slot.strip("[]"), "")) > len("1970")


def _running(form: Form, era: Era, party: Party, home: str) -> str:
    """The people of one side in a single sentence."""
    rng = form.rng
    parts = []
    for at, person in enumerate(party.people):
        name, born, number = _slots(form, party, at)
        before = f"{_title(person)} " if at == 0 else _relation(rng, person, True)
        years = "sinh ngày" if _is_date(form, born) else rng.choice(("sinh năm", "sinh năm", "năm sinh"))
        paper = card(rng, person)
        paper = (
            paper[0].lower() + paper[1:] if paper.startswith(("Số", "Giấy", "Thẻ", "Căn", "Ch")) else paper
        )
        parts.append(f"{before}{name}, {years} {born}, {paper} {number}{issued(form, era, person)}")
    label = rng.choice(("thường trú tại", "cư trú tại", "hộ khẩu thường trú tại", "nơi cư trú"))
    joined = rng.choice(("; ", ", ")).join(parts)
    if len(parts) > 1:
        return f"{joined}. {rng.choice(('Cả hai ông bà cùng', 'Cùng', 'Hai ông bà cùng'))} {label}: {home}."
    return f"{joined}, {label}: {home}."


def put_object(form: Form, era: Era) -> None:
    """Draw the certificate and the parcel that a deed is about."""
    rng = form.rng
    day = draw_date(rng, date(1996, 2, 1), era.day)
    serial, value = draw_serial(rng, day)
    put_parcel(form, era, draw_parcel(rng, era))
    form.put("certificate_serial", serial, value)
    form.say("book_number", draw_register_number(rng, day))
    form.say("book_day", format_date(day, rng.choice(("slash", "slash", "words"))).removeprefix("ngày "))
    form.say(
        "book_office",
        f"UBND {era.place.district}"
        if rng.random() < 0.5
        else f"Sở Tài nguyên và Môi trường {era.place.province}",
    )
    for key in ("land_use_form", "land_use_term", "land_origin"):
        form.say(key, str(form.values.pop(key)))
        form.shown.pop(key)
    form.handwritten -= {"certificate_serial"}


def certificate_words(rng: Random) -> str:
    """The certificate as deeds cite it."""
    serial = rng.choice(("số [[certificate_serial]]", "số: [[certificate_serial]]", "số phát hành [[certificate_serial]]",
                         "số phát hành: [[certificate_serial]]", "có số phát hành [[certificate_serial]]"))  # fmt: skip
    book = rng.choice(
        (
            ", số vào sổ cấp GCN: [[book_number]]",
            "; số vào sổ cấp GCN [[book_number]]",
            ", số vào sổ [[book_number]]",
            "",
        )
    )
    return f"{rng.choice(BOOK_NAMES)} {serial}{book} do [[book_office]] cấp ngày [[book_day]]"


def parcel_lines(form: Form, kind: str = "item") -> list[Block]:
    """The parcel as a list of labels."""
    rng = form.rng
    mark = "" if kind == "cells" else rng.choice(("- ", "- ", "+ ", ""))
    sheet = (
        rng.choice(("; tờ bản đồ số: [[map_sheet_number]]", "", ", tờ bản đồ số: [[map_sheet_number]]"))
        if mark
        else ""
    )
    lines = [f"Thửa đất số: [[parcel_number]]{sheet}"]
    if not sheet:
        lines.append("Tờ bản đồ số: [[map_sheet_number]]")
    lines += [
        rng.choice(("Địa chỉ thửa đất", "Địa chỉ thửa đất", "Địa chỉ")) + ": [[parcel_address]]",
        "Diện tích: [[area_m2]] m²" + rng.choice((" (bằng chữ: [[area_words]])", " (Bằng chữ: [[area_words]])", "")),
        "Hình thức sử dụng: [[land_use_form]]",
        rng.choice(("Mục đích sử dụng", "Mục đích sử dụng đất")) + ": [[land_use_purpose]]",
        "Thời hạn sử dụng: [[land_use_term]]",
    ]  # fmt: skip
    if rng.random() < 0.8:
        lines.append("Nguồn gốc sử dụng: [[land_origin]]")
    return [(kind, mark + line) for line in lines]


def parcel_sentence(rng: Random) -> str:
    """The parcel in running text."""
    area = rng.choice(
        (
            "diện tích [[area_m2]] m² (bằng chữ: [[area_words]])",
            "diện tích: [[area_m2]] m²",
            "diện tích [[area_m2]]m²",
        )
    )
    purpose = rng.choice(
        ("; mục đích sử dụng: [[land_use_purpose]]", ", mục đích sử dụng [[land_use_purpose]]")
    )
    term = rng.choice(("; thời hạn sử dụng: [[land_use_term]]", ""))
    place = rng.choice(("; địa chỉ thửa đất: [[parcel_address]]", ", tại địa chỉ: [[parcel_address]]"))
    return f"thửa đất số [[parcel_number]], tờ bản đồ số [[map_sheet_number]]{place}; {area}{purpose}{term}"


def put_certification(form: Form, era: Era, notary: bool) -> str:
    """The number in the book of the notary or the committee; gives the line that prints it."""
    rng, year = form.rng, era.day.year
    form.put("notarisation_number", str(rng.randint(1, 9800 if notary else 900)))
    form.handwritten -= {"notarisation_number"}
    if notary:
        book = rng.choice(
            (
                f"{rng.randint(1, 12):02d}/{year} TP/CC-SCC/HĐGD",
                f"{rng.randint(1, 12):02d} TP/CC-SCC/HĐGD",
                f"{rng.randint(1, 12):02d}/{year}",
            )
        )
        start = rng.choice(
            ("Số công chứng: [[notarisation_number]]", "Số công chứng [[notarisation_number]]")
        )
    else:
        book = rng.choice((f"01/{year}-SCT/HĐ,GD", f"{rng.randint(1, 4):02d}/{year} - SCT/HĐ,GD"))
        start = rng.choice(
            ("Số chứng thực: [[notarisation_number]]", "Số chứng thực [[notarisation_number]]")
        )
    return start + rng.choice((f", quyển số: {book}", f"; quyển số {book}", f" Quyển số: {book}"))


def testimony(form: Form, era: Era, notary: bool, parties: Sequence[str], kind: str) -> list[Block]:
    """The words of the notary or the committee's chairman under a deed, with its number."""
    rng = form.rng
    day, who = format_date(era.day, "words"), draw_name(rng, rng.choice(("male", "female")))
    in_words = f" ({date_words(era.day, form.look.wording)})" if rng.random() < 0.7 else ""
    commune = era.place.levels(era.new)[0]
    place = (
        f"trụ sở Văn phòng công chứng {who.split()[-1]}, {era.place.levels(era.new)[-1]}"
        if notary
        else f"trụ sở Ủy ban nhân dân {commune}"
    )
    head = (
        "LỜI CHỨNG CỦA CÔNG CHỨNG VIÊN" if notary else "LỜI CHỨNG CỦA CHỦ TỊCH/PHÓ CHỦ TỊCH ỦY BAN NHÂN DÂN"
    )
    office = "công chứng viên Văn phòng công chứng" if notary else f"Phó Chủ tịch Ủy ban nhân dân {commune}"
    sides = [("item", f"- {side};") for side in parties]
    number = put_certification(form, era, notary)
    return [
        ("mid", head), ("para", f"Hôm nay, {day}{in_words}, tại {place}."),
        ("para", f"Tôi, {who}, {office}, ký tên dưới đây."), ("mid", "CHỨNG NHẬN" if notary else "CHỨNG THỰC"),
        ("item", f"- {kind} này được giao kết giữa:"), *sides,
        ("item", "- Các bên đã tự nguyện thỏa thuận giao kết và cam đoan chịu trách nhiệm trước pháp luật về nội dung;"),
        ("item", "- Tại thời điểm ký, các bên có năng lực hành vi dân sự phù hợp theo quy định của pháp luật;"),
        ("item", "- Mục đích, nội dung không vi phạm pháp luật, không trái đạo đức xã hội;"),
        ("item", f"- Được lập thành {rng.randint(3, 5):02d} bản chính, mỗi bản gồm {rng.randint(3, 6):02d} trang, có giá trị pháp lý như nhau."),
        ("row", number), ("sign", f"{'CÔNG CHỨNG VIÊN' if notary else 'KT. CHỦ TỊCH'}|{who}"),
    ]  # fmt: skip


def paginate(blocks: Sequence[Block], look: Look, size: tuple[int, int] = (165, 240)) -> list[list[Block]]:
    """The blocks on pages of that room in millimetres, by a guess of what the type takes."""
    letters = size[0] * _LETTERS / look.size_pt
    lines = size[1] * _LINES / (look.size_pt * look.line_height) * _FULL
    pages: list[list[Block]] = [[]]
    used = 9.0  # the motto and the title
    for kind, text in blocks:
        needed = {"sign": 6.5, "signs": 6.5}.get(
            kind, ceil(len(text) / letters) * (1.0 + 0.15 * (kind == "para"))
        )
        if used + needed > lines or kind == "break":
            pages.append([])
            used = 0.0
        used += needed
        pages[-1].append((kind, text))
    return [[block for block in page if block[0] != "break"] for page in pages]


def area_again(form: Form) -> str:
    """The whole area once more, as later articles repeat it."""
    return f"{figures(form.rng, float(form.values['area_m2']))} m²"
