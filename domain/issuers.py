"""Bodies that issue documents, and the ways in which offices write what they are called.

中共安澜县委机构编制委员会办公室, 安澜县委编办 and 县委编办 are one body in one county. What is
written stays as it was typed; whoever compares goes by the one name to which all spellings lead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

REGION: Final = "{region}"
LEVEL: Final = "{level}"
_MARKS: Final = str.maketrans("", "", "《》〈〉")


def plain(text: str) -> str:
    """Return a text without what makes no difference: width, spaces and 书名号."""
    return "".join(unicodedata.normalize("NFKC", text.translate(_MARKS)).split())


@dataclass(frozen=True, slots=True)
class Issuers:
    """Leads every spelling of a body's name to one name; what is not known stands for itself."""

    names: Mapping[str, str] = field(default_factory=dict)

    def name_of(self, written: str) -> str:
        """Return the name by which a body is compared, "" for none."""
        spelt = plain(written)
        return self.names.get(spelt, spelt)

    def same(self, one: str, other: str) -> bool:
        """Tell whether two spellings mean one body."""
        return self.name_of(one) == self.name_of(other)

    def spellings(self, written: str) -> tuple[str, ...]:
        """Return every known spelling of the body, the one as written first."""
        name = self.name_of(written)
        known = (spelt for spelt, body in self.names.items() if body == name)
        return tuple(dict.fromkeys((written, *known)))


def issuers_of(bodies: Mapping[str, Sequence[str]], office: str) -> Issuers:
    """Return the issuers of an office from the county's patterns, name to other spellings.

    In patterns `{region}` stands for what the office calls its region (安澜县), `{level}` for the
    last character of it (县). The office itself may be called by its region or by a body's name.
    """
    region = _region(bodies, office)
    names: dict[str, str] = {}
    for name, others in bodies.items():
        body = _written(name, region)
        names |= {plain(_written(spelling, region)): plain(body) for spelling in (name, *others)}
    return Issuers(names)


def _written(pattern: str, region: str) -> str:
    return pattern.replace(REGION, region).replace(LEVEL, region[-1:])


def _region(bodies: Mapping[str, Sequence[str]], office: str) -> str:
    called = plain(office)
    return min((called, *_regions(bodies, called)), key=len)


def _regions(bodies: Mapping[str, Sequence[str]], called: str) -> Iterator[str]:
    """Yield what the region would be for every spelling that the office's name fits."""
    for spelling in (one for name, others in bodies.items() for one in (name, *others)):
        if REGION in spelling:
            found = re.fullmatch(re.escape(spelling).replace(re.escape(REGION), "(.+)"), called)
            if found:
                yield found[1]
