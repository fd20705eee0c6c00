"""Faults of keys: whatever happens to passwords, slots, key files and the vault, the sheet opens.

Every case makes a small office, spoils it, and then opens it by the recovery sheet. `cases` draws
as many as are asked for: first one of every kind and place, then more of those that depend on
chance. `run_case` says what was wrong, nothing when the office was opened whole.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Any, Final

from domain.errors import Refusal
from domain.roles import Role
from storage import recovery
from storage.accounts import leave, lock, reset_password
from storage.granting import take
from storage.key_profiles import KeyProfile
from storage.own_password import change_password, new_key_file, require_key_file
from storage.rescue import check_sheet, new_sheet, open_by_recovery
from storage.rotating import Rotating, carry_out
from storage.rotation import order_rotation, settle_rotation
from storage.session import Session
from storage.sign_in import sign_in
from tests.fakes.failing_files import Crash, FailingFiles
from tests.faults.family import Outcome
from tests.faults.trial import Trials
from tests.faults.vault_edits import HOSTILE, edited, places_in
from tests.storage.offices import HEAD, PASSWORD, enter, join
from tests.storage.rotations import DONE, attached, office_with_data, setting

NEW: Final = "Another-2026-word"
RESCUED: Final = "Rescued-2026-word"
CLERK: Final = "经办甲"
CHEAPEST: Final = KeyProfile(memory_kib=8, passes=1, lanes=1)
VAULTS: Final = ("vault.json", "vault.prev.json")
_CODE: Final = "code"
_AT: Final = "2026-11-21T12:00:00+08:00"
_NUMBERS: Final = (0, errno.ENOSPC, errno.EIO, errno.EROFS)
_MOST_STEPS: Final = 18


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a case may spoil; `codes` are the sheets that may be the good one now."""

    folder: Path
    codes: list[str]
    chance: Random

    def session(self, account: str = HEAD, password: str = PASSWORD) -> Session:
        """Sign in before anything is spoilt."""
        return enter(self.folder, account, password)


Case = Callable[[Office, int], None]


def make_office(folder: Path) -> None:
    """Make what every case begins with: an office of two with data, and its recovery code."""
    created = office_with_data(folder / "data")
    join(created.session, CLERK, Role.CLERK)
    (folder / _CODE).write_text(created.recovery_code, "utf-8")


def cases(count: int, chance: Random) -> list[str]:
    """Return the keys of so many cases: name, number, seed."""
    named = [
        f"{name}/{number}/{chance.randrange(10**9)}"
        for name, (_, numbers) in CASES.items()
        for number in range(numbers)
    ]
    if count <= len(named):
        return chance.sample(named, count)
    return [
        *named,
        *(
            f"{BY_CHANCE[n % len(BY_CHANCE)]}/{chance.randrange(10**6)}/{chance.randrange(10**9)}"
            for n in range(count - len(named))
        ),
    ]


def run_case(key: str, template: Path, folder: Path) -> tuple[str, ...]:
    """Spoil a copy of the office as the key says, and open it by the sheet."""
    name, number, seed = key.split("/")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)
    code = (folder / _CODE).read_text("utf-8")
    office = Office(folder / "data", [code], Random(seed))
    act, _ = CASES[name]
    with suppress(Refusal, Crash):
        act(office, int(number))
    return tuple(_wrong(office))


def _wrong(office: Office) -> Iterator[str]:
    """Open the office by whichever sheet is the good one, and look whether it is whole."""
    good = [code for code in office.codes if _opens(office.folder, code)]
    if len(good) != 1:
        yield f"{len(good)} sheets open it"
        return
    try:
        rescued = open_by_recovery(
            office.folder, good[0], account=HEAD, new_password=RESCUED, profile=CHEAPEST
        )
        settle_rotation(rescued.session)
        again = enter(office.folder, HEAD, RESCUED)
        if setting(again) != "one" or len(attached(again)) != 2:
            yield "not all of it is there"
        check_sheet(office.folder, rescued.recovery_code)
    except Refusal as refusal:
        yield f"the sheet is refused: {refusal.code}"
    if list(office.folder.glob("*.next")):
        yield "new files are left beside"


def _opens(folder: Path, code: str) -> bool:
    try:
        check_sheet(folder, code)
    except Refusal:
        return False
    return True


