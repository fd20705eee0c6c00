"""The liaison directory (联络名录): whom to ask in each unit, kept as facts with their days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from domain.dates import Period
from domain.document_choices import DocumentChoices
from domain.errors import Refusal
from domain.facts import Contact, Unit, UnitId
from domain.register import Actor, Change
from domain.roles import Act
from domain.versions import AsOf, amended, splice, valid_on
from domain.workflow.permission import require
from domain.workflow.ports import Clock, Register, Writer

KIND: Final = "联络名录"
"""The kind of change that keeps and ends contacts; always 变动, and without a document."""
_VARIATION: Final = "变动"


@dataclass(frozen=True, slots=True)
class Contacts:
    """The acts on contacts. Refuses `role.denied`, `contact.unit_absent`, `contact.future`.

    A contact holds from its day until the next one of the same unit and role, or its end.
    """

    register: Register
    choices: DocumentChoices
    clock: Clock

    def keep(self, actor: Actor, contact: Contact, since: date) -> Contact:
        """Keep who is asked in a unit from a day on.

        Refuses `contact.role` for an unknown role and `contact.name_missing`.
        """
        require(actor, Act.DRAFT)
        tidy = replace(
            contact,
            name=contact.name.strip(),
            title=contact.title.strip(),
            phone=" ".join(contact.phone.split()),
            remark=contact.remark.strip(),
        )
        if tidy.role not in self.choices.contact_roles:
            raise Refusal("contact.role", role=tidy.role, choices=self.choices.contact_roles)
        if not tidy.name:
            raise Refusal("contact.name_missing", role=tidy.role)
        with self._changing(actor, tidy.unit, since) as writer:
            held = writer.versions(Contact, (tidy.unit, tidy.role))
            change = amended(held, since, tidy)
            if not change.empty:
                writer.apply(Contact, change, writer.record(self._change(actor, since)))
                writer.audit("contact.keep", f"{tidy.unit} {tidy.role}")
        return tidy

    def end(self, actor: Actor, unit: UnitId, role: str, day: date) -> None:
        """Say that nobody is named any more from a day on; refuses `contact.none`."""
        require(actor, Act.DRAFT)
        with self._changing(actor, unit, day) as writer:
            held = writer.versions(Contact, (unit, role))
            change = splice(held, Period(day), None)
            if change.empty:
                raise Refusal("contact.none", unit=unit, role=role, day=day)
            writer.apply(Contact, change, writer.record(self._change(actor, day)))
            writer.audit("contact.end", f"{unit} {role}")

    def list(
        self, actor: Actor, day: date, unit: UnitId | None = None
    ) -> Iterator[tuple[Unit, Contact]]:
        """Stream the contacts of a day, units in ledger order, roles in the county's order."""
        require(actor, Act.READ)
        order = {role: at for at, role in enumerate(self.choices.contact_roles)}
        with self.register.reading() as reader:
            found: dict[str, list[Contact]] = {}
            for contact in reader.facts(Contact, AsOf(day), unit):
                found.setdefault(contact.unit, []).append(contact)
            for body in reader.units(AsOf(day)):
                contacts = found.get(body.unit, [])
                for contact in sorted(contacts, key=lambda one: order.get(one.role, len(order))):
                    yield body, contact

    @contextmanager
    def _changing(self, actor: Actor, unit: UnitId, day: date) -> Iterator[Writer]:
        if day > self.clock.today():
            raise Refusal("contact.future", day=day, today=self.clock.today())
        with self.register.writing(actor) as writer:
            if valid_on(writer.versions(Unit, unit), day) is None:
                raise Refusal("contact.unit_absent", unit=unit, day=day)
            yield writer

    def _change(self, actor: Actor, day: date) -> Change:
        return Change(
            KIND, _VARIATION, day, actor.account, "", self.clock.now(), actor.single
        )  # fmt: skip
