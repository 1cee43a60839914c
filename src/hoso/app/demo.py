"""`hoso demo`: start the service here, hand in the sample papers as a scanner would, show what was read."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from hoso.app.bootstrap import build_services, migrate
from hoso.app.intake_client import IntakeClient, ScanOutcome
from hoso.app.settings import Settings, load_settings
from hoso.schemas.catalogue import load_catalogue
from hoso.schemas.errors import Conflict, HosoError, InvalidRequest, Unavailable
from hoso.services import accounts

SCANNER = "may-quet-mau"
APPLICANT = "Người nộp hồ sơ mẫu"
SCAN_SUFFIXES = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff"})
#: A procedure that fits the first paper of a sample; registering a birth where nothing better is known.
PROCEDURES = {
    "marriage": "1.000894",
    "marital": "1.004873",
    "death": "1.000656",
    "land": "1.013831",
    "copy": "2.000635",
}
BIRTH = "1.001193"
LOG = "up.log"
START_SECONDS = 60.0
TOGETHER = 2


def demo(
    once: Annotated[bool, typer.Option(help="Dừng sau bảng kết quả / stop after the table.")] = False,
    samples: Annotated[Path, typer.Option(help="Thư mục giấy tờ mẫu / folder of samples.")] = Path("samples"),
) -> None:
    """Chạy thử với giấy tờ mẫu / run the service here and send it the sample papers."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the server is always ended
    console = _console()
    files = sample_files(samples)
    if not files:
        raise InvalidRequest(f"Không thấy giấy tờ mẫu. / No samples in {samples}.")
    settings = load_settings()
    port = free_port(settings.host, settings.port)
    url = f"http://{settings.host}:{port}"
    password, token = prepare_accounts(settings)
    console.print(f"Đang khởi động Hoso … / starting Hoso (log: {settings.home / LOG})")
    with IntakeClient(url, token) as client, server(settings, port, client):
        outcomes = hand_in_all(client, files, console)
        console.print(result_table(outcomes))
        done = sum(outcome.processed for outcome in outcomes)
        console.print(f"Đã xử lý {done}/{len(files)} tệp. / {done} of {len(files)} files processed.")
        if not once:
            keep_serving(console, url, password)
    if done < len(files):
        raise typer.Exit(1)


def sample_files(folder: Path) -> list[Path]:
    """The scans of a folder that have their truth (`<name>.json`) beside them, in order of name."""
    scans = [p for pattern in ("*", "*/*") for p in folder.glob(pattern) if p.suffix.lower() in SCAN_SUFFIXES]
    return sorted(p for p in scans if p.with_suffix(".json").exists())


def free_port(host: str, first: int) -> int:
    """The first port from `first` on that nobody listens on. Errors: `Unavailable`."""
    for port in range(first, first + 50):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise Unavailable(f"Không có cổng trống từ {first}. / No free port from {first} on.")


def prepare_accounts(settings: Settings) -> tuple[str | None, str]:
    """The administrator's one-time password at the very first start, and a token for the sample scanner."""
    migrate(settings)
    services = build_services(settings)
    password = accounts.ensure_admin(services)
    with suppress(Conflict):  # It was made by an earlier run.
        accounts.create_user(services, SCANNER, "clerk", settings.agency_code, secrets.token_urlsafe(24))
    return password, accounts.create_token(services, SCANNER, "hoso demo", days=1)


@contextmanager
def server(settings: Settings, port: int, client: IntakeClient) -> Iterator[None]:
    """`hoso up` in a process of its own, ended in good order.

    Errors: `Unavailable` when it does not start.
    """
    log = settings.home / LOG
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "hoso", "up"],
            env={**os.environ, "HOSO_PORT": str(port)},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is ours to pass on
        )
    try:
        _wait_until_ready(process, client, log)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], client: IntakeClient, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not client.ready():
        if process.poll() is not None or time.monotonic() > deadline:
            last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-2:]
            raise Unavailable(
                "\n".join(["Hoso không khởi động được. / Hoso did not start.", *last]),
                f"Xem {log} hoặc chạy `hoso doctor`. / See {log} or run `hoso doctor`.",
            )
        time.sleep(0.1)


