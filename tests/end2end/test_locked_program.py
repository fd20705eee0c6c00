"""Locking ends the life of the real program: a new one stands at the unlock page in its place."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.resources import find_resources
from desktop.sample import ACCOUNT, COUNTY
from tests.end2end.place import PASSWORD, found
from tests.end2end.watched_program import JOURNAL
from tests.end2end.watched_program import PASSWORD as PASSWORD_NAME

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.rule("security 1.1 keepassxc #10784")
def test_a_locked_program_comes_back_on_the_unlock_page_as_the_same_process(tmp_path: Path) -> None:
    found(tmp_path / "data", COUNTY, find_resources())
    again, journal = tmp_path / "again", tmp_path / "journal"
    again.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tests.end2end.watched_program "$@"\n')
    again.chmod(0o700)
    journal.touch()
    (tmp_path / "config" / "bianqing").mkdir(parents=True)
    kept = tmp_path / "config" / "bianqing" / "window.json"
    kept.write_text(f'{{"account": "{ACCOUNT}"}}', encoding="utf-8")
    surroundings = {
        **os.environ,
        "BIANQING_KDF": "test",
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "WATCHED_EXECUTABLE": str(again),
        PASSWORD_NAME: PASSWORD,
        JOURNAL: str(journal),
    }
    with subprocess.Popen(  # noqa: S603 - the program itself
        [str(again), "--data", str(tmp_path / "data")], cwd=ROOT, env=surroundings
    ) as running:
        assert running.wait(timeout=120) == 0
    assert journal.read_text(encoding="utf-8").splitlines() == [
        f"{running.pid} StartWindow closed",
        f"{running.pid} MainWindow open",
        f"{running.pid} StartWindow closed",
    ]
