"""Citizens' own papers that are none of the known kinds: requests, declarations."""

from __future__ import annotations

from random import Random

from hoso.samples.paper import Content, Family
from hoso.samples.papers.writer import Writer, start

REQUESTS = (
    ("ĐƠN XIN CẤP LẠI", "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT"),
    ("ĐƠN XIN CẤP LẠI GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",),
    ("ĐƠN TRÌNH BÁO", "MẤT GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT"),
    ("ĐƠN XIN XÁC NHẬN",),
    ("ĐƠN XIN XÁC NHẬN", "TÌNH TRẠNG HÔN NHÂN"),
    ("ĐƠN XIN XÁC NHẬN NGUỒN GỐC ĐẤT",),
    ("ĐƠN XIN XÁC NHẬN HOÀN CẢNH KHÓ KHĂN",),
    ("ĐƠN ĐỀ NGHỊ", "CẤP LẠI BẢN CHÍNH GIẤY KHAI SINH"),
    ("ĐƠN ĐỀ NGHỊ TÁCH THỬA ĐẤT, HỢP THỬA ĐẤT",),
)
PLEDGE = "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về cam đoan của mình."


def _to(w: Writer) -> str:
    return f"Kính gửi: {w.put(w.office() + ', ' + ', '.join(w.era.place.levels(w.era.new)[1:]))}"


def draw_request(rng: Random, family: Family, hand: bool) -> Content:
    """A request in the citizen's own words, sometimes confirmed below by the commune."""
    w = start(rng, family, hand)
    title, person = rng.choice(REQUESTS), w.person()
    w.add("row", f"Tôi tên là: {w.name(person)} || Sinh năm: {w.put(str(person.born.year))}",
          f"{rng.choice(('Số CMND/CCCD', 'Giấy tờ tùy thân'))}: {w.identity(person)}",
          f"{rng.choice(('Hộ khẩu thường trú', 'Nơi thường trú', 'Địa chỉ'))}: {w.home()}")  # fmt: skip
    wish = " ".join(title).lower().removeprefix("đơn ")
    if "ĐẤT" in title[-1]:
        w.add("para", f"Nay tôi làm đơn này {wish} đối với {w.parcel()}, theo {w.certificate()}.",
              f"Lý do: {rng.choice(('do bảo quản không cẩn thận nên bị thất lạc', 'bị hư hỏng do mưa lũ', 'nhu cầu của gia đình'))}.")  # fmt: skip
    else:
        w.add("para", f"Nay tôi làm đơn này {wish} để {rng.choice(('bổ sung hồ sơ xin việc', 'nộp cho nhà trường', 'làm thủ tục vay vốn'))}.",
              f"Gia đình tôi sinh sống tại địa phương từ năm {w.era.day.year - rng.randint(3, 30)} đến nay, chấp hành tốt pháp luật.")  # fmt: skip
    w.add("para", f"Kính mong {w.office()} xem xét, giải quyết. {PLEDGE}", "Tôi xin chân thành cảm ơn!")
    choices = w.personal(rng.choice(("Người làm đơn", "NGƯỜI LÀM ĐƠN", "Người viết đơn")), person)
    if rng.random() < 0.4:
        choices["signs"] = ((("", "XÁC NHẬN CỦA UBND CẤP XÃ"), w.name(), True), choices["signs"][1])  # type: ignore[index]  # pairs of signatures
    return w.content(*title, to=_to(w), **choices)


def _requester(w: Writer) -> None:
    person = w.person((20, 55))
    w.add("row", f"Họ, chữ đệm, tên người yêu cầu: {w.name(person)}", f"Nơi cư trú: {w.home()}",
          f"Giấy tờ tùy thân: {w.identity(person)}")  # fmt: skip


def draw_guardianship(rng: Random, family: Family, hand: bool) -> Content:
    """The declaration by which a guardianship is registered: built as those of births and deaths are."""
    w = start(rng, family, hand, (2016, 2026))
    _requester(w)
    w.add("b", "Đề nghị cơ quan đăng ký việc giám hộ giữa những người có tên dưới đây:")
    for who in ("Người giám hộ", "Người được giám hộ"):
        person = w.person((25, 70) if who == "Người giám hộ" else (5, 17))
        w.add("b", f"{who}:")
        w.add("row", f"Họ, chữ đệm, tên: {w.name(person)}", f"Ngày, tháng, năm sinh: {w.put(f'{person.born:%d/%m/%Y}')}",
              f"Giới tính: {w.put(person.sex_word)} || Dân tộc: {w.put(person.ethnicity)} || Quốc tịch: {w.put('Việt Nam')}",
              f"Nơi cư trú: {w.home()}", f"Giấy tờ tùy thân: {w.identity(person)}")  # fmt: skip
    w.add(
        "row",
        f"Lý do đăng ký giám hộ: {w.put(rng.choice(('Cha mẹ đã chết', 'Cha mẹ đi làm ăn xa', 'Mất năng lực hành vi dân sự')))}",
    )
    w.add("para", PLEDGE)
    title = rng.choice(
        ("TỜ KHAI ĐĂNG KÝ GIÁM HỘ", "TỜ KHAI ĐĂNG KÝ VIỆC GIÁM HỘ", "TỜ KHAI ĐĂNG KÝ CHẤM DỨT GIÁM HỘ")
    )
    return w.content(title, to=_to(w), **w.personal("Người yêu cầu", None))


def draw_divorce_note(rng: Random, family: Family, hand: bool) -> Content:
    """The extract that notes a divorce granted abroad: it looks like one of a marriage and is none."""
    w = start(rng, family, hand, (2016, 2026))
    for word in ("vợ", "chồng"):
        person = w.person((25, 60))
        w.add("row", f"Họ, chữ đệm, tên {word}: {w.name(person)}", f"Ngày, tháng, năm sinh: {w.put(f'{person.born:%d/%m/%Y}')}",
              f"Dân tộc: {w.put(person.ethnicity)} || Quốc tịch: {w.put('Việt Nam')}", f"Nơi cư trú: {w.home()}",
              f"Giấy tờ tùy thân: {w.identity(person)}")  # fmt: skip
    w.add("row", f"Đã ly hôn theo: {w.put(f'Bản án số {rng.randint(1, 900)}')} của {w.put('Tòa án Busan, Hàn Quốc')}", f"Ghi chú ly hôn tại: {w.put(w.office())}",
          f"Số: {w.put(str(rng.randint(1, 90)))}, ngày {w.put(w.day(w.era.day.year - 1))}")  # fmt: skip
    title = rng.choice(
        ("TRÍCH LỤC GHI CHÚ LY HÔN", "TRÍCH LỤC GHI CHÚ LY HÔN", "TRÍCH LỤC GHI CHÚ LY HÔN, HỦY VIỆC KẾT HÔN")
    )
    return w.content(
        title, sub=rng.choice(("", "(BẢN SAO)")), **w.official(f"{rng.randint(1, 90)}/TLGCLH-BS")
    )
