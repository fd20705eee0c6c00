"""The audit on the command line: found, exported with proof, verified, put on paper."""

from __future__ import annotations

import csv
import hashlib
import json
from contextlib import closing
from pathlib import Path

import openpyxl
import pypdf
import pytest

from storage.connect import connect, transaction
from tests.desktop.commanding import Bianqing, run
from tests.desktop.test_witness import session_of


@pytest.fixture
def auditor(county: Bianqing) -> Bianqing:
    """Return the county as its auditor finds it; somebody has looked at a roster before."""
    county.done("roster", "--out", county.data.parent / "roster.xlsx")
    county.done("account", "add", "审计")
    county.done("account", "grant", "审计", "--role", "安全审计员")
    return county.as_user("审计")


def acts(found: list[dict[str, object]]) -> list[object]:
    return [entry["act"] for entry in found]


@pytest.mark.rule("22239 8.1.4.3 a/b")
def test_the_auditor_finds_who_exported_what(auditor: Bianqing) -> None:
    words = ("--group", "查看、导出身份证号", "--first", "2026-11-01", "--last", "2026-11-30")
    (entry,) = auditor.done("audit", "list", *words)["entries"]
    told = (entry["actor"], entry["did"], entry["result"], entry["single"])
    assert told == ("负责人", "导出花名册（含完整号码）", "成功", True)
    assert auditor.done("audit", "list", *words, "--account", "审计")["count"] == 0


def test_a_list_is_short_and_says_so(auditor: Bianqing) -> None:
    said = auditor.in_words("audit", "list", "--most", "2")
    assert "列出最近 2 条" in said
    assert "查阅审计" in said
    assert acts(auditor.done("audit", "list", "--most", "1")["entries"]) == ["audit.read"]


def test_states_and_their_digests_are_shown_when_asked_for(auditor: Bianqing) -> None:
    found = auditor.done("audit", "list", "--witnesses", "--code", "register.state")["entries"]
    assert found
    assert all(entry["digest"].startswith("2:") for entry in found)
    assert {entry["object"].split()[0] for entry in found} == {"设置"}


def test_refusals_are_found_with_their_reason(auditor: Bianqing, county: Bianqing) -> None:
    assert county.as_user("审计").refused("roster", "--out", "x.xlsx") == "role.no_register_key"
    (entry,) = auditor.done("audit", "list", "--result", "拒绝")["entries"]
    assert entry["why"].startswith("账号")
    assert entry["actor"] == "审计"
    assert auditor.done("audit", "list", "--role", "安全审计员")["count"] >= 1
    assert auditor.refused("audit", "list", "--role", "局长") == "audit.role_unknown"


@pytest.mark.rule("22239 8.1.4.3 c", "security 5")
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_an_export_carries_its_proof(auditor: Bianqing, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"审计.{ending}"
    value = auditor.done("audit", "export", "--out", out, "--group", "登录和锁定")
    assert {value["path"], value["proof"]} == {str(out), str(out.with_suffix(".jsonl"))}
    shown = table(out)
    assert len(shown) == value["entries"] > 0
    assert {row[4] for row in shown} == {"登录"}
    answer = run("audit", "verify", value["proof"], "--json")
    assert (answer.exit, answer.value["entries"]) == (0, value["proved"])
    assert answer.value["proof"]["code"] == value["code"]
    assert acts(auditor.done("audit", "list", "--most", "2")["entries"])[1] == "sign_in"
    assert "audit.export" in acts(auditor.done("audit", "list")["entries"])


def table(out: Path) -> list[list[str]]:
    if out.suffix == ".csv":
        with out.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))[1:]
    rows = openpyxl.load_workbook(out)["审计记录"].iter_rows(min_row=4, values_only=True)
    return [[str(cell) for cell in row] for row in rows if str(row[0]).isdecimal()]


