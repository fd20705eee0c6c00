"""Sealing leaves a whole package or nothing, and reading touches only regular files."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.errors import Cancelled, Refusal
from export.packages import (
    Outline,
    Revocation,
    Sealed,
    Signer,
    SoftwareSigningKey,
    certify_operator,
    inspect,
    seal,
    whole_sha256,
)
from export.packages.files import NewFile, publish
from export.packages.records import Record
from tests.export.packages.network import NOW, Network, outline, sample_records

Code = Callable[[Callable[[], object]], Refusal]


def sealing(
    folder: Path, network: Network, given: Outline | None = None, signer: Signer | None = None
) -> Sealed:
    county = network.county
    return seal(
        folder,
        given or outline(),
        sample_records(),
        signer=signer or county.signer,
        trust=county.trust,
        now=NOW,
    )


def test_a_package_has_a_plain_name_and_stands_alone(tmp_path: Path, network: Network) -> None:
    made = sealing(tmp_path, network)
    assert made.path.name == f"629925_RPT_00000001_{made.manifest.pkg_id[:4].upper()}.bqp"
    assert list(tmp_path.iterdir()) == [made.path]
    assert made.path.stat().st_mode & 0o777 == 0o600


def test_a_record_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, network: Network, refusal_of: Code
) -> None:
    county = network.county
    lies: list[Record | bytes] = [
        {"kind": "unit", "x": 1.5},
        {"name": "no kind"},
        b"not json",
        b'{"kind":"A"}',
    ]
    for bad in lies:
        rows: list[Record | bytes] = [{"kind": "unit"}, bad]
        refusal = refusal_of(
            lambda rows=rows: seal(  # type: ignore[misc]  # bound now
                tmp_path, outline(), rows, signer=county.signer, trust=county.trust, now=NOW
            )
        )
        assert (refusal.code, refusal.facts["number"]) == ("package.record_invalid", 2)
        assert list(tmp_path.iterdir()) == []


def test_cancelling_leaves_nothing(tmp_path: Path, network: Network) -> None:
    def rows() -> Iterator[Record]:
        yield {"kind": "unit"}
        raise Cancelled

    county = network.county
    with pytest.raises(Cancelled):
        seal(tmp_path, outline(), rows(), signer=county.signer, trust=county.trust, now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_refused(tmp_path: Path, network: Network, refusal_of: Code) -> None:
    refusal = refusal_of(lambda: sealing(tmp_path / "none", network))
    assert refusal.code == "package.not_written"


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let the kernel refuse to write beyond a size, as a full disk does."""
    import signal  # noqa: PLC0415 - beside its one use

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("size", [0, 1, 500, 2000, 4000])
def test_a_full_disk_leaves_nothing(
    tmp_path: Path, network: Network, refusal_of: Code, size: int
) -> None:
    with largest_file(size):
        refusal = refusal_of(lambda: sealing(tmp_path, network))
    assert refusal.code == "package.disk_full"
    assert list(tmp_path.iterdir()) == []
    assert sealing(tmp_path, network).path.exists()


def test_nothing_is_replaced(tmp_path: Path, refusal_of: Code) -> None:
    taken, new = tmp_path / "taken", tmp_path / "new"
    taken.write_bytes(b"old")
    new.write_bytes(b"new")
    assert refusal_of(lambda: publish(new, taken)).code == "package.target_exists"
    assert refusal_of(lambda: NewFile(taken)).code == "package.not_written"
    assert taken.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "随便"}, "package.kind_unknown"),
        ({"to": ("62",)}, "package.wrong_direction"),
        ({"to": ("629926",)}, "package.wrong_direction"),
        ({"to": ()}, "package.wrong_direction"),
        ({"to": ("6299", "62")}, "package.wrong_direction"),
        ({"facts": "x"}, "package.manifest_invalid"),
        ({"seq": 0}, "package.manifest_invalid"),
        ({"lifetime": timedelta(days=-1)}, "package.expired"),
    ],
)
def test_what_no_reader_would_take_is_not_written(
    tmp_path: Path, network: Network, refusal_of: Code, change: dict[str, object], code: str
) -> None:
    given = replace(outline(), **change)  # type: ignore[arg-type]  # a table of single members
    assert refusal_of(lambda: sealing(tmp_path, network, given)).code == code
    assert list(tmp_path.iterdir()) == []


