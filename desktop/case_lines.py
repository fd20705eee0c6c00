"""Cases in words, as the command line shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from desktop.particulars import entry_lines, person_line
from domain.case import CORRECTED, WITHDRAWN
from domain.case import DONE as CASE_DONE
from domain.case_flow import word_of
from domain.case_materials import missing
from domain.case_outcomes import CaseView, UnitImpact
from domain.changes import quota_entry, quota_exit
from domain.changes.reversal import RESTORED_BY, REVERSED_BY
from domain.dates import minute_of
from domain.flow import DOCUMENT, Flow
from domain.identity import clean_id_number, masked
from domain.words import Words

_TOLD: Final = ("post_class", "quota_type", "entry_mode", "exit_reason", "exit_to")
_DECISIONS: Final = {CASE_DONE: "审核", WITHDRAWN: "撤回"}
_PLAIN: Final = (quota_entry.KIND, quota_exit.KIND)
"""Kinds whose people are told without the names of the fields, which the values explain."""
_MARKS: Final[Mapping[str, str]] = {REVERSED_BY: "冲销", RESTORED_BY: "恢复"}


def headline(view: CaseView) -> str:
    """Return a case in one line."""
    case = view.case
    parts = (
        case.id,
        case.kind + (f"（{case.mode}）" if case.mode == CORRECTED else ""),
        view.progress.word,
        view.unit_name,
        f"{len(case.persons)} 人" if case.persons else "",
        f"{len(case.entries)} 项" if case.entries else "",
        str(case.effective),
        case.document.number,
    )
    return "  ".join(filter(None, parts))


def particulars(view: CaseView, words: Words) -> Iterator[str]:
    """Yield whom and what it is about, who entered and decided it and when, what was said of it."""
    case = view.case
    yield from _lines(view, words)
    yield f"  录入：{case.entered_by} {case.entered_at}"
    if case.decided_by:
        yield f"  {_DECISIONS.get(case.state, '退回')}：{case.decided_by} {case.decided_at}"
    if case.reason:
        yield f"  退回原因：{case.reason}"
    for fact, done in _MARKS.items():
        if by := case.facts.get(fact):
            yield f"  已由业务 {by} {done}"
    if case.explanation:
        yield f"  说明：{case.explanation}"
    yield from _way(view)


def _lines(view: CaseView, words: Words) -> Iterator[str]:
    case = view.case
    for name, person in zip(view.names, case.persons, strict=True):
        told = [str(person.get(key, "")) for key in _TOLD]
        if case.kind not in _PLAIN:
            told = [person_line(case, person, words)]
        number = masked(clean_id_number(str(person.get("id", ""))))
        yield "  " + "  ".join(filter(None, (name or "（姓名不详）", number, *told)))
    for line in entry_lines(case, words):
        yield f"  {line}"


def _way(view: CaseView) -> Iterator[str]:
    """Yield by when the case must end, what came late, and which papers it lacks."""
    progress = view.progress
    if progress.due and not progress.ended:
        left = progress.left or 0
        rest = f"还剩 {left} 个工作日" if left >= 0 else f"已超期 {-left} 个工作日"
        sure = "" if progress.certain else "（该年放假安排未录入，按周一至周五计算）"
        waiting = f"，待{progress.waiting_for}" if progress.waiting_for else ""
        yield f"  办结期限：{progress.due}，{rest}{sure}{waiting}"
    for lag in progress.lags:
        since = "成文" if lag.since == DOCUMENT else "事由发生"
        yield f"  {since} {lag.days} 个工作日后才录入，规定 {lag.limit} 个工作日（规则 {lag.rule}）"
    lacking = missing(view.materials)
    if lacking and not progress.ended:
        yield f"  缺少要件：{'、'.join(lacking)}"


def stages(view: CaseView, flow: Flow) -> Iterator[str]:
    """Yield every step that the case has taken since it was first entered."""
    for stage in view.case.stages[1:]:
        word = word_of(flow, stage.state)
        yield "  ".join(filter(None, (f"  {word}：{stage.by} {minute_of(stage.at)}", stage.note)))


def effects(view: CaseView) -> Iterator[str]:
    """Yield what a case changes: fields of people, and the counts of every unit it touches."""
    for edit in view.edits:
        yield f"  {edit.name} {edit.title}：{edit.old} → {edit.new}"
    for impact in view.impacts:
        lines = [*_places(impact), *_posts(impact)]
        if len(view.impacts) > 1 and lines:
            yield f"  {impact.name}"
        yield from lines


def _places(impact: UnitImpact) -> Iterator[str]:
    before = {count.quota_type: count for count in impact.before}
    after = {count.quota_type: count for count in impact.after}
    for quota_type in dict.fromkeys((*before, *after)):
        was, now = before.get(quota_type), after.get(quota_type)
        told = [
            f"{word} {_step(getattr(was, name, 0), getattr(now, name, 0))}"
            for word, name in (("核定", "approved"), ("实有", "actual"), ("空缺", "vacant"))
        ]
        yield f"  {quota_type}：{'，'.join(told)}"


def _posts(impact: UnitImpact) -> Iterator[str]:
    before = {post.post_kind: post for post in impact.posts_before}
    after = {post.post_kind: post for post in impact.posts_after}
    for kind in dict.fromkeys((*before, *after)):
        was, now = before.get(kind), after.get(kind)
        if was != now:
            told = [
                f"{word} {_step(getattr(was, name, 0), getattr(now, name, 0))}"
                for word, name in (("核定", "approved"), ("实配", "filled"))
            ]
            yield f"  {kind}职数：{'，'.join(told)}"


def _step(was: int, now: int) -> str:
    return str(was) if was == now else f"{was} → {now}"
