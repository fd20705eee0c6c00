"""Everything that ships as data, read once at the start and handed down."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.words import Words

if TYPE_CHECKING:  # the window starts without what only papers and imports need
    from domain.backups import BackupRule
    from domain.codes import County
    from domain.document_choices import DocumentChoices
    from domain.exchange.decided import Value
    from domain.handbook import HandbookForms
    from export.sheets.forms import SheetForm
    from export.workbooks.layout import Layout
    from storage.passwords import PasswordRules


@dataclass(frozen=True)
class Resources:
    """The folder `resources` as values; each is read when first asked for.

    `decided` is what an office and the one above it decided: it goes before what was shipped.
    """

    folder: Path
    decided: Mapping[str, Value] = field(default_factory=dict, kw_only=True)

    @cached_property
    def words(self) -> Words:
        """All sentences of the program."""
        sentences: dict[str, str] = {}
        for path in sorted((self.folder / "texts").glob("*.json")):
            sentences |= _json(path)
        return Words(sentences)

    @cached_property
    def county(self) -> County:
        """The county's tables, thresholds and rule data, with what was decided laid over them."""
        from domain.county import FILES, county_of

        shipped = {name: _json(self.folder / "county" / f"{name}.json") for name in FILES}
        county = county_of(shipped)
        if not self.decided:
            return county
        from domain.exchange.decided import laid_over

        return laid_over(county, self.decided)

    @cached_property
    def document_choices(self) -> DocumentChoices:
        """What the county's documents may say."""
        from domain.document_choices import document_choices

        return document_choices(_json(self.folder / "county" / "documents.json"))

    @cached_property
    def layouts(self) -> Mapping[str, Layout]:
        """The heads of workbooks by what a sheet holds."""
        from export.workbooks.layout import load_layout

        paths = sorted((self.folder / "headers").glob("*.json"))
        return {path.stem: load_layout(path) for path in paths}

    @cached_property
    def password_rules(self) -> PasswordRules:
        """How good a password must be."""
        from storage.passwords import password_rules

        folder = self.folder / "security"
        common = (folder / "common_passwords.txt").read_text(encoding="utf-8").splitlines()
        return password_rules(_json(folder / "passwords.json"), common)

    @cached_property
    def drill_days(self) -> int:
        """After how many days the recovery sheet is to be typed back again."""
        return int(_json(self.folder / "security" / "keys.json")["drill_after_days"])

    @cached_property
    def backup_rule(self) -> BackupRule:
        """When a backup is old, and when one is due on the medium that is carried away."""
        from domain.backups import backup_rule

        return backup_rule(_json(self.folder / "county" / "backup.json"))

    @property
    def fonts(self) -> Path:
        """The folder of fonts."""
        return self.folder / "fonts"

    @property
    def sample(self) -> Path:
        """The folder of the sample county."""
        return self.folder / "sample"

    def form(self, name: str) -> Path:
        """Return the file of one of the county's forms."""
        return self.folder / "forms" / f"{name}.json"

    def sheet_form(self, name: str) -> SheetForm:
        """Return the form of a list, under the title that was decided for it."""
        from domain.exchange.decided import title_of
        from export.sheets.forms import load_sheet_form

        form = load_sheet_form(self.form(name))
        title = title_of(self.decided, name)
        return replace(form, title=title) if title else form

    def deciding(self, decided: Mapping[str, Value]) -> Resources:
        """Return the same for an office where this was decided."""
        return Resources(self.folder, decided=decided) if decided != self.decided else self

    def handbook_forms(self, office_name: str) -> HandbookForms:
        """Return the county's form of the handbook, in the name of an office."""
        from export.handbook.forms import load_forms

        return load_forms(self.form("handbook"), office_name)


def installed() -> bool:
    """Tell whether this is an installed build rather than the source tree."""
    return bool(getattr(sys, "frozen", False))


def find_resources() -> Resources:
    """Return the resources beside the program."""
    root = Path(getattr(sys, "_MEIPASS", Path(__file__).parents[1]))
    return Resources(root / "resources")


def _json(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded
