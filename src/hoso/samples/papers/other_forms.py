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


def _parent(w: Writer, who: str) -> None:
    person = w.person((20, 45))
    w.add("row", f"Họ, chữ đệm, tên người {who}: {w.name(person)}",
          f"Năm sinh: {w.put(str(person.born.year))} || Dân tộc: {w.put(person.ethnicity)} || Quốc tịch: {w.put('Việt Nam')}",
          f"Nơi cư trú: {w.home()}")  # fmt: skip


def draw_birth_form(rng: Random, family: Family, hand: bool) -> Content:
    """The declaration by which a birth is registered."""
    w = start(rng, family, hand, (2016, 2026))
    child = w.person((1, 2))
    _requester(w)
    w.add("row", f"Quan hệ với người được khai sinh: {w.put(rng.choice(('Cha', 'Mẹ', 'Ông', 'Bà')))}")
    w.add("b", "Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:")
    w.add("row", f"Họ, chữ đệm, tên: {w.name(child)}", f"Ngày, tháng, năm sinh: {w.put(f'{child.born:%d/%m/%Y}')}",
          f"Giới tính: {w.put(child.sex_word)} || Dân tộc: {w.put(child.ethnicity)} || Quốc tịch: {w.put('Việt Nam')}",
          f"Nơi sinh: {w.put('Trạm Y tế ' + w.levels())}", f"Quê quán: {w.put(w.levels())}")  # fmt: skip
    _parent(w, "mẹ")
    _parent(w, "cha")
    w.add("para", PLEDGE)
    notes = ("Đề nghị cấp bản sao: Có ☐, Không ☐", "Số lượng: ………bản") if rng.random() < 0.6 else ()
    return w.content("TỜ KHAI ĐĂNG KÝ KHAI SINH", to=_to(w), notes=notes, **w.personal("Người yêu cầu", None))


def draw_marital_form(rng: Random, family: Family, hand: bool) -> Content:
    """The declaration by which a confirmation of marital status is asked for."""
    w = start(rng, family, hand, (2016, 2026))
    person = w.person((20, 55))
    _requester(w)
    w.add("row", f"Quan hệ với người được cấp Giấy xác nhận tình trạng hôn nhân: {w.put('Bản thân')}")
    w.add("b", "Đề nghị cấp Giấy xác nhận tình trạng hôn nhân cho người có tên dưới đây:")
    w.add("row", f"Họ, chữ đệm, tên: {w.name(person)}", f"Ngày, tháng, năm sinh: {w.put(f'{person.born:%d/%m/%Y}')}",
          f"Giới tính: {w.put(person.sex_word)} || Dân tộc: {w.put(person.ethnicity)} || Quốc tịch: {w.put('Việt Nam')}",
          f"Nơi cư trú: {w.home()}", f"Giấy tờ tùy thân: {w.identity(person)}",
          f"Tình trạng hôn nhân: {w.put('Chưa đăng ký kết hôn với ai')}",
          f"Mục đích sử dụng Giấy xác nhận tình trạng hôn nhân: {w.put(rng.choice(('Để đăng ký kết hôn', 'Vay vốn ngân hàng', 'Mua bán nhà đất')))}")  # fmt: skip
    w.add("para", PLEDGE)
    one = "TỜ KHAI CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"
    title = (one,) if rng.random() < 0.6 else ("TỜ KHAI CẤP GIẤY XÁC NHẬN", "TÌNH TRẠNG HÔN NHÂN")
    return w.content(*title, to=_to(w), **w.personal("Người yêu cầu", person))


def draw_marriage_form(rng: Random, family: Family, hand: bool) -> Content:
    """The couple's declaration for marriage, a table with a column per person."""
    w = start(rng, family, hand, (2016, 2026))
    two = [w.person((20, 40)), w.person((20, 40))]
    w.table += [
        ["Thông tin", "Bên nữ", "Bên nam"], ["Họ, chữ đệm, tên", *(w.name(one) for one in two)],
        ["Ngày, tháng, năm sinh", *(w.put(f"{one.born:%d/%m/%Y}") for one in two)], ["Dân tộc", *(w.put(one.ethnicity) for one in two)],
        ["Quốc tịch", "Việt Nam", "Việt Nam"], ["Nơi cư trú", w.home(), w.home()],
        ["Giấy tờ tùy thân", *(w.identity(one) for one in two)], ["Kết hôn lần thứ mấy", "01", "01"],
    ]  # fmt: skip
    w.add("cells", "")
    w.add("para", "Chúng tôi cam đoan những lời khai trên đây là đúng sự thật, việc kết hôn của chúng tôi là tự nguyện, không vi phạm quy định của Luật Hôn nhân và Gia đình Việt Nam.",
          f"Đề nghị cấp Giấy chứng nhận kết hôn: {rng.choice(('02 bản chính', 'Có ☐, Không ☐'))}.")  # fmt: skip
    signs = (
        (("Bên nữ", "(Ký, ghi rõ họ, chữ đệm, tên)"), w.name(two[0]), False),
        (("Bên nam", "(Ký, ghi rõ họ, chữ đệm, tên)"), w.name(two[1]), False),
    )
    return w.content("TỜ KHAI ĐĂNG KÝ KẾT HÔN", to=_to(w), signs=signs)
