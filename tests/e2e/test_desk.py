"""A day at the desk in a real browser: from the first sign-in to an approved record."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

#: The number says that she is a girl, the paper that she is a boy: somebody has to look.
PAPER = """<!doctype html><meta charset="utf-8"><style>
body { width: 794px; margin: 0; padding: 70px; box-sizing: border-box; background: #fff;
       font: 19px/1.75 "TeX Gyre Termes", "FreeSerif", "Noto Serif", "DejaVu Serif", serif }
h1, .middle { text-align: center }</style>
<div class="middle"><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</b></div>
<h1>GIẤY KHAI SINH</h1><div class="middle">Số: 127/2019</div>
<p>Họ, chữ đệm, tên: <b>NGUYỄN THỊ THÙY DƯƠNG</b><br>Ngày, tháng, năm sinh: 05/03/2019<br>
Giới tính: Nam &emsp; Dân tộc: Kinh &emsp; Quốc tịch: Việt Nam<br>
Nơi sinh: Bệnh viện Phụ sản Hà Nội, thành phố Hà Nội<br>Số định danh cá nhân: 001319012345<br>
Họ, chữ đệm, tên người mẹ: TRẦN THỊ HỒNG HẠNH<br>Năm sinh: 1992 &emsp; Dân tộc: Kinh<br>
Họ, chữ đệm, tên người cha: NGUYỄN VĂN QUẢNG<br>Năm sinh: 1989 &emsp; Dân tộc: Kinh<br>
Nơi đăng ký khai sinh: Ủy ban nhân dân phường Ngọc Khánh, thành phố Hà Nội<br>
Ngày, tháng, năm đăng ký: 20/03/2019</p>"""


@pytest.fixture(scope="module")
def scan(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A birth certificate of nobody, scanned at 300 dots per inch."""
    path = tmp_path_factory.mktemp("scans") / "giay-khai-sinh.png"
    page = browser.new_page(viewport={"width": 794, "height": 1123}, device_scale_factor=3.125)
    page.set_content(PAPER)
    page.screenshot(path=path)
    page.close()
    return path


def open_application(page: Page, name: str) -> None:
    """Create an application at the desk."""
    page.get_by_label("Thủ tục hành chính").select_option("1.001193")
    page.get_by_label("Họ và tên người nộp").fill(name)
    page.get_by_label("Số định danh").fill("001089012345")
    page.get_by_role("button", name="Tạo hồ sơ").click()
    expect(page.get_by_role("heading", name=re.compile(r"Hồ sơ H26\.05-\d{6}-\d{4}"))).to_be_visible()


def test_from_upload_to_an_approved_record(page: Page, scan: Path) -> None:
    """A scan is received, read while one watches, checked beside its image by keyboard, and approved."""
    open_application(page, "Nguyễn Văn Quảng")

    # The upload gets its receipt and its state moves without a reload.
    page.locator("#files").set_input_files(scan)
    row = page.locator(".scan")
    expect(row.locator(".receipt")).to_contain_text("Đã lưu an toàn")
    expect(row.locator(".name")).to_have_text("giay-khai-sinh.png")
    expect(row.locator(".live")).to_have_text(re.compile("lượt|chờ|đang đọc"))
    expect(row.get_by_role("heading", name="Giấy khai sinh")).to_be_visible()
    expect(page.locator("#status")).not_to_contain_text("Đang số hóa")
    expect(row.locator(".thumbs img")).to_have_js_property("complete", True)

    # The record stands beside the page, every found field with its box, linked both ways.
    row.locator(".paper-title a").click()
    name = page.locator('[id="f-full_name"]')
    expect(name).to_have_value("NGUYỄN THỊ THÙY DƯƠNG")
    expect(page.locator(".box.here")).to_have_count(1)  # the first doubtful field has the focus
    name.focus()
    box = page.locator('.box[data-key="full_name"]')
    expect(box).to_have_class(re.compile("here"))
    page.wait_for_load_state("load")
    assert page.evaluate("document.querySelector('.sheet img').naturalWidth") > 1000
    place = box.bounding_box()
    assert place
    assert place["width"] > 100
    page.locator('.box[data-key="registration_number"]').click()
    expect(page.locator('[id="f-registration_number"]')).to_be_focused()


def test_corrections_are_kept_and_the_paper_approved(page: Page, scan: Path) -> None:
    """Enter goes from doubt to doubt, a typed value survives a reload, Ctrl+Enter approves."""
    open_application(page, "Trần Thị Hồng Hạnh")
    page.locator("#files").set_input_files(
        FilePayload(name="khai-sinh.png", mimeType="image/png", buffer=scan.read_bytes())
    )
    page.locator(".paper-title a").click()
    expect(page.locator("#record")).to_have_attribute("data-editable", "true")
    address = page.url

    hometown = page.locator('[id="f-hometown"]')
    page.locator(".absent summary").click()
    hometown.fill("xã Vân Canh, thành phố Hà Nội")
    hometown.press("Enter")
    expect(page.locator("#saved")).to_have_text("✓ đã lưu")
    hometown.fill("nhầm")
    hometown.press("Escape")
    expect(hometown).to_have_value("xã Vân Canh, thành phố Hà Nội")
    hometown.blur()

    page.goto(address)
    expect(page.locator('[id="f-hometown"]')).to_have_value("xã Vân Canh, thành phố Hà Nội")
    page.locator('[id="f-hometown"]').press("Control+Enter")
    page.wait_for_url(re.compile("/review|/documents/(?!" + re.escape(address.rpartition("/")[2]) + ")"))
    page.goto(address)
    expect(page.locator(".title .chip")).to_contain_text("Đã xác nhận")
    expect(page.locator("#record")).to_have_attribute("data-editable", "false")


def test_a_wrong_file_says_what_to_do(page: Page) -> None:
    """A table dropped instead of a scan is refused with advice, and the original is kept."""
    open_application(page, "Lê Văn Tư")
    page.wait_for_load_state("load")

    dropped = page.evaluate_handle(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File(["PK\\x03\\x04 no scan at all"], "bang-tinh.xlsx"));
            return data;
        }"""
    )
    page.dispatch_event("#drop", "drop", {"dataTransfer": dropped})

    notice = page.locator('.notice[data-code="unsupported_format"]')
    expect(notice).to_contain_text("Xin gửi PDF, JPEG, PNG hoặc TIFF.")
    expect(page.locator(".scan .receipt")).to_contain_text("Đã lưu an toàn")
    expect(page.locator(".scan .name")).to_have_text("bang-tinh.xlsx")


def test_an_upload_outlives_a_lost_connection(page: Page, scan: Path) -> None:
    """While the network is gone the page keeps the bytes; once it is back the same upload goes through."""
    open_application(page, "Phạm Thị Bích")
    page.wait_for_load_state("load")
    page.context.set_offline(True)

    page.locator("#files").set_input_files(scan)
    expect(page.locator(".uploads .words")).to_have_text("mất kết nối, sẽ tự thử lại…")
    page.context.set_offline(False)

    expect(page.locator(".scan .receipt")).to_contain_text("Đã lưu an toàn")
    expect(page.locator(".uploads li")).to_have_count(0)


def test_review_and_status_pages_answer(page: Page) -> None:
    """The review list and the status page open from the menu and show their numbers."""
    page.get_by_role("link", name="Chờ kiểm tra").click()
    expect(page.get_by_role("heading", name="Chờ kiểm tra")).to_be_visible()
    page.get_by_role("link", name="Tình trạng").click()
    expect(page.get_by_role("heading", name="Hàng đợi")).to_be_visible()
    expect(page.locator(".count")).to_have_count(6)
