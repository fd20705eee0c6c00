"""What was decided, here or above, laid over the county's data of an open office."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from domain.workflow.decisions import decided_of

if TYPE_CHECKING:  # which opens with this
    from desktop.office import OpenOffice


def renew(office: OpenOffice) -> OpenOffice:
    """Let an open office go by what is decided now; acts that were wired before are wired anew.

    Called at the opening, and whenever a decision was made or arrived while it is open.
    """
    with office.register.reading() as reader:
        decided = decided_of(reader).values
    resources = office.resources.deciding(decided)
    if resources is office.resources:
        return office
    unentered = replace(office.archive.unentered, county=resources.county)
    # The office is one value for whoever holds it: its parts change under it, as its caches do.
    for name, part in vars(type(office)).items():
        if isinstance(part, cached_property):
            vars(office).pop(name, None)
    vars(office).update(resources=resources, archive=replace(office.archive, unentered=unentered))
    return office