def test_a_proof_that_was_touched_is_told(auditor: Bianqing, tmp_path: Path) -> None:
    auditor.done("audit", "export", "--out", tmp_path / "a.csv")
    proof = tmp_path / "a.jsonl"
    lines = proof.read_bytes().splitlines(keepends=True)
    proof.write_bytes(b"".join([*lines[:3], *lines[4:]]))
    answer = run("audit", "verify", proof, "--json")
    assert (answer.exit, answer.value["ok"]) == (3, False)
    assert "第 2 条被改动" in answer.value["problems"][0]["text"]
    assert "证明完整" not in run("audit", "verify", proof).out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("export", "--out", "a.txt"), "audit.export_ending"),
        (("head", "--out", "a.txt"), "audit.paper_ending"),
        (("verify", "nowhere.jsonl"), "audit.proof_unreadable"),
        (("check", "ABC"), "audit.code_length"),
    ],
)
def test_what_cannot_be_done_is_refused(
    auditor: Bianqing, words: tuple[str, ...], code: str
) -> None:
    assert auditor.refused("audit", *words) == code


@pytest.mark.parametrize(
    "words", [("list",), ("export", "--out", "a.csv"), ("verify",), ("head",), ("check", "A" * 16)]
)
def test_only_the_auditor_reads_the_audit(
    auditor: Bianqing, county: Bianqing, words: tuple[str, ...]
) -> None:
    county.done("account", "add", "系统")
    county.done("account", "grant", "系统", "--role", "系统管理员")
    assert county.as_user("系统").refused("audit", *words) == "role.denied"
    newest = auditor.done("audit", "list", "--result", "拒绝")["entries"][0]
    assert (newest["actor"], newest["result"]) == ("系统", "拒绝")
    assert newest["act"].startswith("audit.")


@pytest.mark.rule("security 5", "22239 8.1.4.3 c")
def test_the_code_on_paper_is_found_in_the_chain(auditor: Bianqing, tmp_path: Path) -> None:
    now = auditor.done("audit", "head", "--out", tmp_path / "短码单.pdf")
    (page,) = pypdf.PdfReader(tmp_path / "短码单.pdf").pages
    told = page.extract_text()
    assert now["code"] in told
    assert f"共 {now['entries']} 条" in told
    assert "安全审计员：" in told
    found = auditor.done("audit", "check", now["code"].lower().replace("-", " "))
    assert (found["ok"], found["n"]) == (True, now["entries"])
    wrong = auditor("audit", "check", "0" * 16)
    assert (wrong.exit, wrong.value["n"]) == (3, 0)
    assert "不经过" in auditor.in_words("audit", "check", "0" * 16)
    entered = auditor.done("audit", "list", "--code", "audit.check")["entries"]
    found = f"第 {now['entries']} 条"
    assert {each["object"] for each in entered} == {found, "不符：链上没有这个短码"}


@pytest.mark.rule("security 5")
def test_both_databases_from_yesterday_do_not_pass_through_todays_code(
    auditor: Bianqing, county: Bianqing, tmp_path: Path
) -> None:
    kept = {name: (county.data / name).read_bytes() for name in ("register.db", "audit.db")}
    county.done("roster", "--out", tmp_path / "b.xlsx")
    code = auditor.done("audit", "head")["code"]
    for name, content in kept.items():
        (county.data / name).write_bytes(content)
    assert auditor("audit", "check", code).value["n"] == 0


def test_a_chain_that_was_edited_is_told(auditor: Bianqing, county: Bianqing) -> None:
    code = auditor.done("audit", "head")["code"]
    with closing(connect(county.data / "audit.db", session_of(county).audit_key)) as edited:
        edited.execute("DROP TRIGGER entry_stays")
        with transaction(edited):
            edited.execute("UPDATE entry SET actor = '别人' WHERE n = 2")
    assert not auditor.done("audit", "verify")["ok"]
    found = auditor("audit", "check", code)
    assert (found.exit, found.value["ok"], found.value["n"] > 0) == (3, False, True)


def test_the_proof_is_checked_with_nothing_but_sha256(auditor: Bianqing, tmp_path: Path) -> None:
    auditor.done("audit", "export", "--out", tmp_path / "a.csv")
    told, *entries = (tmp_path / "a.jsonl").read_bytes().splitlines()
    prev = json.loads(told)["prev"]
    for entry in entries:
        assert json.loads(entry)["prev"] == prev
        prev = hashlib.sha256(entry).hexdigest()
    assert prev == json.loads(told)["head"]
