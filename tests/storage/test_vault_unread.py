"""A vault that cannot be read, for a moment or any more: nothing that was changed is taken back."""

from pathlib import Path

import pytest

from domain.errors import Refusal
from storage import vault_file
from storage.accounts import add_account
from storage.key_profiles import TEST
from storage.sign_in import renew
from storage.vault import list_accounts
from tests.fakes.failing_files import StuckFiles, UnreadableFiles
from tests.storage.offices import PASSWORD, enter, found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of an office."""
    found(tmp_path).session.wipe()
    return tmp_path


@pytest.mark.parametrize("times", [1, 2])
def test_a_fault_of_reading_that_passes_takes_no_change_back(folder: Path, times: int) -> None:
    add_account(enter(folder), "经办甲", PASSWORD, profile=TEST)
    path = folder / vault_file.NAME
    before = path.read_bytes()
    session = enter(folder, files=UnreadableFiles(path, times))
    assert session.notices == ()
    renew(session, files=UnreadableFiles(path, times))
    assert path.read_bytes() == before
    add_account(session, "经办乙", PASSWORD, profile=TEST, files=UnreadableFiles(path, times))
    assert [line.name for line in list_accounts(folder)][1:] == ["经办甲", "经办乙"]


def test_whoever_fell_back_renews_nothing_once_the_newest_can_be_read(folder: Path) -> None:
    add_account(enter(folder), "经办甲", PASSWORD, profile=TEST)
    path = folder / vault_file.NAME
    before = path.read_bytes()
    session = enter(folder, files=UnreadableFiles(path))
    assert session.notices == ("vault.fell_back",)
    renew(session)
    assert path.read_bytes() == before


def test_a_vault_that_cannot_be_read_is_set_aside_not_written_over(folder: Path) -> None:
    path = folder / vault_file.NAME
    unread, files = path.read_bytes(), UnreadableFiles(path)
    for number in (1, 2):
        renew(enter(folder, files=files), files=files)
        assert (folder / "quarantine" / f"vault-unread-{number}.json").exists()
    assert (folder / "quarantine" / "vault-unread-1.json").read_bytes() == unread
    assert enter(folder).notices == ()


def test_a_vault_that_can_neither_be_read_nor_replaced_stays_where_it_is(folder: Path) -> None:
    """A disk that has become read-only must not leave the former generation alone."""
    session = enter(folder)
    add_account(session, "经办甲", PASSWORD, profile=TEST)
    path = folder / vault_file.NAME
    before, files = path.read_bytes(), StuckFiles(path)
    with pytest.raises(Refusal) as caught:
        add_account(session, "经办乙", PASSWORD, profile=TEST, files=files)
    assert caught.value.code == "storage.readonly"
    assert path.read_bytes() == before
    assert enter(folder).notices == ()


def test_a_folder_in_the_place_of_the_vault_is_set_aside(folder: Path) -> None:
    path = folder / vault_file.NAME
    path.unlink()
    path.mkdir()
    renew(enter(folder))
    assert (folder / "quarantine" / "vault-unread-1.json").is_dir()
    assert enter(folder).notices == ()


def test_a_session_changes_nothing_by_a_generation_before_its_own(folder: Path) -> None:
    session = enter(folder)
    add_account(session, "经办甲", PASSWORD, profile=TEST)
    path = folder / vault_file.NAME
    before = path.read_bytes()
    with pytest.raises(Refusal) as caught:
        add_account(session, "经办乙", PASSWORD, profile=TEST, files=UnreadableFiles(path))
    assert caught.value.code == "vault.unread"
    assert path.read_bytes() == before


def test_a_medium_that_gives_nothing_is_told_as_such(folder: Path) -> None:
    (folder / vault_file.FORMER).unlink()
    with pytest.raises(Refusal) as caught:
        enter(folder, files=UnreadableFiles(folder / vault_file.NAME))
    assert caught.value.code == "storage.io"
