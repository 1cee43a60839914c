"""Applications to register a change of land: form 09/ĐK of 2014, form 11/ĐK of 2024, form 18 of 2025."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from hoso.samples.form import Form
from hoso.samples.look import draw_look
from hoso.samples.paper import Content, Family
from hoso.samples.papers.changes import Change, certificate_paper, draw_change, parcel_words, put_land
from hoso.samples.papers.common import MERGER, Era, draw_era, identity_paper
from hoso.samples.papers.parcels import draw_holder
from hoso.samples.people import draw_date, draw_name
from hoso.samples.places import draw_address, draw_place

TITLE = ("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG", "ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT")
CODES = {
    "2014": ("Mẫu số 09/ĐK", "Mẫu số 09/ĐK|(Ban hành kèm theo Thông tư số 24/2014/TT-BTNMT)", "Mẫu số 09/ĐK|(Thông tư số 33/2017/TT-BTNMT)", ""),
    "2024": ("Mẫu số 11/ĐK", "Mẫu số 11/ĐK|(Kèm theo Nghị định số 101/2024/NĐ-CP)", "Mẫu số 11/ĐK", ""),
    "2025": ("Mẫu số 18", "Mẫu số 18|(Kèm theo Nghị định số 151/2025/NĐ-CP)", "Mẫu số 18. Đơn đăng ký biến động đất đai, tài sản gắn liền với đất"),
}  # fmt: skip
PLEDGES = {
    "2014": "Tôi cam đoan nội dung kê khai trên đơn là đúng sự thật, nếu sai tôi hoàn toàn chịu trách nhiệm trước pháp luật.",
    "2024": "Cam đoan nội dung kê khai trên đơn là đúng sự thật, nếu sai tôi/chúng tôi hoàn toàn chịu trách nhiệm trước pháp luật.",
    "2025": "Tôi/chúng tôi cam đoan những nội dung kê khai trên là đúng sự thật và chịu trách nhiệm hoàn toàn trước pháp luật.",
}  # fmt: skip
NOTES = (
    "(1) Ghi tên cơ quan đăng ký đất đai hoặc Ủy ban nhân dân cấp xã nơi có đất.",
    "(2) Ghi thông tin như trên Giấy chứng nhận đã cấp; trường hợp nhận chuyển quyền thì ghi thông tin của bên nhận chuyển quyền.",
    "(3) Ghi nội dung biến động như: nhận chuyển nhượng, nhận thừa kế, nhận tặng cho; thay đổi tên, địa chỉ; chuyển mục đích; cấp đổi, cấp lại Giấy chứng nhận.",
    "(4) Ghi các loại giấy tờ nộp kèm theo đơn.",
)  # fmt: skip
MOBILES = (
    "032",
    "035",
    "038",
    "070",
    "079",
    "083",
    "086",
    "090",
    "091",
    "093",
    "094",
    "097",
    "098",
    "0988",
    "0912",
)
PAGE_2 = (
    ("II. XÁC NHẬN CỦA ỦY BAN NHÂN DÂN CẤP XÃ", "(Đối với hộ gia đình, cá nhân đề nghị được tiếp tục sử dụng đất nông nghiệp)",
     ("Cán bộ địa chính", "TM. Ủy ban nhân dân")),
    ("III. Ý KIẾN CỦA CƠ QUAN ĐĂNG KÝ ĐẤT ĐAI", "(Nêu rõ kết quả kiểm tra hồ sơ và ý kiến đồng ý hay không đồng ý)",
     ("Người kiểm tra", "Giám đốc")),
    ("IV. Ý KIẾN CỦA CƠ QUAN TÀI NGUYÊN VÀ MÔI TRƯỜNG", "(Phải nêu rõ có đồng ý hay không đồng ý với đề nghị biến động)",
     ("Người kiểm tra", "Thủ trưởng cơ quan")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """A form while it is written: where and when, what changes, and the family's name."""

    form: Form
    era: Era
    change: Change
    name: str


def _era(rng: Random, model: str) -> Era:
    if model == "2025":
        return Era(draw_date(rng, MERGER, date(2026, 9, 30)), draw_place(rng))
    return draw_era(rng, *((2015, 2023) if model == "2014" else (2024, 2025)))


def _phone(rng: Random) -> str:
    start = rng.choice(MOBILES)
    return start + "".join(rng.choice("0123456789") for _ in range(10 - len(start)))


