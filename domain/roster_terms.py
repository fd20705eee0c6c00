"""On which terms a roster leaves the office: ID numbers in full or hidden, and how it is marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from domain.dossier import Dossier, Member
from domain.identity import masked

HIDDEN: Final = "＊＊"
"""Stands for a value that belongs to sensitive personal information (个人信息保护法第二十八条)."""
SENSITIVE: Final = frozenset({"nation", "off_duty_reason"})
"""Fields of people that may tell of faith or health, beside the number that identifies."""
_NUMBER: Final = "id_no"


@dataclass(frozen=True, slots=True)
class RosterTerms:
    """`full` lets ID numbers out; `secrecy` is the 密级, `copy` the 份号, "" for none."""

    full: bool = False
    secrecy: str = ""
    copy: str = ""

    @property
    def marking(self) -> str:
        """What stands at the foot of every page."""
        named = (("密级", self.secrecy), ("份号", self.copy))
        return "　".join(f"{name}：{text}" for name, text in named if text)

    @property
    def act(self) -> str:
        """Under which code it is audited: who let ID numbers out can be found by it."""
        return "export.roster" if self.full else "export.roster.masked"

    def dossier(self, given: Dossier) -> Dossier:
        """Return a unit as the roster may tell of it."""
        if self.full:
            return given
        return replace(given, members=tuple(_hidden(member) for member in given.members))

    def cells(self, given: Mapping[str, str]) -> Mapping[str, str]:
        """Return a row by names as the roster may tell it."""
        return given if self.full else {name: veiled(name, text) for name, text in given.items()}


FULL: Final = RosterTerms(full=True)


def _hidden(member: Member) -> Member:
    person, place = member.person, member.place
    return replace(
        member,
        person=replace(person, id_no=masked(person.id_no), nation=HIDDEN if person.nation else ""),
        place=replace(place, off_duty_reason=HIDDEN if place.off_duty_reason else ""),
    )


def veiled(name: str, text: str) -> str:
    """Return what a field of a fact says as everybody may see it; `name` with its kind or not."""
    field = name.rpartition(".")[2]
    if field == _NUMBER:
        return masked(text)
    return HIDDEN if text and field in SENSITIVE else text
