"""The time below which no certificate and no package is judged or made; clocks in doubt.

A clock set back must not revive an expired certificate, nor date a package before the last one.
The floor is the newest of: the program's build, the own certificates with those above, the accepted
packages, and the last run as the audit knows it. A clock far from it makes signing wait until
somebody answers for the clock; what ran under the clock that was wrong counts no more from then on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from desktop.clock import ProgramClock
from domain.workflow.ports import Clock
from export.packages import TrustStore

BUILT: Final = datetime(2026, 11, 1, tzinfo=UTC)
"""When this version of the program was released."""

BEHIND: Final = "clock.behind"
AHEAD: Final = "clock.ahead"

_SLACK: Final = timedelta(hours=24)
"""How far the clock may be behind before anybody is told."""
_LEAP: Final = timedelta(days=400)
"""A run, or the clock, later than this after all that is known does not count by itself: one day
with a clock set years ahead must not make every certificate expire."""


class Runs(Protocol):
    """When the program did something, as the audit knows it."""

    def newest(
        self, until: datetime, *, since: datetime | None = None, after: int = 0
    ) -> datetime | None:
        """Return the newest moment of an entry up to `until`, of those numbered above `after`.

        Entries of days before `since` need not be looked at.
        """
        ...


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Somebody answered for the clock: in which entry, what it showed, what was known by then."""

    number: int
    at: datetime
    known: datetime


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A moment by the machine's clock, beside the newest one that is known without it.

    `doubt` is `BEHIND` or `AHEAD` while the clock cannot be right and nobody answered for it,
    else "".
    """

    clock: datetime
    known: datetime
    doubt: str = ""

    @property
    def now(self) -> datetime:
        """The moment at which certificates and packages are judged."""
        return max(self.clock, self.known)

    @property
    def facts(self) -> dict[str, str]:
        """Both to the minute, as a person compares them."""
        return {
            name: f"{moment.astimezone():%Y-%m-%d %H:%M}"
            for name, moment in (
                ("clock", self.clock),
                ("known", self.known),
            )
        }


def reckon(
    clock: Clock,
    store: TrustStore | None,
    received: datetime | None,
    runs: Runs,
    confirmed: Confirmation | None = None,
) -> Reckoned:
    """Return what the clock says, what is known, and whether the two agree.

    `received` is when the newest accepted package was made. A day set for trying things out
    replaces the floor too.
    """
    now = clock.now()
    if isinstance(clock, ProgramClock) and clock.fixed is not None:
        return Reckoned(now, now)
    signed = _signed(store, received)
    if confirmed is None:
        known = _followed(signed, runs, 0)
        return Reckoned(now, known, _doubt(now, known))
    told = signed if signed > confirmed.known else confirmed.at
    expected = _followed(max(told, confirmed.at), runs, confirmed.number)
    return Reckoned(now, max(signed, expected), _doubt(now, expected))


def _signed(store: TrustStore | None, received: datetime | None) -> datetime:
    """Return the newest moment that the program's maker or another office vouches for.

    What this office certified below it bears the time of its own clock: made under one that was
    years ahead, it would hold the floor there for good after the clock was set right.
    """
    known = [BUILT]
    if store is not None:
        vouched = (store.root, *store.chain, store.own.encryption)
        known += [certificate.not_before for certificate in vouched]
    if received is not None:
        known.append(received)
    return max(known)


def _followed(known: datetime, runs: Runs, after: int) -> datetime:
    """Return the last run that is reached from a moment without a leap between two of them."""
    while (run := runs.newest(known + _LEAP, since=known, after=after)) is not None:
        if run <= known:
            break
        known = run
    return known


def _doubt(clock: datetime, expected: datetime) -> str:
    if clock < expected - _SLACK:
        return BEHIND
    return AHEAD if clock > expected + _LEAP else ""
