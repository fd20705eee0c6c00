"""Joins the page 对比两日 to the desk."""

from __future__ import annotations

from datetime import date
from functools import partial

from domain.between import Comparison
from domain.between_words import ToldStep
from domain.workflow.ports import Progress
from ui.history.view import HistoryView, Question
from ui.parts.exporting import WORKBOOK, Export
from ui.parts.page import PagePresenter, Surroundings

_Read = tuple[Comparison, tuple[ToldStep, ...]]


class HistoryPresenter(PagePresenter):
    """Compares on the writing lane: it may take seconds, and no page should wait behind it."""

    def __init__(self, view: HistoryView, around: Surroundings) -> None:
        super().__init__(view, around)
        self._page = view
        self._found: Comparison | None = None
        view.compare_asked.connect(self._compare)
        view.export_asked.connect(self._export)
        view.back_asked.connect(self._back)
        view.step_chosen.connect(self._open)
        self.session.comparison_asked.connect(self._go_to)

    def _go_to(self) -> None:
        day, today = self.session.day, self.session.today
        before = day if day < today else date(today.year - 1, 12, 31)
        if self.session.began is not None:
            before = max(before, self.session.began)
        self._page.offer_days(before, today)
        self.session.open_page("history")

    def _compare(self) -> None:
        days = self._page.days()
        if days is None:
            return
        first, second = days
        desk, known = self.desk, self._page.of_knowledge

        def work(progress: Progress) -> _Read:
            if known:
                found = desk.compare_days(first, first, progress, known_before=second)
            else:
                found = desk.compare_days(min(days), max(days), progress)
            return found, desk.told_comparison(found)

        told = (
            f"{first} 的情况：左边是到 {second} 为止登记的，右边是现在知道的"
            if known
            else f"{min(days)} 到 {max(days)}"
        )
        self.around.jobs.write(
            self,
            "对比两日",
            work,
            partial(self._show, self._page.question, told),
            holds=(self._page.compare,),
        )

    def _show(self, question: Question, told: str, read: _Read) -> None:
        if question != self._page.question:
            return
        self._found, steps = read
        self._page.show_steps(steps, f"{told}：共 {len(steps)} 项变化")

    def _export(self) -> None:
        found, desk = self._found, self.desk
        if found is not None:
            rows = Export(
                "导出对比结果",
                lambda path, _: desk.write_comparison(found, path),
                lambda path, count: f"对比结果已保存到 {path}，共 {count} 行。",
            )
            self.around.exporting.to_file(self._page, "两日对比.xlsx", WORKBOOK, rows)

    def _back(self) -> None:
        self.session.open_page("units")

    def _open(self, step: ToldStep) -> None:
        if step.id_no:
            self.session.open_person(step.subject, None)
        else:
            self.session.open_unit(step.code)
