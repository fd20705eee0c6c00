"""Making backups: what a set holds, when it counts as verified, and what stands in the way."""

from __future__ import annotations

import json
import resource
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from domain.backup_keeping import BackupReason
from domain.errors import Cancelled, Refusal
from storage import backup_shelf
from storage.audit_entries import Problem
from storage.backup_proof import Proof, ProofKeys, prove
from storage.backup_set import MANIFEST, MARK, README, SCRIPT
from storage.medium import Step
from tests.desktop.backing_up import CLOCK, Steps, backups_of, made
from tests.desktop.commanding import Bianqing
from tests.desktop.test_witness import acts, entries
from tests.storage.attached_files import put

LETTER = ("--number", "安编办函〔2026〕21号", "--title", "函", "--issuer", "安澜县委编办")


def attach(county: Bianqing, folder: Path) -> None:
    county.done("document", "add", *LETTER, "--date", "2026-11-20", "--file", put(folder))


def unsound(_folder: Path, _keys: ProofKeys, _step: Step, restored: Path | None = None) -> Proof:
    assert restored is None
    return Proof((Problem("backup.file_differs", {"file": "register.db"}),))


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refusal) as refusal:
        yield
    assert refusal.value.code == code


@pytest.mark.rule("22239 8.1.4.9", "security 1.1 QubesOS #1577", "security 1.1 electrum #6399")
def test_a_backup_is_read_back_in_a_new_process_and_restores_all_there_is(
    county: Bianqing, tmp_path: Path
) -> None:
    """A backup counts as verified only when another process read it back and found all facts."""
    attach(county, tmp_path)
    before = len(entries(county))
    answer = county.done("backup", "--out", tmp_path / "usb")
    folder = Path(answer["path"])
    assert answer["verified"] is True
    assert answer["digest"] == county.digest()
    assert answer["files"] == len(json.loads((folder / MANIFEST).read_text())["files"])
    assert answer["removed"] == answer["unread"] == []
    (listed,) = county.done("backup", "list", "--out", tmp_path / "usb")["sets"]
    assert (listed["path"], listed["verified"]) == (str(folder), True)
    assert acts(county, before)[:2] == [
        ("backup.make", "成功", ""), ("backup.verify", "成功", ""),
    ]  # fmt: skip


def test_a_set_holds_raw_copies_and_names_nobody(county: Bianqing, tmp_path: Path) -> None:
    attach(county, tmp_path)
    folder = made(county, tmp_path / "usb").path
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    sealed = {f"attachments/{path.name}" for path in (county.data / "attachments").glob("*.sealed")}
    plain = {"vault.json", "vault.prev.json", "register.db", "audit.db"}
    assert names == plain | sealed | {MANIFEST, MARK, README, SCRIPT}
    assert (folder / "register.db").read_bytes() == (county.data / "register.db").read_bytes()
    assert folder.name.startswith("编清备份-629925-20261121-")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_manifest_names_every_byte_and_nobody(county: Bianqing, tmp_path: Path) -> None:
    folder = made(county, tmp_path / "usb").path
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    for line in manifest["files"]:
        assert (folder / line["path"]).stat().st_size == line["size"]
    assert manifest["reason"] == "手工"
    assert county.user not in (folder / MANIFEST).read_text(encoding="utf-8")


def test_a_readme_tells_a_stranger_what_to_do(county: Bianqing, tmp_path: Path) -> None:
    result = made(county, tmp_path / "usb")
    text = (result.path / README).read_text(encoding="utf-8")
    for told in (result.path.name, result.facts.digest, "python3 恢复.py 核对", "恢复单"):
        assert told in text
    assert "{" not in text


def test_unchanged_attachments_are_shared_and_nothing_else_is(
    county: Bianqing, tmp_path: Path
) -> None:
    attach(county, tmp_path)
    first, second = (made(county, tmp_path / "usb").path for _ in range(2))
    (sealed,) = first.glob("attachments/*.sealed")
    assert sealed.samefile(second / "attachments" / sealed.name)
    for name in ("vault.json", "register.db", "audit.db"):
        assert not (first / name).samefile(second / name)


