"""Notices of births and deaths by health facilities, and the police's confirmation of residence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from markupsafe import Markup

from hoso.samples.form import format_date
from hoso.samples.paper import A4_LANDSCAPE, Content, Family
from hoso.samples.papers.filled import begin, put_home, put_paper, subject, titled
from hoso.samples.papers.writer import Writer
from hoso.samples.people import draw_name
from hoso.samples.places import draw_birth_place

CAUSES = ("Tuổi già", "Bệnh tim mạch", "Suy hô hấp", "Tai nạn giao thông", "Nhồi máu cơ tim", "Ung thư phổi", "Đột quỵ não",
          "Suy đa tạng do nhiễm trùng huyết", "Xơ gan mất bù, hôn mê gan", "Bệnh già yếu", "Viêm phổi nặng, suy hô hấp cấp tiến triển")  # fmt: skip
#: One digit a box, as forms have it for numbers.
BOXES = Markup(
    '[data-field="id_number"] { letter-spacing: 0.75em; padding-left: 0.38em; border: 1px solid #444; background: '
    "repeating-linear-gradient(90deg, #444 0 1px, transparent 1px 1.25em) } .r:not(.rc)::after { content: none !important }"
)


def _facility(w: Writer, key: str) -> str:
    """The hospital under its field; gives it in capitals for the head."""
    name = draw_birth_place(w.rng, w.era.place, w.era.new, w.form.look.addresses)
    w.form.put(key, name)
    return name


def _medical_head(w: Writer, name: str, suffix: str) -> dict[str, object]:
    facility = name if name.lower().startswith(("bệnh viện", "trung tâm", "trạm")) else f"Trạm Y tế {name}"
    book = (
        f"; Quyển số: {w.put(f'{w.rng.randint(1, 9):02d}/{w.era.day.year}')}" if w.rng.random() < 0.4 else ""
    )
    choices = w.official("")
    choices |= {
        "left": ["SỞ Y TẾ " + w.era.place.levels(w.era.new)[-1].upper(), facility.split(",")[0].upper()],
        "number": f"Số: {w.put(f'{w.rng.randint(1, 4000)}{suffix}')}{book}",
        "place_line": f"{w.town()}, {w.put(format_date(w.era.day, 'words'))}" if w.rng.random() < 0.6 else "",
    }  # fmt: skip
    return choices


def _moment(w: Writer, key: str, day: date) -> str:
    """An hour and a day as one field, in the ways they are written."""
    hour, minute = w.rng.randint(0, 23), w.rng.randint(0, 59)
    form = w.rng.choice(("slash", "words", "words_padded", "dash"))
    text = format_date(day, form).removeprefix("ngày ")
    clock = w.rng.choice(
        (f"{hour:02d} giờ {minute:02d} phút", f"{hour} giờ {minute} phút", f"{hour:02d}h{minute:02d}")
    )
    w.form.put(
        key,
        w.rng.choice((f"{clock}, ngày {text}", f"{clock} ngày {text}", f"{clock}, ngày {text}")),
        day.isoformat(),
    )
    return f"[[{key}]]"


def draw_birth(rng: Random, family: Family, hand: bool) -> Content:
    """A birth notice; the mother's lines come first, then the child's."""
    w = begin(rng, family, hand, (2013, 2026))
    mother = subject(w, (18, 44))
    while mother.sex != "female":
        mother = subject(w, (18, 44))
    born = w.era.day - timedelta(days=rng.randint(0, 6))
    name = _facility(w, "place_of_birth")
    choices = _medical_head(w, name, rng.choice(("", f"/{w.era.day.year}", "/GCS")))
    w.form.put_name("mother.full_name", mother.name)
    w.form.put("mother.birth_year", str(mother.born.year)) if rng.random() < 0.75 else w.form.put_year(
        "mother.birth_year", mother.born, True
    )
    sex = rng.choice(("male", "female"))
    w.form.put("sex", {"male": "Nam", "female": "Nữ"}[sex], sex)
    weight = rng.randint(190, 430) * 10
    w.form.put("weight_g", rng.choice((f"{weight}", f"{weight:,}".replace(",", "."), f"{weight}")), weight)
    mum = rng.choice(("Họ và tên mẹ", "Họ và tên mẹ/Người nuôi dưỡng", "Họ, chữ đệm, tên mẹ", "Họ tên mẹ"))
    paper = rng.choice(
        ("Số CCCD/CC/Định danh cá nhân", "Số CMND/Hộ chiếu", "Giấy tờ tùy thân", "Số định danh cá nhân")
    )
    number = (
        put_paper(w, "mother.id_number", mother)
        if paper == "Giấy tờ tùy thân"
        else _digits(w, "mother.id_number", mother.id_number)
    )
    w.add("row", f"{mum}: [[mother.full_name]]", f"Năm sinh: [[mother.birth_year]] || Dân tộc: {w.put(mother.ethnicity)}",
          f"{rng.choice(('Nơi đăng ký thường trú/tạm trú', 'Nơi thường trú', 'Nơi cư trú'))}: {w.home()}",
          f"Mã số BHXH/Thẻ BHYT số: {w.put(str(rng.randint(10**9, 10**10 - 1)))}", f"{paper}: {number}")  # fmt: skip
    if rng.random() < 0.6:
        w.add("row", f"Họ và tên cha: {w.put(draw_name(rng, 'male'))}")
    when = _moment(w, "date_of_birth", born)
    w.add("row", f"{rng.choice(('Đã sinh con vào lúc', 'Đã sinh con vào lúc', 'Đã sinh con lúc'))}: {when}",
          f"{rng.choice(('Tại', 'Tại', 'Nơi sinh'))}: [[place_of_birth]]", f"Số con trong lần sinh này: {w.put('01')}")  # fmt: skip
    unit = rng.choice((" gram", "g", " g", " gam"))
    w.add("row", f"{rng.choice(('Giới tính của con', 'Giới tính'))}: [[sex]] || Cân nặng: [[weight_g]]{unit}",
          f"Hiện trạng con: {w.put(rng.choice(('Khỏe', 'Bình thường', 'Sống')))}",
          f"Dự định đặt tên con là: {w.put(draw_name(rng, sex).upper())}")  # fmt: skip
    choices["signs"] = ((("", "Cha, mẹ hoặc người thân thích"), w.put(mother.name), False), (("", "Người đỡ đẻ"), w.name(), False),
                        (("", "Thủ trưởng cơ sở y tế"), w.name(), True))  # fmt: skip
    return w.content("GIẤY CHỨNG SINH", **choices)


def _digits(w: Writer, key: str, digits: str) -> str:
    w.form.put_id(key, digits)
    return f"[[{key}]]"


def draw_death(rng: Random, family: Family, hand: bool) -> Content:
    """A death notice, of a hospital or of a commune's health station."""
    w = begin(rng, family, hand, (2013, 2026))
    person = subject(w, (20, 92))
    name = _facility(w, "death_place")
    choices = _medical_head(w, name, rng.choice(("", f"/{w.era.day.year}", "/GBT", "/GBT-BV")))
    w.form.put_name("full_name", person.name)
    w.form.put_date("date_of_birth", person.born)
    if rng.random() < 0.2:
        w.form.put("date_of_birth", str(person.born.year), str(person.born.year))
    if rng.random() < 0.9:
        w.form.put("death_cause", rng.choice(CAUSES))
    label = rng.choice(
        ("Họ và tên người chết", "Họ, chữ đệm, tên", "Họ và tên", "Họ, chữ đệm, tên người chết")
    )
    when = _moment(w, "death_date", w.era.day - timedelta(days=rng.randint(0, 3)))
    w.add("para", f"{w.put(name)} thông báo:") if rng.random() < 0.4 else None
    w.add("row", f"{label}: [[full_name]]", f"{rng.choice(('Ngày, tháng, năm sinh', 'Sinh ngày', 'Năm sinh'))}: [[date_of_birth]]",
          f"Giới tính: {w.put(person.sex_word)} || Dân tộc: {w.put(person.ethnicity)} || Quốc tịch: {w.put('Việt Nam')}",
          f"{rng.choice(('Nơi thường trú/tạm trú', 'Nơi cư trú cuối cùng', 'Nơi cư trú'))}: {w.home()}",
          f"{rng.choice(('Số định danh cá nhân', 'Giấy tờ tùy thân'))}: {w.put(person.id_number)}")  # fmt: skip
    moment = rng.choice(
        ("Đã chết vào lúc", "Đã chết vào lúc", "Đã chết vào hồi", "Tử vong lúc", "Thời điểm tử vong")
    )
    cause = rng.choice(("Nguyên nhân chết", "Nguyên nhân tử vong", "Nguyên nhân chết"))
    place = rng.choice(("Nơi chết", "Nơi chết", "Tại"))
    lines = [f"{place}: [[death_place]]", f"{cause}: [[death_cause]]"]
    w.add("row", f"{moment}: {when}", *(lines if rng.random() < 0.6 or place == "Tại" else lines[::-1]))
    if rng.random() < 0.5:
        w.add(
            "para",
            "Giấy báo tử này được cấp cho thân nhân người chết để làm thủ tục đăng ký khai tử theo quy định.",
        )
    choices["signs"] = (
        (("", "Người thân của người chết"), w.name(), False),
        (("", "Thủ trưởng cơ sở y tế"), w.name(), True),
    )
    return w.content("GIẤY BÁO TỬ", **choices)


