"""The help: contents and search at the left, the page at the right. All of it is on the disk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QImage, QKeySequence, QShortcut, QTextDocument
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ui.help.topics import TOPICS, Topic, file_of, holding
from ui.look.theme import Theme
from ui.parts.fields import SearchField
from ui.parts.panes import below_each_other, side_by_side

_MARGIN = 28
_SHARE_OF_SCREEN = 0.9
_TOPIC = int(Qt.ItemDataRole.UserRole)


class HelpPage(QTextBrowser):
    """Shows one page; pictures are made to fit its width."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("help")
        self.setAccessibleName("帮助正文")
        self.setOpenExternalLinks(False)
        self.document().setDocumentMargin(_MARGIN)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        loaded = super().loadResource(kind, name)
        if kind != int(QTextDocument.ResourceType.ImageResource.value):
            return loaded
        place = self.document().baseUrl().resolved(QUrl(name)).toLocalFile()
        picture, room = QImage(place), self.viewport().width() - 2 * _MARGIN
        if picture.isNull() or picture.width() <= room or room <= 0:
            return loaded
        return picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)

    def find_first(self, text: str) -> None:
        """Go to where a word of the search stands first."""
        if text and not self.find(text):
            self.find(text.split(maxsplit=1)[0])


class HelpWindow(QWidget):
    """Opens beside the main window, at the page that is asked for."""

    def __init__(self, folder: Path, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setWindowTitle("帮助 · 编清")
        self._folder = folder
        self.search, self.contents = SearchField("搜索帮助"), QListWidget()
        self.contents.setAccessibleName("帮助目录")
        self.page = HelpPage()
        left = below_each_other(self.search, self.contents)
        splitter = side_by_side(theme, (left, 240), (self.page, 820), grows=1)
        layout = QVBoxLayout(self)
        layout.addWidget(splitter)
        room = self.screen().availableGeometry().size() * _SHARE_OF_SCREEN
        self.resize(QSize(theme.px(1080), theme.px(700)).boundedTo(room))
        self.search.settled.connect(self._search)
        self.contents.currentItemChanged.connect(self._choose)
        self.page.sourceChanged.connect(self._point_at)
        QShortcut(QKeySequence("Esc"), self, self.close)
        theme.wardrobe.add(self)
        self._search("")

    @property
    def topic(self) -> str:
        """The name of the topic that is shown."""
        return Path(self.page.source().toLocalFile()).stem

    def open_topic(self, name: str) -> None:
        """Show a topic in front of everything."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.page.setSource(QUrl.fromLocalFile(str(file_of(self._folder, name))))

    def _search(self, text: str) -> None:
        self.contents.blockSignals(True)
        self.contents.clear()
        for topic in holding(self._folder, text):
            item = QListWidgetItem(topic.title, self.contents)
            item.setData(_TOPIC, topic.name)
        self.contents.blockSignals(False)
        if text and self.contents.count():
            self.contents.setCurrentRow(0)
        elif text:
            self.page.setMarkdown(f"没有找到“{text}”。换一个词试试，如“退回”“恢复码”。")
        else:
            self._point_at(self.page.source())

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.page.setSource(QUrl.fromLocalFile(str(file_of(self._folder, item.data(_TOPIC)))))
            self.page.find_first(self.search.text().strip())

    def _point_at(self, shown: QUrl) -> None:
        name = Path(shown.toLocalFile()).stem
        topic = next((each for each in TOPICS if each.name == name), Topic(name, ""))
        self.contents.blockSignals(True)
        for number in range(self.contents.count()):
            if self.contents.item(number).data(_TOPIC) in (name, topic.under):
                self.contents.setCurrentRow(number)
        self.contents.blockSignals(False)
        title = topic.title
        self.setWindowTitle(f"{title} · 帮助 · 编清" if title else "帮助 · 编清")
