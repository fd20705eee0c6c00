"""Work beside the GUI thread."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from domain.errors import Refusal
from domain.workflow.ports import Progress
from ui.messages import UserMessage
from ui.tasks import Lanes, ignore


def test_three_hundred_quick_tasks_arrive_in_order_on_the_main_thread(
    qtbot: QtBot, lanes: Lanes
) -> None:
    owner, arrived = QObject(), list[tuple[int, bool]]()

    def note(number: int) -> None:
        arrived.append((number, threading.current_thread() is threading.main_thread()))

    def giving(number: int) -> Callable[[Progress], int]:
        return lambda _: number

    for number in range(300):
        lanes.write(owner, giving(number), done=note, failed=ignore)
    qtbot.waitUntil(lambda: len(arrived) == 300)
    assert arrived == [(number, True) for number in range(300)]


def test_a_refusal_arrives_in_words(qtbot: QtBot, lanes: Lanes) -> None:
    told = list[UserMessage]()

    def refuse(_: Progress) -> None:
        raise Refusal("case.blocked", case="2026-00001")

    owner = QObject()
    lanes.write(owner, refuse, done=ignore, failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [UserMessage("case.blocked", "业务单 2026-00001 还有错误没有处理。")]


def test_a_defect_is_told_without_its_text(qtbot: QtBot, lanes: Lanes) -> None:
    told = list[UserMessage]()

    def fail(_: Progress) -> None:
        raise ValueError("629925199001011234")

    owner = QObject()
    lanes.read(owner, fail, done=ignore, failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [UserMessage("ui.unexpected", "程序内部出错。")]


def test_cancelled_work_ends_with_cancelled_and_nothing_else(qtbot: QtBot, lanes: Lanes) -> None:
    endings, began, go_on = list[str](), threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        began.set()
        go_on.wait(5)
        progress.step(1, 2)

    owner = QObject()
    task = lanes.write(
        owner,
        work,
        done=lambda _: endings.append("done"),
        failed=lambda _: endings.append("failed"),
        cancelled=lambda: endings.append("cancelled"),
    )
    qtbot.waitUntil(began.is_set)
    task.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(endings))
    assert endings == ["cancelled"]


def test_nothing_reaches_an_owner_that_is_gone(qtbot: QtBot, lanes: Lanes) -> None:
    arrived, after = list[object](), list[object]()
    owner, other = QObject(), QObject()
    hold = threading.Event()
    lanes.read(owner, lambda _: hold.wait(5), done=arrived.append, failed=ignore)
    owner.deleteLater()
    qtbot.wait(10)
    hold.set()
    lanes.read(other, lambda _: 1, done=after.append, failed=ignore)
    qtbot.waitUntil(lambda: bool(after))
    assert arrived == []


def test_an_abandoned_answer_is_not_delivered(qtbot: QtBot, lanes: Lanes) -> None:
    arrived, after, owner = list[int](), list[int](), QObject()
    lanes.read(owner, lambda _: 1, done=arrived.append, failed=ignore).abandon()
    lanes.read(owner, lambda _: 2, done=after.append, failed=ignore)
    qtbot.waitUntil(lambda: bool(after))
    assert (arrived, after) == ([], [2])


def test_pages_do_not_wait_behind_an_act(qtbot: QtBot, lanes: Lanes) -> None:
    owner, read, hold = QObject(), list[int](), threading.Event()
    lanes.write(owner, lambda _: hold.wait(5), done=ignore, failed=ignore)
    assert lanes.busy_writing
    lanes.read(owner, lambda _: 1, done=read.append, failed=ignore)
    qtbot.waitUntil(lambda: read == [1])
    assert lanes.busy_writing
    hold.set()
    qtbot.waitUntil(lambda: not lanes.busy_writing)


def test_nothing_runs_once_the_lanes_are_closed(qtbot: QtBot) -> None:
    lanes, owner, ran = Lanes({}), QObject(), list[str]()
    lanes.close()
    task = lanes.read(owner, lambda _: ran.append("ran"), done=ignore, failed=ignore)
    qtbot.wait(20)
    assert task.stopped
    assert ran == []
