"""Guards around every request: body size, same-origin writes, security headers. Plain ASGI, no buffering."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hoso.schemas.errors import HosoError, NotAllowed, TooLarge
from hoso.web.errors import problem_response

SESSION_COOKIE = "hoso_session"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
UPLOAD_PATH = re.compile(r"^/api/v1/applications/[^/]+/scans$")
#: Everything but an upload is a small form or a small JSON object.
SMALL_BODY = 1024 * 1024
#: What multipart adds around the file: boundaries, part headers, a few short fields.
MULTIPART_OVERHEAD = 64 * 1024

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class BodyLimit:
    """Refuses a body that is over the limit: at once when its length is announced, else while it streams."""

    def __init__(self, app: ASGIApp, max_upload_bytes: int) -> None:
        self.app = app
        self.max_upload_bytes = max_upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self._limit(scope["path"])
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdigit() and int(announced) > limit:
            await problem_response(TooLarge())(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise TooLarge()
            return message

        await self.app(scope, counted, send)

    def _limit(self, path: str) -> int:
        upload = UPLOAD_PATH.match(path)
        return self.max_upload_bytes + MULTIPART_OVERHEAD if upload else SMALL_BODY


class SameOrigin:
    """Refuses a write that another site made the browser send along with our session cookie."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and is_forged(scope["method"], scope["path"], Headers(scope=scope)):
            refused: HosoError = NotAllowed(
                "Yêu cầu không đến từ trang của hệ thống. / The request did not come from a page of ours."
            )
            await problem_response(refused)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def is_forged(method: str, path: str, headers: Headers) -> bool:
    """Whether a write carries our cookie (or signs in) without proof that one of our pages sent it."""
    if method in SAFE_METHODS or headers.get("authorization"):
        return False
    if SESSION_COOKIE not in headers.get("cookie", "") and path != "/login":
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site != "same-origin"
    source = headers.get("origin") or headers.get("referer") or ""
    return urlsplit(source).netloc != headers.get("host")


class SecurityHeaders:
    """Puts the security headers on every answer that does not set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, with_headers)
