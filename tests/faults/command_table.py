"""Every command with plausible arguments, and the roles that may give it.

The roles are those of the table of acts that the design decides, written down here once more: what
the program's own table says is what is tested.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from domain.roles import Role
from tests.faults.prepared import Place

READ: Final = frozenset({Role.HEAD, Role.CLERK, Role.REVIEWER, Role.LEADER})
WORK: Final = frozenset({Role.HEAD, Role.CLERK})
DECIDE: Final = frozenset({Role.HEAD, Role.REVIEWER})
RULES: Final = frozenset({Role.HEAD})
ADMINISTER: Final = frozenset({Role.SYSTEM_ADMIN})
UPKEEP: Final = frozenset({Role.HEAD, Role.SYSTEM_ADMIN})
SECURE: Final = frozenset({Role.SECURITY_OFFICER})
AUDIT: Final = frozenset({Role.AUDITOR})
ANYBODY: Final = frozenset(Role)

Words = Callable[[Place], tuple[object, ...]]
SCHOOL: Final = "安澜县第一小学"
PERIOD: Final = ("--from", "2027-01-01", "--to", "2027-01-02")


@dataclass(frozen=True, slots=True)
class Row:
    """Who may give a command, and what stands behind its name."""

    who: frozenset[Role]
    words: Words


def _row(who: frozenset[Role], *words: object) -> Row:
    return Row(who, lambda _place: words)


def _out(who: frozenset[Role], name: str, *words: object) -> Row:
    return Row(who, lambda place: (*words, "--out", place.stick / name))


def _in(who: frozenset[Role], name: str, *words: object) -> Row:
    return Row(who, lambda place: (*words, place.brought / name))


def _found(place: Place) -> tuple[object, ...]:
    """Return remarks in a file, as far as roles go: what stands in it is read after them."""
    return "--findings", place.brought / "entry2.json"


_LEDGERS: Final = {
    "import units": _in(WORK, "units.xlsx"),
    "import persons": _in(WORK, "more.xlsx"),
    "summary": _row(READ),
    "check": _row(READ),
    "rule list": _row(ANYBODY),
    "lights": _row(READ),
    "digest": _row(READ),
    "roster": _out(WORK, "roster.xlsx"),
    "ledger": _out(WORK, "ledger.xlsx"),
    "handbook": _out(WORK, "handbook", "--unit", SCHOOL),
    "history": _out(WORK, "history.xlsx", "--unit", SCHOOL),
    "compare-days": _row(READ, "2026-11-01", "2026-11-20"),
    "timeline": _row(READ, "--unit", SCHOOL),
}
_CASES: Final = {
    "case new": _in(WORK, "entry3.json"),
    "case edit": _in(WORK, "entry2.json", "2026-00002"),
    "case submit": _row(WORK, "2026-00002"),
    "case approve": _row(DECIDE, "2026-00001"),
    "case return": _row(DECIDE, "2026-00001", "--reason", "缺附件"),
    "case withdraw": _row(WORK, "2026-00002"),
    "case show": _row(READ, "2026-00001"),
    "case reverse": _row(WORK, "2026-00003", "--document", "安编办函〔2026〕10号"),
    "case list": _row(READ),
    "case step": _row(READ, "2026-00001"),
    "case supplement": _row(DECIDE, "2026-00001", "--item", "身份证"),
    "case archive": _row(WORK, "2026-00003"),
    "case notice": _out(WORK, "notice.pdf", "人员上编"),
    "case figures": _row(READ),
    "calendar show": _row(READ, 2026),
    "calendar set": _row(RULES, 2030, "--rest", "01-01"),
    "freeze add": _row(RULES, *PERIOD, "--reason", "清查"),
    "freeze lift": _row(RULES, *PERIOD),
    "freeze list": _row(READ),
    "update offer": _row(RULES, "没有的.deb", "--release", "9.0.0", "--platform", "x86_64"),
    "list add": Row(
        WORK, lambda place: (place.brought / "more.xlsx", "--item", "社保", "--period", "2026-11")
    ),
    "list send": _row(WORK, "629925-9"),
    "list drop": _row(WORK, "629925-9"),
    "compare": _row(READ, "--list", "629925-9"),
    "package lists": _row(READ),
    "update take": _row(DECIDE, "没有的.deb"),
    "update show": _row(ADMINISTER),
    "decide list": _row(READ),
    "decide set": _row(RULES, "thresholds.vacancy_months", "6"),
    "decide drop": _row(RULES, "thresholds.vacancy_months"),
    "freeze reports": _row(RULES, "--from", "12-15", "--to", "01-10", "--reason", "年报"),
    "freeze resume": _row(RULES, "--from", "12-15", "--to", "01-10"),
    "freeze allow": _row(DECIDE, "629925", "--until", "2027-01-10", "--reason", "更正"),
    "freeze disallow": _row(DECIDE, "629925"),
    "plan": _out(WORK, "plan.pdf", "2026-00001"),
    "use deliberation": _out(WORK, "use.pdf", "2026-00001"),
    "use hold": _out(WORK, "hold.pdf", "2026-00001"),
    "use slip": _out(WORK, "slip.pdf", "2026-00001"),
    "use notice": _out(WORK, "use-notice.pdf", "2026-00001"),
    "use block": _row(RULES, SCHOOL, "--reason", "超编"),
    "use release": _row(RULES, SCHOOL),
    "use blocked": _row(READ),
}
_PROBLEMS: Final = {
    "problem list": _row(READ),
    "problem show": _row(READ, 1),
    "problem add": _row(WORK, "--unit", SCHOOL, "--text", "吃空饷"),
    "problem check": _row(WORK),
    "problem special": _row(WORK, "人编分离"),
    "problem update": _row(WORK, 1, "--note", "已函告"),
    "problem remind": _row(WORK, 1, "--grade", "提醒"),
    "problem attach": _in(WORK, "scan.pdf", 1),
    "problem close": _row(DECIDE, 1, "--explanation", "已整改"),
    "problem reopen": _row(DECIDE, 1, "--reason", "复查"),
}
_PAPERS: Final = {
    "document add": _row(WORK, "--number", "安编发〔2026〕7号", "--title", "批复"),
    "document edit": _row(WORK, 1, "--reason", "补录", "--note", "原件在档"),
    "document list": _row(READ),
    "document unentered": _row(READ),
    "document show": _row(READ, 1),
    "document attach": _in(WORK, "scan.pdf", "--document", 1, "--material", "附件"),
    "document detach": _row(WORK, 1, "--reason", "附错"),
    "document export": _out(WORK, "scan.pdf", 1),
    "archive file": _row(WORK, "--document", 1, "--year", 2026, "--box", "1"),
    "archive list": _row(READ),
    "contact set": _row(WORK, "--unit", SCHOOL, "--role", "联络员", "--name", "安联络"),
    "contact end": _row(WORK, "--unit", SCHOOL, "--role", "联络员"),
    "contact list": _row(READ),
}
_OFFICE: Final = {
    "verify": _row(UPKEEP | AUDIT),
    "backup": _out(UPKEEP, ""),
    "clock show": _row(ANYBODY),
    "clock confirm": _row(UPKEEP),
    "account add": _row(ADMINISTER, "新手"),
    "account grant": _row(SECURE, "助手", "--role", "经办"),
    "account release": _row(READ, "助手"),
    "account lock": _row(ADMINISTER, "助手"),
    "account take": _row(SECURE, "经办", "--role", "经办"),
    "account unlock": _row(ADMINISTER, "领导"),
    "account leave": _row(ADMINISTER, "领导"),
    "account reset": _row(ADMINISTER, "领导"),
    "account password": _row(ANYBODY),
    "account single": _row(SECURE, "on"),
    "account list": _row(ANYBODY),
    "key rotate": _row(SECURE, "--order", "--reason", "疑似泄露"),
    "key sheet": _row(frozenset({Role.HEAD})),
    "key drill": _in(ANYBODY, "recovery.txt", "--code-file"),
    "key file": Row(ANYBODY, lambda place: ("make", place.stick)),
    "audit list": _row(AUDIT),
    "audit export": _out(AUDIT, "audit.csv"),
    "audit verify": _row(AUDIT),
    "audit head": _row(AUDIT),
    "audit check": _row(AUDIT, "ABCD-EFGH-JKMN-PQRS"),
    "package create": _out(WORK, "", "--kind", "上报", "--to", "6299"),
    "package sign": _out(DECIDE, "", "--to", "6299"),
    "package inspect": _in(READ, "scan.pdf"),
    "package accept": _in(DECIDE, "scan.pdf"),
    "package write": _out(DECIDE, "", "0" * 32),
    "package return": Row(DECIDE, lambda place: (place.brought / "scan.pdf", *_found(place))),
    "package remark": Row(DECIDE, lambda place: ("629925", *_found(place), "--out", place.stick)),
    "package answer": _row(WORK, "0" * 32, 1, "--text", "已改"),
    "package remarks": _row(READ),
    "package list": _row(READ),
    "report status": _row(READ),
    "report totals": _row(READ),
    "trust found": _row(SECURE),
    "trust request": _out(SECURE, "request"),
    "trust grant": Row(
        SECURE, lambda place: (place.brought / "scan.pdf", "--out", place.stick / "grant")
    ),
    "trust install": _in(SECURE, "scan.pdf"),
    "trust revoke": _row(SECURE, "0" * 64, "--reason", "遗失"),
    "trust ask": _row(DECIDE),
    "trust certify": _row(SECURE, "审核"),
    "trust list": _row(ANYBODY),
    "trust publish": _row(SECURE),
    "trust table": _row(ANYBODY),
    "trust rollover": _out(SECURE, "root"),
}
ROWS: Final[Mapping[str, Row]] = MappingProxyType(
    {**_LEDGERS, **_CASES, **_PROBLEMS, **_PAPERS, **_OFFICE}
)
NOBODYS: Final = frozenset({"demo", "init", "key recover", "restore"})
"""Commands that need no account: they work where there is no office, or nobody can open it."""
