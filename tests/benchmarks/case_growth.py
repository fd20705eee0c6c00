"""One case from draft to the register, at a county of 20,000 people and at a city of 200,000.

What a case costs must not grow with the register it goes into. At either, people leave and come,
each by a case of its own in a unit of its own; judged by working time, of the best rounds.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from time import process_time
from typing import Final

from domain.case_outcomes import CaseDraft
from domain.documents import Document
from domain.dossier import Member
from domain.identity import id_number_is_sound
from domain.register import Actor
from domain.versions import AsOf
from domain.words import Words
from domain.workflow.cases import Cases
from storage.register import SqlRegister
from tests.benchmarks.filled_register import filled_register
from tests.benchmarks.people import PEOPLE, context
from tests.fakes.clock import FixedClock

LIMIT: Final = 1.5
CITY: Final = 10 * PEOPLE
ROUNDS: Final = 40
_SPARE: Final = 10
"""Units looked at beyond the rounds: one here and there has more people than places."""
_DAY: Final = date(2026, 11, 20)
NOON: Final = datetime(2026, 11, 21, 12, tzinfo=UTC)
_ALONE: Final = Actor("sun", frozenset({"负责人"}), single=True)


def main() -> bool:
    """Print the growth and what a case takes at either; tell whether the limit holds."""
    with filled_register(CITY) as city, filled_register(PEOPLE) as county:
        at_city, at_county = _best_of((city, county))
    growth = at_city / at_county
    print(
        f"one case: growth {growth:.2f} (limit {LIMIT}): "
        f"{CITY} people {at_city * 1000:.1f} ms, {PEOPLE} people {at_county * 1000:.1f} ms"
    )
    return growth <= LIMIT


def _best_of(registers: Sequence[SqlRegister]) -> list[float]:
    """Return what a 下编 and a 上编 take together, drafted to approved, in seconds, per register.

    The registers take turns, so that a busy machine is unfair to none.
    """
    county, clock = context(()).county, FixedClock(NOON)
    acts = [Cases(register, county, Words({}), clock) for register in registers]
    leaving = [leavers(register) for register in registers]
    best = [float("inf")] * len(registers)
    gc.collect()
    gc.disable()
    for number, members in enumerate(zip(*leaving, strict=True), 1):
        for place, (cases, member) in enumerate(zip(acts, members, strict=True)):
            begun = process_time()
            leave(cases, number, member)
            come(cases, number, member)
            best[place] = min(best[place], process_time() - begun)
    gc.enable()
    return best


def leavers(register: SqlRegister) -> list[Member]:
    """Return somebody of each of some units that lie far apart in the ledger."""
    with register.reading() as reader:
        units = reader.units(AsOf(_DAY))
        chosen = [unit.unit for unit in units[:: len(units) // (ROUNDS + _SPARE)]]
        found = reader.dossiers(AsOf(_DAY), register.office.code, chosen)
        # Invented numbers may be the same twice; who is found under his own is meant.
        return [
            next(
                member
                for member in reversed(dossier.members)
                if reader.known_person(member.person.id_no) == member.person.person
            )
            for dossier in found
            if all(count.vacant >= 0 for count in dossier.counts())
        ][:ROUNDS]


def leave(cases: Cases, number: int, member: Member) -> None:
    _carry_out(
        cases, "人员下编", number, member, {"id": member.person.id_no, "exit_reason": "辞职"}
    )


def come(cases: Cases, number: int, member: Member) -> None:
    newcomer = {
        "name": f"新人{number}", "id": _id_number(number), "quota_type": member.place.quota_type,
        "post_class": "专业技术岗位", "entry_mode": "事业单位招聘", "work_start": "2020-08",
    }  # fmt: skip
    _carry_out(cases, "人员上编", number, member, newcomer)


def _carry_out(
    cases: Cases, kind: str, number: int, member: Member, stated: dict[str, str]
) -> None:
    document = Document(f"安编办函〔2026〕{number}号", "函", "安澜县委编办", _DAY)
    draft = CaseDraft(kind, member.place.unit, document, _DAY, (stated,), explanation="测量")
    case = cases.draft(_ALONE, draft).case.id
    cases.submit(_ALONE, case)
    cases.approve(_ALONE, case)


def _id_number(number: int) -> str:
    body = f"62992519990115{900 + number:03d}"
    return next(body + check for check in "0123456789X" if id_number_is_sound(body + check))


if __name__ == "__main__":
    sys.exit(not main())
