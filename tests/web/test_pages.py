"""The pages people see: what stands on them, in which cases, and for whom."""

from __future__ import annotations

import re

import httpx
import pytest

from hoso.schemas.errors import EngineTimeout
from tests.web.conftest import application, hand_in
from tests.web.site import Site


def test_a_stranger_is_led_to_sign_in(site: Site) -> None:
    """Without a session every page leads to the sign-in page and back afterwards."""
    answer = site.client(Accept="text/html").get("/review")

    assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=/review")


def test_every_page_has_the_security_headers(site: Site) -> None:
    """Scripts and styles only from here, no framing, no sniffing, nothing kept by caches."""
    headers = site.client(Accept="text/html").get("/login").headers

    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store"


def test_no_page_carries_script_or_style_inside(site: Site, document_id: str, code: str) -> None:
    """The security policy would block inline code, so there is none on any page."""
    browser = site.browser(role="reviewer")

    for path in (
        "/",
        f"/applications/{code}",
        f"/documents/{document_id}",
        "/review",
        "/status",
        "/password",
    ):
        text = browser.get(path).text
        assert not re.search(r"<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=|<style", text), path


def test_static_files_may_be_kept(site: Site) -> None:
    """Styles and scripts lie under an address that changes with their content, so browsers keep them."""
    client = site.client()
    page = client.get("/login").text
    address = re.search(r'href="(/static/[0-9a-f]{12}/hoso\.css)"', page)
    assert address

    answer = client.get(address[1])

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert "immutable" in answer.headers["cache-control"]


def test_the_desk_opens_an_application(site: Site) -> None:
    """The form leads to the page of the new application, and the list shows it with a masked number."""
    browser = site.browser()
    form = {"procedure": "1.001193", "full_name": "Lê Thị Đào", "id_number": "001 319 012 345"}

    answer = browser.post("/applications", data=form)

    assert answer.status_code == 303
    code = answer.headers["location"].removeprefix("/applications/")
    page = browser.get(answer.headers["location"]).text
    desk = browser.get("/", params={"query": "le thi dao"}).text
    assert "Lê Thị Đào" in page
    assert "001319012345" in page
    assert code in desk
    assert "001***012345" in desk
    assert "001319012345" not in desk


def test_a_mistake_in_the_form_keeps_what_was_typed(site: Site) -> None:
    """A form that is refused comes back filled in, with the reason."""
    answer = site.browser().post("/applications", data={"procedure": "0.000000", "full_name": "Lê Thị Đào"})

    assert answer.status_code == 400
    assert 'value="Lê Thị Đào"' in answer.text
    assert 'data-code="invalid_request"' in answer.text


def test_a_search_without_result_says_so(site: Site) -> None:
    """An empty list is a sentence, not an empty table."""
    assert "Không có hồ sơ nào khớp" in site.browser().get("/", params={"query": "zzz"}).text


def test_the_list_goes_on_where_it_stopped(site: Site, api: httpx.Client) -> None:
    """A long list has a next page, and the last page has none."""
    for _ in range(31):
        api.post("/api/v1/applications", json=application())
    browser = site.browser()

    first = browser.get("/").text
    address = re.search(r'href="(/\?[^"]*cursor=[^"]*)"', first)
    assert address
    second = browser.get(address[1].replace("&amp;", "&")).text

    assert first.count('href="/applications/') == 30
    assert second.count('href="/applications/') == 1
    assert "cursor=" not in second


def test_the_application_shows_receipts_states_and_problems(site: Site, api: httpx.Client, code: str) -> None:
    """Each scan has its receipt; papers show their type, tally and problems in plain words with advice."""
    receipt = hand_in(api, code).json()
    browser = site.browser()
    waiting = browser.get(f"/applications/{code}").text
    site.work()
    done = browser.get(f"/applications/{code}/papers").text

    assert f'id="scan-{receipt["scan_id"]}"' in waiting
    assert receipt["sha256"][:12] in waiting
    assert 'data-state="received"' in waiting
    assert "sắp đến lượt" in waiting
    assert "Giấy khai sinh" in done
    assert "Mờ, không đọc được: Năm sinh (người mẹ)." in done
    assert "Thiếu thông tin bắt buộc: Nơi đăng ký khai sinh." in done
    assert "05/03/2019" in done


def test_a_refused_file_shows_what_to_do(site: Site, api: httpx.Client, code: str) -> None:
    """What was wrong with a file stays on the page, with the advice."""
    hand_in(api, code, b"PK\x03\x04 a table")

    page = site.browser().get(f"/applications/{code}").text

    assert 'data-code="unsupported_format"' in page
    assert "Xin gửi PDF, JPEG, PNG hoặc TIFF." in page


def test_the_document_page_links_fields_and_boxes(site: Site, document_id: str) -> None:
    """Every found field has a box on its page under the same key; a reviewer can edit."""
    page = site.browser(role="reviewer").get(f"/documents/{document_id}").text

    assert 'data-editable="true"' in page
    for key in ("full_name", "mother.birth_year", "signer"):
        assert re.search(rf'<rect class="box" data-key="{re.escape(key)}"', page), key
        assert re.search(rf'<div class="field[^"]*" data-key="{re.escape(key)}"', page), key
    assert 'id="approve"' in page
    assert "không có trên giấy" in page


