"""A county and a city, each with its own border, that exchange files and are sometimes set back."""

from __future__ import annotations

from pathlib import PurePath

from domain.dossier import Dossier
from domain.exchange.remarks import unanswered
from domain.exchange.shipment import RECEIPT, REPORT
from domain.facts import OfficeCode
from domain.outcomes import PackageView
from domain.register import Office, Receipt
from domain.versions import AsOf
from domain.workflow.accepting import Accepting
from domain.workflow.exchange import Exchange, cargoes
from domain.workflow.remarking import Remarking
from tests.domain.workflow.office import COUNTY as RULES
from tests.domain.workflow.office import HEAD, Steps
from tests.fakes.border import COUNTY, FakeBorder, Sealed, audit_head
from tests.fakes.clock import FixedClock
from tests.fakes.facts import BEGIN, change, person, place, quota, unit
from tests.fakes.register import FakeRegister
from tests.fakes.stages import FakeStages

CITY = Office(OfficeCode("6299"), "安河市委编办", "city")
TODAY = FixedClock().today()
_EDUCATION = unit(1, "安澜县教育局")


class Side:
    """One office with the files that both reach."""

    def __init__(self, office: Office, other: OfficeCode, files: dict[PurePath, Sealed]) -> None:
        self.register = FakeRegister(office)
        self.border = FakeBorder(office, files)
        self.other = other
        kinds = cargoes(office, RULES)
        self.exchange = Exchange(
            self.register, self.border, FixedClock(), audit_head, kinds, FakeStages()
        )

    def send(self, kind: str) -> PackageView:
        return self.exchange.send(HEAD, kind, (self.other,), Steps())

    def accept(self, path: PurePath) -> PackageView:
        return Accepting(self.exchange).accept(HEAD, path, Steps())

    @property
    def history(self) -> tuple[Receipt, ...]:
        return self.exchange.history(HEAD)

    def sent(self) -> dict[int, str]:
        """Return the state of each number that was sent and counts; a void one never hides it."""
        told = [(r.seq, r.status) for r in reversed(self.history) if r.direction == "sent"]
        alive = {seq: status for seq, status in told if status != "void"}
        return {**dict(told), **alive}


class TwoOffices:
    """The county reports to the city; files that were made stay reachable unless removed."""

    def __init__(self) -> None:
        self.files: dict[PurePath, Sealed] = {}
        self.county = Side(COUNTY, CITY.code, self.files)
        self.city = Side(CITY, COUNTY.code, self.files)
        self._people = 0
        self.hire()

    def hire(self) -> None:
        """Let the county's register change, so that the next report differs."""
        self._people += 1
        first = self._people == 1
        one = person(self._people)
        facts = (_EDUCATION, quota(_EDUCATION, 900)) if first else ()
        with self.county.register.writing(HEAD) as writer:
            writer.add((*facts, one, place(one, _EDUCATION)), BEGIN, writer.record(change()))

    def report(self) -> PurePath:
        return self.county.send(REPORT).path

    def answer_all(self) -> None:
        """Answer whatever the city has remarked."""
        act = Remarking(self.county.exchange)
        for receipt in self.county.history:
            if "about" in receipt.facts:
                for number in unanswered(receipt):
                    act.answer(HEAD, receipt.package, number, "已改")

    def receipt(self) -> PurePath:
        return self.city.send(RECEIPT).path

    @property
    def agree(self) -> bool:
        """Whether the city holds what the county holds today."""
        return _held(self.county) == _held(self.city)


def _held(side: Side) -> list[Dossier]:
    with side.register.reading() as reader:
        return list(reader.dossiers(AsOf(TODAY), COUNTY.code))
