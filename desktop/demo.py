"""The main job once, end to end, on the sample county: three offices, real files."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from desktop.commands.console import Answer, Console
from desktop.founding import found_office
from desktop.office import OpenOffice, open_office
from desktop.outlets import fresh, require_folder
from desktop.papers import print_handbooks, write_ledger
from desktop.sample import (
    ACCOUNT,
    CITY,
    COUNTY,
    PROVINCE,
    answer_for_clock,
    carry,
    load_sample,
)
from domain.dossier import Dossier
from domain.exchange.shipment import REPORT
from domain.identity import id_check_holds
from domain.register import Office
from domain.versions import AsOf
from domain.workflow.accepting import Accepting

_FOLDERS: Final = {PROVINCE: "province", CITY: "city", COUNTY: "county"}
_PAPERS, _CERTIFICATES = "papers", "certificates"
_QUOTA_TYPE: Final = "行政编制"
_LIGHTS: Final = {"red": "红", "yellow": "黄", "green": "绿", "grey": "灰"}
_PRODUCTS: Final = {"handbook": "手册", "ledger": "一览表", "package": "数据包"}
_ISSUER: Final = "中共安澜县委机构编制委员会办公室"


@dataclass(frozen=True, slots=True)
class _Stage:
    """The folders of the demonstration and the password of its accounts."""

    console: Console
    out: Path
    password: str

    def found(self, office: Office) -> None:
        """Found one office in its folder."""
        found_office(
            self.folder(office),
            office,
            ACCOUNT,
            self.password,
            single_operator=True,
            profile=self.console.profile,
            resources=self.console.resources,
            clock=self.console.clock,
        )

    @contextmanager
    def opened(self, office: Office) -> Iterator[OpenOffice]:
        """Open one office."""
        console = self.console
        with open_office(
            self.folder(office), ACCOUNT, self.password, console.resources, console.clock
        ) as found:
            answer_for_clock(found)
            yield found

    def folder(self, office: Office) -> Path:
        """Return an office's data folder."""
        return self.out / _FOLDERS[office]


def demo(console: Console) -> Answer:
    """Walk the main job in fresh folders; refuses `command.exists` where something lies already."""
    out = console.path("out")
    with fresh(out, (*_FOLDERS.values(), _PAPERS, _CERTIFICATES)):
        return _walked(_Stage(console, out, console.password()))


def _walked(stage: _Stage) -> Answer:
    console, out = stage.console, stage.out
    for office in (PROVINCE, CITY, COUNTY):
        stage.found(office)
    papers = out / _PAPERS
    require_folder(papers)
    _enrol(stage, CITY, PROVINCE)
    _enrol(stage, COUNTY, CITY)
    products: list[dict[str, str]] = []
    counts: dict[str, Any] = {}
    with stage.opened(COUNTY) as county:
        counts |= _year_by_year(county, console)
        counts |= _two_cases(county, random.Random(console.arguments.seed))  # noqa: S311 - a choice
        counts |= _look(county, console)
        products += _print(county, papers, console)
        report = county.exchange.send(county.actor, REPORT, (CITY.code,), console.progress)
    products.append({"kind": "package", "path": str(report.path)})
    with stage.opened(CITY) as city:
        accepted = Accepting(city.exchange).accept(city.actor, report.path, console.progress)
        held = city.overview.summary(console.day, console.progress)
        counts["city"] = {"units": len(held.units), "persons": held.people}
        counts["digest"] = accepted.digest
    value = {"products": products, "offices": _offices(stage), "counts": counts}
    return Answer(value, _text(value))


def _offices(stage: _Stage) -> list[dict[str, str]]:
    return [
        {
            "level": office.level,
            "code": office.code,
            "name": office.name,
            "data": str(stage.folder(office)),
            "user": ACCOUNT,
        }
        for office in (PROVINCE, CITY, COUNTY)
    ]


def _enrol(stage: _Stage, office: Office, above: Office) -> None:
    """Carry a request up and a grant down, as files, like the stick does."""
    folder = stage.out / _CERTIFICATES
    require_folder(folder)
    request, grant = folder / f"{office.code}.request", folder / f"{office.code}.grant"
    with stage.opened(office) as asking:
        request.write_bytes(asking.trust.request()[0])
    with stage.opened(above) as granting:
        grant.write_bytes(granting.trust.grant(request.read_bytes())[0])
        root = granting.trust.store().root.fingerprint
    with stage.opened(office) as asking:
        asking.trust.install(grant.read_bytes(), root)


