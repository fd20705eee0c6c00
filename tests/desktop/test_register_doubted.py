"""A register that is not what was witnessed: told by every command, read, not written, accepted."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.pages import PAGE_BYTES
from tests.desktop.commanding import Answer, Bianqing
from tests.desktop.test_cases import Desk
from tests.desktop.test_witness import acts, entries
from tests.faults.damage import Former, changed_pages, forge_log, put_pages_back

LIAISON = ("--unit", "6299250001", "--role", "联络员", "--name", "王某")
REASON = "已对照审计补办最近的业务"


@pytest.fixture
def former(county: Bianqing, tmp_path: Path) -> Former:
    """Return the register as it was before a case was carried through."""
    former = Former.of(county.data / "register.db")
    Desk(county, tmp_path).carry()
    return former


def codes(answer: Answer) -> set[str]:
    return {problem["code"] for problem in answer.value["problems"]}


@pytest.mark.rule("22239 8.1.4.7", "security 0.2")
def test_a_register_put_back_is_told_by_every_command_and_not_worked_on(
    county: Bianqing, former: Former, tmp_path: Path
) -> None:
    register = county.data / "register.db"
    newest = Former.of(register)
    former.put_back(register)
    told = county("summary")
    assert (told.exit, told.value["persons"]) == (3, 10)
    assert "台账文件是旧的" in told.err
    assert told.err == "".join(f"注意：{notice}\n" for notice in told.value["notices"])
    # Drafting, submitting and approving, the document that came with it, and what it all holds.
    assert "条操作记录缺失" in told.err
    assert county("contact", "set", *LIAISON).code == "register.unaccepted"
    assert county.done("roster", "--out", tmp_path / "roster.xlsx")
    assert "register.older" in codes(county("verify"))
    assert Former.of(register) == former
    newest.put_back(register)
    assert county.done("verify", "--full")["ok"]
    assert county("summary").err == ""


def test_what_was_found_wrong_is_in_the_audit(county: Bianqing, former: Former) -> None:
    former.put_back(county.data / "register.db")
    before = len(entries(county))
    county("summary")
    assert acts(county, before) == [("register.doubted", "拒绝", "register.older")]


def test_the_head_accepts_a_register_with_a_reason_and_goes_on(
    county: Bianqing, former: Former, tmp_path: Path
) -> None:
    register = county.data / "register.db"
    former.put_back(register)
    kept = register.read_bytes()
    assert county.refused("verify", "--accept", "  ") == "register.reason_missing"
    assert "register.older" in codes(county("verify"))
    before = len(entries(county))
    assert county.done("verify", "--accept", REASON)["ok"]
    (accepted,) = [e for e in entries(county)[before:] if e.act == "register.accept"]
    assert (accepted.actor, accepted.reason) == ("负责人", REASON)
    copies = list((county.data / "quarantine").iterdir())
    assert [copy.name for copy in copies] == [accepted.object]
    assert copies[0].read_bytes() == kept
    assert copies[0].stat().st_mode & 0o077 == 0
    assert county.refused("verify", "--accept", REASON) == "register.nothing_to_accept"
    Desk(county, tmp_path).carry()
    assert county.done("verify", "--full")["ok"]
    assert county("summary").err == ""


def test_only_who_restores_and_holds_the_key_accepts(county: Bianqing, former: Former) -> None:
    for name, role in (("管理员", "系统管理员"), ("经办甲", "经办")):
        county.done("account", "add", name, "--role", role)
    county.done("account", "release", "经办甲")
    former.put_back(county.data / "register.db")
    clerk, officer = county.as_user("经办甲"), county.as_user("管理员")
    assert clerk.refused("verify", "--accept", REASON) == "role.denied"
    assert officer.refused("verify", "--accept", REASON) == "role.no_register_key"
    refused = [(e.actor, e.act, e.reason) for e in entries(county) if e.act == "register.accept"]
    assert refused == [
        ("经办甲", "register.accept", "role.denied"),
        ("管理员", "register.accept", "role.no_register_key"),
    ]


@pytest.mark.rule("22239 8.1.4.7")
def test_whichever_page_is_put_back_it_is_told_in_words(county: Bianqing, former: Former) -> None:
    register = county.data / "register.db"
    newest = Former.of(register)
    for page in changed_pages(register, former):
        put_pages_back(register, former, [page])
        told = county("summary")
        error = told.value.get("error", {"code": "", "text": told.err})
        assert error["code"] in {"", "storage.damaged"}, page
        assert error["text"], page
        newest.put_back(register)
    assert county("summary").err == ""


@pytest.mark.rule("22239 8.1.4.7", "security 2 #17")
def test_a_register_with_damaged_pages_is_told_at_once_and_restored_not_accepted(
    county: Bianqing,
) -> None:
    register = county.data / "register.db"
    content = bytearray(register.read_bytes())
    content[-PAGE_BYTES + 100] ^= 1
    register.write_bytes(content)
    assert "有 1 个数据页损坏" in county("summary").err
    assert county("contact", "set", *LIAISON).code == "register.unaccepted"
    assert "verify.pages" in codes(county("verify"))
    assert county.refused("verify", "--accept", REASON) == "register.damaged"
    assert register.read_bytes() == bytes(content)


@pytest.mark.rule("security 2 #11", "security 6.7")
def test_a_system_administrator_proves_every_page_without_reading_one(
    county: Bianqing, tmp_path: Path
) -> None:
    county.done("account", "add", "管理员", "--role", "系统管理员")
    county.done("account", "add", "审计员", "--role", "安全审计员")
    officer, auditor = county.as_user("管理员"), county.as_user("审计员")
    assert (officer.done("verify")["unread"], officer.done("verify")["proved"]) == (
        ["register.db"],
        [],
    )
    former = Former.of(county.data / "register.db")
    county.done("summary")
    Desk(county, tmp_path).carry()
    answer = officer("verify")
    assert (answer.exit, answer.value["proved"]) == (0, ["register.db"])
    assert "每一页都核验过" in officer.in_words("verify")
    assert auditor.done("verify")["proved"] == []
    register = county.data / "register.db"
    page = changed_pages(register, former)[1]
    put_pages_back(register, former, [page])
    # The page is one of the program's own, only not of today.
    assert codes(officer("verify")) == {"register.differs"}
    assert codes(auditor("verify")) == {"register.differs"}
    content = bytearray(register.read_bytes())
    content[200] ^= 1
    content[PAGE_BYTES * 3 + 50] ^= 4
    register.write_bytes(content)
    answer = officer("verify")
    assert codes(answer) == {"verify.pages", "register.differs"}
    assert "register.db 有 2 个数据页损坏" in officer.in_words("verify")


def test_a_log_of_old_pages_is_not_taken_for_a_crash(county: Bianqing, former: Former) -> None:
    register = county.data / "register.db"
    pages = changed_pages(register, former)
    forge_log(
        register,
        {page: former.page(page) for page in pages},
        len(register.read_bytes()) // PAGE_BYTES,
    )
    log = (county.data / "register.db-wal").read_bytes()
    assert "保存日志不是本程序" in county("summary").err
    assert codes(county("verify")) >= {"register.foreign_log"}
    assert (county.data / "register.db-wal").read_bytes() == log


def test_a_journal_of_old_pages_is_set_aside_before_it_is_played_back(county: Bianqing) -> None:
    county.done("summary")
    for name in ("register.db", "audit.db"):
        (county.data / f"{name}-journal").write_bytes(b"old pages")
        told = county("summary")
        assert f"{name}-journal" in told.err
        assert "隔离区" in told.err
        assert county("summary").err == ""
        aside = county.data / "quarantine" / f"1-{name}-journal"
        assert aside.read_bytes() == b"old pages"
    (county.data / "register.db-journal").symlink_to(county.data / "vault.json")
    assert codes(county("verify")) == {"storage.journal"}
    assert county.done("verify")["ok"]


def test_the_recovery_sheet_plays_no_journal_back_either(county: Bianqing) -> None:
    code = str(county.done("key", "sheet")["recovery_code"])
    (county.data / "audit.db-journal").write_bytes(b"old pages")
    answer = county("key", "recover", BIANQING_RECOVERY_CODE=code)
    assert answer.exit == 0, answer.value
    assert (county.data / "quarantine" / "1-audit.db-journal").read_bytes() == b"old pages"
    found = [(one.act, one.reason) for one in entries(county)]
    assert ("register.doubted", "storage.journal") in found


@pytest.mark.parametrize("file", ["vault.json", "vault.prev.json"])
def test_each_damaged_generation_of_the_vault_is_told(county: Bianqing, file: str) -> None:
    sound = (county.data / file).read_bytes()
    for content in (b"{}", sound.replace(b'"generation": ', b'"generation": 9')):
        (county.data / file).write_bytes(content)
        answer = county("verify")
        assert codes(answer) == {"verify.vault"}
        assert file in answer.value["problems"][0]["text"]
    if file == "vault.prev.json":  # the newest was made anew by whoever signed in
        (county.data / file).write_bytes(sound)
    assert county.done("verify")["ok"]


@pytest.mark.rule("Signal-Desktop #3869", "security 1.1")
def test_every_damaged_page_is_counted_and_not_the_first_alone(county: Bianqing) -> None:
    register = county.data / "register.db"
    content = bytearray(register.read_bytes())
    for page in range(5, 12):
        content[page * PAGE_BYTES + 9] ^= 1
    register.write_bytes(content)
    (told,) = [p for p in county("verify").value["problems"] if p["code"] == "verify.pages"]
    assert "7 个数据页" in told["text"]
