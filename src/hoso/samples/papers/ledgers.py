"""Pages of the registers of births, marriages and deaths, filled in by hand or by a program."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from hoso.samples.form import format_date
from hoso.samples.paper import Content, Family
from hoso.samples.papers.common import left_lines
from hoso.samples.papers.filled import begin, put_home, put_paper, subject
from hoso.samples.papers.writer import Writer
from hoso.samples.people import Person, draw_date, draw_name
from hoso.samples.places import draw_birth_place

BOOKS = {"birth": "KHAI SINH", "marriage": "KẾT HÔN", "death": "KHAI TỬ"}
PAPERS = {"birth": "Giấy khai sinh", "marriage": "Giấy chứng nhận kết hôn", "death": "Trích lục khai tử"}
TICKS = {"birth": "Đúng hạn ☒   Quá hạn ☐   Đăng ký lại ☐", "marriage": "Kết hôn lần đầu ☒   Đăng ký lại ☐   Ghi chú kết hôn ☐",
         "death": "Trẻ dưới 01 tuổi ☐   Trẻ từ 01 đến dưới 05 tuổi ☐"}  # fmt: skip
CAUSES = ("Tuổi già", "Bệnh tim", "Tai nạn giao thông", "Ung thư gan", "Đột quỵ", "Suy hô hấp")
A3_LANDSCAPE = (420, 297)


def _book(w: Writer, kind: str) -> None:
    """The book, its number and year, the page, and the entry's number and day."""
    rng, year = w.rng, w.era.day.year
    w.form.put(
        "book_kind",
        f"SỔ {rng.choice(('ĐĂNG KÝ', 'ĐĂNG KÝ', 'BỘ'))} {BOOKS[kind]}"
        if year < 2010
        else f"SỔ ĐĂNG KÝ {BOOKS[kind]}",
    )
    w.form.put(
        "book_number",
        rng.choice((f"{rng.randint(1, 4):02d}", f"{rng.randint(1, 4):02d}/{year}", str(rng.randint(1, 4)))),
    )
    w.form.put("book_year", str(year))
    page = rng.randint(1, 198)
    w.form.put("page_number", rng.choice((str(page), f"{page:02d}")))
    number = rng.randint(1, 320)
    w.form.put("entry_number", rng.choice((str(number), f"{number:02d}", f"{number}/{year}")))
    w.form.put_date("registration_date", w.era.day)
    w.form.handwritten -= {"book_kind", "page_number"}


def _born(w: Writer, person: Person, key: str = "date_of_birth") -> str:
    w.form.put_date(key, person.born)
    w.form.say_date(f"{key}_words", person.born)
    return f"[[{key}]]"


def _child(w: Writer) -> list[str]:
    """The child of an entry in the register of births."""
    child = subject(w, (1, 2)) if w.rng.random() < 0.8 else subject(w, (3, 12))
    w.form.put_name("full_name", child.name)
    for key, text, value in (
        ("sex", child.sex_word, child.sex),
        ("ethnicity", child.ethnicity, None),
        ("nationality", "Việt Nam", None),
    ):
        w.form.put(key, text, value)
    w.form.put("place_of_birth", draw_birth_place(w.rng, w.era.place, w.era.new, w.form.look.addresses))
    w.form.put("hometown", w.form.look.addresses.join(w.era.place.levels(w.era.new)))
    lines = ["Họ, chữ đệm, tên: [[full_name]]", f"Ngày, tháng, năm sinh: {_born(w, child)}"]
    if w.rng.random() < 0.6:
        lines.append("Ghi bằng chữ: [[date_of_birth_words]]")
    lines += [
        "Giới tính: [[sex]] || Dân tộc: [[ethnicity]] || Quốc tịch: [[nationality]]",
        "Nơi sinh: [[place_of_birth]]",
        "Quê quán: [[hometown]]",
    ]
    if w.era.day.year >= 2016 and w.rng.random() < 0.8:
        w.form.put_id("personal_id", child.id_number)
        lines.append("Số định danh cá nhân: [[personal_id]]")
    return lines


def _parent(w: Writer, key: str, word: str) -> list[str]:
    """The mother or father; some children have no father in the book."""
    name = f"Họ, chữ đệm, tên {w.rng.choice(('người ', 'người ', ''))}{word}"
    if key == "father" and w.rng.random() < 0.08:
        return [f"{name}: [[father.full_name]]"]
    parent = subject(w, (20, 45))
    w.form.put_name(f"{key}.full_name", draw_name(w.rng, "female" if key == "mother" else "male"))
    w.form.put_year(f"{key}.birth_year", parent.born, w.rng.random() < 0.2)
    w.form.put(f"{key}.ethnicity", parent.ethnicity)
    w.form.put(f"{key}.nationality", "Việt Nam")
    put_home(w, f"{key}.residence")
    return [f"{name}: [[{key}.full_name]]", f"Năm sinh: [[{key}.birth_year]] || Dân tộc: [[{key}.ethnicity]] || Quốc tịch: [[{key}.nationality]]",
            f"Nơi cư trú: [[{key}.residence]]"]  # fmt: skip


def _declarant(w: Writer, of: str) -> list[str]:
    person = w.person((20, 70))
    w.form.put_name("declarant.full_name", person.name)
    return [f"Họ, chữ đệm, tên người đi khai {of}: [[declarant.full_name]]",
            f"Giấy tờ tùy thân: {put_paper(w, 'declarant.id_number', person, 0.2)}"]  # fmt: skip


