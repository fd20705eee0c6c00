"""The help: every page is there, leads on, shows its pictures, and knows every command."""

import re
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.cli import parser
from desktop.grammar import Grammar
from domain.case import STATE_WORDS
from domain.register import Actor
from domain.roles import OFFICERS
from tests.fakes.desk import FakeDesk
from tests.fakes.front_door import ChosenFiles, FakeFrontDoor, Remembered
from tests.fakes.security_desk import FakeSecurityDesk
from tests.ui.conftest import RESOURCES
from tests.ui.test_start import start
from ui.cases.businesses import CARDS, MORE
from ui.cases.view import CasesView
from ui.help.topics import BEFORE_SIGNING_IN, OF_PAGES, TOPICS, file_of
from ui.help.window import HelpWindow
from ui.look.theme import Theme
from ui.parts.beginning import Beginning
from ui.security.presenter import SecurityPresenter
from ui.security.window import SecurityWindow
from ui.start import StartWindow
from ui.tasks import Lanes
from ui.window import MainWindow

HELP = RESOURCES / "help"
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)]+)\)")
MOST_BYTES = 3_000_000
ABOUT = {
    "overview": "first-day",
    "units": "units",
    "people": "people",
    "cases": "flow",
    "documents": "documents",
    "checks": "checks",
    "lists": "lists",
    "exchange": "exchange",
    "problems": "problems",
    "system": "system",
    "security": "officers",
    "history": "history",
    "intake": "import",
}
ABOUT_BUSINESS = {
    "机构修改": "unit-change",
    "用编核准": "quota-use",
    "人员上编": "entry",
    "人员下编": "departure",
    "人员异动": "transfer",
    "人员修改": "edit",
    "职数预审": "post-hold",
    "关键指标修改": "edit",
    "离岗登记": "others",
    "编外备案": "others",
    "冲销": "reversal",
}
ABOUT_SECURITY = {
    "accounts": "officers",
    "keys": "accounts",
    "backup": "backup",
    "audit": "audit",
    "updates": "updates",
}


@pytest.fixture
def window_of_help(qtbot: QtBot, theme: Theme) -> HelpWindow:
    made = HelpWindow(HELP, theme)
    qtbot.addWidget(made)
    return made


def text_of(name: str) -> str:
    return file_of(HELP, name).read_text(encoding="utf-8")


def test_every_topic_is_a_page_and_every_page_a_topic() -> None:
    assert {topic.name for topic in TOPICS} == {path.stem for path in HELP.glob("*.md")}
    known = {*OF_PAGES.values(), *BEFORE_SIGNING_IN.values()}
    assert known <= {topic.name for topic in TOPICS}


def test_every_page_of_the_window_has_its_help(window: MainWindow) -> None:
    assert set(OF_PAGES) == {*window.pages, "collected"}  # which a county does not have


def shown_topic(window: MainWindow) -> str:
    """Ask for help as F1 does; return what it opens at."""
    window._open_help()
    assert window.help.window is not None
    return window.help.window.topic


def test_f1_opens_what_each_page_is_about(window: MainWindow) -> None:
    for page, topic in ABOUT.items():
        window.open_page(page)
        assert shown_topic(window) == topic, page
    assert set(ABOUT) == set(window.pages)
    window.help.close()


def test_f1_opens_what_each_form_of_business_is_about(qtbot: QtBot, window: MainWindow) -> None:
    cases = window.pages["cases"].view
    assert isinstance(cases, CasesView)
    for kind, topic in ABOUT_BUSINESS.items():
        window._session.begin_case(Beginning(kind))
        qtbot.waitUntil(partial(_fills_in, cases, kind))
        assert shown_topic(window) == topic, kind
    assert set(ABOUT_BUSINESS) == {card.kind for card in (*CARDS, *MORE)}
    window.help.close()


def _fills_in(cases: CasesView, kind: str) -> bool:
    return cases.form is not None and cases.form.kind == kind


def test_every_tab_of_the_security_page_has_its_own_help(window: MainWindow) -> None:
    window.open_page("security")
    security = window.pages["security"]
    assert isinstance(security, SecurityPresenter)
    for part, topic in ABOUT_SECURITY.items():
        security.open_part(part)
        assert shown_topic(window) == topic, part
    assert set(ABOUT_SECURITY) == {part.name for part in security._parts}
    window.help.close()


