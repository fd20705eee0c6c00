"""The forms beside the lists: one made from a workbook, one removed."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit

from domain.exchange.listed import ListHead
from ui.parts.fields import WRONG_DAY, DayEdit, Field
from ui.parts.furniture import restyle
from ui.parts.side_form import SideForm

_LONGEST = 40


class MakeForm(SideForm):
    """Asks what a list is of and for when; its workbook is asked for after that."""

    def __init__(self, today: date) -> None:
        self.item, self.period, self.day = QLineEdit(), QLineEdit(), DayEdit()
        self._today = today
        self.item.setPlaceholderText("例如：财政供养、社保、工资")
        self.period.setPlaceholderText(f"例如：{today:%Y-%m}")
        for typed in (self.item, self.period):
            typed.setMaxLength(_LONGEST)
        self._day = Field("名单截至哪天", self.day, required=True)
        super().__init__(
            "从表格建立名单",
            "表格里要有“身份证号”“姓名”“单位”三列，列名在第一行或标题下面。"
            "名单只用来比对，台账一个字也不会改。",
            "选表格并建立…",
            Field("项目", self.item, required=True),
            Field("期间", self.period, required=True),
            self._day,
        )
        self.hide()

    def begin(self) -> None:
        """Come up empty, with this month and today proposed."""
        self.show()
        super().begin()
        self.period.setText(f"{self._today:%Y-%m}")
        self.day.set_day(self._today)

    @property
    def entered(self) -> tuple[str, str, date]:
        """Item, period and day as they were entered."""
        return self.item.text().strip(), self.period.text().strip(), self.day.day() or self._today

    def _sound(self) -> bool:
        sound = super()._sound()
        if sound and self.day.day() is None:
            self._day.complain(WRONG_DAY)
        return sound and self.day.day() is not None


class RemoveForm(SideForm):
    """Asks before a list is removed for good."""

    def __init__(self) -> None:
        super().__init__("删除名单", "", "删除")
        self.act.setObjectName("danger")
        self.key = ""
        self.hide()

    def ask(self, head: ListHead) -> None:
        """Ask about one list."""
        self.key = head.key
        self.meaning.setText(
            f"删除 {head.key}（{head.item}，{head.period}，{head.rows} 人）？"
            "删除后不能恢复，台账不变。对方手里的名单不受影响。"
        )
        self.act.setText(f"删除这 {head.rows} 人的名单")
        restyle(self.act)
        self.show()
        self.begin()
