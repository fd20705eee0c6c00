"""Asking for files: what the dialogs offer, and what comes back."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.parts.choosers import FileDialogs, places


def answering(seen: list[QFileDialog], act: Callable[[QFileDialog], None]) -> None:
    """Answer the next dialog as soon as it is shown."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        seen.append(dialog)
        act(dialog)

    QTimer.singleShot(200, answer)


def type_name(text: str) -> Callable[[QFileDialog], None]:
    def act(dialog: QFileDialog) -> None:
        names: Iterable[QLineEdit] = dialog.findChildren(QLineEdit, "fileNameEdit")
        for name in names:
            name.setText(text)
        dialog.accept()

    return act


def dialogs(qtbot: QtBot, start: Path) -> FileDialogs:
    over, made = QWidget(), FileDialogs(start, (start / "none", start / "media"))
    qtbot.addWidget(over)
    over.show()
    made.belong_to(over)
    return made


def test_a_name_without_its_ending_gets_it(qtbot: QtBot, tmp_path: Path) -> None:
    files, seen = dialogs(qtbot, tmp_path), list[QFileDialog]()
    answering(seen, type_name("甲局的退回表"))
    chosen = files.save_file("另存为", "退回.xlsx", "Excel 工作簿 (*.xlsx)")
    assert chosen == tmp_path / "甲局的退回表.xlsx"
    assert len(seen) == 1


def test_the_next_question_begins_where_the_last_answer_was(qtbot: QtBot, tmp_path: Path) -> None:
    folder, seen = tmp_path / "来件", list[QFileDialog]()
    folder.mkdir()
    (folder / "表.xlsx").write_bytes(b"")
    files = dialogs(qtbot, tmp_path)
    answering(seen, type_name(str(folder / "表.xlsx")))
    kinds = "表格 (*.xlsx);;所有文件 (*)"
    assert files.open_file("选择要导入的表格", kinds) == folder / "表.xlsx"
    begun: list[str] = []

    def give_up(dialog: QFileDialog) -> None:
        begun.append(dialog.directory().absolutePath())
        dialog.reject()

    answering(seen, give_up)
    assert files.open_file("选择要导入的表格", kinds) is None
    assert begun == [str(folder)]


def test_a_folder_is_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    files, seen = dialogs(qtbot, tmp_path), list[QFileDialog]()
    answering(seen, lambda dialog: dialog.accept())
    assert files.folder("数据放在哪里") == tmp_path


def test_a_stick_is_looked_for_where_sticks_are_mounted(qtbot: QtBot, tmp_path: Path) -> None:
    files, seen = dialogs(qtbot, tmp_path), list[QFileDialog]()
    for where in (tmp_path, tmp_path / "media"):
        where.mkdir(exist_ok=True)
        answering(seen, lambda dialog: dialog.accept())
        assert files.stick("密钥盘放在哪个 U 盘上") == where
    answering(seen, lambda dialog: dialog.accept())
    assert files.folder("数据放在哪里") == tmp_path


def test_a_package_is_looked_for_where_the_last_one_lay_on_the_stick(
    qtbot: QtBot, tmp_path: Path
) -> None:
    stick, kinds = tmp_path / "media" / "U盘" / "来件", "数据包 (*.bqp)"
    stick.mkdir(parents=True)
    (stick / "包.bqp").write_bytes(b"")
    files, seen, begun = dialogs(qtbot, tmp_path), list[QFileDialog](), list[str]()

    def give_up(dialog: QFileDialog) -> None:
        begun.append(dialog.directory().absolutePath())
        dialog.reject()

    answering(seen, type_name(str(stick / "包.bqp")))
    assert files.file_on_stick("选择数据包", kinds) == stick / "包.bqp"
    answering(seen, give_up)
    assert files.file_on_stick("选择数据包", kinds) is None
    answering(seen, give_up)
    assert files.open_file("选择要导入的表格", kinds) is None
    stick.rename(stick.with_name("别的"))
    answering(seen, give_up)
    assert files.stick("上报包放到哪里") is None
    assert begun == [str(stick), str(tmp_path), str(tmp_path / "media")]


def test_the_places_at_the_side_are_folders_named_once() -> None:
    offered = places()
    assert offered
    assert all(place.is_dir() for place in offered)
    assert len(set(offered)) == len(offered)
