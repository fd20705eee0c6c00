"""Sets of which nobody holds the keys yet, as rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from domain.backups import ShownSet
from ui.backup.model import ATTACHED, moment_text, sets_columns
from ui.look.lights import GREEN, YELLOW, LightMark
from ui.parts.table import Column


def found_columns(today: date) -> tuple[Column[ShownSet], ...]:
    """Return the columns of the list, among them when each set was verified as it says itself.

    What a set is worth is proved when it is opened; nobody here has its keys yet.
    """

    def verified(one: ShownSet) -> LightMark:
        if not one.verified_at:
            return LightMark(YELLOW, "没有核验记录")
        return LightMark(GREEN, moment_text(datetime.fromisoformat(one.verified_at), today))

    told = {column.heading: column for column in sets_columns(today)}
    at = Column[ShownSet]("已验证", verified, 11, sort=lambda one: one.verified_at)
    attached = replace(ATTACHED, rest=True)
    return told["时间"], at, told["在哪里"], told["原因"], told["大小"], attached
