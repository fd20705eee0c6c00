"""A quiet line on what else lies on a stick, with the list behind it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.parts.furniture import button, paragraph, row

_MOST = 8
_SEE, _HIDE = "看看是什么", "收起"


class Strangers(QFrame):
    """Tells how many things do not belong on the stick that was chosen; nothing where none do."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setProperty("tone", "warn")
        self._told, self._list = paragraph("", "noticetext"), paragraph("", "noticetext")
        self.see, self.close_it = button(_SEE, "link"), button("知道了", "link")
        line = row(self._told, self.see, self.close_it)
        line.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 6, 8, 6)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addWidget(self._list)
        self.see.clicked.connect(lambda: self._unfold(shown=self._list.isHidden()))
        self.close_it.clicked.connect(self.hide)
        self.hide()

    @property
    def texts(self) -> str:
        """What is told in the list."""
        return self._list.text()

    def show_strangers(self, sentences: tuple[str, ...]) -> None:
        """Show what was found, the worst first; nothing where nothing was."""
        self._told.setText(f"U 盘上还有 {len(sentences)} 样不是报送用的东西。本程序没有动它们。")
        more = len(sentences) - _MOST
        lines = [*sentences[:_MOST], *([f"还有 {more} 样。"] if more > 0 else [])]
        self._list.setText("\n".join(lines))
        self._unfold(shown=False)
        self.setVisible(bool(sentences))

    def _unfold(self, *, shown: bool) -> None:
        self._list.setVisible(shown)
        self.see.setText(_HIDE if shown else _SEE)
