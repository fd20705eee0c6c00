"""Reads the county's form of the handbook from its data file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from domain.errors import Refusal
from domain.handbook import Column, FormField, HandbookForms, PageForm


def load_forms(path: Path, office: str) -> HandbookForms:
    """Return the form in `path` for an office's name, such as 安澜县.

    Raises `Refusal` `handbook.form.broken` with `path` and `part` when it is no such form.
    """
    try:
        return _forms(json.loads(path.read_text("utf-8")), office)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as broken:
        raise Refusal("handbook.form.broken", path=str(path), part=str(broken)) from broken


def _forms(data: Mapping[str, Any], office: str) -> HandbookForms:
    return HandbookForms(
        title=data["title"],
        number=data["number"],
        issuer=data["issuer"].replace("{office}", office),
        secrecy=data["secrecy"],
        mask_id=data["mask_id"],
        quota_types=tuple(data["quota_types"]),
        post_kinds=tuple(data["post_kinds"]),
        cover=tuple(FormField(**field) for field in data["cover"]),
        cover_seal=data["cover_seal"],
        pages=tuple(_page(page) for page in data["pages"]),
    )


def _page(data: Mapping[str, Any]) -> PageForm:
    parts = dict(data)
    parts["columns"] = tuple(Column(**column) for column in data.get("columns", ()))
    parts["fields"] = tuple(FormField(**field) for field in data.get("fields", ()))
    parts["paragraphs"] = tuple(data.get("paragraphs", ()))
    return PageForm(**parts)
