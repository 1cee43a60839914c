"""The command `hoso`: what it prints and how it ends."""

from __future__ import annotations

import logging
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog

from hoso.app import cli
from hoso.app.settings import Settings
from hoso.schemas.errors import CorruptFile, EngineTimeout, HosoError, MissingProgram, NotFound, Unavailable

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Run a command on a data folder of this test: exit code, output, errors."""
    monkeypatch.setenv("HOSO_HOME", str(tmp_path / "var"))
    monkeypatch.setenv("HOSO_MIN_FREE_MB", "1")
    monkeypatch.setenv("COLUMNS", "160")
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level

    def run(*arguments: str, **environment: str) -> tuple[int, str, str]:
        with monkeypatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                cli.main(arguments)
        output = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        assert "Traceback" not in output.err
        return ended.value.code, output.out, output.err

    yield run
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def test_help_and_version(run: Run) -> None:
    """Every command is listed with what it does, in both languages, without loading it."""
    code, out, _ = run("--help")

    assert code == 0
    for name in cli.COMMANDS:
        assert name in out
    assert "run everything on this machine" in out
    assert run("--version") == (0, "hoso 0.1.0\n", "")
    assert run("web", "--help")[0] == 0


@pytest.mark.parametrize(
    "arguments", [("dance",), ("web", "--nonsense"), ("retry",), ("retry", "x", "--all-failed")]
)
def test_wrong_usage_ends_with_5(run: Run, arguments: tuple[str, ...]) -> None:
    """And says what would be right."""
    code, _, err = run(*arguments)

    assert (code, bool(err)) == (5, True)


def test_a_process_takes_one_core(tmp_path: Path) -> None:
    """Matrices of a page are small: told before numpy is loaded, its library starts no threads."""
    script = (
        "import sys\nfrom hoso.app.cli import main\n"
        "try:\n    main(['read', sys.argv[1]])\nexcept SystemExit:\n    pass\n"
        "import numpy, threadpoolctl\npools = threadpoolctl.threadpool_info()\n"
        "print({pool['num_threads'] for pool in pools})"
    )
    environment = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        env=environment,
        capture_output=True,
        check=True,
        timeout=60,
    )

    assert done.stdout.splitlines()[-1] == b"{1}"


def test_accounts(run: Run) -> None:
    """Add, list, new password, lock; one-time passwords are shown once."""
    code, out, _ = run("user", "add", "lan", "--role", "clerk", "--office", "UBND xã A")
    assert (code, bool(re.search(r"lan · \S{16}", out))) == (0, True)
    assert run("user", "add", "lan", "--office", "A")[0] == 5
    assert run("user", "add", "x", "--role", "king")[0] == 5
    assert run("user", "password", "lan")[0] == 0
    assert run("user", "password", "nobody")[0] == 5
    assert run("user", "disable", "lan")[0] == 0

    code, out, _ = run("user", "list")
    assert (code, "UBND xã A" in out, "disabled" in out) == (0, True, True)


def test_tokens(run: Run) -> None:
    """Made, listed without their text, revoked."""
    run("user", "add", "lan", "--office", "A")
    code, out, _ = run("token", "add", "lan", "--label", "scanner", "--days", "30")
    assert (code, out.startswith("hoso_")) == (0, True)

    _, listed, _ = run("token", "list", "lan")
    assert ("scanner" in listed, out.strip() in listed) == (True, False)
    found = re.search(r"[0-9a-f]{32}", listed)
    assert found
    assert run("token", "revoke", "lan", found[0])[0] == 0
    assert run("token", "revoke", "lan", found[0])[0] == 5


def test_operations(run: Run) -> None:
    """Retry and sweep tell how much they did."""
    assert run("retry", "--all-failed")[:2] == (0, "Chạy lại / started anew: 0\n")
    assert run("retry", "unknown")[0] == 5
    assert run("sweep")[:2] == (0, "Đã gửi lại / sent again: 0\n")


def test_a_port_in_use_is_said_so(run: Run) -> None:
    """Another program on our port ends the start with one message instead of a web part that never comes."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        code, _, err = run("up", HOSO_PORT=str(other.getsockname()[1]))

    assert (code, "HOSO_PORT" in err) == (5, True)


def test_a_worker_serves_the_counter_or_the_archive(run: Run) -> None:
    """Never both in one process, and only queues that exist."""
    for queues in ("desk,backfill", "", "dsek", "desk,dsek"):
        assert run("worker", "--queues", queues)[0] == 5