@pytest.mark.rule("security 1.1 QubesOS #1577")
def test_a_shared_attachment_that_was_damaged_is_copied_anew(
    county: Bianqing, tmp_path: Path
) -> None:
    """A set never passes on the damage of the set before it."""
    attach(county, tmp_path)
    first = made(county, tmp_path / "usb").path
    (sealed,) = first.glob("attachments/*.sealed")
    content = bytearray(sealed.read_bytes())
    content[9] ^= 1
    sealed.write_bytes(content)
    second = made(county, tmp_path / "usb")
    assert not sealed.samefile(second.path / "attachments" / sealed.name)
    assert second.verified
    assert len(tuple(backup_shelf.sets_in(tmp_path / "usb", None, lambda _: None))) == 2


def test_a_set_that_does_not_prove_is_kept_unverified_and_told(
    county: Bianqing, tmp_path: Path
) -> None:
    with backups_of(county, unsound) as (acts_, _), refused("backup.not_sound"):
        acts_.make(BackupReason.BY_HAND, Steps(), tmp_path / "usb")
    (listed,) = county.done("backup", "list", "--out", tmp_path / "usb")["sets"]
    assert (listed["readable"], listed["own"], listed["verified"]) == (True, True, False)
    assert entries(county)[-3].reason == "backup.not_sound" or "backup.not_sound" in {
        entry.reason for entry in entries(county)
    }


def test_a_set_is_verified_again_and_loses_its_mark_when_it_is_damaged(
    county: Bianqing, tmp_path: Path
) -> None:
    folder = made(county, tmp_path / "usb").path
    assert county.done("backup", "verify", folder)["verified"] is True
    with (folder / "register.db").open("r+b") as file:
        file.seek(5000)
        file.write(b"x")
    answer = county("backup", "verify", folder)
    assert (answer.exit, answer.value["verified"]) == (3, False)
    assert [problem["code"] for problem in answer.value["problems"]] == ["backup.file_differs"]
    assert not (folder / MARK).exists()
    assert "未验证" in county.in_words("backup", "list", "--out", tmp_path / "usb")


@pytest.mark.parametrize("part", [0.25, 0.6, 0.9])
@pytest.mark.parametrize("stop", [Cancelled, KeyboardInterrupt])
def test_a_stopped_backup_leaves_nothing(
    county: Bianqing, tmp_path: Path, part: float, stop: type[BaseException]
) -> None:
    """While it is written, and while what was written is proved."""

    class Stop(Steps):
        def step(self, done: int, total: int) -> None:
            super().step(done, total)
            if done > total * part:
                raise stop

    with backups_of(county) as (acts_, _), pytest.raises(stop):
        acts_.make(BackupReason.BY_HAND, Stop(), tmp_path / "usb")
    assert [path for path in (tmp_path / "usb").iterdir() if path.is_dir()] == []
    done = [entry.act for entry in entries(county)]
    assert done.count("backup.make") == done.count("backup.remove")
    assert made(county, tmp_path / "usb").verified


def test_what_a_killed_backup_left_is_cleared_and_nothing_else(
    county: Bianqing, tmp_path: Path
) -> None:
    shelf = tmp_path / "usb"
    left = shelf / "编清备份-629925-20261120-080000-4.unfinished"
    foreign = shelf / "照片.unfinished"
    for folder in (left, foreign):
        folder.mkdir(parents=True)
        (folder / "x").touch()
    folder = made(county, shelf).path
    assert foreign.exists()
    assert not left.exists()
    assert folder.name.endswith("-1")