def _wrong_passwords(office: Office, number: int) -> None:
    kinds = ("", " ", PASSWORD[:-1], PASSWORD.lower(), f"{PASSWORD} ", "é", "e\u0301", "\u202e")
    for text in (*kinds, "𠮷" * 1000, "\udcff", "\0", NEW)[number::4]:
        with suppress(Refusal):
            sign_in(office.folder, HEAD, text, sleeper=lambda _: None)


def _old_password(office: Office, _number: int) -> None:
    change_password(office.session(), PASSWORD, NEW, profile=CHEAPEST)
    enter(office.folder)


def _unicode_password(office: Office, number: int) -> None:
    text = (
        "密码" * 8,
        "e\u0301" * 9 + "xyz12",
        "𠮷野家很长的密码abc",
        "Ａｂｃ－２０２６－ｗｏｒｄ",
        "пароль-2026",
    )[number]
    change_password(office.session(), PASSWORD, text, profile=CHEAPEST)


def _thousand_wrong(office: Office, _number: int) -> None:
    for _ in range(40):
        with suppress(Refusal):
            sign_in(office.folder, HEAD, "wrong", sleeper=lambda _: None)


def _damaged(office: Office, number: int) -> None:
    """Spoil the newest vault at a place of chance; the former one still stands."""
    path = office.folder / VAULTS[number % 2]
    content = bytearray(path.read_bytes())
    for _ in range(office.chance.randint(1, 64)):
        content[office.chance.randrange(len(content))] ^= 1 << office.chance.randrange(8)
    path.write_bytes(
        bytes(content[: office.chance.randrange(len(content))] if number % 3 else content)
    )


def _gone(office: Office, number: int) -> None:
    office.session()
    if number == 0:
        (office.folder / VAULTS[0]).unlink()
    elif number == 1:
        (office.folder / VAULTS[1]).unlink()
    else:
        (office.folder / VAULTS[0]).write_bytes(b"")


def _spoilt_slot(office: Office, number: int) -> None:
    part = ("salt", "nonce", "sealed")[number % 3]

    def edit(content: dict[str, Any]) -> None:
        slot = content["body"]["accounts"][0]["slot"]
        octets = bytearray.fromhex(slot[part])
        octets[office.chance.randrange(len(octets))] ^= 1 << office.chance.randrange(8)
        slot[part] = octets.hex()

    edited(office.folder, edit)


def _hostile_cost(office: Office, number: int) -> None:
    part, cost = (
        ("memory_kib", 2**30), ("memory_kib", 2**62), ("memory_kib", 0), ("memory_kib", -1),
        ("lanes", 10**9), ("lanes", 0), ("passes", 10**9), ("passes", -5), ("lanes", 1.5),
        ("kdf", "md5"), ("memory_kib", None), ("passes", "3"),
    )[number]  # fmt: skip
    edited(
        office.folder,
        lambda content: content["body"]["accounts"][0]["slot"].update({part: cost}),
    )


def _hostile_value(office: Office, _number: int) -> None:
    """Let an enemy put something into the newest vault that does not belong there."""

    def edit(content: dict[str, Any]) -> None:
        # A higher format is a newer program's vault, which this one leaves alone whoever asks.
        places = [each for each in places_in(content) if each[1] != "format"]
        holder, place = office.chance.choice(places)
        holder[place] = office.chance.choice(HOSTILE)

    edited(office.folder, edit)
    office.session()


def _key_file_lost(office: Office, number: int) -> None:
    made = new_key_file(office.folder.parent / "head.bqkey")
    require_key_file(office.session(), PASSWORD, made.path, profile=CHEAPEST)
    if number == 0:
        made.path.unlink()
    else:
        content = bytearray(made.path.read_bytes())
        content[office.chance.randrange(len(content))] ^= 1
        made.path.write_bytes(bytes(content))


