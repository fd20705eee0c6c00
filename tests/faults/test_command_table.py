"""The table of commands and roles knows every command, and the program's table of acts agrees."""

import pytest

from domain.roles import HOLDERS, Act
from tests.faults import command_table
from tests.faults.command_table import NOBODYS, ROWS
from tests.faults.roles import commands

DECIDED = {
    command_table.READ: {Act.READ, Act.RELEASE},
    command_table.WORK: {Act.DRAFT, Act.SUBMIT, Act.IMPORT, Act.EXPORT, Act.PRINT},
    command_table.DECIDE: {
        Act.APPROVE, Act.RETURN, Act.SIGN_PACKAGE, Act.ACCEPT_PACKAGE, Act.CLOSE_PROBLEM,
    },
    command_table.RULES: {Act.CONFIGURE},
    command_table.ADMINISTER: {Act.CREATE_ACCOUNT, Act.LOCK_ACCOUNT, Act.UPDATE_PROGRAM},
    command_table.UPKEEP: {Act.BACKUP, Act.VERIFY, Act.RESTORE, Act.CONFIRM_CLOCK},
    command_table.SECURE: {Act.GRANT, Act.SINGLE_MODE, Act.ORDER_ROTATION, Act.CERTIFICATES},
    command_table.AUDIT: {Act.AUDIT_READ, Act.AUDIT_VERIFY, Act.AUDIT_EXPORT},
}  # fmt: skip
"""The table of acts as the design decides it, by who may."""


def test_every_command_has_its_row() -> None:
    assert set(ROWS) == set(commands())
    assert NOBODYS.isdisjoint(ROWS)


@pytest.mark.rule("22239 8.1.4.2", "22239 8.1.5.1", "分保三员", "seed 管理员账号不办理具体业务")
def test_the_programs_table_of_acts_is_the_one_that_was_decided() -> None:
    """账户分配及权限管理：七种角色的权限表."""
    for who, acts in DECIDED.items():
        assert {act: HOLDERS[act] for act in acts} == dict.fromkeys(acts, who)
