"""Health, metrics, the API's description of itself, and failures nobody foresaw."""

from __future__ import annotations

import httpx
import pytest

from hoso.schemas import errors
from hoso.web.errors import status_of
from tests.web.conftest import application, hand_in
from tests.web.site import Site


def test_live_needs_nothing(site: Site) -> None:
    """The process answers also while its dependencies are down, and without an account."""
    site.database.down = True

    assert site.client().get("/api/v1/health/live").json() == {"status": "ok"}


def test_ready_names_each_dependency(site: Site) -> None:
    """All well is 200; a dependency that is down makes 503 and is named."""
    client = site.client()

    well = client.get("/api/v1/health/ready")
    site.database.down = True
    ill = client.get("/api/v1/health/ready")

    assert (well.status_code, well.json()["dependencies"]) == (200, {"database": "ok", "objects": "ok"})
    assert ill.status_code == 503
    assert ill.json() == {
        "status": "unavailable",
        "dependencies": {"database": "database_unavailable", "objects": "ok"},
    }


def test_metrics_count_scans(site: Site, api: httpx.Client, code: str) -> None:
    """Prometheus reads how many scans are in each state and how long the oldest has waited."""
    hand_in(api, code)

    answer = site.client().get("/api/v1/metrics")

    assert answer.headers["content-type"].startswith("text/plain")
    assert 'hoso_scans{state="received"} 1.0' in answer.text
    assert 'hoso_queue_oldest_seconds{queue="desk"}' in answer.text
    assert "Nguyễn" not in answer.text


def test_the_api_describes_all_its_calls(site: Site) -> None:
    """OpenAPI lists every call of the contract with its problem answers; pages are not in it."""
    described = site.client().get("/api/v1/openapi.json").json()["paths"]

    calls = {(method, path.removeprefix("/api/v1")) for path, some in described.items() for method in some}
    assert {
        ("post", "/applications"),
        ("get", "/applications"),
        ("get", "/applications/{code}"),
        ("post", "/applications/{code}/scans"),
        ("get", "/scans/{scan_id}"),
        ("get", "/scans/{scan_id}/events"),
        ("get", "/documents/{document_id}"),
        ("get", "/documents/{document_id}/pages/{number}.jpg"),
        ("get", "/documents/{document_id}.pdf"),
        ("get", "/documents/{document_id}/original"),
        ("post", "/documents/{document_id}/claim"),
        ("patch", "/documents/{document_id}"),
        ("post", "/documents/{document_id}/approve"),
        ("post", "/documents/{document_id}/reject"),
        ("post", "/documents/{document_id}/retype"),
        ("get", "/health/live"),
        ("get", "/health/ready"),
        ("get", "/metrics"),
    } <= calls
    assert all(path.startswith("/api/v1/") for path in described)
    upload = described["/api/v1/applications/{code}/scans"]["post"]
    assert "multipart/form-data" in upload["requestBody"]["content"]
    assert "application/problem+json" in upload["responses"]["422"]["content"]


def test_a_database_that_is_down_is_503_everywhere(site: Site, api: httpx.Client) -> None:
    """Programs get problem JSON with a time to wait, people a page in words."""
    site.database.down = True

    answer = api.get("/api/v1/applications")
    page = api.get("/", headers={"Accept": "text/html"})

    assert (answer.status_code, answer.json()["code"]) == (503, "database_unavailable")
    assert (answer.headers["retry-after"], page.headers["retry-after"]) == ("10", "10")
    assert (page.status_code, "Cơ sở dữ liệu không truy cập được." in page.text) == (503, True)


def test_a_bug_of_ours_is_a_500_without_details(
    site: Site, api: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What nobody foresaw is told in general words: nothing of the inside leaks."""

    def crash(*anything: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr(site.objects, "put", crash)
    code = api.post("/api/v1/applications", json=application()).json()["code"]

    answer = hand_in(api, code)

    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert "secret" not in answer.text


def test_wrong_methods_and_addresses_are_problems(site: Site) -> None:
    """The framework's own refusals have the same form as ours."""
    client = site.client()

    wrong = client.put("/api/v1/applications", json={})
    unknown = client.get("/api/v1/nothing")

    assert (wrong.status_code, wrong.json()["code"]) == (405, "invalid_request")
    assert wrong.headers["allow"]
    assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("family", "status"),
    [
        (errors.DocumentError, 422),
        (errors.EncryptedFile, 422),
        (errors.TooLarge, 413),
        (errors.EngineTimeout, 500),
        (errors.ObjectsUnavailable, 503),
        (errors.NotFound, 404),
        (errors.Conflict, 409),
        (errors.InvalidTransition, 409),
        (errors.Claimed, 423),
        (errors.InvalidRequest, 400),
        (errors.NotAllowed, 403),
        (errors.NotSignedIn, 401),
        (errors.ConfigurationError, 500),
        (errors.HosoError, 500),
    ],
)
def test_each_family_has_its_status(family: type[errors.HosoError], status: int) -> None:
    """One table says which status an error family answers with."""
    assert status_of(family()) == status
