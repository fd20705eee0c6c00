"""The reader of the register: one consistent view, put together from its parts."""

from __future__ import annotations

from storage.cases import CaseReads
from storage.changes import ChangeReads
from storage.comparison_lists import ComparisonListReads
from storage.documents import DocumentReads
from storage.dossiers import DossierReads
from storage.history import HistoryReads
from storage.other_people import OtherPeopleReads
from storage.people import PeopleReads
from storage.problems import ProblemReads
from storage.receipts import ReceiptReads
from storage.staffing import StaffingReads
from storage.working_copies import WorkingCopyReads


class SqlReader(
    DossierReads,
    StaffingReads,
    PeopleReads,
    CaseReads,
    ChangeReads,
    HistoryReads,
    DocumentReads,
    OtherPeopleReads,
    ProblemReads,
    ReceiptReads,
    WorkingCopyReads,
    ComparisonListReads,
):
    """Satisfies the `Reader` port on one connection, while its transaction is open."""

    __slots__ = ()
