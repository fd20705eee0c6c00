"""Where a key file is looked for, and where one may be made."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.office import open_office
from desktop.resources import find_resources
from desktop.security_desk import SecurityDesk
from desktop.sticks import is_stick, key_files, top_folders
from domain.errors import Refusal
from tests.desktop.backing_up import CLOCK
from tests.desktop.commanding import PASSWORD, Bianqing


def ignore() -> None:
    """Stay."""


def test_a_key_file_is_found_where_it_may_be_made_and_nowhere_else(tmp_path: Path) -> None:
    media = tmp_path / "media"
    stick, deep = media / "laowang" / "U盘", media / "laowang" / "U盘" / "资料"
    deep.mkdir(parents=True)
    for folder in (media, media / "laowang", stick, deep, tmp_path):
        (folder / "a.bqkey").touch()
        found = folder / "a.bqkey" in set(key_files({}, (media,))())
        assert is_stick(folder, (media,)) is found
    assert is_stick(stick, (media,))
    assert not is_stick(deep, (media,))


def test_nobody_shuts_himself_out_with_a_key_file_in_a_folder_of_the_machine(
    county: Bianqing, tmp_path: Path
) -> None:
    resources = find_resources()
    with open_office(county.data, county.user, county.password, resources, CLOCK) as office:
        desk = SecurityDesk.of(office, lambda _: None).keys
        with pytest.raises(Refusal) as refused:
            desk.make_key_file(tmp_path, PASSWORD)
        assert refused.value.code == "key_file.no_stick"
        assert list(tmp_path.glob("*.bqkey")) == []
        assert not desk.keys().key_file


def test_a_stick_full_of_folders_is_not_gone_through_to_its_end(tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    for number in range(200):
        (stick / f"{number:03}").mkdir(parents=True)
    assert len(tuple(top_folders((tmp_path,)))) == 1 + 64
