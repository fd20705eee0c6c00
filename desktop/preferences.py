"""What the window remembers on this machine: sizes, pages, the account that signed in last."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FilePreferences:
    """A small JSON file. What can't be read or written is forgotten: nothing depends on it."""

    path: Path

    def read(self, name: str) -> str:
        """Return a remembered value, "" when there is none."""
        return str(self._all().get(name, ""))

    def keep(self, name: str, value: str) -> None:
        """Remember a value."""
        kept = self._all()
        if kept.get(name) == value:
            return
        kept[name] = value
        unfinished = self.path.with_suffix(".new")
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
            unfinished.replace(self.path)
        except OSError:
            return

    def _all(self) -> dict[str, str]:
        try:
            loaded = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return loaded if isinstance(loaded, dict) else {}
