"""Every rule and every report has a test that answers it, and the table says which."""

import pytest

from tests.architecture.source import ROOT
from tests.rules.demanded import REPORTS, RULES, Demand
from tests.rules.table import Answer, answering, answers, table, unanswered

A = Answer("a", ("22239 8.1.4.1 a", "security 1.1 electrum #960"), "told")
B = Answer("b", ("22239 8.1.4.10",), "told")


def test_every_rule_and_every_report_is_answered() -> None:
    assert unanswered(answers()) == []


def test_the_table_is_up_to_date() -> None:
    assert (ROOT / "tests" / "RULES.md").read_text("utf-8") == table(answers()), "make rules"


def test_no_demand_stands_twice() -> None:
    keys = [one.key for one in (*RULES, *REPORTS)]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("22239 8.1.4.1", [A]),
        ("22239 8.1.4.1 a", [A]),
        ("22239 8.1.4.1 b", []),
        ("22239 8.1.4.10", [B]),
        ("Electrum #960", [A]),
        ("electrum #96", []),
    ],
)
def test_a_marker_answers_its_own_rule_alone(key: str, found: list[Answer]) -> None:
    assert answering(Demand(key, "", ""), (A, B)) == found
