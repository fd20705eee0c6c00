"""What the register's second schema adds for looking back at one change: what it ended.

Most versions are never ended, so these indexes hold little and cost imports nothing.
"""

from typing import Final

_KINDS: Final = (
    "unit", "inner_organ", "quota", "leader_post", "ledger_entry", "person", "occupancy",
    "departure", "use_plan", "slot", "post_hold", "concurrent_post", "detachment",
    "contract_control", "contract_worker", "contact",
)  # fmt: skip
CHANGES: Final = "\n".join(
    f"CREATE INDEX {kind}_ended ON {kind}_version (known_to) WHERE known_to IS NOT NULL;"
    for kind in _KINDS
)
