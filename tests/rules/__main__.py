"""`python -m tests.rules`: write the table of rules, features and tests anew."""

from tests.architecture.source import ROOT
from tests.rules.table import answers, table

(ROOT / "tests" / "RULES.md").write_text(table(answers()), encoding="utf-8")
