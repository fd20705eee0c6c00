"""People beside the quota at the window's desk: every method is one act, called on a lane."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.office import OpenOffice
from desktop.use_papers import write_other_roster
from domain.roles import Act
from domain.roster_terms import RosterTerms
from domain.workflow.permission import require
from domain.workflow.rosters import Rosters


@dataclass(frozen=True)
class OtherPeopleDesk:
    """What the window's page 人员 asks beside those who hold places."""

    opened: OpenOffice

    def other_people(self, kind: str, day: date) -> tuple[Mapping[str, str], ...]:
        """Return the rows of a roster of 编外, 离退休, 人编分离 or 减少人员 as of a day."""
        require(self.opened.actor, Act.READ)
        return Rosters(self.opened.register, self.opened.resources.county).rows(kind, day)

    def write_other_roster(self, kind: str, day: date, path: Path, terms: RosterTerms) -> int:
        """Write such a roster as a workbook; returns its rows."""
        with self.opened.witnessed(terms.act):
            require(self.opened.actor, Act.EXPORT)
            return write_other_roster(self.opened, kind, None, path, day, terms=terms)
