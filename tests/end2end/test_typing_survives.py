"""Killed or locked while a form is filled in, the real program finds what was typed."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop.office import open_office
from desktop.resources import Resources
from desktop.sample import ACCOUNT, COUNTY
from domain.workflow.working_copies import WorkingCopies
from tests.end2end.place import CLOCK, PASSWORD, found
from tests.end2end.typing_program import EXECUTABLE, FOUND, JOURNAL, KEPT, LOCK, NAME, NUMBER
from tests.end2end.typing_program import PASSWORD as PASSWORD_NAME

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120
SEEN = f"{FOUND} {NAME} {NUMBER}"


class Machine:
    """A founded office and the program that somebody types into."""

    def __init__(self, home: Path, resources: Resources) -> None:
        self.data, self._journal, self._again = home / "data", home / "journal", home / "again"
        found(self.data, COUNTY, resources)
        told = f'#!/bin/sh\nexec "{sys.executable}" -m tests.end2end.typing_program "$@"\n'
        self._again.write_text(told)
        self._again.chmod(0o700)
        self._journal.touch()
        (home / "config" / "bianqing").mkdir(parents=True)
        kept = home / "config" / "bianqing" / "window.json"
        kept.write_text(f'{{"account": "{ACCOUNT}"}}', encoding="utf-8")
        self._surroundings = {
            **os.environ,
            "BIANQING_KDF": "test",
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_STATE_HOME": str(home / "state"),
            EXECUTABLE: str(self._again),
            PASSWORD_NAME: PASSWORD,
            JOURNAL: str(self._journal),
        }

    def start(self, **more: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - the program itself
            [str(self._again), "--data", str(self.data)],
            cwd=ROOT,
            env={**self._surroundings, **more},
        )

    @property
    def seen(self) -> list[str]:
        return self._journal.read_text(encoding="utf-8").splitlines()

    def wait_for(self, word: str, running: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + PATIENCE
        while not any(line.startswith(word) for line in self.seen):
            assert running.poll() is None, self.seen
            assert time.monotonic() < end, self.seen
            time.sleep(0.01)


@pytest.fixture
def machine(tmp_path: Path, resources: Resources) -> Machine:
    return Machine(tmp_path, resources)


def test_a_killed_program_finds_what_was_typed(machine: Machine, resources: Resources) -> None:
    with machine.start() as running:
        machine.wait_for(KEPT, running)
        running.kill()
    assert "自动保存" in machine.seen[0]
    for file in machine.data.rglob("*"):
        assert file.is_dir() or NUMBER.encode() not in file.read_bytes()
    with open_office(machine.data, ACCOUNT, PASSWORD, resources, CLOCK) as office:
        (held,) = WorkingCopies(office.register, office.clock).held(office.actor)
        assert held.copy.typed.fields["id"] == NUMBER
        assert office.cases.list(office.actor) == ()
        acts = [row.act for row in office.audit.rows()]
        assert not [act for act in acts if act.startswith("case.")]
        assert office.register.content_problems() == ()
    with machine.start() as running:
        assert running.wait(PATIENCE) == 0
    assert machine.seen[1:] == [SEEN]


def test_a_locked_program_finds_what_was_typed_the_moment_before(machine: Machine) -> None:
    with machine.start(**{LOCK: "1"}) as running:
        assert running.wait(PATIENCE) == 0
    assert machine.seen == [f"{KEPT} by locking", SEEN]
