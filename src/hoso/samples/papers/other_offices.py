"""Papers of offices that are none of the known kinds; many name a certificate all the same."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from hoso.samples.paper import Content, Family
from hoso.samples.papers import other_forms
from hoso.samples.papers.writer import start

A5_LANDSCAPE = (210, 148)
Draw = Callable[[Random, Family, bool], Content]
SUBJECTS = (
    "họp thôn về việc bình xét hộ nghèo, hộ cận nghèo", "kiểm tra hiện trạng sử dụng đất",
    "hòa giải tranh chấp đất đai", "về việc kết thúc niêm yết công khai việc mất Giấy chứng nhận quyền sử dụng đất",
    "xác minh ranh giới, mốc giới thửa đất", "bàn giao mốc giới thửa đất trên thực địa",
)  # fmt: skip
REPLIES = (
    "đề nghị cấp Giấy chứng nhận quyền sử dụng đất", "cung cấp thông tin hộ tịch phục vụ đăng ký kết hôn",
    "xác minh tình trạng hôn nhân của công dân", "trả lời đơn kiến nghị của công dân",
    "xác minh nội dung Giấy khai sinh", "tăng cường công tác đăng ký hộ tịch trên địa bàn",
)  # fmt: skip
MEETINGS = ("Hòa giải tranh chấp đất đai", "Hội nghị tổng kết công tác năm", "Trao Giấy chứng nhận quyền sử dụng đất cho các hộ gia đình",
            "Làm việc về hồ sơ đăng ký khai sinh", "Họp phụ huynh học sinh")  # fmt: skip
FEES = ("Lệ phí hộ tịch", "Lệ phí cấp Giấy chứng nhận quyền sử dụng đất", "Phí thẩm định hồ sơ cấp Giấy chứng nhận quyền sử dụng đất",
        "Lệ phí chứng thực", "Phí cấp bản sao trích lục khai sinh")  # fmt: skip
PROCEDURES = (
    "Đăng ký biến động đất đai, tài sản gắn liền với đất", "Cấp Giấy xác nhận tình trạng hôn nhân", "Đăng ký khai sinh",
    "Đăng ký kết hôn", "Cấp lại Giấy chứng nhận quyền sử dụng đất", "Cấp bản sao Trích lục hộ tịch",
)  # fmt: skip
HANDED_IN = ("Đơn đăng ký biến động đất đai", "Giấy chứng nhận quyền sử dụng đất (bản gốc)", "Giấy chứng sinh", "Giấy khai sinh",
             "Tờ khai đăng ký khai sinh", "Căn cước công dân (bản sao)", "Giấy xác nhận tình trạng hôn nhân")  # fmt: skip
DECISIONS = (
    "Về việc thu hồi {certificate}", "Về việc cho phép chuyển mục đích sử dụng đất", "Về việc công nhận thôn văn hóa",
    "Về việc hủy bỏ Giấy chứng nhận kết hôn cấp trái quy định", "Về việc hỗ trợ mai táng phí",
)  # fmt: skip
ILLNESSES = (
    "Viêm phế quản cấp",
    "Viêm dạ dày",
    "Sốt xuất huyết Dengue",
    "Tăng huyết áp vô căn",
    "Theo dõi sau sinh thường",
)


def _money(rng: Random, low: int, high: int) -> str:
    return f"{rng.randint(low, high) * 1000:,}".replace(",", ".")


def draw_minutes(rng: Random, family: Family, hand: bool) -> Content:
    """Minutes of a meeting or of an inspection."""
    w = start(rng, family, hand)
    subject = rng.choice(SUBJECTS)
    w.add("para", f"Hôm nay, hồi {rng.randint(7, 16)} giờ {rng.randint(0, 59):02d} phút, ngày {w.put(w.day(form='words'))}, "
                  f"tại {w.put('trụ sở ' + w.office())}, chúng tôi gồm có:")  # fmt: skip
    for k, role in enumerate(
        ("Chủ tọa", "Công chức địa chính", "Trưởng thôn", "Đại diện hộ gia đình")[: rng.randint(3, 4)], 1
    ):
        w.add("row", f"{k}. Ông (bà): {w.name()} || Chức vụ: {role}")
    w.add("b", "NỘI DUNG:")
    w.add("para", f"Tiến hành {subject}, liên quan {w.parcel()} của hộ {w.name()}, theo {w.certificate()}.",
          "Sau khi xem xét hồ sơ và nghe ý kiến của các bên, các thành viên thống nhất nội dung như trên, không có ý kiến gì khác.",
          f"Biên bản kết thúc vào hồi {rng.randint(9, 17)} giờ cùng ngày, được lập thành {rng.randint(2, 4):02d} bản có giá trị như nhau.")  # fmt: skip
    signs = ((("THƯ KÝ",), w.name(), False), (("CHỦ TỌA",), w.name(), rng.random() < 0.5))
    return w.content("BIÊN BẢN", sub=subject[0].upper() + subject[1:], signs=signs)


def draw_letter(rng: Random, family: Family, hand: bool) -> Content:
    """An official letter, without a title."""
    w = start(rng, family, hand)
    subject = rng.choice(REPLIES)
    choices = w.official(f"{rng.randint(1, 990)}/UBND-{rng.choice(('ĐC', 'TP', 'VP', 'KT'))}")
    w.add("para", f"{w.office()} nhận được đơn của ông (bà) {w.name()}, trú tại {w.home()} về việc {subject}.",
          f"Qua kiểm tra, {w.certificate()} của công dân đã được cấp đúng trình tự, thủ tục đối với {w.parcel()}.",
          f"{w.office()} đề nghị Quý cơ quan xem xét, giải quyết theo quy định; thời gian trước ngày {w.put(w.day())}.",
          "Trân trọng./.")  # fmt: skip
    to = rng.choice(
        ("Phòng Tư pháp", "Chi nhánh Văn phòng đăng ký đất đai", "Sở Nông nghiệp và Môi trường", "Công an xã")
    )
    notes = ("Nơi nhận:", "- Như trên;", "- Lưu: VT.") if rng.random() < 0.8 else ()
    return w.content(to=f"Kính gửi: {w.put(to)}", notes=notes, about=f"V/v {subject}", **choices)


def draw_invitation(rng: Random, family: Family, hand: bool) -> Content:
    """An invitation of the committee."""
    w = start(rng, family, hand)
    choices = w.official(f"{rng.randint(1, 400)}/GM-UBND")
    w.add("row", f"{w.office()} trân trọng kính mời: {w.name()}", f"Địa chỉ: {w.home()}",
          f"Nội dung: {w.put(rng.choice(MEETINGS))}", f"Thời gian: {w.put(f'{rng.randint(7, 15)} giờ 00, ngày {w.day()}')}",
          f"Địa điểm: {w.put('Hội trường ' + w.office())}")  # fmt: skip
    w.add("para", "Khi đi đề nghị mang theo Giấy mời, căn cước công dân và " + rng.choice((
        "Giấy chứng nhận quyền sử dụng đất (bản gốc).", "Giấy khai sinh của con.", "các giấy tờ liên quan."
    )), "Rất mong ông (bà) đến dự đúng thời gian quy định./.")  # fmt: skip
    return w.content("GIẤY MỜI", **choices)


def draw_receipt(rng: Random, family: Family, hand: bool) -> Content:
    """A receipt of a fee, half a sheet."""
    w = start(rng, family, hand)
    number = f"{rng.randint(1, 9_999_999):07d}"
    w.add("row", f"Họ và tên người nộp: {w.name()}", f"Địa chỉ: {w.home()}", f"Lý do nộp: {w.put(rng.choice(FEES))}",
          f"Số tiền: {w.put(_money(rng, 5, 900))} đồng || Hình thức thanh toán: {w.put('Tiền mặt')}")  # fmt: skip
    signs = (
        (("", "Người nộp tiền"), w.name(), False),
        ((f"Ngày {w.day()}", "Người thu tiền"), w.name(), rng.random() < 0.5),
    )
    code = (
        f"Mẫu số 01BLP - Ký hiệu: {rng.choice('ABCD')}{rng.choice('HKLM')}-{w.era.day.year % 100}T".replace(
            " || ", " - "
        )
    )
    return w.content(rng.choice(("BIÊN LAI THU PHÍ, LỆ PHÍ", "BIÊN LAI THU TIỀN PHÍ, LỆ PHÍ", "BIÊN LAI THU LỆ PHÍ")),
                     head="none", code=code, sub=f"Số: {w.put(number)}", signs=signs)  # fmt: skip


def draw_discharge(rng: Random, family: Family, hand: bool) -> Content:
    """A hospital's discharge paper."""
    w = start(rng, family, hand)
    person = w.person((1, 80))
    province = w.era.place.levels(w.era.new)[-1]
    w.add("row", f"Họ tên người bệnh: {w.name(person)} || Tuổi: {w.put(str(w.era.day.year - person.born.year))} || Nam/nữ: {w.put(person.sex_word)}",
          f"Dân tộc: {w.put(person.ethnicity)} || Nghề nghiệp: {w.put(rng.choice(('Nông dân', 'Công nhân', 'Tự do', 'Hưu trí')))}",
          f"Số thẻ BHYT: {w.put(f'DN4{rng.randint(10**11, 10**12 - 1)}')}", f"Địa chỉ: {w.home()}",
          f"Vào viện lúc: {w.put(f'{rng.randint(0, 23)} giờ {rng.randint(0, 59):02d} phút, ngày {w.day(w.era.day.year - 1)}')}",
          f"Ra viện lúc: {w.put(f'{rng.randint(8, 16)} giờ 00 phút, ngày {w.day()}')}",
          f"Chẩn đoán: {w.put(rng.choice(ILLNESSES))}", f"Phương pháp điều trị: {w.put('Nội khoa')}",
          f"Ghi chú: {w.put(rng.choice(('Tái khám theo hẹn', 'Nghỉ dưỡng 05 ngày', 'Đã cấp Giấy chứng sinh')))}")  # fmt: skip
    choices = w.official(f"{rng.randint(100, 9999)}/{w.era.day.year}")
    choices |= {"left": ["SỞ Y TẾ", f"BỆNH VIỆN ĐA KHOA {province.upper()}"],
                "signs": ((("", "Thủ trưởng đơn vị"), w.name(), True), (("", "Trưởng khoa điều trị"), w.name(), False))}  # fmt: skip
    return w.content("GIẤY RA VIỆN", **choices)


