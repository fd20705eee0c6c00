"""An audit that cannot be used: the office is read, all is entered elsewhere, a person goes on."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from desktop.acceptance import accept_register
from desktop.attendance import signed_in
from desktop.clock import clock_from
from desktop.resources import find_resources
from storage.audit import STAND_IN
from storage.audit_known import BEGUN_ANEW
from storage.connect import connect
from storage.pages import PAGE_BYTES
from storage.standing_in import STOOD_IN, TAKEN_IN
from storage.vault_place import FORMER
from tests.desktop.commanding import TODAY, Answer, Bianqing
from tests.desktop.staffing import ADMIN, AUDITOR, SECURITY
from tests.desktop.test_cases import Desk
from tests.desktop.test_witness import entries, session_of

LIAISON = ("--unit", "6299250001", "--role", "联络员", "--name", "王某")
REASON = "磁盘坏了一个扇区，已与备份和纸上的短码核对"
PEOPLE = 11
OFFICERS = (ADMIN, SECURITY, AUDITOR)


def codes(answer: Answer) -> set[str]:
    return {problem["code"] for problem in answer.value["problems"]}


def flipped(path: Path, page: int, at: int = 200) -> None:
    """Flip one bit of a page, counted from the end when it is negative."""
    content = bytearray(path.read_bytes())
    content[page % (len(content) // PAGE_BYTES) * PAGE_BYTES + at] ^= 4
    path.write_bytes(content)


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "salt": (lambda path: flipped(path, 0, 3), "audit.lost_pages"),
    "header page": (lambda path: flipped(path, 0), "audit.lost_pages"),
    "middle page": (lambda path: flipped(path, 9), "audit.lost_pages"),
    "last page": (lambda path: flipped(path, -1), "audit.lost_pages"),
    "cut": (lambda path: path.write_bytes(path.read_bytes()[:-1000]), "audit.lost_pages"),
    "cut at a page": (
        lambda path: path.write_bytes(path.read_bytes()[:-PAGE_BYTES]),
        "audit.lost_damaged",
    ),
    "emptied": (lambda path: path.write_bytes(b""), "audit.lost_pages"),
    "another's": (lambda path: path.write_bytes(bytes(range(256)) * 64), "audit.lost_pages"),
    "removed": (lambda path: path.unlink(), "audit.lost_missing"),
}


@pytest.fixture
def audit(county: Bianqing, tmp_path: Path) -> Path:
    """Return the audit of an office with officers and some work done."""
    for officer in OFFICERS:
        county.done("account", "add", officer, "--role", officer)
    Desk(county, tmp_path).carry()
    county.done("verify")
    return county.data / "audit.db"


@pytest.mark.rule("22239 8.1.4.3", "security 2 #17")
@pytest.mark.parametrize("how", DAMAGES)
def test_whatever_happened_to_the_audit_the_ledgers_are_read_and_not_written(
    county: Bianqing, audit: Path, tmp_path: Path, how: str
) -> None:
    sound, register = audit.read_bytes(), (county.data / "register.db").read_bytes()
    damage, code = DAMAGES[how]
    damage(audit)
    damaged = audit.read_bytes() if audit.exists() else None
    told = county("summary")
    assert (told.exit, told.value["persons"]) == (3, PEOPLE)
    assert "业务已停办" in told.err
    assert "从最近的备份恢复" in told.err
    assert county.done("roster", "--out", tmp_path / "roster.xlsx")
    assert county("contact", "set", *LIAISON).code == "register.unaccepted"
    for words in (("verify",), ("verify", "--full")):
        found = codes(county(*words))
        assert found == {code}
    assert (audit.read_bytes() if audit.exists() else None) == damaged
    assert (county.data / "register.db").read_bytes() == register
    # Nothing was lost: the file is there again, and what was entered meanwhile is in it.
    audit.write_bytes(sound)
    assert county("summary").err == ""
    assert not (county.data / STAND_IN).exists()
    acts = [(entry.act, entry.result) for entry in entries(county)]
    for expected in (
        (STOOD_IN, "成功"), (TAKEN_IN, "成功"), ("register.doubted", "拒绝"),
        ("contact.set", "拒绝"),
    ):  # fmt: skip
        assert expected in acts, expected
    assert any(act.startswith("export.roster") or act == "roster" for act, _ in acts)
    assert county.done("verify", "--full")["ok"]


@pytest.mark.rule("22239 8.1.4.3")
def test_the_head_accepts_the_loss_and_a_chain_begun_anew_holds_all_business(
    county: Bianqing, audit: Path
) -> None:
    business = [e for e in entries(county) if e.register_number is not None]
    flipped(audit, 9)
    damaged = audit.read_bytes()
    assert county.done("verify", "--accept", REASON)["ok"]
    found = entries(county)
    assert (found[0].act, found[0].n) == (STOOD_IN, 1)
    digest = hashlib.sha256(damaged).hexdigest()
    assert found[0].digest == digest
    (begun,) = (entry for entry in found if entry.act == BEGUN_ANEW)
    assert (begun.actor, begun.reason, begun.digest) == ("负责人", REASON, digest)
    assert (county.data / "quarantine" / begun.object).read_bytes() == damaged
    assert begun.before != "0" * 64
    taken = [e for e in found if e.register_number is not None and e.act != BEGUN_ANEW]
    assert [(e.act, e.at, e.digest, e.register_number) for e in taken] == [
        (e.act, e.at, e.digest, e.register_number) for e in business
    ]
    assert not (county.data / STAND_IN).exists()
    assert county("summary").err == ""
    county.done("contact", "set", *LIAISON)
    assert county("summary").err == ""
    assert county.done("verify", "--full")["ok"]
    assert county.refused("verify", "--accept", REASON) == "register.nothing_to_accept"


@pytest.mark.parametrize("moved", [False, True])
def test_what_was_accepted_is_put_in_place_wherever_it_was_interrupted(
    county: Bianqing,
    audit: Path,
    moved: bool,  # noqa: FBT001 - whether the damaged file had been put aside already
) -> None:
    flipped(audit, 0)
    clock = clock_from({"BIANQING_TODAY": TODAY}, installed=False)
    with signed_in(county.data, county.user, county.password) as session:
        aside = accept_register(session, clock, find_resources(), REASON).aside
    assert (county.data / STAND_IN).exists()
    if moved:
        audit.rename(aside)
    assert county("summary").err == ""
    assert aside.exists()
    assert not (county.data / STAND_IN).exists()
    assert county.done("verify", "--full")["ok"]


@pytest.mark.rule("22239 8.1.4.3")
@pytest.mark.parametrize("page", [12, -1])
def test_accounts_of_yesterday_are_refused_though_the_audit_is_damaged(
    county: Bianqing, audit: Path, page: int
) -> None:
    """Else whoever damages the audit lets people in who have left."""
    vault, admin = county.data / "vault.json", county.as_user(ADMIN)
    admin.done("account", "add", "老王")
    yesterday = vault.read_bytes()
    admin.done("account", "lock", "老王")
    flipped(audit, page)
    for each in (vault, county.data / FORMER):
        each.write_bytes(yesterday)
    assert admin("account", "unlock", "老王").code == "vault.rolled_back"
    assert county("verify", "--accept", REASON).code == "vault.rolled_back"


def test_whoever_accepts_the_loss_is_shown_who_can_sign_in(county: Bianqing, audit: Path) -> None:
    audit.unlink()
    (note,) = county("verify").value["notes"]
    assert f"{ADMIN}（系统管理员、正常）" in note
    accepted = county.done("verify", "--accept", REASON)
    assert "移入隔离区" in accepted["notes"][0]
    assert county.done("verify")["notes"] == []


def test_an_old_copy_of_what_was_accepted_takes_nothing_from_the_chain_that_goes_on(
    county: Bianqing, audit: Path, tmp_path: Path
) -> None:
    """Who brings the file back, or a tool that copies files, must not undo the entries since."""
    flipped(audit, 0)
    clock = clock_from({"BIANQING_TODAY": TODAY}, installed=False)
    with signed_in(county.data, county.user, county.password) as session:
        accept_register(session, clock, find_resources(), REASON)
    old = (county.data / STAND_IN).read_bytes()
    county.done("roster", "--out", tmp_path / "roster.xlsx")
    before = entries(county)
    (county.data / STAND_IN).write_bytes(old)
    assert county("summary").err == ""
    after = entries(county)
    assert after[: len(before)] == before
    assert (after[-2].act, after[-2].object) == (TAKEN_IN, "0 条")
    assert not (county.data / STAND_IN).exists()
    assert county.done("verify", "--full")["ok"]


def test_the_copy_of_the_register_is_on_the_medium_before_the_register_is_changed(
    county: Bianqing, audit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flipped(audit, 0)
    register, done = county.data / "register.db", list[str]()
    sync, before = os.fsync, register.read_bytes()

    def watched(handle: int) -> None:
        sync(handle)
        if register.read_bytes() == before:
            done.append(str(Path(f"/proc/self/fd/{handle}").readlink()))

    monkeypatch.setattr(os, "fsync", watched)
    clock = clock_from({"BIANQING_TODAY": TODAY}, installed=False)
    with signed_in(county.data, county.user, county.password) as session:
        accept_register(session, clock, find_resources(), REASON)
    assert register.read_bytes() != before
    quarantine = county.data / "quarantine"
    assert done[-2:] == [str(quarantine / "1-register.db"), str(quarantine)]


def test_officers_sign_in_are_told_and_cannot_accept(county: Bianqing, audit: Path) -> None:
    flipped(audit, 0)
    for officer in OFFICERS:
        told = county.as_user(officer)("account", "list")
        assert told.exit == 0
    admin, auditor = county.as_user(ADMIN), county.as_user(AUDITOR)
    assert "audit.lost_pages" in codes(admin("verify"))
    assert "audit.lost_pages" in codes(auditor("verify"))
    told = auditor("audit", "verify")
    assert told.exit == 3
    assert "audit.db 有" in told.value["problems"][0]["text"]
    assert "业务已停办" in admin("account", "lock", AUDITOR).err
    assert admin.refused("verify", "--accept", REASON) == "role.no_register_key"
    assert auditor.refused("verify", "--accept", REASON) == "role.denied"
    county.done("verify", "--accept", REASON)
    refused = [(e.actor, e.reason) for e in entries(county) if e.result == "拒绝"]
    assert (ADMIN, "role.no_register_key") in refused
    assert (AUDITOR, "role.denied") in refused


def test_no_backup_is_made_of_what_would_not_prove(county: Bianqing, audit: Path) -> None:
    """Each would lie on the medium in full size, and none could be restored."""
    flipped(audit, 9)
    for office in (county, county.as_user(ADMIN)):
        assert office("backup").code == "audit.lost_pages"
    assert not list((county.data / "backup").glob("编清备份-*"))


def test_the_new_beginning_stays_told_and_is_no_error(county: Bianqing, audit: Path) -> None:
    auditor = county.as_user(AUDITOR)
    code = auditor.done("audit", "head")["code"]
    audit.unlink()
    county.done("verify", "--accept", REASON)
    verified = auditor.done("audit", "verify")
    assert verified["ok"]
    (note,) = verified["notes"]
    assert "另起新链" in note
    assert REASON in note
    checked = auditor("audit", "check", code)
    assert checked.value["n"] == 0
    assert "旧链" in "".join(checked.value["notes"])


def test_a_stand_in_that_is_damaged_too_is_put_aside_and_begun_again(
    county: Bianqing, audit: Path
) -> None:
    flipped(audit, 0)
    county.done("summary")
    digest = damaged_stand_in(county)
    assert county.done("summary")["persons"] == PEOPLE
    assert (county.data / "quarantine" / f"1-{STAND_IN}").exists()
    county.done("verify", "--accept", REASON)
    assert county.done("verify", "--full")["ok"]
    assert told_of_stand_in(county) == [(STOOD_IN, "拒绝", "audit.lost_pages", digest)]


def test_that_a_stand_in_was_damaged_is_entered_though_its_successor_came_late(
    county: Bianqing, audit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash between putting the one aside and giving the other its place loses neither."""
    flipped(audit, 0)
    county.done("summary")
    digest = damaged_stand_in(county)
    rename = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        if self.name.endswith(".making"):
            raise OSError(errno.EIO, "interrupted")
        return rename(self, target)

    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", interrupted)
        assert county("summary").exit == 1
    assert not (county.data / STAND_IN).exists()
    county.done("summary")
    county.done("verify", "--accept", REASON)
    assert told_of_stand_in(county) == [(STOOD_IN, "拒绝", "audit.lost_pages", digest)]
    assert not list(county.data.glob("*.making*"))


