"""An office with a register, an audit and attachments, to be given new keys."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.register import Actor
from storage.attachment_folder import AttachmentFolder
from storage.attachments import FOLDER, Attachments, content_key
from storage.audit import AuditLog, open_audit
from storage.audit_entries import AuditSink, Entry
from storage.key_profiles import TEST
from storage.keyring import naming_key
from storage.register import FILE_NAME, SqlRegister
from storage.sealed_file import unseal
from storage.session import Session
from storage.vault import Created, create_office
from tests.fakes.clock import FixedClock
from tests.fakes.documents import ISSUERS
from tests.fakes.register import OFFICE as REGISTER_OFFICE
from tests.fakes.register import POST_OF_ROLE
from tests.storage.attached_files import PDF, put
from tests.storage.offices import HEAD, OFFICE, PASSWORD
from tests.storage.registers import Witness

DONE = Entry("2026-11-21T12:00:00+08:00", HEAD, "负责人", "keys.rotate", "")
ACTOR = Actor(HEAD, frozenset({"负责人"}), single=True)


def register_of(
    path: Path, key: bytes | bytearray, audit: AuditSink, *, create: bool = False
) -> SqlRegister:
    return SqlRegister(
        path,
        key,
        office=REGISTER_OFFICE,
        clock=FixedClock(),
        audit=audit,
        post_of_role=POST_OF_ROLE,
        issuers=ISSUERS,
        create=create,
    )


def prepared(path: Path, key: bytes) -> None:
    register_of(path, key, Witness(), create=True).close()


def office_with_data(folder: Path) -> Created:
    """Found an office whose register holds a setting, with two attachments."""
    created = create_office(
        folder,
        office=OFFICE,
        account=HEAD,
        password=PASSWORD,
        single_operator=True,
        profile=TEST,
        prepare=prepared,
    )
    work(created.session, "one")
    store = store_of(created.session)
    for number in (1, 2):
        source = put(folder.parent, PDF + bytes([number]) * number * 70_000)
        store.keep(store.take(source).name)
    return created


@contextmanager
def opened(session: Session) -> Iterator[tuple[SqlRegister, AuditLog]]:
    """Open register and audit, which must be what is witnessed of them."""
    assert session.register_key is not None
    audit = open_audit(session.folder, session.audit_key)
    register = register_of(session.folder / FILE_NAME, session.register_key, audit)
    try:
        assert register.problems == ()
        assert audit.verify() == []
        assert audit.catch_up(register.audit_rows()).problems == ()
        yield register, audit
    finally:
        register.close()
        audit.close()


def work(session: Session, value: str) -> None:
    """Let a business session keep a setting, as any act would."""
    with opened(session) as (register, _), register.writing(ACTOR) as writer:
        writer.keep_setting("test", value)
        writer.audit("test.kept", value)


def setting(session: Session) -> str:
    """Return what `work` kept last."""
    with opened(session) as (register, _), register.reading() as reader:
        return reader.setting("test")


def acts(session: Session) -> list[str]:
    """Return the acts in the audit."""
    with opened(session) as (_, audit):
        return [row.act for row in audit.rows()]


def store_of(session: Session) -> Attachments:
    assert session.register_key is not None
    folder = AttachmentFolder(session.folder / FOLDER)
    return Attachments(folder, session.register_key, naming=naming_key(session))


def attached(session: Session) -> dict[str, str]:
    """Return name and digest of every attachment, each opened to its last byte."""
    assert session.register_key is not None
    key, found = content_key(session.register_key), {}
    for path in sorted((session.folder / FOLDER).glob("*.sealed")):
        with path.open("rb") as stream:
            found[path.name] = hashlib.sha256(b"".join(unseal(stream, key))).hexdigest()
    return found
