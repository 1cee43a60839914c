"""Further layouts of land-use certificates: two of 2009, two of 1993 and two of 2024."""

from __future__ import annotations

from random import Random

from hoso.samples.paper import Content, Family
from hoso.samples.papers.land import BOOKLET, BOOKLET_MARGINS, FIXED, draw_certificate

SERIAL_PLACES = ("", "", "right: 0; left: 0; text-align: center", "right: auto; left: 17mm", "bottom: 14mm")
TITLES_2009 = (
    ("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU NHÀ Ở", "VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT"),
    ("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT,", "QUYỀN SỞ HỮU NHÀ Ở VÀ", "TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT"),
    ("GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT", "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT"),
)


def _drawn_alike(rng: Random) -> dict[str, object]:
    """The template's choices that all these layouts share."""
    return {
        "serial_size": rng.choice((1.6, 1.8, 2.0, 2.3)), "serial_place": rng.choice(SERIAL_PLACES),
        "heading_end": rng.choice((":", "", "")), "title_size": rng.choice((1.15, 1.25, 1.35)),
        "red_motto": rng.random() < 0.4, "sub_css": rng.choice(("", "in")),
    }  # fmt: skip


def draw_2009(rng: Random, family: Family, hand: bool) -> Content:
    """The sheet of 2009 with its holders in a running sentence, or in pairs on plain A4 copies."""
    form, _, choices = draw_certificate(rng, family, False, (2010, 2023))
    labels = (
        "Số vào sổ cấp GCN",
        "Số vào sổ cấp GCN",
        "Số vào sổ cấp giấy chứng nhận",
        "Số vào sổ cấp GCN QSDĐ",
    )
    choices |= _drawn_alike(rng) | {
        "register_label": rng.choice(labels), "title_lines": rng.choice(TITLES_2009),
        "words_gap": rng.choice((", ", " ", "; ")), "register_above": rng.random() < 0.4,
        "third": rng.random() < 0.5,
    }  # fmt: skip
    return Content(form, choices)


FAMILIES = (
    Family(
        "land_use_certificate", "land_2009_sentence", "land_2009_sentence.html", draw_2009,
        size=BOOKLET, margins=BOOKLET_MARGINS, fixed={**FIXED, "leaders": "dots"},
    ),
    Family(
        "land_use_certificate", "land_2009_pairs", "land_2009_pairs.html", draw_2009,
        fixed={**FIXED, "background": "plain"}, held_out=True,
    ),
)  # fmt: skip
