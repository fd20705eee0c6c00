"""Packages that wait, verified and read, until somebody decides on them.

What a report carries goes into an encrypted file of its own first. There the checks run over it
and its difference is told; accepting it reads that file and no other. It waits across restarts,
until it is accepted, returned or discarded. Which stages wait, with their keys, stands in one
value of the register: what is not named there is a remainder, and is removed before another is
filled.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Any, Final

from domain.errors import Refusal
from domain.exchange.collected import Undecided
from domain.exchange.shipment import Border, Parcel
from domain.facts import OfficeCode
from domain.register import Actor, Office, level_of
from domain.workflow.cargo import Bulk
from domain.workflow.ports import Clock, Progress, Readable, Reader, Register, Stages, Writer

_SETTING: Final = "exchange.staged"
MOST_STAGED: Final = 40
"""So many packages wait at a time: a province with its cities, and some to spare."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A package that waits: its file in the data folder, whose it is, who staged it and when.

    `by` is "" for one that nobody staged: it came early, was held, and its turn has come.
    """

    sha256: str
    path: PurePath
    sender: OfficeCode
    sender_name: str
    seq: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """A stage that is open, what else its package says, and the key it was made with."""

    stage: Readable
    notes: Mapping[str, Any]
    key: str


@dataclass(frozen=True, slots=True)
class Staging:
    """Fills stages, keeps them, and lets go of them."""

    register: Register
    border: Border
    clock: Clock
    stages: Stages

    @contextmanager
    def unfolded(self, parcel: Parcel, cargo: Bulk, progress: Progress) -> Iterator[Opened]:
        """Open the stage of these very bytes; one that was not kept is made for the block.

        Refuses what reading the package and filling a stage refuse.
        """
        with ExitStack() as stack:
            opened = self._opened(stack, parcel)
            if opened is not None:
                yield opened
                return
            self._sweep()
            name, notes = _name(parcel.sha256), dict[str, Any]()
            facts = cargo.unfold(parcel, self.border.records(parcel), progress, notes)
            filling = self.stages.fill(name, _sender(parcel), facts)
            stage, key = stack.enter_context(filling)
            yield Opened(stage, notes, key)
        if not self._is_kept(parcel.sha256):
            self.stages.discard(name)

    def _opened(self, stack: ExitStack, parcel: Parcel) -> Opened | None:
        """Open a stage that was kept; one that was damaged since is made anew."""
        with self.register.reading() as reader:
            kept = _kept(reader).get(parcel.sha256)
        if kept is None:
            return None
        opening = self.stages.opened(_name(parcel.sha256), _sender(parcel), kept["key"])
        try:
            return Opened(stack.enter_context(opening), kept["notes"], kept["key"])
        except Refusal:
            return None

    def keep(self, actor: Actor, parcel: Parcel, opened: Opened) -> PurePath:
        """Keep a stage that is open, and its spooled package; return where that lies."""
        path = self.border.keep(parcel, evidence=False)
        told = {
            "key": opened.key,
            "notes": opened.notes,
            "path": str(path),
            "sender": parcel.sender,
            "name": parcel.sender_name,
            "seq": parcel.seq,
            "data_date": parcel.data_date.isoformat(),
            "by": actor.account,
            "at": self.clock.now().isoformat(),
        }
        with self.register.writing(actor) as writer:
            _keep(writer, {**_kept(writer), parcel.sha256: told})
            writer.audit("package.stage", parcel.package, parcel.sha256)
        return path

    def waiting(self) -> tuple[Waiting, ...]:
        """Return what waits, the oldest first."""
        with self.register.reading() as reader:
            kept = _kept(reader)
        return tuple(
            Waiting(
                sha256,
                self.border.kept(told["path"]),
                OfficeCode(told["sender"]),
                told["name"],
                told["seq"],
                told["by"],
                datetime.fromisoformat(told["at"]),
            )
            for sha256, told in kept.items()
        )

    def let_go(self, writer: Writer, sha256: str) -> None:
        """Forget a stage in a transaction that decides on its package; `clear` removes it."""
        kept = _kept(writer)
        if kept.pop(sha256, None) is not None:
            _keep(writer, kept)

    def clear(self, sha256: str, *, keep_file: bool = False) -> None:
        """Remove the files of a stage that was let go, its package too unless that is to stay."""
        self.stages.discard(_name(sha256))
        if not keep_file:
            self.border.forget(sha256)

    def _sweep(self) -> None:
        """Remove what a crash has left; for whoever fills a stage: no other is being filled."""
        with self.register.reading() as reader:
            named = set(map(_name, _kept(reader)))
        for name in self.stages.names():
            if name not in named:
                self.stages.discard(name)

    def require_room(self, sha256: str) -> None:
        """Refuse `package.too_many_staged`: whoever takes in more must decide on some first."""
        with self.register.reading() as reader:
            kept = _kept(reader)
        if sha256 not in kept and len(kept) >= MOST_STAGED:
            raise Refusal("package.too_many_staged", most=MOST_STAGED)

    def _is_kept(self, sha256: str) -> bool:
        with self.register.reading() as reader:
            return sha256 in _kept(reader)


def undecided(reader: Reader) -> tuple[Undecided, ...]:
    """Return whose reports wait to be decided on, and the days they are told for."""
    return tuple(
        (OfficeCode(told["sender"]), date.fromisoformat(told["data_date"]))
        for told in _kept(reader).values()
        if "data_date" in told
    )


def _name(sha256: str) -> str:
    return sha256[:32]


def _sender(parcel: Parcel) -> Office:
    return Office(parcel.sender, parcel.sender_name, level_of(parcel.sender))


def _kept(reader: Reader) -> dict[str, dict[str, Any]]:
    kept: dict[str, dict[str, Any]] = json.loads(reader.setting(_SETTING) or "{}")
    return kept


def _keep(writer: Writer, kept: Mapping[str, Mapping[str, Any]]) -> None:
    writer.keep_setting(_SETTING, json.dumps(kept, ensure_ascii=False))
