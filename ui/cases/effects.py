"""What cases do to counts, as rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from domain.case_outcomes import CaseView, UnitImpact
from domain.changes.post_hold import KIND as POST_HOLD
from domain.dossier import TypeCount
from domain.outcomes import PostCount
from ui.look.lights import LightMark, balance
from ui.parts.table import Column

TOTAL: Final = "合计"


@dataclass(frozen=True, slots=True)
class Effect:
    """One quota type or kind of post before and after; `unit` is named where several are shown.

    A row without `name` is the head of the rows of its unit.
    """

    name: str
    before: TypeCount
    after: TypeCount
    unit: str = ""

    @property
    def changed(self) -> bool:
        """Whether the case changes anything here."""
        return self.before != self.after


def has_effect(view: CaseView) -> bool:
    """Tell whether a case has counts to show: its unit's own, or of one to be done any unit's."""
    return bool(view.after) or (bool(view.impacts) and not view.progress.ended)


def effects_of(views: tuple[CaseView, ...]) -> tuple[Effect, ...]:
    """Return what cases do: of one unit everything, of several what changes and its sum.

    A 职数预审 asks for posts, so these are what it shows.
    """
    impacts = tuple(impact for view in views for impact in view.impacts)
    if any(view.case.kind == POST_HOLD for view in views):
        return tuple(effect for impact in impacts for effect in _posts(impact))
    if len(impacts) == 1:
        posts = (effect for effect in _posts(impacts[0]) if effect.changed)
        return (*_types(impacts[0]), *posts)
    rows = [effect for impact in impacts for effect in _changes(impact)]
    types = [one for impact in impacts for one in _types(impact) if one.changed]
    return (*rows, *([_sum(types)] if types else []))


def _changes(impact: UnitImpact) -> Iterator[Effect]:
    for effect in (*_types(impact), *_posts(impact)):
        if effect.changed:
            yield Effect(effect.name, effect.before, effect.after, impact.name)


def with_heads(effects: Iterable[Effect]) -> tuple[Effect, ...]:
    """Put the name of each unit on a row of its own, above its rows."""
    none, shown, unit = TypeCount("", 0, 0), [], ""
    for effect in effects:
        if effect.unit and effect.unit != unit:
            shown.append(Effect("", none, none, effect.unit))
        unit = effect.unit
        shown.append(effect)
    return tuple(shown)


def _sum(effects: Iterable[Effect]) -> Effect:
    rows = list(effects)
    before, after = (
        TypeCount(TOTAL, sum(c.approved for c in side), sum(c.actual for c in side))
        for side in ([row.before for row in rows], [row.after for row in rows])
    )
    return Effect(TOTAL, before, after)


def _types(impact: UnitImpact) -> Iterator[Effect]:
    before = {count.quota_type: count for count in impact.before}
    after = {count.quota_type: count for count in impact.after}
    for name in dict.fromkeys((*after, *before)):
        none = TypeCount(name, 0, 0)
        yield Effect(name, before.get(name, none), after.get(name, none))


def _posts(impact: UnitImpact) -> Iterator[Effect]:
    before = {count.post_kind: count for count in impact.posts_before}
    after = {count.post_kind: count for count in impact.posts_after}
    for name in dict.fromkeys((*after, *before)):
        yield Effect(
            f"职数 {name}", _as_count(before.get(name), name), _as_count(after.get(name), name)
        )


def _as_count(count: PostCount | None, name: str) -> TypeCount:
    return TypeCount(name, count.approved, count.filled) if count else TypeCount(name, 0, 0)


def turned(before: int, after: int) -> str:
    """Return a number, or what it was and what it becomes."""
    return str(after) if before == after else f"{before} → {after}"


def _balance(effect: Effect) -> LightMark | str:
    if not effect.name:
        return ""
    return balance(effect.after) if effect.after.approved or effect.after.actual else "—"


def _shown(effect: Effect, before: int, after: int) -> str:
    return turned(before, after) if effect.name else ""


def _called(effect: Effect) -> str:
    if not effect.unit:
        return effect.name
    return f"　{effect.name}" if effect.name else effect.unit


EFFECTS: Final = (
    Column[Effect]("编制、职数", _called, 6, rest=True),
    Column[Effect]("核定", lambda e: _shown(e, e.before.approved, e.after.approved), 5, right=True),
    Column[Effect]("实有", lambda e: _shown(e, e.before.actual, e.after.actual), 5, right=True),
    Column[Effect]("办理后", _balance, 5),
)
