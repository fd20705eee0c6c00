"""Every file of a set damaged in every way: told or refused, never restored as if it were sound."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.errors import Refusal
from storage.backup_set import MANIFEST, MARK, README, SCRIPT
from tests.desktop.backing_up import Steps, backups_of, copied, made, restored
from tests.desktop.commanding import Bianqing
from tests.desktop.test_backup import attach

Damage = Callable[[Path, Path], None]
ATTACHED = "附件"
FILES = (
    "vault.json", "vault.prev.json", "register.db", "audit.db", ATTACHED, MANIFEST, README, SCRIPT,
)  # fmt: skip


def changed(path: Path, change: Callable[[bytes], bytes]) -> None:
    content = path.read_bytes()
    path.write_bytes(change(content))
    assert path.read_bytes() != content


def flipped(content: bytes, at: int, bit: int = 1) -> bytes:
    changed_content = bytearray(content)
    changed_content[at] ^= bit
    return bytes(changed_content)


def flip(share: float, bit: int = 1) -> Damage:
    return lambda path, _: changed(path, lambda c: flipped(c, int(len(c) * share), bit))


def missing(path: Path, _other: Path) -> None:
    path.unlink()


def a_folder(path: Path, _other: Path) -> None:
    path.unlink()
    path.mkdir()


def a_link(path: Path, other: Path) -> None:
    path.unlink()
    path.symlink_to(other)


def swapped(path: Path, other: Path) -> None:
    """Put the file of another set in its place; equal files are no change, so that one is made."""
    shutil.copy(other, path)


DAMAGES: dict[str, Damage] = {
    "first byte": flip(0),
    "an early bit": flip(0.1, 128),
    "the middle": flip(0.5),
    "last byte": lambda path, _: changed(path, lambda c: flipped(c, len(c) - 1)),
    "cut in half": lambda path, _: changed(path, lambda c: c[: len(c) // 2]),
    "cut by a byte": lambda path, _: changed(path, lambda c: c[:-1]),
    "emptied": lambda path, _: changed(path, lambda _: b""),
    "longer by a byte": lambda path, _: changed(path, lambda c: c + b"\0"),
    "zeros": lambda path, _: changed(path, lambda c: bytes(len(c))),
    "rubbish in between": lambda path, _: changed(path, lambda c: c[:64] + b"x" * 64 + c[128:]),
    "missing": missing,
    "a folder": a_folder,
    "a link": a_link,
    "of another set": swapped,
}


@pytest.fixture(scope="module")
def sets(standing: Bianqing, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return two sets of one office, with an act between them."""
    folder = tmp_path_factory.mktemp("sets")
    county = Bianqing(Path(shutil.copytree(standing.data, folder / "county")))
    attach(county, folder)
    first = made(county, folder / "usb").path
    county.done("account", "add", "经办", "--role", "经办")
    county.done("account", "release", "经办")
    county.done("document", "edit", 1, "--note", "原件", "--reason", "补")
    return first, made(county, folder / "usb").path


def found(folder: Path, name: str) -> Path:
    return next(folder.glob("attachments/*.sealed")) if name == ATTACHED else folder / name


@pytest.mark.rule("22239 8.1.4.9", "security 1.1 QubesOS #1577")
@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_set_is_told_and_never_restored(
    sets: tuple[Path, Path], tmp_path: Path, name: str, damage: str
) -> None:
    """A set with any damaged, cut, missing or exchanged file is refused by the restoring."""
    first, second = sets
    folder = copied(second, tmp_path)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    DAMAGES[damage](found(folder, name), found(first, name))
    if before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}:
        # The same attachment and the same script are in both sets, so a link or a copy of them
        # changes no byte; what a link leads to is refused all the same.
        if damage == "a link":
            with pytest.raises(Refusal):
                restored(folder, tmp_path / "new")
        return
    with pytest.raises(Refusal) as refused:
        restored(folder, tmp_path / "new")
    assert refused.value.code in {
        "restore.damaged", "backup.manifest", "backup.no_set", "vault.damaged", "storage.damaged",
        "restore.password",
    }  # fmt: skip
    assert not (tmp_path / "new").exists()
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


