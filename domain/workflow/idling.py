"""After how many minutes without anybody at it the window of an office locks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from domain.errors import Refusal
from domain.register import Actor
from domain.roles import Act
from domain.workflow.permission import require
from domain.workflow.ports import Register

LEAST: Final = 1
MOST: Final = 15
USUAL: Final = 5
_IDLE: Final = "idle_minutes"


@dataclass(frozen=True, slots=True)
class IdleTime:
    """What the office has set, 5 minutes until then (GB/T 22239 8.1.4.1 b: 超时自动退出)."""

    register: Register

    def minutes(self) -> int:
        """Return the minutes."""
        with self.register.reading() as reader:
            return int(reader.setting(_IDLE) or USUAL)

    def keep(self, actor: Actor, minutes: int) -> None:
        """Set them; one audited transaction.

        Refuses `role.denied` without `Act.CONFIGURE`, `session.idle_minutes` for fewer than 1 or
        more than 15.
        """
        require(actor, Act.CONFIGURE)
        if not LEAST <= minutes <= MOST:
            raise Refusal("session.idle_minutes", minutes=minutes, least=LEAST, most=MOST)
        with self.register.writing(actor) as writer:
            writer.keep_setting(_IDLE, str(minutes))
            writer.audit("office.idle", str(minutes))
