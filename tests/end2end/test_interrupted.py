"""A program that is killed leaves the old state or the new one, never a mixture."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.lock_file import single_instance
from tests.desktop.small_county import SCHOOL, TEACHER, person, write_people, write_units
from tests.end2end.installed import Installed

pytestmark = pytest.mark.slow

ROWS = 1200


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Return an office with units and nobody, and the roster that will be imported."""
    home = tmp_path_factory.mktemp("interrupted")
    found = Installed(home, home / "data")
    founding = ("--code", "629925", "--name", "安澜县", "--level", "county", "--single-operator")
    found.done("init", *founding)
    found.done("import", "units", write_units(home / "units.xlsx"))
    people = tuple(
        person(SCHOOL, "安某", f"19{80 + n % 20}0{1 + n % 9}1{n % 9}{n % 1000:03d}",
               "全额事业编制", TEACHER)
        for n in range(ROWS)
    )  # fmt: skip
    write_people(home / "persons.xlsx", people)
    return found


@pytest.fixture(scope="module")
def finished(office: Installed) -> tuple[str, float]:
    """Return the digest after the whole import, and how long it took."""
    other = Installed(office.home, office.home / "finished")
    shutil.copytree(office.data, other.data)
    started = time.monotonic()
    other.done("import", "persons", office.home / "persons.xlsx")
    return other.done("digest")["digest"], time.monotonic() - started


def press_ctrl_c(running: subprocess.Popen[str]) -> None:
    """Do what a terminal does: every process of the group hears it, children too."""
    os.killpg(running.pid, signal.SIGINT)


def defers(running: subprocess.Popen[str]) -> bool:
    """Tell whether the program has begun, and keeps Ctrl-C until its command line hears it."""
    status = Path(f"/proc/{running.pid}/status").read_text()
    (blocked,) = (line.split()[1] for line in status.splitlines() if line.startswith("SigBlk:"))
    return bool(int(blocked, 16) & 1 << signal.SIGINT - 1)


def log_stands(data: Path) -> bool:
    """Tell whether somebody has the register open."""
    return (data / "register.db-wal").exists()


def log_grows(data: Path) -> bool:
    log = data / "register.db-wal"
    return log.exists() and log.stat().st_size > 0


MOMENTS: dict[str, Callable[[Path, float], bool]] = {
    "early": lambda _data, part: part > 0.3,
    "while rows are read": lambda _data, part: part > 0.6,
    "late": lambda _data, part: part > 0.85,
    "when the log begins to grow": lambda data, _part: log_grows(data),
}


@pytest.mark.parametrize("name", MOMENTS)
def test_a_killed_import_leaves_the_old_state_or_the_new(
    office: Installed, finished: tuple[str, float], tmp_path: Path, name: str
) -> None:
    new, duration = finished
    other = Installed(tmp_path, tmp_path / "data")
    shutil.copytree(office.data, other.data)
    old = other.done("digest")["digest"]
    started = time.monotonic()
    with other.start("import", "persons", office.home / "persons.xlsx") as running:
        while running.poll() is None:
            if MOMENTS[name](other.data, (time.monotonic() - started) / duration):
                running.kill()
            time.sleep(0.002)
    assert other.done("digest")["digest"] in (old, new)
    assert other.done("verify", "--full")["ok"]
    again = other.done("import", "persons", office.home / "persons.xlsx")
    assert again["created"] + again["unchanged"] == ROWS
    assert other.done("digest")["digest"] == new


def test_a_second_process_is_refused_while_the_first_holds_the_folder(
    office: Installed, tmp_path: Path
) -> None:
    other = Installed(tmp_path, tmp_path / "data")
    shutil.copytree(office.data, other.data)
    with single_instance(other.data):
        code, value = other("import", "persons", office.home / "persons.xlsx")
    assert (code, value["error"]["code"]) == (1, "storage.in_use")
    assert other.done("summary")["persons"] == 0


@pytest.mark.parametrize("seen", ["*.unfinished", "编清备份-*[0-9]"])
def test_ctrl_c_leaves_a_whole_backup_or_none_and_says_which(
    office: Installed, tmp_path: Path, seen: str
) -> None:
    """Early and late, while the copies are proved: what is told is what is there."""
    other = Installed(tmp_path, tmp_path / "data")
    shutil.copytree(office.data, other.data)
    shelf = tmp_path / "usb"
    shelf.mkdir()
    with other.start("backup", "--out", shelf) as running:
        while not list(shelf.glob(seen)) and running.poll() is None:
            time.sleep(0.001)
        press_ctrl_c(running)
        out, err = running.communicate(timeout=60)
    assert err == ""
    left = [path.name for path in shelf.iterdir() if path.is_dir()]
    sets = other.done("backup", "list", "--out", shelf)["sets"]
    if running.returncode == 0:
        assert [each["verified"] for each in sets] == [True]
        assert left == [Path(json.loads(out)["path"]).name]
    else:
        assert (running.returncode, json.loads(out)["error"]["code"]) == (4, "cancelled")
        assert (left, sets) == ([], [])


def test_ctrl_c_cancels_and_changes_nothing(office: Installed, tmp_path: Path) -> None:
    other = Installed(tmp_path, tmp_path / "data")
    shutil.copytree(office.data, other.data)
    old = other.done("digest")["digest"]
    with other.start("import", "persons", office.home / "persons.xlsx") as running:
        while not log_stands(other.data) and running.poll() is None:
            time.sleep(0.002)
        press_ctrl_c(running)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, json.loads(out)["error"]["code"], err) == (4, "cancelled", "")
    assert other.done("digest")["digest"] == old
    assert other.done("verify")["ok"]


def test_ctrl_c_while_a_workbook_is_parsed_is_no_bad_workbook(
    office: Installed, tmp_path: Path
) -> None:
    """Early and late, from before the program's own first line to its answer."""
    other = Installed(tmp_path, tmp_path / "data")
    shutil.copytree(office.data, other.data)
    ends = set()
    for moment in range(8):
        with other.start("import", "persons", office.home / "persons.xlsx", "--dry-run") as running:
            while not defers(running) and running.poll() is None:
                time.sleep(0.001)
            time.sleep(moment * 0.18)
            if running.poll() is None:
                press_ctrl_c(running)
            out, err = running.communicate(timeout=60)
        assert (err, running.returncode in (0, 4)) == ("", True), out
        ends.add(running.returncode)
        if running.returncode:
            assert json.loads(out)["error"]["code"] == "cancelled"
    assert 4 in ends
