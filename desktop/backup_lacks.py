"""What a backup set lacks of what is attached, told by material and record, never by a person."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from domain.archive import Attachment
from domain.documents import year_of
from domain.workflow.attaching import owner_of
from domain.workflow.ports import Reader
from storage.audit_entries import Problem
from storage.backup_set import Lack
from storage.register import SqlRegister


def lack_problems(
    lacking: Collection[Lack] | None, register: SqlRegister | None
) -> tuple[Problem, ...]:
    """Return one problem for each record to which a file belongs that a set lacks.

    Where nobody reads the register, or it knows the file no longer, the file's name in the store
    has to do.
    """
    if not lacking:
        return ()
    lacks = {lack.file: lack for lack in lacking}
    named = {} if register is None else _named(lacks, register)
    rest = [lack for name, lack in lacks.items() if name not in named]
    return (
        *(problem for problems in named.values() for problem in problems),
        *(Problem(f"backup.stored_{lack.damage}", {"file": lack.file}) for lack in rest),
    )


def _named(lacks: Mapping[str, Lack], register: SqlRegister) -> Mapping[str, list[Problem]]:
    named: dict[str, list[Problem]] = {}
    with register.reading() as reader:
        for held in reader.all_attachments():
            lack = lacks.get(held.file.name)
            if lack is not None:
                facts = {
                    "owner": _owner(reader, held),
                    "material": held.material,
                    "attachment": held.id,
                }
                problem = Problem(f"backup.attachment_{lack.damage}", facts)
                named.setdefault(lack.file, []).append(problem)
    return named


def _owner(reader: Reader, held: Attachment) -> str:
    """Return how the record is called; a title may name somebody, a 文号 does not."""
    if held.document is not None and year_of(reader.document(held.document).number) is None:
        return f"第 {held.document} 号文件"
    return owner_of(reader, held)
