"""A clock that stands still until it is set."""

from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass
class FixedClock:
    """Satisfies the `Clock` port."""

    moment: datetime = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)

    def today(self) -> date:
        return self.moment.date()

    def now(self) -> datetime:
        return self.moment
