"""People beside the quota and away from it, on one day, as checks ask for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date

from domain.facts import ContractControl, ContractWorker, Detachment, PersonId, UnitId


class Others:
    """One office's 编外人员 with their control numbers, and who works elsewhere or not at all.

    `absent` are all who do not work in their places, with or without a 离岗登记.
    """

    __slots__ = ("_controls", "_detached", "_employed", "_off_duty", "_workers", "absent")

    def __init__(
        self,
        workers: Iterable[ContractWorker] = (),
        controls: Iterable[ContractControl] = (),
        detached: Iterable[Detachment] = (),
        off_duty: Mapping[PersonId, date] | None = None,
    ) -> None:
        known = tuple(workers)
        self._workers: Mapping[str, ContractWorker] = {one.id_no: one for one in known}
        self._employed = Counter(one.unit for one in known)
        self._controls = {one.unit: one.approved for one in controls}
        self._detached = {one.person: one for one in detached}
        self._off_duty = off_duty or {}
        self.absent: AbstractSet[PersonId] = self._detached.keys() | self._off_duty.keys()

    def worker(self, id_no: str) -> ContractWorker | None:
        """Return who is employed outside the quota under an ID number."""
        return self._workers.get(id_no) if id_no else None

    def employed(self, unit: UnitId) -> int:
        """Return how many a unit employs outside the quota."""
        return self._employed[unit]

    def control(self, unit: UnitId) -> int | None:
        """Return how many a unit may employ, `None` where nobody ever said."""
        return self._controls.get(unit)

    def detached(self, person: PersonId) -> Detachment | None:
        """Return where somebody is who does not work in his place."""
        return self._detached.get(person)

    def off_duty_since(self, person: PersonId) -> date | None:
        """Return since when the register says that somebody is not at work, `None`: he is."""
        return self._off_duty.get(person)
