"""The way of a case, plain and with further steps."""

import json

import pytest

from domain.case import (
    ARCHIVED,
    DONE,
    DRAFT,
    RETURNED,
    STATE_WORDS,
    SUBMITTED,
    WITHDRAWN,
)
from domain.case_flow import next_step, open_states, require_way, word_of
from domain.changes.kinds import KINDS
from domain.errors import Refusal
from domain.flow import Flow, Flows, LagRule, Step, flows_of
from domain.roles import Act
from tests.domain.changes.grounds import COUNTY, case
from tests.fakes.dossiers import COUNTY_FILES

PLAIN = Flow()
STEPPED = Flow((Step("受理", "accepted", "提交"), Step("审议", "deliberated", "审议")), days=5)
WAYS = {
    (DRAFT, DRAFT), (DRAFT, SUBMITTED), (DRAFT, WITHDRAWN),
    (SUBMITTED, DONE), (SUBMITTED, RETURNED), (SUBMITTED, WITHDRAWN),
    (RETURNED, DRAFT), (RETURNED, SUBMITTED), (RETURNED, WITHDRAWN),
    (DONE, ARCHIVED),
}  # fmt: skip


@pytest.mark.parametrize("state", STATE_WORDS)
@pytest.mark.parametrize("wanted", STATE_WORDS)
def test_a_case_goes_only_its_own_way(state: str, wanted: str) -> None:
    of = case("人员上编", state=state)
    if (state, wanted) in WAYS:
        require_way(PLAIN, of, wanted)
        return
    with pytest.raises(Refusal) as refused:
        require_way(PLAIN, of, wanted)
    assert refused.value.code == "case.state"
    assert refused.value.facts["state"] == STATE_WORDS[state]


def test_further_steps_are_taken_in_their_order_before_a_case_ends() -> None:
    ways = {SUBMITTED: "accepted", "accepted": "deliberated", "deliberated": DONE}
    for state, ahead in ways.items():
        of = case("用编核准", state=state)
        require_way(STEPPED, of, ahead)
        require_way(STEPPED, of, RETURNED)
        for other in {*ways.values()} - {ahead}:
            with pytest.raises(Refusal) as refused:
                require_way(STEPPED, of, other)
            assert refused.value.code == ("case.step_missing" if other == DONE else "case.state")


def test_a_case_waits_for_its_next_step_only_while_it_is_on_its_way() -> None:
    def waiting(state: str) -> str:
        step = next_step(STEPPED, case("用编核准", state=state))
        return step.name if step else ""

    assert [waiting(state) for state in (DRAFT, RETURNED, DONE, WITHDRAWN)] == ["", "", "", ""]
    assert (waiting(SUBMITTED), waiting("accepted"), waiting("deliberated")) == ("受理", "审议", "")


def test_a_state_that_the_county_no_longer_knows_counts_as_submitted() -> None:
    of = case("用编核准", state="signed_off")
    assert word_of(STEPPED, "signed_off") == "待审核"
    require_way(STEPPED, of, "accepted")
    require_way(PLAIN, of, DONE)


def test_states_are_told_in_words() -> None:
    assert [word_of(STEPPED, state) for state in (DRAFT, "accepted", DONE)] == [
        "草稿",
        "已受理",
        "办结",
    ]


def test_the_county_names_the_steps_of_its_kinds() -> None:
    document = {
        "steps": {"审议": {"state": "deliberated", "act": "审议"}},
        "lags": {"入库": {"rule": 66, "since": "document", "limit": 5, "red": 10}},
        "kinds": {"用编核准": {"steps": ["审议"], "days": 5, "lags": ["入库"]}},
    }
    flows = flows_of(document)
    entry = LagRule(66, "document", 5, 10)
    assert flows.of("用编核准") == Flow((Step("审议", "deliberated", "审议"),), 5, (entry,))
    assert flows.of("人员修改") == Flow()
    assert open_states(flows) == {DRAFT, SUBMITTED, RETURNED, "deliberated"}
    assert open_states(Flows()) == {DRAFT, SUBMITTED, RETURNED}


def test_the_shipped_county_gives_every_kind_a_deadline_and_no_further_step() -> None:
    for kind in KINDS:
        assert COUNTY.flows.of(kind).steps == ()
        assert COUNTY.flows.of(kind).days in {5, 10}


def test_whoever_takes_a_shipped_step_must_be_allowed_an_act_that_there_is() -> None:
    document = json.loads((COUNTY_FILES / "flows.json").read_text("utf-8"))
    assert {Act(step["act"]) for step in document["steps"].values()} >= {Act.DELIBERATE}