def hand_in_all(client: IntakeClient, files: Sequence[Path], console: Console) -> list[ScanOutcome]:
    """Hand the files in, two at a time, each in an application of its own; outcomes in order of the files."""
    outcomes: dict[Path, ScanOutcome] = {}
    pool = ThreadPoolExecutor(TOGETHER)
    waiting = {pool.submit(_hand_in, client, file): file for file in files}
    try:
        with Progress(console=console, transient=True) as progress:
            task = progress.add_task("Đang đọc giấy tờ mẫu …", total=len(files))
            for ended in as_completed(waiting):
                outcomes[waiting[ended]] = ended.result()
                progress.advance(task)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # after Ctrl-C they end with the server
    return [outcomes[file] for file in files]


def _hand_in(client: IntakeClient, file: Path) -> ScanOutcome:
    try:
        return client.hand_in(file, procedure_for(file), APPLICANT)
    except HosoError as error:
        return ScanOutcome(
            file.name, "–", "failed", 0.0, error={"code": error.code, "message": error.message}
        )


def procedure_for(file: Path) -> str:
    """The code of a procedure (thủ tục) that asks for such a paper."""
    papers = json.loads(file.with_suffix(".json").read_text(encoding="utf-8")).get("documents") or [{}]
    kind = str(papers[0].get("doc_type", "")).partition("_")[0]
    return PROCEDURES.get(kind, BIRTH)


def result_table(outcomes: Sequence[ScanOutcome]) -> Table:
    """One row per paper: application, file, type, decision, fields accepted / to review, seconds."""
    table = Table(title="Giấy tờ mẫu / sample papers", title_justify="left")
    for heading in ("Hồ sơ\napplication", "Tệp\nfile", "Loại giấy tờ\ntype", "Quyết định\ndecision"):
        table.add_column(heading, overflow="fold")
    for heading in ("Nhận\naccepted", "Cần xem\nto review", "Giây\nseconds"):
        table.add_column(heading, justify="right")
    for outcome in outcomes:
        for row in _rows(outcome):
            table.add_row(*row)
    return table


def _rows(outcome: ScanOutcome) -> Iterator[tuple[str, ...]]:
    seconds = f"{outcome.seconds:.1f}"
    if not outcome.documents:
        reason = str(outcome.error.get("message") or outcome.state)
        yield outcome.application, outcome.file, reason, "[red]lỗi / failed[/]", "–", "–", seconds
    catalogue = load_catalogue()
    for document in outcome.documents:
        doc_type = str(document["doc_type"])
        title = catalogue.get(doc_type).title_vi if doc_type in catalogue else doc_type
        accepted = document["decision"] == "accept"
        decision = "[green]chấp nhận / accept[/]" if accepted else "[yellow]cần xem / review[/]"
        statuses = [field["status"] for field in document["fields"].values()]
        counts = str(statuses.count("accepted")), str(statuses.count("review") + statuses.count("illegible"))
        yield outcome.application, outcome.file, title, decision, *counts, seconds


def keep_serving(console: Console, url: str, password: str | None) -> None:
    """Show the address and wait for Ctrl-C (or a request to end)."""
    console.print(f"\nTrang web / web page: [bold]{url}[/]")
    if password:
        console.print(f"Đăng nhập lần đầu / first sign-in: admin · {password}")
    else:
        console.print("Quên mật khẩu / forgot the password: hoso user password admin")
    console.print("Nhấn Ctrl-C để dừng. / Press Ctrl-C to stop.")
    try:
        signal.pause()
    except KeyboardInterrupt:
        console.print("Đang dừng … / stopping …")


def _console() -> Console:
    plain = Console()
    return plain if plain.is_terminal else Console(width=140)
