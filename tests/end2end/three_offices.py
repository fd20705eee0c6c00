"""A province, a city and a county that know of each other only what files on a stick tell them."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.desktop.commanding import Answer, Bianqing, init
from tests.desktop.small_county import write_people, write_units
from tests.desktop.test_exchange import enrol

ALONE: Final = "--single-operator"
CLOSED: Final = frozenset({"accepted", "returned", "void"})
"""What becomes of a package in the end; any other state means that somebody still waits."""


@dataclass(frozen=True)
class ThreeOffices:
    """Three data folders, the stick that goes between them, and the calendar on the wall."""

    folder: Path
    province: Bianqing
    city: Bianqing
    county: Bianqing

    @property
    def stick(self) -> Path:
        return self.folder / "stick"

    @property
    def all(self) -> tuple[Bianqing, Bianqing, Bianqing]:
        return self.province, self.city, self.county

    def on(self, day: str) -> None:
        """Let the clocks of all three show a day."""
        os.environ["BIANQING_TODAY"] = day

    def created(self, sender: Bianqing, kind: str, to: str) -> Any:  # noqa: ANN401 - any JSON
        """Let an office write a package onto the stick."""
        return sender.done("package", "create", "--kind", kind, "--to", to, "--out", self.stick)

    def report(self) -> Path:
        """Let the county report; returns the file on the stick."""
        return Path(self.created(self.county, "上报", "6299")["path"])

    def taken(self, receiver: Bianqing, package: Path | str) -> Any:  # noqa: ANN401 - any JSON
        """Let an office accept a file; its receipt goes onto the stick."""
        return receiver.done("package", "accept", package, "--receipt", self.stick)

    def answered(self, sender: Bianqing, accepted: Any) -> None:  # noqa: ANN401 - any JSON
        """Carry the receipt of an accepted report back to who sent it."""
        told = sender.done("package", "accept", accepted["receipt"]["path"])
        assert "accepted" in {each["status"] for each in told["difference"]["verdicts"]}

    def told_where_it_stands(self, upper: Bianqing, lower: Bianqing, code: str) -> None:
        """Carry a receipt down that nobody's report asked for: here is how far we got."""
        lower.done("package", "accept", self.created(upper, "回执", code)["path"])

    def up_to_the_city(self) -> Path:
        """Carry a report of the county up and its receipt down."""
        package = self.report()
        self.answered(self.county, self.taken(self.city, package))
        return package

    def up_to_the_province(self) -> Path:
        """Carry a report of the city, with its county, up and its receipt down."""
        package = Path(self.created(self.city, "上报", "62")["path"])
        self.answered(self.city, self.taken(self.province, package))
        return package

    def refuses(self, receiver: Bianqing, package: Path | str, code: str) -> None:
        """Let an office refuse a file with a code, and change nothing."""
        before = receiver.digest()
        assert receiver.refused("package", "accept", package, "--receipt", self.stick) == code
        assert receiver.digest() == before

    def business(self, number: int, effective: str, **stated: object) -> None:
        """Carry a case of the county into its register, by a document of its own."""
        document = {
            "number": f"安编办函〔2027〕{number}号", "title": "关于编制事项的函",
            "issuer": "安澜县委编办", "date": effective,
        }  # fmt: skip
        case = {"document": document, "effective": effective, "explanation": "按批文办理"} | stated
        file = self.folder / "case.json"
        file.write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")
        drafted = self.county.done("case", "new", file)["case"]
        self.county.done("case", "submit", drafted["id"])
        done = self.county.done("case", "approve", drafted["id"])["case"]
        assert done["state"] == "done"

    def digests(self, *days: str) -> set[str]:
        """Return the digests that the three have; `days` as of which, today without."""
        asked: list[tuple[str, ...]] = [("--as-of", day) for day in days] or [()]
        return {
            "|".join(office.digest(*words) for words in asked)  # one text per office
            for office in self.all
        }

    def converged(self) -> None:
        """Hold that the three agree on today."""
        assert len(self.digests()) == 1

    def states(self, office: Bianqing) -> list[str]:
        """Return what became of the reports that an office sent, the newest first."""
        return [each["status"] for each in reports(office)]

    def unanswered(self, office: Bianqing) -> list[str]:
        """Return the reports of which an office has not heard yet, the oldest first."""
        waiting = [each["id"] for each in reports(office) if each["status"] not in CLOSED]
        return waiting[::-1]


def reports(office: Bianqing) -> list[dict[str, Any]]:
    """Return the reports that an office sent, the newest first."""
    listed = office.done("package", "list")["packages"]
    return [each for each in listed if (each["direction"], each["kind"]) == ("sent", "上报")]


def kept(office: Bianqing, name: str) -> Path:
    """Keep the data folder as it is, as an image of the disk does."""
    image = office.data.with_name(name)
    shutil.copytree(office.data, image)
    return image


def put_back(office: Bianqing, image: Path, *, outbox: bool = True) -> None:
    """Put the data folder back to an image; without its outbox as somebody tidied it away."""
    shutil.rmtree(office.data)
    shutil.copytree(image, office.data)
    if not outbox:
        shutil.rmtree(office.data / "outbox")


def founded(folder: Path) -> ThreeOffices:
    """Found three offices, fill the county from workbooks, and certify them by files."""
    (folder / "stick").mkdir()
    province = init(folder / "province", "62", "陇原省", "province", ALONE)
    city = init(folder / "city", "6299", "安河市", "city", ALONE)
    county = init(folder / "county", "629925", "安澜县", "county", ALONE)
    county.done("import", "units", write_units(folder / "units.xlsx"))
    county.done("import", "persons", write_people(folder / "persons.xlsx"))
    enrol(city, province, folder)
    enrol(county, city, folder)
    return ThreeOffices(folder, province, city, county)


def trouble(answer: Answer) -> str:
    """Return what went wrong although the command was done; a person has to look."""
    assert answer.exit == 3, answer.value
    return str(answer.value["trouble"]["code"])
