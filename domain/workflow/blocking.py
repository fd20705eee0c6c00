"""Units that get no new places while problems are not put right (整改与审批联动).

The 负责人 says which and why. Where the county wants it, the problem ledger does so too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.codes import County
from domain.errors import Refusal
from domain.facts import OfficeCode, UnitId
from domain.problem import ProblemQuery, days_before
from domain.problem_outcomes import gravest
from domain.register import Actor
from domain.roles import Act
from domain.workflow.office_data import calendar_of
from domain.workflow.permission import require
from domain.workflow.ports import Reader, Register, Writer

_SETTING: Final = "use.blocked"
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Blocking:
    """The acts on blocked units; each is one transaction and audited.

    Refuse `role.denied` without `Act.CONFIGURE`.
    """

    register: Register

    def blocked(self, actor: Actor) -> Mapping[str, str]:
        """Return why a unit is blocked, by its code."""
        require(actor, Act.READ)
        with self.register.reading() as reader:
            return blocked_in(reader)

    def block(self, actor: Actor, unit: UnitId, reason: str) -> None:
        """Block a unit from new places, or state another reason; refuses `use.reason_missing`."""
        require(actor, Act.CONFIGURE)
        if not reason.strip():
            raise Refusal("use.reason_missing", unit=unit)
        with self.register.writing(actor) as writer:
            _keep(writer, {**blocked_in(writer), unit: reason.strip()})
            writer.audit("use.block", unit)

    def release(self, actor: Actor, unit: UnitId) -> None:
        """Let a unit ask for places again; refuses `use.not_blocked`."""
        require(actor, Act.CONFIGURE)
        with self.register.writing(actor) as writer:
            kept = dict(blocked_in(writer))
            if kept.pop(unit, None) is None:
                raise Refusal("use.not_blocked", unit=unit)
            _keep(writer, kept)
            writer.audit("use.release", unit)


def blocked_in(reader: Reader) -> Mapping[str, str]:
    """Return why a unit is blocked, by its code."""
    kept: dict[str, str] = json.loads(reader.setting(_SETTING) or "{}")
    return kept


def lapsed_problems(
    reader: Reader, office: OfficeCode, unit: UnitId, county: County, today: date
) -> tuple[str, ...]:
    """Return what problems of a unit are called for which it gets no new places (审批联动).

    Those overdue for more than the county's days of grace (工作日) of which the unit was reminded
    as gravely as the county wants it; none where the county has switched this off.
    """
    codes = county.problems
    if not codes.blocking:
        return ()
    calendar = calendar_of(reader, county)
    return tuple(
        f"第 {one.number} 号“{one.matter.text[:_SHOWN]}”（期限 {one.deadline}）"
        for one in reader.problems(ProblemQuery(office, unit, due=days_before(today)))
        if calendar.after(one.deadline, codes.grace_days) < today
        and gravest(one, codes) >= codes.gravity(codes.blocking_after)
    )


def _keep(writer: Writer, blocked: Mapping[str, str]) -> None:
    writer.keep_setting(_SETTING, json.dumps(blocked, ensure_ascii=False, sort_keys=True))
