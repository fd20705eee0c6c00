"""信任表: handed on byte for byte, believed by the shelf only; nothing taken is lost."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Any

import pytest

from domain.errors import Refusal
from domain.exchange.shipment import ACCEPTED, SENT, TRUST_TABLE, Parcel
from domain.exchange.trust_notes import RevokedNote, TableNote, table_sentences
from domain.facts import OfficeCode
from domain.register import Office, Receipt
from domain.workflow.cargo import Arrival, Dispatch
from domain.workflow.trust_tables import NO_TABLES, TrustTables, arrived_table
from tests.domain.workflow.office import NOON, REVIEWER, Steps
from tests.fakes.register import FakeRegister

BELOW = OfficeCode("629925")
PROVINCE, CITY = OfficeCode("62"), Office(OfficeCode("6299"), "安河市委编办", "city")
TABLE = bytes(range(256)) * 200
STOLEN = RevokedNote("ab" * 32, "629925", "operator", 1, 2, "失窃")


@dataclass
class Shelf:
    """Satisfies `TableShelf`: goes by what it was given."""

    data: bytes = TABLE
    note: TableNote = field(
        default_factory=lambda: TableNote(
            3, 2, date(2026, 11, 20), date(2027, 5, 20), roots=False, revoked=(STOLEN,)
        )
    )

    arrived: list[bytes] = field(default_factory=list)

    def held(self) -> bytes:
        return self.data

    def judged(self, data: bytes, arrived: bytes) -> TableNote:
        self.arrived.append(arrived)
        if data != self.data:
            raise Refusal("trust.table_invalid", reason="signature")
        return self.note


def received(peer: str, seq: int, epoch: int = 1, direction: str = ACCEPTED) -> Receipt:
    package = f"{peer}-{epoch}-{seq}"
    return Receipt(
        direction, OfficeCode(peer), "report", epoch, seq, package, package, "d", NOON, "accepted"
    )


class Desk:
    """A city with what it accepted."""

    def __init__(self, shelf: Shelf, *receipts: Receipt) -> None:
        self.register, self.cargo = FakeRegister(CITY), TrustTables(shelf)
        self.dispatch = Dispatch((BELOW,), NOON.date())
        with self.register.writing(REVIEWER) as writer:
            for receipt in receipts:
                writer.keep_receipt(receipt)

    def pack(self) -> list[dict[str, Any]]:
        with self.register.reading() as reader:
            return list(self.cargo.records(reader, self.dispatch, Steps()))

    def digest(self) -> str:
        with self.register.reading() as reader:
            digest = self.cargo.digest(reader, self.dispatch)
            assert self.cargo.standing(reader, self.dispatch) == digest
        return digest

    def take(self, records: list[dict[str, Any]], digest: str = "") -> dict[str, Any]:
        parcel = Parcel(
            PurePath("a.bqp"), "p", TRUST_TABLE, PROVINCE, "陇原省", (CITY.code,), "trust", 1, 1,
            "trust/1", NOON.date(), digest or self.digest(), "s", {"trust_part": len(records)},
            {}, NOON,
        )  # fmt: skip
        assert self.cargo.stated(parcel) == {"trust_part": len(records)}
        with self.register.writing(REVIEWER) as writer:
            arrival = Arrival(parcel, iter(records), REVIEWER, NOON, Steps())
            return self.cargo.take_over(writer, arrival)

    def arrived(self) -> bytes:
        with self.register.reading() as reader:
            return arrived_table(reader)


def test_a_table_is_handed_on_byte_for_byte() -> None:
    desk = Desk(Shelf())
    packed = desk.pack()
    assert len(packed) == 3
    with desk.register.reading() as reader:
        assert desk.cargo.counts(reader, desk.dispatch) == {"trust_part": 3}
    assert desk.arrived() == b""
    told = desk.take(packed)["table"]
    assert (told["version"], told["before"], told["state"]) == (3, 2, "new")
    assert desk.arrived() == TABLE


def test_what_arrived_before_is_told_to_whoever_judges_the_next() -> None:
    shelf = Shelf()
    desk = Desk(shelf)
    packed = desk.pack()
    desk.take(packed)
    desk.take(packed)
    assert shelf.arrived == [b"", TABLE]


def test_a_table_that_is_held_already_changes_nothing() -> None:
    shelf = Shelf()
    shelf.note = TableNote(3, 3, date(2026, 11, 20), date(2027, 5, 20), roots=False, revoked=())
    desk = Desk(shelf)
    assert desk.take(desk.pack())["table"]["state"] == "same"
    assert desk.arrived() == b""


def test_what_was_taken_on_a_revoked_word_is_listed_and_stays() -> None:
    kept = (
        received("629925", 1),
        received("629925", 2),
        received("629925", 1, epoch=2),
        received("629925", 2, direction=SENT),
        received("629926", 9),
    )
    desk = Desk(Shelf(), *kept)
    review = desk.take(desk.pack())["table"]["review"]
    assert {each["package"] for each in review} == {"629925-1-2", "629925-2-1"}
    with desk.register.reading() as reader:
        assert len(reader.receipts()) == len(kept)


@pytest.mark.parametrize(
    ("role", "office", "expected"),
    [
        ("authority", "6299", {"6299", "629925"}),
        ("operator", "6299", {"6299"}),
        ("authority", "", set()),
    ],
)
def test_whoever_had_an_authority_could_have_certified_those_below(
    role: str, office: str, expected: set[str]
) -> None:
    note = RevokedNote("ab" * 32, office, role, 1, 1, "")
    told = {peer for peer in ("6299", "629925", "6298") if note.concerns(received(peer, 1))}
    assert told == expected


def part(number: int = 1, text: object = "QUJD", **more: object) -> dict[str, Any]:
    return {"kind": "trust_part", "number": number, "text": text, **more}


@pytest.mark.parametrize(
    "records",
    [
        [part(2)],
        [part(), part()],
        [part(text="")],
        [part(text=7)],
        [part(text="A" * 32_769)],
        [part(more=1)],
        [part() | {"kind": "unit"}],
        [part(text="QUJ")],
        [part(n) for n in range(1, 66)],
    ],
)
def test_records_of_another_form_are_refused(records: list[dict[str, Any]]) -> None:
    desk = Desk(Shelf())
    with pytest.raises(Refusal, match=r"package\.record_unreadable"):
        desk.take(records)
    assert desk.arrived() == b""


def test_a_table_that_is_not_the_signed_one_is_refused() -> None:
    desk = Desk(Shelf())
    with pytest.raises(Refusal, match=r"package\.digest_differs"):
        desk.take(desk.pack(), digest="0" * 64)


def test_a_table_that_the_root_did_not_sign_is_refused() -> None:
    desk = Desk(Shelf(b"ABC"))
    records, digest = desk.pack(), desk.digest()
    assert base64.b64decode(records[0]["text"]) == b"ABC"
    other = Desk(Shelf(b"XYZ"))
    with pytest.raises(Refusal, match=r"trust\.table_invalid"):
        other.take(records, digest)
    assert other.arrived() == b""


def test_an_office_without_a_trust_list_has_no_table() -> None:
    for act in (NO_TABLES.held, lambda: NO_TABLES.judged(b"", b"")):
        with pytest.raises(Refusal, match=r"trust\.table_missing"):
            act()


def test_a_table_is_told_in_words() -> None:
    desk = Desk(Shelf(), received("629925", 2))
    said = list(table_sentences(desk.take(desk.pack())))
    assert said[0] == "信任表第 3 版（本办原用第 2 版），2026-11-20 签发，下一版最迟 2027-05-20。"
    assert said[1].startswith("吊销 629925 的人员证书（指纹 ABABABABABABABAB …）：失窃")
    assert said[2].startswith("须复查：629925 第 1 期第 2 号包（629925-1")
    assert list(table_sentences({})) == []


def test_the_first_table_and_a_new_root_are_told_and_one_that_is_held() -> None:
    unknown = RevokedNote("cd" * 32, "", "encryption", 1, 1, "")
    shelf = Shelf()
    shelf.note = TableNote(
        1, 0, date(2026, 11, 20), date(2027, 5, 20), roots=True, revoked=(unknown,)
    )
    desk = Desk(shelf)
    said = list(table_sentences(desk.take(desk.pack())))
    assert said[0].startswith("信任表第 1 版（本办还没有信任表）")
    assert said[1].startswith("省级更换了根证书")
    assert said[2].startswith("吊销 单位不详 的收件证书")
    shelf.note = TableNote(1, 1, date(2026, 11, 20), date(2027, 5, 20), roots=False, revoked=())
    assert list(table_sentences(desk.take(desk.pack()))) == [
        "信任表第 1 版，本办已在用，没有变动。"
    ]
