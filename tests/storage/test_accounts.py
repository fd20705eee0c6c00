"""Accounts and roles: joining takes two officers and a colleague; nobody is locked out for good."""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.errors import Refusal
from domain.roles import Act, Role
from storage.accounts import add_account, lock, reset_password, unlock
from storage.granting import grant, release, set_single_operator, take
from storage.key_profiles import TEST
from storage.own_password import change_password
from storage.session import Session
from storage.vault import list_accounts
from tests.storage.offices import HEAD, PASSWORD, appoint_officers, enter, found, join

NEW_PASSWORD = "Another-2026-word"


@pytest.fixture
def head(tmp_path: Path) -> Session:
    """Return the 负责人 of an office in 单人模式 with nobody else."""
    return found(tmp_path).session


@pytest.fixture
def officers(tmp_path: Path, head: Session) -> tuple[Session, Session, Session]:
    """Return the three officers just appointed."""
    return appoint_officers(tmp_path, head)


def code(caught: pytest.ExceptionInfo[Refusal]) -> str:
    return caught.value.code


def states(folder: Path) -> dict[str, str]:
    return {line.name: line.state for line in list_accounts(folder)}


def test_joining_goes_through_two_officers_and_a_colleague(
    tmp_path: Path, head: Session, officers: tuple[Session, Session, Session]
) -> None:
    system, security, _ = officers
    head = enter(tmp_path)
    add_account(system, "经办甲", PASSWORD, profile=TEST)
    assert states(tmp_path)["经办甲"] == "pending"
    with pytest.raises(Refusal) as caught:
        enter(tmp_path, "经办甲")
    assert code(caught) == "account.pending"
    grant(security, "经办甲", [Role.CLERK])
    assert states(tmp_path)["经办甲"] == "pending"
    release(head, "经办甲")
    session = enter(tmp_path, "经办甲")
    assert session.register_key == head.register_key
    assert session.audit_key == head.audit_key
    assert session.may(Act.DRAFT)
    assert not session.may(Act.APPROVE)


def test_once_officers_are_there_the_head_no_longer_does_their_acts(
    tmp_path: Path, officers: tuple[Session, Session, Session]
) -> None:
    assert officers
    head = enter(tmp_path)
    acts: list[Callable[[], None]] = [
        lambda: add_account(head, "x", PASSWORD, profile=TEST),
        lambda: grant(head, "系统", [Role.SECURITY_OFFICER]),
        lambda: lock(head, "系统"),
        lambda: set_single_operator(head, on=False),
    ]
    for act in acts:
        with pytest.raises(Refusal) as caught:
            act()
        assert code(caught) == "role.denied"


def test_outside_single_operator_mode_the_head_appoints_officers_and_nobody_else(
    tmp_path: Path,
) -> None:
    head = found(tmp_path, single_operator=False).session
    add_account(head, "经办甲", PASSWORD, profile=TEST)
    acts: list[Callable[[], None]] = [
        lambda: grant(head, "经办甲", [Role.CLERK]),
        lambda: set_single_operator(head, on=True),
    ]
    for denied in acts:
        with pytest.raises(Refusal) as caught:
            denied()
        assert code(caught) == "role.denied"
    _, security, _ = appoint_officers(tmp_path, head)
    assert security.standing.officers_appointed
    set_single_operator(security, on=True)
    assert enter(tmp_path).standing.single_operator


def test_an_officer_cannot_release_nor_give_himself_business(
    officers: tuple[Session, Session, Session],
) -> None:
    system, security, auditor = officers
    add_account(system, "经办甲", PASSWORD, profile=TEST)
    grant(security, "经办甲", [Role.CLERK])
    for officer in officers:
        with pytest.raises(Refusal) as caught:
            release(officer, "经办甲")
        assert code(caught) == "role.denied"
    with pytest.raises(Refusal) as caught:
        grant(security, security.account, [Role.CLERK])
    assert code(caught) == "role.forbidden_pair"
    with pytest.raises(Refusal) as caught:
        grant(security, auditor.account, [Role.SYSTEM_ADMIN])
    assert code(caught) == "role.forbidden_pair"
    with pytest.raises(Refusal) as caught:
        grant(system, "经办甲", [Role.REVIEWER])
    assert code(caught) == "role.denied"