def draw_tax(rng: Random, family: Family, hand: bool) -> Content:
    """The tax office's notice of what is to be paid for land."""
    w = start(rng, family, hand, (2015, 2026))
    person = w.person()
    kind = rng.choice(
        (
            "lệ phí trước bạ nhà, đất",
            "thuế thu nhập cá nhân đối với chuyển nhượng bất động sản",
            "tiền sử dụng đất",
        )
    )
    w.add("b", "I. THÔNG TIN VỀ NGƯỜI NỘP THUẾ")
    w.add("row", f"1. Tên người nộp thuế: {w.name(person)}", f"2. Mã số thuế: {w.put(str(rng.randint(10**9, 10**10 - 1)))}",
          f"3. Địa chỉ: {w.home()}", f"4. Giấy tờ: {w.identity(person)}")  # fmt: skip
    w.add("b", "II. ĐẶC ĐIỂM THỬA ĐẤT VÀ SỐ TIỀN PHẢI NỘP")
    w.add("row", f"1. Thửa đất: {w.parcel()}", f"2. Theo: {w.certificate()}", f"3. Giá tính: {w.put(_money(rng, 100, 9000))} đồng/m²",
          f"4. Số tiền phải nộp: {w.put(_money(rng, 200, 90000))} đồng")  # fmt: skip
    w.add(
        "para",
        f"Thời hạn nộp: chậm nhất là 30 ngày kể từ ngày nhận Thông báo này. Quá thời hạn mà chưa nộp đủ {kind} thì phải nộp tiền chậm nộp theo quy định.",
    )
    choices = w.official(f"LTB{rng.randint(10**6, 10**7)}/TB-{rng.choice(('CCT', 'CCTKV', 'TCS'))}")
    choices["left"] = ["CỤC THUẾ", f"CHI CỤC THUẾ {w.era.place.levels(w.era.new)[-1].upper()}"]
    return w.content("THÔNG BÁO", sub=f"Nộp tiền về {kind}", **choices)


