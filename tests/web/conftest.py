"""A web site for every test, behind one server."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.web.site import Server, Site

JPEG = b"\xff\xd8\xff\xe0" + b"a scan that the canned pipeline takes as it is" + b"\xff\xd9"


@pytest.fixture(scope="session")
def web_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The HTTP server that all web tests share."""
    with Server(tmp_path_factory.mktemp("spool")).running() as running:
        yield running


@pytest.fixture
def site(web_server: Server) -> Iterator[Site]:
    """A site without accounts."""
    with web_server.site() as site:
        yield site


@pytest.fixture
def api(site: Site) -> httpx.Client:
    """A program with a reviewer's token."""
    return site.account()


@pytest.fixture
def code(api: httpx.Client) -> str:
    """An application of the reviewer's office."""
    answer = api.post("/api/v1/applications", json=application())
    assert answer.status_code == 201, answer.text
    return str(answer.json()["code"])


@pytest.fixture
def document_id(site: Site, api: httpx.Client, code: str) -> str:
    """A paper that waits for review: a scan handed in and worked on."""
    scan_id = hand_in(api, code).json()["scan_id"]
    site.work()
    return str(api.get(f"/api/v1/scans/{scan_id}").json()["documents"][0]["id"])


def application(**changes: object) -> dict[str, object]:
    """A valid body to open an application with."""
    applicant = {"full_name": "Nguyễn Văn Ả", "id_number": "001319012345"}
    return {"procedure": "1.001193", "applicant": applicant, "received_via": "in_person"} | changes


def hand_in(
    api: httpx.Client, code: str, data: bytes = JPEG, key: str | None = None, name: str = "scan.jpg"
) -> httpx.Response:
    """Send one scan as a scanner station would."""
    headers = {"Idempotency-Key": key} if key else {}
    return api.post(f"/api/v1/applications/{code}/scans", files={"file": (name, data)}, headers=headers)
