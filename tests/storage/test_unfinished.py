"""A founding that was ended in the middle is begun anew; a lost vault is no unfinished founding."""

from pathlib import Path

import pytest

from domain.errors import Refusal
from storage import unfinished
from storage.vault_file import FORMER, NAME
from tests.storage.offices import enter, found


def interrupted(folder: Path) -> None:
    """Leave what a program leaves that ends while the register is being made."""
    found(folder).session.wipe()
    for name in (NAME, FORMER):
        (folder / name).unlink()
    unfinished.begin(folder)
    (folder / "register.db").write_bytes(b"half")


@pytest.mark.rule("security 1.1 electrum #960")
def test_a_founding_that_was_ended_in_the_middle_is_done_again(tmp_path: Path) -> None:
    interrupted(tmp_path)
    found(tmp_path)
    enter(tmp_path).wipe()
    aside = {path.name for path in (tmp_path / "quarantine").iterdir()}
    assert aside == {"founding-0-audit.db", "founding-0-register.db"}
    assert not (tmp_path / unfinished.MARK).exists()


def test_an_office_that_lost_its_vault_is_not_founded_over(tmp_path: Path) -> None:
    found(tmp_path)
    for name in (NAME, FORMER):
        (tmp_path / name).unlink()
    with pytest.raises(Refusal, match=r"storage\.exists"):
        found(tmp_path)


def test_a_mark_beside_a_vault_means_nothing(tmp_path: Path) -> None:
    found(tmp_path)
    unfinished.begin(tmp_path)
    with pytest.raises(Refusal, match=r"vault\.exists"):
        found(tmp_path)
    assert not unfinished.begun(tmp_path)


def test_what_could_not_be_removed_keeps_its_mark(tmp_path: Path) -> None:
    unfinished.begin(tmp_path)
    (tmp_path / "audit.db").touch()
    unfinished.end(tmp_path, ("audit.db",))
    assert unfinished.begun(tmp_path)
    unfinished.end(tmp_path)
    assert not unfinished.begun(tmp_path)