def draw_appointment(rng: Random, family: Family, hand: bool) -> Content:
    """The one-stop desk's receipt with the day on which the result is ready."""
    w = start(rng, family, hand, (2018, 2026))
    person = w.person()
    code = f"H{rng.randint(1, 63):02d}.{rng.randint(1, 60)}-{w.era.day:%y%m%d}-{rng.randint(1, 400):04d}"
    w.add("row", f"Bộ phận tiếp nhận và trả kết quả: {w.put(w.office())}", f"Tiếp nhận hồ sơ của: {w.name(person)}",
          f"Địa chỉ: {w.home()}", f"Số điện thoại: {w.put(f'09{rng.randint(10**7, 10**8 - 1)}')} || Số định danh: {w.put(person.id_number)}",
          f"Nội dung yêu cầu giải quyết: {w.put(rng.choice(PROCEDURES))}")  # fmt: skip
    w.add("b", "Thành phần hồ sơ nộp gồm:")
    papers = rng.sample(HANDED_IN, rng.randint(2, 4))
    w.table += [
        ["STT", "Tên giấy tờ", "Số lượng"],
        *([str(k), w.put(name), "01"] for k, name in enumerate(papers, 1)),
    ]
    w.add("cells", "")
    w.add("row", f"Số lượng hồ sơ: {w.put('01')} (bộ)", f"Thời gian nhận hồ sơ: {w.put(f'{rng.randint(7, 16)} giờ 15 phút, ngày {w.day()}')}",
          f"Thời gian trả kết quả giải quyết hồ sơ: {w.put('16 giờ 30 phút, ngày ' + w.day())}",
          f"Đăng ký nhận kết quả tại: {w.put('Bộ phận Một cửa')}")  # fmt: skip
    choices = w.official(code)
    choices["signs"] = (
        (("", "NGƯỜI NỘP HỒ SƠ"), w.name(person), False),
        (("", "NGƯỜI TIẾP NHẬN HỒ SƠ"), w.name(), False),
    )
    title = (
        ("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",)
        if rng.random() < 0.6
        else ("GIẤY TIẾP NHẬN HỒ SƠ", "VÀ HẸN TRẢ KẾT QUẢ")
    )
    return w.content(*title, **choices)