@pytest.mark.parametrize("offset", range(1, 25))
@pytest.mark.parametrize("name", ["register.db", "audit.db"])
def test_a_flipped_bit_anywhere_in_a_database_is_told_by_file(
    sets: tuple[Path, Path], tmp_path: Path, name: str, offset: int
) -> None:
    folder = copied(sets[1], tmp_path)
    flip(offset / 25, 1 << offset % 8)(folder / name, folder)
    with pytest.raises(Refusal) as refused:
        restored(folder, tmp_path / "new")
    assert (refused.value.code, refused.value.facts["file"]) == ("restore.damaged", name)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_mark_makes_no_set_verified(
    sets: tuple[Path, Path], tmp_path: Path, damage: str
) -> None:
    folder = copied(sets[1], tmp_path)
    DAMAGES[damage](folder / MARK, sets[0] / MARK)
    county = Bianqing(sets[0].parents[1] / "county")
    with backups_of(county) as (acts, _):
        (listed,) = acts.sets(tmp_path)
        assert not listed.verified
        assert listed.known


def test_the_refusal_names_the_file_and_the_next_older_set(
    sets: tuple[Path, Path], tmp_path: Path
) -> None:
    older, newer = (copied(each, tmp_path / "usb") for each in sets)
    flip(0.5)(found(newer, ATTACHED), newer)
    with pytest.raises(Refusal) as refused:
        restored(newer, tmp_path / "new")
    facts = refused.value.facts
    assert str(facts["file"]).startswith("attachments/")
    assert facts["older"] == str(older)
    assert restored(older, tmp_path / "new").manifest.name == older.name


def test_a_set_of_the_same_office_under_another_manifest_is_told(
    sets: tuple[Path, Path], tmp_path: Path
) -> None:
    first, second = sets
    folder = copied(second, tmp_path)
    for name in (MANIFEST, "audit.db", README, SCRIPT):
        shutil.copy(first / name, folder / name)
    with pytest.raises(Refusal) as refused:
        restored(folder, tmp_path / "new")
    assert refused.value.code == "restore.damaged"


def test_whoever_writes_a_manifest_without_the_key_is_told(
    sets: tuple[Path, Path], tmp_path: Path
) -> None:
    folder = copied(sets[1], tmp_path)
    content = (folder / MANIFEST).read_text(encoding="utf-8")
    (folder / MANIFEST).write_text(content.replace("手工", "定时"), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        restored(folder, tmp_path / "new")
    assert refused.value.code == "restore.damaged"
    county = Bianqing(sets[0].parents[1] / "county")
    with backups_of(county) as (acts, _):
        checked = acts.verify(folder, Steps())
    assert [problem.code for problem in checked.problems] == ["backup.not_ours"]


@pytest.mark.rule("22239 8.1.4.9")
def test_a_page_put_back_before_the_backup_is_told_by_the_backup(
    sets: tuple[Path, Path], tmp_path: Path
) -> None:
    """A register that is not what its audit witnessed makes no sound backup, and restores none."""
    first, second = sets
    county = Bianqing(Path(shutil.copytree(sets[0].parents[1] / "county", tmp_path / "county")))
    for name in ("系统管理员", "安全保密管理员", "安全审计员"):
        county.done("account", "add", name, "--role", name)
    county.done("summary")
    old = (first / "register.db").read_bytes()
    now = bytearray((county.data / "register.db").read_bytes())
    page = next(at for at in range(4096, len(old), 4096) if old[at : at + 64] != now[at : at + 64])
    now[page : page + 4096] = old[page : page + 4096]
    (county.data / "register.db").write_bytes(now)
    admin = county.as_user("系统管理员")
    assert admin.refused("backup", "--out", tmp_path / "usb") == "backup.not_sound"
    assert second.exists()
