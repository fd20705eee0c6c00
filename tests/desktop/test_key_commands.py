"""Keys at the command line: recovery sheet, key files, new keys; every act is in the audit."""

from __future__ import annotations

import shutil
from pathlib import Path
from unittest.mock import patch

import pytest

from domain.errors import Refusal
from storage.account_list import account_views
from tests.desktop.commanding import TODAY, Bianqing, init
from tests.desktop.staffing import ADMIN, AUDITOR, CLERK, LEADER, REVIEWER, SECURITY, staffed_office
from tests.desktop.test_account_commands import entries, last

NEW = "Another-2026-word"


def new_code(office: Bianqing) -> str:
    return str(office.done("key", "sheet")["recovery_code"])


def drilled(office: Bianqing, code: str) -> str:
    answer = office("key", "drill", BIANQING_RECOVERY_CODE=code)
    return str(answer.value["drilled"] if answer.exit == 0 else answer.code)


@pytest.mark.rule("security 3.3")
def test_a_new_sheet_is_proved_by_typing_it_back(county: Bianqing, tmp_path: Path) -> None:
    """The drill types the sheet back; it proves that it opens and changes nothing else."""
    sheet = tmp_path / "sheet.pdf"
    first = str(county.done("key", "sheet", "--out", sheet)["recovery_code"])
    assert last(county) == ("recovery.sheet", "", "成功", False)
    assert sheet.read_bytes().startswith(b"%PDF")
    assert drilled(county, first) == TODAY
    assert last(county) == ("recovery.drill", "", "成功", False)
    second = new_code(county)
    assert drilled(county, first) == "recovery.wrong"
    assert last(county) == ("recovery.drill", "", "拒绝", False)
    assert drilled(county, "ABC") == "recovery.length"
    file = tmp_path / "code"
    file.write_text(second + "\n", "utf-8")
    assert county.done("key", "drill", "--code-file", file)["drilled"] == TODAY


@pytest.mark.rule("security 3.3")
def test_a_sheet_that_cannot_be_written_keeps_the_old_one_or_tells_the_new_code(
    county: Bianqing, tmp_path: Path
) -> None:
    """What is refused has changed nothing, and a code is told though the paper is not written."""
    first = new_code(county)
    for out, code in {
        tmp_path / "stick" / "folder" / "sheet.pdf": "command.no_folder",
        tmp_path: "recovery.not_pdf",
        tmp_path / "sheet.txt": "recovery.not_pdf",
    }.items():
        assert county.refused("key", "sheet", "--out", out) == code
        assert drilled(county, first) == TODAY
    full = Refusal("recovery.not_written", path="sheet.pdf")
    with patch("desktop.commands.keys.write_recovery_sheet", side_effect=full):
        answer = county("key", "sheet", "--out", tmp_path / "sheet.pdf")
    assert (answer.exit, answer.value["path"]) == (3, None)
    assert drilled(county, first) == "recovery.wrong"
    assert drilled(county, answer.value["recovery_code"]) == TODAY


@pytest.mark.rule("security 3.3")
def test_a_sheet_that_nobody_typed_back_for_a_year_is_asked_for(county: Bianqing) -> None:
    assert county("summary").err == ""
    later = county("summary", BIANQING_TODAY="2027-11-21")
    assert "恢复单" in later.err
    code = new_code(county)
    assert "恢复单" in county("summary").err
    drilled(county, code)
    assert county("summary").err == ""


def test_the_sheet_opens_the_office_and_is_replaced(county: Bianqing) -> None:
    code = new_code(county)
    answer = county("key", "recover", BIANQING_RECOVERY_CODE=code, BIANQING_NEW_PASSWORD=NEW)
    assert answer.exit == 0, answer.value
    assert county.refused("summary") == "vault.password_wrong"
    head = county.as_user("负责人", NEW)
    assert head.done("summary")["persons"] == 10
    assert "recovery.open" in [entry.act for entry in entries(head)]
    again = county("key", "recover", BIANQING_RECOVERY_CODE=code, BIANQING_NEW_PASSWORD=NEW)
    assert again.code == "recovery.wrong"
    assert drilled(head, answer.value["recovery_code"]) == TODAY


def test_only_who_opens_the_ledgers_replaces_the_sheet(tmp_path: Path) -> None:
    head = staffed_office(tmp_path / "office", "629926", "乙县", "county")
    for role in (ADMIN, SECURITY, AUDITOR):
        assert head.as_user(role).refused("key", "sheet") == "role.no_register_key"
    for role in (ADMIN, AUDITOR, CLERK, REVIEWER, LEADER, "负责人"):
        refused = head.as_user(role).refused("key", "rotate", "--order", "--reason", "x")
        assert refused == "role.denied"
    for role in (ADMIN, SECURITY, AUDITOR):
        assert head.as_user(role).refused("key", "rotate") == "role.no_register_key"
    assert head.refused("key", "rotate") == "rotation.none"


