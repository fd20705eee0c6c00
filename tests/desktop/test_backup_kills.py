"""Killed in the middle of a backup or a restoring: nothing that was there before is harmed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop.backing_up import Steps, backups_of, made, restored
from tests.desktop.commanding import Bianqing
from tests.desktop.test_frozen import ROOT

SIXTHS = range(6)


def run(act: str, data: Path, folder: Path, at: int) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "tests.desktop.killed_backup", act, data, folder, str(at))
    return subprocess.run(  # noqa: S603 - our own program
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def killed(act: str, data: Path, folder: Path, at: int) -> None:
    done = run(act, data, folder, at)
    assert done.returncode == -signal.SIGKILL, done.stderr


def count(act: str, data: Path, folder: Path) -> int:
    done = run(act, data, folder, 0)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@pytest.fixture(scope="module")
def steps(standing: Bianqing, tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """Return how much either act does, so that every sixth of it can be cut off."""
    place = tmp_path_factory.mktemp("counted")
    data = Path(shutil.copytree(standing.data, place / "county"))
    backup = made(Bianqing(data), place / "usb").path
    return {
        "make": count("make", data, place / "usb"),
        "restore": count("restore", data, backup),
    }


@pytest.mark.slow
@pytest.mark.parametrize("sixth", SIXTHS)
def test_a_killed_backup_harms_no_other(
    county: Bianqing, tmp_path: Path, steps: dict[str, int], sixth: int
) -> None:
    first = made(county, tmp_path / "usb").path
    digest = county.digest()
    killed("make", county.data, tmp_path / "usb", 1 + steps["make"] * sixth // len(SIXTHS))
    assert county.digest() == digest
    with backups_of(county) as (acts, _):
        sets = tuple(acts.sets(tmp_path / "usb"))
        assert first in [each.path for each in sets]
        for each in sets:
            assert acts.verify(each.path, Steps()).problems == ()
    assert made(county, tmp_path / "usb").facts.digest == digest
    assert list((tmp_path / "usb").glob("*.unfinished")) == []


@pytest.mark.slow
@pytest.mark.rule("22239 8.1.4.9")
@pytest.mark.parametrize("sixth", SIXTHS)
def test_a_killed_restoring_loses_neither_office(
    county: Bianqing, tmp_path: Path, steps: dict[str, int], sixth: int
) -> None:
    """Killed while restoring, the former data and the backup are whole, and it is done again."""
    backup = made(county, tmp_path / "usb").path
    digest = county.digest()
    (county.data / "outbox" / "mine.bqp").write_bytes(b"mine")
    killed("restore", county.data, backup, 1 + steps["restore"] * sixth // len(SIXTHS))
    assert any(path.read_bytes() == b"mine" for path in tmp_path.rglob("mine.bqp"))
    assert county.digest() == digest
    assert county.done("verify", "--full")["ok"]
    again = restored(backup, county.data, replace=True)
    assert again.manifest.facts.digest == county.digest() == digest
    assert any(path.read_bytes() == b"mine" for path in tmp_path.rglob("mine.bqp"))
