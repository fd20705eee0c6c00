"""The page 安全管理 of those who work with the ledgers: the pages of the security side as tabs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ui.parts.furniture import PageHead
from ui.parts.page import PagePresenter, Surroundings
from ui.security.pages import Part, parts_of
from ui.security.place import Place, SecurityPage


def hosted(title: str, hint: str, content: QWidget) -> QWidget:
    """Return a page with its head above what it shows."""
    page = QWidget()
    page.setObjectName("page")
    layout = QVBoxLayout(page)
    layout.setContentsMargins(18, 14, 18, 14)
    layout.setSpacing(10)
    layout.addWidget(PageHead(title, hint))
    layout.addWidget(content, 1)
    return page


class SecurityView(QWidget):
    """Hosts the tabs."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.tabs = QTabWidget()
        self.tabs.setObjectName("bare")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(hosted("安全管理", hint, self.tabs))

    def add(self, part: QWidget, title: str) -> None:
        """Add a tab."""
        part.setObjectName("page")
        part.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tabs.addTab(part, title)


class SecurityPresenter(PagePresenter):
    """Makes each tab's page when it is first shown."""

    def __init__(self, view: SecurityView, around: Surroundings) -> None:
        super().__init__(view, around)
        self._page, self._parts = view, parts_of(around.desk.actor)
        self._pages: dict[str, SecurityPage] = {}
        self._shown: SecurityPage | None = None
        for part in self._parts:
            view.add(_Holder(), part.title)
        view.tabs.currentChanged.connect(self._turn)
        around.session.security_asked.connect(self._go_to)

    @property
    def topic(self) -> str:
        return self._shown.topic if self._shown is not None else ""

    def shown(self) -> None:
        super().shown()
        self._turn()

    def hidden(self) -> None:
        super().hidden()
        if self._shown is not None:
            self._shown.hidden()

    def open_part(self, name: str) -> None:
        """Turn to a tab by the name of its page."""
        names = [part.name for part in self._parts]
        self._page.tabs.setCurrentIndex(names.index(name))

    def _go_to(self, name: str) -> None:
        self.open_part(name)
        self.session.open_page("security")

    def _turn(self, *_: object) -> None:
        if not self._visible:
            return
        page = self._made(self._parts[self._page.tabs.currentIndex()])
        if self._shown is not None and self._shown is not page:
            self._shown.hidden()
        self._shown = page
        page.shown()

    def _made(self, part: Part) -> SecurityPage:
        if part.name not in self._pages:
            around = self.around
            place = Place(
                around.jobs,
                around.notices,
                around.files,
                around.theme,
                around.desk.today,
                around.desk.actor,
                around.confirming.ask,
                around.session.ledger_changed.emit,
                around.session.backups_changed.emit,
                around.session.ledger_changed.connect,
                around.session.accounts_changed.emit,
                around.session.open_security,
            )
            self._pages[part.name] = part.make(around.desk.security, place)
            holder = self._page.tabs.currentWidget()
            if isinstance(holder, _Holder):
                holder.take(self._pages[part.name].view)
        return self._pages[part.name]


class _Holder(QWidget):
    """The place of a page that is made when its tab is first shown."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 12, 0, 0)

    def take(self, page: QWidget) -> None:
        """Show the page."""
        self._layout.addWidget(page)
