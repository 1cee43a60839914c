"""Forms by which citizens ask for copies of extracts, and for changes of what is registered about them."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from hoso.samples.form import format_date
from hoso.samples.paper import Content, Family
from hoso.samples.papers.filled import (
    addressee,
    begin,
    day_before,
    draw_labels,
    ends,
    origin,
    requester,
    subject,
    titled,
)
from hoso.samples.papers.writer import Writer
from hoso.samples.people import draw_date, draw_name

RELATIONS = (
    "Bản thân",
    "Bản thân",
    "Cha",
    "Mẹ",
    "Con",
    "Vợ",
    "Chồng",
    "Con đẻ",
    "Anh ruột",
    "Cháu nội",
    "Người được ủy quyền",
)
EXTRACTS = ("khai sinh", "Trích lục khai sinh", "kết hôn", "Trích lục kết hôn", "khai tử", "Trích lục khai tử", "Giấy khai sinh",
            "trích lục ghi chú ly hôn", "xác nhận tình trạng hôn nhân", "nhận cha, mẹ, con")  # fmt: skip
ASKS = ("Đề nghị cơ quan cấp bản sao trích lục", "Đề nghị cơ quan cấp bản sao trích lục", "Đề nghị cơ quan cấp bản sao Trích lục hộ tịch",
        "Đề nghị cấp bản sao trích lục", "Đề nghị cơ quan cấp bản sao")  # fmt: skip
COPY_TITLES = (
    ("TỜ KHAI CẤP BẢN SAO TRÍCH LỤC HỘ TỊCH",), ("TỜ KHAI", "CẤP BẢN SAO TRÍCH LỤC HỘ TỊCH"),
    ("TỜ KHAI CẤP BẢN SAO TRÍCH LỤC HỘ TỊCH, BẢN SAO GIẤY KHAI SINH",), ("TỜ KHAI CẤP BẢN SAO", "TRÍCH LỤC HỘ TỊCH"),
)  # fmt: skip
OF_THE_COPIED = ("Quan hệ với người được cấp bản sao Trích lục hộ tịch", "Quan hệ với người được cấp bản sao",
                 "Quan hệ với người được cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh")  # fmt: skip
CHANGE_TITLES = (
    ("TỜ KHAI ĐĂNG KÝ VIỆC THAY ĐỔI, CẢI CHÍNH,", "BỔ SUNG THÔNG TIN HỘ TỊCH, XÁC ĐỊNH LẠI DÂN TỘC"),
    ("TỜ KHAI", "ĐĂNG KÝ VIỆC THAY ĐỔI, CẢI CHÍNH, BỔ SUNG HỘ TỊCH,", "XÁC ĐỊNH LẠI DÂN TỘC"),
    ("TỜ KHAI ĐĂNG KÝ THAY ĐỔI, CẢI CHÍNH, BỔ SUNG HỘ TỊCH",),
    ("TỜ KHAI", "ĐĂNG KÝ THAY ĐỔI, CẢI CHÍNH, BỔ SUNG THÔNG TIN HỘ TỊCH,", "XÁC ĐỊNH LẠI DÂN TỘC"),
)  # fmt: skip
OF_THE_CHANGED = ("Quan hệ với người được thay đổi, cải chính, xác định lại dân tộc, bổ sung thông tin hộ tịch",
                  "Quan hệ với người được thay đổi, cải chính, bổ sung thông tin hộ tịch", "Quan hệ với người được thay đổi, cải chính")  # fmt: skip
REASONS = ("Do ghi sai khi đăng ký khai sinh", "Do cán bộ tư pháp - hộ tịch ghi nhầm", "Ghi sai so với giấy tờ của cha mẹ",
           "Thống nhất với các giấy tờ hiện có", "Tên cũ dễ gây nhầm lẫn trong sinh hoạt", "Theo nguyện vọng của bản thân và gia đình",
           "Bổ sung thông tin còn thiếu trong Giấy khai sinh", "Do sơ suất khi khai, nay đề nghị ghi cho đúng với Sổ hộ khẩu")  # fmt: skip


def _registration_number(w: Writer) -> str:
    number, year = w.rng.randint(1, 320), w.era.day.year - w.rng.randint(1, 30)
    return w.rng.choice((str(number), f"{number}/{year}", f"{number:02d}", f"{number:02d}/{year}"))


def draw_copy(rng: Random, family: Family, hand: bool) -> Content:
    """The form that asks for copies; since 2020 its title names the birth certificate as well."""
    w = begin(rng, family, hand, (2016, 2026))
    labels = draw_labels(rng)
    requester(w, labels, (rng.choice(OF_THE_COPIED), rng.choice(RELATIONS)))
    w.form.put("requested_extract", rng.choice(EXTRACTS))
    ask = labels.note(rng.choice(ASKS), 4)
    if family.row in ("row", "numbered") and rng.random() < 0.6:
        w.add("row", f"{ask}: [[requested_extract]] cho người có tên dưới đây:")
    else:
        w.add("row", f"{ask}: [[requested_extract]]")
        w.add("b", "cho người có tên dưới đây:")
    person = subject(w, (18, 70))
    w.form.put_name("full_name", person.name)
    w.add("row", f"{labels.name}: [[full_name]]", f"{labels.born}: {w.put(format_date(person.born, w.form.look.date_form))}",
          *origin(w, person), f"{labels.note(labels.home, 2)}: {w.home()}", f"{labels.paper}: {w.identity(person)}")  # fmt: skip
    _registered(w)
    count = rng.randint(1, 9)
    w.form.put("copies", rng.choice((str(count), f"{count:02d}", f"{count:02d}")))
    label = rng.choice(("Số lượng bản sao yêu cầu cấp", "Số lượng bản sao", "Số lượng bản sao đề nghị cấp"))
    w.add("row", f"{label}: [[copies]] bản")
    return w.content(*titled(rng, *COPY_TITLES), to=addressee(w), **ends(w, "Người yêu cầu", None, 0.0))


def _registered(w: Writer) -> None:
    """Where and under which number it was registered; a form often leaves the number open."""
    w.form.put("registration_place", w.form.office(w.era.place, False))
    if w.rng.random() < 0.8:
        w.form.put("registration_number", _registration_number(w))
    book = w.put(
        f"{w.rng.randint(1, 4):02d}/{w.era.day.year - w.rng.randint(1, 30)}" if w.rng.random() < 0.5 else ""
    )
    label = w.rng.choice(("Đã đăng ký tại", "Đã đăng ký hộ tịch tại", "Nơi đã đăng ký"))
    by = w.rng.choice(("Giấy khai sinh", "Giấy chứng nhận kết hôn", "Sổ đăng ký khai sinh"))
    if w.rng.random() < 0.5:
        w.add("row", f"{label}: [[registration_place]]", f"Ngày đăng ký: {w.put(day_before(w))}")
    else:
        w.add("row", f"{label}: [[registration_place]], ngày {w.put(day_before(w).removeprefix('ngày '))}")
    w.add("row", f"Theo: {by} || Số: [[registration_number]] || Quyển số: {book}")


def _changed(w: Writer) -> tuple[str, str, str]:
    """What changes: the kind of the change, what stands there now, what shall stand there."""
    rng = w.rng
    name, other = (draw_name(rng, rng.choice(("male", "female"))) for _ in range(2))
    day, later = (
        draw_date(rng, w.era.day.replace(year=w.era.day.year - 50, day=1), w.era.day) for _ in range(2)
    )
    form = rng.choice(("slash", "words", "dash"))
    names = (name.upper(), other.upper()) if rng.random() < 0.5 else (name, other)
    return rng.choice((
        ("cải chính họ, chữ đệm, tên", *names),
        ("thay đổi họ, chữ đệm, tên", *names),
        ("cải chính ngày, tháng, năm sinh", format_date(day, form), format_date(later, form)),
        ("cải chính năm sinh của mẹ", f"Năm sinh của mẹ: {day.year}", f"Năm sinh của mẹ: {later.year}"),
        ("xác định lại dân tộc", "Dân tộc: Kinh", f"Dân tộc: {rng.choice(('Tày', 'Nùng', 'Thái', 'Mường'))}"),
        ("bổ sung thông tin hộ tịch", "Phần ghi về quê quán để trống", f"Quê quán: {', '.join(w.era.place.levels(False))}"),
        ("cải chính chữ đệm", f"Chữ đệm là {name.split()[1]}", f"Chữ đệm là {other.split()[1]}"),
        ("Cải chính hộ tịch", f"họ và tên cha là {names[0]}", f"họ và tên cha là {names[1]}"),
        ("Thay đổi hộ tịch", f"tên là {names[0]}", f"tên là {names[1]}"),
    ))  # fmt: skip


def draw_change(rng: Random, family: Family, hand: bool) -> Content:
    """The form that asks for a change, a correction or a completion."""
    w = begin(rng, family, hand, (2016, 2026))
    labels = draw_labels(rng)
    requester(w, labels, (rng.choice(OF_THE_CHANGED), rng.choice(RELATIONS)))
    kind, before, after = _changed(w)
    for key, text in (
        ("change_kind", kind),
        ("change_from", before),
        ("change_to", after),
        ("reason", rng.choice(REASONS)),
    ):
        w.form.put(key, text)
    ask = labels.note("Đề nghị cơ quan đăng ký việc", 4)
    if family.row in ("row", "numbered") and rng.random() < 0.7:
        w.add("row", f"{ask}: [[change_kind]] cho người có tên dưới đây:")
    else:
        w.add("row", f"{ask}: [[change_kind]]")
        w.add("b", "cho người có tên dưới đây:")
    person = subject(w, (18, 70))
    w.form.put_name("full_name", person.name)
    w.add("row", f"{labels.name}: [[full_name]]", f"{labels.born}: {w.put(format_date(person.born, w.form.look.date_form))}",
          *origin(w, person), f"{labels.note(labels.home, 2)}: {w.home()}", f"{labels.paper}: {w.identity(person)}")  # fmt: skip
    w.add("row", f"Đã đăng ký {rng.choice(('khai sinh', 'kết hôn', 'khai sinh'))} ngày {w.put(day_before(w).removeprefix('ngày '))} tại số: "
                 f"{w.put(_registration_number(w))} || Quyển số: {w.put('01/' + str(w.era.day.year - 20))}",
          f"của {w.put(w.form.office(w.era.place, False))}", "Từ: [[change_from]]", "Thành: [[change_to]]", "Lý do: [[reason]]")  # fmt: skip
    choices = ends(w, "Người yêu cầu", None, 0.4)
    if rng.random() < 0.4:
        w.add("para", "Ý kiến của người được thay đổi họ, chữ đệm, tên (nếu người đó từ đủ 9 tuổi trở lên): "
                      + w.put(rng.choice(("Đồng ý", "", "Tôi đồng ý"))))  # fmt: skip
    return w.content(*titled(rng, *CHANGE_TITLES), to=addressee(w), **choices)


def _family(
    doc_type: str, name: str, draw: Any, fixed: Mapping[str, object] | None = None, **options: Any
) -> Family:
    return Family(doc_type, name, "other_paper.html", draw, fixed=fixed or {}, **options)


FAMILIES = (
    _family("copy_request_form", "copy_form_lines", draw_copy),
    _family("copy_request_form", "copy_form_dotted", draw_copy, {"leaders": "dots"}),
    _family("copy_request_form", "copy_form_numbered", draw_copy, row="numbered"),
    _family("copy_request_form", "copy_form_table", draw_copy, {"leaders": "none"}, row="table"),
    _family("copy_request_form", "copy_form_hand", draw_copy),
    _family(
        "copy_request_form", "copy_form_below", draw_copy, {"leaders": "none"}, row="below", held_out=True
    ),
    _family("civil_status_change_form", "change_form_lines", draw_change),
    _family("civil_status_change_form", "change_form_dotted", draw_change, {"leaders": "dots"}),
    _family("civil_status_change_form", "change_form_table", draw_change, {"leaders": "none"}, row="table"),
    _family("civil_status_change_form", "change_form_hand", draw_change),
    _family("civil_status_change_form", "change_form_numbered", draw_change, row="numbered", held_out=True),
)
