"""How far a scan is, asked once or followed as events."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator

import httpx

from hoso.web.api.application_events import NEAR
from tests.web.conftest import hand_in
from tests.web.site import Site

Event = tuple[str, dict[str, object]]


def follow(client: httpx.Client, path: str) -> Iterator[Event]:
    """The events of a stream, as a browser would see them."""
    with client.stream("GET", path) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        name = ""
        for line in answer.iter_lines():
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                yield name, json.loads(line.removeprefix("data: "))


def test_a_waiting_scan_says_its_place(api: httpx.Client, code: str) -> None:
    """Before a worker takes it, a scan tells how many are in front of it."""
    hand_in(api, code, b"\xff\xd8\xff first")
    scan_id = hand_in(api, code, b"\xff\xd8\xff second").json()["scan_id"]

    body = api.get(f"/api/v1/scans/{scan_id}").json()

    assert (body["state"], body["queue_position"], body["pages_done"]) == ("received", 2, 0)
    assert (body["running"], body["attempts"], body["documents"]) == (False, 0, [])
    assert "error" not in body


def test_a_worked_scan_shows_its_papers(site: Site, api: httpx.Client, code: str) -> None:
    """After the work the scan carries records with places, probabilities and findings."""
    scan_id = hand_in(api, code).json()["scan_id"]
    site.work()

    body = api.get(f"/api/v1/scans/{scan_id}").json()

    paper = body["documents"][0]
    assert (body["state"], paper["doc_type"], paper["pages"]) == ("needs_review", "birth_certificate", [1, 2])
    assert paper["fields"]["date_of_birth"]["value"] == "2019-03-05"
    assert paper["fields"]["personal_id"]["status"] == "review"
    assert len(paper["fields"]["full_name"]["box"]) == 4
    assert paper["findings"][0]["code"] == "id_number_sex_mismatch"


def test_another_offices_scan_is_not_found(site: Site, api: httpx.Client, code: str) -> None:
    """A scan of another office does not exist for the asker, neither once nor as events."""
    scan_id = hand_in(api, code).json()["scan_id"]
    stranger = site.account("minh", office="H29.01")

    assert stranger.get(f"/api/v1/scans/{scan_id}").status_code == 404
    assert stranger.get(f"/api/v1/scans/{scan_id}/events").status_code == 404


def test_events_of_a_finished_scan_end_at_once(site: Site, api: httpx.Client, code: str) -> None:
    """A scan with nothing left to do sends one `done` and closes."""
    scan_id = hand_in(api, code).json()["scan_id"]
    site.work()

    events = list(follow(api, f"/api/v1/scans/{scan_id}/events"))

    assert [name for name, _ in events] == ["done"]
    assert events[0][1]["state"] == "needs_review"


def test_events_tell_the_progress_and_then_the_end(site: Site, api: httpx.Client, code: str) -> None:
    """A stream opened while the scan waits says so, and ends with `done` once it is understood."""
    scan_id = hand_in(api, code).json()["scan_id"]

    names: list[str] = []
    for name, data in follow(api, f"/api/v1/scans/{scan_id}/events"):
        if not names:
            assert (data["state"], data["pages"], data["queue_position"]) == ("received", 2, 1)
            threading.Thread(target=site.work).start()
        names.append(name)

    assert names[0] == "progress"
    assert names[-1] == "done"


def test_one_stream_follows_all_scans_of_an_application(site: Site, api: httpx.Client, code: str) -> None:
    """A page needs a single connection however many scans it shows."""
    ids = [hand_in(api, code, b"\xff\xd8\xff %d" % n).json()["scan_id"] for n in range(3)]

    last: dict[str, object] = {}
    for name, data in follow(api, f"/api/v1/applications/{code}/events"):
        last = data
        if name == "progress" and data["status"] == "processing":
            site.work()

    scans = last["scans"]
    assert isinstance(scans, list)
    assert sorted(scan["scan_id"] for scan in scans) == sorted(ids)
    assert {scan["state"] for scan in scans} == {"needs_review"}


def test_a_stack_of_scans_is_followed_without_asking_about_each(
    site: Site, api: httpx.Client, code: str
) -> None:
    """Of many waiting scans only the next few are looked at closely; all are in the picture."""
    for n in range(NEAR + 3):
        hand_in(api, code, b"\xff\xd8\xff %d" % n)

    _, data = next(follow(api, f"/api/v1/applications/{code}/events"))

    scans = data["scans"]
    assert isinstance(scans, list)
    assert len(scans) == NEAR + 3
    assert sorted(scan["queue_position"] for scan in scans if "queue_position" in scan) == list(
        range(1, NEAR + 1)
    )


def test_many_followers_leave_room_for_requests(site: Site, api: httpx.Client, code: str) -> None:
    """Forty open streams of a waiting scan do not keep a plain request from its answer."""
    scan_id = hand_in(api, code).json()["scan_id"]
    counts: list[int] = []

    def one_follower() -> None:
        with httpx.Client(base_url=site.url, headers=api.headers, timeout=30) as client:
            counts.append(len(list(follow(client, f"/api/v1/scans/{scan_id}/events"))))

    followers = [threading.Thread(target=one_follower) for _ in range(40)]
    for follower in followers:
        follower.start()
    for _ in range(20):
        assert api.get(f"/api/v1/scans/{scan_id}", timeout=5).status_code == 200
    site.work()
    for follower in followers:
        follower.join(30)

    assert len(counts) == 40


def test_a_stream_ends_when_the_database_goes(site: Site, api: httpx.Client, code: str) -> None:
    """A stream whose source fails says so and closes, so that the browser tries again later."""
    scan_id = hand_in(api, code).json()["scan_id"]

    events = []
    for event in follow(api, f"/api/v1/scans/{scan_id}/events"):
        events.append(event)
        site.database.down = True

    assert events[-1] == ("problem", {"code": "database_unavailable"})
