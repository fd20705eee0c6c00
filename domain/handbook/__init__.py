"""The 机构编制管理手册 of one unit as values: what stands on which page, not how it is drawn."""

from domain.handbook.compose import compose
from domain.handbook.forms import FormField, HandbookForms, PageForm
from domain.handbook.pages import (
    Cover,
    FieldCell,
    FieldPage,
    HandbookContent,
    Page,
    TablePage,
    TextPage,
)
from domain.handbook.parts import Column, Movement

__all__ = [
    "Column",
    "Cover",
    "FieldCell",
    "FieldPage",
    "FormField",
    "HandbookContent",
    "HandbookForms",
    "Movement",
    "Page",
    "PageForm",
    "TablePage",
    "TextPage",
    "compose",
]
