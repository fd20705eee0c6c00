"""What else lies on a stick is told in words; a folder of the machine is nobody's business."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.resources import find_resources
from desktop.stick_contents import strangers
from export.packages.trust import MAGIC
from tests.export.sticks.machines import Laid, laid_out, with_stick

WORDS = find_resources().words


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / "上报.bqp").write_bytes(MAGIC + b"rest")
    (folder / "629925.bqreq").write_bytes(b"{}")
    return folder


@pytest.fixture
def laid(tmp_path: Path, stick: Path) -> Laid:
    made = laid_out(tmp_path / "machine")
    with_stick(made, str(stick))
    return made


def test_what_does_not_belong_on_a_stick_is_told_the_worst_first(stick: Path, laid: Laid) -> None:
    assert strangers(stick, WORDS, laid.machine) == ()
    (stick / "照片").mkdir()
    (stick / "autorun.inf").write_text("[autorun]")
    told = strangers(stick, WORDS, laid.machine)
    assert [sentence[:14] for sentence in told] == ["“autorun.inf”是", "“照片”是文件夹，本程序不看"]


def test_a_folder_of_the_machine_is_not_looked_into(tmp_path: Path, laid: Laid) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "setup.exe").write_bytes(b"MZ")
    assert strangers(own, WORDS, laid.machine) == ()


def test_a_stick_that_was_pulled_is_not_complained_about(stick: Path, laid: Laid) -> None:
    for file in stick.iterdir():
        file.unlink()
    stick.rmdir()
    assert strangers(stick, WORDS, laid.machine) == ()
