"""离岗登记: who holds a place but works elsewhere or not at all (借调、挂职、人编分离), until when.

The ledger of the 人编分离专项 is made of these: every one has a kind, a day by which it is to end
(限期) and what was asked of the unit (电话、函告、通报).
"""

from __future__ import annotations

from typing import Final

from domain.changes.holders import Holder, belongs, holder
from domain.changes.later import altered_later, ended_later
from domain.changes.lines import Line
from domain.changes.work import Work
from domain.dates import Period, from_day, surely_before
from domain.facts import Detachment

KIND: Final = "离岗登记"
END: Final = "结束"
MEASURE: Final = "措施"


def register_detachments(work: Work) -> None:
    """Judge and carry out a case of 离岗登记.

    A person without `change` leaves his post: `id`, `kind`, `where_now`, `since`, `until`,
    `doc_no`, `measure`, `remark`. `change` 措施 states a new `measure` or `until`, 结束 ends it.
    """
    for line in Line.persons(work):
        change = line.text("change")
        if change not in ("", END, MEASURE):
            line.error(2, "case.line.choice", column="事项", value=change, choices=(MEASURE, END))
            continue
        who = holder(work, line.stated)
        if who is None or not belongs(work, who):
            continue
        if change == "":
            _leave(line, who)
        else:
            _go_on(line, who, change)


def _leave(line: Line, who: Holder) -> None:
    work = line.work
    kind = line.choice("kind", "离岗类型", work.ground.county.use.detachment_kinds)
    since, until = line.day("since", "起始时间"), line.day("until", "截止时间")
    if kind is None or since is None or until is None:
        return
    since = since or from_day(work.day)
    if surely_before(until, since):
        line.error(19, "case.line.order", begins=since, ends=until)
        return
    during = Period(work.day)
    for version in work.scene.versions(Detachment, who.number):
        if version.valid.overlaps(during):
            facts = {"name": who.person.name, "kind": version.content.kind}
            line.error(38, "case.detached.held", day=version.valid.start, **facts)
            return
    detachment = Detachment(
        who.number,
        who.place.unit,
        kind,
        line.text("where_now"),
        since,
        until,
        line.text("doc_no") or work.case.document.number,
        line.text("measure"),
        line.text("remark"),
    )
    work.scene.amend(Detachment, who.number, during, detachment)


def _go_on(line: Line, who: Holder, change: str) -> None:
    work = line.work
    held = work.scene.on(Detachment, who.number, work.day)
    if held is None:
        line.error(80, "case.detached.absent", name=who.person.name, day=work.day)
        return
    if change == END:
        if not ended_later(work, held, who):
            work.scene.end(Detachment, who.number, work.day)
        return
    measure, until = line.text("measure"), line.day("until", "截止时间")
    if until is None:
        return
    if surely_before(until, held.since):
        line.error(19, "case.line.order", begins=held.since, ends=until)
        return
    if not measure and not until:
        line.error(1, "case.line.missing", column="措施或截止时间")
        return

    stated = {"measure": measure, "until": until}
    news = {name: value for name, value in stated.items() if value}
    if not altered_later(work, held, news, who):
        work.scene.set(Detachment, who.number, work.day, **news)
