"""What the audit keeps beside its chain: how far the register and the vault had come."""

from __future__ import annotations

from typing import Final

from storage.connect import Connection
from storage.witness import Witness

_WITNESS: Final = "SELECT commit_number, pages, root FROM witness"
_KEEP_WITNESS: Final = """
    INSERT INTO witness (only, commit_number, pages, root) VALUES (1, ?, ?, ?)
    ON CONFLICT (only) DO UPDATE
       SET commit_number = excluded.commit_number, pages = excluded.pages, root = excluded.root
"""
_SEEN: Final = "SELECT coalesce(max(generation), 0) FROM vault_seen"
_SEE: Final = """
    INSERT INTO vault_seen (only, generation) VALUES (1, ?)
    ON CONFLICT (only) DO UPDATE SET generation = max(generation, excluded.generation)
"""


def witness_in(connection: Connection) -> Witness | None:
    """Return the register as it was after the last commit that is known here."""
    row = connection.execute(_WITNESS).fetchone()
    return None if row is None else Witness(*row)


def keep_witness(connection: Connection, witness: Witness) -> None:
    """Keep what the register is after a commit."""
    connection.execute(_KEEP_WITNESS, (witness.commit, witness.pages, witness.root))


def vault_seen_in(connection: Connection) -> int:
    """Return the newest generation of the vault that anybody worked with, 0 before the first."""
    return int(connection.execute(_SEEN).fetchone()[0])


def see_vault(connection: Connection, generation: int) -> None:
    """Keep a generation of the vault, unless a newer one is known."""
    connection.execute(_SEE, (generation,))
