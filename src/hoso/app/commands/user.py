"""`hoso user`: accounts."""

from __future__ import annotations

from typing import Annotated, get_args

import typer
from rich.console import Console
from rich.table import Table

from hoso.app.commands.setup import begin_with_data
from hoso.schemas.errors import InvalidRequest
from hoso.schemas.scans import Role
from hoso.services import accounts

app = typer.Typer(help="Tài khoản / accounts.", no_args_is_help=True, add_completion=False)

Name = Annotated[str, typer.Argument(help="Tên đăng nhập / account name.")]


@app.command()
def add(
    name: Name,
    role: Annotated[str, typer.Option(help="admin, supervisor, reviewer, clerk")] = "clerk",
    office: Annotated[str, typer.Option(help="Đơn vị; bỏ trống: mọi đơn vị / office; empty: all.")] = "",
) -> None:
    """Thêm tài khoản / add an account."""
    roles = {known: known for known in get_args(Role)}
    if role not in roles:
        raise InvalidRequest(f"Vai trò: {', '.join(roles)}. / Roles: {', '.join(roles)}.")
    _, services = begin_with_data()
    password = accounts.create_user(services, name, roles[role], office or None)
    print(f"{name} · {password}")
    print("Đổi mật khẩu khi đăng nhập lần đầu. / To be changed at the first sign-in.")


@app.command("list")
def list_accounts() -> None:
    """Danh sách tài khoản / all accounts."""
    _, services = begin_with_data()
    table = Table("Tên / name", "Vai trò / role", "Đơn vị / office", "Trạng thái / state")
    for user in accounts.list_users(services):
        state = "đã khóa / disabled" if user.disabled else "hoạt động / active"
        table.add_row(user.name, user.role, user.office or "*", state)
    Console().print(table)


@app.command()
def password(name: Name) -> None:
    """Đặt lại mật khẩu / give an account a new one-time password."""
    _, services = begin_with_data()
    print(f"{name} · {accounts.set_password(services, name)}")


@app.command()
def disable(name: Name) -> None:
    """Khóa tài khoản / lock an account out."""
    _, services = begin_with_data()
    accounts.disable_user(services, name)
    print(f"{name}: đã khóa / disabled")
