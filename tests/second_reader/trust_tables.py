"""Section 10a of the format: the roots one after the other, and the table that the last signed."""

from __future__ import annotations

from datetime import datetime

from tests.second_reader.certificates import Certificate, read_certificate, verify
from tests.second_reader.reader import bytes_of, check_signature, pre_authentication, read_envelope
from tests.second_reader.refused import Refused
from tests.second_reader.strict_json import Json, encode, parse, parse_canonical

TABLE = "application/vnd.bianqing.trust.v1+json"
ROOT = "application/vnd.bianqing.root.v1"
LONGEST = 1_048_576


def read_table(
    data: bytes, held: Certificate, now: datetime
) -> tuple[dict[str, Json], Certificate]:
    """Return what a table says and the root that signed it, or refuse."""
    value = parse_canonical(data)
    if len(data) > LONGEST or not isinstance(value, dict):
        raise Refused("table")
    if value.keys() != {"v", "roots", "table"} or value["v"] != 1:
        raise Refused("table")
    root = newest_root(value["roots"], held, now)
    signed = read_envelope(encode(value["table"]))
    if signed.type != TABLE:
        raise Refused("table")
    check_signature(signed, root)
    table = parse(signed.body)
    if not isinstance(table, dict) or table["province"] != root.code:
        raise Refused("table")
    return table, root


def newest_root(roots: Json, held: Certificate, now: datetime) -> Certificate:
    """Walk from the held root to the last, none left out."""
    if not isinstance(roots, list):
        raise Refused("table")
    root, epochs = held, []
    for step in roots:
        if not isinstance(step, dict) or step.keys() != {"root", "sig"}:
            raise Refused("table")
        following = read_certificate(bytes_of(step["root"]))
        epochs.append(following.epoch)
        if following.epoch > held.epoch:
            check_step(root, following, bytes_of(step["sig"]), now)
            root = following
        elif following.epoch == held.epoch and following.raw != held.raw:
            raise Refused("root")
    if epochs != list(range(2, len(epochs) + 2)) or (held.epoch > 1 and held.epoch not in epochs):
        raise Refused("root")
    return root


def check_step(former: Certificate, root: Certificate, signature: bytes, now: datetime) -> None:
    """Refuse a root that does not follow the former."""
    follows = (root.role, root.code, root.name, root.epoch, len(root.code)) == (
        "authority", former.code, former.name, former.epoch + 1, 2,
    )  # fmt: skip
    message = pre_authentication(ROOT, root.raw)
    if not follows or not verify(former.point, message, signature) or not root.vouches_for(root):
        raise Refused("root")
    if not root.not_before <= now <= root.not_after:
        raise Refused("root")
