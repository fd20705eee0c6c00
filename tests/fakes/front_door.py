"""The front door before the invented county's desk."""

# ruff: noqa: ARG002 - a fake answers the same whoever asks

from pathlib import Path

from domain.errors import Refusal
from domain.keys import RotationAsked
from domain.outcomes import SelfCheck, SetupAnswers
from domain.workflow.ports import Progress
from tests.fakes.desk import FakeDesk
from tests.fakes.restoring_door import FakeRestoringDoor
from tests.fakes.session_desk import FakeSessionDesk

CODE_LINES = ("K7QM-4TZA-9WPE", "2HXN-R6VC-83FD")
PASSWORD = "correct horse"


class FakeFrontDoor(FakeSessionDesk, FakeRestoringDoor):
    """Knows one account, `zhang`; `answers` are what the set-up was told."""

    def __init__(self, desk: FakeDesk, *, new: bool) -> None:
        super().__init__()
        self.desk, self.new = desk, new
        self.data_folder = Path("/home/zhang/.local/share/bianqing")
        self.backup_folder = Path("/home/zhang/bianqing-backup")
        self.last_account = "" if new else "zhang"
        self.password = PASSWORD
        self.answers: SetupAnswers | None = None
        self.sheets: list[str] = []
        self.failures = 0
        self.asked: RotationAsked | None = None
        self.rotated: bool | None = None
        self.accepted, self.locked_by = "", ""
        self.damaged = False

    def self_check(self) -> tuple[SelfCheck, ...]:
        return (
            SelfCheck("输入法", sound=True, text="已连接 fcitx，可输入中文"),
            SelfCheck("打印机", sound=False, text="未找到打印机；可先另存为 PDF"),
        )

    def create_office(self, answers: SetupAnswers, progress: Progress) -> tuple[str, ...]:
        if answers.password == answers.account:
            raise Refusal("vault.password_weak", why="含有账号名")
        self.answers, self.password = answers, answers.password
        return CODE_LINES

    def save_recovery_sheet(self, path: Path) -> None:
        self.sheets.append(path.name)

    def confirm_recovery(self, typed: str) -> None:
        wanted = "".join(CODE_LINES).replace("-", "")
        if typed.replace("-", "").replace(" ", "").upper() != wanted:
            raise Refusal("recovery.mismatch")

    def sign_in(self, account: str, password: str) -> FakeDesk | RotationAsked:
        if password != self.password:
            self.failures += 1
            raise Refusal("account.wrong_password")
        return self.asked or self.desk

    def enter(self) -> FakeDesk:
        self.rotated = False
        return self.desk

    def rotate(self, progress: Progress) -> tuple[FakeDesk, tuple[str, ...]]:
        self.rotated = True
        return self.desk, ("密钥已更换。", "请备份到外部介质。")

    def accept(self, reason: str) -> tuple[FakeDesk, tuple[str, ...]]:
        if not reason:
            raise Refusal("register.reason_missing")
        if self.damaged:
            raise Refusal("register.damaged")
        self.accepted = reason
        self.desk.security.doubts = ()
        return self.desk, ("原来的文件在隔离区：1-register.db",)

    def open_office(self, account: str, password: str) -> FakeDesk:
        self.sign_in(account, password)
        return self.desk

    def wait(self, account: str) -> int:
        return 3 * self.failures

    def open_by_recovery(self, typed: str, account: str, password: str) -> tuple[str, ...]:
        self.confirm_recovery(typed)
        self.password = password
        return CODE_LINES


class Remembered:
    """Preferences in memory."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def read(self, name: str) -> str:
        return self.values.get(name, "")

    def keep(self, name: str, value: str) -> None:
        self.values[name] = value


class ChosenFiles:
    """Answers every question for a file with what the test put here."""

    def __init__(self, folder: Path) -> None:
        self.folder_path, self.asked = folder, list[str]()
        self.opened: Path | None = folder / "人员表.xlsx"

    def open_file(self, title: str, kinds: str) -> Path | None:
        self.asked.append(title)
        return self.opened

    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        self.asked.append(title)
        return self.folder_path / name

    def folder(self, title: str) -> Path | None:
        self.asked.append(title)
        return self.folder_path

    def stick(self, title: str) -> Path | None:
        return self.folder(title)

    def save_on_stick(self, title: str, name: str, kinds: str) -> Path | None:
        return self.save_file(title, name, kinds)

    def file_on_stick(self, title: str, kinds: str) -> Path | None:
        return self.open_file(title, kinds)