def test_every_page_of_the_security_side_has_its_help(
    qtbot: QtBot, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    known = {topic.name for topic in TOPICS}
    for role in OFFICERS:
        who = Actor("sun", frozenset({role.value}), single=False, officers_appointed=True)
        made = SecurityWindow(FakeSecurityDesk(who), lanes, files, theme, Remembered())
        qtbot.addWidget(made)
        for name in made._parts:
            made.open_page(name)
            made._open_help()
            opened = made.help.window
            assert opened is not None
            assert opened.topic == made.pages[name].topic
            assert opened.topic in known
        made.close()


@pytest.mark.parametrize("topic", [topic.name for topic in TOPICS])
def test_links_and_pictures_lead_somewhere(topic: str) -> None:
    for _, target in LINK.findall(text_of(topic)):
        assert (HELP / target).is_file(), target


def test_every_picture_is_shown_and_together_they_are_small() -> None:
    shown = {
        Path(target).name
        for topic in TOPICS
        for mark, target in LINK.findall(text_of(topic.name))
        if mark
    }
    kept = list((HELP / "pictures").glob("*.png"))
    assert shown == {path.name for path in kept}
    assert sum(path.stat().st_size for path in kept) < MOST_BYTES


def test_the_page_of_the_command_line_names_every_command_and_option() -> None:
    text = text_of("command-line")
    for command, acts in commands().items():
        assert f"`{command}" in text, command
        rows = "\n".join(row for row in text.splitlines() if row.startswith(f"| `{command}"))
        for act in acts:
            assert re.search(rf"\b{act}\b", rows), (command, act)
    assert all(state in text for state in STATE_WORDS)


def commands() -> dict[str, tuple[str, ...]]:
    """Return every command with its acts, as the grammar knows them."""

    def below(grammar: Grammar) -> dict[str, Grammar]:
        grammar.complete()
        for action in grammar._actions:
            if isinstance(action.choices, dict):
                return dict(action.choices)
        return {}

    return {name: tuple(below(grammar)) for name, grammar in below(parser()).items()}


def test_the_help_opens_at_the_page_that_belongs_to_where_one_is(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.open_page("exchange")
    QTest.keyClick(window, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: window.help.window is not None)
    opened = window.help.window
    assert opened is not None
    assert opened.topic == "exchange"
    assert opened.contents.currentItem().text() == "交换上报"
    window.open_page("checks")
    window.help.open_for(window.current)
    assert opened.topic == "checks"
    opened.close()


def test_help_is_one_key_away_before_anybody_signs_in(
    qtbot: QtBot, desk: FakeDesk, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    for new, topic in ((True, "first-day"), (False, "accounts")):
        window, _ = start(qtbot, FakeFrontDoor(desk, new=new), lanes, files, theme)
        qtbot.waitExposed(window)
        assert helped(qtbot, window) == topic
        window.page.restore_asked.emit()
        assert helped(qtbot, window) == "backup"
        window.close()
        assert window.help is not None
        assert window.help.window is not None
        assert not window.help.window.isVisible()


def helped(qtbot: QtBot, window: StartWindow) -> str:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.help is not None
    assert window.help.window is not None
    return window.help.window.topic


def test_a_search_leaves_the_topics_that_tell_of_it(
    qtbot: QtBot, window_of_help: HelpWindow
) -> None:
    window_of_help.search.setText("恢复码")
    qtbot.waitUntil(lambda: window_of_help.topic == "accounts")
    assert window_of_help.contents.count() < len(TOPICS)
    window_of_help.search.setText("没有这个词")
    qtbot.waitUntil(lambda: window_of_help.contents.count() == 0)
    assert "没有找到" in window_of_help.page.toPlainText()


def test_pictures_fit_the_page(window_of_help: HelpWindow) -> None:
    window_of_help.open_topic("first-day")
    page = window_of_help.page
    assert page.document().idealWidth() <= page.viewport().width()
    window_of_help.close()


def test_the_help_is_no_larger_than_the_screen(theme: Theme, qtbot: QtBot) -> None:
    theme.scale = 300
    try:
        large = HelpWindow(HELP, theme)
    finally:
        theme.scale = 100
    qtbot.addWidget(large)
    room = large.screen().availableGeometry().size()
    assert large.width() <= room.width()
    assert large.height() <= room.height()
