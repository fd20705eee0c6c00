"""Backup sets found while nobody is signed in: where they lie, and what they say of themselves."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from desktop.backup_places import BackupPlaces
from desktop.found_sets import Finding
from domain.backups import FoundSets, SetState
from storage.backup_set import MANIFEST, MARK
from tests.desktop.backing_up import copied, made
from tests.desktop.commanding import Bianqing
from tests.desktop.unprivileged import without_privilege


@pytest.fixture
def mounted(tmp_path: Path) -> Path:
    """Return where sticks are mounted, with one stick."""
    (tmp_path / "media" / "zhang" / "U盘" / "资料").mkdir(parents=True)
    return tmp_path / "media"


@pytest.fixture
def own(county: Bianqing) -> Path:
    """Return a verified set in the office's own folder."""
    return made(county).path


def found(county: Bianqing, mounted: Path, *elsewhere: Path) -> FoundSets:
    return Finding(county.data, (mounted,))(elsewhere)


def test_sets_of_this_machine_and_of_sticks_are_found_the_newest_first(
    county: Bianqing, own: Path, mounted: Path
) -> None:
    stick = mounted / "zhang" / "U盘"
    on_top, deeper = made(county, stick).path, copied(own, stick / "资料")
    known = found(county, mounted)
    places = [(one.path, one.on_medium) for one in known.sets]
    assert set(places) == {(own, False), (on_top, True), (deeper, True)}
    ages = [(str(one.made), one.path.name) for one in known.sets]
    assert ages == sorted(ages, reverse=True)
    assert known.missed == ()
    assert {one.state for one in known.sets} == {SetState.CLOSED}


def test_a_set_says_itself_when_it_was_verified(county: Bianqing, own: Path, mounted: Path) -> None:
    (first,) = found(county, mounted).sets
    assert datetime.fromisoformat(first.verified_at).tzinfo is not None
    (own / MARK).unlink()
    (unmarked,) = found(county, mounted).sets
    assert unmarked.verified_at == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("at", "yesterday"),
        ("at", "2026-11-21T12:00:00"),
        ("at", 7),
        ("at", "0001-01-01T00:00:00+14:00"),
        ("at", "\ud800"),
        ("manifest", "0" * 64),
    ],
)
def test_a_mark_of_another_set_or_of_no_moment_says_nothing(
    county: Bianqing, own: Path, mounted: Path, name: str, value: object
) -> None:
    content = (own / MARK).read_text("utf-8")
    held = json.dumps(json.loads(content)[name])
    assert content.count(held) == 1
    (own / MARK).write_text(content.replace(held, json.dumps(value)), "utf-8")
    (told,) = found(county, mounted).sets
    assert told.verified_at == ""


def test_the_medium_that_was_chosen_is_looked_at_wherever_it_is_mounted(
    county: Bianqing, own: Path, mounted: Path, tmp_path: Path
) -> None:
    disk = tmp_path / "移动硬盘"
    disk.mkdir()
    BackupPlaces(county.data).choose_medium(disk)
    on_disk = made(county, disk).path
    outside = {one.path: one.on_medium for one in found(county, mounted).sets}
    assert outside == {own: False, on_disk: True}


def test_a_medium_that_is_not_there_is_told_with_when_it_was_used_last(
    county: Bianqing, mounted: Path, tmp_path: Path
) -> None:
    disk = tmp_path / "移动硬盘"
    disk.mkdir()
    BackupPlaces(county.data).choose_medium(disk)
    disk.rmdir()
    (told,) = found(county, mounted).missed
    assert f"“{disk}”没有插好，插好后" in told
    made = datetime.fromisoformat("2026-11-20T18:05:00+08:00")
    BackupPlaces(county.data).note_made(disk, made)
    (told,) = found(county, mounted).missed
    assert "上次备份到那里是 2026-11-20 18:05" in told