def draw_notice(rng: Random, family: Family, hand: bool) -> Content:
    """A public notice about a land certificate that is lost or to be issued."""
    w = start(rng, family, hand)
    choices = w.official(f"{rng.randint(1, 500)}/TB-UBND")
    about = rng.choice(("Về việc mất Giấy chứng nhận quyền sử dụng đất", "Về việc niêm yết công khai hồ sơ cấp Giấy chứng nhận",
                        "Kết quả kiểm tra hồ sơ đăng ký, cấp Giấy chứng nhận quyền sử dụng đất"))  # fmt: skip
    w.add("para", f"{w.office()} thông báo: ông (bà) {w.name()}, trú tại {w.home()}, là người sử dụng {w.parcel()}.",
          f"Người sử dụng đất trình báo về {w.certificate()}.",
          "Trong thời hạn 15 ngày kể từ ngày niêm yết, nếu không có ý kiến thì sẽ làm thủ tục theo quy định của pháp luật./.")  # fmt: skip
    return w.content("THÔNG BÁO", sub=about, **choices)


def draw_decision(rng: Random, family: Family, hand: bool) -> Content:
    """A decision of the committee."""
    w = start(rng, family, hand)
    choices = w.official(f"{rng.randint(1, 3000)}/QĐ-UBND")
    about = rng.choice(DECISIONS).format(certificate="Giấy chứng nhận quyền sử dụng đất")
    w.add("mid", f"CHỦ TỊCH ỦY BAN NHÂN DÂN {w.era.place.levels(w.era.new)[0].upper()}")
    w.add("para", "Căn cứ Luật Tổ chức chính quyền địa phương;", "Căn cứ Luật Đất đai; Luật Hộ tịch và các văn bản hướng dẫn thi hành;",
          f"Xét đề nghị của công chức chuyên môn tại Tờ trình số {rng.randint(1, 90)}/TTr ngày {w.day()},")  # fmt: skip
    w.add("mid", "QUYẾT ĐỊNH:")
    w.add("para", f"Điều 1. {about[8:9].upper()}{about[9:]} của ông (bà) {w.name()}, trú tại {w.home()}; {w.certificate()}; {w.parcel()}.",
          "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
          "Điều 3. Văn phòng, công chức chuyên môn và ông (bà) có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.")  # fmt: skip
    return w.content("QUYẾT ĐỊNH", sub=about, notes=("Nơi nhận:", "- Như Điều 3;", "- Lưu: VT."), **choices)


def _family(name: str, draw: Draw, **options: Any) -> Family:
    return Family("other", name, "other_paper.html", draw, **options)


FAMILIES = (
    _family("offices_minutes", draw_minutes),
    _family("offices_letter", draw_letter),
    _family("offices_invitation", draw_invitation),
    _family("offices_receipt", draw_receipt, size=A5_LANDSCAPE, margins=(9, 14, 8, 16)),
    _family("offices_discharge", draw_discharge, held_out=True),
    _family("offices_tax", draw_tax),
    _family("offices_appointment", draw_appointment),
    _family("offices_notice", draw_notice),
    _family("offices_decision", draw_decision, held_out=True),
    _family("citizens_request", other_forms.draw_request),
    _family("citizens_guardianship", other_forms.draw_guardianship),
    _family("offices_divorce_note", other_forms.draw_divorce_note, held_out=True),
)
