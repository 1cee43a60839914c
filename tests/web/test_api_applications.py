"""Opening and finding applications over HTTP, and handing in scans."""

from __future__ import annotations

import re

import httpx
import pytest

from hoso.schemas.errors import EngineTimeout, ObjectsUnavailable
from tests.web.canned import LOCKED
from tests.web.conftest import JPEG, application, hand_in
from tests.web.site import MAX_BYTES, Site

CODE = re.compile(r"H26\.05-\d{6}-\d{4}")


def test_create_answers_with_the_code(api: httpx.Client) -> None:
    """A new application gets a code of the legal form and says where it is."""
    answer = api.post("/api/v1/applications", json=application())

    body = answer.json()
    assert answer.status_code == 201
    assert CODE.fullmatch(body["code"])
    assert answer.headers["location"] == f"/api/v1/applications/{body['code']}"
    assert body["applicant"] == {"full_name": "Nguyễn Văn Ả", "id_number": "001319012345"}
    assert (body["procedure"], body["office"]) == ("1.001193", "H26.05")


@pytest.mark.parametrize(
    "body",
    [
        {},
        application(procedure=""),
        application(procedure="9.999999"),
        application(received_via="pigeon"),
        application(applicant={"full_name": "  "}),
        application(surprise=1),
    ],
)
def test_create_refuses_what_is_not_valid(api: httpx.Client, body: dict[str, object]) -> None:
    """A body that is not an application is a 400 problem with the stable code."""
    answer = api.post("/api/v1/applications", json=body)

    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "invalid_request"


def test_refusals_never_repeat_values(api: httpx.Client) -> None:
    """What was sent may be personal data: a validation problem names places only."""
    answer = api.post("/api/v1/applications", json=application(received_via="Nguyễn Thị Bí Mật"))

    assert "Bí Mật" not in answer.text
    assert answer.json()["errors"][0]["place"] == "body.received_via"


def test_another_office_may_not_be_chosen(api: httpx.Client) -> None:
    """A clerk of one office cannot open applications for another."""
    answer = api.post("/api/v1/applications", json=application(office="H29.01"))

    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_get_gives_the_application_with_scans_and_papers(
    api: httpx.Client, code: str, document_id: str
) -> None:
    """The application shows its scans and the papers found in them."""
    body = api.get(f"/api/v1/applications/{code}").json()

    assert body["status"] == "needs_review"
    assert [scan["state"] for scan in body["scans"]] == ["needs_review"]
    assert [paper["id"] for paper in body["documents"]] == [document_id]


def test_an_unknown_application_is_not_found(api: httpx.Client) -> None:
    """An unknown code is a 404 problem."""
    answer = api.get("/api/v1/applications/H26.05-261121-9999")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_another_offices_application_is_not_found(site: Site, code: str) -> None:
    """What belongs to another office does not exist for the asker: read, upload and events alike."""
    stranger = site.account("minh", office="H29.01")

    assert stranger.get(f"/api/v1/applications/{code}").status_code == 404
    assert stranger.get(f"/api/v1/applications/{code}/events").status_code == 404
    assert hand_in(stranger, code).status_code == 404
    assert stranger.get("/api/v1/applications").json()["items"] == []


def test_find_needs_no_tone_marks_and_masks_numbers(api: httpx.Client, code: str) -> None:
    """`nguyen van a` finds `Nguyễn Văn Ả`; a list shows the number masked."""
    found = api.get("/api/v1/applications", params={"query": "nguyen van a"}).json()["items"]
    missed = api.get("/api/v1/applications", params={"query": "tran"}).json()["items"]

    assert [item["code"] for item in found] == [code]
    assert found[0]["applicant"]["id_number"] == "001***012345"
    assert (found[0]["status"], missed) == ("new", [])


