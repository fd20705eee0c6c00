"""A unit with a few places, and what cases about it look like."""

from collections.abc import Iterable, Mapping
from datetime import date

from domain.case import Case, CaseId
from domain.changes.amendment import Amendment, Obstacle
from domain.changes.ground import Ground, Standing
from domain.changes.kinds import examine, kind_of
from domain.dates import Period
from domain.documents import Document
from domain.dossier import Dossier, Member
from domain.facts import Departure, Occupancy, Unit
from domain.identity import id_number_is_sound
from domain.versions import Version
from tests.fakes.dossiers import UNIT, county, dossier
from tests.fakes.facts import id_number
from tests.fakes.register import OFFICE
from tests.fakes.register_reader import FakeReader
from tests.fakes.state import State
from tests.fakes.unit_register import register_of

COUNTY = county()
TODAY = date(2026, 11, 21)
BEGAN = date(2026, 1, 1)
DAY = date(2026, 11, 16)
DOCUMENT = Document("安编办函〔2026〕8号", dated=DAY)
NOTHING = FakeReader(State(), OFFICE.code, {})
NEWCOMER = id_number(35)
"""Born 1995-12-08, a man."""


def numbered(birth: str, order: str) -> str:
    """Return the sound ID number of that birth day, `yyyymmdd`, and order."""
    body = f"629925{birth}{order}"
    return next(body + check for check in "0123456789X" if id_number_is_sound(body + check))


def newcomer(**changes: str) -> dict[str, str]:
    """Return somebody sound as a case file states him; an empty text takes a field away."""
    stated = {
        "name": "孙亮", "id": NEWCOMER, "quota_type": "行政编制", "post_class": "行政管理岗位",
        "entry_mode": "公务员考录", "work_start": "2019-08",
    } | changes  # fmt: skip
    return {name: value for name, value in stated.items() if value}


def case(kind: str, *persons: Mapping[str, str], **changes: object) -> Case:
    fields: dict[str, object] = {
        "id": CaseId("2026-00001"), "kind": kind, "unit": UNIT.unit, "document": DOCUMENT,
        "effective": DAY, "persons": persons,
    }  # fmt: skip
    return Case(**(fields | changes))  # type: ignore[arg-type]  # fields by name


def ground(
    then: Dossier | None = None,
    latest: Dossier | None = None,
    standing: Mapping[str, Standing] | None = None,
    units: Iterable[Unit] = (UNIT,),
) -> Ground:
    """Return the ground of a unit: as `then` from the beginning on, as `latest` from today on."""
    then = then or dossier()
    register = register_of((then, Period(BEGAN, TODAY)), (latest or then, Period(TODAY)))
    return Ground(COUNTY, TODAY, BEGAN, tuple(units), then, standing or {}, facts=register)


def standing(
    member: Member,
    valid: Period,
    *later: Version[Occupancy],
    departures: tuple[Version[Departure], ...] = (),
) -> Standing:
    """Return somebody known since the register began, in the place for that period."""
    people = (Version(1, member.person, Period(BEGAN)),)
    places = (Version(2, member.place, valid), *later)
    return Standing(member.person.person, people, places, departures)


def amendments(of: Case, on: Ground) -> list[Amendment]:
    """Return what a case does, in its order."""
    found = list(kind_of(of.kind).amendments(of, on))
    assert all(isinstance(one, Amendment) for one in found)
    return [one for one in found if isinstance(one, Amendment)]


def codes(of: Case, on: Ground) -> list[tuple[str, str]]:
    return [(o.severity, o.fault.code) for o in examine(of, on)]


def only(of: Case, on: Ground) -> Obstacle:
    (obstacle,) = examine(of, on)
    return obstacle
