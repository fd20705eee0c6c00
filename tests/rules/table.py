"""The table of rules, features and tests, made from the markers of the tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tests.architecture.source import Module, modules
from tests.rules.demanded import REPORTS, RULES, Demand

_HEAD: Final = """# Rules, features, tests

Made by `make rules` from the markers `@pytest.mark.rule(...)` of the tests; not to be edited.
What is demanded stands in `tests/rules/demanded.py`, in our own words: the official texts decide.
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """A test and the rules that it says it answers."""

    test: str
    rules: tuple[str, ...]
    told: str


def answers() -> tuple[Answer, ...]:
    """Return every test that names a rule, by its place."""
    return tuple(answer for module in modules("tests") for answer in _of_module(module))


def _of_module(module: Module) -> Iterator[Answer]:
    shared = _named([node.value for node in module.tree.body if isinstance(node, ast.Assign)])
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            rules = (*_named(node.decorator_list), *shared)
            if rules:
                told = (ast.get_docstring(node) or "").partition("\n")[0]
                said = told or node.name.removeprefix("test_").replace("_", " ")
                yield Answer(f"{module.path}::{node.name}", rules, said)


def _named(expressions: Sequence[ast.expr]) -> tuple[str, ...]:
    """Return the rules named by the markers in some expressions."""
    return tuple(
        argument.value
        for expression in expressions
        for call in ast.walk(expression)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.rule"
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    )


def answering(demand: Demand, given: Sequence[Answer]) -> list[Answer]:
    """Return the tests that answer a demand."""
    key = demand.key.casefold()
    return [one for one in given if any(_fits(key, rule.casefold()) for rule in one.rules)]


def _fits(key: str, rule: str) -> bool:
    if "#" in key:
        return f" {key} " in f" {rule} "
    rest = rule.removeprefix(key)
    return rest != rule and not rest[:1].isalnum()


def unanswered(given: Sequence[Answer]) -> list[str]:
    """Return the demands that no test answers."""
    return [one.key for one in (*RULES, *REPORTS) if not answering(one, given)]


def table(given: Sequence[Answer]) -> str:
    """Return the whole table."""
    parts: Mapping[str, Sequence[Demand]] = {"Rules": RULES, "Reports of users elsewhere": REPORTS}
    lines = [_HEAD]
    for title, demands in parts.items():
        lines.append(f"## {title}\n")
        for demand in demands:
            lines.append(f"### {demand.key}\n\n{demand.asks} → {demand.feature}\n")
            lines += [f"- {one.told}<br>`{one.test}`" for one in answering(demand, given)]
            lines.append("")
    return "\n".join(lines)
