"""What the lines of a form ask for, as values: kinds of business, their words, their fields.

A line is one particular of a case. The word chosen on it (更名, 编制增加, 调动 and so on) decides
which fields it has. What can be chosen from is the county's; it is asked for by `table`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

TEXT: Final = "text"
LONG: Final = "long"
NUMBER: Final = "number"
DAY: Final = "day"
CHOICE: Final = "choice"
UNIT: Final = "unit"
ORGAN: Final = "organ"
SLOT: Final = "slot"
HOLD: Final = "hold"
YES: Final = "yes"
OF_A_UNIT: Final = frozenset({ORGAN, SLOT, HOLD})
"""Editors whose choices are those of one unit."""
ENTRIES: Final = "entries"
MEMBERS: Final = "members"
OTHERS: Final = "others"
"""Where a line goes in the case: its entries, people of the register, other people."""


@dataclass(frozen=True, slots=True)
class Item:
    """One field of a line: its name in the case, its label, its editor.

    `table` names the choices, the field's own name where it is "". `usual` is what is there at
    first. `of` is the field that names the unit whose organs are offered, "" for the line's own.
    What is `rare` is shown once it is asked for. A field that `empties` may state that there is
    nothing any more (清空), which is more than saying nothing.
    """

    name: str
    label: str
    editor: str = TEXT
    required: bool = False
    usual: str = ""
    table: str = ""
    hint: str = ""
    of: str = ""
    rare: bool = False
    empties: bool = False

    @property
    def choices(self) -> str:
        """The name of the table of choices."""
        return self.table or self.name


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that a line may do: what the case says for it, what people read, its fields.

    `said` is the value of `change` in the case, "" where a line without one means this. With a
    `field`, the line is one field's new value, and says no `change` at all.
    """

    said: str
    title: str
    items: tuple[Item, ...]
    goes: str = ENTRIES
    field: str = ""


@dataclass(frozen=True, slots=True)
class Business:
    """One kind of business: what its form asks for.

    With `county_words` its words are those of 机构修改 in the county, by what they do. `unit`:
    the form asks for a unit; where it does not, people of several units make a case for each.
    `first` is the word of the first line. With `merged`, lines about one person make one
    particular.
    """

    kind: str
    hint: str
    words: tuple[Word, ...] = ()
    unit: bool = False
    unit_label: str = "单位"
    first: str = ""
    modes: bool = False
    merged: bool = False
    county_words: bool = False
    topic: str = ""

    def word(self, title: str) -> Word | None:
        """Return the word that people read as `title`."""
        return next((word for word in self.words if word.title == title), None)

    def tables(self) -> Iterator[str]:
        """Yield the tables of choices that the fields ask for."""
        for word in self.words:
            yield from (item.choices for item in word.items if item.editor == CHOICE)
