"""Reads what forms offer: units, choices, people, documents, what single units have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from domain.documents import Document
from domain.dossier import Dossier, Member
from domain.facts import NORMAL, PENDING, UnitId
from domain.register import PeopleQuery
from domain.transfers import Condition
from domain.workflow.ports import Progress
from domain.working_copy import HeldCopy
from ui.cases.businesses import BUSINESSES
from ui.cases.entry import CHOICES
from ui.cases.offers import Offers, OfUnit, TakesOfUnit
from ui.cases.unit_words import ITEMS, PEOPLE
from ui.parts.document_picker import DocumentPicker
from ui.parts.page import Surroundings
from ui.parts.people_list import PeopleList
from ui.parts.person_picker import PersonPicker
from ui.tasks import ignore

_OFFERED = 8
_Read = tuple[Offers, Mapping[str, Condition]]


class FormReads(QObject):
    """Asks the desk on the read lane; nothing here waits on the GUI thread."""

    offered = Signal()

    def __init__(self, owner: QObject, around: Surroundings) -> None:
        super().__init__(owner)
        self._desk, self._session, self._jobs = around.desk, around.session, around.jobs
        self._tell = around.notices.tell
        self.offers = Offers()
        self.conditions: Mapping[str, Condition] = {}
        self._of_units: dict[str, OfUnit] = {}
        self._asked: dict[str, list[TakesOfUnit]] = {}

    @property
    def ready(self) -> bool:
        """Whether units and choices are there."""
        return bool(self.offers.choices)

    def load(self) -> None:
        """Read the units and choices of the day; `offered` follows."""
        desk, day = self._desk, self._session.day
        self._of_units.clear()

        def work(_: Progress) -> _Read:
            choices = {name: desk.choices(name) for name in _tables()}
            units, keys = desk.units(day), desk.unit_keys(day)
            return Offers(units, keys, choices, desk.unit_changes()), desk.transfer_conditions()

        self._jobs.read(self, "读取单位和代码表", work, self._take)

    def _take(self, read: _Read) -> None:
        self.offers, self.conditions = read
        self.offered.emit()

    def find_people(self, picker: PersonPicker, text: str) -> None:
        """Offer people in a field."""
        desk, day = self._desk, self._session.day
        query = PeopleQuery(text=text)
        self._quietly(
            lambda: desk.people(query, day, 0, _OFFERED),
            lambda found: picker.offer(text, found, self.offers.names),
        )

    def serve(self, people: PeopleList) -> None:
        """Serve a list of people."""
        self.serve_person(people.picker)
        people.colleagues_wanted.connect(partial(self._add_colleagues, people))

    def serve_person(self, picker: PersonPicker) -> None:
        """Serve a field for people."""
        picker.wanted.connect(partial(self.find_people, picker))

    def serve_document(self, picker: DocumentPicker) -> None:
        """Serve a field for documents."""
        picker.wanted.connect(partial(self._find_documents, picker))

    def _find_documents(self, picker: DocumentPicker, text: str) -> None:
        desk = self._desk

        def offer(found: tuple[Document, ...]) -> None:
            picker.offer(text, found)

        self._quietly(lambda: desk.registered(text), offer)

    def _add_colleagues(self, people: PeopleList, unit: str) -> None:
        self.read_dossiers((unit,), lambda found: people.add(*found[0].members))

    def read_dossiers(
        self, units: tuple[str, ...], done: Callable[[tuple[Dossier, ...]], None]
    ) -> None:
        """Read units with everything on the day."""
        desk, day = self._desk, self._session.day
        self._jobs.read(
            self,
            "读取单位",
            lambda _: tuple(desk.dossier(UnitId(unit), day) for unit in units),
            done,
        )

    def read_members(
        self, numbers: tuple[str, ...], done: Callable[[tuple[Member, ...]], None]
    ) -> None:
        """Read people by their ID numbers; who holds no place is left out."""
        desk, day = self._desk, self._session.day

        def work(_: Progress) -> tuple[Member, ...]:
            found = (desk.person_by_id(number, day) for number in numbers)
            return tuple(member for member in found if member is not None)

        self._jobs.read(self, "读取人员", work, done)

    def read_copy(self, key: str, done: Callable[[HeldCopy | None], None]) -> None:
        """Read a working copy after all that is being kept; `None` where it is there no more."""
        desk = self._desk

        def work(_: Progress) -> HeldCopy | None:
            return next((held for held in desk.working_copies() if held.copy.key == key), None)

        self._jobs.write(self, "读取未保存的填写", work, done)

    def offer_of_unit(self, asking: TakesOfUnit, unit: str) -> None:
        """Offer in a line or form what a unit has; it is read once."""
        held = self._of_units.get(unit)
        if held is not None:
            asking.offer_of(held)
            return
        waiting = self._asked.setdefault(unit, [])
        waiting.append(asking)
        if len(waiting) == 1:
            desk, day = self._desk, self._session.day
            self._quietly(
                lambda: _of_unit(desk.dossier(UnitId(unit), day)), partial(self._take_unit, unit)
            )

    def _take_unit(self, unit: str, held: OfUnit) -> None:
        self._of_units[unit] = held
        for asking in self._asked.pop(unit, []):
            asking.offer_of(held)

    def _quietly(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        """Read without a busy line: it follows the typing."""
        self._jobs.lanes.read(
            self, lambda _: work(), done=done, failed=self._tell, cancelled=ignore
        )


def _tables() -> tuple[str, ...]:
    """Return every table of choices that any form asks for."""
    words = [word for business in BUSINESSES for word in business.words]
    items = [item for word in (*words, PEOPLE) for item in word.items]
    items += [item for of_act in ITEMS.values() for item in of_act]
    named = (item.choices for item in items if item.editor == "choice")
    return tuple(dict.fromkeys((*CHOICES, "exit_reason", *named)))


def _of_unit(dossier: Dossier) -> OfUnit:
    day = dossier.day.isoformat()
    return OfUnit(
        dossier.unit.unit,
        tuple(organ.name for organ in dossier.organs if organ.status == NORMAL),
        tuple(slot.slot_no for slot in dossier.slots if slot.state == PENDING),
        tuple(hold.hold_no for hold in dossier.holds if hold.pending_on(day)),
    )
