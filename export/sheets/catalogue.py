"""The 档案目录 and the liaison directory as worksheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Final

from domain.archive import ListedDocument, Place
from domain.errors import Refusal
from domain.facts import Contact, Unit
from domain.handbook.parts import dotted
from export.sheets.forms import SheetForm
from export.sheets.paper import Heading, Paper

_NO_PLACE: Final = Place(0, "", 0)
_SHOWN: Final[Mapping[str, Callable[[ListedDocument], str]]] = {
    "no": lambda listed: str((listed.place or _NO_PLACE).number or ""),
    "title": lambda listed: listed.record.title,
    "number": lambda listed: listed.record.number,
    "issuer": lambda listed: listed.record.issuer,
    "keywords": lambda listed: "、".join(listed.record.keywords),
    "dated": lambda listed: dotted(str(listed.record.dated or "")),
    "received_on": lambda listed: dotted(str(listed.record.received_on or "")),
    "secrecy": lambda listed: listed.record.secrecy + _term(listed),
    "category": lambda listed: listed.record.category,
    "year": lambda listed: str((listed.place or _NO_PLACE).year or ""),
    "box": lambda listed: (listed.place or _NO_PLACE).box,
    "remark": lambda listed: (listed.place or _NO_PLACE).remark or listed.record.note,
}
_OF_CONTACT: Final[Mapping[str, Callable[[Unit, Contact], str]]] = {
    "unit": lambda unit, _contact: unit.name,
    "role": lambda _unit, contact: contact.role,
    "name": lambda _unit, contact: contact.name,
    "title": lambda _unit, contact: contact.title,
    "phone": lambda _unit, contact: contact.phone,
    "remark": lambda _unit, contact: contact.remark,
}


def catalogue_row(listed: ListedDocument, form: SheetForm) -> list[str]:
    """Return a document's texts in the order of the form's columns.

    Raises `Refusal` `handbook.form.broken` for a column of an unknown key.
    """
    unknown = [column.key for column in form.columns if column.key not in _SHOWN]
    if unknown:
        raise Refusal("handbook.form.broken", path="catalogue.json", part=unknown[0])
    return [_SHOWN[column.key](listed) for column in form.columns]


def by_box(
    listed: Iterable[ListedDocument], form: SheetForm
) -> Iterator[tuple[str, Iterator[ListedDocument]]]:
    """Yield box after box with its line of heading; `listed` comes by year, box and number."""
    pattern = str(form.counts.get("place", "{year} {box}"))
    for (year, box), held in groupby(listed, key=_box_of):
        yield pattern.replace("{year}", str(year)).replace("{box}", box), held


def write_catalogue(
    listed: Iterable[ListedDocument], out: Path, form: SheetForm, heading: Heading
) -> int:
    """Write the documents, box by box, and return how many they are.

    Raises `Refusal` `sheet.not_written` with `path`, or `handbook.form.broken`.
    """
    paper = Paper(form, heading, form.heads())
    count = 0
    for place, held in by_box(listed, form):
        paper.add_line(place)
        for one in held:
            paper.add(catalogue_row(one, form))
            count += 1
    paper.save(out)
    return count


def write_contacts(
    contacts: Iterable[tuple[Unit, Contact]], out: Path, form: SheetForm, heading: Heading
) -> int:
    """Write the contacts in the order given and return how many they are.

    Raises `Refusal` `sheet.not_written` with `path`, or `handbook.form.broken`.
    """
    for column in form.columns:
        if column.key not in _OF_CONTACT and column.key != "no":
            raise Refusal("handbook.form.broken", path="contacts.json", part=column.key)
    paper = Paper(form, heading, form.heads())
    count = 0
    for unit, contact in contacts:
        count += 1
        texts = {"no": str(count)}
        texts |= {key: read(unit, contact) for key, read in _OF_CONTACT.items()}
        paper.add([texts[column.key] for column in form.columns])
    paper.save(out)
    return count


def _box_of(listed: ListedDocument) -> tuple[int, str]:
    place = listed.place or _NO_PLACE
    return place.year, place.box


def _term(listed: ListedDocument) -> str:
    term = listed.record.secrecy_term
    return f"★{term}" if term and listed.record.secrecy else ""
