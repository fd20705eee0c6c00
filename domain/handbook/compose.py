"""From a dossier and a form to the pages of a handbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from domain.dossier import Dossier
from domain.errors import Refusal
from domain.handbook import ledger_rows, unit_rows
from domain.handbook.forms import FormField, HandbookForms, PageForm
from domain.handbook.ledger_rows import Row
from domain.handbook.pages import (
    Cover,
    FieldCell,
    FieldPage,
    HandbookContent,
    Page,
    TablePage,
    TextPage,
)
from domain.handbook.parts import EACH_POST_KIND, EACH_QUOTA_TYPE, Column, Movement, dotted

INSTRUCTIONS: Final = "instructions"
BASICS: Final = "basics"
DUTIES: Final = "duties"
HISTORY: Final = "history"
POSTS: Final = "posts"
ORGANS: Final = "organs"
ORGAN_POSTS: Final = "organ_posts"
QUOTAS: Final = "quotas"
PEOPLE: Final = "people"
MOVEMENTS: Final = "movements"
SLOTS: Final = "slots"
BLANK: Final = "blank"
"""A table that is kept by hand: 年审记录, 补证换证记录."""


def compose(
    dossier: Dossier,
    movements: Iterable[Movement],
    forms: HandbookForms,
    order: Sequence[str] = (),
) -> HandbookContent:
    """Return the handbook of the dossier's unit, its pages in the order of the form.

    `order` is the order of the county's quota types.
    Raises `Refusal` `handbook.form.page` when the form names a kind of page that does not exist.
    """
    unit = dossier.unit
    certificate = forms.number.replace("{unit}", unit.unit)
    values = unit_rows.field_values(dossier, certificate, order) | {"secrecy_term": forms.secrecy}
    cover = Cover(
        forms.title,
        forms.secrecy,
        unit.name,
        _cells(forms.cover, values),
        forms.issuer,
        forms.cover_seal,
    )
    moved = tuple(movements)
    pages = tuple(_page(form, forms, dossier, moved, values, order=order) for form in forms.pages)
    return HandbookContent(unit.unit, unit.name, certificate, dossier.day, cover, pages)


def _page(
    form: PageForm,
    forms: HandbookForms,
    dossier: Dossier,
    movements: Sequence[Movement],
    values: Mapping[str, str],
    *,
    order: Sequence[str],
) -> Page:
    if form.kind == INSTRUCTIONS:
        return TextPage(form.title, form.paragraphs, form.note, form.seal)
    if form.kind == BASICS:
        return FieldPage(form.title, _cells(form.fields, values), form.note, form.seal)
    if form.kind == DUTIES:
        return _duties(form, dossier)
    types = ledger_rows.quota_types(dossier, forms.quota_types, order)
    kinds = ledger_rows.post_kinds(dossier, forms.post_kinds)
    columns = _spread(form.columns, {EACH_QUOTA_TYPE: types, EACH_POST_KIND: kinds})
    rows = _rows(form.kind, dossier, movements, mask_id=forms.mask_id)
    return TablePage(
        form.title,
        columns,
        tuple(tuple(row.get(column.key, "") for column in columns) for row in rows),
        form.note.replace("{as_of}", values["as_of"]),
        form.landscape,
        form.tall,
        form.ending,
    )


def _rows(
    kind: str, dossier: Dossier, movements: Sequence[Movement], *, mask_id: bool
) -> list[Row]:
    if kind == PEOPLE:
        return unit_rows.people_rows(dossier, mask_id=mask_id)
    if kind == MOVEMENTS:
        return unit_rows.movement_rows(movements)
    if kind == BLANK:
        return []
    source = {
        HISTORY: ledger_rows.history_rows,
        POSTS: ledger_rows.post_rows,
        QUOTAS: ledger_rows.quota_rows,
        ORGANS: unit_rows.organ_rows,
        ORGAN_POSTS: unit_rows.organ_post_rows,
        SLOTS: ledger_rows.slot_rows,
    }.get(kind)
    if source is None:
        raise Refusal("handbook.form.page", kind=kind)
    return source(dossier)


def _duties(form: PageForm, dossier: Dossier) -> TextPage:
    unit = dossier.unit
    paragraphs = tuple(filter(None, (line.strip() for line in unit.duties.splitlines())))
    note = form.note.replace("{doc}", unit.doc_no or "　" * 10)
    note = note.replace("{date}", dotted(unit.approved_on) or "　" * 5)
    return TextPage(form.title, paragraphs, note, form.seal, ruled=True)


def _cells(fields: Iterable[FormField], values: Mapping[str, str]) -> tuple[FieldCell, ...]:
    return tuple(FieldCell(field.label, values.get(field.key, ""), field.wide) for field in fields)


def _spread(columns: Iterable[Column], each: Mapping[str, Sequence[str]]) -> tuple[Column, ...]:
    spread: list[Column] = []
    for column in columns:
        if not column.each:
            spread.append(column)
            continue
        items = each[column.each]
        spread.extend(
            replace(
                column,
                key=f"each:{item}",
                title=item,
                width=column.width / len(items),
                each="",
            )
            for item in items
        )
    return tuple(spread)
