"""What the unlock page asks first: account and password, or the recovery code."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QLineEdit

from ui.look.theme import Theme
from ui.parts.enter import let_keys_end
from ui.parts.fields import Field, discreet
from ui.parts.furniture import Card, EnterMoves, button, label, paragraph, row
from ui.parts.recovery_code import RecoveryCodeField

STRENGTH_RULE = "12 个以上字符，或 8 个以上并含三种字符"


def password_edit(hint: str = "") -> QLineEdit:
    """Return a field whose text is hidden; the hint shows as long as it is empty."""
    made = discreet(QLineEdit())
    made.setPlaceholderText(hint)
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


class SignInCard(Card):
    """Account and password. While a delay runs the button counts down."""

    sign_in_asked = Signal(str, str)
    recovery_asked = Signal()
    restore_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.account, self.password = Field("账号", QLineEdit()), Field("密码", password_edit())
        self.enter = button("登录", "primary")
        self._recover, self.problem = button("用恢复码打开", "link"), paragraph("", "fielderror")
        self._seconds, self._clock = 0, QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        picture = QLabel()
        picture.setPixmap(theme.picture("bianqing", 56))
        self.body.setContentsMargins(36, 28, 36, 28)
        self.body.setSpacing(12)
        self.body.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addWidget(label("编清", "title"), 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addWidget(
            label("机构编制实名制管理 · 离线版", "hint"), 0, Qt.AlignmentFlag.AlignHCenter
        )
        self._before = paragraph("")
        self._before.hide()
        for part in (self._before, self.account, self.password, self.problem, self.enter):
            self.body.addWidget(part)
        self._restore = button("从备份恢复", "link")
        self.body.addLayout(row(None, self._recover, self._restore, None, spacing=24))
        self._restore.clicked.connect(self.restore_asked)
        self.problem.hide()
        self.enter.clicked.connect(self._ask)
        self._recover.clicked.connect(self.recovery_asked)
        for field in (self.account, self.password):
            if isinstance(field.editor, QLineEdit):
                field.editor.returnPressed.connect(self._ask)

    def offer(self, account: str) -> None:
        """Offer the last account."""
        if isinstance(self.account.editor, QLineEdit):
            self.account.editor.setText(account)

    def explain(self, before: str) -> None:
        """Say why one has to sign in again, nothing where that is known."""
        self._before.setText(before)
        self._before.setVisible(bool(before))

    def wait(self) -> None:
        """Wait for the first thing that is missing: the account, else the password."""
        (self.password if self.account.text() else self.account).editor.setFocus()

    def refuse(self, text: str, seconds: int) -> None:
        """Say why not, and let the user wait where there is a delay."""
        self.problem.setText(text)
        self.problem.show()
        if isinstance(self.password.editor, QLineEdit):
            self.password.editor.clear()
        self.password.editor.setFocus()
        self._seconds = seconds
        self._show_wait()
        if seconds > 0:
            self._clock.start()

    def work(self, *, busy: bool) -> None:
        """Take no second try while one is under way."""
        self.enter.setEnabled(not busy and self._seconds <= 0)

    def _tick(self) -> None:
        self._seconds -= 1
        if self._seconds <= 0:
            self._clock.stop()
        self._show_wait()

    def _show_wait(self) -> None:
        waiting = self._seconds > 0
        self.enter.setEnabled(not waiting)
        self.enter.setText(f"请等 {self._seconds} 秒后再试" if waiting else "登录")

    def _ask(self) -> None:
        if not self.account.text():
            self.account.editor.setFocus()
        elif not self.password.text():
            self.password.editor.setFocus()
        elif self.enter.isEnabled():
            self.sign_in_asked.emit(self.account.text(), self.password.raw())


class RecoveryCard(Card):
    """The recovery code and a new password."""

    open_asked = Signal(str, str, str)
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__("用恢复码打开")
        self.code = RecoveryCodeField("恢复码（恢复单上的全部字符）")
        self.account = Field("账号", QLineEdit(), required=True)
        self.new = Field("新密码", password_edit(STRENGTH_RULE), required=True)
        self.again = Field("再输一遍新密码", password_edit(), required=True)
        self._open, self._back = button("打开并换新恢复码", "primary"), button("返回登录")
        self.body.setContentsMargins(36, 24, 36, 24)
        self.body.addWidget(paragraph("本次使用会记入审计，旧恢复单随即作废，并生成一张新的。"))
        for part in (self.code, self.account, self.new, self.again):
            self.body.addWidget(part)
        self.body.addLayout(row(self._back, None, self._open))
        movement = EnterMoves(self)
        for field in (self.code, self.account, self.new, self.again):
            field.editor.installEventFilter(movement)
        self.setTabOrder(self._open, self._back)  # from the last field on, not back
        let_keys_end(self, self._open)
        self._open.clicked.connect(self._ask)
        self._back.clicked.connect(self.back_asked)

    def begin(self, account: str) -> None:
        """Offer an account and put the cursor where the code is typed."""
        self.code.complain("")
        if isinstance(self.account.editor, QLineEdit) and not self.account.text():
            self.account.editor.setText(account)
        self.code.editor.setFocus()

    def _ask(self) -> None:
        fields = (self.code, self.account, self.new, self.again)
        missing = [field.missing() for field in fields]
        if any(missing):
            fields[missing.index(True)].editor.setFocus()
        elif self.new.raw() != self.again.raw():
            self.again.complain("两次输入的密码不一致。")
        else:
            self.open_asked.emit(self.code.text(), self.account.text(), self.new.raw())

    def refuse(self, text: str, *, password: bool) -> None:
        """Say why not under the field to mend: the new password, else the code."""
        field = self.new if password else self.code
        field.complain(text)
        field.editor.setFocus()
