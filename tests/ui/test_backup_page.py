"""The page 备份与恢复: sets are made, proved, compared, restored, and one unit is taken back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from domain.backup_keeping import BackupReason
from domain.backups import SetOpening, SetState, ShownSet
from domain.case import SUBMITTED
from domain.facts import PersonId
from domain.register import Actor
from domain.words import Words
from domain.workflow.cases import Cases
from domain.workflow.history import History
from tests.domain.changes.town import BUREAU, LI, WANG, a_case, carried, town
from tests.domain.workflow.office import COUNTY, NOON, REVIEWER
from tests.fakes.backup_desk import MEDIUM_PASSWORD, FakeBackupDesk
from tests.fakes.clock import FixedClock
from tests.fakes.front_door import ChosenFiles
from tests.fakes.register import FakeRegister
from tests.ui.answering import Confirmed
from tests.ui.conftest import RESOURCES
from ui.backup.page import BackupPage
from ui.look.theme import Theme
from ui.parts.fields import Field
from ui.parts.jobs import BusyBar, Jobs
from ui.parts.notices import NoticeBar
from ui.security.place import Place
from ui.tasks import Lanes

HEAD = Actor("sun", frozenset({"负责人"}), single=True)
ADMIN = Actor("周工", frozenset({"系统管理员"}), single=False)
TODAY = date(2026, 11, 21)


def all_words() -> Words:
    sentences: dict[str, str] = {}
    for path in (RESOURCES / "texts").glob("*.json"):
        sentences |= json.loads(path.read_text("utf-8"))
    return Words(sentences)


@pytest.fixture
def register() -> FakeRegister:
    return town()


@pytest.fixture
def desk(register: FakeRegister) -> FakeBackupDesk:
    return FakeBackupDesk(HEAD, register, all_words())


class Hosted:
    """A page in a window of its own, with what it is given."""

    def __init__(
        self, qtbot: QtBot, desk: FakeBackupDesk, lanes: Lanes, files: ChosenFiles, theme: Theme
    ) -> None:
        self._window = window = QWidget()
        bar, self.notices = BusyBar(), NoticeBar()
        self.changed: list[None] = []
        self.stands: list[None] = []
        self.listeners: list[Callable[[], None]] = []
        jobs, told = Jobs(lanes, self.notices, bar), partial(self.changed.append, None)
        self.confirmed = Confirmed()
        place = Place(
            jobs, self.notices, files, theme, TODAY, desk.actor, self.confirmed, told,
            partial(self.stands.append, None), self.listeners.append,
        )  # fmt: skip
        self.page = BackupPage(desk, place)
        self.view, self.desk, self._bot = self.page.view, desk, qtbot
        layout = QVBoxLayout(window)
        for part in (self.view, self.notices, bar):
            layout.addWidget(part)
        theme.wardrobe.add(window)
        qtbot.addWidget(window)
        window.resize(1180, 640)
        window.show()
        qtbot.waitExposed(window)
        self.page.shown()
        self.settle()

    def settle(self) -> None:
        lanes = self.page._place.jobs.lanes
        self._bot.waitUntil(lambda: not lanes.busy_writing and not lanes._reading.busy)

    def click(self, button: QWidget) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()


@pytest.fixture
def hosted(
    qtbot: QtBot, desk: FakeBackupDesk, files: ChosenFiles, theme: Theme
) -> Iterator[Hosted]:
    lanes = Lanes(all_words().sentences)
    yield Hosted(qtbot, desk, lanes, files, theme)
    lanes.close()


def write(field: Field, text: str) -> None:
    assert isinstance(field.editor, QLineEdit)
    field.editor.setText(text)


def edit(register: FakeRegister, *numbers: str) -> None:
    people = tuple({"id": number, "education": "初中"} for number in numbers)
    carried(register, a_case("人员修改", *people))


def test_a_backup_is_made_by_one_press_and_listed_as_verified(hosted: Hosted) -> None:
    view = hosted.view
    assert "还没有备份" in view.standing.own_told.text()
    assert not view.verify.isEnabled()
    hosted.click(view.make)
    assert hosted.desk.made == [BackupReason.BY_HAND]
    assert "逐字节读回核对" in hosted.notices.text
    assert len(hosted.stands) == 1
    (row,) = view.table.rows
    assert (row.state, row.reason) == (SetState.VERIFIED, "手工")
    assert view.standing.own_told.text().endswith("已验证")
    assert view.verify.isEnabled()
    assert view.preview.isEnabled()


def test_nothing_stands_empty_where_no_set_is_chosen(hosted: Hosted) -> None:
    view = hosted.view
    assert not view.side.isVisible()
    hosted.click(view.make)
    assert view.told.isVisible()
    view.grid.setCurrentIndex(QModelIndex())
    assert not view.told.isVisible()
    labels: Iterable[QLabel] = view.side.findChildren(QLabel)
    assert any("在列表里点一份备份" in part.text() for part in labels if part.isVisible())
    assert not view.verify.isEnabled()


def test_a_set_that_does_not_prove_is_told_and_loses_its_word(hosted: Hosted) -> None:
    hosted.click(hosted.view.make)
    hosted.click(hosted.view.verify)
    assert "核验通过" in hosted.notices.text
    hosted.desk.problems = ("备份里的“register.db”与清单不一致，已损坏或被换过。",)
    hosted.click(hosted.view.verify)
    assert "register.db" in hosted.notices.text
    assert hosted.view.table.rows[0].state is SetState.UNVERIFIED


def test_what_a_set_lacks_is_told_and_shown(hosted: Hosted) -> None:
    """A backup without a lost attachment is no backup like others: its state, and which it is."""
    view = hosted.view
    hosted.click(view.make)
    hosted.desk.lacks = ("文件 安编办函〔2026〕21号的材料“批文”（附件编号 1）找不到了。",)
    hosted.click(view.make)
    assert view.set == hosted.desk.sets[-1]
    assert "安编办函〔2026〕21号" in hosted.notices.text
    assert view.table.rows[0].state is SetState.INCOMPLETE
    assert "缺 1 个附件" in view.standing.own_told.text()
    labels: Iterable[QLabel] = view.told.findChildren(QLabel)
    shown = [part.text() for part in labels]
    assert hosted.desk.lacks[0] in shown
    hosted.click(view.verify)
    assert "核验通过" in hosted.notices.text
    assert "安编办函〔2026〕21号" in hosted.notices.text


def test_folder_and_medium_are_chosen(hosted: Hosted, files: ChosenFiles) -> None:
    view = hosted.view
    hosted.click(view.make_out)
    assert files.asked == ["选择外部介质上的文件夹"]
    assert view.table.rows[0].on_medium
    hosted.click(view.standing.folder)
    assert hosted.desk.medium == hosted.desk.folder != Path("/backup")
    hosted.click(view.make_out)
    assert (len(files.asked), len(view.table.rows)) == (2, 2)
    assert "今天该备份" not in view.standing.outer_told.text()


def test_a_damaged_set_can_only_be_looked_at(hosted: Hosted) -> None:
    hosted.desk.sets.append(ShownSet(Path("/backup/x"), SetState.DAMAGED))
    hosted.page.shown()
    hosted.settle()
    view = hosted.view
    assert view.table.rows[0].state is SetState.DAMAGED
    assert not any(button.isEnabled() for button in (view.verify, view.preview, view.restore))


def test_an_admin_sees_backups_without_looking_into_them(
    qtbot: QtBot, desk: FakeBackupDesk, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    desk.actor, desk.previews = ADMIN, False
    hosted = Hosted(qtbot, desk, lanes, files, theme)
    hosted.click(hosted.view.make)
    assert hosted.view.verify.isEnabled()
    assert hosted.view.restore.isEnabled()
    assert not hosted.view.preview.isEnabled()
    assert "台账的密钥" in hosted.view.preview.toolTip()
    hosted.view.opened.emit(hosted.view.set)
    hosted.settle()
    assert not hosted.view.comparing


def test_w15_a_unit_is_taken_back_in_few_steps(hosted: Hosted, register: FakeRegister) -> None:
    """From the page: open yesterday's set, say why, take the unit back."""
    view, compare = hosted.view, hosted.view.compare
    hosted.click(view.make)
    edit(register, WANG, LI)
    hosted.click(view.preview)
    assert view.comparing
    assert [one.name for one in compare.units.rows] == [BUREAU.name]
    assert [row.part.title for row in compare.parts.rows] == ["王小明", "李建国"]
    assert [entry.change.kind for entry in compare.since.rows] == ["人员修改"]
    hosted.click(compare.take)
    assert compare.reason.complaint
    assert hosted.confirmed.reasons == []
    write(compare.reason, "批量改错了")
    hosted.click(compare.take)
    assert hosted.confirmed.reasons == ["从备份取回一个单位"]
    assert "已按备份取回" in hosted.notices.text
    assert hosted.changed == [None]
    assert compare.parts.rows == ()
    assert not compare.take.isEnabled()
    assert [(one.name, one.changed, one.people) for one in compare.units.rows] == [
        (BUREAU.name, 0, 0)
    ]
    assert compare.unit == BUREAU.unit
    with register.reading() as reader:
        assert reader.last_known([PersonId(2)])[PersonId(2)].education == "大学本科"
    timeline = History(register, COUNTY, all_words()).of_person(PersonId(2))
    assert [entry.change.kind for entry in timeline.entries][-2:] == ["人员修改", "取回"]
    hosted.click(compare.back)
    assert (view.comparing, hosted.desk.opened) == (False, False)