def _birth(w: Writer) -> list[str]:
    parents = [_parent(w, "mother", "mẹ"), _parent(w, "father", "cha")]
    if w.era.day.year < 2016:
        parents.reverse()
    return [*_child(w), *parents[0], *parents[1], *_declarant(w, "sinh")]


def _spouse(w: Writer, key: str, word: str) -> list[str]:
    person = w.person((20, 45))
    w.form.put_name(f"{key}.full_name", draw_name(w.rng, "female" if key == "wife" else "male"))
    w.form.put(f"{key}.ethnicity", person.ethnicity)
    w.form.put(f"{key}.nationality", "Việt Nam")
    put_home(w, f"{key}.residence")
    return [f"Họ, chữ đệm, tên {word}: [[{key}.full_name]]", f"Ngày, tháng, năm sinh: {_born(w, person, f'{key}.date_of_birth')}",
            f"Dân tộc: [[{key}.ethnicity]] || Quốc tịch: [[{key}.nationality]]", f"Nơi cư trú: [[{key}.residence]]",
            f"Giấy tờ tùy thân: {put_paper(w, f'{key}.id_number', person, 0.2)}"]  # fmt: skip


def _marriage(w: Writer) -> list[str]:
    two = [_spouse(w, "wife", "vợ"), _spouse(w, "husband", "chồng")]
    if w.era.day.year < 2016:
        two.reverse()
    return [*two[0], *two[1]]


def _death(w: Writer) -> list[str]:
    person = subject(w, (20, 95))
    w.form.put_name("full_name", person.name)
    for key, text, value in (
        ("sex", person.sex_word, person.sex),
        ("ethnicity", person.ethnicity, None),
        ("nationality", "Việt Nam", None),
    ):
        w.form.put(key, text, value)
    put_home(w, "last_residence")
    day = draw_date(w.rng, w.era.day.replace(year=w.era.day.year - 1), w.era.day)
    hour = f"{w.rng.randint(0, 23):02d} giờ {w.rng.randint(0, 59):02d} phút, "
    text = format_date(day, w.rng.choice(("slash", "words"))).removeprefix("ngày ")
    w.form.put("death_date", f"{hour if w.rng.random() < 0.7 else ''}ngày {text}", day.isoformat())
    put_home(w, "death_place")
    w.form.put("death_cause", w.rng.choice(CAUSES))
    return ["Họ, chữ đệm, tên: [[full_name]]", f"Ngày, tháng, năm sinh: {_born(w, person)}",
            "Giới tính: [[sex]] || Dân tộc: [[ethnicity]] || Quốc tịch: [[nationality]]", "Nơi cư trú cuối cùng: [[last_residence]]",
            f"Giấy tờ tùy thân: {put_paper(w, 'id_number', person, 0.2)}", "Đã chết vào lúc: [[death_date]]", "Nơi chết: [[death_place]]",
            "Nguyên nhân chết: [[death_cause]]", *_declarant(w, "tử")]  # fmt: skip


ENTRIES = {"birth": _birth, "marriage": _marriage, "death": _death}


def draw(rng: Random, family: Family, hand: bool) -> Content:
    """One entry on its page; the event is drawn, or stands in the family's name."""
    named = family.name.split("_")[1]
    kind = named if named in BOOKS else rng.choice(tuple(BOOKS))
    w = begin(rng, family, hand, (2000, 2015) if "old" in family.name else (2016, 2026))
    _book(w, kind)
    entry = ENTRIES[kind](w)
    dated = rng.choice(("Ngày, tháng, năm đăng ký", "Ngày, tháng, năm đăng ký", "Ngày đăng ký"))
    w.add(
        "row",
        f"Số: [[entry_number]] || {dated}: [[registration_date]]"
        if rng.random() < 0.4
        else "Số: [[entry_number]]",
    )
    if "||" not in w.lines[-1][1]:
        w.add("row", f"{dated}: [[registration_date]]")
    w.add("row", *entry)
    if rng.random() < 0.7:
        w.form.put_name("signer", draw_name(rng, rng.choice(("male", "female"))))
        w.add(
            "row",
            f"Họ, chữ đệm, tên, chức vụ người ký {PAPERS[kind]}: [[signer]], {rng.choice(('Chủ tịch', 'Phó Chủ tịch'))}",
        )
    w.add("para", TICKS[kind])
    w.add("row", f"Ghi chú: {w.put('')}")
    who = {
        "birth": "NGƯỜI ĐI KHAI SINH",
        "marriage": "VỢ                    CHỒNG",
        "death": "NGƯỜI ĐI KHAI TỬ",
    }[kind]
    signs = (((who,), w.name(), False), (("NGƯỜI THỰC HIỆN",), w.name(), False))
    head = rng.choice(
        ("Quyển số: [[book_number]] - Năm: [[book_year]]", "Quyển số: [[book_number]]; Năm: [[book_year]]")
    )
    foot = ("Trang số: [[page_number]]",)
    return w.content(
        "[[book_kind]]", head="none", sub=head, signs=signs, notes=foot, left=left_lines(rng, w.era)
    )


def _family(name: str, fixed: Mapping[str, object] | None = None, **options: Any) -> Family:
    return Family("ledger_page", name, "other_paper.html", draw, fixed=fixed or {}, **options)


FAMILIES = (
    _family("ledger_birth_lines"),
    _family("ledger_marriage_lines"),
    _family("ledger_death_lines"),
    _family("ledger_old_dotted", {"leaders": "dots"}),
    _family("ledger_any_table", {"leaders": "none"}, row="table"),
    _family("ledger_birth_hand"),
    _family("ledger_old_hand"),
    _family("ledger_any_below", {"leaders": "none"}, row="below", held_out=True),
)
