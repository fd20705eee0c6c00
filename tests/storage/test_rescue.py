"""The recovery sheet always opens the office, once."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from domain.errors import Refusal
from domain.roles import Act, Role
from storage.accounts import add_account
from storage.files import DiskFiles
from storage.held_keys import HeldSigningKey, ca_key, set_ca_key, set_signing_key, signing_key
from storage.key_profiles import TEST
from storage.own_password import change_password
from storage.rescue import check_sheet, new_sheet, open_by_recovery
from storage.session import alter
from storage.vault import Created
from storage.vault_account_text import canonical
from storage.vault_values import Body
from tests.fakes.failing_files import Crash, FailingFiles
from tests.storage.offices import HEAD, PASSWORD, appoint_officers, enter, found, join

NEW_PASSWORD = "Another-2026-word"


def rescue(folder: Path, code: str, account: str = HEAD, password: str = NEW_PASSWORD) -> Created:
    return open_by_recovery(folder, code, account=account, new_password=password, profile=TEST)


def refused(folder: Path, code: str, account: str = HEAD, password: str = NEW_PASSWORD) -> str:
    with pytest.raises(Refusal) as caught:
        rescue(folder, code, account, password)
    return caught.value.code


def test_the_sheet_gives_a_new_password_and_a_new_sheet(tmp_path: Path) -> None:
    created = found(tmp_path)
    rescued = rescue(tmp_path, created.recovery_code.lower().replace("-", " "))
    assert rescued.session.register_key == created.session.register_key
    assert rescued.session.audit_key == created.session.audit_key
    assert rescued.recovery_code != created.recovery_code
    assert enter(tmp_path, password=NEW_PASSWORD).may(Act.APPROVE)
    with pytest.raises(Refusal) as caught:
        enter(tmp_path)
    assert caught.value.code == "vault.password_wrong"


def test_a_used_sheet_opens_nothing_more_and_the_new_one_does(tmp_path: Path) -> None:
    created = found(tmp_path)
    rescued = rescue(tmp_path, created.recovery_code)
    assert refused(tmp_path, created.recovery_code) == "recovery.wrong"
    third = rescue(tmp_path, rescued.recovery_code, password=PASSWORD)
    assert refused(tmp_path, created.recovery_code) == "recovery.wrong"
    check_sheet(tmp_path, third.recovery_code)


def test_another_offices_sheet_opens_nothing(tmp_path: Path) -> None:
    found(tmp_path / "a")
    other = found(tmp_path / "b")
    assert refused(tmp_path / "a", other.recovery_code) == "recovery.wrong"
    with pytest.raises(Refusal) as caught:
        check_sheet(tmp_path / "a", other.recovery_code)
    assert caught.value.code == "recovery.wrong"


def test_what_was_mistyped_changes_nothing(tmp_path: Path) -> None:
    created = found(tmp_path)
    before = (tmp_path / "vault.json").read_bytes()
    join(created.session, "经办甲", Role.CLERK)
    before = (tmp_path / "vault.json").read_bytes()
    sheet = created.recovery_code
    assert refused(tmp_path, "") == "recovery.length"
    assert refused(tmp_path, sheet, account="无") == "account.unknown"
    assert refused(tmp_path, sheet, password="short") == "vault.password_weak"
    assert (tmp_path / "vault.json").read_bytes() == before


def test_an_account_without_roles_is_not_rescued(tmp_path: Path) -> None:
    created = found(tmp_path)
    add_account(created.session, "无角色", PASSWORD, profile=TEST)
    assert refused(tmp_path, created.recovery_code, account="无角色") == "account.pending"


def test_an_officer_rescued_by_the_sheet_gets_no_register_key(tmp_path: Path) -> None:
    created = found(tmp_path)
    appoint_officers(tmp_path, created.session)
    rescued = rescue(tmp_path, created.recovery_code, account="审计")
    assert rescued.session.register_key is None
    assert rescued.session.audit_key == created.session.audit_key


def test_the_sheet_opens_the_former_generation_when_the_newest_was_edited(tmp_path: Path) -> None:
    created = found(tmp_path)
    content = json.loads((tmp_path / "vault.json").read_bytes())
    del content["digest"]
    content["body"]["single_operator"] = False
    content["digest"] = hashlib.sha256(canonical(content)).hexdigest()
    edited = json.dumps(content).encode()
    (tmp_path / "vault.json").write_bytes(edited)
    rescued = rescue(tmp_path, created.recovery_code)
    assert rescued.session.notices == ("vault.fell_back",)
    assert rescued.session.standing.single_operator
    assert [entry.read_bytes() for entry in (tmp_path / "quarantine").iterdir()] == [edited]
    (tmp_path / "vault.json").write_bytes(edited)
    (tmp_path / "vault.prev.json").write_bytes(edited)
    assert refused(tmp_path, created.recovery_code) == "vault.damaged"


def test_a_replaced_sheet_is_void_even_while_the_former_generation_knows_it(
    tmp_path: Path,
) -> None:
    created = found(tmp_path)
    former = (tmp_path / "vault.prev.json").read_bytes()
    new_sheet(created.session)
    (tmp_path / "vault.prev.json").write_bytes(former)
    assert refused(tmp_path, created.recovery_code) == "recovery.wrong"


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_a_crash_before_the_new_sheet_counts_leaves_the_old_one(tmp_path: Path, step: int) -> None:
    created = found(tmp_path)
    with pytest.raises(Crash):
        open_by_recovery(
            tmp_path,
            created.recovery_code,
            account=HEAD,
            new_password=NEW_PASSWORD,
            profile=TEST,
            files=FailingFiles(fails_at=step),
        )
    assert rescue(tmp_path, created.recovery_code).session.account == HEAD


@pytest.mark.parametrize("step", [5, 6])
def test_a_crash_before_the_new_sheet_is_shown_leaves_the_new_password(
    tmp_path: Path, step: int
) -> None:
    created = found(tmp_path)
    with pytest.raises(Crash):
        open_by_recovery(
            tmp_path,
            created.recovery_code,
            account=HEAD,
            new_password=NEW_PASSWORD,
            profile=TEST,
            files=FailingFiles(fails_at=step),
        )
    check_sheet(tmp_path, new_sheet(enter(tmp_path, password=NEW_PASSWORD)))


def test_a_lost_sheet_is_replaced(tmp_path: Path) -> None:
    created = found(tmp_path)
    code = new_sheet(created.session)
    check_sheet(tmp_path, code)
    assert refused(tmp_path, created.recovery_code) == "recovery.wrong"
    assert enter(tmp_path).account == HEAD


def test_an_officer_makes_no_sheet(tmp_path: Path) -> None:
    system, _, _ = appoint_officers(tmp_path, found(tmp_path).session)
    with pytest.raises(Refusal) as caught:
        new_sheet(system)
    assert caught.value.code == "role.no_register_key"


class TestKeysKeptForTheirHolders:
    """Signing keys are their owner's alone; CA keys follow the office that manages certificates."""

    def test_a_signing_key_comes_back_after_a_change_of_password(self, tmp_path: Path) -> None:
        session = found(tmp_path).session
        assert signing_key(session) is None
        set_signing_key(session, b"PKCS8 of a signing key", b"public", b"certificate")
        change_password(session, PASSWORD, NEW_PASSWORD, profile=TEST)
        again = enter(tmp_path, password=NEW_PASSWORD)
        assert signing_key(again) == HeldSigningKey(b"PKCS8 of a signing key", b"certificate")
        assert b"PKCS8".hex() not in (tmp_path / "vault.json").read_text("utf-8")

    def test_a_signing_key_is_nobody_elses(self, tmp_path: Path) -> None:
        head = found(tmp_path).session
        join(head, "审核甲", Role.REVIEWER)
        set_signing_key(head, b"key", b"public", b"")
        assert signing_key(enter(tmp_path, "审核甲")) is None

    def test_a_rescued_account_has_lost_its_signing_key(self, tmp_path: Path) -> None:
        created = found(tmp_path)
        set_signing_key(created.session, b"key", b"public", b"")
        assert signing_key(rescue(tmp_path, created.recovery_code).session) is None

    def test_a_ca_key_is_the_heads_until_the_security_officer_is_there(
        self, tmp_path: Path
    ) -> None:
        head = found(tmp_path).session
        assert ca_key(head, "office") is None
        set_ca_key(head, "office", b"ca")
        assert ca_key(head, "office") == b"ca"
        _, security, auditor = appoint_officers(tmp_path, head)
        assert ca_key(security, "office") == b"ca"
        for session in (enter(tmp_path), auditor):
            with pytest.raises(Refusal) as caught:
                ca_key(session, "office")
            assert caught.value.code == "role.denied"
        assert f'"{HEAD}": ' not in (tmp_path / "vault.json").read_text("utf-8")

    def test_the_sheet_brings_a_ca_key_back_to_an_officer_who_forgot_his_password(
        self, tmp_path: Path
    ) -> None:
        created = found(tmp_path)
        set_ca_key(created.session, "office", b"ca")
        appoint_officers(tmp_path, created.session)
        rescued = rescue(tmp_path, created.recovery_code, account="安全")
        assert ca_key(rescued.session, "office") == b"ca"
        third = rescue(tmp_path, rescued.recovery_code, account="安全", password=PASSWORD)
        assert ca_key(third.session, "office") == b"ca"

    def test_a_new_sheet_made_by_the_head_leaves_the_officers_ca_key_alone(
        self, tmp_path: Path
    ) -> None:
        created = found(tmp_path)
        set_ca_key(created.session, "office", b"ca")
        _, security, _ = appoint_officers(tmp_path, created.session)
        new_sheet(enter(tmp_path))
        assert ca_key(security, "office") == b"ca"

    def test_ca_keys_are_for_who_manages_certificates(self, tmp_path: Path) -> None:
        head = found(tmp_path).session
        join(head, "经办甲", Role.CLERK)
        with pytest.raises(Refusal) as caught:
            set_ca_key(enter(tmp_path, "经办甲"), "office", b"ca")
        assert caught.value.code == "role.denied"

    def test_a_signing_key_exchanged_by_an_account_holder_is_noticed(self, tmp_path: Path) -> None:
        head = found(tmp_path).session
        set_signing_key(head, b"key", b"public", b"")

        def exchange(body: Body) -> Body:
            (account,) = body.accounts
            return replace(body, accounts=(replace(account, signing_seal=b"x" * 60),))

        alter(head, exchange, DiskFiles())
        with pytest.raises(Refusal) as caught:
            signing_key(head)
        assert caught.value.code == "vault.damaged"
