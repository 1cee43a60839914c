"""`hoso web`: the web part alone."""

from __future__ import annotations

from pkgutil import resolve_name
from typing import Annotated

import typer
import uvicorn

from hoso.app.bootstrap import health_checks
from hoso.app.commands.setup import begin_with_data
from hoso.app.settings import Settings
from hoso.app.supervisor import end_with_supervisor
from hoso.services.accounts import ensure_admin
from hoso.services.deps import Services
from hoso.services.spool import clean_spool

#: Front doors stand above the wiring: they are started by name.
WEB = "hoso.web.app:create_app"


def web(
    host: Annotated[str, typer.Option(help="Địa chỉ / address (HOSO_HOST).")] = "",
    port: Annotated[int, typer.Option(help="Cổng / port (HOSO_PORT).")] = 0,
) -> None:
    """Chỉ chạy trang web và API / run the web pages and the API alone."""
    settings, services = begin_with_data()
    settings = settings.model_copy(update={"host": host or settings.host, "port": port or settings.port})
    clean_spool(settings.policy().spool, services.now())
    password = ensure_admin(services)
    if password:
        show_password(password)
    end_with_supervisor()
    serve(settings, services)


def show_password(password: str) -> None:
    """Show the administrator's one-time password; it is not kept anywhere in this form."""
    print(f"Đăng nhập lần đầu / first sign-in: admin · {password}", flush=True)


def serve(settings: Settings, services: Services) -> None:
    """Answer requests until asked to stop."""
    app = resolve_name(WEB)(services, settings, checks=health_checks(settings, services))
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=5,
    )