def draw_residence(rng: Random, family: Family, hand: bool) -> Content:
    """The form CT07: the citizen's own lines, then what the police confirm, and the household's members."""
    w = begin(rng, family, hand, (2021, 2026))
    person = subject(w, (18, 80))
    town = w.era.place.levels(w.era.new)[0]
    w.form.put_name("full_name", person.name)
    w.form.put_date("date_of_birth", person.born, rng.choice(("slash", "slash", "words")))
    number = _digits(w, "id_number", person.id_number)
    put_home(w, "residence")
    w.form.put_date("issue_date", w.era.day, rng.choice(("words", "words", "words_padded")))
    w.form.handwritten.discard("issue_date")
    paper = rng.choice(("Số định danh cá nhân/CMND", "Số định danh cá nhân", "Số định danh cá nhân"))
    w.add("para", rng.choice(("I. Theo đề nghị của Ông/Bà:", "Theo đề nghị của Ông/Bà:")))
    w.add("row", "1. Họ, chữ đệm và tên: [[full_name]]", f"2. Ngày, tháng, năm sinh: [[date_of_birth]] || 3. Giới tính: {w.put(person.sex_word)}",
          f"4. {paper}: {number}",
          f"5. Dân tộc: {w.put(person.ethnicity)} || 6. Tôn giáo: {w.put(rng.choice(('Không', 'Phật giáo', 'Công giáo')))} || 7. Quốc tịch: {w.put('Việt Nam')}",
          f"8. Quê quán: {w.home()}")  # fmt: skip
    w.add("para", f"II. Công an {w.put(town)} xác nhận thông tin về cư trú của Ông/Bà như sau:")
    head = draw_name(rng, rng.choice(("male", "female"))) if rng.random() < 0.6 else person.name
    w.add("row", "1. Nơi thường trú: [[residence]]", f"2. Nơi tạm trú: {w.put('') if rng.random() < 0.7 else w.home()}",
          f"3. Nơi ở hiện tại: {w.home() if rng.random() < 0.5 else w.put(w.form.shown['residence'])}",
          f"4. Họ, chữ đệm và tên chủ hộ: {w.put(head)} || 5. Quan hệ với chủ hộ: {w.put(rng.choice(('Con', 'Vợ', 'Chồng', 'Chủ hộ')))}",
          f"6. Số định danh cá nhân của chủ hộ: {w.put(w.person().id_number)}")  # fmt: skip
    _members(w, family)
    w.add("row", f"8. Nội dung xác nhận khác: {w.put('')}",
          f"Xác nhận này có giá trị đến hết ngày {w.put(format_date(w.era.day + timedelta(days=365), 'slash'))}./.")  # fmt: skip
    css = BOXES if family.name.endswith("_boxes") else ""
    return w.content(
        *titled(rng, ("XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ",), ("XÁC NHẬN", "THÔNG TIN VỀ CƯ TRÚ")),
        css=css,
        **_police(w, town),
    )


