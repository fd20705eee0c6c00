"""The page 密钥: recovery sheet, key file, new keys; each tells how it stands."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from domain.keys import KeysView as Held
from ui.keys.model import told_file, told_rotation, told_sheet
from ui.look.lights import LightChip, LightMark
from ui.look.theme import Theme
from ui.parts.fields import Field
from ui.parts.furniture import Card, button, paragraph, row
from ui.parts.recovery_code import RecoveryCodeField
from ui.parts.recovery_sheet import RecoverySheet
from ui.parts.room import scrolled
from ui.parts.side import Side
from ui.parts.side_form import SideForm
from ui.unlock.cards import password_edit

_SIDE: Final = 460


class StateCard(Card):
    """One kind of key: how it stands, what it is for, and its buttons."""

    def __init__(self, heading: str, meaning: str, *buttons: QPushButton) -> None:
        self.chip = LightChip()
        super().__init__(heading, self.chip)
        self.told = paragraph("", "strong")
        self.body.addWidget(self.told)
        self.body.addWidget(paragraph(meaning))
        self.body.addLayout(row(*buttons, None))

    def say(self, mark: LightMark, told: str) -> None:
        """Say how it stands."""
        self.chip.show_mark(mark)
        self.told.setText(told)


class DrillForm(SideForm):
    """The code on the sheet, typed back."""

    def __init__(self) -> None:
        self.code = RecoveryCodeField("恢复单上的全部字符")
        super().__init__(
            "核对恢复单",
            "取出封存的恢复单，照着打一遍。核对只证明它还能打开数据，不改动任何东西；核对完放回封存。",
            "核对",
            self.code,
        )

    def _about(self, code: str) -> Field | None:
        return self.code if code.startswith("recovery.") else None


class PasswordOnlyForm(SideForm):
    """An act that is one's own: the password tells that it is oneself."""

    def __init__(self, heading: str, meaning: str, words: str) -> None:
        self.password = Field("现在的密码", password_edit(), required=True)
        super().__init__(heading, meaning, words, self.password)

    def _about(self, code: str) -> Field | None:
        return self.password if code.startswith("vault.password") else None


class OrderForm(SideForm):
    """Why the keys are made anew."""

    def __init__(self) -> None:
        self.reason = Field("原因（如：某人离任、U 盘丢失）", QLineEdit(), required=True)
        super().__init__(
            "要求更换密钥",
            "两个数据库都用新密钥重写一遍，读回核对无误才换上；中途断电、关机都不会丢数据。"
            "办业务的人员下次登录时，程序告诉他并完成更换，所需时间与数据量有关。旧备份仍能用恢复单打开。",
            "要求更换密钥",
            self.reason,
        )


class KeysView(QWidget):
    """Shows the cards, and beside them a form; `form_asked` names the one that is asked for.

    `lost` is what whoever makes a key file is told for the day on which it is lost.
    """

    form_asked = Signal(object)

    def __init__(self, theme: Theme, lost: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self.drill, self.renew = button("核对恢复单…"), button("换新恢复单…")
        self.make_file, self.drop_file = button("制作并启用密钥盘…"), button("取消密钥盘…")
        self.order, self.cancel = button("要求更换密钥…"), button("撤销要求")
        self.drill_form, self.order_form = DrillForm(), OrderForm()
        self.renew_form = SideForm(
            "换新恢复单",
            "恢复单丢失、损坏或可能被人看到时用。换新以后旧单立即作废；新恢复码打印出来，打回一遍才算数。"
            "请先准备好打印机。",
            "生成新恢复单",
        )
        self.file_form = PasswordOnlyForm(
            "制作并启用密钥盘",
            "在 U 盘上写一个密钥文件；以后登录除了密码，还要插着这个 U 盘。"
            "拔出 U 盘，窗口自动锁定。\n"
            "做好以后，请把 U 盘里的密钥文件（扩展名 bqkey）复制一份到另一个 U 盘，"
            f"分开保管。\n{lost}",
            "选 U 盘，制作并启用…",
        )
        self.drop_form = PasswordOnlyForm(
            "取消密钥盘", "以后只用密码登录。取消时还要插着原来的 U 盘。", "取消密钥盘"
        )
        self.sheet, self._sheet_card = RecoverySheet(theme), Card("新的恢复码")
        self._sheet_card.body.addWidget(self.sheet)
        self._sheet_card.body.addStretch(1)
        self._cards()
        self._arrange(theme)

    def _cards(self) -> None:
        self.sheet_card = StateCard(
            "恢复单",
            "忘记密码、账号文件损坏、人都不在时，只有它能打开数据。每年取出来核对一次，证明还看得清、还有效。",
            self.drill,
            self.renew,
        )
        self.file_card = StateCard(
            "我的密钥盘",
            "密码之外的第二道：一个放在 U 盘上的密钥文件。密码被人看到，没有 U 盘也进不来。",
            self.make_file,
            self.drop_file,
        )
        self.rotation_card = StateCard(
            "数据库密钥",
            "持有过密钥的人离任、密钥盘或备份可能外泄时，由安全保密管理员要求更换。",
            self.order,
            self.cancel,
        )

    def _arrange(self, theme: Theme) -> None:
        self._nothing = QWidget()
        self._side = Side(theme, _SIDE, self._nothing, *self._forms, self._sheet_card)
        cards = QWidget()
        cards.setObjectName("page")
        left = QVBoxLayout(cards)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(10)
        for card in (self.sheet_card, self.file_card, self.rotation_card):
            left.addWidget(card)
        left.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(scrolled(cards), 1)
        whole.addWidget(self._side)
        for pressed, form in (
            (self.drill, self.drill_form),
            (self.renew, self.renew_form),
            (self.make_file, self.file_form),
            (self.drop_file, self.drop_form),
            (self.order, self.order_form),
        ):
            pressed.clicked.connect(partial(self.form_asked.emit, form))
            form.left.connect(self.forget)

    @property
    def _forms(self) -> tuple[SideForm, ...]:
        return (self.drill_form, self.renew_form, self.file_form, self.drop_form, self.order_form)

    def show_form(self, form: SideForm) -> None:
        """Show the form of an act beside the cards."""
        self._side.turn_to(form)
        form.begin()

    @property
    def form(self) -> QWidget:
        """What is shown beside the cards."""
        return self._side.part

    def forget(self) -> None:
        """Show no form, and nothing of what was typed or shown in one."""
        for form in self._forms:
            form.clear()
        self.sheet.forget()
        self._side.turn_to(self._nothing)

    def show_code(self, lines: tuple[str, ...]) -> None:
        """Show a new recovery code."""
        self.sheet.show_code(lines)
        self._side.turn_to(self._sheet_card)
        self.sheet.typed.editor.setFocus()

    def show_cards(self, *, sheet: bool, rotation: bool) -> None:
        """Show of the office's keys those that are somebody's; his own are always shown."""
        self.sheet_card.setVisible(sheet)
        self.rotation_card.setVisible(rotation)

    def show_keys(self, held: Held) -> None:
        """Show how the keys stand."""
        self.sheet_card.say(*told_sheet(held))
        self.file_card.say(*told_file(held))
        self.make_file.setVisible(not held.key_file)
        self.drop_file.setVisible(held.key_file)
        self.rotation_card.say(*told_rotation(held))
        self.order.setVisible(held.rotation is None)
        self.cancel.setVisible(held.rotation is not None)
