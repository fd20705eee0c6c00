"""Packages and certificates at the desk over the invented county."""

# ruff: noqa: ARG002 - a fake answers the same whatever the day

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event
from typing import Any

from domain.errors import Refusal
from domain.exchange.arrived import Arrived, NamedUnits
from domain.exchange.changed_people import ChangedPerson
from domain.exchange.remarks import Remark, unanswered
from domain.exchange.shipment import (
    CODE_TABLES,
    COMPARISON_LIST,
    HANDED_DOWN,
    PRE_AUDIT,
    RECEIPT,
    REPORT,
    RETURN,
)
from domain.exchange.telling import CertificateRequest
from domain.facts import OfficeCode, Unit, UnitId
from domain.outcomes import CertificateView, CertificateWish, PackageView, WordedFinding
from domain.register import Office, Receipt
from domain.workflow.ports import Progress
from domain.workflow.staging import Waiting
from tests.fakes.table_desk import FakeTableDesk

TODAY = date(2026, 11, 22)
CONTENTS: dict[str, tuple[dict[str, int], dict[str, Any]]] = {
    REPORT: (
        {"units": 120, "persons": 6001},
        {
            "before": {"units": 120, "persons": 6000},
            "after": {"units": 120, "persons": 6001},
            "units": {"安澜县教育局": {"added": 3, "changed": 1, "gone": 2}},
        },
    ),
    HANDED_DOWN: (
        {"decision": 1, "work_year": 0, "report_freeze": 1, "report_leave": 0},
        {
            "version": {"before": 1, "after": 2},
            "decisions": {
                "thresholds.retire_notice_months": {
                    "state": "new",
                    "own": True,
                    "before": 3,
                    "after": 6,
                },
            },
            "years": {},
            "reporting": {"added": ["2026-12-15 至 2027-01-10"], "gone": []},
        },
    ),
    COMPARISON_LIST: ({"listed": 1}, {}),
    RETURN: (
        {"about": 1, "remark": 1},
        {
            "about": {"seq": 3, "reason": "一处要改"},
            "remarks": [asdict(Remark(1, "批文没有上传"))],
        },
    ),
    CODE_TABLES: (
        {"work_year": 2},
        {
            "years": {
                "2026": {
                    "state": "changed",
                    "own": True,
                    "rest": {"added": ["01-02"], "gone": []},
                    "work": {"added": [], "gone": ["01-04"]},
                },
                "2027": {
                    "state": "new",
                    "own": False,
                    "rest": {"added": ["01-01"], "gone": []},
                    "work": {"added": [], "gone": []},
                },
            }
        },
    ),
}
ROOT, ASKED = "10" * 32, "a5" * 32
OFFICE = Office(OfficeCode("629925"), "中共安澜县委机构编制委员会办公室", "county")


UNIT = Unit(UnitId("629925000001"), "安澜县教育局", short_name="教育局")
INBOX = Path("inbox", "来件.bqp")


def staged(seq: int, path: Path) -> Waiting:
    at = datetime(2026, 11, 22, 9, seq, tzinfo=UTC)
    return Waiting("5e" * 32, path, OFFICE.code, OFFICE.name, seq, "zhang", at)


WISH = CertificateWish(
    OfficeCode("629925"), "安澜县委编办", date(2026, 11, 20), "ab" * 32, b"request"
)


def _nothing() -> None:
    """Do nothing while a package is made."""


