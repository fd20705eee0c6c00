"""The data folder: founding, passwords, a second program, damage, and what is read from it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from storage.lock_file import single_instance
from tests.desktop.commanding import PASSWORD, Answer, Bianqing, run
from tests.desktop.small_county import EDUCATION, FINANCE, PEOPLE, SCHOOL
from tests.desktop.test_cases import Desk

COUNTY = ("--code", "629925", "--name", "安澜县", "--level", "county")


def codes(answer: Answer) -> set[str]:
    return {problem["code"] for problem in answer.value["problems"]}


def test_founding_prints_the_recovery_code_once_and_makes_private_files(tmp_path: Path) -> None:
    office = Bianqing(tmp_path / "office", "张三")
    answer = office.done("init", *COUNTY)
    assert answer["office"] == {"code": "629925", "name": "安澜县", "level": "county"}
    assert len(answer["recovery_code"].replace("-", "").replace(" ", "")) >= 52
    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in office.data.iterdir()
        if path.is_file()
    }
    assert set(modes) >= {"vault.json", "register.db", "audit.db"}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(office.data.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--code", "6299", "--name", "甲", "--level", "county"), "office.level"),
        (("--code", "62992x", "--name", "甲", "--level", "county"), "office.level"),
        (("--code", "629925", "--name", " ", "--level", "county"), "office.name"),
    ],
)
def test_an_office_that_cannot_be_leaves_no_folder(
    tmp_path: Path, words: tuple[str, ...], code: str
) -> None:
    office = Bianqing(tmp_path / "office")
    assert office.refused("init", *words) == code
    assert not office.data.exists()


def test_an_office_is_not_founded_twice(standing: Bianqing) -> None:
    before = standing.digest()
    assert standing.refused("init", *COUNTY) == "vault.exists"
    assert standing.digest() == before


def test_a_weak_password_founds_nothing(tmp_path: Path) -> None:
    office = Bianqing(tmp_path / "office", password="12345678")
    assert office.refused("init", *COUNTY) == "vault.password_weak"


def test_a_wrong_password_costs_a_wait_and_loses_nothing(county: Bianqing) -> None:
    answer = county.as_user("负责人", "wrong-Password-1")("summary")
    assert (answer.exit, answer.code) == (1, "vault.password_wrong")
    assert answer.value["error"]["facts"] == {"account": "负责人", "failures": 1, "wait": 1}
    assert county.as_user("没有此人").refused("summary") == "vault.password_wrong"
    assert county.done("summary")["persons"] == len(PEOPLE)
    assert county.done("verify")["ok"]


def test_the_password_may_stand_in_a_file_and_never_in_an_argument(
    standing: Bianqing, tmp_path: Path
) -> None:
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n", encoding="utf-8")
    other = standing.as_user("负责人", "wrong-Password-1")
    assert other("digest", "--password-file", file).exit == 0
    assert other.refused("digest", "--password-file", tmp_path / "no") == "command.file_unreadable"
    file.write_bytes(b"\xff\xfe")
    assert other.refused("digest", "--password-file", file) == "command.file_unreadable"
    assert other("digest", "--password", PASSWORD).exit == 2


def test_a_second_program_on_the_same_folder_is_refused(county: Bianqing, books: Path) -> None:
    with single_instance(county.data):
        for words in (
            ("summary",),
            ("verify",),
            ("import", "units", books / "units.xlsx"),
            ("account", "add", "甲"),
        ):
            assert county.refused(*words) == "storage.in_use"
    assert county.done("summary")["persons"] == len(PEOPLE)
    assert len(county.done("account", "list")["accounts"]) == 1


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    assert Bianqing(tmp_path / "none").refused("summary") == "vault.missing"
    assert Bianqing(tmp_path / "none").refused("account", "list") == "vault.missing"


def test_a_missing_register_is_told(county: Bianqing) -> None:
    (county.data / "register.db").unlink()
    assert county.refused("summary") == "storage.missing"
    answer = county("verify")
    assert (answer.exit, answer.value["ok"]) == (3, False)
    assert "storage.missing" in codes(answer)


def test_a_missing_audit_is_told_and_the_ledgers_are_read(county: Bianqing) -> None:
    (county.data / "audit.db").unlink()
    told = county("summary")
    assert (told.exit, told.value["persons"]) == (3, len(PEOPLE))
    assert "审计文件 audit.db 不见了" in told.value["notices"][0]
    answer = county("verify")
    assert (answer.exit, answer.value["ok"]) == (3, False)
    assert "audit.lost_missing" in codes(answer)


@pytest.mark.parametrize(
    ("name", "damage"),
    [("register.db", {"verify.pages", "storage.damaged"}), ("audit.db", {"audit.lost_pages"})],
)
def test_a_damaged_database_is_told(county: Bianqing, name: str, damage: set[str]) -> None:
    path = county.data / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    answer = county("verify", "--full")
    assert (answer.exit, answer.value["ok"]) == (3, False)
    assert codes(answer) & damage


def test_reading_through_a_damaged_page_is_refused_in_words(county: Bianqing) -> None:
    path = county.data / "register.db"
    content = path.read_bytes()
    path.write_bytes(content[:8192] + bytes(len(content) - 8192))
    for words in (("summary",), ("check",), ("digest",), ("lights",), ("case", "list")):
        assert county.refused(*words) == "storage.damaged"


def test_a_register_of_yesterday_is_told(county: Bianqing, tmp_path: Path) -> None:
    register = county.data / "register.db"
    yesterday = register.read_bytes()
    Desk(county, tmp_path).carry()
    register.write_bytes(yesterday)
    answer = county("verify")
    assert (answer.exit, answer.value["ok"]) == (3, False)
    assert all(problem["text"] != problem["code"] for problem in answer.value["problems"])


def test_a_damaged_vault_falls_back_or_is_told(county: Bianqing) -> None:
    (county.data / "vault.json").write_text("{}", encoding="utf-8")
    assert county.done("summary")["persons"] == len(PEOPLE)
    for name in ("vault.json", "vault.prev.json"):
        (county.data / name).write_text("{}", encoding="utf-8")
    assert county.refused("summary") == "vault.damaged"


def test_a_day_before_the_register_is_answered_by_its_beginning(standing: Bianqing) -> None:
    for words in (
        ("summary",),
        ("summary", "--unit", EDUCATION),
        ("check",),
        ("lights",),
        ("digest",),
    ):
        answer = standing(*words, "--as-of", "2026-10-30")
        assert (answer.exit, answer.code) == (1, "register.not_begun")
        assert answer.text.startswith("本台账自 2026-10-31 起")


def test_the_summary_adds_up(standing: Bianqing) -> None:
    summary = standing.done("summary")
    assert summary["totals"] == {
        "行政编制": {"approved": 6, "actual": 4, "vacant": 2, "available": 2},
        "工勤编制": {"approved": 1, "actual": 1, "vacant": 0, "available": 0},
        "全额事业编制": {"approved": 7, "actual": 5, "vacant": 2, "available": 2},
    }
    assert [unit["name"] for unit in summary["units"]][:3] == [EDUCATION, FINANCE, SCHOOL]
    first = summary["units"][0]
    assert first["posts"]["正职"] == {"approved": 1, "actual": 0}
    assert {unit["light"] for unit in summary["units"]} <= {"red", "yellow", "green", "grey"}


def test_units_are_found_by_every_name_and_strangers_refused(standing: Bianqing) -> None:
    for name in (EDUCATION, "教育局", "县教育局", "6299250001"):
        units = standing.done("summary", "--unit", name)["units"]
        assert [unit["name"] for unit in units] == [EDUCATION]
    assert standing.refused("summary", "--unit", "无此局") == "case.unit_unknown"


def test_rules_are_listed_with_every_field(standing: Bianqing) -> None:
    rules = standing.done("rule", "list")["rules"]
    expected = {1, 2, 4, 6, *range(7, 15), 16, 17, 18, 19, 28, 40, 41, 42, 46, 47, 48, 52, 67, 68}
    assert expected <= {rule["number"] for rule in rules}
    assert rules[0].keys() == {"number", "title", "severity", "scope", "on", "off_reason"}
    assert {rule["number"] for rule in rules if not rule["on"]} == {53, 54}
    assert all(bool(rule["off_reason"]) != rule["on"] for rule in rules)
    shown = run("--data", standing.data, "rule", "list").out
    assert shown.count("停用：") == shown.count("从 rules_off 中删去") == 2
    assert {rule["severity"] for rule in rules} <= {"error", "warning", "info"}


def test_one_rule_or_one_unit_is_checked(standing: Bianqing) -> None:
    found = standing.done("check")["findings"]
    one = standing.done("check", "--unit", EDUCATION)["findings"]
    assert one == [finding for finding in found if finding["unit"] == EDUCATION]
    for number in {finding["rule"] for finding in found}:
        chosen = standing.done("check", "--rule", str(number))["findings"]
        assert chosen == [finding for finding in found if finding["rule"] == number]
    assert standing.refused("check", "--rule", "999") == "rule.unknown"


def test_text_for_a_person_says_the_same_as_json(standing: Bianqing) -> None:
    for words in (("summary",), ("check",), ("lights",), ("verify",), ("case", "list")):
        answer = run("--data", standing.data, *words)
        assert answer.exit == standing(*words).exit
        assert answer.err == ""
        assert answer.out.strip()


def test_a_demonstration_that_cannot_begin_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    out = tmp_path / "out"
    weak = run("demo", out, "--json", BIANQING_PASSWORD="1234")
    assert (weak.exit, weak.code) == (1, "vault.password_weak")
    assert not out.exists()
    assert run("demo", file, "--json").code == "command.exists"
    assert run("demo", tmp_path, "--json").code == "command.exists"
    assert run("demo", tmp_path / "stick" / "out", "--json").code == "command.no_folder"
    assert file.read_text() == "x"