def test_a_chosen_folder_that_is_gone_is_told(
    county: Bianqing, mounted: Path, tmp_path: Path
) -> None:
    BackupPlaces(county.data).choose_folder(tmp_path / "备份")
    assert found(county, mounted).missed == (f"备份文件夹“{tmp_path / '备份'}”不在。",)


def test_a_folder_that_is_named_is_looked_into_or_said_to_hold_none(
    county: Bianqing, own: Path, mounted: Path, tmp_path: Path
) -> None:
    lying = copied(own, tmp_path / "拷来的")
    (tmp_path / "空的").mkdir()
    known = found(county, mounted, lying, tmp_path / "空的")
    assert {one.path for one in known.sets} == {own, lying}
    assert known.missed == (f"“{tmp_path / '空的'}”里没有备份。",)
    again = found(county, mounted, own.parent, lying.parent)
    assert ({one.path for one in again.sets}, again.missed) == ({own, lying}, ())


def test_what_cannot_be_read_hides_no_other_set(
    county: Bianqing, own: Path, mounted: Path, tmp_path: Path
) -> None:
    closed, named = mounted / "zhang" / "U盘" / "资料", tmp_path / "锁着的"
    named.mkdir()
    for folder in (closed, named):
        folder.chmod(0)
    with without_privilege():
        known = found(county, mounted, named)
    for folder in (closed, named):
        folder.chmod(0o700)
    assert [one.path for one in known.sets] == [own]
    (told,) = known.missed
    assert told.startswith(f"“{named}”读不出来")


def test_a_place_that_cannot_even_be_looked_for_hides_no_set(
    county: Bianqing, own: Path, mounted: Path, tmp_path: Path
) -> None:
    closed = tmp_path / "锁着的"
    (closed / "备份").mkdir(parents=True)
    BackupPlaces(county.data).choose_folder(closed / "备份")
    BackupPlaces(county.data).choose_medium(closed / "备份")
    closed.chmod(0)
    with without_privilege():
        known = found(county, mounted)
    closed.chmod(0o700)
    assert [one.path for one in known.sets] == [own]
    assert known.missed == (f"“{closed / '备份'}”读不出来：没有权限，或者介质坏了、没有插好。",)


def test_one_thing_on_a_stick_that_cannot_be_read_hides_nothing_beside_it(
    county: Bianqing, own: Path, mounted: Path, tmp_path: Path
) -> None:
    closed, stick = tmp_path / "锁着的", mounted / "zhang" / "U盘"
    (closed / "里面").mkdir(parents=True)
    (stick / "a").symlink_to(closed / "里面")
    lying = copied(own, stick / "资料")
    closed.chmod(0)
    with without_privilege():
        known = found(county, mounted)
    closed.chmod(0o700)
    assert {one.path for one in known.sets} == {own, lying}


@pytest.mark.parametrize(
    ("name", "hostile"), [("made", "0001-01-01T00:00:00+14:00"), ("reason", "\\ud800")]
)
def test_a_set_whose_manifest_is_hostile_is_told_and_hides_no_other(
    county: Bianqing, own: Path, mounted: Path, name: str, hostile: str
) -> None:
    stick = mounted / "zhang" / "U盘"
    lying = copied(own, stick / "资料") / MANIFEST
    content = lying.read_text("utf-8")
    held = f'"{name}": "{json.loads(content)[name]}"'
    assert content.count(held) == 1
    lying.write_text(content.replace(held, f'"{name}": "{hostile}"'), "utf-8")
    known = found(county, mounted, stick / "资料")
    assert [one.path for one in known.sets if one.state is not SetState.DAMAGED] == [own]
    (told,) = known.missed
    assert told.startswith(f"“{stick / '资料'}”里有 1 份备份的清单读不出来，没有列出")


def test_a_named_folder_that_is_gone_is_not_said_to_hold_none(
    county: Bianqing, mounted: Path, tmp_path: Path
) -> None:
    assert found(county, mounted, tmp_path / "拔了").missed == (f"“{tmp_path / '拔了'}”不在。",)
