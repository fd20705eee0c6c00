"""What an office decides for itself and those below, and what the office above has decided."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from domain.errors import Refusal
from domain.exchange.decided import Value, checked, read_value
from domain.exchange.decided_words import label_of
from domain.facts import OfficeCode
from domain.register import Actor
from domain.roles import Act
from domain.workflow.office_data import count_version, version_of
from domain.workflow.permission import require
from domain.workflow.ports import Reader, Register, Writer

_OWN: Final = "decisions.own"
_ABOVE: Final = "decisions.above"


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided: by this office, and by the one above, whose word goes first.

    `version` counts what this office sends down; `above_version` is that of the package from
    `sender`, 0 before the first.
    """

    own: Mapping[str, Value]
    above: Mapping[str, Value]
    version: int = 0
    sender: OfficeCode = OfficeCode("")  # noqa: RUF009 - a text, which never changes
    above_version: int = 0

    @property
    def values(self) -> Mapping[str, Value]:
        """What holds, by name, in the order of names."""
        return dict(sorted({**self.own, **self.above}.items()))


@dataclass(frozen=True, slots=True)
class Decisions:
    """The acts of the 负责人 on them; each is one transaction and audited.

    All refuse `role.denied` without `Act.CONFIGURE`, and `decision.from_above` for what the
    office above has decided.
    """

    register: Register

    def decided(self) -> Decided:
        """Return what was decided."""
        with self.register.reading() as reader:
            return decided_of(reader)

    def decide(self, actor: Actor, name: str, text: str) -> Value:
        """Decide something; refuses `decision.unknown` and `decision.value`."""
        require(actor, Act.CONFIGURE)
        value = read_value(name, text)
        with self.register.writing(actor) as writer:
            held = _open(writer, name)
            _keep(writer, {**held.own, name: value})
            writer.audit("office.decide", f"{name} {value}")
        return value

    def drop(self, actor: Actor, name: str) -> None:
        """Decide no longer: the county's data holds again; refuses `decision.not_decided`."""
        require(actor, Act.CONFIGURE)
        with self.register.writing(actor) as writer:
            held = _open(writer, name)
            if name not in held.own:
                raise Refusal("decision.not_decided", name=name[:64], label=label_of(name[:64]))
            _keep(writer, {known: value for known, value in held.own.items() if known != name})
            writer.audit("office.decide_not", name)


def _open(writer: Writer, name: str) -> Decided:
    held = decided_of(writer)
    if name in held.above:
        raise Refusal("decision.from_above", name=name, label=label_of(name), office=held.sender)
    return held


def decided_of(reader: Reader) -> Decided:
    """Return what was decided here and above."""
    above: dict[str, Any] = json.loads(reader.setting(_ABOVE) or "{}")
    return Decided(
        _checked(json.loads(reader.setting(_OWN) or "{}")),
        _checked(above.get("values", {})),
        version_of(reader),
        OfficeCode(above.get("from", "")),
        above.get("version", 0),
    )


def keep_decided(
    writer: Writer, sender: OfficeCode, version: int, values: Mapping[str, Value]
) -> None:
    """Keep what the office above decided, in place of all that it decided before."""
    if decided_of(writer).above != values:
        count_version(writer)
    kept = {"from": sender, "version": version, "values": values}
    writer.keep_setting(_ABOVE, json.dumps(kept, ensure_ascii=False, sort_keys=True))


def _keep(writer: Writer, values: Mapping[str, Value]) -> None:
    writer.keep_setting(_OWN, json.dumps(values, ensure_ascii=False, sort_keys=True))
    count_version(writer)


def _checked(values: Mapping[str, Any]) -> dict[str, Value]:
    return {name: checked(name, value) for name, value in values.items()}
