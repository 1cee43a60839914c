"""Who may come in: tokens, sessions, one-time passwords, and what other sites cannot do."""

from __future__ import annotations

import httpx
import pytest
from starlette.datastructures import Headers

from hoso.services import accounts
from hoso.web.auth import Backoff
from hoso.web.guards import is_forged
from hoso.web.pages.login import local
from tests.web.conftest import application
from tests.web.site import PASSWORD, Site

LIST = "/api/v1/applications"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nonsense", "Basic bGFuOmxhbg=="])
def test_without_a_valid_token_the_api_answers_401(site: Site, header: str) -> None:
    """No token, a wrong one, or another scheme: problem JSON that says how to come in."""
    answer = site.client(**({"Authorization": header} if header else {})).get(LIST)

    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_disabled_account_is_out_at_once(site: Site, api: httpx.Client) -> None:
    """Disabling an account ends its tokens."""
    accounts.disable_user(site.services, "lan")

    assert api.get(LIST).status_code == 401


def test_signing_in_gives_a_cookie_that_scripts_cannot_read(site: Site) -> None:
    """The session cookie is HttpOnly and SameSite=Lax, and opens pages and API."""
    site.add_user("hoa")
    client = site.client(Origin=site.url)

    answer = client.post("/login", data={"name": "hoa", "password": PASSWORD, "next": "/review"})

    cookie = answer.headers["set-cookie"].lower()
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert client.get(LIST).status_code == 200


def test_a_wrong_password_shows_the_form_again(site: Site) -> None:
    """The page says that name or password is wrong, not which, and keeps the name."""
    site.add_user("hoa")
    client = site.client(Origin=site.url, Accept="text/html")

    wrong = client.post("/login", data={"name": "hoa", "password": "x"})
    unknown = client.post("/login", data={"name": "nobody", "password": "x"})

    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert 'value="hoa"' in wrong.text
    assert "Sai tên đăng nhập hoặc mật khẩu" in unknown.text


def test_guessing_is_slowed_down(site: Site) -> None:
    """After a few failures the name must wait, even with the right password; other names need not."""
    site.add_user("hoa")
    site.add_user("mai")
    client = site.client(Origin=site.url)
    for _ in range(Backoff.FREE_TRIES):
        client.post("/login", data={"name": "hoa", "password": "x"})

    slowed = client.post("/login", data={"name": "HOA", "password": PASSWORD})
    free = client.post("/login", data={"name": "mai", "password": PASSWORD})

    assert (slowed.status_code, free.status_code) == (429, 303)


def test_the_wait_doubles_and_ends() -> None:
    """Each failure beyond the free tries doubles the wait up to a bound; success forgets."""
    now = 100.0
    backoff = Backoff(lambda: now)
    waits = []
    for _ in range(14):
        backoff.failed("hoa")
        waits.append(backoff.wait("hoa"))

    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]
    now += 61
    assert backoff.wait("hoa") == 0
    backoff.succeeded("hoa")
    backoff.failed("hoa")
    assert backoff.wait("hoa") == 0


def test_a_one_time_password_opens_only_its_own_change(site: Site) -> None:
    """First sign-in leads to the change of password; until then pages lead there and the API refuses."""
    first = accounts.create_user(site.services, "thu", "clerk", "H26.05")
    client = site.client(Origin=site.url, Accept="text/html")

    answer = client.post("/login", data={"name": "thu", "password": first})
    assert answer.headers["location"] == "/password?next=/"
    assert client.get("/").headers["location"] == "/password?next=/"
    assert client.get(LIST).status_code == 403

    new = {"current": first, "password": "mat khau moi 2", "again": "mat khau moi 2"}
    changed = client.post("/password", data=new)
    assert (changed.status_code, changed.headers["location"]) == (303, "/")
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("current", "password", "again"),
    [
        ("wrong one here", "mat khau moi 2", "mat khau moi 2"),
        (PASSWORD, "mat khau moi 2", "mat khau moi 3"),
        (PASSWORD, "short", "short"),
        (PASSWORD, PASSWORD, PASSWORD),
    ],
)
def test_a_change_of_password_is_checked(site: Site, current: str, password: str, again: str) -> None:
    """The present password must be right, the new one long enough, typed twice alike, and another one."""
    client = site.browser()

    answer = client.post("/password", data={"current": current, "password": password, "again": again})

    assert answer.status_code == 400
    assert "notice bad" in answer.text
    assert accounts.authenticate(site.services, "hoa", PASSWORD)


def test_signing_out_ends_the_session(site: Site) -> None:
    """After signing out the old cookie opens nothing, also when somebody kept it."""
    client = site.browser()
    kept = client.cookies["hoso_session"]

    answer = client.post("/logout")

    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert "hoso_session" not in client.cookies
    assert site.client(Cookie=f"hoso_session={kept}").get(LIST).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://other.localhost"},
        {"Origin": ""},
    ],
)
def test_another_site_cannot_write_with_our_cookie(site: Site, headers: dict[str, str]) -> None:
    """A write with the cookie but without proof of our page is refused before anything happens."""
    client = site.browser()

    answer = client.post(LIST, json=application(), headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert site.database.tables.applications == {}


def test_our_own_pages_write_with_the_cookie(site: Site) -> None:
    """The browser's own word, or else the origin, lets our pages through."""
    client = site.browser()

    by_origin = client.post(LIST, json=application())
    by_browser = client.post(
        LIST, json=application(), headers={"Sec-Fetch-Site": "same-origin", "Origin": ""}
    )

    assert (by_origin.status_code, by_browser.status_code) == (201, 201)


def test_a_program_with_a_token_needs_no_origin() -> None:
    """Nobody can make a browser send a bearer token, so tokens need no such proof."""
    cookie = {"cookie": "hoso_session=x", "host": "a"}

    assert not is_forged("POST", "/api/v1/applications", Headers({**cookie, "authorization": "Bearer t"}))
    assert is_forged("POST", "/api/v1/applications", Headers(cookie))
    assert is_forged("POST", "/login", Headers({"host": "a", "origin": "http://b"}))
    assert not is_forged("GET", "/", Headers(cookie))
    assert not is_forged("POST", "/x", Headers({**cookie, "referer": "http://a/page"}))


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("/review?x=1", "/review?x=1"),
        ("//evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_one_stays_here(asked: str, given: str) -> None:
    """The page to go on to is one of ours, whatever the address said."""
    assert local(asked) == given
