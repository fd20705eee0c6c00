"""The stand-alone script in every set, on a bare Python, whatever became of the program."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from storage.backup_set import MANIFEST, SCRIPT
from tests.desktop.backing_up import copied, made
from tests.desktop.commanding import PASSWORD, Bianqing
from tests.desktop.test_backup import attach

BARE = ("-I", "-S")
"""No packages beside the standard library, and nothing of this project."""


def script(folder: Path, *words: object, options: tuple[str, ...] = BARE) -> tuple[int, str]:
    """Run the script of a set; returns its exit code and what it said."""
    done = subprocess.run(  # noqa: S603 - our own script
        (sys.executable, *options, folder / SCRIPT, *map(str, words)),
        capture_output=True, text=True, cwd="/", timeout=120, check=False,
        env={"LANG": "C.UTF-8", "PATH": os.environ["PATH"]},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def typed(folder: Path, secret: str, *words: object) -> tuple[int, str]:
    """Run the script at a terminal where a secret is typed."""
    parent, child = pty.openpty()
    with subprocess.Popen(  # noqa: S603 - our own script
        (sys.executable, folder / SCRIPT, *map(str, words)),
        stdin=child, stdout=child, stderr=child, start_new_session=True, cwd="/",
    ) as running:  # fmt: skip
        os.close(child)
        said = _until(parent, "：".encode())
        os.write(parent, secret.encode() + b"\n")
        said += _until(parent, b"")
    os.close(parent)
    return running.returncode, said.decode("utf-8", "replace")


def _until(terminal: int, ending: bytes) -> bytes:
    said = b""
    while not (ending and ending in said and b"\xe5\xaf\x86\xe7\xa0\x81" in said):
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            return said
        if not piece:
            return said
        said += piece
    return said


@pytest.fixture
def folder(county: Bianqing, tmp_path: Path) -> Path:
    """Return a set with an attachment."""
    attach(county, tmp_path)
    return made(county, tmp_path / "usb").path


@pytest.mark.rule("22239 8.1.4.9")
def test_a_stranger_with_a_bare_python_restores_the_office(
    county: Bianqing, folder: Path, tmp_path: Path
) -> None:
    """Every set carries a script that restores it without the program."""
    digest = county.digest()
    code, said = script(folder, "核对")
    assert (code, "核对通过" in said) == (0, True), said
    code, said = script(folder, "恢复", tmp_path / "new")
    assert (code, "已恢复到" in said) == (0, True), said
    assert Bianqing(tmp_path / "new").digest() == digest
    assert Bianqing(tmp_path / "new").done("verify", "--full")["ok"]


def test_the_script_overwrites_nothing(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "here"
    target.mkdir()
    code, said = script(folder, "恢复", target)
    assert (code, "已经存在" in said) == (1, True)
    assert list(target.iterdir()) == []
    assert script(folder, "恢复", folder / "inside")[0] == 1
    (tmp_path / "new.unfinished").mkdir()
    assert script(folder, "恢复", tmp_path / "new")[0] == 1


@pytest.mark.parametrize("name", ["register.db", "vault.json", "attachments", MANIFEST])
def test_the_script_restores_nothing_that_is_damaged(
    folder: Path, tmp_path: Path, name: str
) -> None:
    damaged = copied(folder, tmp_path)
    path = damaged / name
    path = next(path.glob("*.sealed")) if path.is_dir() else path
    path.write_bytes(path.read_bytes()[:-20])
    for act in (("核对",), ("恢复", tmp_path / "new")):
        code, said = script(damaged, *act)
        assert code == 1, said
        assert "Traceback" not in said
        assert "更早的备份" in said
    assert not (tmp_path / "new").exists()


def test_the_script_follows_no_path_out_of_the_set(folder: Path, tmp_path: Path) -> None:
    damaged = copied(folder, tmp_path)
    path = damaged / MANIFEST
    path.write_text(path.read_text("utf-8").replace('"vault.json"', '"../vault.json"'), "utf-8")
    assert script(damaged, "恢复", tmp_path / "new")[0] == 1


def test_the_script_explains_itself(folder: Path) -> None:
    code, said = script(folder)
    assert (code, "不覆盖任何文件" in said) == (2, True)


def test_the_script_says_what_it_lacks(folder: Path) -> None:
    code, said = script(folder, "试开")
    assert code == 1
    assert "cryptography" in said


def test_the_script_proves_that_a_password_opens_the_set(folder: Path, tmp_path: Path) -> None:
    code, said = typed(folder, PASSWORD, "试开", "--账号", "负责人")
    assert (code, "能打开：台账" in said) == (0, True), said
    code, said = typed(folder, "another", "试开", "--账号", "负责人")
    assert (code, "打不开" in said) == (1, True), said
    code, said = typed(folder, PASSWORD, "导出", tmp_path / "tables")
    assert code == 0, said
    people = (tmp_path / "tables" / "person_version.csv").read_text("utf-8-sig").splitlines()
    assert len(people) > 1
    assert "id_no" in people[0]
