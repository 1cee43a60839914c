"""Loading ahead of need: word lists, units and labels take a second that the first citizen need not wait."""

from __future__ import annotations

from datetime import date

from hoso.pipeline.labels.wordings import labels_of
from hoso.pipeline.understand import understand
from hoso.schemas.catalogue import Catalogue
from hoso.schemas.geometry import Box
from hoso.schemas.pages import Line, Page, Word

#: A paper of nobody: whatever a name, a date or an address takes is loaded by reading it.
_LINES = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "GIẤY KHAI SINH",
    "Họ, chữ đệm, tên: NGUYỄN VĂN AN",
    "Ngày, tháng, năm sinh: 01/02/2000 Ghi bằng chữ: ngày một tháng hai năm hai nghìn",
    "Giới tính: Nam Dân tộc: Kinh Quốc tịch: Việt Nam",
    "Nơi sinh: xã Hòa Tú 1, huyện Mỹ Xuyên, tỉnh Sóc Trăng",
    "Quê quán: Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh",
    "Số định danh cá nhân: 079200000001",
    "Họ, chữ đệm, tên người mẹ: H'Hen Niê",
)


def get_ready(catalogue: Catalogue) -> None:
    """Load what understanding takes. Once is enough for a process."""
    for kind in catalogue.types.values():
        labels_of(kind)
    lines = tuple(_line(text, 0.1 + 0.03 * at) for at, text in enumerate(_LINES))
    understand((Page(1, 1240, 1754, 150, lines=lines),), catalogue, date(2020, 1, 1))


def _line(text: str, top: float) -> Line:
    words = text.split()
    step = 0.8 / len(words)
    return Line(
        tuple(
            Word(word, Box(0.1 + step * at, top, 0.1 + step * (at + 0.9), top + 0.015), 0.99)
            for at, word in enumerate(words)
        )
    )
