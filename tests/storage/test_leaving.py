"""Who is locked or leaves keeps nothing that opens or signs; the rest of the office goes on."""

from pathlib import Path

import pytest

from domain.errors import Refusal
from domain.roles import Role
from storage.accounts import add_account, leave, lock, reset_password, unlock
from storage.files import DiskFiles
from storage.granting import grant, release, take
from storage.held_keys import ca_key, set_ca_key, set_signing_key, signing_key
from storage.key_profiles import TEST
from storage.public_keys import set_trust_list, trust_list
from storage.session import Session, trusted
from storage.vault import list_accounts
from storage.vault_values import Account, Body
from tests.storage.offices import HEAD, PASSWORD, appoint_officers, enter, found, join

LEAVER = "审核甲"


@pytest.fixture
def head(tmp_path: Path) -> Session:
    """Return the 负责人 of an office in 单人模式 with a reviewer who signs packages."""
    head = found(tmp_path).session
    join(head, LEAVER, Role.REVIEWER)
    set_signing_key(enter(tmp_path, LEAVER), b"key", b"public", b"certificate")
    set_trust_list(head, "believed")
    return head


def body_of(session: Session) -> Body:
    return trusted(session, DiskFiles()).body


def account_of(session: Session, name: str) -> Account:
    account = body_of(session).account(name)
    assert account is not None
    return account


def disbelieve(trust: str, certificate: bytes) -> str:
    return f"{trust}, but not {certificate.decode()}"


def refused(act: object) -> str:
    assert callable(act)
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


@pytest.mark.rule("种子 (浠水) 锁定账号")
@pytest.mark.parametrize("act", [lock, leave])
def test_a_locked_account_can_neither_open_nor_sign(
    tmp_path: Path, head: Session, act: object
) -> None:
    """Locking an account takes its keys and revokes its certificate in one step."""
    assert callable(act)
    act(head, LEAVER, revoking=disbelieve)
    shut = account_of(head, LEAVER)
    assert (shut.audit_seal, shut.register_seal, shut.signing_seal, shut.pages_seal) == (b"",) * 4
    assert trust_list(head) == "believed, but not certificate"
    assert (tmp_path / "vault.json").read_bytes() == (tmp_path / "vault.prev.json").read_bytes()


def test_who_is_unlocked_needs_a_new_certificate(tmp_path: Path, head: Session) -> None:
    lock(head, LEAVER, revoking=disbelieve)
    unlock(head, LEAVER)
    release(head, LEAVER)
    assert signing_key(enter(tmp_path, LEAVER)) is None
    assert refused(lambda: unlock(head, LEAVER)) == "account.not_locked"


def test_who_leaves_never_comes_back_under_his_name(tmp_path: Path, head: Session) -> None:
    assert leave(head, LEAVER)
    assert [
        (line.roles, line.state) for line in list_accounts(tmp_path) if line.name == LEAVER
    ] == [((), "left")]
    assert refused(lambda: enter(tmp_path, LEAVER)) == "account.left"
    for act in (
        lambda: unlock(head, LEAVER),
        lambda: lock(head, LEAVER),
        lambda: leave(head, LEAVER),
        lambda: grant(head, LEAVER, [Role.CLERK]),
        lambda: take(head, LEAVER, [Role.CLERK]),
        lambda: release(head, LEAVER),
        lambda: reset_password(head, LEAVER, PASSWORD, profile=TEST),
    ):
        assert refused(act) == "account.left"
    assert refused(lambda: add_account(head, LEAVER, PASSWORD, profile=TEST)) == "account.exists"


def test_who_held_a_key_and_left_is_a_reason_for_new_keys(head: Session) -> None:
    add_account(head, "没来过", PASSWORD, profile=TEST)
    assert not leave(head, "没来过")
    assert body_of(head).leavers == ()
    assert leave(head, LEAVER)
    assert body_of(head).leavers == (LEAVER,)


def test_the_keys_of_the_office_leave_with_nobody(tmp_path: Path, head: Session) -> None:
    system, security, _ = appoint_officers(tmp_path, head)
    add_account(system, "安全乙", PASSWORD, profile=TEST)
    grant(security, "安全乙", [Role.SECURITY_OFFICER])
    set_ca_key(security, "authority", b"secret")
    leave(system, security.account)
    assert security.account not in body_of(system).ca_keys["authority"]
    assert ca_key(enter(tmp_path, "安全乙"), "authority") == b"secret"


def test_the_last_of_a_role_neither_leaves_nor_does_anybody_himself(
    tmp_path: Path, head: Session
) -> None:
    assert refused(lambda: leave(head, HEAD)) == "account.self"
    system, security, auditor = appoint_officers(tmp_path, head)
    for name in (HEAD, security.account, auditor.account):
        assert refused(lambda name=name: leave(system, name)) == "account.last_holder"
    for other in (security, auditor, enter(tmp_path)):
        assert refused(lambda other=other: leave(other, LEAVER)) == "role.denied"
    leave(system, LEAVER)
