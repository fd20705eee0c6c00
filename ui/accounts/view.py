"""The page 账号与权限: the list of accounts or who may do what, and one account beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import attrgetter

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from domain.accounts import AccountList, AccountView
from domain.roles import Act, Role
from ui.accounts.detail import AccountCard
from ui.accounts.forms import ConsentForm, NewAccountForm, PasswordForm
from ui.accounts.model import ACCOUNTS, WhyNot, only_lets_in, told_mode
from ui.accounts.rights import RightsCard
from ui.accounts.roles import RolesForm
from ui.look.theme import Theme
from ui.parts.furniture import button, paragraph, row
from ui.parts.leave_question import LeaveQuestion
from ui.parts.side import Side
from ui.parts.side_form import SideForm
from ui.parts.table import Grid, RowTable
from ui.tasks import ignore

_SIDE = 400
_NOT_SAVED = ("还没有保存", "右边填写的还没有保存，离开就没有了。", "回去保存")


class AccountsView(QWidget):
    """Shows who has an account and how far each has come; announces what is asked."""

    chosen = Signal(object)
    new_asked = Signal()
    mode_asked = Signal()

    def __init__(self, theme: Theme, why_not_give: Callable[[Role], str]) -> None:
        super().__init__()
        self.setObjectName("page")
        self.table, self.grid = RowTable[AccountView](ACCOUNTS, self), Grid("账号")
        self.rights, self.tell_rights = RightsCard(), button("谁可以办什么", "flat")
        self.new, self.mode = button("新建账号…", "primary"), button("")
        self._left = QStackedWidget()
        self._told, self.card = paragraph(""), AccountCard()
        self.new_form, self.roles_form = NewAccountForm(), RolesForm(why_not_give)
        self.reset_form = PasswordForm(
            "重设密码",
            "本人忘记密码时用。把新密码当面告诉本人，他下次登录时要改成自己的。重设后他的签名密钥作废，"
            "要重新申请证书；办业务的账号还要重新放行，三员的角色先收回、另由安全保密管理员重新授予。",
            "重设密码",
        )
        self.consent = ConsentForm()
        self._theme, self._asking = theme, False
        self._of: AccountView | None = None
        self._arrange(theme)
        self.grid.clicked.connect(self._choose)
        self.grid.selectionModel().currentRowChanged.connect(self._choose)
        self.new.clicked.connect(self.new_asked)
        self.mode.clicked.connect(self.mode_asked)
        self.tell_rights.clicked.connect(self._show_rights)
        self.rights.back.clicked.connect(self._show_list)
        for form in self.forms:
            form.left.connect(self.show_card)

    @property
    def forms(self) -> tuple[SideForm, ...]:
        """The forms, one for each kind of act."""
        return (self.new_form, self.roles_form, self.reset_form, self.consent)

    def _arrange(self, theme: Theme) -> None:
        self.grid.show_table(self.table, ACCOUNTS)
        self.side = Side(theme, _SIDE, self.card, *self.forms)
        listed = QWidget()
        left = QVBoxLayout(listed)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(10)
        left.addLayout(row(self.new, None, self.tell_rights, self.mode))
        left.addWidget(self._told)
        left.addWidget(self.grid, 1)
        for part in (listed, self.rights):
            self._left.addWidget(part)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self._left, 1)
        whole.addWidget(self.side)

    def show_accounts(self, held: AccountList, why_not: WhyNot) -> None:
        """Show the accounts; the one that was chosen stays so, with whatever is beside it."""
        kept = self.grid.refill(self.table, held.accounts, attrgetter("name"))
        self._told.setText(told_mode(held.actor))
        self.mode.setText("改为多人模式…" if held.actor.single else "改为单人模式…")
        for pressed, act in ((self.new, Act.CREATE_ACCOUNT), (self.mode, Act.SINGLE_MODE)):
            pressed.setVisible(not only_lets_in(why_not))
            why = why_not(act, pressed.text().rstrip("…"))
            pressed.setEnabled(not why)
            pressed.setToolTip(why)
        if kept:
            self.chosen.emit(self.account)
        else:
            self.grid.selectRow(0)

    def choose(self, name: str) -> None:
        """Choose an account by its name."""
        names = [account.name for account in self.table.rows]
        self.grid.selectRow(names.index(name))

    def _show_rights(self) -> None:
        self._left.setCurrentWidget(self.rights)
        self.rights.back.setFocus()

    def _show_list(self) -> None:
        self._left.setCurrentIndex(0)
        self.tell_rights.setFocus()

    def give_keys(self, part: QWidget) -> None:
        """Let the keys go on where they were, or in the list where that is not offered now."""
        if self.isVisible():
            (part if part.isVisible() and part.isEnabled() else self.grid).setFocus()

    @property
    def account(self) -> AccountView | None:
        """The account that is chosen."""
        at = self.grid.currentIndex()
        return self.table.row_at(at) if at.isValid() else None

    def show_form(self, form: SideForm) -> None:
        """Show the form of an act beside the list, once what stands there unsaved was asked about.

        The same form asked for again stays as it is filled in.
        """
        held = self._unsaved
        if held is None:
            self._turn_to(form)
        elif held is not form:
            self._ask_leaving(held, partial(self._turn_to, form), ignore)

    def _turn_to(self, form: SideForm) -> None:
        self._of = self.account
        self.side.turn_to(form)
        form.begin()

    @property
    def _unsaved(self) -> SideForm | None:
        """The form that is shown, where something in it would be lost."""
        form = self.form
        return form if isinstance(form, SideForm) and form.unsaved else None

    @property
    def form(self) -> QWidget:
        """What is shown beside the list."""
        return self.side.part

    def show_card(self) -> None:
        """Show the account that is chosen."""
        self.side.turn_to(self.card)

    def _choose(self, at: QModelIndex, _: object = None) -> None:
        form = self._unsaved
        if not at.isValid():
            return
        if form is None:
            self._show_chosen()
            return
        name = self.table.row_at(at).name
        kept = self._of.name if self._of is not None else name
        if name != kept:
            self._ask_leaving(form, self._show_chosen, partial(self.choose, kept))

    def _ask_leaving(
        self, form: SideForm, leave: Callable[[], None], stay: Callable[[], None]
    ) -> None:
        """Ask before something else takes the place of what was entered."""
        if self._asking:
            return
        self._asking = True
        question = LeaveQuestion(self, self._theme, *_NOT_SAVED)
        question.leaving.connect(form.clear)
        question.leaving.connect(leave)
        question.staying.connect(stay)
        question.finished.connect(self._asked)
        question.open()

    def _asked(self, _: int) -> None:
        self._asking = False

    def _show_chosen(self) -> None:
        self.show_card()
        self.chosen.emit(self.account)