def test_a_locked_account_stays_out_until_it_is_unlocked_and_released(
    tmp_path: Path, head: Session, officers: tuple[Session, Session, Session]
) -> None:
    system, security, _ = officers
    add_account(system, "审核甲", PASSWORD, profile=TEST)
    grant(security, "审核甲", [Role.REVIEWER])
    release(head, "审核甲")
    lock(system, "审核甲")
    with pytest.raises(Refusal) as caught:
        enter(tmp_path, "审核甲")
    assert code(caught) == "account.locked"
    with pytest.raises(Refusal) as caught:
        release(head, "审核甲")
    assert code(caught) == "account.locked"
    unlock(system, "审核甲")
    assert states(tmp_path)["审核甲"] == "pending"
    release(head, "审核甲")
    assert enter(tmp_path, "审核甲").register_key == head.register_key


def test_releasing_twice_or_without_a_business_role_is_refused(head: Session) -> None:
    join(head, "经办甲", Role.CLERK)
    add_account(head, "无角色", PASSWORD, profile=TEST)
    for name in ("经办甲", "无角色"):
        with pytest.raises(Refusal) as caught:
            release(head, name)
        assert code(caught) == "account.not_waiting"


def test_taking_the_business_roles_takes_the_register_key(tmp_path: Path, head: Session) -> None:
    join(head, "两用", Role.CLERK, Role.REVIEWER)
    take(head, "两用", [Role.CLERK])
    assert enter(tmp_path, "两用").roles == frozenset({Role.REVIEWER})
    take(head, "两用", [Role.REVIEWER])
    assert states(tmp_path)["两用"] == "pending"
    grant(head, "两用", [Role.LEADER])
    assert states(tmp_path)["两用"] == "pending"
    release(head, "两用")
    assert enter(tmp_path, "两用").roles == frozenset({Role.LEADER})


def test_the_last_head_and_the_last_officer_stay(
    tmp_path: Path, officers: tuple[Session, Session, Session]
) -> None:
    system, security, auditor = officers
    acts: list[Callable[[], None]] = [
        lambda: lock(system, HEAD),
        lambda: lock(system, auditor.account),
        lambda: take(security, HEAD, [Role.HEAD]),
        lambda: take(security, security.account, [Role.SECURITY_OFFICER]),
    ]
    for act in acts:
        with pytest.raises(Refusal) as caught:
            act()
        assert code(caught) == "account.last_holder"
    with pytest.raises(Refusal) as caught:
        reset_password(system, HEAD, NEW_PASSWORD, profile=TEST)
    assert code(caught) == "account.last_head"
    assert enter(tmp_path).register_key is not None


def test_an_officer_is_followed_by_another_and_then_may_go(
    tmp_path: Path, officers: tuple[Session, Session, Session]
) -> None:
    system, security, auditor = officers
    add_account(system, "审计乙", PASSWORD, profile=TEST)
    grant(security, "审计乙", [Role.AUDITOR])
    lock(system, auditor.account)
    assert enter(tmp_path, "审计乙").may(Act.AUDIT_READ)
    assert enter(tmp_path).standing.officers_appointed


def test_nobody_locks_or_resets_himself(head: Session) -> None:
    acts: list[Callable[[], None]] = [
        lambda: lock(head, HEAD),
        lambda: reset_password(head, HEAD, NEW_PASSWORD, profile=TEST),
    ]
    for act in acts:
        with pytest.raises(Refusal) as caught:
            act()
        assert code(caught) == "account.self"


def test_two_accounts_never_share_a_name(head: Session) -> None:
    add_account(head, "Wang", PASSWORD, profile=TEST)
    for name in ("Wang", "wang", " Wang "):
        with pytest.raises(Refusal) as caught:
            add_account(head, name, PASSWORD, profile=TEST)
        assert code(caught) == "account.exists"


def test_acts_on_an_unknown_account_are_refused(head: Session) -> None:
    acts: list[Callable[[], None]] = [
        lambda: grant(head, "无", [Role.CLERK]),
        lambda: take(head, "无", [Role.CLERK]),
        lambda: release(head, "无"),
        lambda: lock(head, "无"),
        lambda: unlock(head, "无"),
        lambda: reset_password(head, "无", NEW_PASSWORD, profile=TEST),
    ]
    for act in acts:
        with pytest.raises(Refusal) as caught:
            act()
        assert code(caught) == "account.unknown"