def _put_applicant(form: Form, era: Era) -> str:
    """The applicant's fields; gives the words around the number of the identity paper."""
    rng = form.rng
    sex = rng.choice(("male", "female"))
    person = draw_holder(rng, era, sex)
    form.put_name("applicant.full_name", person.name)
    paper = identity_paper(rng, form, "applicant.id_number", person, era)
    form.put("applicant.address", draw_address(rng, era.place, era.new, form.look.addresses))
    if rng.random() < 0.75:
        form.put_phone("applicant.phone", _phone(rng))
    form.say("email", "")
    form.say("born", str(person.born.year))
    form.say("signed", person.name)
    form.say("spouse", draw_name(rng, "female" if sex == "male" else "male"))
    form.say("title", "Ông" if sex == "male" else "Bà")
    return rng.choice((paper, paper, "[[applicant.id_number]]"))


def _office(era: Era, rng: Random) -> str:
    levels = era.place.levels(era.new)
    area = rng.choice(("khu vực I", "khu vực II", levels[0])) if era.new else levels[1]
    return rng.choice((
        f"Chi nhánh Văn phòng đăng ký đất đai {area}", f"Văn phòng đăng ký đất đai {levels[-1]}",
        f"Ủy ban nhân dân {levels[0] if era.new else levels[1]}", f"Ủy ban nhân dân {', '.join(levels[:2])}",
        f"Chi nhánh Văn phòng Đăng ký đất đai {area}, {levels[-1]}",
    ))  # fmt: skip


def _papers(draft: Draft) -> list[str]:
    rng = draft.form.rng
    names = [certificate_paper(rng), *draft.change.papers[: rng.randint(0, 3)]]
    mark = rng.choice(("(1)", "(1)", "-", "+"))
    return [f"({k}) {name};" if mark == "(1)" else f"{mark} {name};" for k, name in enumerate(names, 1)]


def _name_line(draft: Draft, label: str) -> str:
    """The line of the name, sometimes with a form of address, the year of birth or the spouse."""
    chance = draft.form.rng.random()
    if chance < 0.1:
        return f"{label}: [[title]] [[applicant.full_name]]"
    if chance < 0.2:
        return f"{label}: [[applicant.full_name]], sinh năm [[born]]"
    return f"{label}: [[applicant.full_name]]"


def _lines_2014(draft: Draft, paper: str) -> list[tuple[str, str]]:
    """The items of form 09/ĐK."""
    rng = draft.form.rng
    lines = [
        ("sec", "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:"),
        (
            "row",
            _name_line(
                draft, rng.choice(("1.1. Tên (viết chữ in hoa)", "1.1. Tên (viết chữ in hoa)", "1.1. Tên"))
            ),
        ),
        (
            "row",
            rng.choice(("Giấy tờ nhân thân", "Giấy tờ nhân thân/pháp nhân", "Số giấy tờ")) + f": {paper}",
        ),
        ("row", rng.choice(("1.2. Địa chỉ⟨1⟩", "1.2. Địa chỉ")) + ": [[applicant.address]]"),
    ]
    if rng.random() < 0.5:
        lines.append(("row", "Điện thoại: [[applicant.phone]]"))
    lines += [
        ("sec", "2. Giấy chứng nhận đã cấp"),
        ("row", "2.1. Số vào sổ cấp GCN: [[certificate_register_number]]"),
        ("row", "2.2. Số phát hành GCN: [[certificate_serial]]"),
        ("row", "2.3. Ngày cấp GCN: [[certificate_day]]"),
        ("row", rng.choice(("3. Nội dung biến động về", "3. Nội dung biến động")) + ": [[change_content]]"),
        ("row", "3.1. Nội dung trên GCN trước khi biến động: " + parcel_words(rng).capitalize()),
        ("row", "3.2. Nội dung sau khi biến động: " + rng.choice(("[[nothing]]", "Chỉnh lý theo hồ sơ", "Như nội dung tại mục 3"))),
        ("row", f"4. Lý do biến động: {draft.change.reason}"),
        ("row", "5. Tình hình thực hiện nghĩa vụ tài chính về đất đai đối với thửa đất đăng ký biến động: "
                + rng.choice(("Đã thực hiện xong", "Không", "Đã nộp đủ"))),
        ("text", "6. Giấy tờ liên quan đến nội dung thay đổi nộp kèm theo đơn này gồm có:"),
    ]  # fmt: skip
    return [*lines, *(("text", item) for item in _papers(draft))]


