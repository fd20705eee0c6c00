"""The page 密钥 joined to the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from domain.keys import KeysView
from domain.roles import Act
from ui.keys.model import told_lost_stick
from ui.keys.view import KeysView as View
from ui.keys_desk import KeysDesk
from ui.messages import UserMessage
from ui.parts.side_form import SideForm
from ui.security.place import Place
from ui.tasks import ignore
from ui.unlock.gate import PDF


class KeysPage(QObject):
    """Shows the state of the keys and carries out what is asked about them."""

    topic = "accounts"

    def __init__(self, desk: KeysDesk, place: Place) -> None:
        self.view = view = View(place.theme, told_lost_stick(place.actor))
        super().__init__(view)
        self._desk, self._place = desk, place
        view.form_asked.connect(self._turn)
        opens, orders = place.may(Act.READ), place.may(Act.ORDER_ROTATION)
        view.show_cards(
            sheet=opens and place.may(Act.RESTORE), rotation=orders or place.may(Act.CONFIGURE)
        )
        place.only_for(Act.ORDER_ROTATION, view.order, view.cancel)
        view.drill_form.given.connect(self._drill)
        view.renew_form.given.connect(partial(place.confirm, view, "换新恢复单", self._renew))
        view.sheet.save_asked.connect(self._save)
        view.sheet.confirm_asked.connect(self._confirm)
        view.file_form.given.connect(self._make_file)
        view.drop_form.given.connect(self._drop_file)
        view.order_form.given.connect(partial(place.confirm, view, "要求更换密钥", self._order))
        view.cancel.clicked.connect(self._cancel)

    def shown(self) -> None:
        """Read the state of the keys."""
        desk = self._desk
        self._place.jobs.read(self, "读取密钥状态", lambda _: desk.keys(), self._show)

    def hidden(self) -> None:
        """Forget the code that may be shown, once whoever goes was asked about it."""
        if self.view.sheet.shows_code:
            self.view.sheet.ask_leaving(self.view.forget, partial(self._place.go_to, "keys"))
        else:
            self.view.forget()

    def _turn(self, form: SideForm) -> None:
        """Show a form, in the place of a code once that was asked about."""
        if self.view.sheet.shows_code:
            self.view.sheet.ask_leaving(partial(self.view.show_form, form), ignore)
        else:
            self.view.show_form(form)

    def _show(self, held: KeysView) -> None:
        self.view.show_keys(held)

    def _drill(self) -> None:
        desk, typed = self._desk, self.view.drill_form.code.text()
        told = "恢复单核对无误，已记下日期。请放回原处封存。"
        self._act("核对恢复单", lambda: desk.drill(typed), told, self.view.drill_form)

    def _renew(self) -> None:
        desk, form = self._desk, self.view.renew_form
        self._place.jobs.write(
            self,
            "换新恢复单",
            lambda _: desk.new_sheet(),
            self._show_code,
            failed=form.refuse,
            holds=(form,),
        )

    def _show_code(self, lines: tuple[str, ...]) -> None:
        """Show a new code; the card tells at once that nobody has proved it."""
        self.view.show_code(lines)
        self.shown()

    def _save(self) -> None:
        path = self._place.files.save_file("恢复单另存为", "恢复单.pdf", PDF)
        if path is not None:
            desk = self._desk
            self._place.jobs.write(
                self,
                "生成恢复单",
                lambda _: desk.save_sheet(path),
                lambda _: self.view.sheet.tell_saved(path),
            )

    def _confirm(self, typed: str) -> None:
        desk, sheet = self._desk, self.view.sheet

        def refuse(message: UserMessage) -> None:
            sheet.typed.complain(message.text)

        told = "新恢复单核对无误，旧的已经作废，请销毁旧单、封存新单。"
        self._place.jobs.write(
            self,
            "核对恢复码",
            lambda _: desk.drill(typed),
            partial(self._done, told),
            failed=refuse,
            holds=(sheet,),
        )

    def _make_file(self) -> None:
        desk, form = self._desk, self.view.file_form
        folder = self._place.files.stick("密钥盘放在哪个 U 盘上")
        if folder is not None:
            password = form.password.raw()
            told = "密钥盘已启用：从下次登录起，要插着这个 U 盘才能登录。请复制一份备用，分开保管。"
            self._act("制作密钥盘", lambda: desk.make_key_file(folder, password), told, form)

    def _drop_file(self) -> None:
        desk, form = self._desk, self.view.drop_form
        password = form.password.raw()
        told = "已取消密钥盘，以后只用密码登录。"
        self._act("取消密钥盘", lambda: desk.drop_key_file(password), told, form)

    def _order(self) -> None:
        desk, form = self._desk, self.view.order_form
        reason = form.reason.text()
        told = "已要求更换密钥。办业务的人员下次登录时会看到，并由程序完成更换。"
        self._act("要求更换密钥", lambda: desk.order_rotation(reason), told, form)

    def _cancel(self) -> None:
        self._act("撤销更换密钥", self._desk.cancel_rotation, "已撤销更换密钥的要求。", None)

    def _act(self, words: str, act: Callable[[], object], told: str, form: SideForm | None) -> None:
        self._place.jobs.write(
            self,
            words,
            lambda _: act(),
            partial(self._done, told),
            failed=None if form is None else form.refuse,
            holds=() if form is None else (form,),
        )

    def _done(self, told: str, _: object) -> None:
        self.view.forget()
        self._place.notices.say(told)
        self.shown()
