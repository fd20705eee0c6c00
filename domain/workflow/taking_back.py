"""预览对照与取回: a backup beside the register of today, and one unit put back by a case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from domain.case import RETURNED, Case
from domain.case_flow import open_states
from domain.case_outcomes import CaseDraft
from domain.changes.taking_back import KIND, entries_of
from domain.codes import County
from domain.documents import Document
from domain.errors import Refusal
from domain.facts import FACTS, Person, PersonId, Unit, UnitId
from domain.finding import Severity
from domain.history import BEGAN, CHANGED, ENDED, Entry
from domain.history_words import Naming, line_of
from domain.register import Actor
from domain.roles import Act
from domain.taking_back import Beside, Part, Sides, besides, parts_of
from domain.taking_back_outcomes import (
    AHEAD,
    BEHIND,
    FORKED,
    RegisterBeside,
    ToldPart,
    UnitBeside,
    UnitReturn,
)
from domain.words import Words
from domain.workflow.cases import Cases
from domain.workflow.history import History, naming_of
from domain.workflow.permission import require
from domain.workflow.ports import Clock, Progress, Reader, Register

_NOTHING_KEPT: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Which unit is to go back, why, and which of its parts stay as they are today.

    `backup` is what the history calls the backup: the moment at which it was made.
    """

    unit: UnitId
    reason: str = ""
    kept: Collection[str] = _NOTHING_KEPT
    backup: str = ""


@dataclass(frozen=True, slots=True)
class TakingBack:
    """The acts on a backup that is open beside the register; it is read and never written.

    Refuses `role.denied` to whoever may not restore.
    """

    register: Register
    backup: Register
    county: County
    words: Words
    clock: Clock

    def compare(self, actor: Actor, progress: Progress) -> RegisterBeside:
        """Return which units a backup holds otherwise. Memory grows with the differences alone."""
        require(actor, Act.RESTORE)
        with self.backup.reading() as then, self.register.reading() as now:
            counts = _counted(Sides(then, now), _differing(then, now, progress))
            units = tuple(
                UnitBeside(
                    unit, _unit_name(Sides(then, now), unit),
                    some[BEGAN], some[CHANGED], some[ENDED], some[Person.KIND],
                )
                for unit, some in sorted(counts.items())
            )  # fmt: skip
            entered = max(now.last_change() - then.last_change(), 0)
            return RegisterBeside(_standing(then, now), entered, units)

    def look(self, actor: Actor, asked: TakeBack) -> UnitReturn:
        """Return what taking a unit back would do; keeps nothing.

        Refuses `restore.unit_absent` for a unit that the backup does not have.
        """
        require(actor, Act.RESTORE)
        with self.backup.reading() as then, self.register.reading() as now:
            found, _ = self._judged(then, now, actor, asked)
            if _standing(then, now) == AHEAD:
                people = [part.person for part in found.parts if part.person]
                since = self._since(asked.unit, people, then.last_change())
                found = replace(found, since=since)
            return replace(found, open_case=self._open_case(now, asked.unit))

    def _since(self, unit: UnitId, people: Iterable[PersonId], last: int) -> tuple[Entry, ...]:
        """Return what was entered after a change of a unit and of people, by number."""
        history = History(self.register, self.county, self.words)
        found: dict[int, Entry] = {}
        told = (history.of_unit(unit), *map(history.of_person, people))
        for entry in (one for timeline in told for one in timeline.entries):
            if entry.number > last:
                former = found.get(entry.number, replace(entry, lines=()))
                new = tuple(line for line in entry.lines if line not in former.lines)
                found[entry.number] = replace(entry, lines=(*former.lines, *new))
        return tuple(found[number] for number in sorted(found))

    def take_back(self, actor: Actor, asked: TakeBack) -> UnitReturn:
        """Submit a case that puts a unit back as the backup holds it; in 单人模式 approve it too.

        A case of the unit that was given back goes on with what is asked now. Refuses
        `restore.reason_missing`, `restore.unit_absent`, `restore.forked`, `restore.waiting` while
        a case of the unit waits, `restore.nothing` when nothing is left to go back, and
        `restore.blocked` while a finding of severity error stands.
        """
        require(actor, Act.RESTORE)
        if not asked.reason.strip():
            raise Refusal("restore.reason_missing")
        with self.backup.reading() as then, self.register.reading() as now:
            if _standing(then, now) == FORKED:
                raise Refusal("restore.forked")
            given_back = self._open_case(now, asked.unit)
            if given_back is not None and given_back.state != RETURNED:
                raise Refusal("restore.waiting", case=given_back.id)
            found, draft = self._judged(then, now, actor, asked)
            if draft is None:
                raise Refusal("restore.nothing", unit=found.name)
            errors = [one.text for one in found.blocked_by if one.severity == Severity.ERROR]
            if errors:
                raise Refusal("restore.blocked", unit=found.name, reasons=errors)
            if given_back is not None:
                draft = replace(draft, case=given_back.id)
        return replace(found, case=self._cases.hand_in(actor, draft))

    @property
    def _cases(self) -> Cases:
        return Cases(self.register, self.county, self.words, self.clock)

    def _open_case(self, now: Reader, unit: UnitId) -> Case | None:
        """Return the unit's case that is not ended: it waits for approval or was given back."""
        held = now.cases(open_states(self.county.flows), KIND)
        return next((case for case in held if case.unit == unit), None)

    def _judged(
        self, then: Reader, now: Reader, actor: Actor, asked: TakeBack
    ) -> tuple[UnitReturn, CaseDraft | None]:
        """Return what taking back would do, and the case that does it, if anything goes back."""
        sides = Sides(then, now)
        name = _unit_name(sides, asked.unit)
        if not then.versions(Unit, asked.unit):
            raise Refusal("restore.unit_absent", unit=name)
        parts = parts_of(asked.unit, sides)
        chosen = {one.name for one in parts if not one.elsewhere} - {*asked.kept}
        naming = _named(then, now, parts)
        told = tuple(self._told(part, naming, part.name in chosen) for part in parts)
        found = UnitReturn(asked.unit, name, told, (), ())
        going = [(one.title, part) for one, part in zip(told, parts, strict=True) if one.chosen]
        if not going:
            return found, None
        draft = self._draft(asked, going)
        view = self._cases.judged(now, actor, draft)
        return replace(found, blocked_by=view.blocked_by), draft

    def _draft(self, asked: TakeBack, going: list[tuple[str, Part]]) -> CaseDraft:
        """Return the case, of the first day of which something changes."""
        days = (each.during.start for _, part in going for each in part.differences)
        said = {"backup": asked.backup, "reason": asked.reason.strip()}
        return CaseDraft(
            KIND, asked.unit, Document(""), min(*days, self.clock.today()), (),
            self.words.say("restore.summary", said), entries=entries_of(going),
        )  # fmt: skip

    def _told(self, part: Part, naming: Naming, chosen: bool) -> ToldPart:  # noqa: FBT001 - a value
        lines = tuple(line_of(each, naming, self.words) for each in part.differences)
        title = naming.people.get(part.person) or self.words.say(f"restore.part.{part.group}", {})
        stays = ""
        if part.elsewhere:
            facts = {"name": title, "unit": naming.bodies.get(part.elsewhere, part.elsewhere)}
            stays = self.words.say("restore.elsewhere", facts)
        return ToldPart(part.name, title, lines, stays, chosen, part.person)


