"""Trust tables on the command line: the province signs one, whoever has one writes it to a file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from desktop.commands.console import Console
from desktop.operators import Operators
from desktop.outlets import deliver, require_place
from desktop.trust_tables import Said, TrustTables
from domain.errors import Refusal
from export.packages import TrustStore, printable
from export.packages.files import BLOCK, open_regular
from export.packages.trust_table import Release, TrustTable

Extra = dict[str, Any]
_ROLES: Final = {"authority": "单位证书", "encryption": "收件证书", "operator": "人员证书"}


def publish(console: Console, operators: Operators) -> Extra:
    """Sign the next table, and write it to a file where one is named."""
    _require_out(console)
    tables = TrustTables(operators.trust)
    return _written(console, tables, tables.publish(_said(console)))


def roll_over(console: Console, operators: Operators) -> Extra:
    """Put a new root in the place of the present one, and write the table that brings it."""
    _require_out(console)
    tables = TrustTables(operators.trust)
    table = tables.roll_over(Said(months=console.arguments.months))
    return {**_written(console, tables, table), "root_fingerprint": root_of(operators)}


def table(console: Console, operators: Operators) -> Extra:
    """Write the table in force to a file, to be carried by hand."""
    _require_out(console)
    tables = TrustTables(operators.trust)
    tables.held()
    store = operators.trust.store()
    return _written(console, tables, store.table.table if store.table else None)


def table_answer(store: TrustStore) -> Extra:
    """Return what is told of the table in force, nothing of it where there is none."""
    if store.table is None:
        return {"table": None}
    held = store.table.table
    return {
        "table": {
            "version": held.version,
            "issued": held.issued.isoformat(),
            "next_update": held.next_update.isoformat(),
            "floor": held.floors.general,
            "floors": dict(held.floors.offices),
            "least_version": held.least_version,
            "releases": [
                {"name": each.name, "version": each.version, "digest": each.digest}
                for each in held.releases
            ],
            "revoked": [
                {
                    "fingerprint": name,
                    "office": each.office,
                    "role": each.role.value,
                    "epoch": each.epoch,
                    "seq": each.seq,
                    "day": each.day.isoformat(),
                    "reason": each.reason,
                }
                for name, each in sorted(held.revoked.items())
            ],
        }
    }


def table_lines(told: Extra) -> Iterable[str]:
    """Yield what a person reads of the table in force."""
    held = told["table"]
    if held is None:
        return
    yield (
        f"信任表：第 {held['version']} 版，{held['issued'][:10]} 签发，"
        f"下一版最迟 {held['next_update'][:10]}，吊销 {len(held['revoked'])} 张证书"
    )
    for each in held["revoked"]:
        told_of = f"{each['office'] or '单位不详'}  {_ROLES[each['role']]}"
        since = f"第 {each['epoch']} 期第 {each['seq']} 号起的包须复查"
        yield f"  {told_of}  {printable(each['fingerprint'])}  {since}  {each['reason']}"


def root_of(operators: Operators) -> str:
    """Return the fingerprint of the root that is believed."""
    return operators.trust.store().root.fingerprint


def _require_out(console: Console) -> None:
    if console.arguments.out:
        require_place(console.path("out"))


def _written(console: Console, tables: TrustTables, signed: TrustTable | None) -> Extra:
    extra: Extra = {} if signed is None else {"version": signed.version}
    if console.arguments.out:
        extra["path"] = deliver(console.path("out"), (tables.held(),))
    return extra


def _said(console: Console) -> Said:
    wanted = console.arguments
    floors = dict(_floor(text) for text in wanted.floor)
    releases = tuple(_release(Path(name), wanted.least_version) for name in wanted.release)
    return Said(wanted.months, floors, wanted.least_version, releases or None)


def _floor(text: str) -> tuple[str, str]:
    """Return office code, "" for everybody, and suite of 629925=I1 or I1."""
    code, _, suite = text.rpartition("=")
    return code, suite


def _release(path: Path, version: str | None) -> Release:
    if not version:
        raise Refusal("trust.release_version_missing", path=str(path))
    digest = hashlib.sha256()
    with open_regular(path) as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return Release(path.name, version, digest.hexdigest())
