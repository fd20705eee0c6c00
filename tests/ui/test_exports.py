"""Nothing that the office holds leaves it before the password is given once more."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from domain.archive import DocumentRecord
from tests.fakes.county import build_county
from tests.fakes.desk import FakeDesk
from tests.fakes.front_door import ChosenFiles, Remembered
from tests.ui.pressing import Presser
from tests.ui.test_documents_page import scan
from ui.audit_desk import AuditDesk
from ui.backup_desk import BackupDesk
from ui.desk import Desk
from ui.keys_desk import KeysDesk
from ui.look.theme import Theme
from ui.parts.confirming import TRUSTED_SECONDS
from ui.tasks import Lanes
from ui.trust_desk import TrustDesk
from ui.window import MainWindow

PAGES = (
    "documents", "overview", "units", "people", "cases", "problems", "checks", "lists", "exchange",
    "history", "security",
)  # fmt: skip
SEALED = frozenset({"save_sheet", "make_key_file", "write_package"})
"""A key, in the hands of whoever it belongs to; each is asked about in a form of its own. And a
package that was asked about when it was signed: only its receiver can open it."""
PLACES = frozenset({"choose_folder", "choose_medium", "verify", "preview", "strangers_on"})
"""They remember where backups lie, which only their own keys open, or read what lies there."""
WITHOUT_THE_LEDGERS = frozenset(
    {
        "write_paper", "write_missing", "trust_request", "trust_grant", "trust_sheet",
        "print_notice", "copy_installer", "trust_save_table", "trust_roll_over",
    }
)  # fmt: skip
"""The audit's 短码, who has not reported, certificates, the trust table, the blank 告知单 and the
installer of the program tell nothing of what the ledgers hold."""
PAPERS_OF_A_CASE = frozenset({"print_paper", "print_supplement"})
"""The sheet that a case in hand is decided on or told by: it goes with the case's own step."""
FREE = SEALED | PLACES | WITHOUT_THE_LEDGERS | PAPERS_OF_A_CASE
BRINGS_OUT = ("write_", "export", "print_", "create_package")


def bringing_out() -> set[str]:
    """Return the names of all acts of all desks that write where they are told, by their types."""
    found = set()
    for desk in (*Desk.__mro__, AuditDesk, BackupDesk, KeysDesk, TrustDesk):
        for name, act in vars(desk).items():
            given = getattr(act, "__annotations__", {})
            places = any(str(kind) == "Path" for at, kind in given.items() if at != "return")
            if places and name.startswith(BRINGS_OUT):
                found.add(name)
    return found


class Silent:
    """Shows no progress."""

    def step(self, done: int, total: int) -> None:
        """Show nothing."""


class Chosen(ChosenFiles):
    """Answers where to, in a place of its own."""

    @property
    def outside(self) -> Path:
        return self.folder_path / "outside"

    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        super().save_file(title, name, kinds)
        return self.outside / name

    def folder(self, title: str) -> Path | None:
        super().folder(title)
        return self.outside


class Watched:
    """A desk and whatever hangs on it; `told` are its acts that were given a chosen place.

    Between them stands `confirm` for each time that the password was given.
    """

    def __init__(self, desk: object, outside: Path, told: list[str]) -> None:
        self._desk, self._outside, self._told = desk, outside, told

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the desk has
        held = getattr(self._desk, name)
        if inspect.ismethod(held):
            return self._watching(name, held)
        hangs_on = type(held).__module__.startswith("tests.fakes") and name.islower()
        return Watched(held, self._outside, self._told) if hangs_on else held

    def _watching(self, name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on
            places = (each for each in (*given, *named.values()) if isinstance(each, Path))
            outside = any(each.is_relative_to(self._outside) for each in places)
            if name == "confirm" or (outside and name not in FREE):
                self._told.append(name)
            return act(*given, **named)

        return watched


@pytest.mark.rule("security 2.12")
def test_whatever_is_pressed_nothing_goes_out_without_the_password(
    qtbot: QtBot, lanes: Lanes, theme: Theme, tmp_path: Path
) -> None:
    """导出: all that the window offers is pressed; what goes out was proved, each for itself."""
    files, told = Chosen(tmp_path), list[str]()
    office = FakeDesk(build_county(people=60, units=6))
    letter = office.add_document(
        DocumentRecord("安编发〔2026〕9号", "安澜县委编委", "关于编制的批复")
    )
    for period in ("2026-10", "2026-11"):
        office.add_list(tmp_path, "社保", period, office.today, Silent())
    files.opened = scan(tmp_path / "批复.pdf")
    office.attach_to_document(letter.record.id, files.opened, "批文")
    desk = cast("Desk", Watched(office, files.outside, told))
    window = MainWindow(desk, lanes, files, theme, Remembered())
    qtbot.addWidget(window)
    window.resize(1366, 740)
    window.show()
    qtbot.waitUntil(lambda: window.current == "overview")
    window.pages["overview"].around.confirming._clock = count(0, TRUSTED_SECONDS).__next__
    window._session.compare_days()
    Presser(qtbot, window).press_everything(PAGES)
    gone_out = [number for number, act in enumerate(told) if act != "confirm"]
    unproved = {told[number] for number in gone_out if told[number - 1 : number] != ["confirm"]}
    assert unproved == set()
    assert bringing_out() - FREE <= set(told)
