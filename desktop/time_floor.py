"""The time below which no certificate and no package is judged or made.

A clock set back must not revive an expired certificate, nor date a package before the last one.
The floor is the newest of: the program's build, the trust list's certificates, the accepted
packages, and the last run as the audit knows it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from desktop.clock import ProgramClock
from domain.workflow.ports import Clock
from export.packages import TrustStore

BUILT: Final = datetime(2026, 11, 1, tzinfo=UTC)
"""When this version of the program was released."""

_LEAP: Final = timedelta(days=400)
"""A run later than this after all that others signed does not count: one day with a clock set
years ahead must not make every certificate expire."""

LastRun = Callable[[datetime], datetime | None]


def not_before(
    clock: Clock, store: TrustStore | None, received: datetime | None, last_run: LastRun
) -> datetime:
    """Return the clock's moment, or the floor where the clock is behind it.

    `last_run` returns the newest moment up to a given one at which the program did something. A
    day set for trying things out replaces the floor too.
    """
    now = clock.now()
    if isinstance(clock, ProgramClock) and clock.fixed is not None:
        return now
    floor = _signed(store, received)
    return max(now, floor, last_run(floor + _LEAP) or floor)


def _signed(store: TrustStore | None, received: datetime | None) -> datetime:
    """Return the newest moment that the program's maker or another office vouches for."""
    known = [BUILT]
    if store is not None:
        known += [certificate.not_before for certificate in store.certificates()]
    if received is not None:
        known.append(received)
    return max(known)
