"""A running Hoso and a real browser, shared by the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.e2e.hoso_up import HosoServer
from tests.servers import find_program

PASSWORD = "mật khẩu của quầy"
WINDOW: ViewportSize = {"width": 1366, "height": 768}
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: Reading a page takes seconds on a small machine that runs other things besides.
PATIENCE = 60_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as an office would run it, without a window."""
    program = find_program("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def hoso() -> Iterator[HosoServer]:
    """The whole product on an empty data folder."""
    server = HosoServer()
    try:
        yield server.start()
    finally:
        server.close()


@pytest.fixture(scope="session")
def account(hoso: HosoServer, browser: Browser) -> str:
    """The administrator's password after the first sign-in, which forces a change."""
    page = browser.new_page(viewport=WINDOW)
    page.goto(hoso.url)
    sign_in(page, hoso.one_time_password)
    expect(page.get_by_role("heading", name="Đổi mật khẩu")).to_be_visible()
    page.get_by_label("Mật khẩu hiện tại").fill(hoso.one_time_password)
    page.get_by_label("Mật khẩu mới", exact=False).first.fill(PASSWORD)
    page.get_by_label("Nhập lại").fill(PASSWORD)
    page.get_by_role("button", name="Lưu mật khẩu").click()
    expect(page.get_by_role("heading", name="Hồ sơ gần đây")).to_be_visible()
    page.close()
    return PASSWORD


@pytest.fixture
def page(hoso: HosoServer, browser: Browser, account: str) -> Iterator[Page]:
    """A signed-in page at the front desk; errors in its scripts fail the test."""
    context = browser.new_context(viewport=WINDOW)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda said: broken.append(said.text) if "Content Security" in said.text else None)
    page.goto(hoso.url)
    sign_in(page, account)
    yield page
    context.close()
    assert broken == []


def sign_in(page: Page, password: str) -> None:
    """Fill in the sign-in page as the administrator."""
    page.get_by_label("Tên đăng nhập").fill("admin")
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