def test_a_damaged_stand_in_is_entered_in_the_audit_that_is_sound_again(
    county: Bianqing, audit: Path, tmp_path: Path
) -> None:
    """Whoever read meanwhile could else damage the file that says so, and nobody would know."""
    sound = audit.read_bytes()
    flipped(audit, 0)
    county.done("roster", "--out", tmp_path / "roster.xlsx")
    digest = damaged_stand_in(county)
    audit.write_bytes(sound)
    county.done("summary")
    assert not (county.data / STAND_IN).exists()
    assert told_of_stand_in(county) == [(TAKEN_IN, "拒绝", "audit.lost_pages", digest)]


def damaged_stand_in(county: Bianqing) -> str:
    """Damage what stands in, and return its digest."""
    path = county.data / STAND_IN
    flipped(path, -1)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def told_of_stand_in(county: Bianqing) -> list[tuple[str, str, str, str]]:
    found = (entry for entry in entries(county) if entry.object == STAND_IN)
    return [(entry.act, entry.result, entry.reason, entry.digest) for entry in found]


def test_a_register_that_does_not_read_either_is_not_accepted(
    county: Bianqing, audit: Path
) -> None:
    flipped(audit, 0)
    flipped(county.data / "register.db", -1)
    assert county.refused("verify", "--accept", REASON) == "register.damaged"
    found = codes(county("verify"))
    assert {"audit.lost_pages", "verify.pages"} <= found