def test_find_goes_on_by_cursor(api: httpx.Client) -> None:
    """A cursor gives the next part of the list; nothing comes twice or is left out."""
    codes = [api.post("/api/v1/applications", json=application()).json()["code"] for _ in range(5)]

    seen: list[str] = []
    cursor: str | None = None
    while True:
        params = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = api.get("/api/v1/applications", params=params).json()
        seen += [item["code"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert seen == codes[::-1]


def test_find_refuses_a_limit_out_of_range(api: httpx.Client) -> None:
    """A list is asked for in parts of a bounded size."""
    assert api.get("/api/v1/applications", params={"limit": 100_000}).status_code == 400


def test_hand_in_gives_a_receipt_once_stored(site: Site, api: httpx.Client, code: str) -> None:
    """The receipt names the bytes, and at that moment the store holds them and a message has left."""
    answer = hand_in(api, code)

    body = answer.json()
    assert answer.status_code == 202
    assert body["bytes"] == len(JPEG)
    assert site.objects.get(f"originals/{body['sha256'][:2]}/{body['sha256']}") == JPEG
    assert site.database.queue.sent == [("desk", body["scan_id"])]  # type: ignore[attr-defined]  # the list


def test_the_same_key_gives_the_same_receipt(site: Site, api: httpx.Client, code: str) -> None:
    """Sending again under the same key changes nothing."""
    first, second = hand_in(api, code, key="k-1"), hand_in(api, code, key="k-1")

    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json() == second.json()
    assert len(site.database.tables.scans) == 1


def test_the_same_bytes_are_reported_not_stored_twice(site: Site, api: httpx.Client, code: str) -> None:
    """The same paper under another key names the earlier scan and starts no work."""
    first, second = hand_in(api, code, key="k-1"), hand_in(api, code, key="k-2")

    assert second.json()["duplicate_of"] == first.json()["scan_id"]
    assert len(site.database.tables.scans) == 1


@pytest.mark.parametrize(
    ("data", "problem"),
    [(b"PK\x03\x04 a table", "unsupported_format"), (b"", "empty_file"), (LOCKED, "encrypted_file")],
)
def test_a_file_that_is_no_document_is_kept_and_refused(
    site: Site, api: httpx.Client, code: str, data: bytes, problem: str
) -> None:
    """The sender learns what is wrong, what to do, and under which scan the original was kept."""
    answer = hand_in(api, code, data)

    body = answer.json()
    assert (answer.status_code, body["code"]) == (422, problem)
    assert body["advice"]
    assert api.get(f"/api/v1/scans/{body['scan_id']}").json()["state"] == "rejected"


def test_a_body_that_announces_too_much_is_refused_at_once(api: httpx.Client, code: str) -> None:
    """A length over the limit is a 413 problem before the body is read."""
    answer = hand_in(api, code, b"\xff\xd8\xff" + b"x" * (MAX_BYTES + 200_000))

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_body_of_unknown_length_is_cut_off_at_the_limit(api: httpx.Client, code: str) -> None:
    """Without an announced length the bytes are counted while they stream."""
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'

    def endless() -> object:
        yield head
        for _ in range(MAX_BYTES // 65536 + 8):
            yield b"x" * 65536
        yield b"\r\n--b--\r\n"

    answer = api.post(
        f"/api/v1/applications/{code}/scans",
        content=endless(),  # type: ignore[arg-type]  # a generator of bytes
        headers={"Content-Type": "multipart/form-data; boundary=b"},
    )

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    "request_of",
    [
        {"files": {"paper": ("a.jpg", JPEG)}},
        {"data": {"file": "text"}},
        {"content": b"junk", "headers": {"Content-Type": "multipart/form-data; boundary=b"}},
        {"content": b"junk", "headers": {"Content-Type": "multipart/form-data"}},
        {"json": {"file": "x"}},
        {"files": [("file", ("a.jpg", JPEG)), ("file", ("b.jpg", JPEG))]},
    ],
)
def test_an_upload_without_one_file_is_not_valid(
    api: httpx.Client, code: str, request_of: dict[str, object]
) -> None:
    """Whatever is not one file in the part `file` is a 400 problem, never a crash."""
    answer = api.post(f"/api/v1/applications/{code}/scans", **request_of)  # type: ignore[arg-type]  # varied calls

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")


def test_an_idempotency_key_has_a_sensible_length(api: httpx.Client, code: str) -> None:
    """A key longer than the column that keeps it is refused, not cut."""
    assert hand_in(api, code, key="k" * 300).status_code == 400


def test_no_receipt_while_the_store_is_down(
    site: Site, api: httpx.Client, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store that does not answer means 503 with a time to wait, and no row that claims otherwise."""

    def refuse(*anything: object) -> None:
        raise ObjectsUnavailable

    monkeypatch.setattr(site.objects, "put", refuse)

    answer = hand_in(api, code)

    assert (answer.status_code, answer.json()["code"]) == (503, "objects_unavailable")
    assert answer.headers["retry-after"]
    assert site.database.tables.scans == {}


def test_a_failed_scan_says_why(site: Site, api: httpx.Client, code: str) -> None:
    """When all attempts are spent the scan is failed, with a reason in words."""
    site.canned.fault = EngineTimeout()
    scan_id = hand_in(api, code).json()["scan_id"]
    site.exhaust(scan_id)

    body = api.get(f"/api/v1/scans/{scan_id}").json()

    assert body["state"] == "failed"
    assert body["error"]["code"] == "engine_timeout"
    assert body["error"]["message"]
