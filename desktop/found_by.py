"""What a unit is found by as one types."""

from __future__ import annotations

from domain.facts import Unit
from storage.pinyin import initials


def found_by(unit: Unit, former: tuple[str, ...], place: str) -> str:
    """Return what a unit is found by beside its name, as words with a space between them.

    These are pinyin initials of its full, short and `former` names, with and without the `place`
    that they begin with, and the former names themselves.
    """
    names = dict.fromkeys((unit.name, unit.short_name, *former))
    shortened = [name.removeprefix(place) for name in names]
    spelt = [spelling for name in (*names, *shortened) for spelling in initials(name)]
    return " ".join(dict.fromkeys((*spelt, *(name for name in former if name != unit.name))))
