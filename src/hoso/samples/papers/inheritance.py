"""Agreements on how the heirs divide what somebody left: mostly one parcel of land."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from hoso.samples.form import Form, format_date
from hoso.samples.look import draw_look
from hoso.samples.paper import Content, Family
from hoso.samples.papers.common import Era, draw_era, seal_text
from hoso.samples.papers.deed_parts import (
    Block,
    card,
    certificate_words,
    issued,
    paginate,
    parcel_lines,
    parcel_sentence,
    put_object,
    testimony,
)
from hoso.samples.papers.parcels import draw_holder
from hoso.samples.people import Person, draw_date
from hoso.samples.places import draw_address

MARGINS = (20, 18, 20, 27)
TITLES = (
    ("VĂN BẢN THỎA THUẬN", "PHÂN CHIA DI SẢN THỪA KẾ"), ("VĂN BẢN THỎA THUẬN PHÂN CHIA DI SẢN THỪA KẾ",),
    ("VĂN BẢN THỎA THUẬN PHÂN CHIA DI SẢN",), ("VĂN BẢN PHÂN CHIA DI SẢN THỪA KẾ",),
)  # fmt: skip
KIN = ("con đẻ", "con ruột", "con đẻ", "con nuôi")


def _title(person: Person) -> str:
    return "Ông" if person.sex == "male" else "Bà"


def _put_people(form: Form, era: Era) -> tuple[Person, list[Person]]:
    """The person who died and the heirs; the heirs' names together are one field."""
    rng = form.rng
    dead = draw_holder(rng, era, rng.choice(("male", "female")))
    heirs = [draw_holder(rng, era, rng.choice(("male", "female"))) for _ in range(rng.randint(2, 4))]
    form.put_name("deceased.full_name", dead.name)
    upper = form.look.upper_names
    names = [form.tone(heir.name.upper() if upper else heir.name) for heir in heirs]
    for at, name in enumerate(names):
        form.say(f"heir_{at}", name)
    form.put("heirs", names[0], "; ".join(names))
    form.say(
        "death_day",
        format_date(
            draw_date(rng, date(era.day.year - 4, 1, 5), era.day), rng.choice(("slash", "words"))
        ).removeprefix("ngày "),
    )
    form.say("dead_born", str(dead.born.year))
    return dead, heirs


def _heir_lines(form: Form, era: Era, heirs: list[Person], style: str) -> list[Block]:
    """Every heir in a line of running text, or in several labelled ones."""
    rng, blocks = form.rng, []
    count = len(heirs)
    for at, heir in enumerate(heirs):
        name = "[[heirs]]" if at == 0 else f"[[heir_{at}]]"
        home = form.tone(draw_address(rng, era.place, era.new, form.look.addresses))
        paper = f"{card(rng, heir)} {heir.id_number}{issued(form, era, heir)}"
        if style == "lines":
            label = rng.choice((f"{_title(heir)}: ", "Họ và tên: "))
            blocks += [
                ("row", f"{at + 1}. {label}{name}"), ("row", f"Năm sinh: {heir.born.year}"), ("row", paper),
                ("row", f"Nơi cư trú: {home}"), ("row", f"Quan hệ với người để lại di sản: {rng.choice(KIN)}"),
            ]  # fmt: skip
            continue
        end = "." if at == count - 1 else ";"
        mark = rng.choice((f"{at + 1}. ", "- ")) if style == "running" else f"{at + 1}) "
        blocks.append(
            (
                "item",
                f"{mark}{_title(heir)} {name}, sinh năm {heir.born.year}, {paper}, thường trú tại: {home}{end}",
            )
        )
    return blocks


def _dead_lines(form: Form, dead: Person, style: str) -> list[Block]:
    """Who died, when, and by which paper."""
    rng, title = form.rng, _title(dead)
    proof = f"theo Trích lục khai tử số {rng.randint(1, 90)}/{rng.randint(2016, 2025)}/TLKT"
    if style == "lines":
        return [
            ("b", rng.choice(("I. NGƯỜI ĐỂ LẠI DI SẢN", "1. NGƯỜI ĐỂ LẠI DI SẢN THỪA KẾ"))),
            ("row", rng.choice((f"{title}: ", "Họ và tên: ")) + "[[deceased.full_name]]"), ("row", "Năm sinh: [[dead_born]]"),
            ("row", f"Chết ngày: [[death_day]] {proof}"),
        ]  # fmt: skip
    if style == "commune":
        return [
            (
                "para",
                f"Người để lại di sản: {title} [[deceased.full_name]], sinh năm [[dead_born]], chết ngày [[death_day]] {proof}.",
            )
        ]
    return []


