"""What is told of a lost audit, everywhere and above its own list, and of names nobody bears."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.desktop.commanding import Bianqing
from tests.desktop.staffing import ADMIN, AUDITOR, SECURITY


@pytest.fixture(scope="module")
def staffed(standing: Bianqing, tmp_path_factory: pytest.TempPathFactory) -> Bianqing:
    """Return an office with its officers; only to be copied."""
    office = Bianqing(tmp_path_factory.mktemp("staffed") / "data")
    shutil.copytree(standing.data, office.data)
    for officer in (ADMIN, SECURITY, AUDITOR):
        office.done("account", "add", officer, "--role", officer)
    return office


@pytest.fixture
def office(staffed: Bianqing, tmp_path: Path) -> Bianqing:
    """Return a copy of it that a test may change."""
    shutil.copytree(staffed.data, tmp_path / "data")
    return Bianqing(tmp_path / "data")


@pytest.mark.parametrize(
    ("user", "words"),
    [
        ("负责人", ("summary",)),
        ("负责人", ("clock", "show")),
        ("负责人", ("backup", "list")),
        ("负责人", ("key", "sheet")),
        (ADMIN, ("clock", "show")),
        (ADMIN, ("backup", "list")),
        (ADMIN, ("account", "add", "助手")),
        (SECURITY, ("key", "rotate", "--order", "--reason", "有人离任")),
        (AUDITOR, ("audit", "list")),
        (AUDITOR, ("audit", "head")),
    ],
)
def test_every_command_tells_a_lost_audit_and_needs_a_person(
    office: Bianqing, user: str, words: tuple[str, ...]
) -> None:
    sound = office.as_user(user)
    if words[0] in ("summary", "clock", "audit"):
        assert "notices" not in sound.done(*words)
    (office.data / "audit.db").unlink()
    answer = sound(*words)
    assert answer.exit == 3, answer.value
    assert any("业务已停办" in notice for notice in answer.value["notices"])
    assert "业务已停办" in answer.err


def test_no_code_of_a_chain_that_stands_in_goes_onto_paper(
    office: Bianqing, tmp_path: Path
) -> None:
    (office.data / "audit.db").unlink()
    answer = office.as_user(AUDITOR)("audit", "head", "--out", tmp_path / "code.pdf")
    assert answer.code == "audit.paper_stands_in"
    assert not (tmp_path / "code.pdf").exists()


@pytest.mark.rule("22239 8.1.4.3")
def test_the_chain_that_stands_in_is_told_as_such(office: Bianqing) -> None:
    auditor = office.as_user(AUDITOR)
    before = auditor.done("audit", "list")
    assert (before["stands_in"], before["count"] > 5) == ("", True)
    sound = (office.data / "audit.db").read_bytes()
    (office.data / "audit.db").unlink()
    now = auditor.done("audit", "list")
    assert now["count"] < before["count"]
    for part in ("临时接着记的审计", "audit.db", "2026-11-21", "以前的记录不在这份清单里"):
        assert part in now["stands_in"]
    assert auditor.in_words("audit", "list").startswith("现在看到的是临时接着记的审计")
    assert "临时接着记的审计" in auditor.in_words("audit", "head")
    (office.data / "audit.db").write_bytes(sound)
    assert auditor.done("audit", "list")["stands_in"] == ""


def test_a_name_that_nobody_bears_or_bore_is_refused(office: Bianqing, tmp_path: Path) -> None:
    auditor = office.as_user(AUDITOR)
    out = tmp_path / "a.csv"
    for words in (("list",), ("export", "--out", out)):
        assert auditor.refused("audit", *words, "--account", "没有的人") == "audit.account_unknown"
    assert not out.exists()
    assert auditor.done("audit", "list", "--account", SECURITY)["count"] == 0
    assert auditor.done("audit", "list", "--account", "负责人")["count"] > 0
    (office.data / "audit.db").unlink()
    assert auditor.done("audit", "list", "--account", "负责人")["count"] == 0
