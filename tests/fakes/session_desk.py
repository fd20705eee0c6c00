"""Whoever sits at a window, without keys or a vault."""

from __future__ import annotations

from pathlib import Path

from domain.dossier import Member
from domain.errors import Refusal

PASSWORD = "correct horse"


class FakeSessionDesk:
    """Knows one password; `entered` is what the audit was told, `locked` why it was locked."""

    def __init__(self) -> None:
        super().__init__()
        self.key_file: Path | None = None
        self.minutes = 5
        self.entered: list[str] = []
        self.locked: list[str] = []

    def confirm(self, reason: str, password: str) -> None:
        if password != PASSWORD:
            raise Refusal("account.wrong_password")
        self.entered.append(f"confirm {reason}")

    def reveal_id(self, member: Member) -> None:
        self.entered.append(f"reveal {member.person.person}")

    def reveal_list(self, count: int) -> None:
        self.entered.append(f"reveal list {count}")

    def idle_minutes(self) -> int:
        return self.minutes

    def keep_idle_minutes(self, minutes: int) -> None:
        self.minutes = minutes

    def lock(self, reason: str = "") -> None:
        self.locked.append(reason)
