"""Search over 20,000 documents against one indexed query, and the memory of large attachments."""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from domain.archive import DocumentId, DocumentQuery, DocumentRecord
from storage.attachment_folder import AttachmentFolder
from storage.attachments import Attachments
from storage.register import SqlRegister
from tests.fakes.facts import CLERK
from tests.storage.registers import KEY, sql_register

COUNT = 20_000
ROUNDS = 40
PAGE = 50
SUBJECTS = ("用编", "三定规定", "机构设置", "领导职数", "人员划转", "事业单位改革")
BODIES = ("教育局", "卫生健康局", "自然资源局", "农业农村局", "第一中学", "人民医院")
MEBIBYTE = 1024 * 1024
LIMIT = 5.0
"""How much slower than a page by an index a page of any search may be."""
QUERIES = (
    DocumentQuery(),
    DocumentQuery("教育局"),
    DocumentQuery("教"),
    DocumentQuery("关于核准"),
    DocumentQuery("教育局 三定"),
    DocumentQuery("第19998件"),
    DocumentQuery("〔2013〕"),
    DocumentQuery("教育局", year=2013),
    DocumentQuery(order="dated"),
)


def fill(register: SqlRegister) -> None:
    with register.writing(CLERK) as writer:
        for number in range(COUNT):
            year, body = 2000 + number % 27, BODIES[number % 6]
            title = f"关于核准安澜县{body}{SUBJECTS[number // 6 % 6]}有关事项的批复（第{number}件）"
            day = date(year, 1 + number % 12, 1 + number % 28)
            issuer = "安澜县委编委" if number % 3 else "安澜县委编办"
            writer.keep_document(
                DocumentRecord(f"安编发〔{year}〕{number}号", issuer, title, day, keywords=(body,))
            )


def median(act: Callable[[], object]) -> float:
    act()
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def searching(folder: Path) -> float:
    slowest = 0.0
    register = sql_register(folder)
    fill(register)
    with register.reading() as reader:
        plain = median(
            lambda: reader.documents(DocumentQuery(number="安编发〔2013〕40号"), 0, PAGE)
        )
        page = median(lambda: reader.documents(DocumentQuery(year=2013), 0, PAGE))
        show = median(lambda: reader.document(DocumentId(COUNT // 2)))
        sys.stdout.write(
            f"one record {show * 1e6:.0f} us, one number {plain * 1e6:.0f} us, "
            f"an indexed page of {PAGE} {page * 1e6:.0f} us\n"
        )
        for query in QUERIES:
            listed = median(lambda query=query: reader.documents(query, 0, PAGE))  # type: ignore[misc]  # the loop's own
            counted = median(lambda query=query: reader.count_documents(query))  # type: ignore[misc]  # the loop's own
            slowest = max(slowest, listed / page)
            sys.stdout.write(
                f"{query.text or '(all)':　<10} {query.order:8} page {listed * 1e6:7.0f} us = "
                f"{listed / page:5.2f} x an indexed page; count {counted * 1e6:7.0f} us\n"
            )
    register.close()
    return slowest


def attaching(folder: Path) -> None:
    source = folder / "scan.pdf"
    with source.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        for _ in range(180):
            file.write(os.urandom(MEBIBYTE))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    store = Attachments(AttachmentFolder(folder / "attachments"), KEY)
    began = time.perf_counter()
    taken = store.take(source)
    store.keep(taken.name)
    written = time.perf_counter() - began
    began = time.perf_counter()
    size = sum(map(len, store.content(taken)))
    read = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sys.stdout.write(
        f"180 MiB attached in {written:.2f} s (sealed, synchronised, read back), "
        f"read in {read:.2f} s ({size // MEBIBYTE} MiB), "
        f"peak memory +{(after - before) / 1024:.1f} MiB\n"
    )


def main() -> None:
    """Print the figures; fail when a search misses its limit."""
    with tempfile.TemporaryDirectory() as folder:
        attaching(Path(folder))
        slowest = searching(Path(folder))
    if slowest > LIMIT:
        sys.exit(f"{slowest:.1f} x an indexed page, limit {LIMIT}")


if __name__ == "__main__":
    main()
