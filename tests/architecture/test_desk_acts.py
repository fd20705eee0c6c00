"""Whatever the window may ask of a desk is entered when it is refused, unless it only reads.

A method of a desk enters by itself (it calls one of `ENTERING`), passes the act on to whoever
enters it (`PASSED_ON` names its modules), or is a read that the page in front of the user needs.
Who may not do an act at all meets no button for it; a read that is refused is entered where it
shows what is protected (`reveal`, `audit`), and by the command line for all.
"""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import ROOT, modules

ENTERING = frozenset({"witnessed", "_entered", "_require", "enter", "entered", "confirmed"})
READS = {
    "AccountsDesk": {"accounts", "weakness"},
    "AuditDesk": {"close", "group", "did"},
    "CollectingDesk": {
        "office_names", "counts", "collection", "compared", "reports_of", "check_collected",
        "ledger_of",
    },
    "BackupDesk": {"overview", "standing", "due", "wanted", "compare", "look", "end_preview"},
    "OfficeDesk": {
        "lock", "began", "summary", "lights", "units", "unit_keys", "dossier", "due_to_retire",
        "count_people", "people", "person_by_id", "check", "cases", "case", "preview_case",
    },
    "DocumentDesk": {
        "count_documents", "documents", "document", "unentered", "case_papers", "contacts",
        "clear_copies",
    },
    "ExchangeDesk": {"packages", "read_remarks", "staged_packages", "strangers_on", "units_of"},
    "FlowDesk": {"case_figures"},
    "FormDesk": {
        "choices", "unit_changes", "transfer_conditions", "registered", "working_copies",
        "keep_working_copy", "discard_working_copy",
    },
    "HistoryDesk": {
        "timeline_of_unit", "timeline_of_person", "compare_days", "told_comparison",
        "dossier_as_known", "member_as_known",
    },
    "KeysDesk": {"keys"},
    "ListsDesk": {
        "comparison_lists", "held_offices", "count_differences", "differences",
    },
    "OtherPeopleDesk": {"other_people"},
    "ProblemDesk": {"problems", "problem", "problem_figures"},
    "SecurityDesk": {"idle_minutes", "lock", "read_doubts"},
    "SessionDesk": {"idle_minutes"},
    "SystemDesk": {"office_years", "freezes", "report_freezes", "blocked_units", "decided"},
    "TableDesk": {"trust_table"},
    "TrustDesk": {"certificates", "certificate_requests"},
    "UpdateDesk": {"releases"},
}  # fmt: skip
PASSED_ON = {
    "BackupDesk": (
        ("backup_acts", "backup_preview", "backup_proving", "backup_drill"),
        {"make", "make_before", "make_on_medium", "verify", "drill", "preview", "take_back"},
    ),
    "ExchangeDesk": (("exchange_desk",), {"prepare_package"}),
    "KeysDesk": (
        ("key_acts",),
        {
            "drill", "new_sheet", "save_sheet", "drop_key_file",
            "order_rotation", "cancel_rotation",
        },
    ),
}  # fmt: skip


def desks() -> Iterator[ast.ClassDef]:
    for module in modules("desktop"):
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef) and node.name.endswith("Desk"):
                yield node


def silent(desk: ast.ClassDef) -> set[str]:
    """Return the public methods of a desk that enter nothing by themselves."""
    return {
        method.name
        for method in desk.body
        if isinstance(method, ast.FunctionDef)
        and not method.name.startswith("_")
        and not method.decorator_list
        and not enters(method)
    }


def enters(node: ast.AST) -> bool:
    calls = (each.func for each in ast.walk(node) if isinstance(each, ast.Call))
    return any(getattr(call, "attr", getattr(call, "id", "")) in ENTERING for call in calls)


@pytest.mark.rule("22239 8.1.4.3 a", "security 5")
@pytest.mark.parametrize("desk", [*desks()], ids=lambda desk: desk.name)
def test_whatever_a_desk_does_is_entered_when_it_is_refused(desk: ast.ClassDef) -> None:
    passed_on = PASSED_ON.get(desk.name, ((), set[str]()))[1]
    assert silent(desk) == READS.get(desk.name, set()) | passed_on


@pytest.mark.parametrize("desk", PASSED_ON)
def test_whoever_gets_an_act_passed_on_enters_it(desk: str) -> None:
    for module in PASSED_ON[desk][0]:
        path = ROOT / "desktop" / f"{module}.py"
        assert enters(ast.parse(path.read_text(encoding="utf-8"))), path
