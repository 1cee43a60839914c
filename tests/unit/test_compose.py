"""The compose file keeps the promises of the operations guide; no container engine is needed to see that."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from hoso.app.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


def test_every_role_has_a_service() -> None:
    """The stores, the web server and one worker per queue are there."""
    assert set(SERVICES) == {
        "postgres",
        "rabbitmq",
        "seaweedfs",
        "web",
        "worker-desk",
        "worker-records",
        "worker-backfill",
    }


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_is_watched_and_bounded(name: str) -> None:
    """Each service has a health check, limits, a restart policy and bounded logs."""
    service = SERVICES[name]

    assert service["healthcheck"]["test"]
    assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory"}
    assert service["restart"] == "unless-stopped"
    assert set(service["logging"]["options"]) == {"max-size", "max-file"}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_an_image_is_pinned(name: str) -> None:
    """Each image names a version, never the latest one."""
    _, _, tag = SERVICES[name]["image"].partition(":")

    assert re.match(r"\d+\.\d+", tag)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_volumes_are_named(name: str) -> None:
    """What a service keeps lies in a named volume of the file."""
    for volume in SERVICES[name]["volumes"]:
        assert volume.split(":")[0] in COMPOSE["volumes"]


@pytest.mark.parametrize("name", ["web", "worker-desk", "worker-records", "worker-backfill"])
def test_settings_exist(name: str) -> None:
    """Each HOSO_… variable is a setting, so that a slip of the pen is found here and not in service."""
    known = {f"HOSO_{field.upper()}" for field in Settings.model_fields}

    assert set(SERVICES[name]["environment"]) <= known


def test_secrets_come_from_outside() -> None:
    """Every variable without a default is listed, empty or harmless, in the example file."""
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    example = (ROOT / ".env.example").read_text(encoding="utf-8")

    for variable in set(re.findall(r"\$\{(\w+)", text)):
        assert f"\n{variable}=" in example


def test_only_the_web_server_is_published() -> None:
    """Stores and workers listen inside the network only, and the web server on this machine only."""
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["web"]
    assert SERVICES["web"]["ports"][0].startswith("127.0.0.1:")


def test_the_counter_has_a_worker_of_its_own() -> None:
    """No worker serves both the counter and the archive."""
    queues = [service["command"][2] for name, service in SERVICES.items() if name.startswith("worker-")]

    assert sorted(queues) == ["backfill", "desk", "records"]
