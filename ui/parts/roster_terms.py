"""Asking how a roster leaves the office, before it is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from domain.roster_terms import RosterTerms
from ui.look.theme import Theme
from ui.parts.exporting import WORKBOOK, Export
from ui.parts.fields import CalmCombo, Field
from ui.parts.furniture import button, paragraph, row
from ui.parts.page import Surroundings

SECRECY: Final = ("内部资料", "工作秘密", "")
_WIDTH: Final = 460


class RosterTermsDialog(QDialog):
    """Offers hidden numbers and an internal paper; whatever else is chosen on purpose."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setWindowTitle(f"导出{name}")
        self.setMinimumWidth(_WIDTH)
        self.full = QCheckBox("写出完整身份证号和民族等敏感信息")
        choices = CalmCombo()
        choices.setEditable(True)
        choices.addItems(SECRECY)
        self.secrecy, self.copy = Field("密级（印在页脚）", choices), Field("份号", QLineEdit())
        self.agree, leave = button("导出", "primary"), button("取消")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(12)
        layout.addWidget(paragraph("默认遮盖身份证号，适合会议使用。写出完整号码会单独记入审计。"))
        layout.addWidget(self.full)
        layout.addWidget(self.secrecy)
        layout.addWidget(self.copy)
        layout.addLayout(row(None, leave, self.agree))
        self.agree.setDefault(True)
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        self.agree.clicked.connect(self.accept)

    @property
    def terms(self) -> RosterTerms:
        """What was chosen."""
        return RosterTerms(self.full.isChecked(), self.secrecy.text(), self.copy.text())


def ask_terms(
    parent: QWidget, theme: Theme, name: str, then: Callable[[RosterTerms], None]
) -> None:
    """Ask on which terms a roster is written; nothing follows when that is called off."""
    dialog = RosterTermsDialog(name, parent.window())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: then(dialog.terms))
    theme.wardrobe.add(dialog)
    theme.wardrobe.dress(dialog)
    dialog.adjustSize()
    dialog.open()


def hand_out(
    parent: QWidget,
    around: Surroundings,
    name: str,
    write: Callable[[Path, RosterTerms], int],
) -> None:
    """Let a roster be written, on terms that are asked for; `write` returns how many rows."""

    def export(terms: RosterTerms) -> None:
        roster = Export(
            f"导出{name}（含完整身份证号）" if terms.full else f"导出{name}",
            lambda path, _: write(path, terms),
            lambda path, count: f"{name}已保存到 {path}，共 {count} 人。",
        )
        around.exporting.to_file(parent, f"{name}.xlsx", WORKBOOK, roster)

    ask_terms(parent, around.theme, name, export)