def test_a_damage_with_the_registers_last_act_still_in_its_log_loses_nothing(
    county: Bianqing, audit: Path, tmp_path: Path
) -> None:
    """The act was committed and not witnessed any more: it is read, accepted, and in the chain."""
    shutil.copytree(county.data, tmp_path / "before")
    register = county.data / "register.db"
    key = session_of(county).register_key
    assert key is not None
    with closing(connect(register, key)) as connection:
        connection.execute("UPDATE commit_mark SET number = number + 1, based_on = 'x'")
        for suffix in ("", "-wal"):
            held = register.with_name(f"register.db{suffix}")
            shutil.copy(held, tmp_path / held.name)
    for suffix in ("", "-wal"):
        shutil.copy(tmp_path / f"register.db{suffix}", f"{register}{suffix}")
    flipped(audit, 0)
    assert county.done("summary")["persons"] == PEOPLE
    assert (county.data / "register.db-wal").stat().st_size
    assert county.done("verify", "--accept", REASON)["ok"]
    assert county("summary").err == ""


def test_a_backup_restored_in_its_place_brings_its_own_audit(county: Bianqing, audit: Path) -> None:
    made = county.done("backup")["path"]
    flipped(audit, 0)
    county.done("summary")
    assert county("restore", made, "--replace").exit in (0, 3)
    assert county("summary").err == ""
    assert STOOD_IN not in [entry.act for entry in entries(county)]
    assert county.done("verify", "--full")["ok"]


def test_the_recovery_sheet_opens_an_office_whose_audit_is_lost(
    county: Bianqing, audit: Path
) -> None:
    code = str(county.done("key", "sheet")["recovery_code"])
    flipped(audit, 0)
    answer = county("key", "recover", BIANQING_RECOVERY_CODE=code)
    assert answer.exit == 0, answer.value
    assert county.done("summary")["persons"] == PEOPLE
    county.done("verify", "--accept", REASON)
    assert "recovery.open" in [entry.act for entry in entries(county)]
