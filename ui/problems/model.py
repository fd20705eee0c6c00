"""The table of the problem ledger, and a problem as names and values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from domain.archive import MEDIA, Attachment
from domain.identity import masked
from domain.problem import (
    OPEN,
    PENDING,
    REPORTED,
    SOURCES,
    SPECIAL,
    STATES,
    Problem,
    ProblemQuery,
    ProblemStep,
    days_before,
    rest_of_week,
)
from domain.problem_codes import ProblemCodes
from domain.problem_outcomes import EnteredProblems, ProblemView, next_grade
from ui.look.lights import GREEN, GREY, RED, YELLOW, LightMark
from ui.parts.table import Column

UNKNOWN: Final = "—"
NOT_ENDED: Final = "未销号"
ALL: Final = "全部状态"
STATE_WAYS: Final[dict[str, tuple[str, ...]]] = {
    NOT_ENDED: PENDING,
    **{state: (state,) for state in STATES},
    ALL: (),
}
"""What the filter of states offers, and the states it means."""

ANY_TIME: Final = "全部期限"
OVERDUE: Final = "逾期"
THIS_WEEK: Final = "本周到期"
TIMES: Final = (ANY_TIME, OVERDUE, THIS_WEEK)
ALL_SOURCES: Final = "全部来源"
_SOON: Final = 3
_NEVER: Final = date.max


def source_ways(codes: ProblemCodes) -> dict[str, tuple[str, str]]:
    """Return what the filter of sources offers: its words, source and 专项."""
    ways = {ALL_SOURCES: ("", "")}
    for source in SOURCES:
        ways[source] = (source, "")
        if source == SPECIAL:
            ways |= {f"{SPECIAL}：{name}": (SPECIAL, name) for name in codes.specials}
    return ways


def due_days(way: str, day: date) -> tuple[date, date] | None:
    """Return the deadlines that a filter of times means on a day."""
    if way == OVERDUE:
        return days_before(day)
    return rest_of_week(day) if way == THIS_WEEK else None


def narrowed(query: ProblemQuery) -> bool:
    """Tell whether a query leaves any pending problem out."""
    return query not in (ProblemQuery(states=PENDING), ProblemQuery())


def person_of(problem: Problem) -> str:
    """Return whom a problem is about: the name, or the ID number masked; — for nobody."""
    matter = problem.matter
    return matter.person_name or masked(matter.person) or UNKNOWN


def ground_of(problem: Problem) -> str:
    """Return where a problem comes from, with the rule or the 专项 that found it."""
    matter = problem.matter
    by = matter.special or (f"规则 {matter.rule}" if matter.rule else "")
    return " ".join(filter(None, (matter.source, by)))


def left_mark(view: ProblemView) -> LightMark | str:
    """Return the days left as shape, word and colour; — for what waits or has ended."""
    left = view.days_left
    if left is None:
        return UNKNOWN
    if view.problem.state == REPORTED:
        return LightMark(GREY, "待核")
    if left < 0:
        return LightMark(RED, f"逾期 {-left} 天")
    word = f"剩 {left} 天" if left else "今天到期"
    return LightMark(YELLOW if left <= _SOON else GREEN, word)


def last_grade(view: ProblemView) -> str:
    """Return the grade of the last reminder."""
    reminders = view.problem.reminders
    return reminders[-1].grade if reminders else UNKNOWN


def urgency(view: ProblemView) -> tuple[date, int]:
    """Return what sorts problems: what is due soonest first, what has ended last."""
    problem = view.problem
    return problem.deadline if problem.state == OPEN else _NEVER, problem.number


def by_urgency(views: tuple[ProblemView, ...]) -> tuple[ProblemView, ...]:
    """Sort problems for the list."""
    ranked = sorted(views, key=urgency)
    return tuple(sorted(ranked, key=lambda view: not view.problem.pending))


PROBLEMS: Final = (
    Column[ProblemView]("序号", lambda view: view.problem.number, 2, right=True),
    Column[ProblemView]("责任单位", lambda view: view.problem.matter.unit_name, 7),
    Column[ProblemView]("姓名", lambda view: person_of(view.problem), 4),
    Column[ProblemView]("问题", lambda view: view.problem.matter.text, 8, rest=True),
    Column[ProblemView]("来源、规则", lambda view: ground_of(view.problem), 7, spare=True),
    Column[ProblemView]("发现日期", lambda view: str(view.problem.matter.found_on), 6, spare=True),
    Column[ProblemView]("整改期限", lambda view: str(view.problem.deadline), 6),
    Column[ProblemView]("剩余天数", left_mark, 7, sort=urgency),
    Column[ProblemView]("提醒", last_grade, 6),
    Column[ProblemView]("状态", lambda view: view.problem.state, 5),
)
EVIDENCE: Final = (
    Column[Attachment]("材料", lambda held: held.material, 5),
    Column[Attachment]("文件", lambda held: held.file_name, 9, rest=True),
    Column[Attachment]("种类", lambda held: MEDIA.get(held.file.media, held.file.media), 6),
)


def particulars(view: ProblemView) -> tuple[tuple[str, str], ...]:
    """Return a problem as name and value."""
    problem = view.problem
    matter, stands, ending = problem.matter, problem.stands, problem.ending
    due = f"{view.reminder_due}  {view.next_grade}" if view.reminder_due else ""
    return (
        ("问题", matter.text),
        ("责任单位", matter.unit_name),
        ("涉及人员", "" if person_of(problem) == UNKNOWN else person_of(problem)),
        ("来源、规则", ground_of(problem)),
        ("发现日期", str(matter.found_on)),
        ("整改期限", str(problem.deadline)),
        ("责任人", stands.contact),
        ("整改情况、说明", stands.explanation),
        ("下次提醒", due),
        ("了结", "" if ending is None else f"{ending.at[:10]}  {ending.by}"),
    )


def step_lines(problem: Problem) -> tuple[tuple[str, str], ...]:
    """Return the steps as when and what, the newest first."""
    before: ProblemStep | None = None
    told = []
    for step in problem.steps:
        told.append((_when(step), "\n".join(_told(step, before))))
        before = step
    return tuple(reversed(told))


def _when(step: ProblemStep) -> str:
    who = f"{step.by}（单人）" if step.single else step.by
    return f"{step.at[:16].replace('T', ' ')}\n{who}"


def _told(step: ProblemStep, before: ProblemStep | None) -> Iterator[str]:
    yield "：".join(filter(None, (step.act, step.grade)))
    if step.grade:
        yield "  ".join(filter(None, (str(step.day or ""), step.told)))
    if before is None:
        yield f"整改期限：{step.deadline}"
    else:
        for name, was, became in (
            ("状态", before.state, step.state),
            ("整改期限", str(before.deadline), str(step.deadline)),
            ("责任人", before.contact, step.contact),
            ("说明", before.explanation, step.explanation),
        ):
            if was != became:
                yield f"{name}：{was or '空'} → {became or '空'}"
    if step.note:
        yield f"备注：{step.note}"


def grade_of(view: ProblemView, day: date, codes: ProblemCodes) -> str:
    """Return the grade of the next reminder, of one that waits to be looked at too."""
    return view.next_grade or next_grade(view.problem, day, codes)


NEW: Final = "新列入"
_WORDS: Final = (
    NEW,
    "已在台账",
    "没再查出，改为已整改待核",
    "仍有，退回待整改",
    "已认定不属实或无需整改",
)
Hit = tuple[str, Problem]
"""What entering does to one problem, in words, and the problem."""


def hits_of(entered: EnteredProblems) -> tuple[Hit, ...]:
    """Return what entering does, problem by problem, new ones first."""
    moved = {one.number for one in (*entered.gone, *entered.back)}
    held = tuple(one for one in entered.held if one.number not in moved)
    parts = (entered.added, held, entered.gone, entered.back, entered.waived)
    return tuple(
        (word, one) for word, problems in zip(_WORDS, parts, strict=True) for one in problems
    )


def told_counts(hits: tuple[Hit, ...]) -> str:
    """Return how many problems each word of entering holds for."""
    counted = {word: sum(hit[0] == word for hit in hits) for word in _WORDS}
    return "；".join(f"{word} {count} 项" for word, count in counted.items() if count)


HITS: Final = (
    Column[Hit]("台账", lambda hit: hit[0], 12),
    Column[Hit]("责任单位", lambda hit: hit[1].matter.unit_name, 11),
    Column[Hit]("姓名", lambda hit: person_of(hit[1]), 5),
    Column[Hit]("问题", lambda hit: hit[1].matter.text, 16, rest=True),
)