def test_watch_needs_to_know_where_papers_belong(run: Run, tmp_path: Path) -> None:
    """A known application or a known procedure; then it takes in what is there."""
    (tmp_path / "hot").mkdir()
    (tmp_path / "hot" / "note.txt").write_text("hello")
    hot = str(tmp_path / "hot")

    assert run("watch", hot)[0] == 5
    assert run("watch", hot, "--procedure", "9.999999")[0] == 5
    assert run("watch", hot, "--application", "H26.05-261121-0001")[0] == 5
    assert run("watch", hot, "--procedure", "1.001193", "--once", "--settle", "0.2")[0] == 0
    assert (tmp_path / "hot" / "rejected" / "note.txt.txt").exists()


def test_the_doctor_finds_all_well(run: Run) -> None:
    """On a machine with everything: a table without a failure."""
    code, out, _ = run("doctor")

    assert (code, "failed" in out) == (0, False)


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"PATH": "/nowhere"}, 3),
        ({"TESSDATA_PREFIX": "/tmp", "PATH": "/nowhere"}, 3),
        ({"HOSO_DATABASE_URL": "postgresql://h@127.0.0.1:9/h"}, 4),
        ({"HOSO_BROKER_URL": "redis://127.0.0.1:9/0"}, 4),
        ({"HOSO_OBJECTS_URL": "s3://k:s@127.0.0.1:9/h?secure=0"}, 4),
        ({"HOSO_MIN_FREE_MB": str(10**9)}, 4),
    ],
)
def test_the_doctor_names_what_is_wrong(run: Run, environment: dict[str, str], code: int) -> None:
    """Missing programs end with 3, servers out of reach and a full disk with 4."""
    ended, out, err = run("doctor", **environment)

    assert (ended, "failed" in out, bool(err)) == (code, True, True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HOSO_PORT", "many"),
        ("HOSO_LEASE_SECONDS", "1"),
        ("HOSO_DATABASE_URL", "mysql://x/y"),
        ("HOSO_BROKER_URL", "kafka://x"),
        ("HOSO_OBJECTS_URL", "s3://x"),
        ("HOSO_ENGINE", "nobody.knows:it"),
    ],
)
def test_a_wrong_setting_ends_with_3(run: Run, name: str, value: str) -> None:
    """It is found at the start and named."""
    code, _, err = run("sweep", **{name: value})

    assert (code, name in err or "settings" in err) == (3, True)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (HosoError(), 1),
        (EngineTimeout(), 1),
        (CorruptFile(), 2),
        (MissingProgram(), 3),
        (Unavailable(), 4),
        (NotFound(), 5),
        (ZeroDivisionError("a secret"), 1),
        (KeyboardInterrupt(), 130),
    ],
)
def test_every_family_has_its_exit_code(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    """Message and advice, never a traceback, never an unknown error's own words."""

    def sweep() -> None:
        raise error

    monkeypatch.setattr("hoso.app.commands.queue.sweep", sweep)
    ended, _, err = run("sweep")

    assert (ended, "a secret" in err) == (code, False)


@pytest.mark.parametrize("error", [NotFound(), ZeroDivisionError()])
def test_debugging_shows_everything(run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """With `HOSO_DEBUG=1` the error comes through as it is."""

    def sweep() -> None:
        raise error

    monkeypatch.setattr("hoso.app.commands.queue.sweep", sweep)
    monkeypatch.setenv("HOSO_DEBUG", "1")
    with pytest.raises(type(error)):
        cli.main(["sweep"])


def test_logs_are_lines_of_json_without_a_terminal(run: Run, tmp_path: Path) -> None:
    """Each event is one line for machines; `console` gives one for people."""
    (tmp_path / "hot").mkdir()
    (tmp_path / "hot" / "note.txt").write_text("hello")
    watch = ("watch", str(tmp_path / "hot"), "--procedure", "1.001193", "--once", "--settle", "0")

    _, _, err = run(*watch)
    assert '"event": "file_rejected"' in err
    (tmp_path / "hot" / "note.txt").write_text("hello again")
    _, _, err = run(*watch, HOSO_LOG_FORMAT="console")
    assert "file_rejected" in err
    assert '"event"' not in err


def test_settings_have_defaults_for_one_machine() -> None:
    """Without any setting all data lies under one folder and nothing else is needed."""
    settings = Settings(home=Path("/srv/hoso"))

    assert settings.database == "sqlite:////srv/hoso/hoso.db"
    assert settings.objects == "/srv/hoso/objects"
    assert settings.desk_workers >= 1
    assert settings.look_seconds < 1
    assert Settings(broker_url="redis://x").look_seconds > 1
