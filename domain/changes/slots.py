"""Numbered slots (用编号码): whether one may be used, and what using and striking it does.

创建 -> 使用 -> 销号, or 创建 -> 放弃 (达州: 一个用编号码对应一名).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from domain.changes.scene import Scene
from domain.codes import County
from domain.facts import (
    NOBODY,
    PENDING,
    STRUCK,
    USED,
    Occupancy,
    Person,
    PersonId,
    Slot,
    Unit,
    UnitId,
)  # fmt: skip
from domain.intake.cells import Fault
from domain.versions import Version

UNKNOWN_SLOT: Final = 24
"""The rule on 上编 without a slot."""
WRONG_SLOT: Final = 25
"""The rule on 上编 with a slot that is another's, used or expired."""


@dataclass(frozen=True, slots=True)
class SlotUse:
    """What somebody wants of a slot: to hold a place of a type in a unit from a day on."""

    scene: Scene
    county: County
    day: date

    def held(self, number: str) -> Slot | None:
        """Return a slot as it stands on the day."""
        return self.scene.on(Slot, number, self.day)

    def covers(self, number: str, unit: UnitId, quota_type: str, day: date) -> bool:
        """Tell whether a slot keeps a place back on a day for that unit and type."""
        slot = self.scene.on(Slot, number, day)
        return (
            slot is not None
            and slot.pending_on(day.isoformat())
            and (slot.unit, slot.quota_type) == (unit, quota_type)
        )

    def faults(
        self, number: str, unit: UnitId, quota_type: str, *, needed: bool
    ) -> Iterator[tuple[int, Fault]]:
        """Yield (rule, fault) for everything that forbids using a slot.

        A number that the register never gave and that does not look like one of its own stands on
        a paper of earlier times, and is believed where no slot is needed.
        """
        versions = self.scene.versions(Slot, number)
        slot = self.held(number)
        if slot is None:
            if versions:
                granted = versions[0].valid.start
                facts = {"slot": number, "granted": granted, "day": self.day}
                yield WRONG_SLOT, Fault("case.slot.later", facts)
            elif needed or is_own(number, self.county.numbering.get("slot", "")):
                yield UNKNOWN_SLOT, Fault("case.slot.unknown", {"slot": number})
            return
        yield from self._state(slot, versions)
        if slot.unit != unit:
            owner = self.scene.on(Unit, slot.unit, self.day)
            facts = {"slot": number, "unit": owner.name if owner else slot.unit}
            yield WRONG_SLOT, Fault("case.slot.unit", facts)
        if slot.quota_type != quota_type:
            facts = {"slot": number, "type": slot.quota_type, "wanted": quota_type}
            yield WRONG_SLOT, Fault("case.slot.type", facts)

    def _state(self, slot: Slot, versions: Sequence[Version[Slot]]) -> Iterator[tuple[int, Fault]]:
        taken = slot if slot.state != PENDING else _next_state(versions, self.day)
        if taken is not None:
            facts = {"slot": slot.slot_no, "state": taken.state, "who": self.user_of(taken)}
            code = "case.slot.used" if taken.person != NOBODY else "case.slot.state"
            yield WRONG_SLOT, Fault(code, facts)
        elif not slot.pending_on(self.day.isoformat()):
            facts = {"slot": slot.slot_no, "expires": slot.expires_on}
            yield WRONG_SLOT, Fault("case.slot.expired", facts)

    def user_of(self, slot: Slot) -> str:
        """Return the name of who used a slot, "" for nobody."""
        versions = self.scene.versions(Person, slot.person)
        return versions[-1].content.name if versions else ""

    def use(self, number: str, person: PersonId) -> None:
        """Let a slot be used by somebody from the day on; a number never given is left alone."""
        self.scene.set(Slot, number, self.day, state=USED, person=person)

    def strike(self, place: Occupancy) -> None:
        """Let the slot of a place that ends be struck (销号), where it is that person's own."""

        def struck(slot: Slot) -> Slot:
            own = slot.state == USED and slot.person == place.person
            return replace(slot, state=STRUCK) if own else slot

        if place.slot_no:
            self.scene.alter(Slot, place.slot_no, self.day, struck)


def is_own(number: str, pattern: str) -> bool:
    """Tell whether a text is written like the numbers of a county's series."""
    if not pattern:
        return False
    parts = re.split(r"(\{year\}|\{serial[^}]*\})", pattern)
    return bool(
        re.fullmatch(
            "".join(
                "[0-9]{4}" if part == "{year}" else "[0-9]+" if part[:1] == "{" else re.escape(part)
                for part in parts
            ),
            number,
        )
    )


def _next_state(versions: Sequence[Version[Slot]], day: date) -> Slot | None:
    """Return what a slot became after a day, `None` when it is unused to this day."""
    later = (
        version.content
        for version in versions
        if version.valid.start > day and version.content.state != PENDING
    )
    return next(later, None)
