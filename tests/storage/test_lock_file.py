"""One program per data folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from domain.errors import Refusal
from storage.lock_file import NAME, single_instance

HOLDER = """
import sys
from pathlib import Path
from storage.lock_file import single_instance
with single_instance(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def refused(folder: Path) -> str:
    with pytest.raises(Refusal) as caught, single_instance(folder):
        raise AssertionError("the folder was free")
    return caught.value.code


def test_a_second_program_is_refused_and_a_crash_frees_the_folder(tmp_path: Path) -> None:
    with subprocess.Popen(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert refused(tmp_path) == "storage.in_use"
        holder.kill()
        holder.wait()
    with single_instance(tmp_path):
        assert (tmp_path / NAME).exists()


def test_the_folder_is_free_again_afterwards(tmp_path: Path) -> None:
    for _ in range(2):
        with single_instance(tmp_path):
            assert refused(tmp_path) == "storage.in_use"


def test_a_program_started_by_the_holder_does_not_hold_on(tmp_path: Path) -> None:
    with single_instance(tmp_path):
        child = subprocess.Popen(
            [sys.executable, "-c", "import sys; sys.stdin.read()"],
            stdin=subprocess.PIPE,
            close_fds=False,
        )
    with child, single_instance(tmp_path):
        child.kill()


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path / "gone") == "storage.missing"
