"""Papers of no known type: letters, minutes, receipts, applications that merely name a certificate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from hoso.samples.form import Form, format_date
from hoso.samples.look import draw_look
from hoso.samples.paper import Content, Family
from hoso.samples.papers.common import Era, adult, draw_era, left_lines, seal_text, sign_lines
from hoso.samples.people import draw_name
from hoso.samples.places import draw_address, draw_address_style


@dataclass(frozen=True, slots=True)
class Letter:
    """What one such paper prints: lines of the title, the text below it, who signs, and its number."""

    title: Sequence[str]
    lines: Sequence[str]
    signed_as: str
    number: str = ""
    official: bool = True
    motto: bool = True


def _letter(rng: Random, era: Era) -> Letter:
    subject = rng.choice(
        (
            "công tác cải cách hành chính",
            "rà soát hồ sơ cấp Giấy chứng nhận quyền sử dụng đất",
            "số hóa hồ sơ hộ tịch",
        )
    )
    lines = [
        f"Kính gửi: {rng.choice(('Các thôn, tổ dân phố', 'Phòng Tư pháp', 'Chi nhánh Văn phòng Đăng ký đất đai'))}",
        f"Thực hiện kế hoạch năm {era.day.year} về {subject}, Ủy ban nhân dân đề nghị các đơn vị phối hợp thực hiện một số nội dung sau:",
        "1. Tổ chức tuyên truyền đến người dân về thành phần hồ sơ khi đăng ký khai sinh, đăng ký kết hôn.",
        "2. Thống kê các trường hợp chưa được cấp Giấy khai sinh, Giấy chứng nhận kết hôn trên địa bàn.",
        "3. Báo cáo kết quả trước ngày 25 hằng tháng để tổng hợp.",
        "Trân trọng./.",
    ]
    return Letter((f"V/v {subject}",), lines, "CHỦ TỊCH", f"{rng.randint(10, 900)}/UBND-VP")


def _minutes(rng: Random, era: Era) -> Letter:
    one, two = draw_name(rng, "male"), draw_name(rng, "female")
    lines = [
        f"Hôm nay, ngày {era.day.day:02d} tháng {era.day.month} năm {era.day.year}, tại trụ sở Ủy ban nhân dân, chúng tôi gồm có:",
        f"1. Ông {one} - Phó Chủ tịch, chủ trì.",
        f"2. Bà {two} - Công chức tư pháp - hộ tịch.",
        f"Nội dung: Xem xét ranh giới thửa đất số {rng.randint(1, 900)}, tờ bản đồ số {rng.randint(1, 90)} giữa hai hộ liền kề.",
        "Sau khi xem xét, các bên thống nhất giữ nguyên hiện trạng sử dụng đất, không có tranh chấp.",
        "Biên bản lập thành 02 bản có giá trị như nhau, đọc lại cho mọi người cùng nghe và ký tên.",
    ]
    return Letter(
        (
            rng.choice(("BIÊN BẢN", "BIÊN BẢN LÀM VIỆC", "BIÊN BẢN HÒA GIẢI")),
            "Về việc xác định ranh giới thửa đất",
        ),
        lines,
        "CHỦ TRÌ",
    )


def _request(rng: Random, era: Era) -> Letter:
    title = rng.choice(
        (
            ("ĐƠN XIN CẤP LẠI", "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT"),
            ("ĐƠN XIN XÁC NHẬN NƠI CƯ TRÚ",),
            ("ĐƠN ĐỀ NGHỊ XÁC NHẬN", "TÌNH TRẠNG NHÀ Ở"),
            ("ĐƠN XIN TRÍCH LỤC HỒ SƠ ĐỊA CHÍNH",),
        )
    )
    person = adult(rng, era, rng.choice(("male", "female")))
    lines = [
        "Kính gửi: Ủy ban nhân dân xã",
        f"Tôi tên là: {person.name}, sinh năm {person.born.year}",
        f"Hiện cư trú tại: {draw_address(rng, era.place, era.new, draw_address_style(rng))}",
        "Nay tôi làm đơn này kính đề nghị quý cơ quan xem xét, giải quyết theo quy định.",
        "Lý do: "
        + rng.choice(
            ("giấy tờ bị thất lạc do thiên tai", "bổ sung hồ sơ vay vốn", "làm thủ tục nhập học cho con")
        ),
        "Tôi xin cam đoan những lời khai trên là đúng sự thật và hoàn toàn chịu trách nhiệm trước pháp luật.",
    ]
    return Letter(title, lines, "NGƯỜI LÀM ĐƠN", official=False)


def _invitation(rng: Random, era: Era) -> Letter:
    lines = [
        f"Kính mời ông/bà: {draw_name(rng, rng.choice(('M', 'F')))}",
        f"Đúng {rng.randint(7, 10)} giờ 30 phút, ngày {format_date(era.day, 'slash')}",
        "Tại: Hội trường Ủy ban nhân dân",
        f"Nội dung: {rng.choice(('Làm việc về đơn kiến nghị', 'Dự hội nghị tiếp xúc cử tri', 'Nhận kết quả đo đạc địa chính'))}",
        "Đề nghị ông/bà đến đúng thời gian và địa điểm nêu trên.",
    ]
    return Letter(("GIẤY MỜI",), lines, "CHỦ TỊCH", f"{rng.randint(1, 300)}/GM-UBND")


def _receipt(rng: Random, era: Era) -> Letter:
    fee = rng.choice((5, 8, 10, 15, 50, 100)) * 1000
    lines = [
        f"Họ và tên người nộp: {draw_name(rng, rng.choice(('M', 'F')))}",
        f"Địa chỉ: {draw_address(rng, era.place, era.new, draw_address_style(rng))}",
        f"Lý do nộp: {rng.choice(('Lệ phí cấp bản sao Giấy khai sinh', 'Phí thẩm định hồ sơ cấp Giấy chứng nhận', 'Lệ phí đăng ký cư trú'))}",
        f"Số tiền: {fee:,} đồng".replace(",", "."),
        "Hình thức thanh toán: Tiền mặt",
        f"Ngày {era.day.day:02d} tháng {era.day.month:02d} năm {era.day.year}",
    ]
    return Letter(
        ("BIÊN LAI THU PHÍ, LỆ PHÍ",), lines, "NGƯỜI THU TIỀN", f"00{rng.randint(10000, 99999)}", motto=False
    )


def _discharge(rng: Random, era: Era) -> Letter:
    person = adult(rng, era, rng.choice(("male", "female")))
    lines = [
        f"Họ tên người bệnh: {person.name.upper()}   Tuổi: {era.day.year - person.born.year}",
        f"Dân tộc: Kinh   Nghề nghiệp: {rng.choice(('Làm ruộng', 'Công nhân', 'Giáo viên', 'Hưu trí'))}",
        f"Địa chỉ: {draw_address(rng, era.place, era.new, draw_address_style(rng))}",
        f"Vào viện lúc: {rng.randint(6, 22)} giờ 15 phút, ngày {format_date(era.day, 'slash')}",
        f"Chẩn đoán: {rng.choice(('Viêm phổi', 'Viêm ruột thừa cấp', 'Tăng huyết áp', 'Gãy xương cẳng tay'))}",
        "Phương pháp điều trị: Kháng sinh, giảm đau, nâng cao thể trạng",
        "Lời dặn của thầy thuốc: Uống thuốc theo đơn, tái khám sau 07 ngày",
    ]
    return Letter(
        ("GIẤY RA VIỆN",), lines, "TRƯỞNG KHOA ĐIỀU TRỊ", f"{rng.randint(100, 9999)}/{era.day.year}"
    )


def _tax(rng: Random, era: Era) -> Letter:
    lines = [
        "Căn cứ Luật Quản lý thuế và hồ sơ đăng ký biến động đất đai;",
        f"1. Tên người nộp thuế: {draw_name(rng, rng.choice(('M', 'F'))).upper()}",
        f"2. Địa chỉ: {draw_address(rng, era.place, era.new, draw_address_style(rng))}",
        f"3. Thửa đất số: {rng.randint(1, 900)}; Tờ bản đồ số: {rng.randint(1, 90)}; Diện tích: {rng.randint(50, 900)},0 m²",
        f"4. Lệ phí trước bạ phải nộp: {rng.randint(1, 90)}.{rng.randint(100, 999)}.000 đồng",
        "Đề nghị ông/bà nộp đủ số tiền nêu trên vào ngân sách nhà nước trong thời hạn 30 ngày.",
    ]
    return Letter(
        ("THÔNG BÁO", "Nộp lệ phí trước bạ nhà, đất"),
        lines,
        "CHI CỤC TRƯỞNG",
        f"{rng.randint(100, 9000)}/TB-CCT",
    )


def _slip(rng: Random, era: Era) -> Letter:
    lines = [
        f"Mã hồ sơ: H{rng.randint(1, 63):02d}.{rng.randint(1, 40):02d}-{era.day:%y%m%d}-{rng.randint(1, 900):04d}",
        f"Tiếp nhận hồ sơ của: {draw_name(rng, rng.choice(('M', 'F')))}",
        f"Nội dung yêu cầu giải quyết: {rng.choice(('Đăng ký khai sinh', 'Đăng ký kết hôn', 'Đăng ký biến động đất đai'))}",
        "Thành phần hồ sơ nộp gồm: 1. Tờ khai; 2. Giấy chứng sinh; 3. Bản sao Giấy chứng nhận kết hôn",
        "Số lượng hồ sơ: 01 bộ. Thời gian giải quyết hồ sơ theo quy định: 03 ngày làm việc",
        f"Thời gian trả kết quả: 16 giờ 30, ngày {format_date(era.day, 'slash')}",
    ]
    return Letter(
        ("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",),
        lines,
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        f"{rng.randint(1, 900)}/TNHS",
    )


def _declaration(rng: Random, era: Era) -> Letter:
    title = rng.choice(
        (
            ("TỜ KHAI THUẾ", "SỬ DỤNG ĐẤT PHI NÔNG NGHIỆP"),
            ("TỜ KHAI", "CẤP LẠI BẰNG TỐT NGHIỆP"),
            ("TỜ KHAI ĐĂNG KÝ GIÁM HỘ",),
        )
    )
    person = adult(rng, era, rng.choice(("male", "female")))
    lines = [
        "Kính gửi: Cơ quan có thẩm quyền",
        f"Họ và tên người khai: {person.name}",
        f"Ngày sinh: {format_date(person.born, 'slash')}",
        f"Nơi cư trú: {draw_address(rng, era.place, era.new, draw_address_style(rng))}",
        f"Giấy tờ tùy thân: {person.id_number}",
        "Tôi cam đoan nội dung khai trên đây là đúng và chịu trách nhiệm trước pháp luật về cam đoan của mình.",
    ]
    return Letter(title, lines, "NGƯỜI KHAI", official=False)


LETTERS: Mapping[str, Callable[[Random, Era], Letter]] = {
    "letter": _letter,
    "minutes": _minutes,
    "request": _request,
    "invitation": _invitation,
    "receipt": _receipt,
    "discharge": _discharge,
    "tax": _tax,
    "slip": _slip,
    "declaration": _declaration,
}


def draw(rng: Random, family: Family, hand: bool) -> Content:
    """A paper of the kind that the family's name ends with; it has no fields."""
    form = Form(rng, draw_look(rng, hand, **family.fixed))
    era = draw_era(rng, 2005, 2026)
    letter = LETTERS[family.name.split("_")[1]](rng, era)
    form.say("place", era.place.levels(era.new)[0].split(" ", 1)[-1])
    form.say("day", f"ngày {era.day.day:02d} tháng {era.day.month:02d} năm {era.day.year}")
    form.say("signer", draw_name(rng, rng.choice(("male", "female"))))
    signs = sign_lines(rng, era) if letter.official and letter.signed_as == "CHỦ TỊCH" else [letter.signed_as]
    choices = {
        "left": left_lines(rng, era), "letter": letter, "signs": signs, "seal_text": seal_text(era),
        "title_size": rng.choice((1.0, 1.15, 1.3)), "boxed": rng.random() < 0.15,
    }  # fmt: skip
    return Content(form, choices)


def _family(name: str, held_out: bool = False) -> Family:
    return Family(
        "other", f"other_{name}", "other.html", draw, fixed={"background": "plain"}, held_out=held_out
    )


FAMILIES = tuple(_family(name, held_out=name == "discharge") for name in LETTERS)
