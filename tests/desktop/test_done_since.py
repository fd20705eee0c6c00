"""What the clerk is told after restoring: everything that was done since the backup."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from domain.audit import WITNESSES
from storage.backup_shelf import read_set
from tests.desktop.backing_up import made
from tests.desktop.commanding import Bianqing, run
from tests.desktop.test_audit_lost import flipped
from tests.desktop.test_backup import attach
from tests.faults.older import of_the_first_schema


def test_what_was_done_after_the_backup_is_listed_for_the_clerk(
    county: Bianqing, tmp_path: Path
) -> None:
    backup = made(county, tmp_path / "usb")
    attach(county, tmp_path)
    package = county.data / "outbox" / "629925_RPT_00000009_ABCD.bqp"
    package.write_bytes(b"sent")
    later = read_set(backup.path).manifest.moment.timestamp() + 60
    os.utime(package, (later, later))
    answer = run("--json", "restore", backup.path, "--data", county.data, "--replace").value
    acts = [each["act"] for each in answer["since"]]
    assert acts[0] == "backup.make"
    assert "document.add" in acts
    assert [Path(path).name for path in answer["packages"]] == [package.name]


@pytest.mark.rule("security 6.4")
def test_where_the_audit_is_lost_the_register_tells_what_was_done_since(
    county: Bianqing, tmp_path: Path
) -> None:
    backup = made(county, tmp_path / "usb")
    attach(county, tmp_path)
    (county.data / "audit.db").write_bytes(bytes(8192))
    answer = run("restore", backup.path, "--data", county.data, "--replace")
    assert answer.exit == 0
    assert "原来的审计读不全" in answer.out
    assert "登记批文" in answer.out


def test_a_chain_begun_anew_since_tells_what_was_done_after_the_backup(
    county: Bianqing, tmp_path: Path
) -> None:
    backup = made(county, tmp_path / "usb")
    attach(county, tmp_path)
    (county.data / "audit.db").unlink()
    county.done("verify", "--accept", "磁盘坏了，已核对")
    county.done("account", "add", "老王")
    answer = run("--json", "restore", backup.path, "--data", county.data, "--replace").value
    acts = [each["act"] for each in answer["since"]]
    assert acts.count("document.add") == 1
    assert "account.add" in acts


def test_where_neither_audit_nor_register_can_be_read_nothing_is_listed_and_that_is_said(
    county: Bianqing, tmp_path: Path
) -> None:
    backup = made(county, tmp_path / "usb")
    for name in ("audit.db", "register.db"):
        (county.data / name).write_bytes(bytes(8192))
    answer = run("restore", backup.path, "--data", county.data, "--replace")
    assert answer.exit == 0
    assert "原来的审计和台账都读不出来" in answer.out


@pytest.mark.parametrize("page", [2, 4, -1])
def test_what_was_done_while_another_chain_stood_in_is_told_too(
    county: Bianqing, tmp_path: Path, page: int
) -> None:
    """A damaged audit may still read from the backup on, and shall not be all that is told."""
    backup = made(county, tmp_path / "usb")
    attach(county, tmp_path)
    flipped(county.data / "audit.db", page)
    county.done("account", "add", "老王")
    answer = run("restore", backup.path, "--data", county.data, "--replace")
    assert answer.exit == 0
    for told in ("原来的审计读不全", "新建账号", "登记批文"):
        assert told in answer.out, told


def test_nobody_is_asked_to_do_the_witnesses_of_acts_again(
    county: Bianqing, tmp_path: Path
) -> None:
    backup = made(county, tmp_path / "usb")
    attach(county, tmp_path)
    answer = run("--json", "restore", backup.path, "--data", county.data, "--replace").value
    assert not {each["act"] for each in answer["since"]} & set(WITNESSES)


def test_what_an_earlier_program_left_does_not_make_a_restore_fail_that_was_done(
    county: Bianqing, tmp_path: Path
) -> None:
    backup = made(county, tmp_path / "usb")
    of_the_first_schema(county.data, county.user)
    answer = run("restore", backup.path, "--data", county.data, "--replace")
    assert answer.exit == 0
    assert "原来的审计读不全" in answer.out
