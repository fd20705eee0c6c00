"""Founding an office."""

from pathlib import Path

import pytest

from domain.errors import Refusal
from domain.roles import Role
from storage.audit import open_audit
from storage.connect import connect
from storage.key_profiles import TEST
from storage.rescue import check_sheet
from storage.vault import AccountLine, create_office, list_accounts, office_of
from tests.fakes.failing_files import Crash, FailingFiles
from tests.storage.offices import HEAD, OFFICE, PASSWORD, enter, found


def test_a_new_office_has_its_files_and_its_first_account(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "anlan"
    created = found(folder)
    assert {entry.name for entry in folder.iterdir()} == {
        "vault.json",
        "vault.prev.json",
        "audit.db",
        "bianqing.lock",
        "attachments",
        "outbox",
        "inbox",
        "backup",
        "quarantine",
    }
    assert office_of(folder) == OFFICE
    assert list_accounts(folder) == (AccountLine(HEAD, (Role.HEAD,), "active"),)
    assert created.session.office == OFFICE
    check_sheet(folder, created.recovery_code)


def test_the_sign_in_gives_the_keys_the_office_was_founded_with(tmp_path: Path) -> None:
    created = found(tmp_path)
    session = enter(tmp_path)
    assert session.register_key == created.session.register_key
    assert session.audit_key == created.session.audit_key
    assert session.register_key != session.audit_key
    open_audit(tmp_path, session.audit_key).close()


def test_two_offices_share_no_key(tmp_path: Path) -> None:
    first, second = found(tmp_path / "a"), found(tmp_path / "b")
    assert first.session.audit_key != second.session.audit_key
    assert first.session.register_key != second.session.register_key
    assert first.recovery_code != second.recovery_code


def test_neither_keys_nor_password_stand_in_the_vault(tmp_path: Path) -> None:
    session = found(tmp_path).session
    text = (tmp_path / "vault.json").read_text("utf-8")
    assert session.register_key is not None
    for secret in (session.register_key, session.audit_key, session.private_key):
        assert secret.hex() not in text
    assert PASSWORD not in text


def test_the_register_is_made_with_its_key_before_the_vault(tmp_path: Path) -> None:
    made: list[bool] = []

    def prepare(path: Path, key: bytes) -> None:
        connect(path, key, create=True).close()
        made.append((tmp_path / "vault.json").exists())

    created = create_office(
        tmp_path, office=OFFICE, account=HEAD, password=PASSWORD, profile=TEST, prepare=prepare
    )
    assert made == [False]
    assert created.session.register_key is not None
    connect(tmp_path / "register.db", created.session.register_key).close()


def test_when_the_register_cannot_be_made_the_folder_holds_no_office(tmp_path: Path) -> None:
    def prepare(path: Path, key: bytes) -> None:
        connection = connect(path, key, create=True)
        connection.execute("CREATE TABLE half (x TEXT)")
        connection.close()
        raise Refusal("storage.disk_full", path=str(path))

    with pytest.raises(Refusal) as caught:
        create_office(
            tmp_path, office=OFFICE, account=HEAD, password=PASSWORD, profile=TEST, prepare=prepare
        )
    assert caught.value.code == "storage.disk_full"
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_file()] == ["bianqing.lock"]
    assert found(tmp_path).session.account == HEAD


@pytest.mark.parametrize("step", [1, 2])
def test_a_crash_before_the_vault_is_in_place_founds_nothing(tmp_path: Path, step: int) -> None:
    with pytest.raises(Crash):
        found(tmp_path, files=FailingFiles(fails_at=step))
    assert not (tmp_path / "vault.json").exists()
    assert found(tmp_path).session.account == HEAD


@pytest.mark.parametrize("step", [3, 4])
def test_a_crash_afterwards_leaves_a_whole_office(tmp_path: Path, step: int) -> None:
    with pytest.raises(Crash):
        found(tmp_path, files=FailingFiles(fails_at=step))
    session = enter(tmp_path)
    open_audit(tmp_path, session.audit_key).close()


def test_an_office_is_never_founded_over_another(tmp_path: Path) -> None:
    found(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    with pytest.raises(Refusal) as caught:
        found(tmp_path)
    assert caught.value.code == "vault.exists"
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert after == before


@pytest.mark.parametrize("name", ["register.db", "audit.db"])
def test_databases_without_their_vault_are_not_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"somebody's data")
    with pytest.raises(Refusal) as caught:
        found(tmp_path)
    assert caught.value.code == "storage.exists"
    assert (tmp_path / name).read_bytes() == b"somebody's data"


@pytest.mark.parametrize(
    ("roles", "code"),
    [
        ((Role.CLERK,), "role.head_missing"),
        ((Role.HEAD, Role.AUDITOR), "role.forbidden_pair"),
        ((), "role.head_missing"),
    ],
)
def test_the_first_account_is_a_head_and_no_officer(
    tmp_path: Path, roles: tuple[Role, ...], code: str
) -> None:
    with pytest.raises(Refusal) as caught:
        create_office(
            tmp_path, office=OFFICE, account=HEAD, password=PASSWORD, roles=roles, profile=TEST
        )
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_weak_password_or_no_name_founds_nothing(tmp_path: Path) -> None:
    for account, password, code in (
        (HEAD, "short", "vault.password_weak"),
        (" ", PASSWORD, "account.name_invalid"),
    ):
        with pytest.raises(Refusal) as caught:
            create_office(tmp_path, office=OFFICE, account=account, password=password, profile=TEST)
        assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refusal) as caught:
        found(tmp_path / "file")
    assert caught.value.code.startswith("storage.")
