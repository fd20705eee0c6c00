"""The page 信任表: read by everybody, signed and changed by a province only, with a warning."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.front_door import ChosenFiles
from tests.fakes.table_desk import FakeTableDesk
from ui.exchange.certificates import TRUST_TABLE, CertificatesTab
from ui.exchange.tabling import Tabling
from ui.parts.jobs import BusyBar, Jobs
from ui.parts.notices import NoticeBar
from ui.tasks import Lanes


class Desk(FakeTableDesk):
    """A desk of its own."""

    def __init__(self) -> None:
        self.carried = []


class Opened(QObject):
    """The tab with its page 信任表 shown, over a desk."""

    def __init__(self, qtbot: QtBot, lanes: Lanes, files: ChosenFiles, *, top: bool) -> None:
        super().__init__()
        self._qtbot, self.desk = qtbot, Desk()
        self.tab, self.notices, bar = CertificatesTab(top=top), NoticeBar(), BusyBar()
        for made in (self.tab, self.notices, bar):
            qtbot.addWidget(made)
        self.jobs = Jobs(lanes, self.notices, bar)
        self.asked: list[str] = []
        self.knows = True
        Tabling(self.tab, self.desk, self.jobs, files, self.notices, confirm=self._confirm)
        self.page = self.tab.trust_table
        self.tab.show()

    def _confirm(self, _parent: QWidget, words: str, then: Callable[[], None]) -> None:
        self.asked.append(words)
        if self.knows:
            then()

    def turn(self) -> None:
        self.tab.open_page("证书一览")
        self.tab.open_page(TRUST_TABLE)
        self.settle()

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.jobs._running)


@pytest.fixture
def province(qtbot: QtBot, lanes: Lanes, files: ChosenFiles) -> Opened:
    made = Opened(qtbot, lanes, files, top=True)
    made.turn()
    return made


@pytest.fixture
def city(qtbot: QtBot, lanes: Lanes, files: ChosenFiles) -> Opened:
    made = Opened(qtbot, lanes, files, top=False)
    made.turn()
    return made


def test_the_table_in_force_is_read_with_what_it_revokes(city: Opened) -> None:
    page = city.page
    assert page.told == "第 2 版，2026-11-22 签发，下一版最迟 2027-05-21，吊销 1 张证书。"
    assert [page.table.index(0, at).data() for at in range(4)] == [
        "629901", "单位证书", "第 1 期第 4 号起", "密钥遗失",
    ]  # fmt: skip
    assert not page.publish.isVisible()
    assert not page.roll.isVisible()
    assert page.save.isVisible()


def test_before_the_first_table_it_is_told_where_one_comes_from(
    city: Opened, province: Opened
) -> None:
    for opened, words in ((city, "请上级发来"), (province, "点“发布信任表”")):
        opened.desk.table = None
        opened.turn()
        assert words in opened.page.told
        assert not opened.page.grid.isVisible()
        assert not opened.page.save.isEnabled()


def test_a_province_publishes_and_is_told_what_comes_next(province: Opened) -> None:
    province.page.publish.click()
    province.settle()
    assert province.desk.carried == ["publish"]
    assert "信任表第 3 版已签发" in province.notices.text
    assert "“信任表”，发给下级" in province.notices.text
    assert "第 3 版" in province.page.told


def test_what_is_refused_is_not_said_to_be_published(province: Opened) -> None:
    province.desk.refuses_tables = True
    province.page.publish.click()
    province.settle()
    assert "已签发" not in province.notices.text
    assert "第 2 版" in province.page.told


def test_the_file_is_saved_where_it_was_asked_for(city: Opened, files: ChosenFiles) -> None:
    city.page.save.click()
    city.settle()
    assert city.desk.carried == ["save 信任表.bqtrust"]
    assert str(files.folder_path / "信任表.bqtrust") in city.notices.text


def test_another_root_is_made_only_after_the_warning_and_the_password(province: Opened) -> None:
    page = province.page
    page.roll.click()
    assert page.warning.isVisible()
    assert province.desk.carried == []
    page._leave.click()
    assert not page.warning.isVisible()
    page.roll.click()
    province.knows = False
    page.surely.click()
    province.settle()
    assert (province.asked, province.desk.carried) == (["更换根证书（不能撤销）"], [])
    province.knows = True
    page.surely.click()
    province.settle()
    assert province.desk.carried == ["roll over 信任表.bqtrust", "publish"]
    assert "根证书已更换" in province.notices.text
    assert not page.warning.isVisible()


def test_who_may_not_handle_certificates_only_reads(province: Opened) -> None:
    province.tab.only_show()
    province.turn()
    page = province.page
    assert "第 2 版" in page.told
    assert page.save.isVisible()
    assert not any(act.isVisible() for act in (page.publish, page.roll))
