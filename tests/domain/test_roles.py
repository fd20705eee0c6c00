"""The table of acts and the pairs that one account may not hold."""

from itertools import combinations

import pytest

from domain.roles import (
    BUSINESS,
    HOLDERS,
    OFFICERS,
    Act,
    Role,
    Standing,
    forbidden_pair,
    may,
    may_grant,
    stands_in,
)

# Columns: 负责人 经办 审核 领导 系统管理员 安全保密管理员 安全审计员
TABLE = {
    Act.READ: "xxxx...",
    Act.DRAFT: "xx.....",
    Act.SUBMIT: "xx.....",
    Act.IMPORT: "xx.....",
    Act.EXPORT: "xx.....",
    Act.PRINT: "xx.....",
    Act.APPROVE: "x.x....",
    Act.RETURN: "x.x....",
    Act.SIGN_PACKAGE: "x.x....",
    Act.ACCEPT_PACKAGE: "x.x....",
    Act.CLOSE_PROBLEM: "x.x....",
    Act.DELIBERATE: "x..x...",
    Act.SIGN_OFF: "x..x...",
    Act.CONFIGURE: "x......",
    Act.RELEASE: "xxxx...",
    Act.CREATE_ACCOUNT: "....x..",
    Act.LOCK_ACCOUNT: "....x..",
    Act.UPDATE_PROGRAM: "....x..",
    Act.BACKUP: "x...x..",
    Act.VERIFY: "x...x..",
    Act.RESTORE: "x...x..",
    Act.CONFIRM_CLOCK: "x...x..",
    Act.GRANT: ".....x.",
    Act.SINGLE_MODE: ".....x.",
    Act.ORDER_ROTATION: ".....x.",
    Act.CERTIFICATES: ".....x.",
    Act.AUDIT_READ: "......x",
    Act.AUDIT_VERIFY: "......x",
    Act.AUDIT_EXPORT: "......x",
}
CELLS = [
    (act, role, mark == "x") for act in Act for role, mark in zip(Role, TABLE[act], strict=True)
]
OFFICER_ACTS = [act for act in Act if TABLE[act].startswith("....")]


def test_every_act_has_its_holders() -> None:
    assert set(HOLDERS) == set(Act)


@pytest.mark.parametrize(("act", "role", "allowed"), CELLS)
def test_with_officers_appointed_the_table_alone_decides(
    act: Act, role: Role, *, allowed: bool
) -> None:
    for single in (False, True):
        assert may({role}, act, officers_appointed=True, single_operator=single) is allowed


@pytest.mark.parametrize("act", OFFICER_ACTS)
def test_the_head_of_a_single_operator_office_stands_in_for_missing_officers(act: Act) -> None:
    assert may({Role.HEAD}, act, officers_appointed=False, single_operator=True)
    assert stands_in({Role.HEAD}, act, Standing(officers_appointed=False, single_operator=True))


@pytest.mark.parametrize("act", OFFICER_ACTS)
def test_the_head_of_a_larger_office_only_appoints_the_officers(act: Act) -> None:
    allowed = may({Role.HEAD}, act, officers_appointed=False, single_operator=False)
    assert allowed is (act in {Act.CREATE_ACCOUNT, Act.GRANT})


@pytest.mark.parametrize("act", OFFICER_ACTS)
@pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER, Role.LEADER])
def test_nobody_but_the_head_stands_in(act: Act, role: Role) -> None:
    assert not may({role}, act, officers_appointed=False, single_operator=True)


def test_an_act_within_ones_own_role_is_not_marked() -> None:
    alone = Standing(officers_appointed=False, single_operator=True)
    assert not stands_in({Role.HEAD}, Act.BACKUP, alone)
    assert not stands_in({Role.SECURITY_OFFICER}, Act.GRANT, alone)


def test_no_act_changes_the_audit() -> None:
    assert {act for act in Act if Role.AUDITOR in HOLDERS[act]} == {
        Act.AUDIT_READ,
        Act.AUDIT_VERIFY,
        Act.AUDIT_EXPORT,
    }


def test_the_head_of_a_larger_office_grants_officer_roles_alone() -> None:
    for wanted in Role:
        granted = may_grant({Role.HEAD}, {wanted}, officers_appointed=False, single_operator=False)
        assert granted is (wanted in OFFICERS)


def test_the_head_of_a_single_operator_office_grants_every_role_until_officers_are_there() -> None:
    for wanted in Role:
        assert may_grant({Role.HEAD}, {wanted}, officers_appointed=False, single_operator=True)
        assert not may_grant({Role.HEAD}, {wanted}, officers_appointed=True, single_operator=True)


def test_the_security_officer_grants_every_role() -> None:
    for wanted in Role:
        assert may_grant(
            {Role.SECURITY_OFFICER}, {wanted}, officers_appointed=False, single_operator=False
        )


def test_officers_and_business_never_meet_on_one_account() -> None:
    for pair in combinations(Role, 2):
        mixed = bool(BUSINESS & set(pair)) and bool(OFFICERS & set(pair))
        audit_with_other = Role.AUDITOR in pair
        assert (forbidden_pair(pair) is not None) is (mixed or audit_with_other)


def test_a_forbidden_pair_is_named_in_the_order_of_the_table() -> None:
    held = [Role.AUDITOR, Role.SYSTEM_ADMIN, Role.CLERK]
    assert forbidden_pair(held) == (Role.CLERK, Role.SYSTEM_ADMIN)


def test_business_roles_and_the_two_other_officers_may_be_held_together() -> None:
    assert forbidden_pair(BUSINESS) is None
    assert forbidden_pair({Role.SYSTEM_ADMIN, Role.SECURITY_OFFICER}) is None
    assert forbidden_pair(()) is None
