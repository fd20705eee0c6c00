"""The papers of cases as values: letters and tables, ready to be drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.handbook.parts import Column
from domain.paper_table import A4, A4_ACROSS, PaperTable


@dataclass(frozen=True, slots=True)
class TableForm:
    """A table as the county prints it. `lead` and `foot` hold fields in braces.

    `rows`: with fewer rows than that the table is ruled further, to be filled in by hand. `seal`
    is the text of the place for a seal below the table, "" for none.
    """

    title: str
    lead: tuple[str, ...]
    foot: tuple[str, ...]
    columns: tuple[Column, ...]
    landscape: bool = False
    rows: int = 0
    seal: str = ""
    within: str = ""
    beyond: str = ""


@dataclass(frozen=True, slots=True)
class LetterForm:
    """The words of a notice. `untitled` stands where the paper that came in has no title."""

    title: str
    greeting: str
    paragraphs: tuple[str, ...]
    untitled: str


@dataclass(frozen=True, slots=True)
class SlipForm:
    """A 核准通知单 (上下编单): its title by the kind of case. `mask_id`: ID numbers half hidden."""

    titles: Mapping[str, str]
    table: TableForm
    mask_id: bool


@dataclass(frozen=True, slots=True)
class UseForms:
    """All forms of papers about cases. `civil_kinds`: kinds of units that are 参公."""

    issuer: str
    signer: str
    seal: str
    deliberation: TableForm
    notice: LetterForm
    slots: TableForm
    hold: TableForm
    slip: SlipForm
    civil_kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice in the manner of an official letter: one page, to be sealed.

    `mark` as that of a `PaperTable`.
    """

    issuer: str
    number: str
    title: str
    addressee: str
    paragraphs: tuple[str, ...]
    signer: str
    day: date
    seal: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class UsePaper:
    """One file: `subject` tells files of one case apart, such as a notice's number."""

    title: str
    subject: str
    parts: tuple[Letter | PaperTable, ...]

    def texts(self) -> Iterator[str]:
        """Yield everything of its tables and letters that may tell of somebody."""
        for part in self.parts:
            if isinstance(part, Letter):
                yield from part.paragraphs
            else:
                yield from (cell for row in part.rows for cell in row)


def table_of(
    form: TableForm, rows: Sequence[Mapping[str, str]], facts: Mapping[str, str]
) -> PaperTable:
    """Fill a form: rows by the keys of its columns, the lines above and below by `facts`."""
    return PaperTable(
        form.title,
        form.columns,
        tuple(tuple(row.get(column.key, "") for column in form.columns) for row in rows),
        tuple(line.format_map(facts) for line in form.lead),
        tuple(line.format_map(facts) for line in form.foot),
        A4_ACROSS if form.landscape else A4,
        form.rows,
        form.seal,
    )
