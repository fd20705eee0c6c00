"""Every command by every role: who may is not refused, who may not is, and that he tried stands."""

from __future__ import annotations

from argparse import _SubParsersAction
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from types import MappingProxyType
from typing import Final

from desktop.cli import parser
from desktop.grammar import Grammar
from domain.roles import Role
from storage.audit import open_audit
from storage.sign_in import sign_in
from tests.desktop.commanding import PASSWORD
from tests.faults.command_table import NOBODYS, ROWS
from tests.faults.family import Outcome
from tests.faults.forks import in_a_fork
from tests.faults.prepared import Place
from tests.faults.trial import Trials

DENIALS: Final = frozenset({"role.denied", "role.no_register_key"})
_STAFFED: Final = "staffed"
_REFUSED: Final = "拒绝"


class Roles:
    """Gives each command as each of the seven roles, on a fresh copy of an office of seven."""

    name = "role"
    sizes: Mapping[str, int] = MappingProxyType({"small": 100, "ci": 10**6, "nightly": 10**6})

    def keys(self, trials: Trials, count: int, chance: Random) -> Sequence[str]:
        """Draw of all commands and roles; every command has a row in the table."""
        trials.prepared.template(_STAFFED)
        every = [f"{command}/{role}" for command in commands() for role in Role]
        return every if count >= len(every) else chance.sample(every, count)

    def run(self, trials: Trials, key: str) -> Outcome:
        """Give the command as the role."""
        command, role = key.split("/")
        row = ROWS.get(command)
        if row is None:
            return Outcome(command, ("stands in no row of the table of commands and roles",))
        place = trials.prepared.copied(_STAFFED, trials.root)
        words = (*command.split(), *row.words(place))

        def give(_tell: object) -> None:
            trials.program.run(place.data, *words, user=role)

        ending = in_a_fork(give)
        return Outcome(
            command, tuple(_wrong(ending.how, ending.told, Role(role) in row.who, place))
        )


def commands() -> Iterator[str]:
    """Yield the names of all commands that are given by an account, as the program knows them."""
    yield from (name for name in _below(parser(), "") if name not in NOBODYS)


def _below(grammar: Grammar, name: str) -> Iterator[str]:
    grammar.complete()
    acts = [action for action in grammar._actions if isinstance(action, _SubParsersAction)]
    if not acts:
        yield name
    for action in acts:
        for word, below in action.choices.items():
            yield from _below(below, f"{name} {word}".strip())


def _wrong(how: str, code: object, may: bool, place: Place) -> Iterator[str]:  # noqa: FBT001 - may he
    denied = how == "refused" and code in DENIALS
    if how not in ("done", "refused"):
        yield f"ended {how} {code}"
    elif may and denied:
        yield f"refused {code}, who may"
    elif not may and not denied:
        yield f"not refused, who may not: {how} {code}"
    elif denied and str(code) not in _last_refusals(place):
        yield f"refused {code}, and the audit does not say so"


def _last_refusals(place: Place) -> set[str]:
    """Return why the last acts were refused, as the audit says."""
    session = sign_in(place.data, Role.AUDITOR.value, PASSWORD, sleeper=None)
    log = open_audit(place.data, session.audit_key)
    try:
        newest = log.head().n - 1
        return {row.reason for row in log.rows(newest - 1) if row.result == _REFUSED}
    finally:
        log.close()
