"""Accounts, sessions and tokens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hoso.schemas.errors import Conflict, InvalidRequest, NotFound, NotSignedIn
from hoso.services import accounts
from tests.services.world import World

PASSWORD = "mật khẩu dài"


def test_the_first_start_makes_one_administrator(world: World) -> None:
    """The one-time password is given once; a second start gives none."""
    password = accounts.ensure_admin(world.s)

    assert password
    actor, _ = accounts.authenticate(world.s, "admin", password)
    assert (actor.role, actor.office) == ("admin", None)
    assert accounts.must_change_password(world.s, actor)
    assert accounts.ensure_admin(world.s) is None


def test_two_first_starts_at_once_make_one_administrator(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The later of two processes shows nothing."""
    accounts.ensure_admin(world.s)
    monkeypatch.setattr(accounts, "list_users", lambda s: [])

    assert accounts.ensure_admin(world.s) is None


def test_signing_in_and_out(world: World) -> None:
    """A session lasts until it is ended, or its time is over."""
    accounts.create_user(world.s, "lan", "clerk", "A", PASSWORD)
    actor, token = accounts.authenticate(world.s, "lan", PASSWORD)
    _, other = accounts.authenticate(world.s, "lan", PASSWORD)

    assert accounts.actor_of_token(world.s, token) == actor
    accounts.sign_out(world.s, token)
    accounts.sign_out(world.s, token)
    with pytest.raises(NotSignedIn):
        accounts.actor_of_token(world.s, token)
    assert accounts.actor_of_token(world.s, other) == actor
    world.clock.forward(hours=12)
    with pytest.raises(NotSignedIn):
        accounts.actor_of_token(world.s, other)


@pytest.mark.parametrize(("name", "password"), [("lan", "wrong"), ("nobody", PASSWORD), ("old", PASSWORD)])
def test_wrong_names_and_passwords_look_alike(world: World, name: str, password: str) -> None:
    """Nothing tells whether the name exists or is locked."""
    accounts.create_user(world.s, "lan", "clerk", "A", PASSWORD)
    accounts.create_user(world.s, "old", "clerk", "A", PASSWORD)
    accounts.disable_user(world.s, "old")

    with pytest.raises(NotSignedIn) as refused:
        accounts.authenticate(world.s, name, password)

    assert refused.value.message == "Sai tên đăng nhập hoặc mật khẩu. / Wrong name or password."


def test_a_damaged_hash_lets_nobody_in(world: World) -> None:
    """A stored hash that is none is a wrong password, not a crash."""
    accounts.create_user(world.s, "lan", "clerk", "A", PASSWORD)
    with world.database() as uow:
        user = uow.users.by_name("lan")
        assert user
        uow.users.save(replace(user, password_hash="plain"))
        uow.commit()

    with pytest.raises(NotSignedIn):
        accounts.authenticate(world.s, "lan", "plain")


def test_nothing_secret_is_stored(world: World) -> None:
    """Neither passwords nor tokens are in the tables."""
    accounts.create_user(world.s, "lan", "clerk", "A", PASSWORD)
    _, session = accounts.authenticate(world.s, "lan", PASSWORD)
    token = accounts.create_token(world.s, "lan", "scanner")

    kept = repr(world.database.tables)
    assert not any(secret in kept for secret in (PASSWORD, session, token))


def test_a_new_password_ends_sessions_but_not_tokens(world: World) -> None:
    """A changed password throws out whoever came in with the old one."""
    accounts.create_user(world.s, "lan", "clerk", "A", PASSWORD)
    actor, session = accounts.authenticate(world.s, "lan", PASSWORD)
    token = accounts.create_token(world.s, "lan", "scanner")

    assert accounts.set_password(world.s, "lan", "một mật khẩu mới") == "một mật khẩu mới"

    with pytest.raises(NotSignedIn):
        accounts.actor_of_token(world.s, session)
    assert accounts.actor_of_token(world.s, token) == actor
    assert not accounts.must_change_password(world.s, actor)
    assert len(accounts.set_password(world.s, "lan")) == 16
    assert accounts.must_change_password(world.s, actor)


def test_a_locked_account_is_out_at_once(world: World) -> None:
    """Sessions and tokens end, and no left-over token helps."""
    accounts.create_user(world.s, "lan", "clerk", "A", PASSWORD)
    token = accounts.create_token(world.s, "lan", "scanner")
    left_over = world.database.tables.tokens.copy()

    accounts.disable_user(world.s, "lan")
    world.database.tables.tokens.update(left_over)

    with pytest.raises(NotSignedIn):
        accounts.actor_of_token(world.s, token)


def test_tokens_are_listed_and_revoked_one_by_one(world: World) -> None:
    """API tokens have a label and an end; sessions are not among them."""
    accounts.create_user(world.s, "lan", "clerk", "A", PASSWORD)
    accounts.authenticate(world.s, "lan", PASSWORD)
    text = accounts.create_token(world.s, "lan", "scanner", 30)
    accounts.create_token(world.s, "lan", "for ever", None)

    scanner, for_ever = accounts.list_tokens(world.s, "lan")
    assert (scanner.label, for_ever.expires_at) == ("scanner", None)
    assert scanner.expires_at
    assert (scanner.expires_at - world.clock.now()).days == 30
    accounts.revoke_token(world.s, "lan", scanner.id)
    with pytest.raises(NotSignedIn):
        accounts.actor_of_token(world.s, text)
    with pytest.raises(NotFound):
        accounts.revoke_token(world.s, "lan", scanner.id)


def test_odd_accounts_are_refused(world: World) -> None:
    """A clerk has an office, a password ten characters, a name is there and not taken."""
    accounts.create_user(world.s, "lan", "clerk", "A", PASSWORD)
    for name, office, password in ((" ", "A", PASSWORD), ("x", None, PASSWORD), ("x", "A", "short")):
        with pytest.raises(InvalidRequest):
            accounts.create_user(world.s, name, "clerk", office, password)
    with pytest.raises(Conflict):
        accounts.create_user(world.s, "lan", "clerk", "A", PASSWORD)
    with pytest.raises(NotFound):
        accounts.set_password(world.s, "nobody")
    assert [user.name for user in accounts.list_users(world.s)] == ["lan"]
