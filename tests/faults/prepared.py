"""The folders that trials begin with: offices made once, copied for each trial."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from tests.desktop.commanding import ids
from tests.desktop.small_county import (
    EDUCATION,
    SCHOOL,
    TEACHER,
    number_of,
    person,
    write_people,
    write_units,
)
from tests.desktop.staffing import ADMIN, AUDITOR, CLERK, LEADER, REVIEWER, SECURITY
from tests.faults.older import of_the_first_schema, without_the_newest_steps
from tests.faults.program import HEAD, Program

ROWS: Final = 30
_WITHIN_A_PAGE: Final = 200
PDF: Final = b"%PDF-1.7\n" + b"0123456789abcdef" * 600 + b"\n%%EOF\n"
_ORDER: Final = {
    "number": "安编办函〔2026〕8号",
    "title": "关于人员上编的函",
    "issuer": "县委编办",
    "date": "2026-11-20",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a trial happens: the data folder, what is brought in, and a stick."""

    root: Path

    @property
    def data(self) -> Path:
        """The office's data folder."""
        return self.root / "data"

    @property
    def brought(self) -> Path:
        """The folder of workbooks, scans and packages that are brought."""
        return self.root / "in"

    @property
    def stick(self) -> Path:
        """The folder of a stick."""
        return self.root / "stick"


def newcomer(order: int) -> dict[str, str]:
    """Return somebody who may enter 教育局."""
    return {
        "name": f"新人{order}",
        "id": ids(f"629925199806{order:02d}091"),
        "quota_type": "行政编制",
        "post_class": "行政管理岗位",
        "entry_mode": "公务员考录",
        "work_start": "2020-08",
    }


def entry(order: int) -> dict[str, Any]:
    """Return what a case file says that brings a newcomer into 教育局."""
    return {
        "kind": "人员上编",
        "unit": EDUCATION,
        "document": _ORDER,
        "effective": "2026-11-20",
        "persons": [newcomer(order)],
    }


def leaving() -> dict[str, Any]:
    """Return what a case file says that takes somebody out of the school."""
    return {
        "kind": "人员下编",
        "unit": SCHOOL,
        "document": {**_ORDER, "number": "安编办函〔2026〕9号"},
        "effective": "2026-11-20",
        "persons": [{"id": number_of("安五"), "exit_reason": "调出"}],
    }


def _write(path: Path, stated: object) -> Path:
    path.write_text(json.dumps(stated, ensure_ascii=False), encoding="utf-8")
    return path


def _bring(folder: Path) -> None:
    folder.mkdir()
    write_units(folder / "units.xlsx")
    write_people(folder / "persons.xlsx")
    more = tuple(
        person(
            SCHOOL, f"安新{n}", f"199{n % 10}0{1 + n % 9}1{n % 9}{n:03d}", "全额事业编制", TEACHER
        )
        for n in range(ROWS)
    )
    write_people(folder / "more.xlsx", more)
    (folder / "scan.pdf").write_bytes(PDF)
    for order in range(1, 5):
        _write(folder / f"entry{order}.json", entry(order))
    _write(folder / "leaving.json", leaving())


def _county(program: Program, root: Path) -> None:
    """Make a county in 单人模式: ten people, a case to be decided, a document, an assistant."""
    place = Place(root)
    _bring(place.brought)
    place.stick.mkdir()
    done = program.run
    founding = ("--code", "629925", "--name", "安澜县", "--level", "county")
    founded = done(place.data, "init", *founding, "--single-operator")
    (place.brought / "recovery.txt").write_text(founded.value["recovery_code"], encoding="utf-8")
    done(place.data, "import", "units", place.brought / "units.xlsx")
    done(place.data, "import", "persons", place.brought / "persons.xlsx")
    for file in ("entry1", "leaving"):
        case = done(place.data, "case", "new", place.brought / f"{file}.json")
        done(place.data, "case", "submit", case.value["case"]["id"])
    done(place.data, "document", "add", "--number", "安编发〔2026〕1号", "--title", "三定规定",
         "--issuer", "县委编委", "--date", "2026-03-01")  # fmt: skip
    done(place.data, "account", "add", "助手", "--role", "经办")
    done(place.data, "account", "release", "助手")


def _enrolled(program: Program, root: Path) -> None:
    """Make a county with certificates, and beside it its city and its province."""
    _county(program, root)
    done = program.run
    above = {"province": ("62", "陇原省"), "city": ("6299", "安河市")}
    for level, (code, name) in above.items():
        done(root / level, "init", "--code", code, "--name", name, "--level", level,
             "--single-operator")  # fmt: skip
    for lower, upper in (("city", "province"), ("data", "city")):
        request, grant = root / "in" / f"{lower}.bqreq", root / "in" / f"{lower}.bqcert"
        done(root / lower, "trust", "request", "--out", request)
        done(root / upper, "trust", "grant", request, "--out", grant)
        listed = done(root / upper, "trust", "list")
        fingerprint = listed.value["root_fingerprint"]
        done(root / lower, "trust", "install", grant, "--fingerprint", fingerprint)


