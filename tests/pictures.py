"""Makes the help's pictures: the real window on the real sample county, at 1366 x 768.

Run by `make pictures` after the window has changed. Few colours are enough for pictures of
windows and keep them small. The day is fixed, so that two runs differ only where the window does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Final

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["BIANQING_KDF"] = "test"

from openpyxl import load_workbook
from PIL import Image
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.clock import ProgramClock
from desktop.desk import OfficeDesk
from desktop.front_door import OfficeDoor
from desktop.gui import SAMPLE_ACCOUNT, SAMPLE_PASSWORD, make_sample
from desktop.preferences import FilePreferences
from desktop.resources import find_resources
from tests.fakes.front_door import ChosenFiles, Remembered
from ui.cases.entry import EntryParticulars
from ui.cases.view import CasesView
from ui.checks.view import ChecksView
from ui.exchange.view import ExchangeView
from ui.look.theme import Resources as Looks
from ui.look.theme import Theme, choose_style, translate_qt
from ui.parts.choice import Choice
from ui.parts.fields import Field
from ui.people.view import PeopleView
from ui.start import StartWindow
from ui.tasks import Lanes
from ui.units.view import UnitsView
from ui.unlock.view import UnlockView
from ui.window import MainWindow
from ui.wizard.view import WizardView

SIZE: Final = (1366, 768)
COLOURS: Final = 128
DAY: Final = date(2026, 11, 21)
SOUND_ID: Final = "629925199503070010"
_HEAD_ROW: Final = 4
_PATIENCE: Final = 60.0


class Camera:
    """Drives one window and writes what it shows."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self._app, self._folder = app, folder

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the window work until something is so."""
        end = monotonic() + _PATIENCE
        while not until():
            if monotonic() > end:
                sys.exit("the window does not get there")
            self._app.processEvents()
            sleep(0.005)

    def settle(self, seconds: float = 0.8) -> None:
        """Let pauses for typing and short reads pass."""
        end = monotonic() + seconds
        self.wait(lambda: monotonic() > end)

    def take(self, window: QWidget, name: str) -> None:
        """Write a picture with few colours."""
        self.settle()
        raw = self._folder / f"{name}.raw.png"
        window.grab().save(str(raw))
        with Image.open(raw) as picture:
            few = picture.convert("RGB").quantize(
                COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
            )
            few.save(self._folder / f"{name}.png", optimize=True)
        raw.unlink()


def main() -> None:
    """Write all pictures into `resources/help/pictures`."""
    resources = find_resources()
    folder = resources.folder / "help" / "pictures"
    folder.mkdir(exist_ok=True)
    choose_style()
    app = QApplication(["pictures"])
    translate_qt(app)
    own = (resources.folder / name for name in ("qss", "icons", "help"))
    theme = Theme(Looks(resources.fonts, *own))
    theme.load_fonts()
    theme.load_rare_fonts()
    theme.dress(app)
    camera, clock = Camera(app, folder), ProgramClock(DAY)
    with TemporaryDirectory() as scratch:
        place = Path(scratch)
        make_sample(place / "sample", resources, clock)
        files = ChosenFiles(place)
        before = Lanes(resources.words.sentences)
        for data in ("new", "sample"):
            preferences = FilePreferences(place / "window.json")
            preferences.keep("account", SAMPLE_ACCOUNT)
            door = OfficeDoor(place / data, resources, clock, preferences, lambda _: sys.exit())
            start = StartWindow(door, before, files, theme)
            start.resize(*SIZE)
            start.show()
            _starting(camera, start)
        desk = door.sign_in(SAMPLE_ACCOUNT, SAMPLE_PASSWORD)
        assert isinstance(desk, OfficeDesk)
        files.opened = _spoilt(resources.sample / "persons.xlsx", place / "人员表.xlsx")
        window = MainWindow(desk, Lanes(resources.words.sentences), files, theme, Remembered())
        window.resize(*SIZE)
        window.show()
        _pages(camera, window)
        _cases(camera, window)
        _exchange(camera, window)
        window.close()
        before.close()
    size = sum(path.stat().st_size for path in folder.glob("*.png"))
    sys.stdout.write(f"{len(list(folder.glob('*.png')))} pictures, {size / 1e6:.1f} MB\n")
    os._exit(0)


def _spoilt(sound: Path, path: Path) -> Path:
    """Write the people's workbook with new numbers in some rows, most of them wrong."""
    book = load_workbook(sound)
    sheet = book.worksheets[0]
    heads = [str(cell.value) for cell in sheet[_HEAD_ROW]]
    column = heads.index("身份证号") + 1
    for row, number in ((20, "629925199503070017"), (31, "629925199503070000"), (47, "6299251995")):
        sheet.cell(row, column).value = number
    book.save(path)
    return path