def _members(w: Writer, family: Family) -> None:
    w.add("para", "7. Thông tin các thành viên khác trong hộ gia đình:")
    if family.row == "table" or w.rng.random() < 0.15:
        return
    w.table.append(
        [
            "TT",
            "Họ, chữ đệm và tên",
            "Ngày, tháng, năm sinh",
            "Giới tính",
            "Số định danh cá nhân",
            "Quan hệ với chủ hộ",
        ]
    )
    for k in range(w.rng.randint(0, 4)):
        one = w.person()
        w.table.append(
            [
                str(k + 1),
                w.put(one.name),
                w.put(format_date(one.born, "slash")),
                one.sex_word,
                w.put(one.id_number),
                w.put("Con"),
            ]
        )
    w.add("cells", "")


def _police(w: Writer, town: str) -> dict[str, object]:
    """The head and the signature of a police station; the date stands at the head or over the signature."""
    number = f"Số: {w.put(f'{w.rng.randint(1, 3000)}/XN')}" if w.rng.random() < 0.8 else ""
    province = w.era.place.levels(w.era.new)[-1]
    role = w.rng.choice(
        (
            ("TRƯỞNG CÔNG AN",),
            ("KT. TRƯỞNG CÔNG AN", "PHÓ TRƯỞNG CÔNG AN"),
            ("THỦ TRƯỞNG CƠ QUAN ĐĂNG KÝ CƯ TRÚ",),
        )
    )
    dated = f"{w.town()}, [[issue_date]]"
    foot = w.rng.random() < 0.6
    lines = (dated, *role) if foot else role
    return {
        "head": "office", "left": [f"CÔNG AN {province.upper()}", f"CÔNG AN {town.upper()}"], "number": number,
        "place_line": "" if foot else dated, "signs": (((), "", False), (lines, w.name(), True)),
        "code": w.rng.choice(("Mẫu CT07 ban hành kèm theo Thông tư số 66/2023/TT-BCA", "Mẫu CT07", "")),
    }  # fmt: skip


