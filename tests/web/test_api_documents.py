"""Papers over HTTP: the record, its images and files, and a person's decisions."""

from __future__ import annotations

import io

import httpx
import pytest
from PIL import Image

from tests.web.conftest import JPEG
from tests.web.site import Site


@pytest.fixture
def path(document_id: str) -> str:
    """The address of a paper that waits for review."""
    return f"/api/v1/documents/{document_id}"


def test_get_gives_the_record_with_its_version(api: httpx.Client, path: str) -> None:
    """The record has every field of the type, in the form's order, and a version to change it by."""
    body = api.get(path).json()

    assert (body["version"], body["state"], body["claimed_by"]) == (1, "needs_review", None)
    assert next(iter(body["fields"])) == "registration_number"
    assert body["fields"]["mother.birth_year"]["status"] == "illegible"
    assert body["fields"]["signer"]["page"] == 2


def test_everything_of_another_office_is_not_found(site: Site, path: str) -> None:
    """Another office sees neither record nor image nor file, and can change nothing."""
    stranger = site.account("minh", office="H29.01")
    change = {"version": 1, "fields": {"sex": "male"}}

    assert {stranger.get(path + end).status_code for end in ("", "/pages/1.jpg", ".pdf", "/original")} == {
        404
    }
    assert stranger.patch(path, json=change).status_code == 404
    assert stranger.post(f"{path}/claim").status_code == 404


def test_a_page_image_comes_as_wide_as_asked(api: httpx.Client, path: str) -> None:
    """The page is a JPEG, made narrower on request, never wider, for private caches only."""
    whole, narrow, wide = (api.get(f"{path}/pages/1.jpg{end}") for end in ("", "?width=200", "?width=8000"))

    assert (whole.headers["content-type"], narrow.status_code) == ("image/jpeg", 200)
    assert Image.open(io.BytesIO(narrow.content)).size == (200, 283)
    assert wide.content == whole.content
    assert narrow.headers["cache-control"].startswith("private")


@pytest.mark.parametrize("page", ["3.jpg", "0.jpg", "x.jpg", "1.jpg?width=1", "1.jpg?width=99999"])
def test_a_page_that_is_not_there_is_a_problem(api: httpx.Client, path: str, page: str) -> None:
    """Pages outside the paper and senseless widths are refused."""
    assert api.get(f"{path}/pages/{page}").status_code in (400, 404)


def test_the_original_comes_back_byte_for_byte(api: httpx.Client, code: str, path: str) -> None:
    """The upload is served untouched, as a download with a neutral name that can do no harm."""
    answer = api.get(f"{path}/original")

    assert answer.content == JPEG
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="{code}-')
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_searchable_pdf_opens_in_the_browser(api: httpx.Client, code: str, path: str) -> None:
    """The PDF is shown inline under the code of the application."""
    answer = api.get(f"{path}.pdf")

    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["content-disposition"] == f'inline; filename="{code}-1.pdf"'


def test_a_correction_changes_the_field_and_the_version(api: httpx.Client, path: str) -> None:
    """A person's value counts as certain; what the machine read stays as evidence."""
    change = {
        "version": 1,
        "fields": {"personal_id": "001319054321", "father.full_name": {"value": "NGUYỄN VĂN QUANG"}},
    }

    body = api.patch(path, json=change).json()

    field = body["fields"]["personal_id"]
    assert body["version"] == 2
    assert (field["value"], field["status"], field["source"], field["confidence"]) == (
        "001319054321",
        "accepted",
        "person",
        1.0,
    )
    assert field["text"] == "0013l9012345"
    assert body["fields"]["father.full_name"]["value"] == "NGUYỄN VĂN QUANG"


@pytest.mark.parametrize(
    ("said", "status"),
    [(None, "missing"), ({"status": "illegible"}, "illegible"), ({"status": "missing"}, "missing")],
)
def test_a_field_may_be_blank_for_a_reason(api: httpx.Client, path: str, said: object, status: str) -> None:
    """Not on the paper and not legible are answers of their own: blank is better than wrong."""
    body = api.patch(path, json={"version": 1, "fields": {"personal_id": said}}).json()

    assert (body["fields"]["personal_id"]["status"], body["fields"]["personal_id"]["value"]) == (status, None)