def test_one_backup_at_a_time(county: Bianqing, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    with backup_shelf.held(tmp_path / "usb"):
        assert county.refused("backup", "--out", tmp_path / "usb") == "backup.running"
    assert county.done("backup", "--out", tmp_path / "usb")["verified"]


def test_a_medium_without_room_is_told_first(county: Bianqing, tmp_path: Path) -> None:
    first = made(county, tmp_path / "usb").path
    with (county.data / "attachments" / "large.sealed").open("wb") as file:
        file.truncate(1 << 42)
    answer = county("backup", "--out", tmp_path / "usb")
    assert answer.code == "backup.no_room"
    assert [path for path in (tmp_path / "usb").iterdir() if path.is_dir()] == [first]


def test_a_backup_may_not_lie_among_the_data(county: Bianqing) -> None:
    for name in ("", "attachments", "outbox/usb", "quarantine"):
        assert county.refused("backup", "--out", county.data / name) == "backup.place"
    assert county.done("backup", "--out", county.data / "backup")["verified"]


def test_sets_of_other_offices_and_other_folders_are_left_alone(
    county: Bianqing, tmp_path: Path
) -> None:
    shelf = tmp_path / "usb"
    foreign = shelf / "编清备份-629999-20200101-080000-1"
    broken = shelf / "编清备份-629925-20200101-080000-7"
    for folder in (foreign, broken):
        folder.mkdir(parents=True)
        (folder / MANIFEST).write_text("{", encoding="utf-8")
    assert made(county, shelf).path.name.endswith("-8")
    assert foreign.exists()
    listed = county.done("backup", "list", "--out", shelf)["sets"]
    assert [each["readable"] for each in listed] == [True, False]


def test_only_whoever_may_makes_backups_by_hand(county: Bianqing, tmp_path: Path) -> None:
    county.done("account", "add", "经办", "--role", "经办")
    county.done("account", "release", "经办")
    clerk = county.as_user("经办")
    assert clerk.refused("backup", "--out", tmp_path / "usb") == "role.denied"
    with backups_of(clerk) as (acts_, _):
        assert acts_.make(BackupReason.EXIT, Steps(), tmp_path / "usb").verified


def test_the_system_admin_backs_up_what_he_cannot_read(county: Bianqing, tmp_path: Path) -> None:
    for name in ("系统管理员", "安全保密管理员", "安全审计员"):
        county.done("account", "add", name, "--role", name)
    county.done("summary")
    admin = county.as_user("系统管理员")
    answer = admin.done("backup", "--out", tmp_path / "usb")
    assert (answer["verified"], answer["digest"]) == (True, "")
    assert len(answer["unread"]) == 1
    assert "register.db" in answer["unread"][0]
    assert admin.done("backup", "verify", answer["path"])["unread"] == answer["unread"]
    assert county.done("backup", "verify", answer["path"])["verified"]
    auditor = county.as_user("安全审计员")
    assert auditor.refused("backup", "--out", tmp_path / "usb") == "role.denied"


def test_a_register_that_was_not_closed_is_no_backup_without_its_key(
    county: Bianqing, tmp_path: Path
) -> None:
    for name in ("系统管理员", "安全保密管理员", "安全审计员"):
        county.done("account", "add", name, "--role", name)
    (county.data / "register.db-wal").write_bytes(bytes(64))
    admin = county.as_user("系统管理员")
    assert admin.refused("backup", "--out", tmp_path / "usb") == "backup.log_pending"


def test_old_sets_are_taken_away_and_entered(county: Bianqing, tmp_path: Path) -> None:
    folders = [made(county, tmp_path / "usb").path for _ in range(5)]
    left = sorted(path.name for path in (tmp_path / "usb").iterdir() if path.is_dir())
    assert left == sorted(folder.name for folder in folders[-3:])
    gone = [entry.object for entry in entries(county) if entry.act == "backup.remove"]
    assert gone == [folder.name for folder in folders[:2]]


def test_four_hours_of_work_ask_for_a_backup(county: Bianqing) -> None:
    now = CLOCK.now()
    with backups_of(county) as (acts_, office):
        assert not acts_.due(now, timedelta(hours=3, minutes=59))
        assert acts_.due(now, timedelta(hours=4))
        assert acts_.changed()
        acts_.make(BackupReason.HOURS, Steps())
        assert not acts_.due(now + timedelta(hours=1), timedelta(hours=4))
        assert acts_.due(now + timedelta(hours=5), timedelta(hours=4))
        assert acts_.due(now - timedelta(days=400), timedelta(hours=4))
        assert not acts_.changed()
        with office.register.writing(office.actor) as writer:
            writer.audit("x", "y")
        assert acts_.changed()
        acts_.make(BackupReason.HOURS, Steps())
        assert not acts_.changed()
    county.done("account", "add", "经办", "--role", "经办")
    with backups_of(county) as (acts_, _):
        assert acts_.changed()


def test_the_medium_that_is_carried_away_is_remembered(county: Bianqing, tmp_path: Path) -> None:
    with backups_of(county) as (acts_, _):
        assert acts_.places.medium is None
        assert acts_.places.folder == county.data / "backup"
        acts_.places.choose_medium(tmp_path / "usb")
        acts_.places.choose_folder(tmp_path / "disk")
        with refused("backup.place"):
            acts_.places.choose_medium(county.data)
    with backups_of(county) as (acts_, _):
        assert (acts_.places.medium, acts_.places.folder) == (tmp_path / "usb", tmp_path / "disk")
        assert acts_.make(BackupReason.EXIT, Steps()).path.parent == tmp_path / "disk"
        assert [each.verified for each in acts_.sets()] == [True]
        assert tuple(acts_.sets(tmp_path / "usb")) == ()


def test_a_medium_that_vanishes_leaves_the_sets_before_whole(
    county: Bianqing, tmp_path: Path
) -> None:
    first = made(county, tmp_path / "usb").path
    away = tmp_path / "pulled"

    class Pull(Steps):
        def step(self, done: int, total: int) -> None:
            if not away.exists():
                (tmp_path / "usb").rename(away)
            super().step(done, total)

    with backups_of(county) as (acts_, _), refused("backup.medium_lost"):
        acts_.make(BackupReason.BY_HAND, Pull(), tmp_path / "usb")
    assert county.done("backup", "verify", away / first.name)["verified"]


@pytest.mark.rule("security 1.1 keepassxc #6634")
def test_a_medium_that_fills_up_leaves_the_sets_before_whole(
    county: Bianqing, tmp_path: Path
) -> None:
    """A full disk during a backup harms neither the data nor the backups before."""
    first = made(county, tmp_path / "usb").path
    digest = county.digest()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with backups_of(county) as (acts_, _), refused("backup.medium_full"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, hard))
        try:
            acts_.make(BackupReason.BY_HAND, Steps(), tmp_path / "usb")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [path for path in (tmp_path / "usb").iterdir() if path.is_dir()] == [first]
    assert county.done("backup", "verify", first)["verified"]
    assert county.digest() == digest
    assert made(county, tmp_path / "usb").verified


