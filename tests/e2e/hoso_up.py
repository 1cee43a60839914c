"""`hoso up` under test control: the whole product on a data folder and a port of its own."""

from __future__ import annotations

import re
import sys

import httpx

from tests.processes import Server
from tests.servers import ROOT

FIRST_SIGN_IN = re.compile(r"admin · (\S+)")


class HosoServer(Server):
    """Web and workers as one would start them on a laptop."""

    name = "hoso-up"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """Everything that the processes have said so far."""
        return (self.folder / "server.log").read_text(encoding="utf-8")

    @property
    def one_time_password(self) -> str:
        """The administrator's first password, as the console shows it once."""
        found = FIRST_SIGN_IN.search(self.log)
        assert found, self.log
        return found[1]

    def launch(self) -> None:
        settings = {
            "HOSO_HOME": str(self.folder / "home"),
            "HOSO_PORT": str(self.port),
            "HOSO_WORKERS": "1",
            "HOSO_MIN_FREE_MB": "1",
            "PYTHONPATH": str(ROOT / "src"),
        }
        self.spawn(sys.executable, "-m", "hoso", "up", env=settings)

    def check(self) -> None:
        httpx.get(f"{self.url}/api/v1/health/ready", timeout=5).raise_for_status()
