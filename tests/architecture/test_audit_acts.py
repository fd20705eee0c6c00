"""Every act that the program enters into the audit has a Chinese word.

Recognised as codes of acts: constants that stand in a call of what enters (`enter`, `witnessed`,
`audit`, `entry_of`, `Entry` and the like), and the names of commands, which are entered when they
are refused.
"""

import ast
import json
import re
from collections.abc import Iterator

import pytest

from desktop.cli import parser
from domain.audit import GROUPS, WITNESSES, acts_of
from storage.audit_known import REGISTER_ACCEPTED
from tests.architecture.source import ROOT, modules

ENTERING = frozenset(
    {"enter", "witnessed", "audit", "entry_of", "Entry", "_enter", "_entered", "entered"}
)
ACT = re.compile(r"[a-z_]+(\.[a-z_]+)+|sign_in|verify")
WORDS = {
    code.removeprefix("audit.act."): word
    for code, word in json.loads((ROOT / "resources/texts/audit_acts.json").read_text()).items()
    if code.startswith("audit.act.")
}


def entered() -> Iterator[tuple[str, str]]:
    for module in modules("desktop", "domain", "storage"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and called(node) in ENTERING:
                for code in codes_in(
                    [*node.args, *(k.value for k in node.keywords if k.arg != "reason")]
                ):
                    yield f"{module.path}:{node.lineno}", code


def called(node: ast.Call) -> str:
    return str(getattr(node.func, "attr", getattr(node.func, "id", "")))


def codes_in(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and ACT.fullmatch(str(node.value)):
            yield str(node.value)
        elif isinstance(node, ast.IfExp):
            yield from codes_in([node.body, node.orelse])


def tabled() -> Iterator[str]:
    """Yield the acts of tables of the domain."""
    for module in modules("domain"):
        for node in module.tree.body:
            if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "AUDITED":
                assert isinstance(node.value, ast.Dict)
                yield from codes_in(node.value.values)


def commands() -> Iterator[str]:
    (below,) = (action for action in parser()._actions if action.dest == "command")
    for name, grammar in dict(below.choices or {}).items():
        grammar.complete()
        acts = [action for action in grammar._actions if action.dest == "act"]
        if acts:
            yield from (f"{name}.{act}" for act in acts[0].choices or ())
        else:
            yield name


@pytest.mark.rule("22239 8.1.4.3 b")
def test_every_act_that_is_entered_has_a_word() -> None:
    found = list(entered())
    assert len(found) > 50
    assert [(place, act) for place, act in found if act not in WORDS] == []


def test_every_act_of_a_table_and_every_command_has_a_word() -> None:
    steps = json.loads((ROOT / "resources/county/flows.json").read_text())["steps"]
    made = {f"case.{step['state']}" for step in steps.values()}
    others = {*tabled(), *commands(), *made, *WITNESSES, REGISTER_ACCEPTED}
    assert sorted(others - WORDS.keys()) == []


def test_every_word_is_chinese() -> None:
    assert [act for act, word in WORDS.items() if not re.search("[\u4e00-\u9fff]", word)] == []


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_finds_something(group: str) -> None:
    assert acts_of(group, WORDS)
