"""What is known of a case before its form is opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.case import CaseId
from domain.documents import Document
from domain.dossier import Member


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a form begins: the kind, and whatever need not be typed any more.

    `act` is what the first line does (see `UnitChange.act`), `values` its fields. `reverses` is
    the finished case that a 冲销 takes back.
    """

    kind: str
    unit: str = ""
    members: tuple[Member, ...] = ()
    document: Document | None = None
    effective: str = ""
    act: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    reverses: CaseId | None = None
