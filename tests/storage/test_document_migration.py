"""What cases of the first schema cited becomes the first rows of the register of documents."""

from datetime import date
from pathlib import Path

from domain.archive import DocumentQuery
from domain.case import CaseId
from domain.documents import Document
from storage.connect import connect, transaction
from storage.migrations import register_0001
from storage.migrations.ladder import climb
from storage.register import FILE_NAME
from tests.storage.registers import KEY, sql_register

LETTER = "安编办函〔2025〕8号"
CITED = (
    (LETTER, "", "", "", "done"),
    (LETTER, "关于教育局“三定”的函", "安澜县委编办", "", "done"),
    (LETTER, "关于别的函", "安澜县委编办", "2025-02-03", "done"),
    (LETTER, "", "安河市委编办", "2025-09-09", "done"),
    ("安编发〔2025〕1号", "草稿所引", "", "", "draft"),
    ("安编发〔2025〕2号", "", "", "", "done"),
    ("会议研究", "纪要", "", "", "done"),
    ("", "", "", "", "done"),
)


def of_the_first_schema(folder: Path) -> None:
    connection = connect(folder / FILE_NAME, KEY, create=True)
    climb(connection, (register_0001.SCRIPT,))
    with transaction(connection):
        for number, cited in enumerate(CITED, 1):
            *document, state = cited
            connection.execute(
                "INSERT INTO document (id, number, title, issuer, dated) VALUES (?, ?, ?, ?, ?)",
                (number, *document),
            )
            connection.execute(
                "INSERT INTO act_case (id, kind, unit, document, effective, persons, state,"
                " explanation, entered_by, entered_at, decided_by, decided_at, reason, single,"
                " change, facts) VALUES (?, '人员上编', '6299250001', ?, '2025-03-01', '[]', ?,"
                " '', 'zhao', '', '', '', '', 0, NULL, '{}')",
                (f"2025-{number:05d}", number, state),
            )
    connection.close()


def test_documents_of_finished_cases_are_entered_and_cases_keep_their_words(
    tmp_path: Path,
) -> None:
    of_the_first_schema(tmp_path)
    register = sql_register(tmp_path, create=False)
    with register.reading() as reader:
        county, city = reader.documents_numbered(LETTER)
        assert (county.issuer, county.title, county.dated) == (
            "安澜县委编办", "关于教育局“三定”的函", date(2025, 2, 3),
        )  # fmt: skip
        assert (city.issuer, city.title, city.dated) == ("安河市委编办", "", date(2025, 9, 9))
        (bare,) = reader.documents_numbered("安编发〔2025〕2号")
        assert (bare.issuer, bare.title, bare.year, bare.category) == ("", "", 2025, "批文")
        assert reader.count_documents(DocumentQuery()) == 3
        assert reader.document_cases(county.id) == ("2025-00001", "2025-00002", "2025-00003")
        third = reader.case(CaseId("2025-00003")).document
        assert third == Document(LETTER, "关于别的函", "安澜县委编办", date(2025, 2, 3))
        for typed in ("教育局三定", "函2025", "编办", "育"):
            listed = reader.documents(DocumentQuery(typed), 0, 9)
            assert county.id in [one.record.id for one in listed], typed
    register.close()
