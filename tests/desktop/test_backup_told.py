"""What backups and restoring say to whoever reads the terminal."""

from __future__ import annotations

from pathlib import Path

from desktop.resources import find_resources
from desktop.restored_told import told_restored
from tests.desktop.backing_up import made, restored
from tests.desktop.commanding import TODAY, Bianqing, run


def test_moments_and_acts_are_told_in_words(county: Bianqing, tmp_path: Path) -> None:
    """No zone of a clock and no code of an act stands in what a person reads."""
    backup = made(county, tmp_path / "usb")
    county.done("account", "single", "on")
    listed = county.in_words("backup", "list", "--out", tmp_path / "usb")
    assert f"● 已验证 {TODAY} 12:00　手工" in listed
    told = run("restore", backup.path, "--data", county.data, "--replace").out
    assert f"备份时间：{TODAY} 12:00\n" in told
    assert "　改为单人模式" in told
    assert "account." not in told
    assert "+00:00" not in listed + told


def test_only_what_is_to_be_done_again_is_told_after_restoring(
    county: Bianqing, tmp_path: Path
) -> None:
    """Neither the backup itself nor what was refused is work for the clerk."""
    backup = made(county, tmp_path / "usb")
    assert county.done("backup", "verify", backup.path)["verified"]
    assert county("account", "lock", "无此账号").exit == 1
    told = run("restore", backup.path, "--data", county.data, "--replace").out
    assert "请逐件核对补办" not in told
    assert "·" not in told
    county.done("account", "single", "on")
    told = run("restore", backup.path, "--data", county.data, "--replace").out
    assert (
        "备份以后还有 1 条操作，请逐件核对补办：\n"
        "· 操作 2026-11-21 12:00　负责人　改为单人模式" in told
    )


def test_the_window_tells_the_same_in_words(county: Bianqing, tmp_path: Path) -> None:
    backup = made(county, tmp_path / "usb")
    county.done("account", "single", "on")
    told = told_restored(restored(backup.path, county.data, replace=True), find_resources().words)
    (act,) = (line for line in told.lines if line.startswith("·"))
    assert act.startswith(f"· 操作 {TODAY} 12:00　负责人　改为单人模式")


def test_nothing_is_restored_into_a_set(county: Bianqing, tmp_path: Path) -> None:
    """A set is only read: no folder is laid out within it, and it is not replaced."""
    path = made(county, tmp_path / "usb").path
    held = sorted(path.rglob("*"))
    for words in ((path / "within",), (path, "--replace")):
        answer = run("--json", "restore", path, "--data", *words)
        assert (answer.exit, answer.code) == (1, "restore.in_set")
    assert sorted(path.rglob("*")) == held