def test_progress_goes_from_nothing_to_all(county: Bianqing, tmp_path: Path) -> None:
    steps = Steps()
    with backups_of(county) as (acts_, _):
        acts_.make(BackupReason.BY_HAND, steps, tmp_path / "usb")
    done = [each for each, _ in steps.told]
    assert done == sorted(done)
    assert len({total for _, total in steps.told}) == 1
    assert 0 <= steps.told[-1][1] - done[-1] < steps.told[-1][1] // 10


def test_a_set_on_a_disc_that_cannot_be_written_proves_as_well(
    county: Bianqing, tmp_path: Path
) -> None:
    folder = made(county, tmp_path / "usb").path
    (folder / MARK).unlink()
    (folder / f"{MARK}.new").mkdir()
    assert county.done("backup", "verify", folder)["verified"]
    assert not (folder / MARK).exists()


def test_a_set_of_another_office_does_not_open(county: Bianqing, tmp_path: Path) -> None:
    folder = made(county, tmp_path / "usb").path
    shutil.copy(county.data / "vault.json", tmp_path)
    vault = json.loads((folder / "vault.json").read_text(encoding="utf-8"))
    vault["body"]["accounts"][0]["audit_seal"] = "00"
    for name in ("vault.json", "vault.prev.json"):
        (folder / name).write_text(json.dumps(vault), encoding="utf-8")
    assert county.refused("backup", "verify", folder) == "backup.closed"
    assert "打不开" in county.in_words("backup", "list", "--out", tmp_path / "usb")


def test_what_is_no_set_is_refused(county: Bianqing, tmp_path: Path) -> None:
    assert county.refused("backup", "verify", tmp_path) == "backup.no_set"
    assert county("backup", "verify").exit == 2
    assert county.in_words("backup", "list", "--out", tmp_path / "none") == "还没有备份。\n"


def test_a_made_set_is_not_changed_by_looking_at_it(county: Bianqing, tmp_path: Path) -> None:
    folder = made(county, tmp_path / "usb").path
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with backups_of(county, prove) as (acts_, _):
        acts_.verify(folder, Steps())
        assert tuple(acts_.sets(tmp_path / "usb"))
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_moments_are_told_with_their_zone(county: Bianqing, tmp_path: Path) -> None:
    made(county, tmp_path / "usb")
    with backups_of(county) as (acts_, _):
        (listed,) = acts_.sets(tmp_path / "usb")
    assert datetime.fromisoformat(listed.verified_at).tzinfo is not None