def test_a_changed_password_opens_and_the_old_one_does_not(tmp_path: Path, head: Session) -> None:
    change_password(head, PASSWORD, NEW_PASSWORD, profile=TEST)
    assert enter(tmp_path, password=NEW_PASSWORD).register_key == head.register_key
    with pytest.raises(Refusal) as caught:
        enter(tmp_path)
    assert code(caught) == "vault.password_wrong"


def test_a_password_is_changed_only_by_who_knows_it_and_to_a_good_one(
    tmp_path: Path, head: Session
) -> None:
    for old, new, expected in (
        ("wrong", NEW_PASSWORD, "vault.password_wrong"),
        (PASSWORD, "short", "vault.password_weak"),
    ):
        with pytest.raises(Refusal) as caught:
            change_password(head, old, new, profile=TEST)
        assert code(caught) == expected
    assert enter(tmp_path).account == HEAD


def test_a_forgotten_password_is_reset_and_the_account_released_again(
    tmp_path: Path, head: Session, officers: tuple[Session, Session, Session]
) -> None:
    system, security, _ = officers
    add_account(system, "经办甲", PASSWORD, profile=TEST)
    grant(security, "经办甲", [Role.CLERK])
    release(head, "经办甲")
    reset_password(system, "经办甲", NEW_PASSWORD, profile=TEST)
    assert states(tmp_path)["经办甲"] == "pending"
    release(head, "经办甲")
    assert enter(tmp_path, "经办甲", NEW_PASSWORD).register_key == head.register_key


@pytest.mark.rule("security 2 #11", "security 3.2")
def test_who_resets_an_officers_password_does_not_become_that_officer(
    tmp_path: Path, head: Session, officers: tuple[Session, Session, Session]
) -> None:
    system, security, auditor = officers
    reset_password(system, auditor.account, NEW_PASSWORD, profile=TEST)
    # Nor by a way round: who locks and unlocks gives no roles back.
    lock(system, auditor.account)
    unlock(system, auditor.account)
    with pytest.raises(Refusal) as caught:
        enter(tmp_path, auditor.account, NEW_PASSWORD)
    assert code(caught) == "account.pending"
    with pytest.raises(Refusal) as caught:
        grant(system, auditor.account, [Role.AUDITOR])
    assert code(caught) == "role.denied"
    grant(security, auditor.account, [Role.AUDITOR])
    again = enter(tmp_path, auditor.account, NEW_PASSWORD)
    assert (again.audit_key, again.first_password) == (head.audit_key, True)
    assert again.may(Act.AUDIT_READ)


@pytest.mark.rule("security 2 #11")
def test_the_last_security_officer_who_was_reset_is_appointed_by_the_head(
    tmp_path: Path, officers: tuple[Session, Session, Session]
) -> None:
    system, security, _ = officers
    set_single_operator(security, on=False)
    with pytest.raises(Refusal) as caught:
        grant(enter(tmp_path), security.account, [Role.SECURITY_OFFICER])
    assert code(caught) == "role.denied"
    reset_password(system, security.account, NEW_PASSWORD, profile=TEST)
    head = enter(tmp_path)
    assert not head.standing.officers_appointed
    grant(head, security.account, [Role.SECURITY_OFFICER])
    again = enter(tmp_path, security.account, NEW_PASSWORD)
    assert again.may(Act.GRANT)
    assert not enter(tmp_path).may(Act.GRANT)


def test_a_vault_edited_by_hand_is_not_made_good_by_the_next_change(
    tmp_path: Path, head: Session
) -> None:
    add_account(head, "经办甲", PASSWORD, profile=TEST)
    before = (tmp_path / "vault.prev.json").read_bytes()
    other = found(tmp_path / "other").session
    (tmp_path / "vault.json").write_bytes((other.folder / "vault.json").read_bytes())
    with pytest.raises(Refusal) as caught:
        grant(head, "经办甲", [Role.CLERK])
    assert code(caught) == "vault.damaged"
    assert (tmp_path / "vault.prev.json").read_bytes() == before
