"""The page 账号与权限 joined to the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from domain.accounts import AccountList, AccountView
from domain.roles import Act, Role
from domain.workflow.permission import may_give
from ui.accounts.telling import SEVERAL, SINGLE, TELLINGS, WHO_GIVES, Telling, told_reset
from ui.accounts.view import AccountsView
from ui.accounts_desk import AccountsDesk
from ui.parts.barring import why_not
from ui.parts.side_form import SideForm
from ui.security.place import Place


class AccountsPage(QObject):
    """Shows the accounts and carries out what is asked about one."""

    topic = "officers"

    def __init__(self, desk: AccountsDesk, place: Place) -> None:
        self.view = view = AccountsView(place.theme, self._why_not_give)
        super().__init__(view)
        self._desk, self._place, self._actor = desk, place, place.actor
        self._consented: Callable[[], None] | None = None
        view.chosen.connect(self._show_account)
        view.new_asked.connect(partial(view.show_form, view.new_form))
        view.mode_asked.connect(self._ask_mode)
        view.card.asked.connect(self._ask)
        view.new_form.given.connect(self._add)
        view.roles_form.given.connect(self._change_roles)
        view.reset_form.given.connect(self._reset)
        view.consent.given.connect(self._carry_out)
        view.new_form.judge_by(desk, place.jobs, view.new_form.name.text)
        view.reset_form.judge_by(desk, place.jobs, lambda: self._chosen.name)

    def shown(self) -> None:
        """Read the accounts."""
        self._read("")

    def hidden(self) -> None:
        """Nothing is under way that must be ended."""

    def _read(self, chosen: str, back_to: QWidget | None = None) -> None:
        desk = self._desk
        show = partial(self._show, chosen, back_to)
        self._place.jobs.read(self, "读取账号", lambda _: desk.accounts(), show)

    def _show(self, chosen: str, back_to: QWidget | None, held: AccountList) -> None:
        self._actor = held.actor
        self.view.show_accounts(held, self._why_not)
        if chosen:
            self.view.choose(chosen)
        if back_to is not None:
            self.view.give_keys(back_to)

    def _show_account(self, account: AccountView) -> None:
        self.view.card.show_account(account, self._actor, self._why_not)

    def _why_not(self, act: Act, words: str) -> str:
        return why_not(self._actor, act, self._place.jobs, words)

    def _why_not_give(self, role: Role) -> str:
        return "" if may_give(self._actor, role) else WHO_GIVES

    @property
    def _chosen(self) -> AccountView:
        account = self.view.account
        if account is None:
            raise LookupError("no account is chosen")
        return account

    def _ask(self, deed: str) -> None:
        view, account = self.view, self._chosen
        if deed == "roles":
            view.roles_form.head.setText(f"“{account.name}”的角色")
            view.roles_form.show_account(account)
            view.show_form(view.roles_form)
        elif deed == "reset":
            view.reset_form.head.setText(f"重设“{account.name}”的密码")
            view.show_form(view.reset_form)
        else:
            telling, pressed = TELLINGS[deed].of(account.name), view.card.buttons[deed]
            self._ask_or_do(telling, self._deed(deed, account.name), pressed)

    def _deed(self, deed: str, name: str) -> Callable[[], None]:
        desk = self._desk
        acts = {
            "release": desk.release,
            "unlock": desk.unlock,
            "lock": desk.lock,
            "leave": desk.leave,
        }
        return partial(acts[deed], name)

    def _ask_mode(self) -> None:
        on = not self._actor.single
        telling, act = (SINGLE if on else SEVERAL), partial(self._desk.set_single, on=on)
        self._ask_or_do(telling, act, self.view.mode)

    def _ask_or_do(self, telling: Telling, act: Callable[[], None], pressed: QWidget) -> None:
        """Say first what an act means where it means more than its button tells."""
        consent = self.view.consent
        if telling.meaning:
            self._consented = partial(
                self._act, telling.words, act, telling.done, pressed, form=consent
            )
            if telling.proof:
                view, confirm = self.view, self._place.confirm
                self._consented = partial(confirm, view, telling.proof, self._consented)
            consent.explain(telling)
            self.view.show_form(consent)
        else:
            self._act(telling.words, act, telling.done, pressed)

    def _carry_out(self) -> None:
        if self._consented is not None:
            self._consented()

    def _add(self) -> None:
        desk, form = self._desk, self.view.new_form
        name, password = form.name.text(), form.new.raw()
        told = f"已新建账号“{name}”。下一步：授予角色，由谁办见右边。"
        self._act(
            "新建账号",
            lambda: desk.add(name, password),
            told,
            self.view.grid,
            form=form,
            chosen=name,
        )

    def _change_roles(self) -> None:
        desk, name, form = self._desk, self._chosen.name, self.view.roles_form
        given, taken = form.changes
        told = f"“{name}”的角色已保存。"
        pressed = self.view.card.buttons["roles"]
        self._act(
            "保存角色", lambda: desk.change_roles(name, given, taken), told, pressed, form=form
        )

    def _reset(self) -> None:
        desk, account, form = self._desk, self._chosen, self.view.reset_form
        name, password = account.name, form.new.raw()
        told, pressed = told_reset(account), self.view.card.buttons["reset"]
        self._act("重设密码", lambda: desk.reset_password(name, password), told, pressed, form=form)

    def _act(
        self,
        words: str,
        act: Callable[[], None],
        told: str,
        back_to: QWidget,
        *,
        form: SideForm | None = None,
        chosen: str = "",
    ) -> None:
        """Carry an act out; what is refused is said in its form where it came from one.

        The keys go `back_to` where the act was asked for.
        """

        def done(_: None) -> None:
            if form is not None:
                form.clear()
            self.view.show_card()
            self._place.notices.say(told)
            self._place.accounts_changed()
            self._read(chosen, back_to)

        self._place.jobs.write(
            self,
            words,
            lambda _: act(),
            done,
            failed=None if form is None else form.refuse,
            holds=(self.view.side,),
        )
