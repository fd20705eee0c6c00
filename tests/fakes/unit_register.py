"""A register that holds one unit, put together from dossiers of it."""

from domain.dates import Period
from domain.dossier import Dossier
from domain.versions import Version
from tests.fakes.register import OFFICE
from tests.fakes.register_reader import FakeReader
from tests.fakes.state import Held, State


def register_of(*known: tuple[Dossier, Period]) -> FakeReader:
    """Return a register in which the unit is during each period as the dossier says."""
    state = State()
    for one, period in known:
        people = [fact for member in one.members for fact in (member.person, member.place)]
        kept = (*one.ledger, *one.slots, *one.holds, *one.concurrent)
        for fact in (one.unit, *one.organs, *one.quotas, *one.posts, *kept, *people):
            held = state.held.setdefault(type(fact), [])
            held.append(Held(OFFICE.code, Version(len(held) + 1, fact, period), 1))
    return FakeReader(state, OFFICE.code, {})
