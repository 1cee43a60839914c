"""The declaration by which two people ask to be married: tables with a column for each, blocks, form years."""

from __future__ import annotations

from random import Random
from typing import Any

from hoso.samples.form import format_date
from hoso.samples.paper import Content, Family
from hoso.samples.papers.common import adult, seal_text
from hoso.samples.papers.filled import addressee, begin
from hoso.samples.papers.marriage import (
    HUSBAND,
    WIFE,
    Line,
    couple_labels,
    couple_rows,
    put_spouse,
    spouse_paper,
)
from hoso.samples.papers.writer import Writer
from hoso.samples.people import Person

PLEDGE = ("Chúng tôi cam đoan những lời khai trên đây là đúng sự thật, việc kết hôn của chúng tôi là tự nguyện, không vi phạm quy định của "
          "Luật Hôn nhân và Gia đình Việt Nam. Chúng tôi chịu hoàn toàn trách nhiệm trước pháp luật về cam đoan của mình.")  # fmt: skip
SIDES = {"wife": "bên nữ", "husband": "bên nam"}
YEARS = {"1999": (1999, 2005), "2010": (2006, 2015)}
NOTES = ("Chú thích:", "(1) Ghi rõ tên cơ quan đăng ký kết hôn.", "(2) Ghi theo nơi đăng ký thường trú, nếu không có thì ghi theo nơi đăng ký tạm trú.",
         "(3) Ghi thông tin về giấy tờ tùy thân của người đi đăng ký kết hôn.")  # fmt: skip


def _lines(w: Writer, who: tuple[str, str], person: Person, old: bool) -> list[Line]:
    """What the form asks of one of the two."""
    key, rng = who[0], w.rng
    put_spouse(w.form, w.era, key, person)
    paper = spouse_paper(w.form, w.era, key, person, bare=w.form.blank or rng.random() < 0.4)
    _, born, home, identity = couple_labels(rng, old)
    return [
        (("Họ và tên" if old else "Họ, chữ đệm, tên", f"[[{key}.full_name]]"),),
        ((born, f"[[{key}.date_of_birth]]"),),
        (("Dân tộc", f"[[{key}.ethnicity]]"),), (("Quốc tịch", f"[[{key}.nationality]]"),),
        ((home, f"[[{key}.residence]]"),), ((identity, paper),),
    ]  # fmt: skip


def _counted(w: Writer, table: bool) -> tuple[str, str]:
    """How often both have married: what stands for the wife, and for the husband."""
    wife, husband = (w.rng.choice((1, 1, 1, 1, 2)) for _ in range(2))
    text = w.rng.choice(("{:02d}", "{}", "{:02d}", "Lần {}", "Lần thứ {}"))
    first, second = text.format(wife), text.format(husband)
    both = first if wife == husband else f"{first}, {second}"
    w.form.put("marriage_count", first if table else f"{first}, {second}", both)
    return "[[marriage_count]]", w.put(second)


def _same_labels(lines: dict[str, list[Line]]) -> dict[str, list[Line]]:
    """The husband's lines with the labels of the wife's: a table has one for both."""
    pairs = zip(lines["wife"], lines["husband"], strict=True)
    lines["husband"] = [((wife[0][0], husband[0][1]),) for wife, husband in pairs]
    return lines


def draw(rng: Random, family: Family, hand: bool) -> Content:
    """A declaration in the family's layout; before 2016 the husband stands first."""
    years = YEARS.get(family.name.rpartition("_")[2], (2016, 2026))
    w, old = begin(rng, family, hand, years), years[1] < 2016
    order = (HUSBAND, WIFE) if old else (WIFE, HUSBAND)
    people = {"wife": adult(rng, w.era, "female", (18, 45)), "husband": adult(rng, w.era, "male", (20, 50))}
    lines = _same_labels({key: _lines(w, (key, word), people[key], old) for key, word in (WIFE, HUSBAND)})
    table = "table" in family.template
    cells = dict(zip(("wife", "husband"), _counted(w, table), strict=True))
    choices = couple_rows(rng, lines, order)
    upper = rng.random() < 0.4
    choices["headings"] = {key: word.upper() if upper else word.capitalize() for key, word in SIDES.items()}
    choices["table"] = [*choices["table"], ("Kết hôn lần thứ mấy", *(cells[key] for key, _ in order))]  # type: ignore[misc]  # rows of a table
    title = rng.choice(
        (("TỜ KHAI ĐĂNG KÝ KẾT HÔN",), ("TỜ KHAI ĐĂNG KÝ KẾT HÔN",), ("TỜ KHAI", "ĐĂNG KÝ KẾT HÔN"))
    )
    day = (
        "ngày …… tháng …… năm ………"
        if w.form.blank
        else format_date(w.era.day, rng.choice(("words", "words_padded")))
    )
    named = rng.random() < 0.8 and not w.form.blank
    choices |= {
        "title_lines": title, "title_size": rng.choice((1.1, 1.2, 1.3)), "to": addressee(w), "pledge": PLEDGE if rng.random() < 0.8 else PLEDGE[:-77],
        "first_heading": rng.choice(("Thông tin", "Thông tin", "THÔNG TIN", "Người khai")), "copies": rng.random() < 0.4,
        "place_line": f"Làm tại: {'………………' if w.form.blank else w.town()}, {day}", "number_row": "Kết hôn lần thứ mấy (bên nữ, bên nam): [[marriage_count]]",
        "code": f"Mẫu TP/HT-{years[0]}-KH.1" if old and rng.random() < 0.6 else "", "notes": NOTES if rng.random() < 0.3 else (),
        "who": {key: f"[[{key}_signed]]" if named else "" for key in SIDES}, "seal_text": seal_text(w.era), "part": rng.choice(("THÔNG TIN ", "THÔNG TIN VỀ ", "")),
    }  # fmt: skip
    return Content(w.form, choices)


def _family(name: str, template: str = "couple_table.html", **options: Any) -> Family:
    return Family("marriage_registration_form", f"dmarriage_{name}", template, draw, **options)


FAMILIES = (
    _family("grid", fixed={"leaders": "none"}),
    _family("open_grid", fixed={"leaders": "none", "framed": True}),
    _family("grid_1999", fixed={"leaders": "none"}),
    _family("grid_2010", fixed={"leaders": "none"}),
    _family("hand"),
    _family("blank", fixed={"leaders": "none"}, blank=True),
    _family("blocks", "couple_blocks.html"),
    _family("blocks_2010", "couple_blocks.html", fixed={"leaders": "dots"}),
    _family("columns", "couple_columns.html", row="below", fixed={"leaders": "none"}, held_out=True),
)
