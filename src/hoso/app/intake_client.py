"""A scanner's view of Hoso: hands papers in over HTTP and waits until they are read."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import httpx

from hoso.schemas.errors import Unavailable

FINAL_STATES = frozenset({"needs_review", "accepted", "rejected", "failed"})
READ_STATES = frozenset({"needs_review", "accepted"})
POLL_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class ScanOutcome:
    """What became of one file: its application, the final state, the papers found, and how long it took."""

    file: str
    application: str
    state: str
    seconds: float
    documents: tuple[Mapping[str, Any], ...] = ()
    error: Mapping[str, Any] = field(default_factory=dict)

    @property
    def processed(self) -> bool:
        """Whether the file was read to the end and yielded at least one paper."""
        return self.state in READ_STATES and bool(self.documents)


class IntakeClient:
    """The HTTP contract as a scanner uses it.

    Errors: `Unavailable` when the server does not answer as agreed.
    """

    def __init__(self, base_url: str, token: str, wait_seconds: float = 300.0) -> None:
        self._http = httpx.Client(
            base_url=f"{base_url}/api/v1/",
            headers={"Authorization": f"Bearer {token}"},
            timeout=30.0,
            trust_env=False,  # the server is on this machine or in this network
        )
        self._wait_seconds = wait_seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def hand_in(self, path: Path, procedure: str, applicant: str) -> ScanOutcome:
        """Open an application, upload the file to it and wait for the result."""
        application = self._open_application(procedure, applicant)
        started = time.monotonic()
        receipt = self._upload(application, path)
        scan = self._wait(str(receipt["scan_id"]), started)
        return ScanOutcome(
            file=path.name,
            application=application,
            state=str(scan["state"]),
            seconds=time.monotonic() - started,
            documents=tuple(scan.get("documents") or ()),
            error=scan.get("error") or {},
        )

    def ready(self) -> bool:
        """Whether the server and all it depends on answer."""
        try:
            return self._http.get("health/ready").status_code == httpx.codes.OK
        except (httpx.NetworkError, httpx.TimeoutException, httpx.RemoteProtocolError):
            return False

    def _open_application(self, procedure: str, applicant: str) -> str:
        body = {"procedure": procedure, "applicant": {"full_name": applicant}, "received_via": "in_person"}
        return str(self._ask("POST", "applications", json=body)["code"])

    def _upload(self, application: str, path: Path) -> Mapping[str, Any]:
        with path.open("rb") as stream:
            return self._ask(
                "POST",
                f"applications/{application}/scans",
                headers={"Idempotency-Key": uuid.uuid4().hex},
                files={"file": (path.name, stream)},
            )

    def _wait(self, scan_id: str, started: float) -> Mapping[str, Any]:
        while True:
            scan = self._ask("GET", f"scans/{scan_id}")
            if scan["state"] in FINAL_STATES or time.monotonic() - started > self._wait_seconds:
                return scan
            time.sleep(POLL_SECONDS)

    def _ask(self, method: str, path: str, **options: Any) -> Mapping[str, Any]:
        try:
            response = self._http.request(method, path, **options)
        except httpx.TransportError as error:
            raise Unavailable from error
        answer = response.json() if "json" in response.headers.get("content-type", "") else {}
        if response.is_error:
            raise Unavailable(str(answer.get("detail", "")), str(answer.get("advice", "")))
        return dict(answer)
