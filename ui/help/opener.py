"""Opens the help at the page that belongs to where the user is."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui.help.refusals import MEANINGS
from ui.help.topics import BEFORE_SIGNING_IN, OF_PAGES, TOPICS
from ui.help.window import HelpWindow
from ui.look.theme import Theme
from ui.parts.notices import NoticeBar


class HelpOpener(QObject):
    """Makes the help window when it is first asked for."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.window: HelpWindow | None = None

    def explaining(self, notices: NoticeBar) -> NoticeBar:
        """Return the notices, which lead to what a refusal means where a page is about it."""
        notices.let_ask(MEANINGS)
        notices.meaning_asked.connect(lambda code: self.open_for("", MEANINGS[code]))
        return notices

    def open_for(self, page: str, topic: str = "") -> None:
        """Show the help of a page of the window, or the topic that it names."""
        if self.window is None:
            self.window = HelpWindow(self._theme.help, self._theme)
        known = {**OF_PAGES, **BEFORE_SIGNING_IN}
        self.window.open_topic(topic or known.get(page, TOPICS[0].name))

    def close(self) -> None:
        """Close the help with the window it belongs to."""
        if self.window is not None:
            self.window.close()
