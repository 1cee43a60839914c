"""`hoso read` on a batch that was parted by sheets, with an identity card in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from PIL import Image, ImageDraw, ImageFont

from hoso.app.sheets import cover, separator, sheets_pdf
from hoso.pipeline.load import Limits, PageImage, load_pages
from hoso.samples.mrz import mrz_lines
from tests.barcodes import code_image
from tests.drawn import file_of, set_page

ROOT = Path(__file__).resolve().parents[2]
NUMBER, APPLICATION = "001085012345", "H26.05-261121-0001"
QR = f"{NUMBER}|012345678|Nguyễn Văn An|15051985|Nam|Số 12, phường Láng Hạ, quận Đống Đa, Hà Nội|02012021"
LETTER = ["# GIẤY MỜI HỌP", "", "Kính mời ông Lê Văn Ba đến dự họp tổ dân phố", "vào sáng chủ nhật tuần này."]
PROSE = ["và xin mang theo các giấy tờ có liên quan", "để tiện việc trao đổi, xin cảm ơn ông."]
FRONT = [
    "# CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "# Độc lập - Tự do - Hạnh phúc",
    "# CĂN CƯỚC CÔNG DÂN",
    "Citizen Identity Card",
    f"Số / No.: {NUMBER}",
    "Họ và tên / Full name: NGUYỄN VĂN AN",
    "Ngày sinh / Date of birth: 15/05/1985",
    "Giới tính / Sex: Nam     Quốc tịch / Nationality: Việt Nam",
    "Quê quán / Place of origin: xã Tân Hồng, huyện Bình Giang, tỉnh Hải Dương",
    "Nơi thường trú / Place of residence: Số 12, phường Láng Hạ, Hà Nội",
    "Có giá trị đến / Date of expiry: 15/05/2045",
]
BACK = [
    "Đặc điểm nhận dạng / Personal identification: Nốt ruồi C: 2cm",
    "Ngày, tháng, năm / Date, month, year: 02/01/2021",
    "CỤC TRƯỞNG CỤC CẢNH SÁT",
    "QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI",
    "Ngón trỏ trái / Left index finger",
    "Ngón trỏ phải / Right index finger",
]


def drawn(lines: Sequence[str]) -> Image.Image:
    """A card's side, enlarged on its page."""
    return set_page(lines, 30, 1700, 1080)


def front() -> Image.Image:
    """The front side with its code at the top right."""
    side = drawn(FRONT)
    code = Image.fromarray(code_image("qr", QR, 5)).convert("RGB")
    side.paste(code, (side.width - code.width - 20, 300))
    return side


def back() -> Image.Image:
    """The back side with its zone."""
    side = drawn(BACK)
    draw, font = ImageDraw.Draw(side), ImageFont.truetype("DejaVuSansMono.ttf", 46)
    zone = mrz_lines(NUMBER, "Nguyễn Văn An", "male", date(1985, 5, 15), date(2045, 5, 15))
    for at, line in enumerate(zone):
        draw.text((120, 760 + 80 * at), line, fill=(25, 25, 35), font=font)
    return side


def sheets() -> list[Image.Image]:
    """A cover and a separator as printed, and a scanner's separator with bars; one lies upside down."""
    pages = list(load_pages(sheets_pdf([cover(APPLICATION), separator()]), Limits()))
    images = [Image.fromarray(page.pixels).convert("RGB") for page in pages if isinstance(page, PageImage)]
    bars = Image.new("RGB", (1240, 1754), "white")
    bars.paste(Image.fromarray(code_image("code128", "PATCHT", 4)).convert("RGB"), (200, 700))
    return [images[0].transpose(Image.Transpose.ROTATE_180), images[1], bars]


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `hoso read` says about the batch."""
    folder = tmp_path_factory.mktemp("batch")
    letter, prose = (set_page(lines, 32, 1654, 2339) for lines in (LETTER, PROSE))
    on_top, ours, bars = sheets()
    pages = [on_top, front(), back(), ours, letter, bars, prose]
    (folder / "batch.pdf").write_bytes(file_of(pages, "PDF", 200))
    run = subprocess.run(
        [sys.executable, "-m", "hoso", "read", "--json", str(folder), "--out", str(folder / "out")],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert (folder / "out" / "batch.pdf").exists()
    return cast("dict[str, Any]", json.loads(run.stdout))


def test_sheets_belong_to_no_paper(answer: dict[str, Any]) -> None:
    """They count as blank, say what they are, and part what would have been one paper."""
    roles = [page["role"] for page in answer["pages"]]

    assert roles == ["cover", "paper", "paper", "separator", "paper", "separator", "paper"]
    assert [page["blank"] for page in answer["pages"]] == [role != "paper" for role in roles]
    assert [document["pages"] for document in answer["documents"]] == [[2, 3], [5], [7]]
    assert [document["doc_type"] for document in answer["documents"]] == ["citizen_id_card", "other", "other"]
    told = [(finding["code"], finding["page"]) for finding in answer["findings"]]
    assert {("cover_sheet", 1), ("separator_sheet", 4), ("separator_sheet", 6)} <= set(told)


def test_a_cover_lies_as_it_may(answer: dict[str, Any]) -> None:
    """Its code stands it upright and names the application."""
    page = answer["pages"][0]

    assert page["rotation"] == 180
    assert [code["text"] for code in page["codes"]] == [f"HOSO/1/COVER/{APPLICATION}"]


def test_the_card_is_read_by_its_code(answer: dict[str, Any]) -> None:
    """Both sides give one record; what the code says is sure, also where the print says a bit less."""
    fields = answer["documents"][0]["fields"]

    assert {
        "id_number": NUMBER, "full_name": "NGUYỄN VĂN AN", "date_of_birth": "1985-05-15", "sex": "male",
        "issue_date": "2021-01-02", "expiry_date": "2045-05-15",
    }.items() <= {key: field["value"] for key, field in fields.items()}.items()  # fmt: skip
    assert fields["residence"]["value"] == "Số 12, phường Láng Hạ, quận Đống Đa, Hà Nội"
    for key in ("id_number", "full_name", "date_of_birth", "sex", "residence", "issue_date"):
        assert fields[key]["source"] == "qr"
    assert fields["id_number"]["status"] == "accepted"


def test_codes_have_their_place(answer: dict[str, Any]) -> None:
    """The card's code is where it was drawn, at the right edge of the page."""
    (code,) = answer["pages"][1]["codes"]

    assert (code["kind"], code["text"]) == ("qr", QR)
    left, top, right, bottom = code["box"]
    assert 0.7 < left < right < 1.0
    assert 0.25 < top < bottom < 0.65
