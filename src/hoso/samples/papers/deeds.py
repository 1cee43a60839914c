"""Contracts that hand land on: for a price, or as a gift."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from hoso.samples.form import Form, format_date
from hoso.samples.look import draw_look
from hoso.samples.paper import Content, Family
from hoso.samples.papers.common import Era, draw_era, seal_text
from hoso.samples.papers.deed_parts import (
    Block,
    area_again,
    certificate_words,
    draw_party,
    paginate,
    parcel_lines,
    parcel_sentence,
    party_blocks,
    put_object,
    testimony,
)
from hoso.samples.words import number_words

MARGINS = (20, 18, 20, 27)


@dataclass(frozen=True, slots=True)
class Deal:
    """The words of one kind of contract: its sides as groups of fields, and what the law calls them."""

    doc_type: str
    act: str
    giver: str
    taker: str


DEALS = {
    "transfer": Deal("land_transfer_contract", "chuyển nhượng", "transferor", "transferee"),
    "gift": Deal("land_gift_contract", "tặng cho", "donor", "donee"),
}


def _headings(rng: Random, deal: Deal) -> tuple[str, str]:
    giver, taker = f"Bên {deal.act}", f"Bên nhận {deal.act}"
    return rng.choice((
        (f"{giver.upper()} (sau đây gọi là Bên A):", f"{taker.upper()} (sau đây gọi là Bên B):"),
        (f"I. {giver.upper()} (BÊN A):", f"II. {taker.upper()} (BÊN B):"),
        (f"{giver} (sau đây gọi là bên A):", f"{taker} (sau đây gọi là bên B):"),
        (f"BÊN A ({giver.upper()}):", f"BÊN B ({taker.upper()}):"),
        (f"{giver.upper()} QUYỀN SỬ DỤNG ĐẤT (gọi tắt là Bên A)", f"{taker.upper()} QUYỀN SỬ DỤNG ĐẤT (gọi tắt là Bên B)"),
        (f"1. {giver} (Bên A):", f"2. {taker} (Bên B):"),
    ))  # fmt: skip


def _opening(form: Form, era: Era, notary: bool) -> tuple[str, bool]:
    """The first sentence, and whether it holds the day."""
    rng = form.rng
    form.put_date("contract_date", era.day, rng.choice(("words", "words", "words_padded")))
    commune = era.place.levels(era.new)[0]
    place = (
        f"Văn phòng công chứng {rng.choice(('Bình An', 'Hòa Phát', 'Đại Việt'))}"
        if notary
        else f"trụ sở Ủy ban nhân dân {commune}"
    )
    return rng.choice((
        (f"Hôm nay, [[contract_date]], tại {place}, chúng tôi gồm có:", True),
        (f"Hôm nay, [[contract_date]] tại {place}, chúng tôi ký tên dưới đây gồm:", True),
        ("Chúng tôi gồm có:", False), (f"Tại {place}, chúng tôi ký tên dưới đây là:", False),
    ))  # fmt: skip


def _object(form: Form, deal: Deal, style: str) -> list[Block]:
    """Article 1: the land that is handed on."""
    rng = form.rng
    right = rng.choice(
        ("quyền sử dụng đất", "toàn bộ quyền sử dụng đất", "quyền sử dụng đất và tài sản gắn liền với đất")
    )
    head = rng.choice(
        (
            f"ĐIỀU 1: QUYỀN SỬ DỤNG ĐẤT {deal.act.upper()}",
            f"Điều 1. Đối tượng của hợp đồng {deal.act}",
            "ĐIỀU 1. ĐỐI TƯỢNG CỦA HỢP ĐỒNG",
        )
    )
    if style == "running":
        text = f"Bên A đồng ý {deal.act} cho Bên B {right} đối với {parcel_sentence(rng)}, theo {certificate_words(rng)}."
        return [("b", head), ("para", text)]
    cite = f"Bên A {deal.act} cho Bên B {right} của mình đối với thửa đất theo {certificate_words(rng)}, cụ thể như sau:"
    if rng.random() < 0.3:
        cite = f"1.1. {cite}"
    return [("b", head), ("para", cite), *parcel_lines(form, "cells" if style == "table" else "item")]


def _price(form: Form) -> list[Block]:
    """Article 2 of a sale: the price in figures and in words."""
    rng = form.rng
    price = rng.choice(
        (rng.randint(20, 950) * 1_000_000, rng.randint(2, 90) * 50_000_000, rng.randint(1000, 9000) * 500_000)
    )
    form.put("price_vnd", f"{price:,}".replace(",", "."), price)
    words = number_words(price, form.look.wording)
    form.say("price_words", f"{words[0].upper()}{words[1:]} đồng")
    unit = rng.choice(("đồng", "đồng", "VNĐ", "đ"))
    said = rng.choice(
        (
            " (bằng chữ: [[price_words]])",
            " (Bằng chữ: [[price_words]]./.)",
            " (Bằng chữ: [[price_words]] chẵn)",
        )
    )
    lead = rng.choice((
        "1. Giá chuyển nhượng quyền sử dụng đất nêu tại Điều 1 của Hợp đồng này là: ", "2.1. Giá chuyển nhượng quyền sử dụng đất và tài sản gắn liền với đất do hai bên thỏa thuận là: ",
        "Giá chuyển nhượng quyền sử dụng đất là: ", "1. Giá chuyển nhượng: ", "Hai bên thỏa thuận giá chuyển nhượng toàn bộ thửa đất nêu trên là ",
    ))  # fmt: skip
    return [
        ("b", rng.choice(("ĐIỀU 2: GIÁ CHUYỂN NHƯỢNG VÀ PHƯƠNG THỨC THANH TOÁN", "Điều 2. Giá chuyển nhượng và phương thức thanh toán"))),
        ("para", f"{lead}[[price_vnd]] {unit}{said}."),
        ("para", f"2. Phương thức thanh toán: {rng.choice(('Tiền mặt hoặc chuyển khoản.', 'Bên B thanh toán một lần cho Bên A bằng tiền Việt Nam đồng.'))}"),
        ("para", f"3. Bên B đã đặt cọc cho Bên A số tiền {rng.randint(10, 90)}.000.000 đồng; việc giao nhận số tiền còn lại do hai bên tự thực hiện và chịu trách nhiệm trước pháp luật."),
    ]  # fmt: skip


def _articles(form: Form, deal: Deal, first: int) -> list[Block]:
    """The articles that every contract has."""
    rng = form.rng
    texts = (
        ("VIỆC GIAO VÀ ĐĂNG KÝ QUYỀN SỬ DỤNG ĐẤT", "1. Bên A có nghĩa vụ giao thửa đất nêu tại Điều 1 của Hợp đồng này cùng giấy tờ về quyền sử dụng đất cho Bên B vào thời điểm ký hợp đồng."),
        ("", "2. Bên B có nghĩa vụ thực hiện đăng ký quyền sử dụng đất tại cơ quan có thẩm quyền theo quy định của pháp luật."),
        ("TRÁCH NHIỆM NỘP THUẾ, LỆ PHÍ", f"Thuế, lệ phí liên quan đến việc {deal.act} quyền sử dụng đất với diện tích {area_again(form)} do Bên {rng.choice('AB')} chịu trách nhiệm nộp."),
        ("CAM ĐOAN CỦA CÁC BÊN", ("1. Bên A cam đoan: Những thông tin về nhân thân, về thửa đất đã ghi trong Hợp đồng này là đúng sự thật; thửa đất thuộc trường hợp được "
         f"{deal.act} quyền sử dụng đất theo quy định của pháp luật; tại thời điểm giao kết, thửa đất không có tranh chấp, không bị kê biên để bảo đảm thi hành án.")),
        ("", "2. Bên B cam đoan: Đã xem xét kỹ, biết rõ về thửa đất nêu tại Điều 1 của Hợp đồng này và các giấy tờ về quyền sử dụng đất; việc giao kết hoàn toàn tự nguyện, không bị lừa dối, không bị ép buộc."),
        ("ĐIỀU KHOẢN CHUNG", "Trong quá trình thực hiện Hợp đồng, nếu phát sinh tranh chấp, các bên cùng nhau thương lượng giải quyết trên nguyên tắc tôn trọng quyền lợi của nhau."),
    )  # fmt: skip
    blocks: list[Block] = []
    for head, text in texts:
        if head:
            blocks.append(("b", f"ĐIỀU {first}: {head}"))
            first += 1
        blocks.append(("para", text))
    return blocks


def _sides(form: Form, deal: Deal) -> tuple[str, str]:
    """Both sides as the testimony names them again."""
    giver, taker = form.shown[f"{deal.giver}.full_name"], form.shown[f"{deal.taker}.full_name"]
    return f"Bên A: Ông/bà {giver}", f"Bên B: Ông/bà {taker}"


def draw(rng: Random, family: Family, hand: bool) -> Content:
    """A contract in the family's layout: the deal and the style are parts of its name."""
    kind, office, style = family.name.split("_")[:3]
    deal, notary = DEALS[kind], office == "notary"
    form = Form(rng, draw_look(rng, hand, **family.fixed))
    era = draw_era(rng, 2008, 2026)
    put_object(form, era)
    opening, dated = _opening(form, era, notary)
    heads = _headings(rng, deal)
    blocks: list[Block] = [("para", opening)]
    for head, group in zip(heads, (deal.giver, deal.taker), strict=True):
        blocks += [("b", head), *party_blocks(form, era, draw_party(rng, era, group, style))]
    agree = f"Hai bên đồng ý thực hiện việc {deal.act} quyền sử dụng đất theo các thỏa thuận sau đây:"
    blocks += [("para", agree), *_object(form, deal, style)]
    blocks += _price(form) if kind == "transfer" else []
    blocks += _articles(form, deal, 3 if kind == "transfer" else 2)
    blocks.append(("signs", "BÊN A|BÊN B"))
    proof = testimony(form, era, notary, _sides(form, deal), "Hợp đồng")
    if not dated:
        proof = [(k, text.replace(format_date(era.day, "words"), "[[contract_date]]")) for k, text in proof]
        form.put_date("contract_date", era.day, "words")
    what = rng.choice(
        ("QUYỀN SỬ DỤNG ĐẤT", "QUYỀN SỬ DỤNG ĐẤT", "QUYỀN SỬ DỤNG ĐẤT VÀ TÀI SẢN GẮN LIỀN VỚI ĐẤT")
    )
    title = rng.choice(((f"HỢP ĐỒNG {deal.act.upper()}", what), (f"HỢP ĐỒNG {deal.act.upper()} {what}",)))
    top = ""
    if rng.random() < 0.15:
        number = next(text for k, text in proof if "[[notarisation_number]]" in text)
        proof = [(k, text) for k, text in proof if text != number]
        top = number
    pages = paginate([*blocks, *([("break", "")] if rng.random() < 0.6 else []), *proof], form.look)
    return Content(form, {
        "pages": pages, "title_lines": title, "title_size": rng.choice((1.1, 1.2, 1.3)), "seal_text": seal_text(era),
        "sub": rng.choice(("", "", "(Số: ......./HĐCN)" if kind == "transfer" else "")), "top": top,
    })  # fmt: skip


def _family(kind: str, name: str, fixed: Mapping[str, object] | None = None, **options: Any) -> Family:
    choices = {"background": "plain", "framed": False, "leaders": "none", **(fixed or {})}
    deal = DEALS[kind]
    return Family(
        deal.doc_type, f"{kind}_{name}", "deed.html", draw, fixed=choices, margins=MARGINS, **options
    )


FAMILIES = tuple(
    family
    for kind in DEALS
    for family in (
        _family(kind, "notary_lines"),
        _family(kind, "notary_running"),
        _family(kind, "commune_form", {"leaders": "dots"}),
        _family(kind, "commune_table", held_out=True),
    )
)