def _starting(camera: Camera, start: StartWindow) -> None:
    page = start.page
    if isinstance(page, WizardView):
        _write(page.office.code, "629925")
        _write(page.office.name, "安澜县")
        camera.take(start, "wizard")
    if isinstance(page, UnlockView):
        camera.take(start, "unlock")
        page.sign_in.recovery_asked.emit()
        camera.take(start, "recovery")


def _pages(camera: Camera, window: MainWindow) -> None:
    camera.settle(4)
    camera.take(window, "overview")
    window.open_page("units")
    units = window.pages["units"].view
    assert isinstance(units, UnitsView)
    camera.wait(lambda: units.table.rowCount() > 0)
    _select(units, 15)
    camera.take(window, "units")
    window.open_page("people")
    people = window.pages["people"].view
    assert isinstance(people, PeopleView)
    people.search.setText("zgf")
    camera.settle(1.5)
    people.grid.selectRow(0)
    camera.take(window, "people")
    window.open_page("checks")
    checks = window.pages["checks"].view
    assert isinstance(checks, ChecksView)
    checks.run_asked.emit()
    camera.wait(lambda: checks.table.rowCount() > 0)
    checks.grid.selectRow(0)
    camera.take(window, "checks")
    window._session.begin_import("persons")
    window.pages["intake"].view.file_asked.emit()  # type: ignore[attr-defined]  # an IntakeView
    camera.settle(12)
    camera.take(window, "import")


def _cases(camera: Camera, window: MainWindow) -> None:
    window.open_page("cases")
    view = window.pages["cases"].view
    assert isinstance(view, CasesView)
    camera.settle(2)
    view.lists.cards.buttons["人员上编"].click()
    _fill_entry(view.entry)
    _write(view.entry_form.number, "安编办函〔2026〕8号")
    camera.settle(1.5)
    camera.take(window, "entry")
    view.entry_form._submit.click()
    camera.wait(lambda: view.form is None)
    camera.take(window, "approve")
    view.open_lists()
    due = window._desk.due_to_retire(DAY, 6)
    window._session.begin_departure((due[0].member,))
    if isinstance(view.departure.reason.editor, Choice):
        view.departure.reason.editor.choose("退休")
    _write(view.departure_form.number, "安编办函〔2026〕9号")
    camera.settle(1.5)
    camera.take(window, "departure")


def _exchange(camera: Camera, window: MainWindow) -> None:
    window.open_page("exchange")
    view = window.pages["exchange"].view
    assert isinstance(view, ExchangeView)
    assert view.report is not None
    view.report.look_asked.emit()
    camera.settle(4)
    camera.take(window, "exchange")
    tabs = view._tabs
    tabs.setCurrentWidget(view.accept)
    camera.take(window, "accept")
    tabs.setCurrentWidget(view.certificates)
    camera.take(window, "certificates")


def _select(units: UnitsView, row: int) -> None:
    units.grid.selectRow(row)


def _fill_entry(entry: EntryParticulars) -> None:
    _write(entry.name, "林晓澜")
    _write(entry.id_no, SOUND_ID)
    _write(entry.unit_field, "安澜县纪委监委")
    entry._picker.settle()
    for name, text in (("quota_type", "行政编制"), ("entry_mode", "公务员考录")):
        editor = entry.choices[name].editor
        if isinstance(editor, Choice):
            editor.choose(text)


def _write(field: Field, text: str) -> None:
    if isinstance(field.editor, QLineEdit):
        field.editor.setText(text)


if __name__ == "__main__":
    main()