def _standing(then: Reader, now: Reader) -> str:
    """Tell whether one of the registers is a beginning of the other, and which."""
    held, holding = then.last_change(), now.last_change()
    common = (min(held, holding),)
    if then.recorded(common) != now.recorded(common):
        return FORKED
    return BEHIND if holding < held else AHEAD


def _differing(then: Reader, now: Reader, progress: Progress) -> Iterator[Beside]:
    for done, kind in enumerate(FACTS):
        progress.step(done, len(FACTS))
        yield from besides(kind, then.all_versions(kind), now.all_versions(kind))
    progress.step(len(FACTS), len(FACTS))


def _counted(sides: Sides, differing: Iterator[Beside]) -> dict[UnitId, Counter[str]]:
    """Count facts by unit and sense, and by unit the people among them."""
    counts: dict[UnitId, Counter[str]] = {}
    people: set[tuple[UnitId, PersonId]] = set()
    for one in differing:
        homes = sides.home(one.people[0]) if one.kind is Person else one.units()
        for unit in homes:
            counts.setdefault(unit, Counter())[one.sense] += 1
            people |= {(unit, person) for person in one.people}
    for unit, _ in people:
        counts[unit][Person.KIND] += 1
    return counts


def _unit_name(sides: Sides, unit: UnitId) -> str:
    """Return a unit's last name, today's before the backup's; the code where neither knows it."""
    for side in reversed(sides):
        held = side.versions(Unit, unit)
        if held:
            return held[-1].content.name
    return unit


def _named(then: Reader, now: Reader, parts: tuple[Part, ...]) -> Naming:
    """Return what parts mention by name: as called today, else as the backup does."""
    every = [each for part in parts for each in part.differences]
    held, holding = naming_of(then, every), naming_of(now, every)
    bodies = {
        **held.bodies,
        **{code: name for code, name in holding.bodies.items() if name != code},
    }
    return Naming({**held.people, **holding.people}, bodies)
