"""A vault that somebody put back lets nobody in again who was shut out since."""

from __future__ import annotations

import shutil

import pytest

from tests.desktop.commanding import Bianqing
from tests.desktop.staffing import CLERK
from tests.desktop.test_witness import entries

NEW = "Another-2026-word"
VAULTS = ("vault.json", "vault.prev.json")


def keep(office: Bianqing) -> dict[str, bytes]:
    return {name: (office.data / name).read_bytes() for name in VAULTS}


def put_back(office: Bianqing, kept: dict[str, bytes]) -> None:
    for name, content in kept.items():
        (office.data / name).write_bytes(content)


@pytest.mark.rule("22239 8.1.4.2", "security 5")
def test_who_was_locked_does_not_come_back_with_an_old_vault(county: Bianqing) -> None:
    """The audit keeps the newest generation of the vault; an older one is refused."""
    county.done("account", "add", "助手", "--role", CLERK)
    county.done("account", "release", "助手")
    code = str(county.done("key", "sheet")["recovery_code"])
    kept = keep(county)
    county.done("account", "lock", "助手")
    locked = keep(county)
    put_back(county, kept)
    for user in ("助手", "负责人"):
        assert county.as_user(user).refused("summary") == "vault.rolled_back"
    put_back(county, locked)
    assert county.as_user("助手").refused("summary") == "account.locked"
    county.done("summary")
    put_back(county, kept)
    rescued = county("key", "recover", BIANQING_RECOVERY_CODE=code, BIANQING_NEW_PASSWORD=NEW)
    assert rescued.exit == 0, rescued.value
    assert county.as_user("负责人", NEW).done("summary")["persons"] == 10


def test_a_newest_vault_that_is_damaged_falls_back_and_is_told(county: Bianqing) -> None:
    county.done("account", "add", "助手", "--role", CLERK)
    (county.data / "vault.json").write_bytes(b"damaged")
    answer = county("summary")
    assert answer.exit == 0
    assert "账号文件" in answer.err
    county.done("account", "add", "另一人")


@pytest.mark.rule("22239 8.1.4.1 b")
@pytest.mark.parametrize("damaged", [b"damaged", None])
def test_a_wrong_password_beside_a_damaged_vault_locks_nobody_out(
    county: Bianqing, damaged: bytes | None
) -> None:
    """The former vault serves until somebody comes in, who makes the newest anew."""
    county.done("account", "add", "助手", "--role", CLERK)
    vault = county.data / "vault.json"
    vault.unlink()
    if damaged is not None:
        vault.write_bytes(damaged)
    for _ in range(2):
        assert county.as_user("负责人", "wrong-Password-1").refused("summary") == (
            "vault.password_wrong"
        )
    county.done("summary")
    assert "账号文件" not in county("summary").err
    assert county("verify").exit == 0
    assert county.as_user("负责人", "wrong-Password-1").refused("summary") == "vault.password_wrong"
    county.done("summary")
    told = [entry.reason for entry in entries(county) if entry.act == "register.doubted"]
    assert told == ["vault.fell_back"]


def test_a_copied_office_goes_on_by_itself(county: Bianqing) -> None:
    copy = county.data.with_name("copy")
    shutil.copytree(county.data, copy)
    county.done("account", "add", "助手")
    Bianqing(copy).done("account", "add", "助手")
    Bianqing(copy).done("summary")
