"""Refusals that may be an attack lead to a page that says what the clerk sees and does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.fakes.front_door import ChosenFiles
from tests.ui.conftest import RESOURCES
from tests.ui.test_exchange_page import press
from ui.exchange.view import ExchangeView
from ui.help.refusals import MEANINGS
from ui.help.topics import TOPICS, file_of, holding
from ui.help.window import HelpWindow
from ui.look.theme import Theme
from ui.messages import UserMessage
from ui.window import MainWindow

HELP = RESOURCES / "help"
PACKAGES = Path(__file__).resolve().parents[1] / "export" / "packages"
CODE = re.compile(r'"((?:package|trust)\.[a-z_]+)"')
QUOTED = re.compile(r"^> (.+)（((?:package|trust|clock)\.[a-z_]+)）$", re.MULTILINE)
PAGES = sorted(set(MEANINGS.values()))
WIDE = 700
PARTS = ("您看到的", "意思", "怎么办", "找谁", "程序已经留下的")


def sentences() -> dict[str, str]:
    tables = (RESOURCES / "texts").glob("*.json")
    return {
        code: text
        for table in tables
        for code, text in json.loads(table.read_text(encoding="utf-8")).items()
        if isinstance(text, str)
    }


def text_of(page: str) -> str:
    return file_of(HELP, page).read_text(encoding="utf-8")


def codes_of_attacks() -> Iterator[str]:
    """Yield every code that an attack or a package with one fault is refused with in the tests."""
    for pattern in ("test_tuf_*.py", "corpus_*.py"):
        found = sorted(PACKAGES.glob(pattern))
        assert found, pattern
        for module in found:
            yield from CODE.findall(module.read_text(encoding="utf-8"))


def test_every_code_that_an_attack_ends_with_has_a_page() -> None:
    expected = set(codes_of_attacks())
    assert len(expected) > 20
    assert expected <= set(MEANINGS)
    assert set(MEANINGS) <= set(sentences())


def test_every_meaning_is_a_page_of_the_help_and_every_such_page_is_meant() -> None:
    assert {topic.name for topic in TOPICS if topic.under == "attacks"} == set(PAGES)
    assert all(f"({page}.md)" in text_of("attacks") for page in PAGES)
    assert "(attacks.md)" in text_of("exchange")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_quotes_what_the_window_says_and_nothing_else(page: str) -> None:
    """Each quotation is the first sentence as it stands today, its facts filled in."""
    known, quoted = sentences(), QUOTED.findall(text_of(page))
    assert {code for _, code in quoted} == {code for code, at in MEANINGS.items() if at == page}
    for words, code in quoted:
        first = known[code][: known[code].index("。") + 1]
        parts = re.split(r"\{[a-z]+\}", first)
        assert re.fullmatch(".+".join(map(re.escape, parts)), words), code


@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_what_it_means_what_to_do_whom_to_ask_and_what_is_kept(page: str) -> None:
    text = text_of(page)
    places = [text.index(f"**{part}**") for part in PARTS]
    assert places == sorted(places)
    assert "台账没有变动" in text


@pytest.mark.parametrize("page", PAGES)
def test_a_page_fits_the_window_of_the_help(qtbot: QtBot, theme: Theme, page: str) -> None:
    made = HelpWindow(HELP, theme)
    qtbot.addWidget(made)
    made.resize(theme.px(1080), theme.px(700))
    made.open_topic(page)
    shown = made.page.document()
    qtbot.waitUntil(lambda: shown.size().width() == made.page.viewport().width() > WIDE)
    assert shown.size().height() <= made.page.viewport().height()


def test_the_contents_stay_short_and_point_at_what_a_page_stands_under(
    qtbot: QtBot, theme: Theme
) -> None:
    assert not {topic.name for topic in holding(HELP, "")} & set(PAGES)
    assert "attack-fork" in {topic.name for topic in holding(HELP, "quarantine")}
    made = HelpWindow(HELP, theme)
    qtbot.addWidget(made)
    made.open_topic("attack-fork")
    assert made.contents.currentItem().text() == "数据包被拒收"
    assert made.windowTitle().startswith("同一个号，两个包")


def asking(window: MainWindow) -> QPushButton | None:
    buttons: Iterable[QPushButton] = window.notices.findChildren(QPushButton)
    return next((b for b in buttons if b.text() == "这是什么意思" and b.isVisible()), None)


def test_an_edited_package_is_refused_and_its_meaning_is_a_click_away(
    qtbot: QtBot, window: MainWindow, files: ChosenFiles, tmp_path: Path
) -> None:
    files.opened = tmp_path / "坏.bqp"
    window.open_page("exchange")
    view = window.pages["exchange"].view
    assert isinstance(view, ExchangeView)
    press(view.accept, "选择数据包…")
    qtbot.waitUntil(lambda: "package.tampered" in window.notices.text)
    ask = asking(window)
    assert ask is not None
    ask.click()
    assert window.help.window is not None
    assert window.help.window.topic == "attack-mix-and-match"
    window.help.close()


def test_what_needs_no_explaining_offers_none(window: MainWindow) -> None:
    for message in (UserMessage("case.blocked", "不行。"), UserMessage("package.own", "自己的。")):
        window.notices.tell(message)
        assert asking(window) is None
    window.notices.tell(UserMessage("package.fork", "对不上。"))
    assert asking(window) is not None
    window.notices.say("好了。")
    assert asking(window) is None
