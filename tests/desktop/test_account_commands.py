"""Accounts at the command line: joining, passwords, leaving; every act is in the audit."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from desktop.cli import parser
from desktop.clock import ProgramClock
from desktop.commands.console import Console
from desktop.resources import Resources, find_resources
from domain.errors import Refusal
from storage.audit import open_audit
from storage.audit_entries import Recorded
from storage.sign_in import sign_in
from tests.desktop.commanding import PASSWORD, Bianqing
from tests.desktop.staffing import ADMIN, AUDITOR, CLERK, SECURITY

NEW = "Another-2026-word"
NEWER = "Yet-Another-2026"


def entries(office: Bianqing) -> list[Recorded]:
    session = sign_in(office.data, office.user, office.password, sleeper=None)
    audit = open_audit(office.data, session.audit_key)
    found = list(audit.rows())
    audit.close()
    session.wipe()
    return found


def generation(office: Bianqing) -> int:
    session = sign_in(office.data, office.user, office.password, sleeper=None)
    session.wipe()
    return session.generation


def last(office: Bianqing) -> tuple[str, str, str, bool]:
    """Return act, object, result and mark of the last entry."""
    entry = entries(office)[-1]
    return entry.act, entry.object, entry.result, entry.single


def states(office: Bianqing) -> dict[str, str]:
    return {line["name"]: line["state"] for line in office.done("account", "list")["accounts"]}


def test_a_first_password_is_changed_before_anything_else(county: Bianqing) -> None:
    """Whoever was given a password does nothing before he has changed it."""
    county.done("account", "add", "助手", "--role", CLERK, "--first")
    county.done("account", "release", "助手")
    helper = county.as_user("助手")
    for words in ("summary", "key drill", "key rotate", "account lock 负责人", "verify"):
        before = len(entries(county))
        assert helper.refused(*words.split()) == "account.first_password"
        came, refused = entries(county)[before:]
        assert (came.actor, came.act) == ("助手", "sign_in")
        told = (refused.actor, refused.result, refused.reason)
        assert told == ("助手", "拒绝", "account.first_password")
    assert helper.refused("account", "password") == "vault.password_former"
    changed = helper("account", "password", BIANQING_NEW_PASSWORD=NEW)
    assert changed.exit == 0, changed.value
    assert last(county) == ("account.password", "助手", "成功", False)
    assert helper.refused("summary") == "vault.password_wrong"
    assert county.as_user("助手", NEW).done("summary")["persons"] == 10


def test_a_password_that_is_reset_must_be_changed_too(county: Bianqing) -> None:
    county.done("account", "add", "助手", "--role", CLERK)
    county("account", "reset", "助手", BIANQING_NEW_PASSWORD=NEW)
    assert last(county) == ("account.reset", "助手", "成功", True)
    county.done("account", "release", "助手")
    helper = county.as_user("助手", NEW)
    assert helper.refused("summary") == "account.first_password"
    assert helper("account", "password", BIANQING_NEW_PASSWORD=NEWER).exit == 0
    county.as_user("助手", NEWER).done("summary")


@pytest.mark.rule("security 2 #11")
def test_an_officer_who_was_reset_waits_for_his_roles_and_the_audit_tells_which(
    county: Bianqing,
) -> None:
    for officer in (ADMIN, SECURITY, AUDITOR):
        county.done("account", "add", officer, "--role", officer)
    admin = county.as_user(ADMIN)
    assert admin("account", "reset", AUDITOR, BIANQING_NEW_PASSWORD=NEW).exit == 0
    assert last(county)[:3] == ("account.reset", f"{AUDITOR}：收回{AUDITOR}", "成功")
    assert county.as_user(AUDITOR, NEW).refused("audit", "verify") == "account.pending"
    assert admin.refused("account", "reset", "负责人") == "account.last_head"
    county.as_user(SECURITY).done("account", "grant", AUDITOR, "--role", AUDITOR)
    assert county.as_user(AUDITOR, NEW).refused("audit", "verify") == "account.first_password"


@pytest.mark.rule("22239 8.1.4.1 a")
def test_an_office_may_ask_for_a_new_password_after_some_days(
    county: Bianqing, tmp_path: Path
) -> None:
    """Regular change is off by default; switched on in the data, it comes before anything else."""
    county.done("account", "add", "助手", "--role", CLERK)
    county.done("account", "release", "助手")
    strict = tmp_path / "resources"
    shutil.copytree(find_resources().folder / "security", strict / "security")
    rules = json.loads((strict / "security" / "passwords.json").read_text("utf-8"))
    changed = json.dumps({**rules, "change_after_days": 90})
    (strict / "security" / "passwords.json").write_text(changed, "utf-8")
    arguments = parser().parse_args(["--data", str(county.data), "summary"])
    session = sign_in(county.data, "助手", PASSWORD, sleeper=None)
    console = Console(arguments, Resources(strict), ProgramClock(date(2027, 2, 18)))
    console.require_own_password(session)
    later = Console(arguments, Resources(strict), ProgramClock(date(2027, 2, 19)))
    with pytest.raises(Refusal) as caught:
        later.require_own_password(session)
    assert caught.value.code == "account.password_overdue"
    later.require_own_password(session, besides="summary")


def test_a_weak_password_is_refused_with_the_rules_of_the_office(county: Bianqing) -> None:
    for weak in ("password1234", "Anlan-2026!!", "short"):
        answer = county("account", "password", BIANQING_NEW_PASSWORD=weak)
        assert answer.code == "vault.password_weak"
        assert "12" in answer.text
    assert last(county) == ("account.password", "负责人", "拒绝", False)


def test_roles_are_taken_and_accounts_locked_and_unlocked(county: Bianqing) -> None:
    county.done("account", "add", "助手", "--role", CLERK, "--role", "审核")
    county.done("account", "release", "助手")
    county.done("account", "take", "助手", "--role", CLERK)
    assert last(county) == ("account.take", f"助手：{CLERK}", "成功", True)
    county.done("account", "lock", "助手")
    county.done("account", "unlock", "助手")
    assert last(county) == ("account.unlock", "助手", "成功", True)
    assert states(county)["助手"] == "pending"
    assert county.refused("account", "unlock", "助手") == "account.not_locked"
    assert county.refused("account", "take", "负责人", "--role", "负责人") == "account.last_holder"
    assert last(county)[:3] == ("account.take", "负责人：负责人", "拒绝")


@pytest.mark.rule("种子 (浠水) 锁定账号")
def test_who_leaves_signs_nothing_any_more(county: Bianqing) -> None:
    """Leaving closes the account, revokes its certificate and proposes new keys."""
    county.done("account", "add", "助手", "--role", CLERK)
    county.done("account", "release", "助手")
    answer = county.done("account", "leave", "助手")
    assert answer["rotation_proposed"] == ["助手"]
    assert last(county) == ("account.leave", "助手", "成功", True)
    assert states(county)["助手"] == "left"
    assert county.as_user("助手").refused("summary") == "account.left"
    again = county("account", "add", "助手")
    assert again.code == "account.exists"
    assert "助手 离任后还没有更换过数据密钥" in again.err


def test_single_mode_is_switched_by_the_security_officer(county: Bianqing) -> None:
    county.done("account", "single", "off")
    assert last(county)[:3] == ("single.off", "", "成功")
    assert county.refused("account", "single", "on") == "role.denied"
    for officer in (ADMIN, SECURITY, AUDITOR):
        county.done("account", "add", officer, "--role", officer)
    county.as_user(SECURITY).done("account", "single", "on")
    assert last(county)[:2] == ("single.on", "")
    assert county.as_user(ADMIN).refused("account", "single", "off") == "role.denied"


def test_the_password_can_lie_in_a_file(county: Bianqing, tmp_path: Path) -> None:
    file = tmp_path / "new"
    file.write_text(NEW + "\n", "utf-8")
    county.done("account", "password", "--new-password-file", file)
    assert county.refused("summary") == "vault.password_wrong"
    county.as_user("负责人", NEW).done("summary")
    assert PASSWORD != NEW


def test_an_account_with_its_roles_is_one_step_of_the_vault_and_of_the_audit(
    county: Bianqing,
) -> None:
    before = generation(county)
    county.done("account", "add", "新手", "--role", "经办", "--role", "审核")
    assert generation(county) == before + 1
    added, granted = [
        entry for entry in entries(county) if entry.act in ("account.add", "account.grant")
    ][-2:]
    assert (added.act, added.object) == ("account.add", "新手")
    assert (granted.act, granted.object) == ("account.grant", "新手：经办、审核")
    assert granted.n == added.n + 1


def test_an_account_whose_roles_are_refused_is_not_made(county: Bianqing) -> None:
    before = generation(county)
    refused = county.refused("account", "add", "新手", "--role", "经办", "--role", "安全审计员")
    assert refused == "role.forbidden_pair"
    assert generation(county) == before