@pytest.mark.parametrize(
    "body",
    [
        {"fields": {"sex": "male"}},
        {"version": 1, "fields": {}},
        {"version": 1, "fields": {"no_such_field": "x"}},
        {"version": 1, "fields": {"sex": {"status": "review"}}},
        {"version": 1, "fields": {"sex": ["male"]}},
        {"version": 0, "fields": {"sex": "male"}},
    ],
)
def test_a_senseless_correction_is_refused(api: httpx.Client, path: str, body: object) -> None:
    """Unknown fields, unknown states and missing versions are 400 problems and change nothing."""
    answer = api.patch(path, json=body)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")
    assert api.get(path).json()["version"] == 1


@pytest.mark.parametrize(
    ("verb", "body"),
    [("approve", {}), ("reject", {"reason": "Mờ"}), ("retype", {"doc_type": "marriage_certificate"})],
)
def test_a_stale_version_is_a_conflict(
    api: httpx.Client, path: str, verb: str, body: dict[str, object]
) -> None:
    """Who looked at an older version must look again before deciding."""
    api.patch(path, json={"version": 1, "fields": {"sex": "male"}})

    answer = api.post(f"{path}/{verb}", json={"version": 1, **body})

    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert api.patch(path, json={"version": 1, "fields": {"sex": "male"}}).status_code == 409


def test_approval_accepts_the_paper_and_its_scan(api: httpx.Client, path: str) -> None:
    """A person vouches: doubtful fields count as looked at, paper and scan are accepted."""
    body = api.post(f"{path}/approve", json={"version": 1}).json()

    assert body["state"] == "accepted"
    assert body["fields"]["personal_id"]["status"] == "accepted"
    assert api.get(f"/api/v1/scans/{body['scan_id']}").json()["state"] == "accepted"


def test_a_decided_paper_cannot_be_changed(api: httpx.Client, path: str) -> None:
    """After a decision nothing changes any more: 409 with the code of a wrong state."""
    api.post(f"{path}/approve", json={"version": 1})

    answer = api.patch(path, json={"version": 2, "fields": {"sex": "male"}})

    assert (answer.status_code, answer.json()["code"]) == (409, "invalid_transition")


def test_rejection_needs_a_reason(api: httpx.Client, path: str) -> None:
    """A paper is turned away only with words why."""
    silent = api.post(f"{path}/reject", json={"version": 1})
    spoken = api.post(f"{path}/reject", json={"version": 1, "reason": "Không thuộc hồ sơ"})

    assert (silent.status_code, silent.json()["code"]) == (400, "invalid_request")
    assert spoken.json()["state"] == "rejected"


def test_retyping_takes_the_fields_of_the_right_type(api: httpx.Client, path: str) -> None:
    """The paper becomes what the person says it is, with that type's fields."""
    body = api.post(f"{path}/retype", json={"version": 1, "doc_type": "marriage_certificate"}).json()

    assert (body["doc_type"], body["state"], body["version"]) == ("marriage_certificate", "needs_review", 2)
    assert "wife.full_name" in body["fields"]


def test_an_unknown_type_is_refused(api: httpx.Client, path: str) -> None:
    """Only types of the catalogue can be chosen."""
    assert api.post(f"{path}/retype", json={"version": 1, "doc_type": "novel"}).status_code == 400


def test_a_claimed_paper_is_locked_for_others(site: Site, api: httpx.Client, path: str) -> None:
    """While one works on a paper another gets 423, until it is released or taken over by a supervisor."""
    second, boss = site.account("minh"), site.account("chi", "supervisor")

    assert api.post(f"{path}/claim").json()["claimed_by"] == "lan"
    assert api.post(f"{path}/claim").status_code == 200
    locked = second.post(f"{path}/claim")
    assert (locked.status_code, locked.json()["code"]) == (423, "claimed")
    assert second.post(f"{path}/approve", json={"version": 1}).status_code == 423
    assert second.post(f"{path}/claim", params={"take_over": True}).status_code == 403
    assert boss.post(f"{path}/claim", params={"take_over": True}).json()["claimed_by"] == "chi"
    assert api.patch(path, json={"version": 1, "fields": {"sex": "male"}}).status_code == 423
    assert boss.post(f"{path}/release").json()["claimed_by"] is None


def test_a_clerk_may_look_but_not_decide(site: Site, path: str) -> None:
    """Reviewing is for reviewers; a clerk sees the paper and gets 403 for decisions."""
    clerk = site.account("hoa", "clerk")

    assert clerk.get(path).status_code == 200
    answer = clerk.post(f"{path}/approve", json={"version": 1})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
