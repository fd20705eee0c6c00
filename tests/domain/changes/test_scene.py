"""The register's facts with amendments laid over them."""

from domain.changes.scene import Scene
from domain.dates import Period
from domain.facts import Occupancy, OfficeCode, PersonId
from tests.domain.changes.town import BUREAU, DAY, town
from tests.fakes.facts import CIVIL


def test_a_place_of_nobody_fills_no_unit() -> None:
    with town().reading() as reader:
        scene = Scene(reader, OfficeCode("629925"))
        before = scene.dossier(BUREAU.unit, DAY)
        nobody = PersonId(999)
        place = Occupancy(nobody, BUREAU.unit, CIVIL)
        scene.amend(Occupancy, nobody, Period(DAY), place)
        after = scene.dossier(BUREAU.unit, DAY)
    assert before is not None
    assert after is not None
    assert after.members == before.members