def _failing(number: int) -> FailingFiles:
    """Return files that crash or fail from a step on."""
    return FailingFiles(1 + number // len(_NUMBERS), _NUMBERS[number % len(_NUMBERS)])


def _changing(office: Office, number: int) -> None:
    change_password(office.session(), PASSWORD, NEW, profile=CHEAPEST, files=_failing(number))


def _requiring(office: Office, number: int) -> None:
    made = new_key_file(office.folder.parent / "head.bqkey")
    require_key_file(
        office.session(), PASSWORD, made.path, profile=CHEAPEST, files=_failing(number)
    )


def _resetting(office: Office, number: int) -> None:
    reset_password(office.session(), CLERK, NEW, profile=CHEAPEST, files=_failing(number))


def _locking(office: Office, number: int) -> None:
    lock(office.session(), CLERK, files=_failing(number))


def _leaving(office: Office, number: int) -> None:
    leave(office.session(), CLERK, files=_failing(number))


def _taking(office: Office, number: int) -> None:
    take(office.session(), CLERK, [Role.CLERK], files=_failing(number))


def _counting(office: Office, number: int) -> None:
    sign_in(office.folder, HEAD, "wrong", sleeper=lambda _: None, files=_failing(number))


def _rotating(office: Office, number: int) -> None:
    session = office.session()
    order_rotation(session, "x", _AT)
    carry_out(session, DONE, Rotating(files=_failing(number)))


def _cut_while_rotating(office: Office, number: int) -> None:
    """Let the process end at a point of a rotation: no work after it, no cleaning up."""
    session, points = office.session(), 0
    order_rotation(session, "x", _AT)
    cut = office.folder.with_name("cut")

    def step(_point: str) -> None:
        nonlocal points
        if points == number % _MOST_STEPS:
            shutil.copytree(office.folder, cut)
        points += 1

    carry_out(session, DONE, Rotating(step=step))
    if cut.exists():
        shutil.rmtree(office.folder)
        cut.rename(office.folder)


def _renewing(office: Office, number: int) -> None:
    secret = office.chance.randbytes(32)
    office.codes.append(recovery.encode(secret))
    new_sheet(office.session(), random=lambda _size: secret, files=_failing(number))


def _rescuing(office: Office, number: int) -> None:
    """Let opening by the sheet itself be cut off: the old sheet or the new one is good."""
    secrets = [office.chance.randbytes(32) for _ in range(4)]
    for secret in secrets:
        office.codes.append(recovery.encode(secret))
    given = iter(secrets)
    open_by_recovery(
        office.folder,
        office.codes[0],
        account=HEAD,
        new_password=NEW,
        profile=CHEAPEST,
        random=lambda size: next(given) if size == 32 else office.chance.randbytes(size),
        files=_failing(number),
    )


def _last_holder(office: Office, number: int) -> None:
    act = (
        lambda session: take(session, HEAD, [Role.HEAD]),
        lambda session: lock(session, HEAD),
        lambda session: leave(session, HEAD),
    )[number]
    act(office.session())


CASES: Final[Mapping[str, tuple[Case, int]]] = MappingProxyType(
    {
        "wrong password": (_wrong_passwords, 4),
        "old password": (_old_password, 1),
        "unicode password": (_unicode_password, 5),
        "many wrong passwords": (_thousand_wrong, 1),
        "damaged generation": (_damaged, 12),
        "lost generation": (_gone, 3),
        "spoilt slot": (_spoilt_slot, 6),
        "hostile cost": (_hostile_cost, 12),
        "hostile value": (_hostile_value, 24),
        "key file lost": (_key_file_lost, 4),
        "last holder": (_last_holder, 3),
        "changing": (_changing, 28),
        "requiring a key file": (_requiring, 24),
        "resetting": (_resetting, 24),
        "locking": (_locking, 16),
        "leaving": (_leaving, 12),
        "taking": (_taking, 8),
        "counting": (_counting, 12),
        "renewing the sheet": (_renewing, 24),
        "opening by the sheet": (_rescuing, 24),
        "rotating": (_rotating, 56),
        "cut while rotating": (_cut_while_rotating, _MOST_STEPS),
    }
)
"""Every kind of fault, with how many places it strikes at."""
BY_CHANCE: Final = (
    "hostile value",
    "damaged generation",
    "spoilt slot",
    "rotating",
    "cut while rotating",
)


class KeyFaults:
    """The family of key faults for the harness."""

    name = "key"
    sizes: Mapping[str, int] = MappingProxyType({"small": 100, "ci": 300, "nightly": 5000})

    def keys(self, trials: Trials, count: int, chance: Random) -> Sequence[str]:
        """Draw so many cases."""
        template(trials)
        return cases(count, chance)

    def run(self, trials: Trials, key: str) -> Outcome:
        """Run one of them."""
        return Outcome(key.partition("/")[0], run_case(key, template(trials), trials.root))


def template(trials: Trials) -> Path:
    """Return the office that is copied for each case, made when first asked for."""
    made = trials.prepared.shelf / "keys"
    if not made.exists():
        made.mkdir(parents=True)
        make_office(made)
    return made
