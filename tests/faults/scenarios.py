"""What the program is doing when it is broken: one row a scenario.

A scenario is a folder to begin with and acts in their order. Each act is acknowledged when it
has ended well; a scenario that was broken is taken up at the first act that is not there yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from desktop.case_files import draft_of, read_case_file
from desktop.exchange_desk import Silent
from desktop.office import OpenOffice
from domain.case import CaseId
from domain.exchange.remarks import Remark
from domain.exchange.shipment import RECEIPT, REPORT, RETURN
from domain.facts import OfficeCode
from domain.workflow.accepting import Accepting
from domain.workflow.remarking import Given, Remarking
from domain.working_copy import Typed, WorkingCopy
from tests.desktop.small_county import EDUCATION
from tests.faults.prepared import Place
from tests.faults.program import Program, parsing_in_a_child

Acts = Callable[[Program, Place, int], Iterator[None]]
"""Does the acts from a number on; yields after each, which acknowledges it."""
Words = Callable[[Place], tuple[object, ...]]
CITY, COUNTY = OfficeCode("6299"), OfficeCode("629925")
FIRST, SECOND, THIRD = (CaseId(f"2026-0000{number}") for number in (1, 2, 3))


@dataclass(frozen=True, slots=True)
class Scenario:
    """A row of the table.

    `beside` are parts of the state that change on the way, between two acts. `doubted` are the
    complaints with which it begins, or that may stand for them on the way: that any is left is part
    of the state.
    """

    name: str
    begins: str
    acts: Acts
    beside: frozenset[str] = frozenset()
    doubted: frozenset[str] = frozenset()


def _commands(*each: Words) -> Acts:
    """Return acts that are commands, each in a program of its own."""

    def acts(program: Program, place: Place, begun: int) -> Iterator[None]:
        for words in each[begun:]:
            program.run(place.data, *words(place))
            yield

    return acts


def _session(*each: Callable[[OpenOffice, Place], object]) -> Acts:
    """Return acts of one sitting: the office stays open between them, as in the window."""

    def acts(program: Program, place: Place, begun: int) -> Iterator[None]:
        with program.office(place.data) as office:
            for step in each[begun:]:
                step(office, place)
                yield

    return acts


def _in_a_child(acts: Acts) -> Acts:
    def isolated(program: Program, place: Place, begun: int) -> Iterator[None]:
        with parsing_in_a_child():
            yield from acts(program, place, begun)

    return isolated


def _draft(office: OpenOffice, place: Place) -> None:
    stated = read_case_file(place.brought / "entry2.json")
    office.cases.draft(office.actor, draft_of(stated, office, None))


def _submit(office: OpenOffice, _place: Place) -> None:
    office.cases.submit(office.actor, THIRD)


def _decide(number: CaseId, office: OpenOffice, _place: Place) -> None:
    office.cases.approve(office.actor, number)


def _keep_copy(key: str, office: OpenOffice, _place: Place) -> None:
    copy = WorkingCopy(key, "人员上编", "教育局", Typed({"reason": "正在填写" * 40}), (), "")
    with office.register.writing(office.actor) as writer:
        writer.keep_working_copy(office.actor.account, copy)


def _seal(office: OpenOffice, _place: Place) -> None:
    office.exchange.send(office.actor, REPORT, (CITY,), Silent())


def _write(office: OpenOffice, place: Place) -> None:
    newest = office.exchange.history(office.actor)[0]
    office.exchange.write(office.actor, newest.package, place.stick)


def _accept(office: OpenOffice, place: Place) -> None:
    Accepting(office.exchange).accept(office.actor, place.brought / "report.bqp", Silent())


def _stage(office: OpenOffice, place: Place) -> None:
    accepting = Accepting(office.exchange)
    accepting.stage(office.actor, place.brought / "report.bqp", Silent())


def _discard(office: OpenOffice, _place: Place) -> None:
    accepting = Accepting(office.exchange)
    for waiting in accepting.waiting(office.actor):
        accepting.discard(office.actor, waiting.sha256)


def _acknowledge(office: OpenOffice, _place: Place) -> None:
    office.exchange.send(office.actor, RECEIPT, (COUNTY,), Silent())


def _send_back(office: OpenOffice, place: Place) -> None:
    given = Given((Remark(1, "缺批文"),), "改好再报")
    Remarking(office.exchange).send_back(
        office.actor, place.brought / "report.bqp", given, Silent()
    )


def _tell_remarks(office: OpenOffice, _place: Place) -> None:
    office.exchange.send(office.actor, RETURN, (COUNTY,), Silent())


def _entered(_place: Place) -> tuple[object, ...]:
    return (
        "problem", "add", "--unit", "安澜县第一小学", "--text", "在编不在岗", "--deadline",
        "2026-12-20",
    )  # fmt: skip


def _opened(_place: Place) -> tuple[object, ...]:
    return ("summary",)


def _taken_back(place: Place) -> tuple[object, ...]:
    return (
        "backup", "take-back", place.brought / "set", "--unit", EDUCATION, "--reason", "误办",
    )  # fmt: skip


_ACCEPTED: Final = _commands(lambda _: ("verify", "--accept", "磁盘坏了，已与纸质材料核对"))
# The backup that comes before an import is a scenario of its own.
_IMPORT: Final = _commands(
    lambda place: ("import", "persons", place.brought / "more.xlsx", "--no-backup")
)
# Cut off before the schema is climbed, another backup is made the next time.
_SAVED_AGAIN: Final = frozenset({"backups"})
FOUND: Final = (
    "init", "--code", "629925", "--name", "安澜县", "--level", "county", "--single-operator",
)  # fmt: skip

SCENARIOS: Final = (
    Scenario("found", "nothing", _commands(lambda _: FOUND)),
    Scenario(
        "draft",
        "county",
        _commands(
            lambda place: ("case", "new", place.brought / "entry2.json"),
            lambda _: ("case", "submit", THIRD),
        ),
    ),
    Scenario(
        "decide",
        "county",
        _commands(lambda _: ("case", "approve", FIRST), lambda _: ("case", "approve", SECOND)),
    ),
    Scenario(
        "sitting",
        "county",
        _session(
            _draft,
            _submit,
            partial(_decide, THIRD),
            partial(_decide, FIRST),
            partial(_decide, SECOND),
        ),
    ),
    Scenario("import", "county", _IMPORT),
    Scenario("import by a child", "county", _in_a_child(_IMPORT)),
    Scenario(
        "attach",
        "county",
        _commands(
            lambda place: ("document", "attach", "--document", 1, place.brought / "scan.pdf"),
            lambda _: ("document", "detach", 1, "--reason", "附错"),
        ),
    ),
    Scenario(
        "accounts",
        "county",
        _commands(
            lambda _: ("account", "add", "新手"),
            lambda _: ("account", "grant", "新手", "--role", "审核"),
            lambda _: ("account", "release", "新手"),
            lambda _: ("account", "add", "新人", "--role", "经办"),
            lambda _: ("account", "lock", "助手"),
        ),
    ),
    Scenario(
        "keys",
        "county",
        _commands(
            lambda _: ("account", "reset", "助手"),
            lambda _: ("key", "sheet"),
            lambda _: ("account", "leave", "助手"),
        ),
    ),
    Scenario("backup", "county", _commands(lambda _: ("backup",))),
    Scenario(
        "backup on a stick",
        "county",
        _commands(lambda place: ("backup", "--out", place.stick / "备份")),
    ),
    Scenario(
        "restore",
        "saved",
        _commands(lambda place: ("restore", place.brought / "set", "--replace")),
    ),
    Scenario(
        "drill",
        "saved",
        _commands(lambda place: ("backup", "drill", place.brought / "set")),
    ),
    Scenario(
        "accept a lost audit",
        "audit damaged",
        _ACCEPTED,
        doubted=frozenset({"audit.lost_pages", "verify.pages"}),
    ),
    Scenario(
        "accept an older register",
        "register of yesterday",
        _ACCEPTED,
        # Cut off between counting on and witnessing, it is ahead of what was witnessed instead.
        doubted=frozenset({"register.older", "register.newer", "audit.register_behind"}),
    ),
    Scenario("take back", "saved", _commands(_taken_back)),
    Scenario(
        "rotation",
        "county",
        _commands(
            lambda _: ("key", "rotate", "--order", "--reason", "疑似泄露"),
            lambda _: ("key", "rotate"),
        ),
        beside=frozenset({"backups"}),
    ),
    # Opening one upgrades it, so that a look shows what it is to be from the beginning.
    Scenario("upgrade", "older", _commands(_opened), beside=_SAVED_AGAIN),
    Scenario("upgrade of the first", "first", _commands(_opened), beside=_SAVED_AGAIN),
    Scenario(
        "working copies",
        "county",
        _session(partial(_keep_copy, "甲"), partial(_keep_copy, "乙")),
    ),
    Scenario(
        "problems",
        "county",
        _commands(_entered, lambda _: ("problem", "check")),
    ),
    Scenario(
        "calendar", "county", _commands(lambda _: ("calendar", "set", 2030, "--rest", "01-01"))
    ),
    Scenario(
        "send",
        "sender",
        _session(_seal, _write),
        beside=frozenset({"generation"}),  # the operator is certified on the way
    ),
    Scenario(
        "accept",
        "receiver",
        _session(_accept, _acknowledge),
        beside=frozenset({"generation"}),
    ),
    Scenario("stage", "receiver", _session(_stage, _discard, _stage, _accept)),
    Scenario(
        "send back",
        "receiver",
        _session(_send_back, _tell_remarks),
        beside=frozenset({"generation"}),
    ),
)
BY_NAME: Final = {scenario.name: scenario for scenario in SCENARIOS}