@pytest.mark.rule("22239 8.1.4.1 d")
def test_a_key_file_is_made_needed_and_dropped(county: Bianqing, tmp_path: Path) -> None:
    """A key file on a stick is needed beside the password, found where it is mounted or said."""
    stick = tmp_path / "stick"
    stick.mkdir()
    path = county.done("key", "file", "make", stick)["path"]
    assert last(county) == ("account.new_key_file", "负责人", "成功", False)
    assert county.done("key", "file", "make", stick)["path"] != path
    county.done("key", "file", "require", path)
    assert county.refused("summary") == "key_file.missing"
    with_key = {"BIANQING_KEY_FILE": path}
    assert county("summary", **with_key).exit == 0
    assert county("account", "password", **with_key).code == "vault.password_former"
    assert county("key", "file", "drop", **with_key).exit == 0
    assert last(county) == ("account.no_key_file", "负责人", "成功", False)
    assert county.refused("key", "file", "drop") == "key_file.none"
    assert county("key", "file", "require").exit == 2
    nowhere = tmp_path / "unplugged" / "stick"
    assert county.refused("key", "file", "make", nowhere) == "command.no_folder"
    assert county.refused("key", "file", "require", nowhere) == "key_file.not_there"
    assert county.refused("key", "file", "require", stick) == "key_file.not_there"
    Path(path).write_bytes(Path(path).read_bytes()[:-1])
    assert county.refused("key", "file", "require", path) == "key_file.not_one"
    assert county("summary").exit == 0


@pytest.mark.rule("22239 8.1.4.1 d")
def test_whoever_lost_his_stick_comes_in_by_the_password_that_he_is_given(tmp_path: Path) -> None:
    """A reset asks for no key file any more; an officer's role waits for whoever grants it."""
    head = staffed_office(tmp_path / "office", "629926", "乙县", "county")
    auditor, admin = head.as_user(AUDITOR), head.as_user(ADMIN)
    path = Path(auditor.done("key", "file", "make", tmp_path)["path"])
    auditor.done("key", "file", "require", path)
    path.unlink()
    lost = auditor("audit", "list")
    assert lost.code == "key_file.missing"
    assert "请系统管理员（三员没有设齐的，请负责人）重设密码" in lost.text
    assert admin("account", "reset", AUDITOR, BIANQING_NEW_PASSWORD=NEW).exit == 0
    assert head.as_user(AUDITOR, NEW).refused("audit", "list") == "account.pending"
    head.as_user(SECURITY).done("account", "grant", AUDITOR, "--role", AUDITOR)
    found = head.as_user(AUDITOR, NEW)
    assert found("account", "password", BIANQING_NEW_PASSWORD="Third-2026-word").exit == 0
    assert head.as_user(AUDITOR, "Third-2026-word")("audit", "list").exit == 0


def set_on(office: Bianqing) -> str:
    (head,) = account_views(office.data)
    return head.password_set


def test_the_day_of_the_first_password_and_of_one_by_the_sheet_is_known(county: Bianqing) -> None:
    assert set_on(county) == TODAY
    code = new_code(county)
    opened = {"BIANQING_RECOVERY_CODE": code, "BIANQING_NEW_PASSWORD": NEW}
    assert county("key", "recover", BIANQING_TODAY="2026-12-01", **opened).exit == 0
    assert set_on(county) == "2026-12-01"


@pytest.mark.rule("security 3.5")
def test_new_keys_are_ordered_by_one_and_made_by_another(tmp_path: Path, books: Path) -> None:
    """安全保密管理员 orders new keys, the next business session makes them after a backup."""
    head = staffed_office(tmp_path / "office", "629926", "乙县", "county")
    head.done("import", "units", books / "units.xlsx")
    head.done("import", "persons", books / "persons.xlsx")
    head.as_user(ADMIN).done("account", "leave", LEADER)
    before, copy = head.digest(), tmp_path / "copy"
    security = head.as_user(SECURITY)
    unwritten = security("key", "rotate", "--order")
    assert unwritten.code == "rotation.reason"
    assert f"{LEADER} 离任后还没有更换过数据密钥" in unwritten.err
    assert "离任后还没有" not in head.as_user(AUDITOR)("audit", "list").err
    ordered = security.done("key", "rotate", "--order", "--reason", "人员离任")["ordered"]
    assert (ordered["by"], ordered["reason"]) == (SECURITY, "人员离任")
    security.done("key", "rotate", "--cancel")
    security.done("key", "rotate", "--order", "--reason", "人员离任")
    assert security("account", "list").err == ""
    shutil.copytree(head.data, copy)
    rotated = head.as_user(CLERK).done("key", "rotate")
    assert (rotated["attachments"], rotated["damaged"]) == (0, [])
    assert head.digest() == before == Bianqing(copy).digest()
    verified = head.done("verify", "--full")
    assert verified["ok"], verified
    assert "rotation_proposed" in head.as_user(ADMIN).done("account", "list")
    assert head.as_user(CLERK).refused("key", "rotate") == "rotation.none"
    told = [entry.act for entry in entries(head)]
    assert told.count("keys.rotate_order") == 3
    assert told.index("backup.make") < told.index("keys.rotate")
    former = head.data / "former"
    assert former.exists()
    head.done("backup", "--out", tmp_path)
    assert not former.exists()


def test_a_head_who_is_alone_orders_new_keys_himself_and_is_marked(tmp_path: Path) -> None:
    head = init(tmp_path / "office", "629927", "丙县", "county", "--single-operator")
    head.done("key", "rotate", "--order", "--reason", "怀疑泄露")
    assert last(head) == ("keys.rotate_order", "怀疑泄露", "成功", True)
    head.done("key", "rotate")
    assert ("keys.rotate", True) in [(entry.act, entry.single) for entry in entries(head)]
    assert head.done("summary")["units"] == []
