"""The past in the window: timelines, two days compared, tables, another day, the search."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from domain.archive import DocumentRecord
from domain.between import Comparison
from domain.dossier import Dossier, TypeCount
from domain.facts import UnitId
from domain.history import CHANGED, Entry, FieldChange, Line
from domain.register import Change
from domain.workflow.ports import Progress
from tests.fakes.county import build_county
from tests.fakes.desk import BEGAN, FakeDesk
from tests.ui.answering import agree_to_terms, confirm
from ui.documents.view import DocumentsView
from ui.history.model import text_of
from ui.history.view import HistoryView
from ui.people.view import PeopleView
from ui.shell.finding import split_day
from ui.shell.search import GlobalSearch
from ui.units.model import sentence
from ui.units.view import UnitsView
from ui.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
BUREAU = UnitId("6299250002")


class ListeningDesk(FakeDesk):
    """Remembers which days were compared."""

    def __init__(self) -> None:
        super().__init__(build_county(people=700, units=40))
        self.asked: list[tuple[date, date, date | None]] = []

    def compare_days(
        self,
        before: date,
        after: date,
        progress: Progress,
        known_before: date | None = None,
        known_after: date | None = None,
    ) -> Comparison:
        self.asked.append((before, after, known_before))
        return super().compare_days(before, after, progress, known_before, known_after)


@pytest.fixture
def desk() -> ListeningDesk:
    return ListeningDesk()


@pytest.fixture
def units(qtbot: QtBot, window: MainWindow) -> UnitsView:
    window._session.open_unit(BUREAU)
    view = window.pages["units"].view
    assert isinstance(view, UnitsView)
    qtbot.waitUntil(lambda: view.detail._name.text() == "安澜县教育局")
    return view


@pytest.fixture
def people(qtbot: QtBot, window: MainWindow) -> PeopleView:
    window.open_page("people")
    view = window.pages["people"].view
    assert isinstance(view, PeopleView)
    qtbot.waitUntil(lambda: view.table.rowCount() == 700)
    return view


@pytest.fixture
def comparison(window: MainWindow) -> HistoryView:
    window._session.compare_days()
    view = window.pages["history"].view
    assert isinstance(view, HistoryView)
    return view


def search(window: MainWindow, text: str) -> GlobalSearch:
    QTest.keyClick(window, Qt.Key.Key_K, CTRL)
    field = window.search
    assert field.hasFocus()
    field.setText(text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    return field


def test_the_chronicle_of_a_unit_tells_variation_from_correction(
    qtbot: QtBot, window: MainWindow, units: UnitsView, desk: FakeDesk
) -> None:
    timeline = units.detail.timeline
    units.detail._tabs.setCurrentWidget(timeline)
    qtbot.waitUntil(lambda: timeline.table.rowCount() == 3)
    days = [told.change.effective for told in timeline.table.rows]
    assert days == sorted(days, reverse=True)
    assert {told.change.mode for told in timeline.table.rows} == {"变动", "更正", "接管"}
    assert "变动 1 次、更正 1 次" in timeline._count.text()
    assert "20 → 22" in timeline.table.rows[0].text
    desk.add_document(DocumentRecord("安编办〔2025〕7号", "", "关于调整编制的批复"))
    timeline._document.click()
    documents = window.pages["documents"].view
    assert isinstance(documents, DocumentsView)
    qtbot.waitUntil(lambda: documents.lists.detail._name.text() == "关于调整编制的批复")
    assert window.current == "documents"


def test_another_unit_is_told_anew(qtbot: QtBot, window: MainWindow, units: UnitsView) -> None:
    units.detail._tabs.setCurrentWidget(units.detail.timeline)
    qtbot.waitUntil(lambda: units.detail.timeline.table.rowCount() == 3)
    window._session.open_unit(UnitId("6299250003"))
    qtbot.waitUntil(lambda: any("科技" in told.text for told in units.detail.timeline.table.rows))


def test_the_changes_of_a_person_are_told(qtbot: QtBot, people: PeopleView) -> None:
    people.grid.selectRow(0)
    people.detail._tabs.setCurrentWidget(people.detail.timeline)
    qtbot.waitUntil(lambda: people.detail.timeline.table.rowCount() == 3)
    assert "科员 → 股长" in people.detail.timeline.table.rows[0].text


@pytest.mark.parametrize("table", ["沿革", "基本情况", "调动"])
def test_each_of_the_three_tables_is_one_click(
    table: str, qtbot: QtBot, units: UnitsView, desk: FakeDesk
) -> None:
    units.table_asked.emit(table)
    confirm(qtbot)
    qtbot.waitUntil(lambda: len(desk.log) == 1)
    units.detail.table_asked.emit(table)
    qtbot.waitUntil(lambda: sum(f"history {table}" in line for line in desk.log) == 2)
    assert any(f"history {table} {BUREAU}" in line for line in desk.log)


def test_the_tables_hang_in_the_menus(units: UnitsView) -> None:
    for menu in (units.more.menu(), units.detail.output.menu()):
        texts = [action.text() for action in menu.actions()]
        assert {"机构编制沿革表（Excel）…", "机构编制基本情况表（Excel）…"} < set(texts)


def test_two_days_are_told_apart_and_written(
    qtbot: QtBot, window: MainWindow, comparison: HistoryView, desk: FakeDesk
) -> None:
    assert window.current == "history"
    assert comparison.days() == (date(2025, 12, 31), desk.today)
    comparison.compare.click()
    qtbot.waitUntil(lambda: comparison.table.rowCount() == 4)
    comparison.sense.setCurrentText("离开 1")
    assert [step.sense for step in comparison.table.rows] == ["left"]
    comparison.export.click()
    confirm(qtbot)
    qtbot.waitUntil(lambda: "between 两日对比.xlsx" in desk.log)
    comparison.step_chosen.emit(comparison.table.rows[0])
    assert window.current == "people"


def test_a_wrong_day_is_said_under_its_field(comparison: HistoryView) -> None:
    comparison._before.setText("去年")
    comparison.compare.click()
    assert "2026-11-22" in comparison.before.complaint
    assert comparison.compare.isEnabled()


def test_a_day_is_told_as_it_was_known(
    qtbot: QtBot, comparison: HistoryView, desk: ListeningDesk
) -> None:
    comparison._knowledge.click()
    comparison.offer_days(date(2025, 12, 31), date(2026, 3, 1))
    comparison.compare.click()
    qtbot.waitUntil(lambda: comparison.table.rowCount() == 4)
    assert desk.asked == [(date(2025, 12, 31), date(2025, 12, 31), date(2026, 3, 1))]
    assert "到 2026-03-01 为止登记的" in comparison._told.text()


def test_a_result_goes_with_the_question_it_answered(qtbot: QtBot, comparison: HistoryView) -> None:
    comparison.offer_days(date(2025, 12, 31), date(2026, 3, 1))
    comparison.compare.click()
    qtbot.waitUntil(lambda: comparison.table.rowCount() == 4)
    comparison._after.setText("20260301")
    assert comparison.table.rowCount() == 4
    comparison._after.setText("2026-04-01")
    assert comparison.table.rowCount() == 0
    assert (comparison._told.text(), comparison.export.isEnabled()) == ("", False)
    comparison.compare.click()
    qtbot.waitUntil(lambda: comparison.table.rowCount() == 4)
    comparison._knowledge.click()
    assert comparison.table.rowCount() == 0


def test_an_answer_that_comes_late_is_not_shown(
    qtbot: QtBot, comparison: HistoryView, desk: ListeningDesk
) -> None:
    comparison.offer_days(date(2025, 12, 31), date(2026, 3, 1))
    comparison.compare.click()
    comparison._knowledge.click()
    qtbot.waitUntil(lambda: len(desk.asked) == 1 and comparison.compare.isEnabled())
    assert comparison.table.rowCount() == 0


@pytest.mark.parametrize("kind", ["编外", "离退休", "人编分离", "减少人员"])
def test_other_people_have_lists_of_their_own(
    kind: str, qtbot: QtBot, people: PeopleView, desk: FakeDesk
) -> None:
    people.tabs.setCurrentIndex(["编外", "离退休", "人编分离", "减少人员"].index(kind) + 1)
    qtbot.waitUntil(lambda: people.others._kind == kind)
    assert people.others.tables[kind].rowCount() == (kind in ("离退休", "减少人员"))
    assert not people.import_button.isVisible()
    people.export_asked.emit()
    agree_to_terms(qtbot)
    confirm(qtbot)
    qtbot.waitUntil(lambda: f"export.roster.masked {kind} {kind}名册.xlsx" in desk.rosters)
    people.tabs.setCurrentIndex(0)
    qtbot.waitUntil(people.grid.isVisible)


def test_other_people_are_searched_and_masked(qtbot: QtBot, people: PeopleView) -> None:
    people.tabs.setCurrentIndex(4)
    table = people.others.tables["减少人员"]
    qtbot.waitUntil(lambda: table.rowCount() == 1)
    assert table.data(table.index(0, 2)) == "629925 ******** 0010"
    people.others.search.setText("没有这个人")
    qtbot.waitUntil(lambda: table.rowCount() == 0)


def test_a_unit_and_a_day_are_one_search_away(qtbot: QtBot, window: MainWindow) -> None:
    search(window, "jyj 2021-12-31")
    view = window.pages["units"].view
    assert isinstance(view, UnitsView)
    qtbot.waitUntil(lambda: view.detail._name.text() == "安澜县教育局")
    assert window._banner.isVisible()
    assert "查看 2021-12-31" in window._banner.text
    assert not view.detail.business.isEnabled()
    assert not view.import_button.isEnabled()
    view.detail.copy.click()
    told = QGuiApplication.clipboard().text()
    assert told.startswith("安澜县教育局截至2021年12月31日：行政编制核定 ")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window._banner.isVisible()
    assert view.detail.business.isEnabled()


def test_people_and_documents_are_found_from_everywhere(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    member = desk.county.members[5]
    search(window, member.person.id_no)
    qtbot.waitUntil(lambda: window.current == "people")
    desk.add_document(DocumentRecord("安编发〔2026〕1号", "", "关于增加编制的批复"))
    search(window, "关于增加编制")
    qtbot.waitUntil(lambda: window.current == "documents")


def test_the_search_offers_lines_and_says_when_there_are_none(
    qtbot: QtBot, window: MainWindow
) -> None:
    field = window.search
    QTest.keyClick(window, Qt.Key.Key_K, CTRL)
    QTest.keyClicks(field, "czj")
    qtbot.waitUntil(lambda: field.completer().popup().isVisible())
    assert field._lines.stringList()[0].startswith("单位　安澜县财政局")
    field.setText("没有这样的东西")
    qtbot.waitUntil(lambda: field._lines.stringList() == ["没有找到“没有这样的东西”"])
    QTest.keyClick(field, Qt.Key.Key_Escape)


def test_a_day_before_the_register_is_refused_in_words(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window._session.began == BEGAN)
    window._session.look_at(date(2019, 12, 31))
    assert "本台账自 2021-01-01 起" in window.notices.text
    assert not window._banner.isVisible()


def test_a_day_is_typed_into_the_popup(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window._session.began == BEGAN)
    QTest.keyClick(window, Qt.Key.Key_D, CTRL)
    popup = window.day._popup
    assert popup.isVisible()
    popup._typed.setText("大年三十")
    QTest.keyClick(popup._typed, Qt.Key.Key_Return)
    assert popup._wrong.isVisible()
    popup._typed.setText("20221231")
    QTest.keyClick(popup._typed, Qt.Key.Key_Return)
    assert not popup.isVisible()
    assert window._session.day == date(2022, 12, 31)
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("jyj 2021-12-31", "jyj", date(2021, 12, 31)),
        ("教育局 2021年底", "教育局", date(2021, 12, 31)),
        ("教育局 2021.3.1", "教育局", date(2021, 3, 1)),
        ("2021年底", "", date(2021, 12, 31)),
        ("安编办函〔2026〕8号", "安编办函〔2026〕8号", None),
        ("王芳 62992519", "王芳 62992519", None),
        ("王芳", "王芳", None),
    ],
)
def test_a_day_behind_the_words_is_understood(text: str, words: str, day: date | None) -> None:
    assert split_day(text) == (words, day)


def test_counts_are_said_in_one_sentence(desk: FakeDesk) -> None:
    dossier: Dossier = desk.dossier(BUREAU, date(2021, 12, 31))
    counts: tuple[TypeCount, ...] = tuple(dossier.counts())
    told = sentence(dossier)
    approved, actual = sum(c.approved for c in counts), sum(c.actual for c in counts)
    assert f"合计核定 {approved} 名、实有 {actual} 名" in told
    assert told.endswith("。")


@pytest.mark.rule("22239 8.1.4.11")
def test_a_number_that_was_corrected_is_told_masked() -> None:
    """人员: the numbers before and after a correction are masked in the timeline too."""
    day = date(2026, 11, 21)
    moment = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    changed = FieldChange("身份证号", "62992519880312651X", "629925198803126528")
    lines = (Line("person", "人员", "李明", CHANGED, day, None, (changed,)),)
    entry = Entry(1, Change("关键指标修改", "更正", day, "张", "王", moment, single=False), lines)
    told = text_of(entry)
    assert "李明：身份证号 629925********651X → 629925********6528" in told
    assert "19880312" not in told
