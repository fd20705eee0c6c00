"""Backups by the window's desk over a real office: made, compared, one unit taken back."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.attendance import attended
from desktop.backup_desk import BackupDesk
from desktop.front_door import OfficeDoor
from desktop.office import OpenOffice, open_office
from desktop.preferences import FilePreferences
from desktop.resources import find_resources
from domain.backup_keeping import BackupReason
from domain.backups import CheckedTold, SetOpening, SetState
from domain.case import DONE
from domain.case_outcomes import CaseDraft
from domain.documents import Document
from domain.errors import Refusal
from domain.facts import UnitId
from domain.versions import AsOf
from domain.workflow.taking_back import TakeBack
from storage.audit_entries import Recorded
from storage.backup_proof import prove
from storage.scratch import PREVIEW
from tests.desktop.backing_up import CLOCK, Steps, copied, made
from tests.desktop.commanding import PASSWORD, Bianqing, init
from tests.desktop.small_county import EDUCATION, PEOPLE
from tests.desktop.test_witness import acts, entries

NOW = CLOCK.now()


@contextmanager
def desk_of(county: Bianqing) -> Iterator[tuple[BackupDesk, OpenOffice]]:
    resources = find_resources()
    with open_office(county.data, county.user, county.password, resources, CLOCK) as office:
        yield BackupDesk(office.attendance, resources, office, prover=prove), office


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refusal) as refusal:
        yield
    assert refusal.value.code == code


def unit_of(office: OpenOffice, name: str = EDUCATION) -> UnitId:
    with office.register.reading() as reader:
        return next(unit.unit for unit in reader.units(AsOf(CLOCK.today())) if unit.name == name)


def edit(office: OpenOffice, *people: dict[str, str], education: str = "初中") -> None:
    """Edit people of the bureau by one case."""
    stated = tuple({"id": person["身份证号"], "education": education} for person in people)
    draft = CaseDraft(
        "人员修改", unit_of(office), Document("安编办函〔2026〕9号"), date(2026, 11, 20), stated
    )
    case = office.cases.draft(office.actor, draft).case.id
    office.cases.submit(office.actor, case)
    office.cases.approve(office.actor, case)


def test_a_backup_is_made_listed_and_verified_again(county: Bianqing) -> None:
    with desk_of(county) as (desk, _):
        assert desk.overview().standing.old
        assert desk.wanted()
        path = desk.make(BackupReason.EXIT, Steps()).path
        overview = desk.overview()
        (one,) = overview.sets
        assert (one.path, one.state, one.reason) == (path, SetState.VERIFIED, "退出")
        assert (one.made, one.on_medium, one.unread) == (NOW, False, ())
        assert one.size > 0
        assert (overview.folder, overview.medium) == (county.data / "backup", None)
        assert desk.standing() == overview.standing
        assert (overview.standing.newest, overview.standing.old) == (NOW, False)
        assert overview.standing.medium_due
        assert not desk.wanted()
        assert desk.verify(Path(path), Steps()) == CheckedTold()
        with (Path(path) / "register.db").open("r+b") as file:
            file.write(b"x")
        (told,) = desk.verify(Path(path), Steps()).problems
        assert "register.db" in told
        assert desk.overview().sets[0].state is SetState.UNVERIFIED


def test_work_without_a_change_is_not_backed_up_again(county: Bianqing) -> None:
    hours = timedelta(hours=5)
    with desk_of(county) as (desk, office):
        assert desk.due(hours)
        assert not desk.due(timedelta(hours=3))
        desk.make(BackupReason.HOURS, Steps())
        edit(office, PEOPLE[0])
        assert desk.wanted()


def test_a_medium_is_chosen_and_its_sets_are_listed_while_it_is_there(
    county: Bianqing, tmp_path: Path
) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    with desk_of(county) as (desk, _):
        with refused("backup.no_medium"):
            desk.make_on_medium(Steps())
        desk.choose_medium(usb)
        path = desk.make_on_medium(Steps()).path
        overview = desk.overview()
        assert [(one.path, one.on_medium) for one in overview.sets] == [(path, True)]
        assert (overview.medium, overview.away, overview.standing.medium_due) == (usb, "", False)
        usb.rename(tmp_path / "gone")
        assert (desk.overview().sets, bool(desk.overview().away)) == ((), True)
        (county.data / "backup-reminder.json").write_text('{"medium_made": "x"}')
        assert desk.overview().standing.medium_due
        desk.choose_folder(tmp_path / "gone")
        assert desk.overview().folder == tmp_path / "gone"
        with refused("backup.place"):
            desk.choose_folder(county.data / "attachments")


def test_a_backup_on_the_medium_counts_however_it_was_made(
    county: Bianqing, tmp_path: Path
) -> None:
    usb = tmp_path / "usb"
    with desk_of(county) as (desk, _):
        desk.choose_medium(usb)
    county.done("backup", "--out", tmp_path / "elsewhere")
    with desk_of(county) as (desk, _):
        assert desk.standing().medium_due
    county.done("backup", "--out", usb)
    with desk_of(county) as (desk, _):
        assert desk.standing().medium_made == NOW


def test_a_skipped_backup_is_entered_with_its_reason(county: Bianqing) -> None:
    with desk_of(county) as (desk, _):
        with refused("backup.skipped"):
            desk.skip(BackupReason.EXIT, " ")
        desk.skip(BackupReason.EXIT, "赶时间")
    last = entries(county)[-1]
    assert (last.act, last.object) == ("backup.skip", "退出 赶时间")


def test_w15_a_batch_edit_is_seen_beside_yesterdays_backup_and_one_unit_taken_back(
    county: Bianqing,
) -> None:
    """One unit goes back to a backup beside the live office; the audit shows both."""
    digest = county.digest()
    with desk_of(county) as (desk, office):
        path = desk.make(BackupReason.EXIT, Steps()).path
        before = len(entries_of(office))
        edit(office, PEOPLE[0], PEOPLE[1])
        found = desk.preview(Path(path), None, Steps())
        assert desk.previews
        assert [(one.name, one.changed, one.people) for one in found.units] == [(EDUCATION, 2, 2)]
        copy = county.data / PREVIEW
        assert stat.S_IMODE(copy.stat().st_mode) == 0o700
        asked = TakeBack(unit_of(office), "批量改错了")
        seen = desk.look(asked)
        assert [part.title for part in seen.parts] == ["安一", "安二"]
        assert [entry.change.kind for entry in seen.since] == ["人员修改"]
        done = desk.take_back(asked)
        assert done.case is not None
        assert (done.case.case.state, done.case.case.single) == (DONE, True)
        assert done.case.case.explanation == f"取回 {NOW:%Y-%m-%d %H:%M} 备份的内容：批量改错了"
        with refused("restore.nothing"):
            desk.take_back(asked)
        desk.end_preview()
        assert not copy.exists()
        with refused("restore.no_preview"):
            desk.look(asked)
        done_acts = [entry.act for entry in entries_of(office)[before:]]
    assert done_acts.count("case.approve") == 2
    assert done_acts.count("restore.unit") == 1
    assert county.digest() == digest


def entries_of(office: OpenOffice) -> tuple[Recorded, ...]:
    return tuple(office.audit.rows(0))


def test_a_preview_never_writes_to_the_set_and_leaves_with_its_copy(
    county: Bianqing, tmp_path: Path
) -> None:
    path = made(county, tmp_path / "usb").path
    before = {file: file.stat().st_mtime_ns for file in path.rglob("*")}
    with desk_of(county) as (desk, office):
        edit(office, PEOPLE[0])
        desk.preview(Path(path), None, Steps())
        path.rename(tmp_path / "pulled")
        assert desk.look(TakeBack(unit_of(office))).parts
        (tmp_path / "pulled").rename(path)
    assert {file: file.stat().st_mtime_ns for file in path.rglob("*")} == before
    assert (county.data / PREVIEW).exists()
    with desk_of(county):
        assert not (county.data / PREVIEW).exists()


def test_a_set_of_another_office_or_damaged_is_not_previewed(
    county: Bianqing, tmp_path: Path
) -> None:
    path = made(county, tmp_path / "usb").path
    damaged = copied(path, tmp_path)
    with (damaged / "register.db").open("r+b") as file:
        file.write(b"x")
    other = tmp_path / "编清备份-629926-20261121-120000-1"
    other.mkdir()
    content = (path / "清单.json").read_text("utf-8")
    name = path.name
    (other / "清单.json").write_text(
        content.replace(name, other.name).replace('"office": "629925"', '"office": "629926"')
    )
    with desk_of(county) as (desk, _):
        with refused("restore.differs"):
            desk.preview(damaged, None, Steps())
        assert not (county.data / PREVIEW).exists()
        with refused("restore.foreign"):
            desk.preview(other, None, Steps())
    assert [entry.reason for entry in entries(county)][-1] == "restore.foreign"


def test_a_set_that_the_own_keys_do_not_open_asks_for_its_own(
    county: Bianqing, tmp_path: Path
) -> None:
    apart = init(tmp_path / "apart", "629925", "安澜县", "county", "--single-operator")
    path = made(apart, tmp_path / "usb").path
    changed = "Anlan-2026-another"
    with desk_of(county) as (desk, _):
        with refused("restore.key_wanted"):
            desk.preview(path, None, Steps())
        with refused("restore.password"):
            desk.preview(path, SetOpening("负责人", changed), Steps())
        assert desk.preview(path, SetOpening("负责人", PASSWORD), Steps()).units
        with refused("recovery.length"):
            desk.preview(path, SetOpening(code="AAAA"), Steps())


def test_an_office_is_restored_beside_the_open_one(county: Bianqing, tmp_path: Path) -> None:
    path = made(county, tmp_path / "usb").path
    with desk_of(county) as (desk, _):
        told = desk.restore(path, tmp_path / "again", None, Steps())
        with refused("restore.occupied"):
            desk.restore(path, tmp_path / "again", None, Steps())
    assert told.path == tmp_path / "again"
    assert str(told.path) in told.lines[0]
    assert Bianqing(tmp_path / "again").digest() == county.digest()
    assert ("restore.make", "成功", "") in acts(county, 0)


def test_a_system_admin_makes_and_proves_backups_without_seeing_into_them(
    county: Bianqing,
) -> None:
    county.done("account", "add", "周工", "--role", "系统管理员")
    resources = find_resources()
    with attended(county.data, "周工", PASSWORD, CLOCK) as attendance:
        desk = BackupDesk(attendance, resources, prover=prove)
        assert not desk.previews
        path = desk.make(BackupReason.BY_HAND, Steps()).path
        assert desk.overview().sets[0].state is SetState.VERIFIED
        assert desk.overview().standing.newest is not None
        with refused("role.no_register_key"):
            desk.preview(Path(path), None, Steps())


def test_a_backup_before_an_act_never_keeps_it_from_being_done(
    county: Bianqing, tmp_path: Path
) -> None:
    with desk_of(county) as (desk, office):
        desk.make_before(BackupReason.IMPORT, Steps())
        (one,) = desk.overview().sets
        assert one.reason == "导入前"
        desk.make_before(BackupReason.IMPORT, Steps())
        assert len(desk.overview().sets) == 1
        shelf = tmp_path / "other"
        desk.choose_folder(shelf)
        shelf.write_text("not a folder")
        edit(office, PEOPLE[0])
        desk.make_before(BackupReason.IMPORT, Steps())
        shelf.unlink()
        assert desk.standing().trouble
        desk.make(BackupReason.BY_HAND, Steps())
        assert not desk.standing().trouble


def test_an_office_is_restored_before_anybody_signs_in(county: Bianqing, tmp_path: Path) -> None:
    """Nothing of the former data needs to open; all of it goes aside."""
    path = made(county, tmp_path / "usb").path
    digest = county.digest()
    for name in ("register.db", "vault.json", "vault.prev.json"):
        (county.data / name).write_bytes(b"damaged")
    begun: list[None] = []
    preferences = FilePreferences(tmp_path / "window.json")
    door = OfficeDoor(
        county.data, find_resources(), CLOCK, preferences, lambda _: begun.append(None)
    )
    (listed,) = door.backups((path,)).sets
    assert (listed.path, listed.state) == (path, SetState.CLOSED)
    opening = SetOpening("负责人", PASSWORD)
    with refused("restore.password"):
        door.restore(
                path, county.data, SetOpening("负责人", "x"), Steps(), replace=True,
                other_founding=False,
            )  # fmt: skip
    told = door.restore(path, county.data, opening, Steps(), replace=True, other_founding=False)
    assert any("隔离" in line or "quarantine" in line for line in told.lines)
    assert county.digest() == digest
    door.begin_again()
    assert begun == [None]
    assert preferences.read("data") == str(county.data)