def _opening(form: Form, dead: Person, style: str) -> str:
    title = _title(dead).lower()
    if style == "running":
        return form.rng.choice((
            f"Chúng tôi là những người thừa kế theo pháp luật của {title} [[deceased.full_name]], chết ngày [[death_day]], gồm có:",
            f"Chúng tôi ký tên dưới đây là những người thuộc hàng thừa kế thứ nhất của {title} [[deceased.full_name]] (sinh năm [[dead_born]], chết ngày [[death_day]]) gồm:",
        ))  # fmt: skip
    return "Chúng tôi cùng nhau lập văn bản này để thỏa thuận phân chia di sản thừa kế với nội dung như sau:"


def _land(form: Form, style: str) -> list[Block]:
    rng = form.rng
    head = rng.choice(("DI SẢN THỪA KẾ", "TÀI SẢN ĐỂ LẠI", "DI SẢN ĐỂ LẠI"))
    number = "III. " if style == "lines" else rng.choice(("", "Điều 1. "))
    if style == "running":
        return [
            ("b", number + head),
            (
                "para",
                f"Di sản là quyền sử dụng đất đối với {parcel_sentence(rng)}, theo {certificate_words(rng)}.",
            ),
        ]
    cite = f"Quyền sử dụng thửa đất theo {certificate_words(rng)}, cụ thể:"
    return [("b", number + head), ("para", cite), *parcel_lines(form)]


def _agreement(form: Form, heirs: list[Person], style: str) -> list[Block]:
    """Who takes what, and what all of them promise."""
    winner = heirs[form.rng.randrange(len(heirs))]
    number = "IV. " if style == "lines" else ""
    return [
        ("b", f"{number}NỘI DUNG THỎA THUẬN PHÂN CHIA DI SẢN"),
        ("para", f"Bằng văn bản này, chúng tôi thống nhất để {_title(winner).lower()} {form.tone(winner.name)} được hưởng toàn bộ di sản nêu trên; những người còn lại tự nguyện không nhận và không có khiếu nại gì về sau."),
        ("b", "CAM ĐOAN"),
        ("para", "Chúng tôi cam đoan: Những thông tin đã ghi trong văn bản này là đúng sự thật; ngoài chúng tôi ra, người để lại di sản không còn người thừa kế nào khác; việc thỏa thuận là hoàn toàn tự nguyện, không bị lừa dối, không bị ép buộc."),
        ("signs", "NHỮNG NGƯỜI THỪA KẾ|"),
    ]  # fmt: skip


def draw(rng: Random, family: Family, hand: bool) -> Content:
    """An agreement in the family's layout; who certifies it and the style are parts of its name."""
    _, office, style = family.name.split("_")[:3]
    notary = office == "notary"
    form = Form(rng, draw_look(rng, hand, **family.fixed))
    era = draw_era(rng, 2010, 2026)
    put_object(form, era)
    dead, heirs = _put_people(form, era)
    day = format_date(era.day, rng.choice(("words", "words_padded")))
    commune = era.place.levels(era.new)[0]
    place = "Văn phòng công chứng Hòa Phát" if notary else f"trụ sở UBND {commune}"
    blocks: list[Block] = [("para", f"Hôm nay, {day}, tại {place}.")] if rng.random() < 0.7 else []
    blocks.append(("para", _opening(form, dead, style)))
    members = _heir_lines(form, era, heirs, style)
    if style == "running":
        blocks += members
    else:
        head = {
            "lines": "II. NHỮNG NGƯỜI THỪA KẾ",
            "commune": "Những người được hưởng di sản thừa kế gồm có:",
        }[style]
        blocks += [*_dead_lines(form, dead, style), ("b", head), *members]
    blocks += [*_land(form, style), *_agreement(form, heirs, style)]
    proof = testimony(
        form, era, notary, ("Những người có tên nêu trên",), "Văn bản thỏa thuận phân chia di sản"
    )
    pages = paginate([*blocks, *([("break", "")] if rng.random() < 0.5 else []), *proof], form.look)
    return Content(form, {
        "pages": pages, "title_lines": rng.choice(TITLES), "title_size": rng.choice((1.1, 1.2, 1.3)),
        "seal_text": seal_text(era), "sub": "", "top": "",
    })  # fmt: skip


def _family(name: str, **options: Any) -> Family:
    fixed = {"background": "plain", "framed": False, "leaders": "none"}
    return Family(
        "inheritance_agreement",
        f"inheritance_{name}",
        "deed.html",
        draw,
        fixed=fixed,
        margins=MARGINS,
        **options,
    )


FAMILIES = (
    _family("notary_running"),
    _family("notary_lines"),
    _family("commune_commune"),
    _family("commune_lines", held_out=True),
)
