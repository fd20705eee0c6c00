"""What is asked on the unlock page of whoever has the right password."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from domain.keys import RotationAsked
from ui.parts.fields import Field
from ui.parts.furniture import button, paragraph, row
from ui.parts.recovery_code import RecoveryCodeField
from ui.parts.side_form import SideForm


class RotationForm(SideForm):
    """New keys were ordered: they are made now, or at the next sign-in."""

    def __init__(self) -> None:
        super().__init__("更换密钥", "", "现在更换并打开")
        self.back.setText("这次先不换，直接打开")

    def explain(self, asked: RotationAsked) -> None:
        """Say who ordered it and what it means."""
        self.meaning.setText(
            f"{asked.by} 于 {asked.at[:10]} 要求更换密钥，原因：{asked.reason}。\n\n"
            "现在更换：台账、审计和附件用新密钥重写一遍，读回核对无误才换上，一般几十秒到几分钟。"
            "中途断电、关机都不会丢数据，下次登录接着办。"
        )


class RotatedForm(SideForm):
    """New keys were made: what that means, and what comes next."""

    def __init__(self) -> None:
        super().__init__("密钥已经换好", "", "知道了，进入")
        self.meaning.setObjectName(
            ""
        )  # all that the form is there for, not a remark below its head
        self.back.hide()

    def explain(self, lines: tuple[str, ...]) -> None:
        """Say it in short paragraphs."""
        self.meaning.setText("\n\n".join(lines))


class ProofForm(SideForm):
    """The recovery sheet was never typed back: it is now, or a new one is made."""

    renew_asked = Signal()

    def __init__(self) -> None:
        self.code = RecoveryCodeField("恢复单上的全部字符")
        super().__init__(
            "恢复单还没有核对",
            "忘记密码时只有恢复单能打开数据，所以要先照着纸上的恢复码打回一遍，才能开始使用。",
            "核对并进入",
            self.code,
        )
        self.back.hide()
        self._renew = button("手上没有恢复单：生成一张新的（旧的作废）", "link")
        self.body.addLayout(row(self._renew, None))
        self._renew.clicked.connect(self.renew_asked)

    def _about(self, code: str) -> Field | None:
        return self.code if code.startswith("recovery.") else None


class DoubtForm(SideForm):
    """Register or audit are not as they should be: they are restored, or accepted for a reason."""

    def __init__(self) -> None:
        self.reason = Field("确认的理由（写明核对了什么）", QLineEdit(), required=True)
        self._lines = paragraph("", "")
        super().__init__("先处理，再办业务", "", "确认现状，继续使用", self._lines, self.reason)
        self.back.setText("先不处理，只看不办")

    def explain(self, lines: tuple[str, ...], *, may_accept: bool) -> None:
        """Say what is wrong, and what can be done by whoever is signed in."""
        self._lines.setText("\n".join(lines))
        self.meaning.setText(_CHOICE if may_accept else _NO_CHOICE)
        self.reason.setVisible(may_accept)
        self.act.setVisible(may_accept)

    def _about(self, code: str) -> Field | None:
        return self.reason if code == "register.reason_missing" else None


class AcceptedForm(SideForm):
    """What follows from an acceptance: where the old file lies, what is to be done again."""

    def __init__(self) -> None:
        self._lines = paragraph("", "")
        super().__init__("已确认现状", _AFTERWARDS, "知道了，进入", self._lines)
        self.back.hide()

    def explain(self, lines: tuple[str, ...]) -> None:
        """Show it line by line."""
        self._lines.setText("\n".join(lines))


_AFTERWARDS: Final = "请抄下以下各项，一项一项办完；确认的经过已记入审计。"
_WRONG: Final = "打开时发现数据文件有问题（见下）。数据没有再动，现在只能看，不能办业务。"
_CHOICE: Final = (
    f"{_WRONG}\n可以先只看，到“安全管理—备份与恢复”里恢复备份；"
    "也可以核对以后写明理由、确认现状：原文件在隔离区留一份，缺少的操作请逐项补办。"
)
_NO_CHOICE: Final = f"{_WRONG}\n请告诉负责人，由他恢复备份或确认现状。"
