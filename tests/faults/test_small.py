"""The small size of the harness: some trials of every family, in every run of the tests."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.bench import FAMILIES

ROOT = Path(__file__).parents[2]
NAMED_POINTS = 32


def harness(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.faults", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own words


@pytest.mark.slow
@pytest.mark.rule(
    "22239 8.1.4.7",
    "22239 8.1.4.9",
    "39786 8.4 g",
    "security 1.1 keepassxc #6634",
    "security 1.1 keepassxc #11007",
    "security 1.1 electrum #960",
    "security 1.1 learningcircuit #4563",
    "security 1.1 borg #3329",
    "22239 8.1.4.2",
    "22239 8.1.5.1",
    "分保三员",
)
def test_nothing_acknowledged_is_lost_and_nothing_torn_whatever_the_machine_does(
    tmp_path: Path,
) -> None:
    """办理、导入、附件、账号、收发数据包中断电、杀进程、磁盘出错、文件损坏."""
    out = tmp_path / "figures.json"
    run = harness("--size", "small", "--jobs", 2, "--json", out)
    assert run.returncode == 0, run.stdout + run.stderr
    families: dict[str, Any] = json.loads(out.read_text("utf-8"))["families"]
    assert set(families) == {family.name for family in FAMILIES}
    assert families["kill"]["points"] >= NAMED_POINTS
    assert all(family["trials"] >= 30 and not family["faulty"] for family in families.values())
