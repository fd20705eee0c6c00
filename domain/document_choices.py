"""What a county lets its documents say: categories, directions, 密级, and whom a unit names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class DocumentChoices:
    """The choices of the register of documents, as data of the county.

    `numbered` are the categories whose documents have a 文号, or one of the words `undocumented`
    in its place; `shelf` those whose texts stand on a shelf of their own (法规, 三定). `acted` are
    those that bring a change to be entered within `enter_within` working days of receipt. `issuers`
    are patterns of what bodies are called and of other spellings, see `domain.issuers`.
    """

    categories: tuple[str, ...]
    numbered: frozenset[str]
    shelf: tuple[str, ...]
    directions: tuple[str, ...]
    secrecy: tuple[str, ...]
    contact_roles: tuple[str, ...]
    materials: tuple[str, ...]
    undocumented: frozenset[str] = frozenset()
    acted: frozenset[str] = frozenset()
    enter_within: int = 5
    issuers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def document_choices(data: Mapping[str, Any]) -> DocumentChoices:
    """Build the choices from the parsed `resources/county/documents.json`."""
    categories = data["categories"]
    return DocumentChoices(
        tuple(entry["label"] for entry in categories),
        frozenset(entry["label"] for entry in categories if entry.get("numbered")),
        tuple(entry["label"] for entry in categories if entry.get("shelf")),
        tuple(data["directions"]),
        tuple(data["secrecy"]),
        tuple(data["contact_roles"]),
        tuple(data["materials"]),
        frozenset(data["undocumented"]),
        frozenset(entry["label"] for entry in categories if entry.get("acted")),
        data["enter_within"],
        {name: tuple(others) for name, others in data["issuers"].items()},
    )
