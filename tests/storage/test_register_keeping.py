"""One contract for both registers: what is kept beside facts, accepted states, transactions."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.case import SUBMITTED, Case, CaseId
from domain.dates import Period
from domain.documents import Document
from domain.errors import Refusal
from domain.facts import Fact, Person
from domain.register import Receipt
from domain.stated import Stated, stated
from domain.versions import AsOf, Version
from domain.workflow.ports import Register
from tests.fakes.facts import (
    BEGIN,
    CLERK,
    change,
    place,
)  # fmt: skip
from tests.storage.contract import BUREAU, CLINIC, LI, NOW, OTHER, SCHOOL, WANG, fill, refused


def a_case(number: str, kind: str = "enrol") -> Case:
    document = Document("安编办函〔2026〕8号", "关于上编的函", "安澜县委编办", date(2026, 2, 3))
    return Case(
        CaseId(number),
        kind,
        BUREAU.unit,
        document,
        date(2026, 3, 1),
        ({"name": "李建国", "id_no": LI.id_no},),
        facts={"slot": "7"},
    )


def test_cases_are_kept_and_found_again(register: Register) -> None:
    with register.writing(CLERK) as writer:
        assert [writer.next_case(2026), writer.next_case(2026)] == ["2026-00001", "2026-00002"]
        first, other = a_case("2026-00002"), a_case("2026-00003", kind="leave")
        writer.save_case(first)
        writer.save_case(other)
        changed = replace(
            first, state=SUBMITTED, document=Document(""), single=True, change=None, reason="改"
        )
        writer.save_case(changed)
        assert writer.next_case(2026) == "2026-00004"
        assert writer.next_case(2027) == "2027-00001"
    with register.reading() as reader:
        assert reader.case(first.id) == changed
        assert reader.cases() == (other, changed)
        assert reader.cases(states=[SUBMITTED]) == (changed,)
        assert reader.cases(kind="leave") == (other,)
        with pytest.raises(Refusal) as caught:
            reader.case(CaseId("2026-00009"))
    assert refused(caught) == "case.unknown"


def test_receipts_and_settings_are_kept(register: Register) -> None:
    at = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
    sent = Receipt("sent", OTHER, "up", 1, 1, "p1", "ab", "cd", at, "已发", facts={"people": 3})
    later = replace(sent, seq=2, package="p2")
    with register.writing(CLERK) as writer:
        for receipt in (sent, later, replace(sent, status="已收")):
            writer.keep_receipt(receipt)
        writer.keep_setting("peer", "6299")
        writer.keep_setting("peer", "6298")
    with register.reading() as reader:
        assert reader.receipts() == (later, replace(sent, status="已收"))
        assert reader.last_receipt("sent", OTHER, "up") == later
        assert reader.last_receipt("accepted", OTHER, "up") is None
        assert reader.setting("peer") == "6298"


def report(*versions: tuple[Fact, Period]) -> list[Stated]:
    return [stated(Version(77, fact, valid)) for fact, valid in versions]


def test_an_accepted_state_replaces_the_one_before(register: Register) -> None:
    always = Period(BEGIN)
    fill(register, CLINIC)
    with register.writing(CLERK) as writer:
        first = writer.replace_office(
            OTHER,
            report((BUREAU, always), (SCHOOL, always), (LI, always), (place(LI, BUREAU), always)),
            writer.record(change("接收")),
        )
        known = writer.last_change()
    assert (first["unit"], first["person"], first["quota"]) == ((2, 0), (1, 0), (0, 0))
    split, renamed = Period(BEGIN, date(2026, 4, 1)), replace(LI, name="李建军")
    with register.writing(CLERK) as writer:
        second = writer.replace_office(
            OTHER,
            report((BUREAU, split), (LI, split), (renamed, Period(date(2026, 4, 1)))),
            writer.record(change("接收")),
        )
    assert (second["unit"], second["person"], second["occupancy"]) == ((1, 2), (2, 1), (0, 1))
    with register.reading() as reader:
        assert reader.offices() == (register.office.code, OTHER)
        assert reader.units(NOW) == (CLINIC,)
        assert reader.units(NOW, OTHER) == ()
        assert reader.units(AsOf(NOW.day, known), OTHER) == (BUREAU, SCHOOL)
        assert [one.unit for one in reader.dossiers(AsOf(date(2026, 2, 1)))] == [CLINIC, BUREAU]
        assert [one.office for one in reader.staffing(AsOf(date(2026, 2, 1)))] == [
            register.office.code,
            OTHER,
        ]
        assert [one.content for one in reader.all_versions(Person, OTHER)] == [LI, renamed]
        assert list(reader.members(AsOf(date(2026, 2, 1)), OTHER)) == []
        assert [one.person for one in reader.members(AsOf(NOW.day, known), OTHER)] == [LI]


@pytest.mark.parametrize(
    "given",
    [
        report((LI, Period(BEGIN)), (BUREAU, Period(BEGIN))),
        report((WANG, Period(BEGIN)), (LI, Period(BEGIN))),
        report((LI, Period(BEGIN)), (replace(LI, sex="男"), Period(BEGIN))),
    ],
)
def test_an_accepted_state_out_of_order_is_refused(register: Register, given: list[Stated]) -> None:
    with pytest.raises(Refusal) as caught, register.writing(CLERK) as writer:
        writer.replace_office(OTHER, given, writer.record(change("接收")))
    assert refused(caught) == "register.unsorted"


def test_an_accepted_state_that_contradicts_itself_is_refused(register: Register) -> None:
    given = report((LI, Period(BEGIN)), (replace(LI, sex="男"), Period(date(2026, 2, 1))))
    with pytest.raises(Refusal) as caught, register.writing(CLERK) as writer:
        writer.replace_office(OTHER, given, writer.record(change("接收")))
    assert refused(caught) == "register.overlap"


def import_and_fail(register: Register) -> None:
    with register.writing(CLERK) as writer:
        writer.add([LI], BEGIN, writer.record(change()))
        writer.keep_setting("peer", "6299")
        writer.audit("导入", "1")
        raise ZeroDivisionError


def test_an_exception_undoes_the_whole_transaction(register: Register) -> None:
    with pytest.raises(ZeroDivisionError):
        import_and_fail(register)
    with register.reading() as reader:
        assert (reader.last_change(), reader.setting("peer")) == (0, "")
        assert reader.known_person(LI.id_no) is None


def test_a_second_writer_is_refused_and_the_first_goes_on(register: Register) -> None:
    with register.writing(CLERK) as writer:
        with pytest.raises(Refusal) as caught, register.writing(CLERK):
            pass
        writer.keep_setting("peer", "6299")
    assert refused(caught) == "storage.busy"
    with register.reading() as reader:
        assert reader.setting("peer") == "6299"


def test_a_reader_sees_one_moment(register: Register) -> None:
    with register.reading() as reader:
        fill(register, CLINIC)
        assert reader.units(NOW) == ()
        assert reader.last_change() == 0
    with register.reading() as reader:
        assert reader.units(NOW) == (CLINIC,)
