"""While somebody copies the databases, their files hold everything and nobody changes them."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import closing
from pathlib import Path

import pytest

from domain.errors import Refusal
from domain.facts import Person
from storage.audit import open_audit
from storage.audit_entries import Entry
from storage.connect import connect
from storage.register import FILE_NAME
from tests.fakes.facts import BEGIN, CLERK, change, person
from tests.storage.registers import KEY, sql_register

ENTRY = Entry("2026-11-20T08:00:00+08:00", "韩立", "负责人", "审核办结", "案卷-1", "ab")


def test_a_still_register_has_an_empty_log_and_takes_no_writer(tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    with closing(sql_register(tmp_path)) as register:
        with register.writing(CLERK) as writer:
            writer.add([person(1)], BEGIN, writer.record(change()))
        with register.still() as path:
            assert (tmp_path / f"{FILE_NAME}-wal").stat().st_size == 0
            shutil.copy(path, tmp_path / "copy" / FILE_NAME)
            with pytest.raises(Refusal, match=r"storage\.busy"), register.writing(CLERK):
                pass
            with register.reading() as reader:
                assert len(list(reader.all_versions(Person))) == 1
        with register.writing(CLERK) as writer:
            writer.add([person(2)], BEGIN, writer.record(change()))
    with (
        closing(sql_register(tmp_path / "copy", create=False)) as copy,
        copy.reading() as reader,
    ):
        assert len(list(reader.all_versions(Person))) == 1


def test_a_register_is_not_still_while_somebody_writes(tmp_path: Path) -> None:
    with (
        closing(sql_register(tmp_path)) as register,
        register.writing(CLERK),
        pytest.raises(Refusal, match=r"storage\.busy"),
        register.still(),
    ):
        pass


def test_a_register_is_not_still_where_its_log_cannot_be_emptied(tmp_path: Path) -> None:
    with (
        closing(sql_register(tmp_path)) as register,
        closing(connect(tmp_path / FILE_NAME, KEY)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refusal, match=r"storage\.(busy|checkpoint)"), register.still():
            pass
        other.execute("ROLLBACK")
        with register.still():
            pass


def test_an_audit_keeps_who_enters_waiting_while_it_is_still(tmp_path: Path) -> None:
    with (
        closing(open_audit(tmp_path, KEY, create=True, own_thread=False)) as log,
        ThreadPoolExecutor(1) as threads,
    ):
        with log.still() as path:
            content = path.read_bytes()
            waiting = threads.submit(log.append, [ENTRY])
            with pytest.raises(NotYet):
                waiting.result(timeout=0.05)
            assert path.read_bytes() == content
            assert log.head().n == 0
        assert waiting.result(timeout=30).n == 1
