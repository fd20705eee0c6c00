"""The program's clock: the machine's, or a day set for trying things out from source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from domain.errors import Refusal

VARIABLE = "BIANQING_TODAY"
FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2999, 12, 31)
"""The days that can be asked for: terms are counted from them in both directions."""


@dataclass(frozen=True, slots=True)
class ProgramClock:
    """Tells the day and the moment. With `fixed` the whole clock stands on that day, at noon.

    Certificate times and the time floor follow it too, so that a past or future office can be
    tried as it would be.
    """

    fixed: date | None = None

    def today(self) -> date:
        """Return the program's day in local time."""
        return self.now().date()

    def now(self) -> datetime:
        """Return the moment in local time, with its zone.

        What is kept of it says the day and hour that the clerk's own clock showed.
        """
        if self.fixed is not None:
            return datetime.combine(self.fixed, time(12)).astimezone()
        return datetime.now().astimezone()


def clock_from(environ: Mapping[str, str], *, installed: bool) -> ProgramClock:
    """Return the clock that the environment asks for; an installed build ignores it.

    Refuses `clock.invalid` for text that is no day, or one out of `FIRST_DAY` and `LAST_DAY`.
    """
    wanted = environ.get(VARIABLE, "")
    if installed or not wanted:
        return ProgramClock()
    day = asked_day(wanted)
    if day is None:
        raise Refusal("clock.invalid", value=wanted, first=FIRST_DAY, last=LAST_DAY)
    return ProgramClock(day)


def asked_day(text: str) -> date | None:
    """Return the day that somebody writes as 2026-11-21, `None` for any other text."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text and FIRST_DAY <= day <= LAST_DAY else None
