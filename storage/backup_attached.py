"""Whether a backup set holds what its register names: all that is attached, as it was stored."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Final

from domain.archive import StoredFile
from domain.errors import Refusal
from storage.attachment_folder import AttachmentFolder
from storage.attachments import FOLDER, Attachments
from storage.backup_making import Laying
from storage.backup_set import Damage, Lack
from storage.reader import SqlReader

_DAMAGES: Final[Mapping[str, Damage]] = {
    "stored_file.missing": Damage.MISSING,
    "stored_file.altered": Damage.ALTERED,
}


def attached_files(reader: SqlReader) -> tuple[StoredFile, ...]:
    """Return the files that a register names, what was detached included, each once."""
    return tuple({held.file.name: held.file for held in reader.all_attachments()}.values())


def lacking(laying: Laying, files: Iterable[StoredFile], register_key: bytes) -> tuple[Lack, ...]:
    """Return which files a set that is laid down does not hold as they were stored.

    Each is opened and read to its end, but for those that the set before held with the same bytes
    when it was read so. Refuses for faults of the medium.
    """
    store = Attachments(AttachmentFolder(laying.target / FOLDER), register_key)
    found = [*unreadable(laying)]
    for file in files:
        laying.step(0)
        if file.name in laying.unread:
            continue
        if laying.is_vouched_for(f"{FOLDER}/{file.name}"):
            continue
        try:
            deque(store.content(file), maxlen=0)
        except Refusal as refusal:
            if refusal.code not in _DAMAGES:
                raise
            found.append(Lack(file.name, _DAMAGES[refusal.code]))
    return tuple(found)


def unreadable(laying: Laying) -> tuple[Lack, ...]:
    """Return the files that were to be laid down and could not be read."""
    return tuple(Lack(name, Damage.UNREADABLE) for name in sorted(laying.unread))
