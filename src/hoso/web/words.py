"""The words the screens use for states, roles and groups: Vietnamese, with English beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Label:
    """A word in both languages and the tone its chip takes: `good`, `look`, `bad`, `busy` or `quiet`."""

    vi: str
    en: str
    tone: str = "quiet"


SCAN_STATES: Mapping[str, Label] = {
    "received": Label("Chờ đọc", "Waiting to be read", "busy"),
    "reading": Label("Đang đọc", "Reading", "busy"),
    "text_ready": Label("Đang bóc tách dữ liệu", "Extracting", "busy"),
    "needs_review": Label("Cần kiểm tra", "To review", "look"),
    "accepted": Label("Đã nhận dạng", "Recognised", "good"),
    "rejected": Label("Từ chối", "Rejected", "bad"),
    "failed": Label("Lỗi hệ thống", "Failed", "bad"),
}
DOCUMENT_STATES: Mapping[str, Label] = {
    "needs_review": Label("Chờ kiểm tra", "To review", "look"),
    "accepted": Label("Đã xác nhận", "Confirmed", "good"),
    "rejected": Label("Từ chối", "Rejected", "bad"),
}
APPLICATION_STATES: Mapping[str, Label] = {
    "new": Label("Mới tạo", "New", "quiet"),
    "empty": Label("Mới tạo", "New", "quiet"),
    "processing": Label("Đang số hóa", "In work", "busy"),
    "needs_review": Label("Chờ kiểm tra", "To review", "look"),
    "accepted": Label("Đã xác nhận", "Confirmed", "good"),
    "rejected": Label("Có giấy tờ bị từ chối", "Rejected paper", "bad"),
    "failed": Label("Có lỗi hệ thống", "Failed", "bad"),
}
FIELD_STATES: Mapping[str, Label] = {
    "accepted": Label("Đạt", "Accepted", "good"),
    "review": Label("Kiểm tra", "Check", "look"),
    "missing": Label("Không có", "Not on paper", "quiet"),
    "illegible": Label("Mờ", "Illegible", "bad"),
}
SOURCES: Mapping[str, Label] = {
    "ocr": Label("nhận dạng", "OCR"),
    "qr": Label("mã QR", "QR code"),
    "mrz": Label("dòng MRZ", "MRZ"),
    "derived": Label("suy ra", "derived"),
    "person": Label("đã xem", "person"),
}
RECEIVED_VIA: Mapping[str, Label] = {
    "in_person": Label("Trực tiếp", "In person"),
    "online": Label("Trực tuyến", "Online"),
    "post": Label("Bưu chính", "By post"),
}
ROLES: Mapping[str, Label] = {
    "admin": Label("Quản trị viên", "Administrator"),
    "supervisor": Label("Giám sát", "Supervisor"),
    "reviewer": Label("Cán bộ kiểm tra", "Reviewer"),
    "clerk": Label("Cán bộ tiếp nhận", "Clerk"),
}
#: The person or thing that a group of fields is about: the part of the key before its dot.
GROUPS: Mapping[str, Label] = {
    "": Label("Thông tin chính", "Main facts"),
    "mother": Label("Người mẹ", "Mother"),
    "father": Label("Người cha", "Father"),
    "declarant": Label("Người khai", "Declarant"),
    "wife": Label("Bên nữ (vợ)", "Wife"),
    "husband": Label("Bên nam (chồng)", "Husband"),
    "parent": Label("Cha/mẹ", "Parent"),
    "child": Label("Con", "Child"),
    "holder": Label("Người sử dụng đất", "Holder"),
    "holder_2": Label("Người sử dụng đất thứ hai", "Second holder"),
    "transferor": Label("Bên chuyển nhượng", "Transferor"),
    "transferee": Label("Bên nhận chuyển nhượng", "Transferee"),
    "donor": Label("Bên tặng cho", "Donor"),
    "donee": Label("Bên nhận tặng cho", "Donee"),
    "deceased": Label("Người để lại di sản", "Deceased"),
    "applicant": Label("Người nộp đơn", "Applicant"),
    "principal": Label("Bên ủy quyền", "Principal"),
    "agent": Label("Bên được ủy quyền", "Agent"),
}


def label(table: Mapping[str, Label], key: str) -> Label:
    """The label of a key; a key that has none yet shows as itself."""
    return table.get(key, Label(key, key))


def split_languages(text: str) -> tuple[str, str]:
    """The Vietnamese and the English half of a `Tiếng Việt / English` message."""
    vi, _, en = text.partition(" / ")
    return vi.strip(), en.strip()


def masked(number: str | None) -> str:
    """An ID number as lists show it: `001***012345`; short ones keep only their end."""
    if not number:
        return ""
    return f"{number[:3]}***{number[-6:]}" if len(number) >= 12 else f"***{number[-3:]}"


def local_time(moment: datetime | None) -> str:
    """The moment on a Vietnamese clock: `21/11/2026 09:12`."""
    return moment.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M") if moment else ""


def local_date(day: date | None) -> str:
    """The day as written in Vietnam: `21/11/2026`."""
    return day.strftime("%d/%m/%Y") if day else ""


def age(moment: datetime | None, now: datetime | None = None) -> str:
    """How long ago the moment was, in words short enough for a table."""
    if moment is None:
        return "—"
    return duration(((now or datetime.now(UTC)) - moment).total_seconds())


def duration(seconds: float) -> str:
    """A length of time in words: `45 giây`, `12 phút`, `2 giờ 5 phút`, `3 ngày`."""
    whole = max(0, int(seconds))
    if whole < 60:
        return f"{whole} giây"
    if whole < 3600:
        return f"{whole // 60} phút"
    if whole < 86400:
        return f"{whole // 3600} giờ {whole % 3600 // 60} phút"
    return f"{whole // 86400} ngày"


def size(count: int) -> str:
    """A number of bytes as Windows shows it, with the Vietnamese decimal comma."""
    if count < 1024:
        return f"{count} B"
    if count < 1024 * 1024:
        return f"{count / 1024:.0f} KB"
    return f"{count / 1024 / 1024:.1f} MB".replace(".0 ", " ").replace(".", ",")


def percent(share: float) -> str:
    """A probability as a whole percentage that never rounds up to a false 100."""
    return f"{int(share * 100)}%"
