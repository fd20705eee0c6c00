"""The tab of what the office above found: each remark is read and answered."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from domain.exchange.stating import one_line
from domain.identity import masked
from domain.working_copy import Typed, TypedLine
from ui.exchange.remarks import HEARD, HeardRemark, told_about
from ui.parts.enter import let_keys_end
from ui.parts.fields import Field
from ui.parts.furniture import Card, EmptyState, OrEmpty, button, paragraph, row
from ui.parts.particulars import Particulars
from ui.parts.table import Grid, RowTable

_Key = tuple[str, int]


class AnswersTab(QWidget):
    """Lists the remarks that this office got; the one that is chosen is answered at once.

    What is written and not saved stays with its remark while others are looked at.
    """

    answer_given = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._go_on = False
        self._typed: dict[_Key, str] = {}
        self.table, self.grid = RowTable[HeardRemark](HEARD, self), Grid("上级意见")
        self.grid.show_table(self.table, HEARD)
        self.told, self.whole = paragraph("", "strong"), Particulars()
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.save = button("保存答复", "primary")
        self._card = Card("意见和答复")
        for part in (self.whole, Field("答复（改了什么，或者为什么不用改）", self.text)):
            self._card.body.addWidget(part, 1)
        self._card.body.addLayout(row(None, self.save))
        self._body = OrEmpty(
            self._panes(),
            EmptyState(
                "上级没有提意见",
                "上级退回上报或提了意见，会有一个包送来；在“接收”页接收后，意见逐条列在这里。",
            ),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addWidget(self._body, 1)
        self.grid.selectionModel().currentChanged.connect(self._choose)
        self.save.clicked.connect(self._ask)
        self.text.textChanged.connect(self._let)
        let_keys_end(self, self.save)
        self.show_remarks(())

    def _panes(self) -> QWidget:
        panes, left = QWidget(), QVBoxLayout()
        panes.setObjectName("page")
        left.addWidget(self.told)
        left.addWidget(self.grid, 1)
        both = QHBoxLayout(panes)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(12)
        both.addLayout(left, 3)
        both.addWidget(self._card, 2)
        return panes

    def show_remarks(self, remarks: tuple[HeardRemark, ...]) -> None:
        """Show the remarks; what is being answered stays chosen, else the first one is."""
        self._body.choose(filled=bool(remarks))
        saved = {heard.key for heard in remarks if self._is_saved(heard)}
        for key in saved:
            del self._typed[key]
        left = sum(not heard.answer for heard in remarks)
        self.told.setText(
            f"还有 {left} 条没有答复，答复完才能再次上报。"
            if left
            else "全部答复了，可以再次上报；答复随下一次上报一起送给上级。"
        )
        if not self.grid.refill(self.table, remarks, lambda heard: heard.key) and remarks:
            self.grid.selectRow(0)
        if self._go_on and remarks:
            self._go_on = False
            self.grid.selectRow(0)
            self._choose(self.grid.currentIndex())
            self.text.setFocus()

    def _is_saved(self, heard: HeardRemark) -> bool:
        """Tell whether what is typed is the answer that is kept: as one line, as all of them."""
        typed = self._typed.get(heard.key)
        return typed is not None and one_line(typed) == heard.answer

    @property
    def _chosen(self) -> HeardRemark | None:
        at = self.grid.currentIndex()
        return self.table.row_at(at) if at.isValid() else None

    def _choose(self, _: QModelIndex) -> None:
        heard = self._chosen
        if heard is not None:
            rule = f"第 {heard.rule} 条校验规则" if heard.rule else ""
            pairs = (
                (f"第 {heard.number} 条意见", heard.text),
                ("单位", heard.unit_name),
                ("人员", masked(heard.person)),
                ("规则", rule),
                ("针对", told_about(heard)),
                ("总的说明", heard.reason),
            )
            self.whole.show_pairs(tuple(pair for pair in pairs if pair[1]))
            self.text.setPlainText(self._typed.get(heard.key, heard.answer))
        self._let()

    def _let(self) -> None:
        heard, text = self._chosen, self.text.toPlainText().strip()
        if heard is not None:
            self._typed.pop(heard.key, None)
            if one_line(text) not in ("", heard.answer):
                self._typed[heard.key] = text
        self.save.setEnabled(heard is not None and text not in ("", heard.answer))

    def _ask(self) -> None:
        self.answer_given.emit(self._chosen, self.text.toPlainText().strip())

    def typed(self) -> Typed:
        """Return the answers that are written and not saved."""
        lines = (
            TypedLine(text, {"package": package, "number": str(number)})
            for (package, number), text in self._typed.items()
        )
        return Typed(lines=tuple(lines))

    def put(self, typed: Typed) -> None:
        """Take answers that were written before and not saved."""
        for line in typed.lines:
            key = line.values["package"], int(line.values["number"])
            self._typed.setdefault(key, line.title)
        self._choose(self.grid.currentIndex())

    def answered(self) -> None:
        """Go on, once the remarks are shown anew, to one that has no answer: those stand first."""
        self._go_on = True