def test_a_clerk_sees_the_document_page_without_controls(site: Site, document_id: str) -> None:
    """Who may not review sees the same paper, read-only."""
    page = site.browser().get(f"/documents/{document_id}").text

    assert 'data-editable="false"' in page
    assert 'id="approve"' not in page


def test_a_held_paper_names_its_holder(site: Site, api: httpx.Client, document_id: str) -> None:
    """While somebody else reviews the paper the page says who, and a supervisor may take over."""
    api.post(f"/api/v1/documents/{document_id}/claim")

    second = site.browser("minh", "reviewer").get(f"/documents/{document_id}").text
    boss = site.browser("chi", "supervisor").get(f"/documents/{document_id}").text

    assert "<strong>lan</strong>" in second
    assert 'data-editable="false"' in second
    assert 'id="take-over"' in boss
    assert 'id="take-over"' not in second


def test_the_review_list_leads_from_paper_to_paper(site: Site, api: httpx.Client, document_id: str) -> None:
    """The list names the doubtful fields; `next` goes to the oldest free one, or back here."""
    browser = site.browser(role="reviewer")

    assert f'href="/documents/{document_id}"' in browser.get("/review").text
    assert browser.get("/review/next").headers["location"] == f"/documents/{document_id}"
    assert browser.get("/review/next", params={"after": document_id}).headers["location"] == "/review"
    api.post(f"/api/v1/documents/{document_id}/claim")
    assert browser.get("/review/next").headers["location"] == "/review"
    api.post(f"/api/v1/documents/{document_id}/approve", json={"version": 1})
    assert "Không có giấy tờ nào chờ kiểm tra" in browser.get("/review").text


def test_a_supervisor_starts_a_failed_scan_again(site: Site, api: httpx.Client, code: str) -> None:
    """The status page names the reason; retrying puts the scan back to work; a clerk may only look."""
    site.canned.fault = EngineTimeout()
    scan_id = hand_in(api, code).json()["scan_id"]
    site.exhaust(scan_id)
    clerk, boss = site.browser(), site.browser("chi", "supervisor")

    assert "Nhận dạng chữ quá thời gian cho phép." in clerk.get("/status").text
    assert clerk.post("/status/retry", data={"scan_id": scan_id}).status_code == 403
    answer = boss.post("/status/retry")
    assert answer.headers["location"] == "/status?retried=1"
    assert "Đã đưa 1 tệp vào xử lý lại." in boss.get("/status?retried=1").text
    assert site.database.tables.scans[scan_id].state == "received"


def test_failures_of_another_office_are_not_shown(site: Site, api: httpx.Client, code: str) -> None:
    """Counts and failures are those of one's own office."""
    site.canned.fault = EngineTimeout()
    site.exhaust(hand_in(api, code).json()["scan_id"])

    page = site.browser("minh", "supervisor", "H29.01").get("/status/now").text

    assert code not in page
    assert "Không có lỗi nào" in page


@pytest.mark.parametrize("path", ["/applications/H26.05-261121-9999", "/documents/none", "/nowhere"])
def test_an_unknown_page_is_an_error_page(site: Site, path: str) -> None:
    """A person gets a page in words with a way home, not JSON."""
    answer = site.browser().get(path)

    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.text
    assert answer.headers["content-type"].startswith("text/html")


def test_next_goes_round_the_list(site: Site, api: httpx.Client, code: str) -> None:
    """A paper put off is skipped: `next` goes to the one after it, and from the last to the first."""
    for n in range(3):
        hand_in(api, code, b"\xff\xd8\xff %d" % n)
    site.work()
    browser = site.browser(role="reviewer")
    papers = re.findall(r'href="/documents/([^"]+)"', browser.get("/review").text)

    steps = [browser.get("/review/next", params={"after": one}).headers["location"] for one in papers]

    assert steps == [f"/documents/{one}" for one in (*papers[1:], papers[0])]


def test_a_link_to_a_file_that_is_gone_shows_a_page(site: Site) -> None:
    """A person who follows a link to a file gets words, a program at the same address gets data."""
    browser = site.browser()
    path = "/api/v1/documents/none/original"

    person = browser.get(path, headers={"Sec-Fetch-Mode": "navigate"})
    program = browser.get(path)

    assert (person.status_code, program.status_code) == (404, 404)
    assert "Không tìm thấy trang" in person.text
    assert program.json()["code"] == "not_found"


def test_what_people_type_is_only_ever_text(site: Site) -> None:
    """Markup in a name is shown as typed, on every page, and never becomes part of the page."""
    browser = site.browser()
    name = '<img src=x onerror=alert(1)> "An" & Co'
    form = {"procedure": "1.001193", "full_name": name}
    address = browser.post("/applications", data=form).headers["location"]

    for path in (address, "/", f"/?query={name}"):
        page = browser.get(path).text
        assert "<img src=x" not in page
        assert "&lt;img src=x onerror=alert(1)&gt;" in page
