"""After locking, the program's memory holds nobody, and neither does any file it could write."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.commanding import PASSWORD
from tests.end2end.remembering_program import AT_WORK, EXECUTABLE, GO, JOURNAL, KNOWN, LOCKED
from tests.faults.canaries import ROOT, Aviary, Nest, canaries

pytestmark = pytest.mark.slow

PATIENCE = 120
TYPED = "岐麟馥葳"


@pytest.fixture
def nest(tmp_path: Path) -> Iterator[Nest]:
    memory = Path("/dev/shm") / f"lock-{os.getpid()}"  # noqa: S108 - the machine's memory is meant
    yield Nest(tmp_path, memory)
    shutil.rmtree(memory)


def wait_for(word: str, journal: Path, running: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while word not in journal.read_text("utf-8"):
        assert running.poll() is None
        assert time.monotonic() < end, journal.read_text("utf-8")
        time.sleep(0.05)


@pytest.mark.rule(
    "security 3.6 channel 05", "security 1.1 KeePassXC #10784", "22239 8.1.4.10",
    "security 3.6 channel 10",
)  # fmt: skip
def test_a_locked_program_remembers_nobody(nest: Nest) -> None:
    birds = canaries(12)
    aviary = Aviary(birds, (PASSWORD, TYPED))
    nest.run(
        "--json", "--data", nest.data, "init", "--level", "county", "--code", "629925",
        "--name", "安澜县", "--user", "负责人", "--single-operator",
    )  # fmt: skip
    nest.done("import", "units", nest.units(), "--effective", "2026-10-31")
    nest.done("import", "persons", nest.workbook(birds), "--effective", "2026-10-31")
    journal, again, go = nest.out / "journal", nest.out / "again", nest.out / "go"
    journal.touch()
    again.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -m tests.end2end.remembering_program "$@"\n'
    )
    again.chmod(0o700)
    known = nest.out / "known.json"
    known.write_text(json.dumps({"password": PASSWORD, "typed": TYPED}), "utf-8")
    (nest.home / "config" / "bianqing").mkdir()
    kept = nest.home / "config" / "bianqing" / "window.json"
    kept.write_text('{"account": "负责人"}', encoding="utf-8")
    surroundings = {
        **{name: text for name, text in nest.environ.items() if name != "BIANQING_PASSWORD"},
        EXECUTABLE: str(again), JOURNAL: str(journal), KNOWN: str(known), GO: str(go),
    }  # fmt: skip
    with subprocess.Popen(  # noqa: S603 - the program itself
        [str(again), "--data", str(nest.data)], cwd=ROOT, env=surroundings
    ) as running:
        try:
            wait_for(AT_WORK, journal, running)
            before = aviary.in_memory(running.pid)
            go.touch()
            wait_for(LOCKED, journal, running)
            after = aviary.in_memory(running.pid)
        finally:
            running.kill()
    # The search is worth something only where it finds them while somebody is at work.
    assert TYPED in before
    assert any(bird.name in before for bird in birds)
    assert after == []
    assert aviary.escaped(nest.home, nest.memory, chosen=nest.chosen) == []
