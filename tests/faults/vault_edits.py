"""Edits of a vault by an enemy who has the disk, and mends the digest that needs no key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from storage.vault_account_text import canonical
from storage.vault_file import NAME

HOSTILE: Final[tuple[Any, ...]] = (
    None, True, -1, 0, 2**62, 10**400, 1e308, "", "\0", "00" * 32, "../../x", "x" * 10**6, [], {},
    [[[]]], {"": None},
)  # fmt: skip
"""What an enemy may put into any place of a vault."""


def edited(folder: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    """Edit the newest vault."""
    path = folder / NAME
    content = json.loads(path.read_bytes())
    del content["digest"]
    edit(content)
    content["digest"] = hashlib.sha256(canonical(content)).hexdigest()
    path.write_text(json.dumps(content), "utf-8")


def places_in(held: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - any JSON
    """Yield every place of a value: what holds it, and its name or number there."""
    inner = held.items() if isinstance(held, dict) else enumerate(held)
    for place, value in list(inner):
        yield held, place
        if isinstance(value, dict | list):
            yield from places_in(value)
