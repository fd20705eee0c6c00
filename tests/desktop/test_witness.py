"""What the audit knows: who came, who was kept out, what was done, refused, printed and read."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from desktop.clock import clock_from
from desktop.founding import found_office
from desktop.front_door import OfficeDoor
from desktop.office import open_office
from desktop.preferences import FilePreferences
from desktop.resources import find_resources
from desktop.sample import PROVINCE
from domain.errors import Refusal
from storage import accounts
from storage.audit import open_audit
from storage.audit_entries import Recorded
from storage.connect import connect
from storage.key_profiles import TEST
from storage.lock_file import single_instance
from storage.session import Session
from storage.sign_in import sign_in
from storage.vault import list_accounts
from storage.witnessing import measured
from tests.desktop.commanding import PASSWORD, TODAY, Bianqing, init
from tests.desktop.small_county import EDUCATION
from tests.desktop.test_cases import Desk

OWN_PASSWORD = "Anlan-2026-recovered"


def session_of(office: Bianqing) -> Session:
    return sign_in(office.data, office.user, office.password, sleeper=None)


def entries(office: Bianqing) -> list[Recorded]:
    """Read the whole audit without leaving a trace in it."""
    with closing(open_audit(office.data, session_of(office).audit_key)) as audit:
        assert audit.verify() == []
        return list(audit.rows())


def acts(office: Bianqing, after: int = 0) -> list[tuple[str, str, str]]:
    """Return act, result and reason of the entries after the first so many, without sign-ins."""
    return [
        (entry.act, entry.result, entry.reason)
        for entry in entries(office)[after:]
        if entry.act != "sign_in"
    ]


def door_to(office: Bianqing, folder: Path) -> OfficeDoor:
    clock = clock_from({"BIANQING_TODAY": TODAY}, installed=False)
    preferences = FilePreferences(folder / "preferences.json")
    return OfficeDoor(office.data, find_resources(), clock, preferences, lambda _: None)


def test_founding_is_the_first_entry(standing: Bianqing) -> None:
    first = entries(standing)[0]
    assert (first.act, first.object, first.actor) == ("office.found", "629925", "负责人")
    assert (first.roles, first.result, first.single) == ("负责人", "成功", True)


def test_every_sign_in_is_entered_once(county: Bianqing) -> None:
    for words in (("summary",), ("verify",), ("account", "add", "甲")):
        before = len(entries(county))
        county.done(*words)
        new = [entry.act for entry in entries(county)[before:]]
        assert new.count("sign_in") == 1


def test_wrong_passwords_are_entered_by_the_next_who_comes(county: Bianqing) -> None:
    before = len(entries(county))
    county.as_user("负责人", "wrong-Password-1").refused("summary")
    county.as_user("王某某13800000000").refused("summary")
    county.done("summary")
    county.done("summary")
    new = [
        (entry.actor, entry.object, entry.result, entry.reason)
        for entry in entries(county)[before:]
        if entry.act == "sign_in.failed"
    ]
    assert sorted(new) == [
        ("负责人", "1", "拒绝", "vault.password_wrong"),
        ("（没有的账号）", "1", "拒绝", "vault.password_wrong"),
    ]


@pytest.mark.rule("22239 8.1.4.3")
def test_whoever_has_left_and_comes_again_is_entered(county: Bianqing) -> None:
    """An auditor looks for just that: somebody who is gone, and knows his password still."""
    county.done("account", "add", "老王", "--role", "经办")
    county.done("account", "leave", "老王")
    assert county.as_user("老王").refused("summary") == "account.left"
    before = len(entries(county))
    county.done("summary")
    told = [(e.actor, e.object, e.reason) for e in entries(county)[before:] if e.result == "拒绝"]
    assert ("老王", "1", "account.left") in told


def test_wrong_passwords_outlive_a_folder_in_use_and_an_audit_that_cannot_be_read(
    county: Bianqing,
) -> None:
    before = len(entries(county))
    county.as_user("负责人", "wrong-Password-1").refused("summary")
    with single_instance(county.data):
        assert county.refused("summary") == "storage.in_use"
    audit = county.data / "audit.db"
    audit.rename(county.data / "away")
    assert "不见了" in county("summary").err
    (county.data / "away").rename(audit)
    county.done("summary")
    assert ("sign_in.failed", "拒绝", "vault.password_wrong") in acts(county, before)


def test_no_password_is_tried_and_no_vault_written_while_another_program_works(
    county: Bianqing, tmp_path: Path
) -> None:
    vault = (county.data / "vault.json").read_bytes()
    door = door_to(county, tmp_path)
    with single_instance(county.data):
        wrong = county.as_user("负责人", "wrong-Password-1")
        for words in (("summary",), ("verify",), ("account", "add", "甲")):
            assert wrong.refused(*words) == "storage.in_use"
        with pytest.raises(Refusal) as caught:
            door.sign_in("负责人", "wrong-Password-1")
        assert caught.value.code == "storage.in_use"
    assert (county.data / "vault.json").read_bytes() == vault


def test_a_lock_stays_when_somebody_else_mistypes_his_password(county: Bianqing) -> None:
    county.done("account", "add", "助手", "--role", "经办")
    accounts.lock(session_of(county), "助手")
    county.as_user("负责人", "wrong-Password-1").refused("summary")
    county.done("summary")
    states = {line.name: line.state for line in list_accounts(county.data)}
    assert states == {"负责人": "active", "助手": "locked"}


def test_refused_acts_are_entered_with_their_reason(county: Bianqing, tmp_path: Path) -> None:
    before = len(entries(county))
    assert county.refused("case", "approve", "2026-09999") == "case.unknown"
    assert county.refused("account", "lock", "负责人") == "account.self"
    out = tmp_path
    create = ("package", "create", "--kind", "上报", "--to", "6299", "--out", out)
    assert county.refused(*create) == "trust.missing"
    assert county.refused("summary", "--unit", "无此局") == "case.unit_unknown"
    assert acts(county, before) == [
        ("case.approve", "拒绝", "case.unknown"),
        ("account.lock", "拒绝", "account.self"),
        ("package.create", "拒绝", "trust.missing"),
    ]
    assert [entry.object for entry in entries(county)[before:] if entry.act == "case.approve"] == [
        "2026-09999"
    ]


def test_acts_that_a_role_may_not_do_are_entered(county: Bianqing, tmp_path: Path) -> None:
    for name, role in (("领导甲", "领导"), ("管理员", "系统管理员")):
        county.done("account", "add", name, "--role", role)
    county.done("account", "release", "领导甲")
    county.done("summary")
    before = len(entries(county))
    leader, officer = county.as_user("领导甲"), county.as_user("管理员")
    assert leader.refused("roster", "--out", tmp_path / "x.xlsx") == "role.denied"
    assert leader.refused("verify") == "role.denied"
    assert officer.refused("summary") == "role.no_register_key"
    assert acts(county, before) == [
        ("roster", "拒绝", "role.denied"),
        ("verify", "拒绝", "role.denied"),
    ]
    (kept_out,) = [
        (entry.actor, entry.act, entry.reason)
        for entry in entries(county)[before:]
        if entry.act == "sign_in" and entry.result == "拒绝"
    ]
    assert kept_out == ("管理员", "sign_in", "role.no_register_key")


def test_the_next_business_opening_gives_a_system_administrator_the_proof_of_pages(
    county: Bianqing,
) -> None:
    county.done("account", "add", "管理员", "--role", "系统管理员")
    before = len(entries(county))
    county.done("summary")
    county.done("summary")
    given = [(entry.actor, entry.act, entry.object) for entry in entries(county)[before:]]
    assert given.count(("负责人", "keys.pages", "管理员")) == 1
    assert sum(act == "keys.pages" for _, act, _ in given) == 1


def test_paper_and_lists_are_entered(county: Bianqing, tmp_path: Path) -> None:
    before = len(entries(county))
    county.done("handbook", "--unit", EDUCATION, "--out", tmp_path / "handbooks")
    county.done("roster", "--out", tmp_path / "roster.xlsx")
    county.done("ledger", "--out", tmp_path / "ledger.xlsx")
    county.done("verify", "--full")
    new = [(e.act, e.object) for e in entries(county)[before:] if e.act != "sign_in"]
    assert new == [
        ("print.handbook", "6299250001 2026-11-21"),
        ("export.roster", "全部单位 2026-11-21 10 人"),
        ("export.ledger", "全部单位 2026-11-21"),
        ("verify", "full"),
    ]


def test_an_import_is_entered_once_even_when_it_changes_nothing(
    county: Bianqing, books: Path
) -> None:
    before = len(entries(county))
    county.done("import", "units", books / "units.xlsx", "--no-backup")
    county.done("import", "persons", books / "persons.xlsx", "--dry-run")
    new = [(entry.act, entry.object) for entry in entries(county)[before:]]
    assert [entry for entry in new if entry[0] != "sign_in"] == [("import.units", "新增 0，更新 0")]


def test_recovery_by_the_sheet_is_entered_before_it_is_done(tmp_path: Path) -> None:
    office = Bianqing(tmp_path / "office")
    words = ("--code", "629926", "--name", "甲县", "--level", "county", "--single-operator")
    code = office.done("init", *words)["recovery_code"]
    door = door_to(office, tmp_path)
    audit = office.data / "audit.db"
    shutil.copy(audit, tmp_path / "sound.db")
    with closing(connect(audit, session_of(office).audit_key)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(Refusal):
        door.open_by_recovery(code, "负责人", OWN_PASSWORD)
    shutil.copy(tmp_path / "sound.db", audit)
    assert office.done("summary")["persons"] == 0
    door.open_by_recovery(code, "负责人", OWN_PASSWORD)
    renewed = office.as_user("负责人", OWN_PASSWORD)
    assert [entry.act for entry in entries(renewed)][-1] == "recovery.open"
    assert [(e.actor, e.roles) for e in entries(renewed)][-1] == ("负责人", "负责人")


def test_a_full_verification_finds_what_was_changed_behind_the_program(
    county: Bianqing, tmp_path: Path
) -> None:
    Desk(county, tmp_path).carry()
    assert county.done("verify", "--full")["ok"]
    key = session_of(county).register_key
    assert key is not None
    with closing(connect(county.data / "register.db", key)) as connection:
        connection.execute("DROP TRIGGER quota_stays")
        connection.execute("UPDATE quota_version SET approved = 99 WHERE row = 1")
    answer = county("verify", "--full")
    told = {problem["code"]: problem["text"] for problem in answer.value["problems"]}
    assert (answer.exit, set(told)) == (3, {"register.pages_replaced", "audit.fact.quota"})
    assert all("绕过本程序" in text for text in told.values())


@pytest.mark.parametrize(("later", "told"), [(190, "与审计不一致"), (210, "")])
def test_an_act_changed_together_with_the_witness_is_told_at_once_or_by_verifying(
    county: Bianqing, later: int, told: str
) -> None:
    clock = clock_from({"BIANQING_TODAY": TODAY}, installed=False)
    with (
        open_office(county.data, county.user, county.password, find_resources(), clock) as office,
        office.register.writing(office.actor) as writer,
    ):
        writer.audit("upkeep", "被改动的")
        for _ in range(later):
            writer.audit("upkeep", "以后的")
    session = session_of(county)
    path = county.data / "register.db"
    assert session.register_key is not None
    with closing(connect(path, session.register_key)) as connection:
        connection.execute("DROP TRIGGER audit_row_stays")
        connection.execute("UPDATE audit_row SET actor = '别人' WHERE object = '被改动的'")
    with closing(open_audit(county.data, session.audit_key)) as audit:
        audit.append((), measured(path, session.register_key))
    at_once = county("summary").err
    assert told in at_once if told else not at_once
    (found,) = county("verify").value["problems"]
    assert found["code"] == "audit.differs"


def test_a_sound_office_has_nothing_to_tell(county: Bianqing) -> None:
    assert county("summary").err == ""


def test_a_vault_that_fell_back_is_told(county: Bianqing) -> None:
    (county.data / "vault.json").write_text("{}", encoding="utf-8")
    assert "账号文件的最新一份已损坏" in county("summary").err


@pytest.mark.parametrize("level", [("62", "province"), ("6299", "city"), ("629926", "county")])
def test_a_name_that_no_certificate_can_hold_founds_nothing(
    tmp_path: Path, level: tuple[str, str]
) -> None:
    office = Bianqing(tmp_path / "office")
    words = ("--code", level[0], "--level", level[1], "--name", "省" * 70, "--single-operator")
    assert office.refused("init", *words) == "trust.office_name_invalid"
    assert not office.data.exists()


class StoppingClock:
    """A clock that stops an act at one of the moments it asks for."""

    def __init__(self, looks: int) -> None:
        self.looks = looks
        self.clock = clock_from({"BIANQING_TODAY": TODAY}, installed=False)

    def today(self) -> date:
        return self.clock.today()

    def now(self) -> datetime:
        self.looks -= 1
        if self.looks < 0:
            raise Refusal("storage.disk_full", path="x")
        return self.clock.now()


@pytest.mark.parametrize("looks", [0, 2, 3, 4])
def test_a_province_that_cannot_found_its_trust_leaves_no_office(
    tmp_path: Path, looks: int
) -> None:
    folder = tmp_path / "province"
    with pytest.raises(Refusal) as caught:
        found_office(
            folder,
            PROVINCE,
            "负责人",
            PASSWORD,
            single_operator=True,
            profile=TEST,
            resources=find_resources(),
            clock=StoppingClock(looks),
        )
    assert caught.value.code == "storage.disk_full"
    left = {path.name for path in folder.glob("*") if path.is_file()}
    assert left <= {"bianqing.lock", "vault.lock"}
    province = init(folder, "62", "陇原省", "province", "--single-operator")
    assert province.done("verify", "--full")["ok"]
