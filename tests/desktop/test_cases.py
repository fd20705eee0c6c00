"""Case files and the way of a case: draft, submit, approve, return, withdraw."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.commanding import Bianqing, ids, run
from tests.desktop.small_county import EDUCATION, FINANCE, LIBRARY, SCHOOL, number_of

NEW = ids("62992519980612091")
DOCUMENT = {
    "number": "安编办函〔2026〕8号", "title": "关于人员上编的函", "issuer": "县委编办",
    "date": "2026-11-20",
}  # fmt: skip
NEWCOMER = {
    "name": "新人", "id": NEW, "quota_type": "行政编制", "post_class": "行政管理岗位",
    "entry_mode": "公务员考录", "work_start": "2020-08",
}  # fmt: skip


class Desk:
    """Writes case files and hands them to the program."""

    def __init__(self, bianqing: Bianqing, folder: Path) -> None:
        self.bianqing = bianqing
        self._file = folder / "case.json"

    def file(self, **changes: object) -> Path:
        """Write a 上编 into 教育局 with some parts changed; `...` leaves a part out."""
        stated: dict[str, Any] = {
            "kind": "人员上编", "unit": EDUCATION, "document": DOCUMENT,
            "effective": "2026-11-20", "persons": [NEWCOMER],
        } | changes  # fmt: skip
        stated = {name: part for name, part in stated.items() if part is not ...}
        self._file.write_text(json.dumps(stated, ensure_ascii=False), encoding="utf-8")
        return self._file

    def new(self, **changes: object) -> dict[str, Any]:
        """Draft a case; checks that findings and the exit code agree."""
        answer = self.bianqing("case", "new", self.file(**changes))
        assert answer.exit == (3 if answer.value["case"]["blocked_by"] else 0), answer.value
        case: dict[str, Any] = answer.value["case"]
        return case

    def blocked(self, **changes: object) -> list[tuple[int, str]]:
        """Draft a case, take it back, and return the rules and severities of what blocked it."""
        case = self.new(**changes)
        self.bianqing.done("case", "withdraw", case["id"])
        return [(found["rule"], found["severity"]) for found in case["blocked_by"]]

    def carry(self, **changes: object) -> dict[str, Any]:
        """Carry a case into the register."""
        case = self.new(**changes)
        self.bianqing.done("case", "submit", case["id"])
        done: dict[str, Any] = self.bianqing.done("case", "approve", case["id"])["case"]
        return done

    def actual(self, unit: str, quota_type: str, day: str) -> int:
        totals = self.bianqing.done("summary", "--unit", unit, "--as-of", day)["totals"]
        return int(totals[quota_type]["actual"])


@pytest.fixture
def desk(county: Bianqing, tmp_path: Path) -> Desk:
    return Desk(county, tmp_path)


def leaving(name: str, reason: str = "调出") -> list[dict[str, str]]:
    return [{"id": number_of(name), "exit_reason": reason}]


def test_an_entry_goes_from_draft_to_the_register(desk: Desk) -> None:
    case = desk.new()
    assert (case["kind"], case["state"], case["blocked_by"]) == ("人员上编", "draft", [])
    assert (case["before"]["行政编制"]["vacant"], case["after"]["行政编制"]["vacant"]) == (2, 1)
    submitted = desk.bianqing.done("case", "submit", case["id"])["case"]
    done = desk.bianqing.done("case", "approve", case["id"])["case"]
    assert (submitted["state"], done["state"], done["single"]) == ("submitted", "done", True)
    assert [desk.actual(EDUCATION, "行政编制", day) for day in ("2026-11-19", "2026-11-20")] == [
        2,
        3,
    ]


def test_a_day_between_two_cases_gives_the_figures_of_that_day(desk: Desk) -> None:
    desk.carry(effective="2026-11-05")
    desk.carry(kind="人员下编", effective="2026-11-15", persons=leaving("安一"))
    days = ("2026-11-04", "2026-11-05", "2026-11-14", "2026-11-15", "2026-11-21")
    assert [desk.actual(EDUCATION, "行政编制", day) for day in days] == [2, 3, 3, 2, 2]


def test_a_late_document_that_fits_takes_effect_before_an_earlier_entry(desk: Desk) -> None:
    desk.carry(effective="2026-11-15")
    late = {**NEWCOMER, "name": "迟到", "id": ids("62992519970612093")}
    desk.carry(effective="2026-11-05", persons=[late])
    days = ("2026-11-04", "2026-11-05", "2026-11-15")
    assert [desk.actual(EDUCATION, "行政编制", day) for day in days] == [2, 3, 4]


def test_a_late_document_that_no_longer_fits_is_blocked(desk: Desk) -> None:
    two = [NEWCOMER, {**NEWCOMER, "name": "另人", "id": ids("62992519970612093")}]
    desk.carry(effective="2026-11-15", persons=two)
    third = {**NEWCOMER, "name": "迟到", "id": ids("62992519960612095")}
    assert desk.blocked(effective="2026-11-05", persons=[third]) == [(50, "error")]


@pytest.mark.parametrize("unit", [EDUCATION, "6299250001", "教育局", "县教育局"])
def test_a_unit_is_named_by_name_code_or_short_name(desk: Desk, unit: str) -> None:
    assert desk.new(unit=unit)["unit"] == EDUCATION


def test_every_field_of_the_contract_is_taken(desk: Desk) -> None:
    whole = {
        **NEWCOMER, "slot": "安编用〔2026〕3号", "birth": "1998-06", "nation": "汉族",
        "entry_source": "应届毕业生", "position": "科员",
    }  # fmt: skip
    answer = desk.bianqing("case", "new", desk.file(persons=[whole], explanation="说明"))
    assert (answer.exit, answer.value["ignored"]) == (0, [])
    assert answer.value["case"]["persons"] == [whole]
    assert answer.value["case"]["document"] == DOCUMENT["number"]


def test_the_least_that_the_contract_asks_for_is_accepted(
    desk: Desk,
) -> None:
    least = {name: value for name, value in NEWCOMER.items() if name != "work_start"}
    answer = desk.bianqing("case", "new", desk.file(persons=[least]))
    assert (answer.exit, answer.value["case"]["blocked_by"]) == (0, [])
    desk.bianqing.done("case", "submit", answer.value["case"]["id"])
    desk.bianqing.done("case", "approve", answer.value["case"]["id"])


def test_a_field_that_means_nothing_is_named(desk: Desk) -> None:
    strange = {**NEWCOMER, "salary": "1"}
    answer = desk.bianqing("case", "new", desk.file(persons=[strange], urgency="high"))
    assert answer.value["ignored"] == ["urgency", "persons.salary"]


BLOCKED: dict[str, tuple[dict[str, Any], list[tuple[int, str]]]] = {
    "no document": ({"document": ...}, [(47, "error")]),
    "no number": ({"document": {"title": "函"}}, [(47, "error")]),
    "odd number": ({"document": {"number": "8号"}}, [(4, "error")]),
    "future": ({"effective": "2026-11-22"}, [(7, "error")]),
    "nobody": ({"persons": []}, [(1, "error")]),
    "wrong check digit": ({"persons": [{**NEWCOMER, "id": NEW[:17] + "0"}]}, [(9, "error")]),
    "sex": ({"persons": [{**NEWCOMER, "sex": "女"}]}, [(12, "error")]),
    "birth": ({"persons": [{**NEWCOMER, "birth": "1990-01"}]}, [(11, "warning")]),
    "quota type": ({"persons": [{**NEWCOMER, "quota_type": "合同制"}]}, [(2, "error")]),
    "entry mode": ({"persons": [{**NEWCOMER, "entry_mode": "走后门"}]}, [(2, "error")]),
    "work begins in the future": (
        {"persons": [{**NEWCOMER, "work_start": "2090.01"}]},
        [(7, "error")],
    ),
    "no entry mode": ({"persons": [{**NEWCOMER, "entry_mode": ""}]}, [(1, "error")]),
    "twice": ({"persons": [NEWCOMER, NEWCOMER]}, [(16, "error")]),
    "held elsewhere": (
        {"persons": [{**NEWCOMER, "name": "安三", "id": number_of("安三"), "work_start": ""}]},
        [(16, "error")],
    ),
    "too old": ({"persons": [{**NEWCOMER, "id": ids("62992519550612091")}]}, [(40, "error")]),
    "no place of the type": (
        {"persons": [{**NEWCOMER, "quota_type": "工勤编制", "post_class": "工勤技能岗位"}]},
        [(50, "error")],
    ),
    "no vacancy": ({"unit": FINANCE}, [(50, "error")]),
    "exit of somebody absent": (
        {"kind": "人员下编", "persons": leaving("安三")},
        [(80, "error")],
    ),
    "exit without reason": (
        {"kind": "人员下编", "persons": [{"id": number_of("安一")}]},
        [(1, "error")],
    ),
    "exit for no reason": (
        {"kind": "人员下编", "persons": leaving("安一", "飞走")},
        [(2, "error")],
    ),
    "early retirement": (
        {"kind": "人员下编", "persons": leaving("安一", "退休")},
        [(44, "warning")],
    ),
}


@pytest.mark.parametrize("name", BLOCKED)
def test_a_finding_keeps_the_draft_and_an_error_stops_it(desk: Desk, name: str) -> None:
    changes, expected = BLOCKED[name]
    before = desk.bianqing.digest()
    case = desk.new(**changes)
    found = case["blocked_by"]
    assert [(finding["rule"], finding["severity"]) for finding in found] == expected
    assert {"rule", "severity", "unit", "person", "facts", "text"} <= found[0].keys()
    assert "“”" not in found[0]["text"]
    assert desk.bianqing.done("case", "show", case["id"])["case"]["state"] == "draft"
    if expected[0][1] == "error":
        assert desk.bianqing.refused("case", "submit", case["id"]) == "case.blocked"
    else:
        assert desk.bianqing.done("case", "submit", case["id"])["case"]["state"] == "submitted"
    assert desk.bianqing.digest() == before


def test_over_quota_is_a_warning_for_modes_that_the_county_names_with_a_reason(desk: Desk) -> None:
    soldier = [{**NEWCOMER, "entry_mode": "军转安置"}]
    assert desk.blocked(unit=FINANCE, persons=soldier) == [(50, "error")]
    reason = "省退役军人事务厅安置计划"
    assert desk.blocked(unit=FINANCE, persons=soldier, explanation=reason) == [(50, "warning")]
    desk.carry(unit=FINANCE, persons=soldier, explanation=reason)
    lights = desk.bianqing.done("lights")["units"]
    assert [unit["light"] for unit in lights if unit["name"] == FINANCE] == ["red"]


def test_who_left_comes_back_by_a_case_under_the_same_name(desk: Desk) -> None:
    desk.carry(kind="人员下编", effective="2026-11-05", unit=LIBRARY, persons=leaving("安九"))
    teacher = {
        "id": number_of("安九"), "quota_type": "全额事业编制", "post_class": "专业技术岗位",
        "entry_mode": "调入",
    }  # fmt: skip
    other = [{**teacher, "name": "别名"}]
    case = desk.new(unit=SCHOOL, effective="2026-11-10", persons=other)
    assert [finding["rule"] for finding in case["blocked_by"]] == [17]
    assert "姓名" in case["blocked_by"][0]["text"]
    desk.carry(unit=SCHOOL, effective="2026-11-10", persons=[{**teacher, "name": "安九"}])
    assert desk.actual(SCHOOL, "全额事业编制", "2026-11-10") == 4


def test_who_left_does_not_leave_again_before(desk: Desk) -> None:
    desk.carry(kind="人员下编", effective="2026-11-15", persons=leaving("安一"))
    again = desk.blocked(kind="人员下编", effective="2026-11-10", persons=leaving("安一"))
    assert again == [(19, "error")]


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "unknown kind": ({"kind": "机构变更"}, "case.kind_unknown"),
    "no kind": ({"kind": ...}, "case.kind_unknown"),
    "unknown unit": ({"unit": "无此局"}, "case.unit_unknown"),
    "no unit": ({"unit": ...}, "case.unit_unknown"),
    "no day": ({"effective": ...}, "case.file_invalid"),
    "odd day": ({"effective": "2026/11/20"}, "case.file_invalid"),
    "odd document day": ({"document": {"date": "昨天"}}, "case.file_invalid"),
    "list for document": ({"document": ["8号"]}, "case.file_invalid"),
    "object for persons": ({"persons": {}}, "case.file_invalid"),
    "text for a person": ({"persons": ["甲"]}, "case.file_invalid"),
    "list for a name": ({"persons": [{"name": ["甲"]}]}, "case.file_invalid"),
    "before the register": ({"effective": "2026-10-30"}, "register.before_start"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_case_file_that_says_nothing_sound_is_refused(desk: Desk, name: str) -> None:
    changes, code = REFUSED[name]
    answer = desk.bianqing("case", "new", desk.file(**changes))
    assert (answer.exit, answer.code) == (1, code)
    assert desk.bianqing.done("case", "list")["cases"] == []


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b'"x"', b"\xff\xfe", b"", b"[" * 100_000, b'{"kind": NaN}', b"1e999"]
)
def test_broken_json_is_refused_without_an_english_word(desk: Desk, content: bytes) -> None:
    path = desk.file()
    path.write_bytes(content)
    answer = desk.bianqing("case", "new", path)
    assert (answer.exit, answer.code) == (1, "case.file_invalid")
    assert "codec" not in answer.text
    assert "Expecting" not in answer.text


def test_steps_that_the_state_does_not_allow_are_refused(desk: Desk) -> None:
    bianqing = desk.bianqing
    number = desk.new()["id"]
    assert bianqing.refused("case", "approve", number) == "case.state"
    bianqing.done("case", "submit", number)
    assert bianqing.refused("case", "submit", number) == "case.state"
    assert bianqing.refused("case", "return", number) == "case.reason_missing"
    returned = bianqing.done("case", "return", number, "--reason", "缺附件")["case"]
    assert (returned["state"], returned["reason"]) == ("returned", "缺附件")
    bianqing.done("case", "submit", number)
    bianqing.done("case", "approve", number)
    assert bianqing.refused("case", "withdraw", number) == "case.state"
    assert bianqing.refused("case", "approve", number) == "case.state"
    assert bianqing.refused("case", "show", "2026-09999") == "case.unknown"


def test_a_trial_says_what_a_case_would_do_and_keeps_nothing(desk: Desk) -> None:
    trial = desk.bianqing("case", "new", desk.file(), "--dry-run")
    assert (trial.exit, trial.value["dry_run"]) == (0, True)
    assert desk.bianqing.done("case", "list")["cases"] == []
    kept = desk.new()
    assert trial.value["case"] | {"id": kept["id"]} == kept
    blocked = desk.bianqing("case", "new", desk.file(persons=leaving("安一")), "--dry-run")
    assert (blocked.exit, bool(blocked.value["case"]["blocked_by"])) == (3, True)
    told = run("--data", desk.bianqing.data, "case", "new", desk.file(), "--dry-run")
    assert told.out.splitlines()[-1] == "这是试办，没有保存。"


def test_a_draft_is_written_anew_from_a_file(desk: Desk) -> None:
    number = desk.new(explanation="急需")["id"]
    other = {**NEWCOMER, "name": "改人", "id": ids("62992519970612093")}
    changed = desk.file(persons=[other], effective="2026-11-18", odd="x")
    trial = desk.bianqing.done("case", "edit", number, changed, "--dry-run")
    assert desk.bianqing.done("case", "show", number)["case"]["explanation"] == "急需"
    edited = desk.bianqing.done("case", "edit", number, changed)
    for answer in (trial, edited):
        answer["case"].pop("stages")  # which tell the moment
    assert (edited["case"], edited["ignored"], edited["dry_run"]) == (trial["case"], ["odd"], False)
    shown = desk.bianqing.done("case", "show", number)["case"]
    assert (shown["id"], shown["effective"], shown["explanation"]) == (number, "2026-11-18", "")
    assert [person["name"] for person in shown["persons"]] == ["改人"]
    assert len(desk.bianqing.done("case", "list")["cases"]) == 1


@pytest.mark.parametrize("trial", [(), ("--dry-run",)])
def test_only_a_draft_that_is_there_is_written_anew(desk: Desk, trial: tuple[str, ...]) -> None:
    bianqing, file = desk.bianqing, desk.file()
    assert bianqing.refused("case", "edit", "2026-09999", file, *trial) == "case.unknown"
    number = desk.new()["id"]
    bianqing.done("case", "submit", number)
    assert bianqing.refused("case", "edit", number, file, *trial) == "case.state"
    assert bianqing("case", "edit", number).exit == 2


def test_a_case_in_words_tells_who_comes_who_leaves_and_who_decided(desk: Desk) -> None:
    entry = desk.new(explanation="急需")["id"]
    desk.bianqing.done("case", "submit", entry)
    desk.bianqing.done("case", "return", entry, "--reason", "缺附件")
    leave = desk.carry(kind="人员下编", persons=[*leaving("安一")])["id"]
    bianqing = desk.bianqing
    said = [
        run("--data", bianqing.data, "--user", bianqing.user, "case", *words,
            BIANQING_PASSWORD=bianqing.password).out
        for words in (("show", entry), ("show", leave), ("list",))
    ]  # fmt: skip
    shown, left, listed = said
    number = f"{NEW[:6]}********{NEW[-4:]}"
    assert f"  新人  {number}  行政管理岗位  行政编制  公务员考录\n" in shown
    assert f"  录入：{bianqing.user} 20" in shown
    assert f"  退回：{bianqing.user} 20" in shown
    assert "  退回原因：缺附件\n  说明：急需\n" in shown
    assert f"  安一  {number_of('安一')[:6]}********{number_of('安一')[-4:]}  调出\n" in left
    assert f"  审核：{bianqing.user} 20" in left
    assert all(line in listed for line in shown.splitlines()[:6])
    assert NEW not in listed


def test_a_withdrawn_case_changes_nothing(desk: Desk) -> None:
    before = desk.bianqing.digest()
    number = desk.new()["id"]
    desk.bianqing.done("case", "submit", number)
    assert desk.bianqing.done("case", "withdraw", number)["case"]["state"] == "withdrawn"
    assert desk.bianqing.digest() == before
    listed = desk.bianqing.done("case", "list", "--state", "withdrawn")["cases"]
    assert [case["id"] for case in listed] == [number]