def test_the_head_tells_what_differs_after_a_unit_was_taken_back(
    hosted: Hosted, register: FakeRegister
) -> None:
    compare = hosted.view.compare
    hosted.click(hosted.view.make)
    edit(register, WANG, LI)
    hosted.click(hosted.view.preview)
    assert compare._told.text() == "备份以后又登记了 1 次，1 个单位有差别。"
    compare.part_grid.selectRow(1)
    hosted.click(compare.toggle)
    write(compare.reason, "改错了一人")
    hosted.click(compare.take)
    assert compare._told.text() == "备份以后又登记了 2 次，1 个单位有差别。"
    assert [(one.name, one.changed, one.people) for one in compare.units.rows] == [
        (BUREAU.name, 1, 1)
    ]
    assert [row.part.title for row in compare.parts.rows] == ["李建国"]
    write(compare.reason, "都改错了")
    hosted.click(compare.take)
    assert compare._told.text() == "与现在的台账完全一致。"
    assert compare.unit == BUREAU.unit


def test_what_is_compared_is_compared_anew_where_the_ledgers_changed(
    hosted: Hosted, register: FakeRegister
) -> None:
    compare = hosted.view.compare
    hosted.click(hosted.view.make)
    edit(register, WANG)
    hosted.click(hosted.view.preview)
    hosted.page.hidden()
    hosted.page.shown()
    hosted.settle()
    assert hosted.desk.compared == 1
    edit(register, LI)
    for told in hosted.listeners:
        told()
    hosted.page.shown()
    hosted.settle()
    assert compare._told.text() == "备份以后又登记了 2 次，1 个单位有差别。"
    assert [row.part.title for row in compare.parts.rows] == ["王小明", "李建国"]


