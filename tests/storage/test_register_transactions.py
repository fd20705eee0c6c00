"""What the register on disk promises about commits, the audit, threads and faults."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest

from domain.errors import Refusal
from domain.facts import Fact, Person, Unit
from domain.issuers import Issuers
from domain.register import Actor
from domain.versions import AsOf
from domain.workflow.ports import Register
from storage.audit import open_audit
from storage.connect import connect
from storage.register import FILE_NAME, SqlRegister
from tests.fakes.clock import FixedClock
from tests.fakes.facts import BEGIN, CLERK, change, person, place, unit
from tests.fakes.register import OFFICE, POST_OF_ROLE
from tests.storage.registers import KEY, Witness, sql_register

ALONE = Actor("qian", frozenset({"负责人", "审核"}), single=True)


def enter(register: Register, *facts: Fact) -> None:
    with register.writing(CLERK) as writer:
        writer.audit("导入", str(len(facts)))
        writer.add(facts, BEGIN, writer.record(change()))


def read_everybody(folder: Path) -> int:
    with closing(sql_register(folder, create=False)) as register, register.reading() as reader:
        return len(list(reader.all_versions(Person)))


def log_size(folder: Path) -> int:
    return (folder / f"{FILE_NAME}-wal").stat().st_size


def test_committed_acts_are_witnessed_with_one_moment(tmp_path: Path) -> None:
    witness = Witness()
    register = sql_register(tmp_path, witness)
    with register.writing(ALONE) as writer:
        writer.audit("导入", "机构", "ab12")
        writer.audit("导入", "人员")
    first, second = witness.entries
    assert (first.act, first.object, first.digest) == ("导入", "机构", "ab12")
    assert (first.actor, first.roles, first.single) == ("qian", "审核、负责人", True)
    assert (first.register_number, second.register_number) == (1, 2)
    assert first.at == second.at
    assert len(second.digest) == 64
    assert [row.digest for row in register.audit_rows()] == ["ab12", second.digest]
    register.close()


def test_what_was_undone_is_not_witnessed(tmp_path: Path) -> None:
    witness = Witness()
    register = sql_register(tmp_path, witness)
    with pytest.raises(Refusal, match=r"register\.overlap"):
        enter(register, person(1), person(1))
    assert witness.entries == []
    assert list(register.audit_rows()) == []
    register.close()


def test_an_act_ends_with_an_empty_log_and_a_whole_database(tmp_path: Path) -> None:
    register = sql_register(tmp_path)
    enter(register, person(1))
    assert log_size(tmp_path) == 0
    (tmp_path / "copy").mkdir()
    shutil.copy(tmp_path / FILE_NAME, tmp_path / "copy" / FILE_NAME)
    register.close()
    assert read_everybody(tmp_path / "copy") == 1


def test_a_broken_audit_withholds_the_acknowledgement_and_is_completed_later(
    tmp_path: Path,
) -> None:
    witness = Witness(fault=Refusal("storage.disk_full", path="audit.db"))
    register = sql_register(tmp_path, witness)
    with pytest.raises(Refusal, match=r"storage\.disk_full"):
        enter(register, person(1), person(2))
    audit = open_audit(tmp_path, KEY, create=True)
    reconciled = audit.catch_up(register.audit_rows())
    assert (reconciled.completed, reconciled.problems) == (2, ())
    assert audit.catch_up(register.audit_rows()).completed == 0
    audit.close()
    witness.fault = None
    with register.writing(CLERK) as writer:
        writer.audit("导入", "3")
    # What was owed comes first: nothing is done that the audit does not know.
    assert [entry.register_number for entry in witness.entries] == [1, 2, 3]
    register.close()


def test_the_register_and_the_real_audit_agree(tmp_path: Path) -> None:
    audit = open_audit(tmp_path, KEY, create=True)
    register = SqlRegister(
        tmp_path / FILE_NAME, KEY, office=OFFICE, clock=FixedClock(), audit=audit,
        post_of_role=POST_OF_ROLE, issuers=Issuers(), create=True,
    )  # fmt: skip
    with register.writing(CLERK) as writer:
        writer.audit("导入", "1")
    reconciled = audit.catch_up(register.audit_rows())
    assert (reconciled.completed, reconciled.problems, audit.head().n) == (0, (), 1)
    register.close()
    audit.close()


def test_a_file_put_back_from_before_is_told(tmp_path: Path) -> None:
    audit = open_audit(tmp_path, KEY, create=True)
    sql_register(tmp_path).close()
    shutil.copy(tmp_path / FILE_NAME, tmp_path / "yesterday")
    register = SqlRegister(
        tmp_path / FILE_NAME, KEY, office=OFFICE, clock=FixedClock(), audit=audit,
        post_of_role=POST_OF_ROLE, issuers=Issuers(),
    )  # fmt: skip
    with register.writing(CLERK) as writer:
        writer.audit("导入", "1")
    register.close()
    shutil.copy(tmp_path / "yesterday", tmp_path / FILE_NAME)
    register = sql_register(tmp_path, create=False)
    (problem,) = audit.catch_up(register.audit_rows()).problems
    assert problem.code == "audit.register_behind"
    register.close()
    audit.close()


def test_another_process_at_work_is_a_refusal(tmp_path: Path) -> None:
    register = sql_register(tmp_path)
    other = connect(tmp_path / FILE_NAME, KEY)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Refusal, match=r"storage\.busy"), register.writing(CLERK):
        pass
    other.execute("ROLLBACK")
    other.close()
    with register.writing(CLERK) as writer:
        writer.keep_setting("a", "b")
    register.close()


def test_a_stream_ends_with_its_reader(tmp_path: Path) -> None:
    register = sql_register(tmp_path)
    enter(register, unit(1), unit(2))
    with register.reading() as reader:
        left_over = reader.all_versions(Unit)
        next(left_over)
    enter(register, unit(3))
    assert log_size(tmp_path) == 0
    with register.reading() as reader:
        assert len(reader.units(AsOf(BEGIN))) == 3
    with pytest.raises(Exception, match="closed cursor"):
        next(left_over)
    register.close()


def test_threads_read_side_by_side(tmp_path: Path) -> None:
    register = sql_register(tmp_path)
    with register.writing(CLERK) as writer:
        writer.add([unit(1)], BEGIN, writer.record(change()))
        writer.add([person(1)], BEGIN, 1)
        writer.add([place(person(1), unit(1))], BEGIN, 1)
    together = Barrier(3, timeout=30)

    def read(_number: int) -> int:
        with register.reading() as reader:
            together.wait()
            return len(list(reader.members(AsOf(BEGIN))))

    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(read, range(3))) == [1, 1, 1]
    register.close()


def test_a_register_needs_its_key_and_its_file(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"storage\.missing"):
        sql_register(tmp_path, create=False)
    sql_register(tmp_path).close()
    with pytest.raises(Refusal, match=r"storage\.exists"):
        sql_register(tmp_path)
    with pytest.raises(Refusal, match=r"storage\.damaged"):
        SqlRegister(
            tmp_path / FILE_NAME, bytes(32), office=OFFICE, clock=FixedClock(), audit=Witness(),
            post_of_role=POST_OF_ROLE, issuers=Issuers(),
        )  # fmt: skip


def test_a_newer_register_is_not_touched(tmp_path: Path) -> None:
    sql_register(tmp_path).close()
    connection = connect(tmp_path / FILE_NAME, KEY)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(Refusal, match=r"storage\.too_new"):
        sql_register(tmp_path, create=False)


def test_damage_found_while_reading_is_a_refusal(tmp_path: Path) -> None:
    register = sql_register(tmp_path)
    with register.writing(CLERK) as writer:
        writer.add((person(n) for n in range(1, 400)), BEGIN, writer.record(change()))
    register.close()
    path = tmp_path / FILE_NAME
    content = bytearray(path.read_bytes())
    for page in range(20 * 4096, len(content), 4096):
        content[page + 100] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(Refusal, match=r"storage\.damaged"):
        read_everybody(tmp_path)