def _year_by_year(county: OpenOffice, console: Console) -> dict[str, Any]:
    """Take the sample county over as it stood in 2021 and carry every case since."""
    units, persons = load_sample(county, console.progress)
    return {
        "imported": {
            "units": units.created,
            "inner_organs": units.inner_created,
            "persons": persons.created,
        }
    }


def _two_cases(county: OpenOffice, chance: random.Random) -> dict[str, Any]:
    """Bring one person in and let one go, in units that the seed chooses."""
    day = county.clock.today()
    with county.register.reading() as reader:
        dossiers = [
            dossier
            for dossier in reader.dossiers(AsOf(day), COUNTY.code)
            if _has_room(dossier) and len(dossier.members) > 1
        ]
    enters, leaves = chance.sample(dossiers, 2)
    document = {"title": "关于人员上下编的函", "issuer": _ISSUER, "date": day.isoformat()}
    entered = carry(
        county,
        {
            "kind": "人员上编",
            "unit": enters.unit.unit,
            "effective": day.isoformat(),
            "document": {"number": f"安编办函〔{day.year}〕901号", **document},
            "persons": [_newcomer(chance)],
        },
    )
    leaver = chance.choice(leaves.members)
    left = carry(
        county,
        {
            "kind": "人员下编",
            "unit": leaves.unit.unit,
            "effective": day.isoformat(),
            "document": {"number": f"安编办函〔{day.year}〕902号", **document},
            "persons": [{"id": leaver.person.id_no, "exit_reason": "调出", "exit_to": "外县"}],
        },
    )
    return {"cases": {"entry": entered, "exit": left}}


def _has_room(dossier: Dossier) -> bool:
    return any(
        count.quota_type == _QUOTA_TYPE and count.available > 0 for count in dossier.counts()
    )


def _newcomer(chance: random.Random) -> dict[str, str]:
    """Invent somebody born in 1998 in an area code that is not in use."""
    body = f"629925199806{chance.randint(1, 28):02d}9{chance.randint(10, 99)}"
    number = next(body + check for check in "0123456789X" if id_check_holds(body + check))
    return {
        "name": "安䶮",
        "id": number,
        "nation": "汉族",
        "politics": "中共党员",
        "work_start": "2021-08",
        "education": "大学本科",
        "quota_type": _QUOTA_TYPE,
        "post_class": "行政管理岗位",
        "role": "非领导人员",
        "position": "科员",
        "funding": "全额拨款",
        "entry_mode": "公务员考录",
    }


def _look(county: OpenOffice, console: Console) -> dict[str, Any]:
    day, progress = console.day, console.progress
    summary = county.overview.summary(day, progress)
    findings = list(county.overview.findings(day, progress))
    colours = [unit.light for unit in summary.units]
    return {
        "units": len(summary.units),
        "persons": summary.people,
        "findings": len(findings),
        "lights": {str(light): colours.count(light) for light in dict.fromkeys(colours)},
        "totals": {count.quota_type: count.actual for count in summary.totals},
    }


def _print(county: OpenOffice, papers: Path, console: Console) -> list[dict[str, str]]:
    day = console.day
    with county.register.reading() as reader:
        first = next(unit for unit in reader.units(AsOf(day)) if unit.kind == "行政机构")
    (printed,) = print_handbooks(county, (first.unit,), papers, day, console.progress)
    ledger = papers / "机构编制职数一览表.xlsx"
    write_ledger(county, None, ledger, day)
    return [
        {"kind": "handbook", "path": str(printed.path)},
        {"kind": "ledger", "path": str(ledger)},
    ]


def _text(value: dict[str, Any]) -> str:
    counts = value["counts"]
    lights = " ".join(f"{_LIGHTS[name]} {number}" for name, number in counts["lights"].items())
    lines = [
        f"样例县：单位 {counts['units']} 个，在编 {counts['persons']} 人；灯：{lights}",
        f"上编 {counts['cases']['entry']}、下编 {counts['cases']['exit']} 已办结",
        f"市里接收后：单位 {counts['city']['units']} 个，{counts['city']['persons']} 人",
    ]
    lines += [f"{_PRODUCTS[product['kind']]}：{product['path']}" for product in value["products"]]
    return "\n".join(lines)
