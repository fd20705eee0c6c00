"""What fails once the databases are open leaves none open, and takes no other warning along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from desktop.desk import OfficeDesk
from desktop.resources import Resources, find_resources
from domain.errors import Refusal
from domain.keys import RotationAsked
from domain.words import Words
from tests.desktop.commanding import PASSWORD, Bianqing, init
from tests.desktop.test_presence import HEAD, alone, door_at


class StuckSentences(Mapping[str, str]):
    """Sentences that cannot be read while they are stuck."""

    def __init__(self, held: Mapping[str, str]) -> None:
        self._held, self.stuck = held, True

    def __getitem__(self, code: str) -> str:
        if self.stuck:
            raise Refusal("storage.io", path="resources")
        return self._held[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


@dataclass(frozen=True)
class StuckResources(Resources):
    """Resources with sentences of their own, which are read when a desk tells what is wrong."""

    sentences: StuckSentences

    @cached_property
    def words(self) -> Words:
        return Words(self.sentences)


def open_databases(folder: Path) -> list[str]:
    """Return the names of the databases in a folder that this process has open."""
    held = tuple(Path("/proc/self/fd").iterdir())
    files = (one.readlink() for one in held if one.is_symlink())
    return sorted(one.name for one in files if one.parent == folder and one.suffix == ".db")


def damage_audit(county: Bianqing) -> None:
    audit = county.data / "audit.db"
    content = bytearray(audit.read_bytes())
    content[5000] ^= 1
    audit.write_bytes(content)


@pytest.fixture
def doubted(tmp_path: Path) -> Bianqing:
    """Return an office whose damaged audit is told when a desk is opened."""
    county = alone(tmp_path)
    county.done("account", "add", "赵敏", "--role", "安全保密管理员")
    damage_audit(county)
    return county


def test_a_sign_in_refused_once_the_databases_are_open_closes_them(doubted: Bianqing) -> None:
    resources = find_resources()
    sentences = StuckSentences(resources.words.sentences)
    door = door_at(doubted.data)
    door.resources = StuckResources(resources.folder, sentences)
    with pytest.raises(Refusal, match=r"storage\.io"):
        door.sign_in(HEAD, PASSWORD)
    assert open_databases(doubted.data) == []
    sentences.stuck = False
    desk = door.sign_in(HEAD, PASSWORD)
    assert isinstance(desk, OfficeDesk)
    desk.lock()


def test_a_desk_that_is_opened_again_stands_in_the_place_of_the_first(tmp_path: Path) -> None:
    county = init(tmp_path / "data", "629925", "安澜县", "county", "--single-operator")
    door = door_at(county.data)
    door.sign_in(HEAD, PASSWORD)
    once = open_databases(county.data)
    assert once
    desk = door.enter()
    assert open_databases(county.data) == once
    desk.lock()


def test_a_vault_that_cannot_be_read_any_more_takes_no_other_warning_along(
    doubted: Bianqing,
) -> None:
    damaged = "审计文件 audit.db 有 1 个数据页损坏"
    for account in ("赵敏", HEAD):
        desk = door_at(doubted.data).sign_in(account, PASSWORD)
        assert not isinstance(desk, RotationAsked)
        kept = {path: path.read_bytes() for path in doubted.data.glob("vault*.json")}
        for path in kept:
            path.write_bytes(b"?")
        assert damaged in "".join(desk.warnings)
        for path, content in kept.items():
            path.write_bytes(content)
        desk.lock()
