"""Restoring in earnest to see that it can be done, and taking away what was restored."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.attendance import attended
from desktop.backup_drill import Drill
from desktop.resources import find_resources
from desktop.restoring import Restoring
from domain.backup_keeping import BackupReason
from domain.backups import CheckedTold
from storage.backup_keys import by_password
from storage.backup_proof import Proof, prove
from storage.medium import silent
from storage.scratch import DRILL
from tests.desktop.backing_up import CLOCK, Steps, made, restored
from tests.desktop.commanding import PASSWORD, Bianqing, init
from tests.desktop.small_county import PEOPLE
from tests.desktop.test_backup import attach
from tests.desktop.test_backup_desk import desk_of, edit, refused
from tests.desktop.test_witness import acts


@contextmanager
def drill_of(county: Bianqing, account: str = "负责人") -> Iterator[Drill]:
    restoring = Restoring(find_resources().words, CLOCK, prove)
    with attended(county.data, account, PASSWORD, CLOCK) as attendance:
        yield Drill(attendance, restoring)


def files(data: Path) -> dict[str, bytes]:
    """Return what lies in a data folder but the audit and what goes with every sign-in."""
    kept = ("vault.json", "vault.prev.json", "register.db")
    return {name: (data / name).read_bytes() for name in kept}


def spoil(path: Path) -> None:
    with (path / "register.db").open("r+b") as file:
        file.write(b"x")


def codes(proof: Proof) -> set[str]:
    return {problem.code for problem in proof.problems}


def proof_of(folder: Path, data: Path) -> Proof:
    keys = by_password(folder, "负责人", PASSWORD)
    return prove(folder, keys.for_proof(), silent, data)


def test_a_drill_restores_proves_and_leaves_nothing_behind(
    county: Bianqing, tmp_path: Path
) -> None:
    attach(county, tmp_path)
    path, before = made(county).path, files(county.data)
    with drill_of(county) as drill:
        drilled = drill(path, Steps())
    assert (drilled.path, drilled.problems, drilled.unread) == (path, (), ())
    assert drilled.manifest.facts.digest
    assert files(county.data) == before
    assert not (county.data / DRILL).exists()
    assert ("backup.drill", "成功", "") in acts(county)


def test_a_drill_in_a_new_process_says_the_same(county: Bianqing) -> None:
    path = made(county).path
    with drill_of(county) as drill:
        apart = Restoring(find_resources().words, CLOCK)
        drilled = Drill(drill.attendance, apart)(path, Steps())
    assert (drilled.problems, drilled.unread) == ((), ())


def test_a_set_that_cannot_be_restored_is_told_entered_and_loses_its_mark(
    county: Bianqing,
) -> None:
    path = made(county).path
    with drill_of(county) as drill:
        assert drill(path, Steps()).problems == ()
        spoil(path)
        with refused("restore.damaged"):
            drill(path, Steps())
    with desk_of(county) as (desk, _):
        assert desk.standing().drilled is None
        assert desk.standing().newest is None, "a set that is damaged counts as verified no more"
    assert not (county.data / DRILL).exists()
    assert ("backup.drill", "拒绝", "restore.damaged") in acts(county)


def test_what_was_restored_is_held_against_what_was_backed_up(
    county: Bianqing, tmp_path: Path
) -> None:
    older = made(county).path
    with desk_of(county) as (_, office):
        edit(office, PEOPLE[0])
    path = made(county).path
    data = restored(path, tmp_path / "again").path
    assert proof_of(path, data) == Proof(())
    shutil.copy(older / "register.db", data / "register.db")
    assert {"backup.register_number", "backup.digest"} <= codes(proof_of(path, data))
    shutil.copy(path / "register.db", data / "register.db")
    shutil.copy(older / "audit.db", data / "audit.db")
    assert "audit.anchor" in codes(proof_of(path, data)), "a shorter chain is another one"
    shutil.copy(path / "audit.db", data / "audit.db")
    (data / "vault.json").write_bytes(b"{}")
    assert codes(proof_of(path, data)) == {"backup.vault"}


def test_a_system_admin_drills_without_the_ledgers_key(county: Bianqing) -> None:
    county.done("account", "add", "周工", "--role", "系统管理员")
    path = made(county).path
    with drill_of(county, "周工") as drill:
        drilled = drill(path, Steps())
    assert drilled.problems == ()
    assert any("register.db" in name for name in drilled.unread)
    with desk_of(county) as (desk, _):
        assert desk.standing().drill_due, "what was not read was not tried"


def test_who_may_not_restore_may_not_drill(county: Bianqing) -> None:
    county.done("account", "add", "李审", "--role", "安全审计员")
    path = made(county).path
    with drill_of(county, "李审") as drill, refused("role.denied"):
        drill(path, Steps())


def test_what_a_cut_off_drill_left_goes_with_the_next(county: Bianqing) -> None:
    path = made(county).path
    left = county.data / DRILL / "restored.restoring-1"
    left.mkdir(parents=True)
    (left / "register.db").write_bytes(b"half")
    with drill_of(county) as drill:
        assert drill(path, Steps()).problems == ()
    assert not (county.data / DRILL).exists()


def test_a_drill_that_is_stopped_leaves_nothing_behind(county: Bianqing) -> None:
    path = made(county).path

    class Stopped(Exception):
        """Somebody pressed 取消."""

    class Stopping(Steps):
        def step(self, done: int, total: int) -> None:
            super().step(done, total)
            if done > total // 2:
                raise Stopped

    with drill_of(county) as drill, pytest.raises(Stopped):
        drill(path, Stopping())
    assert not (county.data / DRILL).exists()


def test_a_set_of_another_office_is_refused(county: Bianqing, tmp_path: Path) -> None:
    other = init(tmp_path / "other", "629926", "安宁县", "county", "--single-operator")
    path = made(other).path
    with drill_of(county) as drill, refused("backup.closed"):
        drill(path, Steps())
    assert ("backup.drill", "拒绝", "backup.closed") in acts(county)


def test_the_newest_backup_is_drilled_by_command(county: Bianqing) -> None:
    assert county.refused("backup", "drill") == "backup.no_set"
    made(county)
    newest = made(county)
    drilled = county.done("backup", "drill")
    assert (drilled["path"], drilled["verified"]) == (str(newest.path), True)
    assert drilled["digest"] == newest.facts.digest


def test_the_window_knows_when_a_drill_was_passed(county: Bianqing) -> None:
    with desk_of(county) as (desk, _):
        assert not desk.standing().drill_due
        path = desk.make(BackupReason.BY_HAND, Steps()).path
        assert desk.standing().drill_due
        assert desk.drill(Path(path), Steps()) == CheckedTold()
        assert (desk.standing().drilled, desk.standing().drill_due) == (CLOCK.now(), False)
    (county.data / DRILL).mkdir()
    with desk_of(county) as (desk, _):
        assert desk.standing().drilled == CLOCK.now()
    assert not (county.data / DRILL).exists()