def test_only_a_certified_operator_with_his_key_signs(
    tmp_path: Path, network: Network, refusal_of: Code
) -> None:
    county, other = network.county, network.other_county
    key = SoftwareSigningKey.generate()
    cases = {
        "trust.key_mismatch": Signer(county.signer.operator, key),
        "trust.region_invalid": other.signer,
        "trust.path_invalid": Signer(county.trust.own.encryption, key),
    }
    for code, signer in cases.items():
        refusal = refusal_of(lambda signer=signer: sealing(tmp_path, network, signer=signer))  # type: ignore[misc]  # bound now
        assert refusal.code in {code, "trust.level_invalid"}


def test_a_revoked_operator_does_not_sign(
    tmp_path: Path, network: Network, refusal_of: Code
) -> None:
    county = network.county
    fingerprint = county.signer.operator.fingerprint
    trust = county.trust.with_revoked(fingerprint, Revocation(NOW.date(), "调离"))
    refusal = refusal_of(
        lambda: seal(tmp_path, outline(), [], signer=county.signer, trust=trust, now=NOW)
    )
    assert refusal.code == "trust.revoked"


def test_a_second_operator_of_the_office_signs_as_well(tmp_path: Path, network: Network) -> None:
    county, key = network.county, SoftwareSigningKey.generate()
    second = certify_operator(county.trust, county.authority, key.public_bytes(), "李兰", NOW)
    made = sealing(tmp_path, network, signer=Signer(second, key))
    assert inspect(made.path, network.city.trust, NOW).sender.label == "李兰"


def test_a_key_in_a_device_signs_like_any_other(tmp_path: Path, network: Network) -> None:
    class Device:
        """Shows its public key and signs; has nothing else."""

        def __init__(self, inside: SoftwareSigningKey) -> None:
            self._inside = inside

        def public_bytes(self) -> bytes:
            return self._inside.public_bytes()

        def sign(self, message: bytes) -> bytes:
            return self._inside.sign(message)

    county = network.county
    device = Device(SoftwareSigningKey.generate())
    authority = Device(county.authority)
    operator = certify_operator(county.trust, authority, device.public_bytes(), "王安", NOW)
    made = sealing(tmp_path, network, signer=Signer(operator, device))
    assert inspect(made.path, network.city.trust, NOW).sender == operator


def link(folder: Path) -> Path:
    path = folder / "link"
    target = folder / "target"
    target.write_bytes(b"x")
    path.symlink_to(target)
    return path


def pipe(folder: Path) -> Path:
    path = folder / "pipe"
    os.mkfifo(path)
    return path


@pytest.mark.parametrize(
    "make",
    [
        link,
        pipe,
        lambda folder: folder,
        lambda folder: folder / "none",
        lambda _: Path("/dev/zero"),
    ],
    ids=["link", "pipe", "folder", "missing", "device"],
)
def test_only_regular_files_are_read(
    tmp_path: Path, network: Network, refusal_of: Code, make: Callable[[Path], Path]
) -> None:
    path = make(tmp_path)
    trust = network.city.trust
    assert refusal_of(lambda: inspect(path, trust, NOW)).code == "package.unreadable"
    assert refusal_of(lambda: whole_sha256(path)).code == "package.unreadable"


def test_a_file_beyond_four_gigabytes_is_refused_unread(
    tmp_path: Path, network: Network, refusal_of: Code
) -> None:
    made = sealing(tmp_path, network)
    os.truncate(made.path, 2**32)  # a sparse file
    refusal = refusal_of(lambda: inspect(made.path, network.city.trust, NOW))
    assert refusal.code == "package.size"
    assert refusal_of(lambda: whole_sha256(made.path)).code == "package.size"


def test_the_name_of_a_file_means_nothing(tmp_path: Path, network: Network) -> None:
    made = sealing(tmp_path, network)
    strange = tmp_path / "..年报(最终版)\u202egpj.exe"
    made.path.rename(strange)
    assert inspect(strange, network.city.trust, NOW).manifest == made.manifest