class FakeExchangeDesk(FakeTableDesk):
    """Remembers what went out and came in."""

    def __init__(self) -> None:
        super().__init__()
        self.office = OFFICE
        self.receipts: list[Receipt] = []
        self.certified = True
        self.carried: list[str] = []
        self.given: tuple[tuple[Remark, ...], str] = ((), "")
        self.arriving = REPORT
        self.trouble: Refusal | None = None
        self.own_disk, self.gate = False, Event()
        self.gate.set()
        self.refusing: Refusal | None = None
        self.on_create: Callable[[], None] = _nothing
        self.offices_below: tuple[CertificateView, ...] = ()
        self.requests: tuple[CertificateRequest, ...] = ()
        self.staged: tuple[Waiting, ...] = ()
        self.strangers: tuple[str, ...] = ()
        self.below: tuple[Unit, ...] = (UNIT,)
        self.found: tuple[WordedFinding, ...] = ()
        self.in_file: tuple[Remark, ...] = ()

    def create_package(self, kind: str, to: tuple[OfficeCode, ...], folder: Path) -> PackageView:
        self.on_create()
        self.carried.append(f"create {kind} {' '.join(to)}")
        self.receipts.insert(0, receipt(len(self.receipts) + 1, "sent"))
        made = self._package(folder / "包.bqp", "written", kind)
        if self.trouble is None:
            return made
        return replace(made, status="created", trouble=self.trouble)

    def prepare_package(self, kind: str, to: tuple[OfficeCode, ...]) -> PackageView:
        self.carried.append(f"prepare {kind} {' '.join(to)}")
        return self._package(Path("outbox"), "prepared", kind)

    def sign_package(self, kind: str, to: tuple[OfficeCode, ...], folder: Path) -> PackageView:
        self.carried.append(f"sign {kind} {' '.join(to)}".rstrip())
        self.receipts.insert(0, receipt(len(self.receipts) + 1, "sent"))
        return self._package(folder / "包.bqp", "written", kind)

    def inspect_package(self, path: Path, progress: Progress) -> PackageView:
        if "坏" in path.name:
            raise Refusal("package.tampered", path=path.name)
        if self.arriving != REPORT:
            return self._package(path, "verified", self.arriving)
        if not any(each.path == INBOX for each in self.staged):
            self.staged += (staged(1, INBOX),)
        return self._package(INBOX, "staged", self.arriving)

    def staged_packages(self) -> tuple[Waiting, ...]:
        return self.staged

    def check_package(self, path: Path, progress: Progress) -> Arrived:
        return Arrived(NamedUnits(self.below, {UNIT.unit: "jyj"}), self.found)

    def changed_people(
        self, path: Path, office: OfficeCode, unit: str, progress: Progress
    ) -> tuple[ChangedPerson, ...]:
        self.gate.wait(5)
        self._refuse_once()
        self.carried.append(f"who {office} {unit}")
        return (ChangedPerson("gone", f"{unit}的人", "629925198803120017", "行政编制 科员"),)

    def discard_package(self, path: Path) -> None:
        self.carried.append(f"discard {path.name}")
        self.staged = tuple(each for each in self.staged if each.path != path)

    def units_of(self, office: OfficeCode) -> NamedUnits:
        return NamedUnits(self.below, {UNIT.unit: "jyj"})

    def read_remarks(self, path: Path) -> tuple[Remark, ...]:
        return self.in_file

    def strangers_on(self, folder: Path) -> tuple[str, ...]:
        return self.strangers

    def accept_package(
        self, path: Path, progress: Progress, receipt_to: Path | None = None
    ) -> PackageView:
        self.receipts.insert(0, receipt(len(self.receipts) + 1, "accepted"))
        self.staged = tuple(each for each in self.staged if each.path != path)
        taken = self._package(path, "accepted", self.arriving)
        if self.arriving != REPORT:
            return taken
        answer = replace(taken, package="R-0001", kind=RECEIPT, difference={}, status="created")
        if receipt_to is not None and self.trouble is None:
            answer = replace(answer, status="written", path=receipt_to / "回执.bqp")
            self.carried.append(f"receipt {receipt_to.name}")
        return replace(taken, answer=replace(answer, trouble=self.trouble))

    def return_package(self, path: Path, remarks: tuple[Remark, ...], reason: str) -> PackageView:
        self.given = (remarks, reason)
        self.carried.append("return")
        self.staged = tuple(each for each in self.staged if each.path != path)
        taken = self._package(path, "returned", self.arriving)
        return replace(
            taken,
            difference={},
            answer=replace(
                taken,
                package="B-0001",
                kind=RETURN,
                status="created",
            ),
        )

    def remark_report(
        self, office: OfficeCode, report: str, remarks: tuple[Remark, ...], reason: str
    ) -> PackageView:
        self._refuse_once()
        self.given = (remarks, reason)
        self.carried.append(f"remark {office} {report}")
        return replace(
            self._package(Path("outbox"), "created", REPORT), package="V-0001", kind=PRE_AUDIT
        )

    def answer_remark(self, package: str, number: int, text: str) -> tuple[int, ...]:
        (at,) = [n for n, held in enumerate(self.receipts) if held.package == package]
        held = self.receipts[at]
        answers = {**held.facts.get("answers", {}), str(number): {"text": text, "at": ""}}
        self.receipts[at] = replace(held, facts={**held.facts, "answers": answers})
        return unanswered(self.receipts[at])

    def write_package(self, package: str, folder: Path) -> PackageView:
        self.carried.append(f"write {package}")
        made = self._package(folder / "包.bqp", "written", REPORT)
        return replace(made, package=package)

    def packages(self) -> tuple[Receipt, ...]:
        return tuple(self.receipts)

    def certificates(self) -> tuple[CertificateView, ...]:
        if not self.certified:
            return ()
        print_of = "3f9a1c0de55b7a2291c4e86d70ab33f10c5d9e2b7846a1f0b3c2d4e5f6071829"
        return (
            CertificateView(
                "office", OFFICE.code, OFFICE.name, "中共安州市委编办", print_of,
                date(2026, 1, 1), date(2029, 1, 1), "valid",
            ),
            *self.offices_below,
        )  # fmt: skip

    def certificate_requests(self) -> tuple[CertificateRequest, ...]:
        return self.requests

    def trust_request(self, path: Path) -> CertificateWish:
        self.carried.append(f"request {path.name}")
        return WISH

    def trust_wish(self, path: Path) -> CertificateWish:
        self.carried.append(f"wish {path.name}")
        return WISH

    def _refuse_once(self) -> None:
        refusal, self.refusing = self.refusing, None
        if refusal is not None:
            raise refusal

    def trust_grant(self, wish: CertificateWish, out: Path) -> str:
        self._refuse_once()
        self.carried.append(f"grant {wish.fingerprint[:4]} {out.name}")
        return "cd" * 32

    def trust_root(self, path: Path) -> str:
        return "" if self.certified else ROOT

    def trust_install(self, path: Path, root: str) -> str:
        self._refuse_once()
        self.certified = True
        self.carried.append(f"install {path.name} {root[:4]}")
        return "ef" * 32

    def trust_found(self) -> str:
        self.certified = True
        return ROOT

    def trust_revoke(self, fingerprint: str, reason: str) -> Refusal | None:
        self.carried.append(f"revoke {fingerprint[:4]} {reason}")
        return self.trouble

    def trust_sheet(self, held: CertificateView | CertificateWish, out: Path) -> None:
        self.carried.append(f"sheet {held.fingerprint[:4]} {out.name}")

    def trust_ask(self) -> str:
        self.requests = (CertificateRequest("审核甲", ASKED),)
        return ASKED

    def trust_certify(self, account: str, fingerprint: str) -> str:
        self.carried.append(f"certify {account} {fingerprint[:4]}")
        self.requests = ()
        return "9a" * 32

    def _package(self, path: Path, status: str, kind: str) -> PackageView:
        counts, difference = CONTENTS[kind]
        return PackageView(
            "P-0001", path, kind, OFFICE.code, OFFICE.name, (OfficeCode("6299"),), 3, status,
            counts, difference, "9b1c" * 16, TODAY, own_disk=self.own_disk,
        )  # fmt: skip


def receipt(seq: int, direction: str) -> Receipt:
    status = "created" if direction == "sent" else "accepted"
    return Receipt(
        direction, OfficeCode("6299"), "report", 1, seq, f"629925-{seq:06}", "5e" * 32, "7a" * 32,
        datetime(2026, 11, 22, 9, seq, tzinfo=UTC), status,
        "/media/usb/上报.bqp",
    )  # fmt: skip