def _sender(program: Program, root: Path) -> None:
    _enrolled(program, root)
    for above in ("province", "city"):
        shutil.rmtree(root / above)


def _receiver(program: Program, root: Path) -> None:
    """Make a city to which a county has brought a package."""
    _enrolled(program, root)
    place = Place(root)
    made = program.run(place.data, "package", "create", "--kind", "上报", "--to", "6299",
                       "--out", place.stick)  # fmt: skip
    Path(made.value["path"]).rename(place.brought / "report.bqp")
    shutil.rmtree(place.data)
    shutil.rmtree(root / "province")
    (root / "city").rename(place.data)


def _nothing(_program: Program, root: Path) -> None:
    place = Place(root)
    _bring(place.brought)
    place.stick.mkdir()


def _saved(program: Program, root: Path) -> None:
    """Make a county whose backup lies beside it, and that has worked on since."""
    _county(program, root)
    place = Place(root)
    made = program.run(place.data, "backup")
    Path(made.value["path"]).rename(place.brought / "set")
    program.run(place.data, "case", "approve", "2026-00001")


def _audit_damaged(program: Program, root: Path) -> None:
    """Make a county one page of whose audit is damaged."""
    _county(program, root)
    audit = Place(root).data / "audit.db"
    content = bytearray(audit.read_bytes())
    content[-_WITHIN_A_PAGE] ^= 4
    audit.write_bytes(content)


def _yesterday(program: Program, root: Path) -> None:
    """Make a county whose register was put back to what it was before the last act."""
    _county(program, root)
    place = Place(root)
    register = place.data / "register.db"
    yesterday = register.read_bytes()
    program.run(place.data, "case", "approve", "2026-00001")
    register.write_bytes(yesterday)


def _older(program: Program, root: Path) -> None:
    """Make a county as the program before the newest steps of its schemas left it."""
    _county(program, root)
    without_the_newest_steps(Place(root).data, HEAD)


def _first(program: Program, root: Path) -> None:
    """Make a county of the first schema."""
    _county(program, root)
    of_the_first_schema(Place(root).data, HEAD)


def _staffed(program: Program, root: Path) -> None:
    """Make a county of seven, one account a role and named as it, with something of everything."""
    place = Place(root)
    _bring(place.brought)
    place.stick.mkdir()
    done = partial(program.run, place.data)
    founded = done("init", "--code", "629925", "--name", "安澜县", "--level", "county")
    (place.brought / "recovery.txt").write_text(founded.value["recovery_code"], encoding="utf-8")
    for officer in (ADMIN, SECURITY, AUDITOR):
        done("account", "add", officer, "--role", officer)
    for role in (CLERK, REVIEWER, LEADER, "助手"):
        done("account", "add", role, user=ADMIN)
        if role != "助手":
            done("account", "grant", role, "--role", role, user=SECURITY)
            done("account", "release", role)
    done("import", "units", place.brought / "units.xlsx", user=CLERK)
    done("import", "persons", place.brought / "persons.xlsx", user=CLERK)
    for file, acts in (("entry1", ("submit",)), ("entry2", ()), ("leaving", ("submit", "approve"))):
        case = done("case", "new", place.brought / f"{file}.json", user=CLERK)
        for act in acts:
            user = REVIEWER if act == "approve" else CLERK
            done("case", act, case.value["case"]["id"], user=user)
    done("document", "add", "--number", "安编发〔2026〕1号", "--title", "三定规定",
         "--file", place.brought / "scan.pdf",
         user=CLERK)  # fmt: skip
    done("problem", "add", "--unit", SCHOOL, "--text", "在编不在岗", user=CLERK)


MAKERS: Final[Mapping[str, Callable[[Program, Path], None]]] = {
    "nothing": _nothing,
    "county": _county,
    "sender": _sender,
    "receiver": _receiver,
    "staffed": _staffed,
    "saved": _saved,
    "audit damaged": _audit_damaged,
    "register of yesterday": _yesterday,
    "older": _older,
    "first": _first,
}


@dataclass(frozen=True)
class Prepared:
    """Makes each of the folders once and copies it for whoever is to break it."""

    program: Program
    shelf: Path

    def template(self, name: str) -> Path:
        """Return the folder of that name, made when first asked for."""
        made = self.shelf / name
        if not made.exists():
            unfinished = self.shelf / f"{name}.making"
            unfinished.mkdir(parents=True)
            MAKERS[name](self.program, unfinished)
            unfinished.rename(made)
        return made

    def copied(self, name: str, root: Path) -> Place:
        """Put a copy of the folder in the place of `root`."""
        if root.exists():
            shutil.rmtree(root)
        shutil.copytree(self.template(name), root)
        return Place(root)