def _family(
    doc_type: str, name: str, draw: Any, fixed: Mapping[str, object] | None = None, **options: Any
) -> Family:
    return Family(doc_type, name, "other_paper.html", draw, fixed=fixed or {}, **options)


FAMILIES = (
    _family("birth_notice", "birth_notice_lines", draw_birth),
    _family("birth_notice", "birth_notice_dotted", draw_birth, {"leaders": "dots"}),
    _family("birth_notice", "birth_notice_numbered", draw_birth, row="numbered"),
    _family("birth_notice", "birth_notice_hand", draw_birth),
    _family(
        "birth_notice",
        "birth_notice_below",
        draw_birth,
        {"leaders": "none"},
        row="below",
        size=A4_LANDSCAPE,
        held_out=True,
    ),
    _family("death_notice", "death_notice_lines", draw_death),
    _family("death_notice", "death_notice_numbered", draw_death, row="numbered"),
    _family("death_notice", "death_notice_hand", draw_death),
    _family("death_notice", "death_notice_table", draw_death, {"leaders": "none"}, row="table"),
    _family(
        "death_notice", "death_notice_below", draw_death, {"leaders": "none"}, row="below", held_out=True
    ),
    _family("residence_confirmation", "residence_lines", draw_residence, {"leaders": "none"}),
    _family("residence_confirmation", "residence_dotted", draw_residence, {"leaders": "dots"}),
    _family("residence_confirmation", "residence_boxes", draw_residence, {"leaders": "none"}),
    _family("residence_confirmation", "residence_table", draw_residence, {"leaders": "none"}, row="table"),
    _family(
        "residence_confirmation",
        "residence_below",
        draw_residence,
        {"leaders": "none"},
        row="below",
        held_out=True,
    ),
)
