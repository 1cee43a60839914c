"""A whole site of real processes, as an office runs it, that tests may hurt."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from PIL import Image, ImageDraw

from hoso.app.bootstrap import build_services, migrate
from hoso.app.settings import Settings
from hoso.schemas.errors import HosoError
from hoso.schemas.scans import Applicant, HistoryEntry, StoredDocument
from hoso.services import accounts, applications
from hoso.services.access import SYSTEM
from hoso.services.applications import NewApplication
from tests.processes import free_port

ROOT = Path(__file__).resolve().parent.parent
FINAL = ("accepted", "needs_review", "rejected", "failed")
PATIENCE = 90.0


def page(number: int) -> bytes:
    """A small scan that differs from every other number's."""
    image = Image.new("L", (600, 800), 255)
    ImageDraw.Draw(image).text((60, 80), f"To khai so {number}", fill=0, font_size=40)
    data = io.BytesIO()
    image.save(data, "JPEG", dpi=(75, 75))
    return data.getvalue()


def until(question: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
    """The first answer that is true; fails when there is none in time."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        answer = question()
        if answer:
            return answer
        time.sleep(0.1)
    raise AssertionError(f"not in time: {what}")


@dataclass
class Site:
    """Processes on one data folder and port; `more` are further settings by their names."""

    home: Path
    more: Mapping[str, Any] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        chosen: dict[str, Any] = {"home": self.home, "port": free_port(), "min_free_mb": 1} | dict(self.more)
        self.settings = Settings(**chosen)
        self.started: list[subprocess.Popen[bytes]] = []
        migrate(self.settings)
        self.services = build_services(self.settings)
        accounts.create_user(self.services, "may-quet", "clerk", "A", "mật khẩu dài")
        token = accounts.create_token(self.services, "may-quet", "scanner")
        self.url = f"http://127.0.0.1:{self.settings.port}"
        self.client = httpx.Client(
            base_url=f"{self.url}/api/v1",
            headers={"Authorization": f"Bearer {token}"},
            timeout=20,
            trust_env=False,
        )

    @property
    def variables(self) -> dict[str, str]:
        """The environment of this site's processes."""
        chosen = self.settings.model_dump(exclude_unset=True)
        hoso = {f"HOSO_{name.upper()}": str(value) for name, value in chosen.items()}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HOSO_")}
        return kept | hoso | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"} | dict(self.environment)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a `hoso` command; its log is `<command>.log`."""
        with self.log(arguments[0]).open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "hoso", *arguments], env=self.variables, stdout=log, stderr=log
            )
        self.started.append(process)
        return process

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a `hoso` command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "hoso", *arguments],
            env=self.variables,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def log(self, command: str) -> Path:
        """The log of a command."""
        return self.home / f"{command}.log"

    def up(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start `hoso up` (or another command with a web part) and wait until it answers."""
        process = self.start(*(arguments or ("up",)))
        self.wait_until_ready()
        return process

    def wait_until_ready(self) -> None:
        """Wait until the web part answers."""
        until(self.answers, f"an answer at {self.url}")

    def answers(self) -> bool:
        """Whether the web part answers."""
        try:
            return self.client.get("/health/ready").status_code == 200
        except httpx.HTTPError:
            return False

    def pid(self, name: str) -> int:
        """The process that the supervisor started last under this name."""
        lines = [json.loads(line) for line in self.log("up").read_text().splitlines() if line.startswith("{")]
        return int(
            [line["pid"] for line in lines if line.get("event") == "started" and line["process"] == name][-1]
        )

    def application(self) -> str:
        """The code of a new dossier."""
        body = {"procedure": "1.001193", "applicant": {"full_name": "A"}, "received_via": "in_person"}
        answer = self.client.post("/applications", json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["code"])

    def application_directly(self) -> str:
        """The code of a new dossier, without any process running."""
        new = NewApplication(procedure="1.001193", applicant=Applicant(full_name="A"))
        return applications.create(self.services, SYSTEM, new).code

    def upload(self, application: str, data: bytes, key: str, content: Any = None) -> str:
        """Hand a scan in as a careful client does: again under the same key until there is an answer."""

        def attempt() -> httpx.Response | None:
            try:
                answer = self.client.post(
                    f"/applications/{application}/scans",
                    files={"file": ("scan.jpg", data, "image/jpeg")},
                    headers={"Idempotency-Key": key},
                )
            except httpx.TransportError:
                return None
            return answer if answer.status_code < 500 else None

        answer = until(attempt, "an answer to the upload")
        assert answer.status_code == 202, answer.text
        return str(answer.json()["scan_id"])

    def wait_until_done(self, scan_ids: Sequence[str]) -> dict[str, str]:
        """The final state of each scan."""

        def states() -> dict[str, str] | None:
            try:
                with self.services.uow(read_only=True) as uow:
                    found = {scan_id: str(uow.scans.get(scan_id).state) for scan_id in scan_ids}
            except HosoError:
                return None
            return found if all(state in FINAL for state in found.values()) else None

        result: dict[str, str] = until(states, "the end of all scans")
        return result

    def documents(self, scan_id: str) -> Sequence[StoredDocument]:
        """The papers of a scan."""
        with self.services.uow(read_only=True) as uow:
            return uow.documents.of_scan(scan_id)

    def history(self, scan_id: str) -> Sequence[HistoryEntry]:
        """What happened to a scan."""
        with self.services.uow(read_only=True) as uow:
            return uow.history.of(f"scan:{scan_id}")

    def assert_done_once(self, scan_ids: Sequence[str]) -> None:
        """Every upload ended well, exactly once: one completion of each half, no paper doubled."""
        states = self.wait_until_done(scan_ids)
        assert set(states.values()) <= {"accepted", "needs_review", "rejected"}
        for scan_id in scan_ids:
            actions = [entry.action for entry in self.history(scan_id)]
            ends = [action for action in actions if action in FINAL]
            assert (actions.count("received"), actions.count("text_ready"), len(ends)) == (1, 1, 1), actions
            ordinals = [document.ordinal for document in self.documents(scan_id)]
            assert ordinals == list(range(1, len(ordinals) + 1))

    def close(self) -> None:
        """End everything that was started."""
        self.client.close()
        for process in self.started:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.started:
            try:
                process.wait(25)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.services.uow.engine.dispose()  # type: ignore[attr-defined]  # of the real database
