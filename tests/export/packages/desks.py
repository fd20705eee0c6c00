"""Every kind of package on every way it travels, and a desk that takes them one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import pytest

from domain.errors import Refusal
from export.packages import (
    Judgement,
    Manifest,
    Sealed,
    StreamState,
    inspect,
    judge_sequence,
    records,
    seal,
)
from export.packages.kinds import kind_named
from export.packages.records import Record
from tests.export.packages.network import NOW, Member, Network, outline

ONE: list[Record] = [{"kind": "unit", "name": "安澜县第一局"}]


@dataclass(frozen=True, slots=True)
class Route:
    """A kind on its way: from whom, to whom, who reads."""

    kind: str
    sender: str
    to: tuple[str, ...]
    reader: str

    def __str__(self) -> str:
        """Return what a test is called after."""
        return f"{self.kind} {self.sender} to {self.reader}"

    def sender_in(self, network: Network) -> Member:
        return getattr(network, self.sender)  # type: ignore[no-any-return]  # a field of it

    def reader_in(self, network: Network) -> Member:
        return getattr(network, self.reader)  # type: ignore[no-any-return]  # a field of it

    @property
    def whole(self) -> bool:
        """Whether each package of the kind states everything anew."""
        kind = kind_named(self.kind)
        assert kind is not None
        return kind.whole

    def sealed(
        self,
        folder: Path,
        network: Network,
        last: StreamState | None = None,
        now: datetime = NOW,
        rows: list[Record] = ONE,
    ) -> Sealed:
        """Seal the next package after `last`."""
        folder.mkdir(exist_ok=True)
        sender = self.sender_in(network)
        given = replace(outline(last, self.to), kind=self.kind, totals=())
        return seal(folder, given, rows, signer=sender.signer, trust=sender.trust, now=now)


COUNTIES = ("629925", "629926")
ROUTES = (
    Route("上报", "county", ("6299",), "city"),
    Route("上报", "city", ("62",), "province"),
    Route("回执", "county", ("6299",), "city"),
    Route("回执", "city", ("629925",), "county"),
    Route("回执", "province", ("6299",), "city"),
    Route("退回", "city", ("629925",), "county"),
    Route("预审反馈", "city", ("629925",), "county"),
    Route("代码表", "city", COUNTIES, "county"),
    Route("代码表", "province", ("6299",), "city"),
    Route("信任表", "city", COUNTIES, "county"),
)
every_route = pytest.mark.parametrize("route", ROUTES, ids=str)
routes_in_order = pytest.mark.parametrize("route", [r for r in ROUTES if not r.whole], ids=str)
routes_of_the_whole = pytest.mark.parametrize("route", [r for r in ROUTES if r.whole], ids=str)


def after(made: Sealed) -> StreamState:
    """Return the state of a stream after a package."""
    return StreamState(made.manifest.epoch, made.manifest.seq, made.sha256)


@dataclass
class Desk:
    """An office that takes packages: what it took of each stream, and the files it knows."""

    owner: Member
    taken: dict[tuple[str, str], StreamState] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

    def take(self, path: Path, now: datetime = NOW) -> Judgement:
        """Take a package, in the order of the steps of `trust`; on a refusal nothing is taken."""
        verified = inspect(path, self.owner.trust, now)
        judged = self.judge(verified.manifest, verified.sha256)
        if judged is Judgement.ACCEPT:
            for _ in records(verified, self.owner.opening):
                pass
            told = verified.manifest
            state = StreamState(told.epoch, told.seq, verified.sha256)
            self.taken[told.sender.code, told.stream] = state
            self.known.add(verified.sha256)
        return judged

    def judge(self, manifest: Manifest, sha256: str) -> Judgement:
        """Tell whether a manifest is the next of its stream."""
        last = self.taken.get((manifest.sender.code, manifest.stream))
        return judge_sequence(last, manifest, sha256, self.known)

    def refuses(self, path: Path, now: datetime = NOW) -> str:
        """Return the code by which a file is refused; what was taken before stays as it was."""
        before = (dict(self.taken), set(self.known))
        code = refused(lambda: self.take(path, now))
        assert (self.taken, self.known) == before
        return code


def refused(act: Callable[[], object]) -> str:
    """Return the code by which an act is refused."""
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def parts(data: bytes) -> tuple[bytes, bytes, bytes]:
    """Return envelope, certificate area and payload of a sound file."""
    first = 16 + int.from_bytes(data[8:12], "big")
    second = first + int.from_bytes(data[12:16], "big")
    return data[16:first], data[first:second], data[second:]


def joined(envelope: bytes, area: bytes, payload: bytes) -> bytes:
    """Return a file of three parts."""
    lengths = len(envelope).to_bytes(4, "big") + len(area).to_bytes(4, "big")
    return b"\x89BBX\r\n\x1a\n" + lengths + envelope + area + payload
