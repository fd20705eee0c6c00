"""Joins the page 系统设置 to the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QApplication, QWidget

from domain.calendar import Year
from domain.changes.ground import Freeze
from domain.errors import Refusal
from domain.facts import OfficeCode, Unit, UnitId
from domain.holidays import read_holidays
from domain.workflow.decided_items import DecidedItem
from domain.workflow.office_data import KeptYear
from domain.workflow.ports import Progress
from domain.workflow.report_freezes import Periods
from ui.parts.page import PagePresenter, Surroundings
from ui.system.deciding import Deciding
from ui.system.model import BlockedUnit
from ui.system.view import SystemView


@dataclass(frozen=True, slots=True)
class _Read:
    years: Mapping[int, KeptYear]
    freezes: tuple[Freeze, ...]
    periods: tuple[Periods, Periods]
    blocked: Mapping[str, str]
    units: tuple[Unit, ...]
    keys: Mapping[UnitId, str]
    idle: int
    decided: tuple[DecidedItem, ...]


class SystemPresenter(PagePresenter):
    """Shows what is set and carries out what the 负责人 sets anew."""

    def __init__(self, view: SystemView, around: Surroundings) -> None:
        super().__init__(view, around)
        self._page = view
        view.calendar.save_asked.connect(self._save)
        view.calendar.paste_asked.connect(self._paste)
        view.freezes.freeze_asked.connect(self._freeze)
        view.freezes.thaw_asked.connect(self._thaw)
        view.reporting.freeze_asked.connect(self._freeze_reports)
        view.reporting.resume_asked.connect(self._resume_reports)
        view.reporting.allow_asked.connect(self._allow)
        view.reporting.disallow_asked.connect(self._disallow)
        view.blocked.block_asked.connect(self._block)
        view.blocked.release_asked.connect(self._release)
        view.idle.save_asked.connect(self._keep_idle)
        self._deciding = Deciding(view.decided, around, self._changed)

    def load(self) -> None:
        desk, day = self.desk, self.session.today

        def work(_: Progress) -> _Read:
            return _Read(
                desk.office_years(),
                desk.freezes(),
                desk.report_freezes(),
                desk.blocked_units(),
                desk.units(day),
                desk.unit_keys(day),
                desk.idle_minutes(),
                desk.decided(),
            )

        self.around.jobs.read(self, "读取设置", work, self._show)

    def _show(self, read: _Read) -> None:
        names = {str(unit.unit): unit.name for unit in read.units}
        blocked = [
            BlockedUnit(code, names.get(code, code), reason)
            for code, reason in read.blocked.items()
        ]
        self._page.calendar.show_years(read.years)
        self._page.freezes.show_freezes(read.freezes)
        self._page.reporting.show_periods(*read.periods)
        self._page.blocked.know(read.units, read.keys)
        self._page.blocked.show_blocked(tuple(blocked))
        self._page.idle.show_minutes(read.idle)
        self._page.decided.show_items(read.decided)

    def _save(self, number: int, year: Year) -> None:
        desk = self.desk

        def done() -> None:
            self._page.calendar.forget(number)
            self._changed(f"{number} 年的工作日历已保存，期限从现在起按它计算。")

        self._act("保存工作日历", lambda: desk.keep_year(number, year), done, self._page.calendar)

    def _paste(self, number: int) -> None:
        try:
            year = read_holidays(number, QApplication.clipboard().text())
        except Refusal as refusal:
            self.around.notices.tell(self.around.jobs.words(refusal))
            return
        self._page.calendar.take(number, year)
        rest, work = len(year.rest), len(year.work)
        self.around.notices.say(
            f"已标出通知里放假的工作日 {rest} 天、上班的周末 {work} 天，请逐天核对，再点“保存”。"
        )

    def _freeze(self, added: Freeze) -> None:
        desk = self.desk

        def done() -> None:
            self._page.freezes.begin()
            self._changed(f"已冻结 {added.first} 至 {added.last}。")

        self._act("设定冻结期", lambda: desk.freeze(added), done, self._page.freezes)

    def _thaw(self, first: date, last: date) -> None:
        desk = self.desk
        told = f"已解除 {first} 至 {last} 的冻结期。"
        self._act(
            "解除冻结期",
            lambda: desk.thaw(first, last),
            lambda: self._changed(told),
            self._page.freezes,
        )

    def _freeze_reports(self, first: str, last: str, reason: str, document: str) -> None:
        desk, told = self.desk, f"已冻结 {first} 至 {last} 的上报，请把“下发”包发给下级。"
        self._report("冻结上报", lambda: desk.freeze_reports(first, last, reason, document), told)

    def _resume_reports(self, first: str, last: str) -> None:
        desk, told = self.desk, f"已解除 {first} 至 {last} 的上报冻结期，请把“下发”包发给下级。"
        self._report("解除上报冻结", lambda: desk.resume_reports(first, last), told)

    def _allow(self, office: OfficeCode, until: date | None, reason: str) -> None:
        desk, told = self.desk, f"已给 {office} 开例外，请把“下发”包发给它。"
        self._report("开上报例外", lambda: desk.allow_report(office, until, reason), told)

    def _disallow(self, office: OfficeCode) -> None:
        desk, told = self.desk, f"已收回 {office} 的例外。"
        self._report("收回上报例外", lambda: desk.disallow_report(office), told)

    def _report(self, words: str, act: Callable[[], None], told: str) -> None:
        def done() -> None:
            self._page.reporting.begin()
            self._changed(told)

        self._act(words, act, done, self._page.reporting)

    def _block(self, unit: str, reason: str) -> None:
        desk = self.desk

        def done() -> None:
            self._page.blocked.begin()
            self._changed("已暂停这个单位的用编。")

        self._act(
            "暂停用编", lambda: desk.block_unit(UnitId(unit), reason), done, self._page.blocked
        )

    def _release(self, unit: str) -> None:
        desk = self.desk
        self._act(
            "恢复用编",
            lambda: desk.release_unit(UnitId(unit)),
            lambda: self._changed("已恢复这个单位的用编。"),
            self._page.blocked,
        )

    def _keep_idle(self, minutes: int) -> None:
        desk = self.desk

        def done() -> None:
            self.session.idle_minutes_changed.emit(minutes)
            self.around.notices.say(f"已保存：{minutes} 分钟没有操作就锁定。")

        self._act(
            "保存自动锁定时间", lambda: desk.keep_idle_minutes(minutes), done, self._page.idle
        )

    def _act(
        self, words: str, act: Callable[[], None], done: Callable[[], None], part: QWidget
    ) -> None:
        """Carry an act out, the part that asked for it held meanwhile."""
        self.around.jobs.write(self, words, lambda _: act(), lambda _: done(), holds=(part,))

    def _changed(self, told: str) -> None:
        """Say it, and let every page read anew: deadlines and what blocks cases may differ."""
        self.around.notices.say(told)
        self.session.ledger_changed.emit()
