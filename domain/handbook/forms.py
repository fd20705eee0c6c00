"""The county's form of the handbook: titles, columns and words, loaded from its data."""

from __future__ import annotations

from dataclasses import dataclass

from domain.handbook.parts import RULED, Column


@dataclass(frozen=True, slots=True)
class FormField:
    """A labelled place on the cover or on the 基本情况 page. `wide` takes the whole line."""

    key: str
    label: str
    wide: bool = False


@dataclass(frozen=True, slots=True)
class PageForm:
    """How one page is headed. `kind` says what stands on it; see `domain.handbook.compose`.

    `seal` is the text of the place for a seal, "" for none; `tall` rows leave room for the
    审核章; `ending` is `RULED` or `CLOSED`.
    """

    kind: str
    title: str
    columns: tuple[Column, ...] = ()
    fields: tuple[FormField, ...] = ()
    paragraphs: tuple[str, ...] = ()
    note: str = ""
    seal: str = ""
    landscape: bool = False
    tall: bool = False
    ending: str = RULED


@dataclass(frozen=True, slots=True)
class HandbookForms:
    """One layout of the handbook. `number` is the pattern of the 证号, with `{unit}` in it.

    `quota_types` and `post_kinds` head the columns of a unit that has none recorded. `mask_id`
    prints ID numbers with birth and order hidden.
    """

    title: str
    number: str
    issuer: str
    secrecy: str
    mask_id: bool
    quota_types: tuple[str, ...]
    post_kinds: tuple[str, ...]
    cover: tuple[FormField, ...]
    cover_seal: str
    pages: tuple[PageForm, ...]
