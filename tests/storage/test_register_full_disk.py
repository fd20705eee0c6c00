"""An act that is in the synchronised log is done, though the disk has no room to move it over."""

from pathlib import Path

import pytest

import storage.connect
from domain.errors import Refusal
from storage.connect import Connection
from tests.storage.contract import BUREAU, NOW, fill
from tests.storage.registers import sql_register


@pytest.mark.parametrize("code", ["storage.disk_full", "storage.checkpoint"])
def test_a_log_that_cannot_be_emptied_does_not_undo_the_act(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    def no_room(_connection: Connection) -> None:
        raise Refusal(code, path="register.db")

    register = sql_register(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(storage.connect, "checkpoint", no_room)
        fill(register, BUREAU)
    register.close()
    again = sql_register(tmp_path, create=False)
    with again.reading() as reader:
        assert [unit.name for unit in reader.units(NOW)] == [BUREAU.name]
    again.close()


def test_other_faults_of_emptying_the_log_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_connection: Connection) -> None:
        raise Refusal("storage.io", path="register.db")

    register = sql_register(tmp_path)
    monkeypatch.setattr(storage.connect, "checkpoint", broken)
    with pytest.raises(Refusal, match=r"storage\.io"):
        fill(register, BUREAU)
    register.close()
