"""Backups over a change of the databases' keys: the old ones stay listed, proved and restorable."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.backing_up import made, restored
from tests.desktop.commanding import Bianqing
from tests.desktop.test_backup import attach


@pytest.mark.rule("22239 8.1.4.9")
def test_a_backup_from_before_a_rotation_is_proved_and_restored(
    county: Bianqing, tmp_path: Path
) -> None:
    """Backups made under former keys stay readable after a rotation of the keys."""
    attach(county, tmp_path)
    before = made(county, tmp_path / "usb")
    county.done("key", "rotate", "--order", "--reason", "人员离任")
    county.done("key", "rotate")
    after = made(county, tmp_path / "usb")
    assert after.facts.digest == before.facts.digest == county.digest()
    listed = county.done("backup", "list", "--out", tmp_path / "usb")["sets"]
    assert [each["verified"] for each in listed] == [True, True]
    assert county.done("backup", "verify", before.path)["verified"]
    (sealed,) = before.path.glob("attachments/*.sealed")
    (resealed,) = after.path.glob("attachments/*.sealed")
    assert not sealed.samefile(resealed)
    for made_set in (before, after):
        target = tmp_path / made_set.path.name
        restored(made_set.path, target)
        assert Bianqing(target).digest() == before.facts.digest
        assert Bianqing(target).done("verify", "--full")["ok"]


def test_a_rotation_that_is_refused_makes_no_backup(county: Bianqing) -> None:
    """Whatever would refuse it is looked at before there is a backup of it."""
    assert county.refused("key", "rotate") == "rotation.none"
    county.done("key", "rotate", "--order", "--reason", "人员离任")
    large = county.data / "attachments" / "large.sealed"
    with large.open("wb") as file:
        file.truncate(1 << 42)
    assert county.refused("key", "rotate") == "rotation.space"
    assert county.done("backup", "list")["sets"] == []
    large.unlink()
    county.done("key", "rotate")
    assert len(county.done("backup", "list")["sets"]) == 1


def test_the_system_admin_proves_sets_from_before_a_rotation(
    county: Bianqing, tmp_path: Path
) -> None:
    for name in ("系统管理员", "安全保密管理员", "安全审计员"):
        county.done("account", "add", name, "--role", name)
    county.done("summary")
    before = made(county, tmp_path / "usb")
    officer = county.as_user("安全保密管理员")
    officer.done("key", "rotate", "--order", "--reason", "人员离任")
    county.done("key", "rotate")
    county.done("summary")
    checked = county.as_user("系统管理员").done("backup", "verify", before.path)
    assert checked["verified"]
    assert len(checked["unread"]) == 1
    former = county.data / "former"
    county.as_user("系统管理员").done("backup", "--out", tmp_path / "usb")
    assert former.exists()
    made(county, tmp_path / "usb")
    assert not former.exists()
