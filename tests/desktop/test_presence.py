"""From the password to the desk: the sheet of a set-up, new keys, a register that is doubted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop.desk import OfficeDesk
from desktop.exchange_desk import Silent
from desktop.front_door import OfficeDoor
from desktop.preferences import FilePreferences
from desktop.resources import find_resources
from desktop.security_desk import SecurityDesk
from domain.calendar import Year
from domain.errors import Refusal
from domain.facts import OfficeCode
from domain.keys import RotationAsked
from domain.outcomes import SetupAnswers
from tests.desktop.commanding import PASSWORD, Bianqing, init
from tests.desktop.test_exchange_desk import CLOCK
from tests.desktop.test_witness import acts

HEAD = "负责人"


def door_at(folder: Path) -> OfficeDoor:
    preferences = FilePreferences(folder.parent / "preferences.json")
    return OfficeDoor(folder, find_resources(), CLOCK, preferences, lambda _: None)


def answers(folder: Path) -> SetupAnswers:
    return SetupAnswers(
        code=OfficeCode("629925"),
        name="安澜县",
        level="county",
        account=HEAD,
        password=PASSWORD,
        single_operator=True,
        data_folder=folder,
        backup_folder=folder.parent / "backup",
    )


@pytest.mark.rule("security 3.3")
def test_a_set_up_closed_at_the_sheet_goes_on_there(tmp_path: Path) -> None:
    """设置: nobody works on an office whose recovery sheet was never typed back."""
    folder = tmp_path / "data"
    lost = "".join(door_at(folder).create_office(answers(folder), Silent()))
    desk = door_at(folder).open_office(HEAD, PASSWORD)
    assert desk.security.backup.overview().folder == tmp_path / "backup"
    keys = desk.security.keys
    assert keys.sheet_unproved
    code = "".join(keys.new_sheet())
    sheet = tmp_path / "sheet.pdf"
    keys.save_sheet(sheet)
    assert sheet.stat().st_size
    with pytest.raises(Refusal) as caught:
        keys.drill(lost)
    assert caught.value.code == "recovery.wrong"
    keys.drill(code)
    desk.lock()
    again = door_at(folder).open_office(HEAD, PASSWORD)
    assert not again.security.keys.sheet_unproved
    assert again.security.keys.keys().drilled == CLOCK.today()
    again.lock()


def test_an_office_of_the_command_line_has_its_sheet(tmp_path: Path) -> None:
    county = init(tmp_path / "data", "629925", "安澜县", "county")
    desk = door_at(county.data).open_office(HEAD, PASSWORD)
    assert not desk.security.keys.sheet_unproved
    desk.lock()


@pytest.mark.rule("security 3.5")
@pytest.mark.parametrize("now", [True, False])
def test_new_keys_are_told_at_the_door_and_made_before_anything_is_open(
    tmp_path: Path,
    now: bool,  # noqa: FBT001 - which way is taken
) -> None:
    """登录: new keys are made between the password and the opening of the databases."""
    county = alone(tmp_path)
    desk = door_at(county.data).open_office(HEAD, PASSWORD)
    desk.security.keys.order_rotation("老王离岗")
    held = desk.security.keys.keys()
    assert held.rotation is not None
    assert held.rotation.reason == "老王离岗"
    desk.lock()
    door = door_at(county.data)
    asked = door.sign_in(HEAD, PASSWORD)
    assert isinstance(asked, RotationAsked)
    entered, told = door.rotate(Silent()) if now else (door.enter(), ())
    assert bool(told) is now
    assert (entered.security.keys.keys().rotation is None) is now
    entered.lock()
    done = [act for act, result, _ in acts(county) if result == "成功"]
    assert ("keys.rotate" in done) is now
    assert ("backup.make" in done) is now


def alone(tmp_path: Path) -> Bianqing:
    return init(tmp_path / "data", "629925", "安澜县", "county", "--single-operator")


def test_an_officer_has_no_desk_with_ledgers(tmp_path: Path) -> None:
    county = init(tmp_path / "data", "629925", "安澜县", "county")
    county.done("account", "add", "赵敏", "--role", "系统管理员")
    with pytest.raises(Refusal) as caught:
        door_at(county.data).open_office("赵敏", PASSWORD)
    assert caught.value.code == "role.no_register_key"
    door_at(county.data).open_office(HEAD, PASSWORD).lock()


@pytest.mark.rule("design 4")
def test_a_register_from_yesterday_is_told_and_accepted_with_a_reason(tmp_path: Path) -> None:
    """登录: a register put back is told with what it lacks, and accepted by the 负责人."""
    county = alone(tmp_path)
    register = county.data / "register.db"
    yesterday = register.read_bytes()
    county.done("account", "add", "老王")
    door = door_at(county.data)
    desk = door.open_office(HEAD, PASSWORD)
    desk.keep_year(2027, Year())
    desk.lock()
    register.write_bytes(yesterday)
    door = door_at(county.data)
    desk = door.open_office(HEAD, PASSWORD)
    assert "doubts" in vars(desk.security), "read where it was opened, not by the window"
    doubts = desk.security.doubts
    assert doubts
    lacking = [line for line in doubts if line.startswith("缺少：")]
    assert lacking
    assert all(re.match(r"缺少：\d{4}-\d\d-\d\d \d\d:\d\d，", line) for line in lacking)
    assert "见证" not in "".join(lacking)
    with pytest.raises(Refusal) as caught:
        door.accept(" ")
    assert caught.value.code == "register.reason_missing"
    refused = door.enter()
    assert isinstance(refused, OfficeDesk)
    assert refused.security.doubts
    assert refused.units(refused.today) == ()
    accepted, told = door.accept("已对照纸质材料")
    assert accepted.security.doubts == ()
    assert "隔离区留了一份（1-register.db）" in told[0]
    assert [line for line in told if line.startswith("缺少：")] == lacking
    accepted.lock()
    assert "register.accept" in [act for act, _, _ in acts(county)]


@pytest.mark.rule("22239 8.1.4.3")
def test_an_audit_that_is_damaged_is_told_to_all_and_its_loss_accepted_by_the_head(
    tmp_path: Path,
) -> None:
    """登录: the ledgers are looked at all the same; an officer hears of it and decides nothing."""
    county = alone(tmp_path)
    county.done("account", "add", "赵敏", "--role", "系统管理员")
    audit = county.data / "audit.db"
    content = bytearray(audit.read_bytes())
    content[5000] ^= 1
    audit.write_bytes(content)
    officer = door_at(county.data).sign_in("赵敏", PASSWORD)
    assert isinstance(officer, SecurityDesk)
    assert officer.doubts == ()
    assert "审计文件 audit.db 有 1 个数据页损坏" in "".join(officer.warnings)
    officer.lock()
    door = door_at(county.data)
    desk = door.open_office(HEAD, PASSWORD)
    assert "审计文件 audit.db 有 1 个数据页损坏" in "".join(desk.security.doubts)
    assert desk.units(desk.today) == ()
    with pytest.raises(Refusal) as caught:
        desk.keep_year(2027, Year())
    assert caught.value.code == "register.unaccepted"
    assert "账号文件（第 3 代）" in desk.security.doubts[-1]
    assert "赵敏（系统管理员、正常）" in desk.security.doubts[-1]
    accepted, told = door.accept("已对照备份")
    assert "移入隔离区（1-audit.db）" in told[0]
    assert (accepted.security.doubts, accepted.security.warnings) == ((), ())
    assert isinstance(accepted, OfficeDesk)
    accepted.keep_year(2027, Year())
    verdict = accepted.security.audit.verify(Silent())
    assert verdict.problems == ()
    assert "另起新链" in verdict.notes[0]
    accepted.lock()
    assert county.done("verify", "--full")["ok"]
