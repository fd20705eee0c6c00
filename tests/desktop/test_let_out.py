"""Whatever writes full ID numbers is found in the audit by its act, judged by what it wrote."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from desktop.cli import parser
from desktop.grammar import Grammar
from domain.audit import REVEALED, acts_of
from tests.desktop.commanding import Bianqing
from tests.desktop.small_county import number_of
from tests.desktop.test_cases import NEWCOMER, Desk
from tests.desktop.test_use import ASKED, carried
from tests.desktop.test_witness import entries

DAYS = ("2026-10-31", "2026-11-21")
RUNS: dict[str, tuple[str, ...]] = {
    "roster": ("roster", "--out", "花名册.xlsx"),
    "roster masked": ("roster", "--masked", "--out", "会议.xlsx"),
    "roster 减少人员": ("roster", "--kind", "减少人员", "--out", "减少.xlsx"),
    "ledger": ("ledger", "--out", "一览表.xlsx"),
    "handbook": ("handbook", "--all", "--out", "."),
    "history": ("history", "--table", "调动", "--out", "调动.xlsx"),
    "compare-days": ("compare-days", *DAYS, "--out", "对比.xlsx"),
    "problem list": ("problem", "list", "--out", "问题.xlsx"),
    "archive list": ("archive", "list", "--out", "目录.xlsx"),
    "contact list": ("contact", "list", "--out", "名录.xlsx"),
    "case notice": ("case", "notice", "人员上编", "--out", "告知单.pdf"),
    "audit export": ("audit", "export", "--out", "审计.csv"),
    "audit head": ("audit", "head", "--out", "短码单.pdf"),
    "use slip": ("use", "slip", "{came}", "--out", "核准.pdf"),
    "use deliberation": ("use", "deliberation", "{asked}", "--out", "审议.pdf"),
    "use notice": ("use", "notice", "{asked}", "--out", "."),
}
"""How each command is called that writes a file, by its name and what tells its runs apart."""
SEALED = frozenset(
    {
        "backup", "package create", "package sign", "package write", "package return",
        "package remark",
    }
)  # fmt: skip
WITHOUT_PEOPLE = frozenset(
    {
        "trust request", "trust grant", "trust publish", "trust table", "trust rollover",
        "key sheet", "plan", "use hold", "report status",
    }
)  # fmt: skip
AS_IT_CAME = frozenset({"document export"})
"""What was attached is given back as it is, and has its own group."""


def writing(grammar: Grammar, name: str = "") -> Iterator[str]:
    """Yield the commands that take `--out`."""
    grammar.complete()
    for action in grammar._actions:
        if "--out" in action.option_strings:
            yield name
        if isinstance(action.choices, dict):
            for word, below in action.choices.items():
                yield from writing(below, f"{name} {word}".strip())


def told(path: Path) -> str:
    """Return what stands in a file, as another program reads it."""
    if path.suffix == ".pdf":
        return "".join(page.extract_text() for page in PdfReader(path).pages)
    if path.suffix == ".xlsx":
        sheets = load_workbook(path).worksheets
        return " ".join(str(cell) for sheet in sheets for row in sheet.values for cell in row)
    return path.read_bytes().decode("utf-8", errors="ignore")


def test_every_command_that_writes_is_looked_at() -> None:
    runs = {name.rpartition(" ")[0] if name.startswith("roster ") else name for name in RUNS}
    assert runs | SEALED | WITHOUT_PEOPLE | AS_IT_CAME == set(writing(parser()))


@pytest.fixture
def moved(county: Bianqing, tmp_path: Path) -> tuple[Bianqing, dict[str, str]]:
    """Return a county in which somebody came and went and places were asked for."""
    desk = Desk(county, tmp_path)
    came = str(desk.carry(persons=[NEWCOMER])["id"])
    gone = [{"id": number_of("安工"), "exit_reason": "辞职"}]
    carried(desk, "人员下编", persons=gone)
    return county, {"came": came, "asked": carried(desk, "用编核准", entries=[ASKED])}


@pytest.mark.rule("ux W16", "22239 8.1.4.3 b", "22239 8.1.4.11")
def test_an_act_is_in_the_group_just_when_its_file_holds_a_full_number(
    moved: tuple[Bianqing, dict[str, str]], tmp_path: Path
) -> None:
    """审计: 谁在上月导出过身份证 is answered by what was written, not by a list of acts."""
    county, cases = moved
    numbers = {NEWCOMER["id"], number_of("安工")}
    full, found = set[str](), set[str]()
    for name, words in RUNS.items():
        out, before = tmp_path / name, len(entries(county))
        out.mkdir()
        *begun, target = (word.format(**cases) for word in words)
        county.done(*begun, out / target)
        acts = {entry.act for entry in entries(county)[before:]}
        if acts_of(REVEALED, acts):
            found.add(name)
        texts = "".join(told(path) for path in out.rglob("*") if path.is_file())
        if any(number in texts.replace("\n", "").replace(" ", "") for number in numbers):
            full.add(name)
    assert full == found
    assert {"roster", "roster 减少人员", "use slip"} <= full
