"""The 花名册: one row per person, with heads that the import of people knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from pathlib import Path
from typing import Final

from domain.dossier import Dossier, Member
from domain.errors import Refusal
from domain.facts import Fact, Occupancy, Person, Unit, columns
from export.sheets.forms import SheetForm
from export.sheets.paper import Heading, Paper, Value

_FACTS: Final[dict[str, type[Fact]]] = {"unit": Unit, "person": Person, "place": Occupancy}
_DATES: Final = frozenset(
    {
        "birth", "party_joined", "work_start", "graduated_on", "appointed_on", "entered_on",
        "quota_since", "approved_on", "established_on",
    }
)  # fmt: skip

Read = Callable[[Unit, Member, str], str]


def write_roster(dossiers: Iterable[Dossier], out: Path, form: SheetForm, heading: Heading) -> int:
    """Write everybody who holds a place in `dossiers` and return how many they are.

    Raises `Refusal` `sheet.not_written` with `path`, or `handbook.form.broken` when the form
    has a column of an unknown key.
    """
    readers = [_reader(column.key) for column in form.columns]
    paper = Paper(form, heading, form.heads())
    count = 0
    for dossier in dossiers:
        organs: dict[str, str] = {organ.organ: organ.name for organ in dossier.organs}
        for member in sorted(dossier.members, key=_order):
            count += 1
            organ = organs.get(member.place.organ, member.place.organ)
            row: list[Value] = [
                count if read is None else read(dossier.unit, member, organ) for read in readers
            ]
            paper.add(row)
    paper.save(out)
    return count


def _order(member: Member) -> tuple[int, int]:
    return member.place.order, member.person.person


def _reader(key: str) -> Read | None:
    """Return how a column reads its text; `None` for the running number."""
    if key == "no":
        return None
    if key == "organ":
        return lambda _unit, _member, organ: organ
    fact, _, name = key.partition(".")
    if fact not in _FACTS or name not in columns(_FACTS[fact]):
        raise Refusal("handbook.form.broken", path="roster.json", part=key)
    value = attrgetter(name)
    dotted = name in _DATES

    def read(unit: Unit, member: Member, _organ: str) -> str:
        subject = unit if fact == "unit" else member.person if fact == "person" else member.place
        text = str(value(subject))
        return text.replace("-", ".") if dotted else text

    return read
