"""Proving in a new process: the keys go through a pipe, and the process never stays behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from desktop import backup_check
from desktop.backup_check import ChildFailure, child_command, proved_apart
from domain.errors import Cancelled, Refusal
from storage.backup_keys import keys_of
from storage.backup_proof import ProofKeys
from tests.desktop.backing_up import backups_of, made
from tests.desktop.commanding import PASSWORD, Bianqing
from tests.desktop.test_frozen import BUILD, ROOT
from tests.desktop.test_witness import session_of


@pytest.fixture
def proving(county: Bianqing, tmp_path: Path) -> tuple[Path, ProofKeys]:
    """Return a set and its keys."""
    return made(county, tmp_path / "usb").path, keys_of(session_of(county)).for_proof()


def test_the_keys_are_in_no_argument_and_no_environment(
    proving: tuple[Path, ProofKeys],
) -> None:
    folder, keys = proving
    assert keys.register_key is not None
    seen: list[bytes] = []

    def look(_count: int) -> None:
        for child in Path("/proc").glob("[0-9]*"):
            try:
                if f"\nPPid:\t{os.getpid()}\n" in (child / "status").read_text():
                    seen.append((child / "cmdline").read_bytes() + (child / "environ").read_bytes())
            except OSError:
                continue

    assert proved_apart(folder, keys, look).problems == ()
    assert any(b"desktop.backup_child" in each for each in seen)
    for secret in (keys.audit_key.hex(), keys.register_key.hex(), PASSWORD):
        assert not any(secret.encode() in each for each in seen)


def test_stopping_ends_the_process(proving: tuple[Path, ProofKeys]) -> None:
    def stop(_count: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        proved_apart(*proving, stop)


def test_a_process_that_dies_is_told(
    proving: tuple[Path, ProofKeys], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_check, "child_command", lambda: (sys.executable, "-c", ""))
    with pytest.raises(Refusal, match=r"backup\.check_ended"):
        proved_apart(*proving)


def test_a_defect_in_the_process_is_ours(proving: tuple[Path, ProofKeys]) -> None:
    folder, keys = proving
    with pytest.raises(ChildFailure, match="ValueError"):
        proved_apart(folder, replace(keys, register_key=b"short"))


def test_what_the_process_refuses_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"backup\.no_set"):
        proved_apart(tmp_path, ProofKeys(bytes(32)))


def test_the_process_ends_with_its_parent() -> None:
    with subprocess.Popen(  # noqa: S603 - our own program
        child_command(), stdin=subprocess.PIPE, cwd=ROOT
    ) as child:  # fmt: skip
        assert child.stdin is not None
        child.stdin.close()
        assert child.wait(timeout=60) != 0


def test_a_build_proves_with_itself(
    proving: tuple[Path, ProofKeys], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = tmp_path / "bianqing"
    build.write_text(BUILD, encoding="utf-8")
    build.chmod(0o700)
    command = (str(build), backup_check.CHILD_FLAG)
    monkeypatch.setattr(backup_check, "child_command", lambda: command)
    assert proved_apart(*proving).problems == ()


def test_proving_leaves_nothing_beside_the_set(county: Bianqing, tmp_path: Path) -> None:
    folder = made(county, tmp_path / "usb").path
    before = sorted(path.name for path in folder.rglob("*"))
    moment = time.time()
    with backups_of(county, proved_apart) as (acts, _):
        acts.verify(folder, _Silent())
    assert sorted(path.name for path in folder.rglob("*")) == before
    assert json.loads((folder / "已验证.json").read_text(encoding="utf-8"))["unread"] == []
    assert (folder / "register.db").stat().st_mtime < moment


class _Silent:
    def step(self, done: int, total: int) -> None:
        """Report to nobody."""
