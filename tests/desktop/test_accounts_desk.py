"""The accounts at the window's desk: the invented ones of its tests answer as the real ones do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest

from desktop.front_door import OfficeDoor
from desktop.preferences import FilePreferences
from desktop.resources import find_resources
from desktop.security_desk import SecurityDesk
from domain.accounts import AccountState
from domain.errors import Refusal
from domain.keys import RotationAsked
from domain.register import Actor
from domain.roles import Role
from tests.desktop.commanding import PASSWORD, init
from tests.desktop.test_exchange_desk import CLOCK
from tests.desktop.test_witness import acts, entries
from tests.fakes.accounts_desk import FakeAccountsDesk
from ui.accounts_desk import AccountsDesk
from ui.security_desk import SecurityDesk as Desk

HEAD = "负责人"
NEW = "Fresh-start-2026"
OTHER = "Quite-other-2026"


def enter(folder: Path, account: str, password: str = PASSWORD) -> SecurityDesk:
    """Sign in through the door; what is open before is left first."""
    preferences = FilePreferences(folder.parent / "preferences.json")
    door = OfficeDoor(folder, find_resources(), CLOCK, preferences, lambda _: None)
    desk = door.sign_in(account, password)
    assert not isinstance(desk, RotationAsked)
    return desk.security


class Office(Protocol):
    """Opens the desk of the 负责人 of a new office."""

    def __call__(self, *, single: bool = True) -> AccountsDesk: ...


@pytest.fixture(params=["invented", "real"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    with ExitStack() as stack:

        def made(*, single: bool = True) -> AccountsDesk:
            if request.param == "invented":
                return FakeAccountsDesk(
                    Actor(HEAD, frozenset({HEAD}), single, officers_appointed=False)
                )
            words = ("--single-operator",) if single else ()
            county = init(tmp_path / "data", "629925", "安澜县", "county", *words)
            desk = enter(county.data, HEAD)
            stack.callback(desk.lock)
            return desk.accounts

        yield made


def states(desk: AccountsDesk) -> dict[str, AccountState]:
    return {held.name: held.state for held in desk.accounts().accounts}


def refused(act: Callable[[], None]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def give(desk: AccountsDesk, name: str, *roles: Role) -> None:
    desk.change_roles(name, frozenset(roles), frozenset())


def test_an_account_joins_step_by_step(office: Office) -> None:
    desk = office()
    desk.add("老王", NEW)
    assert states(desk)["老王"] is AccountState.WAITS_FOR_ROLES
    give(desk, "老王", Role.CLERK)
    assert states(desk)["老王"] is AccountState.WAITS_FOR_RELEASE
    assert refused(lambda: desk.release(HEAD)) == "account.not_waiting"
    desk.release("老王")
    joined = next(held for held in desk.accounts().accounts if held.name == "老王")
    assert joined.state is AccountState.ACTIVE
    assert joined.first_password


def test_what_cannot_be_is_refused(office: Office) -> None:
    desk = office()
    desk.add("老王", NEW)
    assert refused(lambda: desk.add("老王", NEW)) == "account.exists"
    assert refused(lambda: desk.add("小李", "x")) == "vault.password_weak"
    give(desk, "老王", Role.CLERK)
    assert refused(lambda: give(desk, "老王", Role.AUDITOR)) == "role.forbidden_pair"
    assert refused(lambda: desk.lock(HEAD)) == "account.self"
    assert refused(lambda: desk.leave("小李")) == "account.unknown"


def test_roles_are_taken_and_given_in_one_go(office: Office) -> None:
    desk = office()
    desk.add("老王", NEW)
    give(desk, "老王", Role.CLERK)
    desk.release("老王")
    desk.change_roles("老王", frozenset({Role.REVIEWER}), frozenset({Role.CLERK}))
    held = next(held for held in desk.accounts().accounts if held.name == "老王")
    assert held.roles == (Role.REVIEWER,)


def test_shut_out_and_let_in_again(office: Office) -> None:
    desk = office()
    desk.add("老王", NEW)
    give(desk, "老王", Role.CLERK)
    desk.release("老王")
    desk.lock("老王")
    assert states(desk)["老王"] is AccountState.LOCKED
    desk.unlock("老王")
    assert states(desk)["老王"] is AccountState.WAITS_FOR_RELEASE
    desk.reset_password("老王", OTHER)
    assert states(desk)["老王"] is AccountState.WAITS_FOR_RELEASE
    desk.leave("老王")
    assert states(desk)["老王"] is AccountState.LEFT
    desk.add("钱进", NEW)
    give(desk, "钱进", Role.AUDITOR)
    desk.reset_password("钱进", OTHER)
    assert states(desk)["钱进"] is AccountState.WAITS_FOR_ROLES


def test_the_mode_of_work_decides_at_once(office: Office) -> None:
    desk = office()
    desk.set_single(on=False)
    assert not desk.accounts().actor.single
    assert refused(lambda: desk.set_single(on=True)) == "role.denied"


def test_once_officers_are_appointed_the_head_does_none_of_their_acts(office: Office) -> None:
    desk = office(single=False)
    for name in ("系统管理员", "安全保密管理员", "安全审计员"):
        assert not desk.accounts().actor.officers_appointed
        desk.add(name, NEW)
        give(desk, name, Role(name))
    assert desk.accounts().actor.officers_appointed
    assert refused(lambda: desk.add("老王", NEW)) == "role.denied"
    assert refused(lambda: desk.lock("安全审计员")) == "role.denied"


def test_outside_single_mode_the_head_appoints_officers_only(office: Office) -> None:
    desk = office(single=False)
    desk.add("老王", NEW)
    assert refused(lambda: give(desk, "老王", Role.CLERK)) == "role.denied"
    give(desk, "老王", Role.AUDITOR)
    assert states(desk)["老王"] is AccountState.ACTIVE


def test_one_changes_ones_own_password(office: Office) -> None:
    desk = office()
    assert not desk.first_password
    assert desk.weakness(HEAD, "short")
    assert desk.weakness(HEAD, OTHER) == desk.weakness(HEAD, OTHER, PASSWORD) == ""
    assert refused(lambda: desk.change_password("wrong", OTHER)) == "vault.password_wrong"


def test_a_hint_on_a_password_says_nothing_of_what_was_not_done_yet(office: Office) -> None:
    told = office().weakness(HEAD, OTHER, OTHER)
    assert "用过的" in told
    assert "没有更换" not in told


@pytest.mark.rule("22239 8.1.4.1 a", "22239 8.1.4.2", "security 3.2")
def test_three_officers_and_a_clerk_join_an_empty_office(tmp_path: Path) -> None:
    """加入: 新建 by 系统管理员, 授予 by 安全保密管理员, 放行 by a colleague, password oneself."""
    county = init(tmp_path / "data", "629925", "安澜县", "county")
    officers = {Role.SYSTEM_ADMIN: "赵敏", Role.SECURITY_OFFICER: "孙伟", Role.AUDITOR: "钱进"}
    desk = enter(county.data, HEAD)
    for role, name in officers.items():
        desk.accounts.add(name, NEW)
        give(desk.accounts, name, role)
    desk.lock()
    for name in officers.values():
        desk = enter(county.data, name, NEW)
        assert desk.accounts.first_password
        desk.accounts.change_password(NEW, OTHER)
        desk.lock()
    assert_joined(county.data)
    assert {("account.add", "成功"), ("account.grant", "成功"), ("account.grant", "拒绝")} <= {
        (act, result) for act, result, _ in acts(county)
    }


def assert_joined(folder: Path) -> None:
    admin = enter(folder, "赵敏", OTHER)
    admin.accounts.add("老王", NEW)
    assert refused(lambda: give(admin.accounts, "老王", Role.CLERK)) == "role.denied"
    admin.lock()
    security = enter(folder, "孙伟", OTHER)
    give(security.accounts, "老王", Role.CLERK)
    assert refused(lambda: security.accounts.release("老王")) == "role.denied"
    security.lock()
    with pytest.raises(Refusal) as caught:
        enter(folder, "老王", NEW)
    assert caught.value.code == "account.pending"
    head = enter(folder, HEAD)
    head.accounts.release("老王")
    head.lock()
    clerk = enter(folder, "老王", NEW)
    assert clerk.accounts.first_password
    assert clerk.actor == Actor("老王", frozenset({"经办"}), single=False)
    clerk.lock()


def test_every_act_of_an_officer_is_in_the_audit_refused_ones_too(tmp_path: Path) -> None:
    county = init(tmp_path / "data", "629925", "安澜县", "county", "--single-operator")
    before = len(entries(county))
    desk = enter(county.data, HEAD)
    desk.accounts.add("老王", NEW)
    refused(lambda: desk.accounts.add("老王", NEW))
    desk.accounts.set_single(on=False)
    desk.accounts.change_password(PASSWORD, OTHER)
    desk.lock()
    told = [act for act, _, _ in acts(county.as_user(HEAD, OTHER), before)]
    assert [name for name in told if name.startswith(("account.", "single."))] == [
        "account.add", "account.add", "single.off", "account.password",
    ]  # fmt: skip


_: type[Desk] = SecurityDesk
