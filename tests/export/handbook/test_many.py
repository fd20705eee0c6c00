"""Many handbooks at once: all or none."""

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from multiprocessing import active_children
from pathlib import Path

import pytest

from domain.errors import Cancelled, Refusal
from domain.facts import UnitId
from domain.handbook import HandbookContent
from export.handbook.many import write_many
from export.handbook.writer import HandbookWriter, file_name
from export.pdf.fonts import FontChain
from tests.export.handbook import sample


@dataclass
class Steps:
    """Counts the steps; gives up after `patience` of them."""

    patience: int = 1000
    seen: list[tuple[int, int]] = field(default_factory=list)

    def step(self, done: int, total: int) -> None:
        self.seen.append((done, total))
        if done >= self.patience:
            raise Cancelled


def contents(count: int) -> Iterator[HandbookContent]:
    first = sample.content(3)
    for at in range(count):
        yield replace(first, unit=UnitId(f"629925{at:04d}"), unit_name=f"单位{at}")


def test_a_few_are_written_in_order_and_nothing_else_remains(
    fonts: FontChain, folder: Path
) -> None:
    steps = Steps()
    written = write_many(contents(3), folder, fonts, sample.STAMP, steps, total=3)
    assert [one.path for one in written] == [folder / file_name(c) for c in contents(3)]
    assert sorted(folder.iterdir()) == [one.path for one in written]
    assert steps.seen == [(1, 3), (2, 3), (3, 3)]


def test_many_are_written_by_two_processes_as_one_would(fonts: FontChain, folder: Path) -> None:
    steps = Steps()
    written = write_many(contents(25), folder, fonts, sample.STAMP, steps)
    assert [one.path for one in written] == [folder / file_name(c) for c in contents(25)]
    assert len(list(folder.iterdir())) == 25
    alone = folder / "alone.pdf"
    HandbookWriter(fonts, sample.STAMP).write(next(contents(1)), alone)
    assert alone.read_bytes() == written[0].path.read_bytes()
    assert steps.seen[-1] == (25, 0)


def test_drawing_processes_never_hear_of_ctrl_c(fonts: FontChain, folder: Path) -> None:
    """A terminal sends it to every process of the group, and whoever waits for them answers it."""

    class Pressed(Steps):
        def step(self, done: int, total: int) -> None:
            super().step(done, total)
            for child in active_children():
                os.kill(child.pid or 0, signal.SIGINT)

    assert len(write_many(contents(25), folder, fonts, sample.STAMP, Pressed())) == 25


@pytest.mark.parametrize("count", [3, 25])
def test_giving_up_leaves_the_folder_as_it_was(fonts: FontChain, folder: Path, count: int) -> None:
    older = folder / file_name(next(contents(1)))
    older.write_bytes(b"older")
    with pytest.raises(Cancelled):
        write_many(contents(count), folder, fonts, sample.STAMP, Steps(patience=2))
    assert list(folder.iterdir()) == [older]
    assert older.read_bytes() == b"older"


def test_no_units_make_no_files(fonts: FontChain, folder: Path) -> None:
    assert write_many((), folder, fonts, sample.STAMP, Steps()) == ()
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_not_there_is_refused(fonts: FontChain, folder: Path) -> None:
    with pytest.raises(Refusal) as refused:
        write_many(contents(1), folder / "none", fonts, sample.STAMP, Steps())
    assert refused.value.code == "handbook.not_written"


@pytest.mark.parametrize("count", [3, 25])
def test_a_book_that_cannot_be_written_is_told_by_its_own_place(
    fonts: FontChain, folder: Path, count: int
) -> None:
    (long,) = (replace(one, unit=UnitId("9" * 260)) for one in contents(1))
    with pytest.raises(Refusal) as refused:
        write_many(chain(contents(count), [long]), folder, fonts, sample.STAMP, Steps())
    assert refused.value.facts == {"path": str(folder / file_name(long))}
    assert list(folder.iterdir()) == []


def test_a_refusal_of_a_drawing_process_arrives_with_its_facts(
    fonts: FontChain, folder: Path
) -> None:
    blocked = folder / file_name(next(contents(1)))
    blocked.mkdir()
    with pytest.raises(Refusal) as refused:
        write_many(contents(25), folder, fonts, sample.STAMP, Steps())
    assert refused.value.facts == {"path": str(blocked)}
