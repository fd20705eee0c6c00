"""The front door locks: whoever waits at it may have signed in, or look at a recovery code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.exchange_desk import Silent
from domain.errors import Refusal
from domain.keys import RotationAsked
from domain.workflow.idling import USUAL
from tests.desktop.commanding import PASSWORD
from tests.desktop.test_presence import HEAD, alone, answers, door_at
from tests.desktop.test_witness import acts, entries
from ui.session_desk import IDLE


@pytest.mark.rule("security 2.12", "security 3.3")
def test_locking_at_the_recovery_code_forgets_it_and_goes_on_there(tmp_path: Path) -> None:
    """锁定: a half-done set-up is gone on with after signing in again."""
    folder, again = tmp_path / "data", list[str]()
    door = replace(door_at(folder), restart=again.append)
    door.create_office(answers(folder), Silent())
    assert (door.key_file, door.idle_minutes()) == (None, USUAL)
    door.lock(IDLE)
    assert again == [IDLE]
    assert not door._shown
    desk = door_at(folder).open_office(HEAD, PASSWORD)
    assert desk.security.keys.sheet_unproved
    desk.lock()


@pytest.mark.rule("security 2.12", "security 3.5")
def test_locking_at_an_order_for_new_keys_lets_the_folder_go_and_is_entered(tmp_path: Path) -> None:
    """锁定: whoever was told of new keys and left is locked out, and is told again."""
    county = alone(tmp_path)
    desk = door_at(county.data).open_office(HEAD, PASSWORD)
    desk.security.keys.order_rotation("老王离岗")
    desk.lock()
    door = door_at(county.data)
    assert isinstance(door.sign_in(HEAD, PASSWORD), RotationAsked)
    door.lock(IDLE)
    again = door_at(county.data)
    assert isinstance(again.sign_in(HEAD, PASSWORD), RotationAsked)
    again.enter()
    assert again.idle_minutes() == USUAL
    again.lock()
    assert [act for act, _, _ in acts(county)][-2:] == ["session.auto_lock", "session.lock"]
    assert [entry.act for entry in entries(county)].count("sign_in") >= 3


def test_locking_where_nothing_could_be_opened_begins_again(tmp_path: Path) -> None:
    county, again = alone(tmp_path), list[str]()
    door = replace(door_at(county.data), restart=again.append)
    with pytest.raises(Refusal):
        door.sign_in(HEAD, "wrong")
    door.lock(IDLE)
    assert again == [IDLE]
