"""Sticks that come and go are told once, with what they were."""

import os
import select
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.sticks.machine import Machine
from export.sticks.stick import Stick
from export.sticks.watching import EVENTS, Changes, MountWatch, inserted
from tests.export.sticks.machines import Laid, laid_out, with_stick
from tests.export.sticks.spaces import in_own_space

HERE = "/media/zhang/U"
ONE = Stick(device="/dev/sdb1", serial="1", label="A", mount=HERE)
TWO = replace(ONE, device="/dev/sdc1", serial="2", mount="/media/zhang/V")
sticks = st.frozensets(
    st.builds(Stick, device=st.sampled_from("abc"), serial=st.sampled_from("12")), max_size=4
)


@pytest.fixture
def laid(tmp_path: Path) -> Laid:
    return laid_out(tmp_path)


@pytest.fixture
def watch(laid: Laid) -> Iterator[MountWatch]:
    with MountWatch(laid.machine) as watch:
        yield watch


def test_what_came_and_what_went_is_told() -> None:
    assert inserted([], [ONE, TWO]) == Changes(came=(ONE, TWO))
    assert inserted([ONE, TWO], [TWO]) == Changes(gone=(ONE,))
    assert inserted([ONE], [TWO]) == Changes(came=(TWO,), gone=(ONE,))


def test_a_stick_that_is_locked_by_the_system_has_not_come_again() -> None:
    assert inserted([ONE], [replace(ONE, read_only=True)]) == Changes()


def test_another_stick_in_the_same_folder_is_another() -> None:
    assert inserted([ONE], [replace(ONE, serial="9")]).came == (replace(ONE, serial="9"),)


@given(sticks, sticks)
def test_nothing_comes_or_goes_but_by_difference(
    before: frozenset[Stick], after: frozenset[Stick]
) -> None:
    changes = inserted(before, after)
    assert set(changes.came) == after - before
    assert set(changes.gone) == before - after


def test_a_stick_is_seen_once_it_is_mounted(laid: Laid, watch: MountWatch) -> None:
    before = watch.sticks()
    assert before == ()
    with_stick(laid, HERE)
    laid.mount("0:70", "/media/zhang/memory", "tmpfs", "tmpfs")
    (came,) = inserted(before, watch.sticks()).came
    assert (came.serial, came.mount, came.label) == ("4C530001", HERE, "报送 A")
    laid.lines[1:] = []
    laid.mount("8:1", "/home", "ext4", "/dev/sda1")
    assert inserted([came], watch.sticks()) == Changes(gone=(came,))


def test_files_of_the_machine_itself_are_no_sticks(laid: Laid, watch: MountWatch) -> None:
    laid.disk("loop3", "7:3", "virtual")
    laid.mount("7:3", "/snap/x", "squashfs", "/dev/loop3", "ro")
    assert watch.sticks() == ()


def test_a_system_without_a_table_shows_no_sticks(tmp_path: Path) -> None:
    nowhere = Machine(*(tmp_path / name for name in ("a", "b", "c", "d")))
    with MountWatch(nowhere) as watch:
        assert (watch.fileno(), watch.sticks()) == (-1, ())
        watch.close()


def test_reading_the_table_of_this_machine_lets_poll_wait_again() -> None:
    with MountWatch() as watch:
        watch.sticks()
        poll = select.poll()
        poll.register(watch.fileno(), EVENTS)
        assert isinstance(watch.sticks(), tuple)
        assert watch.fileno() >= 0


def test_a_mount_wakes_whoever_waits() -> None:
    """Where namespaces may not be made, the table is at rest, and that is what must be seen."""

    def look(mounted: Path | None) -> bool:
        with MountWatch() as watch:
            poll = select.poll()
            poll.register(watch.fileno(), EVENTS)
            watch.sticks()
            at_rest = not poll.poll(0) or mounted is None
            if mounted is not None:
                os.system(f"umount {mounted}")  # noqa: S605 - our own words
                return at_rest and bool(poll.poll(5000))
            return at_rest

    assert in_own_space(look) is True
