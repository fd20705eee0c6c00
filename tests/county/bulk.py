"""Many people for benchmarks: workbooks on disk and the same people as the domain's values."""

import json
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path

import xlsxwriter

from domain.dossier import Dossier, Member
from tests.county.county import SampleCounty, generate
from tests.county.workbooks import write_units

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / "build" / "bench"
SEED = 20000
UNITS = 600


def rows(people: int = 20000, columns: int = 40, folder: Path = CACHE) -> Path:
    """Return a roster of sound rows in every column that the program knows.

    Columns beyond those carry heads that nobody knows. The file is made once and kept.
    """
    path = folder / f"persons-{people}x{columns}-{_edition()}.xlsx"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _write_rows(_county(people), columns, path)
    return path


def units_file(units: int = UNITS, people: int = 20000, folder: Path = CACHE) -> Path:
    """Return the workbook of the units that the people of `rows` work in."""
    path = folder / f"units-{units}-{people}-{_edition()}.xlsx"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_units(_county(people, units), path)
    return path


def members(number: int = 20000) -> list[Member]:
    """Return that many people in their places."""
    return list(islice(_county(number).members(), number))


def dossiers(number: int = UNITS, people: int = 20000) -> list[Dossier]:
    """Return that many units with all those people in them, on the first day."""
    return list(_county(people, number).dossiers())


@lru_cache(maxsize=2)
def _county(people: int, units: int = UNITS) -> SampleCounty:
    # A few too many: the heads of small units may leave the sum short of what was asked.
    return generate(SEED, units, people + units)


@lru_cache(maxsize=1)
def _edition() -> str:
    """Return a digest of what the files are made from, so that none is kept too long."""
    sources = [*sorted(Path(__file__).parent.glob("*.py")), _heads_file()]
    return sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]


def _heads_file() -> Path:
    return ROOT / "resources" / "headers" / "persons.json"


def _heads(columns: int) -> list[tuple[str, str]]:
    """Return (field, head) per column; the field of a head that nobody knows is ""."""
    fields = json.loads(_heads_file().read_text("utf-8"))["fields"]
    known = [(field["field"], field["aliases"][0]) for field in fields]
    extra = [("", f"本县自定指标{number}") for number in range(1, columns - len(known) + 1)]
    return [*known, *extra][:columns]


def _write_rows(county: SampleCounty, columns: int, path: Path) -> None:
    heads = _heads(columns)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("人员花名册")
        sheet.merge_range(0, 0, 0, columns - 1, "安澜县机关事业单位在编人员花名册")
        sheet.write_row(1, 0, ["填报时间：2021年1月1日"])
        sheet.write_row(2, 0, [head for _, head in heads])
        people = islice(county.members(), int(path.name.split("-")[1].split("x")[0]))
        for number, member in enumerate(people, 1):
            values = _values(county, number, member)
            cells = [values.get(field, f"第{number % 7}类") for field, _ in heads]
            sheet.write_row(number + 2, 0, cells)


def _values(county: SampleCounty, number: int, member: Member) -> Mapping[str, str | int]:
    person, place = member.person, member.place
    facts = dict(chain(_texts(person), _texts(place)))
    school, _, major = person.school.partition(" ")
    return facts | {
        "order": number,
        "unit": county.plans[place.unit].name,
        "birth": person.birth.replace("-", "."),
        "school": school,
        "major": major,
        "party_joined": person.work_start if person.politics == "中共党员" else "",
        "graduated_on": person.work_start,
        "appointed_on": place.quota_since,
        "entered_on": place.quota_since,
        "entry_source": "应届毕业生",
        "slot_no": f"AL{number:06}",
        "phone": f"0999-{number:07}",
        "remark": "",
    }


def _texts(fact: object) -> list[tuple[str, str]]:
    names = type(fact).__dataclass_fields__  # type: ignore[attr-defined]  # every fact is one
    return [(name, str(getattr(fact, name))) for name in names]
