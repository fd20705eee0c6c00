"""What an office may decide, with what holds where nobody decides anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.exchange.decided import FORMS
from domain.roles import Act
from domain.workflow.decided_items import DecidedItem, decided_items
from domain.workflow.decisions import Decisions
from domain.workflow.permission import require

if TYPE_CHECKING:  # a command that decides opens the office itself
    from desktop.office import OpenOffice


def items_of(office: OpenOffice) -> tuple[DecidedItem, ...]:
    """Return every item that may be decided; refuses `role.denied` without `Act.READ`."""
    require(office.actor, Act.READ)
    shipped = office.resources.deciding({})
    titles = {form: shipped.sheet_form(form).title for form in FORMS}
    return decided_items(Decisions(office.register).decided(), shipped.county, titles)
