"""How far an account has come on its way in."""

from __future__ import annotations

import pytest

from domain.accounts import AccountState, AccountView, joining, rights
from domain.register import Actor
from domain.roles import HOLDERS, Act, Role
from domain.workflow.permission import may_give


def account(*roles: Role, state: AccountState, first: bool = True) -> AccountView:
    return AccountView("老王", roles, state, first_password=first)


@pytest.mark.parametrize(
    ("held", "done"),
    [
        (account(state=AccountState.WAITS_FOR_ROLES), [True, False, False, False]),
        (account(Role.CLERK, state=AccountState.WAITS_FOR_RELEASE), [True, True, False, False]),
        (account(Role.CLERK, state=AccountState.ACTIVE), [True, True, True, False]),
        (account(Role.CLERK, state=AccountState.ACTIVE, first=False), [True] * 4),
        (account(Role.AUDITOR, state=AccountState.ACTIVE), [True, True, False]),
        (account(Role.AUDITOR, state=AccountState.ACTIVE, first=False), [True] * 3),
    ],
)
def test_the_way_in_is_taken_step_by_step(held: AccountView, done: list[bool]) -> None:
    assert [step.done for step in joining(held)] == done


def test_every_step_says_whose_it_is() -> None:
    steps = joining(account(Role.CLERK, state=AccountState.WAITS_FOR_RELEASE))
    assert [step.by for step in steps] == [
        "系统管理员", "安全保密管理员", "已能使用台账的人员", "本人",
    ]  # fmt: skip


def test_the_table_of_rights_is_that_of_the_acts() -> None:
    told = {act: roles for acts, roles in rights() for act in acts.split("、")}
    assert told == {act.value: HOLDERS[act] for act in Act}


def test_who_gives_a_role_may_take_it_and_nobody_else() -> None:
    officer = Actor("sun", frozenset({"安全保密管理员"}), single=False)
    head = Actor("zhang", frozenset({"负责人"}), single=False, officers_appointed=False)
    assert all(may_give(officer, role) for role in Role)
    assert [role for role in Role if may_give(head, role)] == [
        Role.SYSTEM_ADMIN, Role.SECURITY_OFFICER, Role.AUDITOR,
    ]  # fmt: skip
