"""升级: the release of the program that an office hands down, and what it got from above."""

# ruff: noqa: ARG002 - a release is the same on every day, and too short to tell progress

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from domain.errors import Refusal
from domain.exchange.records import digest_of_records
from domain.exchange.releases import (
    RELEASE,
    SCHEMA,
    Program,
    Release,
    judge,
    place_of,
    release_of,
    releases_of,
)
from domain.exchange.shipment import UPDATE, Parcel
from domain.register import Actor
from domain.roles import Act
from domain.workflow.cargo import Arrival, Dispatch, require_digest
from domain.workflow.permission import require
from domain.workflow.ports import Progress, Reader, Register, Writer

_SETTING: Final = "update.releases"


@dataclass(frozen=True, slots=True)
class Updates:
    """The acts on releases; `program` is the running one."""

    register: Register
    program: Program

    def releases(self) -> tuple[Release, ...]:
        """Return what was offered here or came from above last, by platform."""
        with self.register.reading() as reader:
            return known_releases(reader)

    def offer(self, actor: Actor, release: Release) -> None:
        """Have a release handed down with the next package of its kind.

        Beside one of the same version it stands for another platform; else it takes the place of
        what was offered. Refuses `role.denied` without `Act.CONFIGURE` and what `judge` refuses.
        """
        require(actor, Act.CONFIGURE)
        with self.register.writing(actor) as writer:
            held = known_releases(writer)
            judge((release,), self.program)
            beside = [
                one
                for one in held
                if place_of(one.version) == place_of(release.version)
                and one.platform != release.platform
            ]
            _keep(writer, releases_of(one.record() for one in _sorted((*beside, release))))
            writer.audit("office.update_offered", f"{release.version} {release.platform}")

    def named(self, name: str) -> Release:
        """Return the known release whose file has this name; refuses `update.unknown_file`."""
        for release in self.releases():
            if release.name == name:
                return release
        raise Refusal("update.unknown_file", name=name[:100])


@dataclass(frozen=True, slots=True)
class UpdateCargo:
    """Satisfies `Cargo`: the releases of one version, one for each platform at most."""

    program: Program
    kind: ClassVar[str] = UPDATE
    schema: ClassVar[str] = SCHEMA
    totals: ClassVar[tuple[str, ...]] = ()

    def digest(self, reader: Reader, dispatch: Dispatch) -> str:
        """Return the digest of the releases; refuses `update.none` where none is known."""
        return _digest(_offered(reader))

    def counts(self, reader: Reader, dispatch: Dispatch) -> Mapping[str, int]:
        """Return how many releases there are."""
        return {RELEASE: len(_offered(reader))}

    def standing(self, reader: Reader, dispatch: Dispatch) -> str:
        """Return the digest: changes of the ledgers are none of this package's."""
        return self.digest(reader, dispatch)

    def records(
        self, reader: Reader, dispatch: Dispatch, progress: Progress
    ) -> Iterator[dict[str, Any]]:
        """Yield the releases."""
        yield from (release.record() for release in _offered(reader))

    def stated(self, parcel: Parcel) -> Mapping[str, int]:
        """Return how many releases a package states."""
        return {RELEASE: parcel.rows.get(RELEASE, 0)}

    def take_over(self, writer: Writer, arrival: Arrival) -> dict[str, Any]:
        """Know the releases from now on; the files are taken one by one against them.

        Refuses `update.older` and what `releases_of` refuses.
        """
        parcel = arrival.parcel
        stated = releases_of(arrival.records)
        require_digest(parcel, _digest(stated))
        state = judge(stated, self.program)
        _keep(writer, stated)
        writer.audit("office.update_known", f"{stated[0].version} {parcel.sender}")
        told = [{**release.record(), "kind": UPDATE} for release in stated]
        return {"state": state, "running": self.program.version, "releases": told}


def known_releases(reader: Reader) -> tuple[Release, ...]:
    """Return the releases that were offered here or came from above last."""
    kept = json.loads(reader.setting(_SETTING) or "[]")
    return tuple(release_of(each) for each in kept)


def _offered(reader: Reader) -> tuple[Release, ...]:
    known = known_releases(reader)
    if not known:
        raise Refusal("update.none")
    return known


def _keep(writer: Writer, releases: Iterable[Release]) -> None:
    kept = [release.record() for release in releases]
    writer.keep_setting(_SETTING, json.dumps(kept, sort_keys=True))


def _sorted(releases: Iterable[Release]) -> list[Release]:
    return sorted(releases, key=lambda release: release.platform)


def _digest(releases: Iterable[Release]) -> str:
    return digest_of_records(release.record() for release in releases)
