"""Who may do what through the command line, as the table of acts says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from domain.roles import Role
from tests.desktop.commanding import Bianqing, ids, init
from tests.desktop.small_county import EDUCATION
from tests.desktop.staffing import ADMIN, AUDITOR, CLERK, LEADER, REVIEWER, SECURITY, staffed_office
from tests.desktop.test_cases import DOCUMENT, NEWCOMER


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory, books: Path) -> Bianqing:
    """Return an office of seven, one account per role, named as its role; nobody works alone."""
    data = tmp_path_factory.mktemp("staffed") / "data"
    head = staffed_office(data, "629926", "乙县", "county")
    head.done("import", "units", books / "units.xlsx")
    head.done("import", "persons", books / "persons.xlsx")
    return head


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    path = tmp_path / "case.json"
    stated = {
        "kind": "人员上编", "unit": EDUCATION, "document": DOCUMENT, "effective": "2026-11-20",
        "persons": [NEWCOMER],
    }  # fmt: skip
    path.write_text(json.dumps(stated, ensure_ascii=False), encoding="utf-8")
    return path


def test_the_office_has_its_seven_accounts(staffed: Bianqing) -> None:
    accounts = staffed.done("account", "list")["accounts"]
    assert {account["name"]: account["roles"] for account in accounts} == {
        role.value: [role.value] for role in Role
    }
    assert {account["state"] for account in accounts} == {"active"}


READS = (("summary",), ("check",), ("lights",), ("digest",), ("case", "list"))


@pytest.mark.parametrize("words", READS, ids=lambda words: words[0])
@pytest.mark.parametrize("role", ["负责人", CLERK, REVIEWER, LEADER])
def test_business_roles_read(staffed: Bianqing, role: str, words: tuple[str, ...]) -> None:
    assert staffed.as_user(role)(*words).exit in (0, 3)


@pytest.mark.parametrize("words", READS, ids=lambda words: words[0])
@pytest.mark.parametrize("role", [ADMIN, SECURITY, AUDITOR])
def test_officers_read_no_ledger(staffed: Bianqing, role: str, words: tuple[str, ...]) -> None:
    assert staffed.as_user(role).refused(*words) == "role.no_register_key"


@pytest.mark.parametrize("role", [REVIEWER, LEADER])
def test_only_clerks_and_heads_draft_import_export_and_print(
    staffed: Bianqing, role: str, books: Path, case_file: Path, tmp_path: Path
) -> None:
    other = staffed.as_user(role)
    for words in (
        ("import", "units", books / "units.xlsx"),
        ("import", "persons", books / "persons.xlsx"),
        ("case", "new", case_file),
        ("handbook", "--all", "--out", tmp_path / "handbooks"),
        ("roster", "--out", tmp_path / "roster.xlsx"),
        ("ledger", "--out", tmp_path / "ledger.xlsx"),
    ):
        assert other.refused(*words) == "role.denied"
    assert list(tmp_path.iterdir()) == [case_file]


def test_nobody_approves_his_own_entry(staffed: Bianqing, case_file: Path) -> None:
    own = staffed.done("case", "new", case_file)["case"]["id"]
    staffed.done("case", "submit", own)
    assert staffed.refused("case", "approve", own) == "case.own_entry"
    staffed.done("case", "withdraw", own)


def test_a_clerk_enters_and_a_reviewer_decides(staffed: Bianqing, case_file: Path) -> None:
    clerk, reviewer = staffed.as_user(CLERK), staffed.as_user(REVIEWER)
    number = clerk.done("case", "new", case_file)["case"]["id"]
    clerk.done("case", "submit", number)
    assert clerk.refused("case", "approve", number) == "role.denied"
    assert clerk.refused("case", "return", number, "--reason", "改") == "role.denied"
    assert staffed.as_user(LEADER).refused("case", "approve", number) == "role.denied"
    assert reviewer.refused("case", "withdraw", number) == "role.denied"
    reviewer.done("case", "return", number, "--reason", "缺附件")
    clerk.done("case", "submit", number)
    done = reviewer.done("case", "approve", number)["case"]
    assert (done["entered_by"], done["decided_by"], done["single"]) == (CLERK, REVIEWER, False)


@pytest.mark.parametrize("role", [CLERK, LEADER])
def test_only_heads_and_reviewers_sign_and_accept(
    staffed: Bianqing, role: str, books: Path
) -> None:
    other = staffed.as_user(role)
    assert other.refused("package", "sign", "--to", "6299") == "role.denied"
    assert other.refused("trust", "ask") == "role.denied"
    assert other.refused("package", "accept", books / "units.xlsx") == "role.denied"


@pytest.mark.parametrize("role", [REVIEWER, LEADER])
def test_only_heads_and_clerks_prepare_packages(
    staffed: Bianqing, role: str, tmp_path: Path
) -> None:
    create = ("package", "create", "--kind", "上报", "--to", "6299", "--out", tmp_path)
    assert staffed.as_user(role).refused(*create) == "role.denied"


@pytest.mark.parametrize("role", ["负责人", CLERK, REVIEWER, LEADER, SECURITY, AUDITOR])
def test_only_the_administrator_makes_and_locks_accounts(staffed: Bianqing, role: str) -> None:
    other = staffed.as_user(role)
    assert other.refused("account", "add", "某人") == "role.denied"
    assert other.refused("account", "lock", LEADER) == "role.denied"


@pytest.mark.rule("22239 8.1.5.3", "种子 (渭南)")
@pytest.mark.parametrize("role", ["负责人", CLERK, REVIEWER, LEADER, ADMIN, AUDITOR])
def test_only_the_security_officer_grants(staffed: Bianqing, role: str) -> None:
    assert staffed.as_user(role).refused("account", "grant", LEADER, "--role", CLERK) == (
        "role.denied"
    )


@pytest.mark.parametrize("role", ["负责人", CLERK, REVIEWER, LEADER])
def test_business_roles_manage_no_certificates(
    staffed: Bianqing, role: str, tmp_path: Path
) -> None:
    out = tmp_path / "request"
    assert staffed.as_user(role).refused("trust", "request", "--out", out) == "role.denied"
    assert not out.exists()


@pytest.mark.rule("22239 8.1.4.2", "security 3.3")
@pytest.mark.parametrize("role", [CLERK, REVIEWER, LEADER])
def test_only_the_head_gets_a_new_recovery_sheet(staffed: Bianqing, role: str) -> None:
    """Whoever has the sheet's code can give himself any account: it is the head's to renew."""
    assert staffed.as_user(role).refused("key", "sheet") == "role.denied"


def test_an_account_with_a_role_that_may_not_be_given_is_not_made(staffed: Bianqing) -> None:
    before = staffed.done("account", "list")
    admin = staffed.as_user(ADMIN)
    assert admin.refused("account", "add", "某人", "--role", CLERK) == "role.denied"
    assert admin.refused("account", "add", "某人", "--role", "老板") == "role.unknown"
    pair = ("--role", CLERK, "--role", ADMIN)
    assert admin.refused("account", "add", "某人", *pair) == "role.forbidden_pair"
    assert staffed.done("account", "list") == before


@pytest.mark.parametrize(
    ("name", "role"),
    [(CLERK, ADMIN), (CLERK, AUDITOR), (ADMIN, AUDITOR), (SECURITY, AUDITOR), (ADMIN, LEADER)],
)
def test_forbidden_pairs_are_refused(staffed: Bianqing, name: str, role: str) -> None:
    security = staffed.as_user(SECURITY)
    assert security.refused("account", "grant", name, "--role", role) == "role.forbidden_pair"


@pytest.mark.rule("22239 8.1.5.2")
def test_each_role_verifies_as_far_as_its_keys_reach(staffed: Bianqing) -> None:
    for role, unread in (("负责人", []), (ADMIN, ["register.db"]), (AUDITOR, ["register.db"])):
        answer = staffed.as_user(role).done("verify", "--full")
        proved = unread if role == ADMIN else []
        sound = {"ok": True, "problems": [], "notes": []}
        assert answer == {**sound, "unread": unread, "proved": proved}
    for role in (CLERK, REVIEWER, LEADER, SECURITY):
        assert staffed.as_user(role).refused("verify") == "role.denied"


def test_a_head_alone_does_the_officers_acts_until_they_are_appointed(county: Bianqing) -> None:
    county.done("account", "add", "助手", "--role", CLERK)
    county.done("account", "release", "助手")
    assert county.as_user("助手").done("summary")["persons"] == 10
    county.done("account", "lock", "助手")
    assert county.as_user("助手").refused("summary") == "account.locked"
    for officer in (ADMIN, SECURITY, AUDITOR):
        county.done("account", "add", officer, "--role", officer)
    assert county.refused("account", "add", "再一人") == "role.denied"
    assert county.refused("trust", "request", "--out", county.data / "x") == "role.denied"


def test_a_head_who_is_not_alone_appoints_officers_and_nobody_else(tmp_path: Path) -> None:
    head = init(tmp_path / "office", "629927", "丙县", "county")
    assert head.refused("account", "add", "甲", "--role", CLERK) == "role.denied"
    assert head.refused("trust", "request", "--out", tmp_path / "request") == "role.denied"
    assert [account["name"] for account in head.done("account", "list")["accounts"]] == ["负责人"]
    head.done("account", "add", "甲", "--role", ADMIN)


def test_only_those_who_may_move_a_case_on_its_way_do(
    staffed: Bianqing, case_file: Path, tmp_path: Path
) -> None:
    clerk, reviewer, leader = (staffed.as_user(role) for role in (CLERK, REVIEWER, LEADER))
    stated = case_file.read_text("utf-8").replace(NEWCOMER["id"], ids("62992519990612091"))
    case_file.write_text(stated, encoding="utf-8")
    case = clerk.done("case", "new", case_file)["case"]["id"]
    clerk.done("case", "submit", case)
    asked = ("case", "supplement", case, "--item", "身份证")
    for other in (clerk, leader):
        assert other.refused(*asked) == "role.denied"
    reviewer.done(*asked)
    clerk.done("case", "submit", case)
    reviewer.done("case", "approve", case)
    for other in (reviewer, leader):
        assert other.refused("case", "archive", case) == "role.denied"
    clerk.done("case", "archive", case)
    for other in (reviewer, leader):
        printed = ("case", "notice", "人员上编", "--out", tmp_path / "notice.pdf")
        assert other.refused(*printed) == "role.denied"


def test_only_the_head_keeps_working_days_and_freezes(staffed: Bianqing) -> None:
    days = ("--from", "2026-01-01", "--to", "2026-01-02")
    for role in (CLERK, REVIEWER, LEADER):
        other = staffed.as_user(role)
        assert other.refused("calendar", "set", 2030, "--rest", "01-01") == "role.denied"
        assert other.refused("freeze", "add", *days, "--reason", "x") == "role.denied"
        assert other.refused("freeze", "lift", *days) == "role.denied"
        assert other.done("freeze", "list")["freezes"] == []
        assert other.done("case", "figures")["total"]
    assert staffed.done("calendar", "set", 2030, "--rest", "01-01")["known"]
