"""The past of an open office, for the window and the command line alike."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from desktop.office import OpenOffice
from domain.versions import AsOf
from domain.workflow.history import History


def history_of(office: OpenOffice) -> History:
    """Return the acts that look back."""
    return History(office.register, office.resources.county, office.resources.words)


def as_known(office: OpenOffice, day: date, known_on: date | None) -> AsOf:
    """Return a day as it was known at the end of another, in local time; `None`: known now.

    Refuses `history.not_known` for a day before anything was entered.
    """
    if known_on is None or known_on >= office.clock.today():
        return AsOf(day)
    moment = datetime.combine(known_on + timedelta(1), time()).astimezone()
    return AsOf(day, history_of(office).known_by(moment))