def test_who_does_not_work_alone_submits_what_another_decides(
    qtbot: QtBot, desk: FakeBackupDesk, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    register = desk.register
    desk.actor = replace(HEAD, single=False)
    hosted = Hosted(qtbot, desk, lanes, files, theme)
    compare = hosted.view.compare
    hosted.click(hosted.view.make)
    edit(register, WANG)
    hosted.click(hosted.view.preview)
    assert compare.take.text() == f"提交取回“{BUREAU.name}”"
    write(compare.reason, "批量改错了")
    hosted.click(compare.take)
    with register.reading() as reader:
        (case,) = reader.cases((SUBMITTED,))
        assert reader.last_known([PersonId(2)])[PersonId(2)].education == "初中"
    assert f"业务单 {case.id} 已提交" in hosted.notices.text
    assert case.id in compare.open_case.text()
    assert "正在等另一位同事审核" in compare.open_case.text()
    assert not compare.take.isEnabled()
    Cases(register, COUNTY, all_words(), FixedClock(NOON)).return_case(
        REVIEWER, case.id, "只取回学历"
    )
    compare.unit_asked.emit(BUREAU.unit)
    hosted.settle()
    assert "退回了：只取回学历" in compare.open_case.text()
    assert compare.take.isEnabled()


def test_what_the_user_keeps_does_not_go_back(hosted: Hosted, register: FakeRegister) -> None:
    compare = hosted.view.compare
    hosted.click(hosted.view.make)
    edit(register, WANG, LI)
    hosted.click(hosted.view.preview)
    compare.part_grid.selectRow(1)
    hosted.click(compare.toggle)
    assert [row.kept for row in compare.parts.rows] == [False, True]
    assert compare.toggle.text() == "取回选中的部分"
    compare.part_grid.activated.emit(compare.parts.index(0, 0))
    hosted.settle()
    assert not compare.take.isEnabled()
    compare.part_grid.selectRow(0)
    hosted.click(compare.toggle)
    write(compare.reason, "改错了")
    QTest.keyClick(compare.reason.editor, Qt.Key.Key_Return)
    hosted.settle()
    assert [row.part.title for row in compare.parts.rows] == ["李建国"]


def test_what_cannot_go_back_says_why(hosted: Hosted, register: FakeRegister) -> None:
    compare = hosted.view.compare
    hosted.click(hosted.view.make)
    moved = {"id": WANG, "change": "调动", "to": "6299250002", "role": "非领导人员"}
    carried(register, a_case("人员异动", moved))
    hosted.click(hosted.view.preview)
    assert [one.name for one in compare.units.rows] == [BUREAU.name, "安澜县交通运输局"]
    assert compare.parts.rows[0].part.stays
    assert not compare.toggle.isEnabled()
    assert "也有登记" in compare.toggle.toolTip()
    compare.unit_grid.selectRow(1)
    hosted.settle()
    assert compare.take.text() == "取回“安澜县交通运输局”"


def test_a_backup_like_today_says_so(hosted: Hosted) -> None:
    hosted.click(hosted.view.make)
    hosted.view.grid.activated.emit(hosted.view.table.index(0, 0))
    hosted.settle()
    assert hosted.view.comparing
    assert hosted.view.compare.unit is None


def test_a_set_of_other_keys_asks_for_the_password_of_that_day(hosted: Hosted) -> None:
    view = hosted.view
    hosted.click(view.make)
    hosted.desk.own_keys = False
    hosted.click(view.preview)
    form = view.open_form
    assert view.side.currentWidget() is form
    hosted.click(form.act)
    assert form.by.password.complaint
    write(form.by.account, "负责人")
    write(form.by.password, "Wrong-2026-word")
    hosted.click(form.act)
    assert "那天的密码" in form.by.password.complaint
    write(form.by.password, MEDIUM_PASSWORD)
    hosted.click(form.act)
    assert view.comparing
    assert not form.by.password.raw()


def test_a_set_is_restored_to_a_new_folder(hosted: Hosted, tmp_path: Path) -> None:
    view = hosted.view
    hosted.click(view.make)
    hosted.click(view.restore)
    hosted.page.shown()
    hosted.settle()
    form = view.restore_form
    assert view.side.currentWidget() is form, "the sets are read again beside a form"
    assert form.target.name.startswith("恢复-编清备份")
    hosted.click(form.choose)
    assert form.target.is_relative_to(tmp_path)
    hosted.desk.own_keys = False
    hosted.click(form.act)
    assert form.by.code.isVisible()
    write(form.by.code, "AAAA-BBBB")
    hosted.click(form.act)
    assert "已从备份恢复" in hosted.notices.text
    assert hosted.confirmed.reasons == ["恢复备份", "恢复备份"]
    ((_, target, opening),) = hosted.desk.restored
    assert (target.parent, opening) == (tmp_path, SetOpening(code="AAAA-BBBB"))
    assert not form.by.code.text()
