"""`hoso token`: API tokens for other programs."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from hoso.app.commands.setup import begin_with_data
from hoso.services import accounts

app = typer.Typer(help="Mã truy cập API / API tokens.", no_args_is_help=True, add_completion=False)

User = Annotated[str, typer.Argument(help="Tên đăng nhập / account name.")]


@app.command()
def add(
    user: User,
    label: Annotated[str, typer.Option(help="Dùng cho / what it is for.")] = "api",
    days: Annotated[int, typer.Option(help="Số ngày hiệu lực / days it is valid.", min=1)] = 365,
) -> None:
    """Tạo mã; chỉ hiện một lần / make a token; shown this once only."""
    _, services = begin_with_data()
    print(accounts.create_token(services, user, label, days))


@app.command("list")
def list_tokens(user: User) -> None:
    """Danh sách mã của một tài khoản / the tokens of an account."""
    _, services = begin_with_data()
    table = Table("Id", "Dùng cho / for", "Tạo lúc / made", "Hết hạn / ends")
    for token in accounts.list_tokens(services, user):
        ends = f"{token.expires_at:%Y-%m-%d}" if token.expires_at else "–"
        table.add_row(token.id, token.label, f"{token.created_at:%Y-%m-%d}", ends)
    Console().print(table)


@app.command()
def revoke(user: User, token_id: Annotated[str, typer.Argument(help="Id")]) -> None:
    """Thu hồi mã / end a token at once."""
    _, services = begin_with_data()
    accounts.revoke_token(services, user, token_id)
    print(f"{token_id}: đã thu hồi / revoked")
