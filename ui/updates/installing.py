"""Looking at the taken files once more, and the command that 系统管理员 runs to install one."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from domain.exchange.installers import Installer, Installers
from ui.parts.furniture import Card, EmptyState, OrEmpty, button, label, paragraph, row
from ui.parts.table import Grid, RowTable
from ui.updates.model import INSTALLERS, PROCESSORS, digest_text, told_state
from ui.updates.releases_card import digest_label

_STEPS: Final = (
    "安装前：1. 在“备份与恢复”里备份。2. 退出程序。"
    "3. 打开终端，粘贴下面的命令，按回车，输入这台电脑的管理员密码。"
)
_ROWS: Final = 4


class InstallPage(QWidget):
    """A line for each file; the chosen one's SHA-256, what to do with it, its command."""

    def __init__(self) -> None:
        super().__init__()
        self.table, self.grid = RowTable[Installer](INSTALLERS, self), Grid("收下的安装文件")
        self.grid.show_table(self.table, INSTALLERS)
        self.grid.fit_rows(_ROWS)
        self.again, self._copy = button("重新核对"), button("复制", "primary")
        self._running = label("")
        self._told, self._digest = paragraph("", "strong"), digest_label()
        self._steps, self._command = paragraph(_STEPS, ""), QLineEdit()
        self._command.setReadOnly(True)
        self._command.setAccessibleName("安装命令")
        self._done = label("", "hint")
        empty = EmptyState(
            "没有收下的安装文件",
            "请负责人先接收上级的“升级”包，再在“安全管理”的“程序升级”里收下安装文件。",
        )
        self._body = OrEmpty(self._filled(), empty)
        self._body.choose(filled=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(row(self._running, None, self.again))
        layout.addWidget(self._body, 1)
        self.grid.selectionModel().currentChanged.connect(self._tell)
        self._copy.clicked.connect(self._take_along)

    def _filled(self) -> QWidget:
        page, self._chosen = QWidget(), Card("选中的安装文件")
        for part in (self._digest, self._told, self._steps):
            self._chosen.body.addWidget(part)
        self._chosen.body.addLayout(row(self._command, self._copy))
        self._chosen.body.addWidget(self._done)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.grid)
        layout.addWidget(self._chosen)
        layout.addStretch(1)
        return page

    @property
    def command(self) -> str:
        """The command that is shown, "" where nothing is to be installed."""
        return "" if self._command.isHidden() else self._command.text()

    def show_installers(self, held: Installers) -> None:
        """Show what was found; the first is chosen unless another was."""
        program = held.program
        processor = PROCESSORS.get(program.platform, program.platform)
        self._running.setText(f"正在用的程序：{program.version}，本机处理器 {processor}")
        self.grid.refill(self.table, held.files, lambda each: each.release.name)
        if held.files and not self.grid.currentIndex().isValid():
            self.grid.selectRow(0)
        self._body.choose(filled=bool(held.files))
        self._tell()

    def _tell(self, *_: object) -> None:
        at = self.grid.currentIndex()
        chosen = self.table.row_at(at) if at.isValid() else None
        self._done.setText("")
        self._digest.setText(digest_text(chosen.release.sha256) if chosen is not None else "")
        self._told.setText(told_state(chosen) if chosen is not None else "")
        self._command.setText(chosen.command if chosen is not None else "")
        self._command.setCursorPosition(0)
        for part in (self._steps, self._command, self._copy):
            part.setVisible(bool(chosen is not None and chosen.command))

    def _take_along(self) -> None:
        QGuiApplication.clipboard().setText(self._command.text())
        self._done.setText("命令已复制。退出程序以后，在终端里粘贴。")
