"""The audit of an office in memory; `log` tells what was asked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from domain.audit import (
    WITNESSES,
    AuditEntry,
    AuditQuery,
    AuditStanding,
    AuditVerdict,
    CodeVerdict,
    Exported,
)
from domain.register import Actor
from domain.roles import Act
from domain.short_code import beginning_of, short_code
from domain.workflow.permission import require
from domain.workflow.ports import Progress

DID = {
    "sign_in": "登录",
    "case.approve": "审核办结业务单",
    "register.content": "台账内容见证",
    "export.roster": "导出花名册",
    "person.reveal": "查看身份证号",
}
LAST_DAY = date(2026, 11, 21)


def entry(n: int, all_of_them: int) -> AuditEntry:
    act = list(DID)[n % len(DID)]
    day = LAST_DAY - timedelta(days=(all_of_them - n) // 10)
    refused = n % 50 == 0
    name, after = hashlib.sha256(str(n - 1).encode()), hashlib.sha256(str(n).encode())
    return AuditEntry(
        n,
        f"{day}T{8 + n % 9:02d}:{n % 60:02d}:00+08:00",
        ("负责人", "张经办", "审核员小李")[n % 3],
        "经办",
        act,
        DID[act],
        f"2026-{n:05d}",
        "",
        after.hexdigest() if act == "register.content" else "",
        "拒绝" if refused else "成功",
        "没有这个权限。" if refused else "",
        n % 4 == 0,
        n,
        name.hexdigest(),
        after.hexdigest(),
    )


class FakeAuditDesk:
    """Holds so many entries, ten a day up to the last day."""

    def __init__(self, actor: Actor, entries: int = 1200) -> None:
        self.actor, self.problems = actor, tuple[str, ...]()
        self.held = {n: entry(n, entries) for n in range(1, entries + 1)}
        self.known = tuple(DID)
        self.log: list[str] = []
        self.stands_in = ""

    def _enter(self, act: str) -> None:
        """Enter an act on the audit itself, as the program does."""
        n = max(self.held) + 1
        self.held[n] = replace(entry(n, n), act=act, did=act, result="成功", single=False)

    def actors(self) -> tuple[str, ...]:
        return tuple(sorted({one.actor for one in self.held.values()}))

    def find(self, query: AuditQuery, *, enter: bool = False) -> Sequence[int]:
        require(self.actor, Act.AUDIT_READ)
        self.log += ["read"] if enter else []
        return [n for n in sorted(self.held, reverse=True) if _fits(self.held[n], query)]

    def left_out(self, query: AuditQuery) -> int:
        every = replace(query, witnesses=True)
        return sum(_fits(one, every) - _fits(one, query) for one in self.held.values())

    def entries(self, numbers: Sequence[int]) -> tuple[AuditEntry, ...]:
        self.log.append(f"entries {len(numbers)}")
        return tuple(self.held[n] for n in numbers)

    def standing(self) -> AuditStanding:
        digest = self.held[max(self.held)].hash
        return AuditStanding(len(self.held), digest, short_code(digest), self.stands_in)

    def verify(self, progress: Progress) -> AuditVerdict:
        progress.step(1, 2)
        self.log.append("verify")
        verdict = AuditVerdict(self.standing(), self.problems)
        self._enter("audit.verify")
        return verdict

    def check_code(self, code: str, progress: Progress) -> CodeVerdict:
        begins = beginning_of(code)
        progress.step(1, 2)
        self.log.append("check")
        found = next((one for one in self.held.values() if one.hash.startswith(begins)), None)
        self._enter("audit.check")
        return CodeVerdict(code, found.n if found else 0, found.at if found else "", self.problems)

    def write_paper(self, out: Path) -> AuditStanding:
        self.log.append(f"paper {out.name}")
        standing = self.standing()
        self._enter("audit.paper")
        return standing

    def export(self, query: AuditQuery, out: Path, progress: Progress) -> Exported:
        found = self.find(query)
        progress.step(1, len(found))
        self.log.append(f"export {out.name} {len(found)}")
        standing = self.standing()
        self._enter("audit.export")
        return Exported(out, out.with_suffix(".jsonl"), len(found), len(found), standing.code)


def _fits(one: AuditEntry, query: AuditQuery) -> bool:
    day = date.fromisoformat(one.at[:10])
    return all(
        (
            query.first is None or day >= query.first,
            query.last is None or day <= query.last,
            query.actor in ("", one.actor),
            not query.role or query.role in one.roles.split("、"),
            not query.acts or one.act in query.acts,
            query.text in one.object,
            query.result in ("", one.result),
            one.single or not query.single,
            query.witnesses or one.act not in WITNESSES,
        )
    )
