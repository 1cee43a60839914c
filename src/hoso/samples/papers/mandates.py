"""Powers of attorney: citizens' own papers, and contracts made before an office."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from markupsafe import Markup

from hoso.samples.paper import Content, Family
from hoso.samples.papers.filled import begin, put_home, put_paper, titled
from hoso.samples.papers.writer import Writer
from hoso.samples.people import Person

TITLES = (("GIẤY ỦY QUYỀN",), ("GIẤY ỦY QUYỀN",), ("GIẤY UỶ QUYỀN",), ("VĂN BẢN ỦY QUYỀN",))
ERRANDS = (
    "liên hệ với Ủy ban nhân dân xã để nộp hồ sơ và nhận kết quả đăng ký khai sinh cho con tôi",
    "nộp hồ sơ và nhận kết quả cấp bản sao Trích lục khai sinh",
    "nhận kết quả giải quyết thủ tục hành chính tại Trung tâm Phục vụ hành chính công",
    "làm thủ tục đăng ký khai tử cho bố tôi và nhận Trích lục khai tử",
    "nộp hồ sơ, ký tên vào các giấy tờ cần thiết và nhận Giấy chứng nhận quyền sử dụng đất",
    "làm thủ tục xác nhận tình trạng hôn nhân, nộp lệ phí và nhận kết quả",
    "liên hệ cơ quan thuế để kê khai và nộp lệ phí trước bạ, thuế thu nhập cá nhân",
)  # fmt: skip
TERMS = ("10 năm", "05 năm", "12 tháng kể từ ngày ký", "06 tháng", "Đến khi hoàn tất công việc", "30 ngày kể từ ngày ký giấy ủy quyền này",
         "Từ ngày ký cho đến khi công việc ủy quyền hoàn thành", "01 năm")  # fmt: skip
SIDES = {"principal": "ỦY QUYỀN", "agent": "ĐƯỢC ỦY QUYỀN"}


def _party(w: Writer, key: str, labels: tuple[str, str, str]) -> Person:
    """The lines of one party: name and year, identity paper, residence."""
    person = w.person((22, 75))
    w.form.put_name(f"{key}.full_name", person.name)
    put_home(w, f"{key}.residence")
    year = f"{w.rng.choice(('Sinh năm', 'Năm sinh'))}: {w.put(str(person.born.year))}"
    name, paper, home = labels
    w.add("row", f"{name}: [[{key}.full_name]] || {year}" if w.rng.random() < 0.6 else f"{name}: [[{key}.full_name]]",
          f"{paper}: {put_paper(w, f'{key}.id_number', person, 0.2 if 'Giấy tờ' in paper else 1.0)}", f"{home}: [[{key}.residence]]")  # fmt: skip
    return person


def _labels(rng: Random) -> tuple[str, str, str]:
    return (rng.choice(("Họ và tên", "Họ và tên", "Ông/Bà", "Ông (Bà)", "Họ, chữ đệm, tên")),
            rng.choice(("Giấy tờ tùy thân", "CMND/CCCD số", "Số CCCD", "Căn cước công dân số", "Số CMND/CCCD")),
            rng.choice(("Nơi cư trú", "Địa chỉ", "Nơi thường trú", "Hộ khẩu thường trú", "Thường trú tại")))  # fmt: skip


def _dated(w: Writer) -> str:
    return f"{w.rng.choice(('Hôm nay', 'Hôm nay,'))} ngày {w.put(w.day(form='words'))}, tại {w.put(w.office())}, chúng tôi gồm có:"


def _signed(w: Writer, one: Person, other: Person) -> tuple[tuple[tuple[str, ...], str, bool], ...]:
    words = w.rng.choice((("NGƯỜI ỦY QUYỀN", "NGƯỜI ĐƯỢC ỦY QUYỀN"), ("BÊN ỦY QUYỀN", "BÊN ĐƯỢC ỦY QUYỀN")))
    hint = w.rng.choice(("(Ký, ghi rõ họ tên)", "(Ký và ghi rõ họ tên)"))
    return (((words[0], hint), w.put(one.name), False), ((words[1], hint), w.put(other.name), False))


def _put_mandate(w: Writer, scope: str, term: float = 0.85) -> None:
    w.form.put("scope", scope)
    if w.rng.random() < term:
        w.form.put("term", w.rng.choice(TERMS))


def draw_blocks(rng: Random, family: Family, hand: bool) -> Content:
    """The usual paper: a block of lines for each party, then what for and how long."""
    w = begin(rng, family, hand, (2010, 2026))
    if rng.random() < 0.4:
        w.add("para", "Căn cứ Bộ luật Dân sự và các văn bản pháp luật có liên quan;")
    if rng.random() < 0.6:
        w.add("para", _dated(w))
    labels, people = _labels(rng), []
    mark = rng.choice((("I. ", "II. "), ("", ""), ("1. ", "2. ")))
    for number, (key, words), letter in zip(mark, SIDES.items(), "AB", strict=True):
        side = (
            rng.choice((f"BÊN {words}", f"BÊN {words} (Bên {letter})"))
            if family.row != "below"
            else f"BÊN {words}"
        )
        w.add("b", f"{number}{side}{rng.choice(('', ':'))}")
        people.append(_party(w, key, labels))
    _put_mandate(
        w, f"Bên A ủy quyền cho Bên B {rng.choice(ERRANDS)}" if rng.random() < 0.4 else rng.choice(ERRANDS)
    )
    if rng.random() < 0.5:
        w.add("b", f"{rng.choice(('III. ', ''))}NỘI DUNG ỦY QUYỀN:")
        w.add("para", "[[scope]].")
    else:
        w.add(
            "para",
            f"{rng.choice(('Nội dung ủy quyền', 'Phạm vi ủy quyền', 'Nội dung và phạm vi ủy quyền'))}: [[scope]].",
        )
    w.add("row", f"{rng.choice(('Thời hạn ủy quyền', 'Thời gian ủy quyền'))}: [[term]]")
    w.add("para", rng.choice(("Hai bên cam kết chịu trách nhiệm trước pháp luật về những nội dung nêu trên.",
                              "Chúng tôi cam đoan những lời khai trên là đúng sự thật.")))  # fmt: skip
    choices: dict[str, object] = {"signs": _signed(w, people[0], people[1])}
    if rng.random() < 0.25:
        choices["notes"] = (f"XÁC NHẬN CỦA {w.office().upper()}",)
    return w.content(*titled(rng, *TITLES), **choices)


def draw_letter(rng: Random, family: Family, hand: bool) -> Content:
    """The plain letter: `Tôi là …, nay ủy quyền cho …` with the lines of both."""
    w = begin(rng, family, hand, (2010, 2026))
    paper = rng.choice(("CCCD số", "Giấy tờ tùy thân", "CMND/CCCD số"))
    home = rng.choice(("Nơi cư trú", "Địa chỉ thường trú", "Hiện cư trú tại"))
    one = _party(
        w, "principal", (rng.choice(("Tôi tên là", "Tôi là", "Họ và tên người ủy quyền")), paper, home)
    )
    w.add(
        "para",
        rng.choice(
            ("Nay tôi làm giấy này ủy quyền cho:", "Bằng giấy này tôi ủy quyền cho người có tên dưới đây:")
        ),
    )
    other = _party(
        w, "agent", (rng.choice(("Ông/Bà", "Họ và tên", "Họ và tên người được ủy quyền")), paper, home)
    )
    _put_mandate(w, rng.choice(ERRANDS))
    w.add("row", f"{rng.choice(('Nội dung ủy quyền', 'Nội dung công việc ủy quyền'))}: [[scope]]",
          "Thời hạn ủy quyền: [[term]]")  # fmt: skip
    w.add("para", "Tôi cam đoan và chịu trách nhiệm trước pháp luật về việc ủy quyền này.")
    if rng.random() < 0.5:
        return w.content(*titled(rng, *TITLES), signs=_signed(w, one, other))
    return w.content(*titled(rng, *TITLES), **w.personal("NGƯỜI ỦY QUYỀN", one))


def draw_contract(rng: Random, family: Family, hand: bool) -> Content:
    """A contract by which one party acts for the other with a parcel."""
    w = begin(rng, family, hand, (2010, 2026))
    w.add("para", _dated(w))
    labels, people = (rng.choice(("Ông (Bà)", "Ông/Bà")), "Giấy tờ tùy thân", "Thường trú tại"), []
    for key, side in (("principal", "BÊN ỦY QUYỀN (Bên A)"), ("agent", "BÊN ĐƯỢC ỦY QUYỀN (Bên B)")):
        w.add("b", side)
        people.append(_party(w, key, labels))
    parcel = f"thửa đất số {rng.randint(1, 900)}, tờ bản đồ số {rng.randint(1, 90)}"
    scope = (f"Bên A là chủ sử dụng {parcel}, theo Giấy chứng nhận quyền sử dụng đất số BK {rng.randint(100000, 999999)}. Bên A ủy quyền cho "
             "Bên B thay mặt Bên A làm thủ tục chuyển nhượng, tặng cho, đăng ký biến động quyền sử dụng đất nêu trên")  # fmt: skip
    _put_mandate(w, scope, 1.0)
    w.add("para", "Điều 1. Phạm vi ủy quyền: [[scope]].", "Điều 2. Thời hạn ủy quyền: [[term]].",
          f"Điều 3. Thù lao: {w.put('Không có thù lao')}.",
          "Điều 4. Hai bên cam đoan thông tin về nhân thân, về quyền sử dụng đất ghi trong Hợp đồng này là đúng sự thật.")  # fmt: skip
    return w.content(
        rng.choice(("HỢP ĐỒNG ỦY QUYỀN", "HỢP ĐỒNG UỶ QUYỀN")), signs=_signed(w, people[0], people[1])
    )


def draw_sides(rng: Random, family: Family, hand: bool) -> Content:
    """Both parties side by side in a ruled table, a column each."""
    w = begin(rng, family, hand, (2015, 2026))
    people = {key: w.person((22, 75)) for key in SIDES}
    for key, person in people.items():
        w.form.put_name(f"{key}.full_name", person.name)
        w.form.put_id(f"{key}.id_number", person.id_number)
        put_home(w, f"{key}.residence")
    w.table += [
        ["Thông tin", "Bên ủy quyền", "Bên được ủy quyền"], ["Họ và tên", *(f"[[{key}.full_name]]" for key in SIDES)],
        ["Năm sinh", *(w.put(str(person.born.year)) for person in people.values())],
        [rng.choice(("Số CCCD", "Giấy tờ tùy thân")), *(f"[[{key}.id_number]]" for key in SIDES)],
        ["Nơi cư trú", *(f"[[{key}.residence]]" for key in SIDES)],
    ]  # fmt: skip
    w.add("cells", "")
    _put_mandate(w, rng.choice(ERRANDS))
    w.add("row", "Nội dung ủy quyền: [[scope]]", "Thời hạn ủy quyền: [[term]]")
    one, other = people.values()
    css = Markup(f".grid td:first-child {{ width: {rng.randint(22, 34)}% }}")
    return w.content(*titled(rng, *TITLES), css=css, signs=_signed(w, one, other))


def _family(name: str, draw: Any, fixed: Mapping[str, object] | None = None, **options: Any) -> Family:
    return Family("power_of_attorney", name, "other_paper.html", draw, fixed=fixed or {}, **options)


FAMILIES = (
    _family("mandate_blocks", draw_blocks),
    _family("mandate_dotted", draw_blocks, {"leaders": "dots"}),
    _family("mandate_letter", draw_letter),
    _family("mandate_letter_hand", draw_letter),
    _family("mandate_table", draw_blocks, {"leaders": "none"}, row="table"),
    _family("citizens_authorisation", draw_contract),
    _family("mandate_sides", draw_sides, {"leaders": "none"}, held_out=True),
)
