"""The window over fakes: dressed once, with words of its own for what the fakes refuse."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.county import build_county
from tests.fakes.desk import FakeDesk
from tests.fakes.front_door import ChosenFiles, Remembered
from ui.collector import Collector
from ui.look.theme import Resources, Theme, choose_style
from ui.tasks import Lanes
from ui.window import MainWindow

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
TEXTS = {
    "case.blocked": "业务单 {case} 还有错误没有处理。",
    "package.tampered": "{path} 的签名不对，文件可能被改动。",
    "account.wrong_password": "账号或密码不对。",
    "vault.password_weak": "密码不合要求：{why}。",
    "recovery.mismatch": "与恢复单不一致，请逐字核对。",
    "decision.value": "“{label}”不能是“{value}”，可以是：{told}。",
    "decision.from_above": "“{label}”由上级编办（{office}）规定，本办改不了。",
    "ui.unexpected": "程序内部出错。",
}


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    made = Theme(Resources(*(RESOURCES / name for name in ("fonts", "qss", "icons", "help"))))
    choose_style()
    made.load_fonts()
    made.load_rare_fonts()
    made.dress(qapp)
    return made


@pytest.fixture(autouse=True)
def _collected_here(qapp: QApplication) -> Iterator[None]:
    """Let Qt objects die on this thread, whatever the workers allocate."""
    collector = Collector(qapp)
    yield
    collector.stop()
    collector.deleteLater()


@pytest.fixture
def lanes(qapp: QApplication) -> Iterator[Lanes]:
    made = Lanes(TEXTS, qapp)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def desk() -> FakeDesk:
    """Return a desk over a county small enough for quick tests."""
    return FakeDesk(build_county(people=700, units=40))


@pytest.fixture
def files(tmp_path: Path) -> ChosenFiles:
    return ChosenFiles(tmp_path)


@pytest.fixture
def open_window(
    qtbot: QtBot, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> Callable[[FakeDesk], MainWindow]:
    """Return what opens the window over a desk and waits for its first page."""

    def opened(desk: FakeDesk) -> MainWindow:
        made = MainWindow(desk, lanes, files, theme, Remembered())
        qtbot.addWidget(made)
        made.resize(1366, 740)
        made.show()
        qtbot.waitExposed(made)
        qtbot.waitUntil(lambda: made.current == "overview")
        return made

    return opened


@pytest.fixture
def window(desk: FakeDesk, open_window: Callable[[FakeDesk], MainWindow]) -> MainWindow:
    return open_window(desk)


@pytest.fixture
def type_chinese() -> Callable[[QWidget, str], None]:
    """Return what an input method does: it commits text into a field."""

    def commit(field: QWidget, text: str) -> None:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(field, event)

    return commit