def _lines_modern(draft: Draft, paper: str) -> list[tuple[str, str]]:
    """The items of form 11/ĐK and of form 18."""
    tight = draft.form.rng.random() < 0.5
    contact = "Điện thoại liên hệ (nếu có): [[applicant.phone]]"
    post = "Hộp thư điện tử (nếu có): [[email]]"
    lines = [
        ("sec", "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:"),
        ("row", _name_line(draft, "a) Tên⟨2⟩")),
        ("row", f"b) Giấy tờ nhân thân/pháp nhân⟨2⟩: {paper}"),
        ("row", "c) Địa chỉ⟨2⟩: [[applicant.address]]"),
        *((("row", f"d) {contact} || {post}"),) if tight else (("row", f"d) {contact}"), ("row", post))),
        ("row", "2. Nội dung biến động⟨3⟩: [[change_content]]"),
    ]
    if "parcel" in draft.name:
        lines += [
            ("sec", "Thông tin về thửa đất:"),
            ("row", "Thửa đất số: [[parcel_number]] || Tờ bản đồ số: [[map_sheet_number]]"),
            ("row", "Diện tích: [[area_m2]] m²"),
            (
                "row",
                "Số phát hành GCN: [[certificate_serial]] || Số vào sổ cấp GCN: [[certificate_register_number]]",
            ),
        ]
    lines.append(("text", "3. Giấy tờ liên quan đến nội dung thay đổi nộp kèm theo đơn này gồm có⟨4⟩:"))
    return [*lines, *(("text", item) for item in _papers(draft))]


def _groups(lines: list[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Neighbouring lines of one kind together, as tables need them."""
    groups: list[tuple[str, list[str]]] = []
    for kind, text in lines:
        if not groups or groups[-1][0] != kind:
            groups.append((kind, []))
        groups[-1][1].append(text)
    return groups


def _choices(draft: Draft, model: str) -> dict[str, object]:
    rng, era = draft.form.rng, draft.era
    draft.form.say("place", era.place.town(era.new))
    draft.form.say("day", f"ngày {era.day.day:02d} tháng {era.day.month:02d} năm {era.day.year}")
    draft.form.say("office", _office(era, rng))
    signer = rng.choice(("Người viết đơn", "NGƯỜI VIẾT ĐƠN", "Người viết đơn"))
    return {
        "code": rng.choice(CODES[model]).split("|"), "title_lines": (" ".join(TITLE),) if rng.random() < 0.35 else TITLE,
        "title_size": rng.choice((1.0, 1.1, 1.2)), "sup": rng.choice(("sup", "sup", "plain")), "signer": signer,
        "sign_note": rng.choice(("(Ký, ghi rõ họ tên, đóng dấu nếu có)", "(Ký và ghi rõ họ tên, đóng dấu (nếu có))", "(Ký, ghi rõ họ tên)")),
        "office_line": "Kính gửi⟨1⟩: [[office]]" if model != "2014" else "Kính gửi: [[office]]",
        "receipt": model == "2014" and rng.random() < 0.8, "pledge": PLEDGES[model], "part": model == "2014",
        "notes": NOTES if model != "2014" and rng.random() < 0.6 else (), "second": (), "signed": rng.random() < 0.8,
    }  # fmt: skip


def draw(rng: Random, family: Family, hand: bool) -> Content:
    """An application in the family's form; the model's year is the second part of its name."""
    form = Form(rng, draw_look(rng, hand, **family.fixed))
    model = family.name.split("_")[1]
    era = _era(rng, model)
    put_land(form, era)
    paper = _put_applicant(form, era)
    change = draw_change(form, era)
    form.put_sentence("change_content", change.content)
    draft = Draft(form, era, change, family.name)
    lines = _lines_2014(draft, paper) if model == "2014" else _lines_modern(draft, paper)
    choices = _choices(draft, model)
    choices["groups"] = _groups(lines)
    if "parts" in family.name:
        choices["second"] = PAGE_2[: rng.choice((2, 3))]
    return Content(form, choices)


def _family(name: str, fixed: Mapping[str, object] | None = None, **options: Any) -> Family:
    choices = {"background": "plain", "framed": False, **(fixed or {})}
    return Family("land_change_registration", name, "land_change.html", draw, fixed=choices, **options)


FAMILIES = (
    _family("change_2014_parts"),
    _family("change_2014_dotted", fixed={"leaders": "dots"}),
    _family("change_2024_lines"),
    _family("change_2024_table", row="table", fixed={"leaders": "none"}),
    _family("change_2025_lines", fixed={"leaders": "none"}),
    _family("change_2025_dotted", fixed={"leaders": "both"}),
    _family("change_2025_parcel"),
    _family("change_2025_below_parcel", row="below", fixed={"leaders": "none"}, held_out=True),
)
