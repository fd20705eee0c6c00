#!/usr/bin/env python3
"""Stand-alone restoring of a backup set: checks every byte and lays the data out anew.

Needs Python 3.7 and nothing else; opening and exporting need cryptography and sqlcipher3. It only
reads the set, and never writes over a file. What it says is Chinese, for whoever holds the set.
"""

import argparse
import csv
import getpass
import hashlib
import json
import os
import shutil
import sys
import unicodedata
from urllib.parse import quote

SET = os.path.dirname(os.path.abspath(__file__))
PAPERS = ("README-恢复说明.txt", "恢复.py")
FOLDERS = ("attachments/incoming", "outbox", "inbox", "backup", "quarantine")
PIECE = 1 << 20
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Stop(Exception):
    """Nothing more can be done; the text says why."""


def say(text):
    print(text, flush=True)


def manifest():
    path = os.path.join(SET, "清单.json")
    try:
        with open(path, encoding="utf-8") as file:
            found = json.load(file)
        lines = [(line["path"], line["size"], line["sha256"]) for line in found["files"]]
    except (OSError, ValueError, KeyError, TypeError):
        raise Stop("清单.json 读不出来：这份备份不完整，请换一份更早的备份，并保留这一份。")
    for path, _, _ in lines:
        if os.path.isabs(path) or ".." in path.split("/"):
            raise Stop(f"清单.json 里有不该有的路径 {path!r}，没有继续。")
    return found, lines


def hashed(path):
    digest, size = hashlib.sha256(), 0
    with open(path, "rb") as file:
        for piece in iter(lambda: file.read(PIECE), b""):
            digest.update(piece)
            size += len(piece)
    return size, digest.hexdigest()


def wrong_with(folder, lines):
    """Return what differs from the manifest, one sentence each."""
    found = []
    for path, size, digest in lines:
        try:
            if hashed(os.path.join(folder, path)) != (size, digest):
                found.append(f"{path} 与清单不一致（损坏，或被换过）")
        except FileNotFoundError:
            found.append(f"缺少 {path}")
        except OSError as fault:
            found.append(f"{path} 读不出来：{fault}")
    return found


def check():
    told, lines = manifest()
    say(f"备份 {told['name']}，{told['made']}，共 {len(lines)} 个文件。正在逐字节核对……")
    wrong = wrong_with(SET, lines)
    if wrong:
        raise Stop(
            "核对没有通过：\n  " + "\n  ".join(wrong) + "\n请换一份更早的备份，并保留这一份。"
        )
    say("核对通过：每个文件都与清单一致。")
    lacking = len(told.get("lacking") or ())
    if lacking:
        say(f"注意：做这份备份时，有 {lacking} 个附件已经丢失、损坏或读不出，要从更早的备份里找。")
    return lines


def restore(target):
    data = [line for line in check() if line[0] not in PAPERS]
    target = os.path.abspath(target)
    if os.path.lexists(target):
        raise Stop(f"{target} 已经存在。请给一个还没有的文件夹名，本脚本不覆盖任何东西。")
    if os.path.commonpath([SET, target]) == SET:
        raise Stop("请不要恢复到备份文件夹里面，换一个别的地方。")
    unfinished = target + ".unfinished"
    try:
        os.makedirs(unfinished, mode=0o700)
    except FileExistsError:
        raise Stop(f"{unfinished} 是以前没有做完的恢复，请先移走它。")
    for folder in FOLDERS:
        os.makedirs(os.path.join(unfinished, folder), mode=0o700)
    for path, _, _ in data:
        copy = os.path.join(unfinished, path)
        with open(os.path.join(SET, path), "rb") as source, open(copy, "xb") as file:
            os.chmod(copy, 0o600)
            shutil.copyfileobj(source, file, PIECE)
            file.flush()
            os.fsync(file.fileno())
    wrong = wrong_with(unfinished, data)
    if wrong:
        raise Stop("写出后读回不一致，请换一个磁盘再试：\n  " + "\n  ".join(wrong))
    os.rename(unfinished, target)
    say(f"已恢复到 {target}，并读回核对。请用编清程序打开这个文件夹。")


def keys(account, by_sheet):
    """Return the register key (or None) and the audit key."""
    try:
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
        from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
    except ImportError:
        raise Stop("这一步需要较新的 Python 组件 cryptography，以及 sqlcipher3，这台机器上没有。")
    with open(os.path.join(SET, "vault.json"), encoding="utf-8") as file:
        body = json.load(file)["body"]
    office = body["office"]["code"]
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)

    def opened(private, sealed, purpose):
        info = ("bianqing/seal/v1|" + purpose).encode()
        key = X25519PrivateKey.from_private_bytes(private)
        return suite.decrypt(bytes.fromhex(sealed), key, info=info)

    try:
        if by_sheet:
            both = opened(sheet(), body["recovery"]["sealed"], "recovery|" + office)
            return both[:32], both[32:64]
        held = [each for each in body["accounts"] if each["name"] == account]
        if not held:
            raise Stop(f"这份备份里没有账号“{account}”。")
        private = private_key(held[0], office)
        tail = f"|{office}|{account}"
        audit = opened(private, held[0]["audit_seal"], "audit" + tail)
        sealed = held[0]["register_seal"]
        return (opened(private, sealed, "register" + tail) if sealed else None), audit
    except Stop:
        raise
    except Exception:
        raise Stop("打不开：密码或恢复码不对，或者不是备份当天的那一个。")


def private_key(account, office):
    """Open the slot of an account with the password that is asked for."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    slot, name = account["slot"], account["name"]
    if slot["memory_kib"] > 2 << 20 or slot["passes"] > 20 or slot["lanes"] > 16:
        raise Stop("vault.json 里的密码参数不在允许范围内，没有计算。")
    header = {"office": office, "account": name, "public_key": account["public_key"]}
    for field in ("salt", "kdf", "memory_kib", "passes", "lanes", "key_file"):
        if field in slot:
            header[field] = slot[field]
    secret = key_file(slot["key_file"]) if "key_file" in slot else b""
    typed = unicodedata.normalize("NFC", getpass.getpass("密码（不显示）："))
    stretched = Argon2id(
        salt=bytes.fromhex(slot["salt"]),
        length=32,
        iterations=slot["passes"],
        lanes=slot["lanes"],
        memory_cost=slot["memory_kib"],
    ).derive(typed.encode())
    info = ("bianqing/account/v1|" + name).encode()
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(stretched + secret)
    text = json.dumps(header, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    sealed = bytes.fromhex(slot["sealed"])
    return AESGCM(key).decrypt(bytes.fromhex(slot["nonce"]), sealed, text.encode())


def key_file(number):
    path = input("这个账号另需 U 盘上的密钥文件（.bqkey），请输入它的路径：").strip()
    with open(path, "rb") as file:
        content = file.read(65)
    if len(content) != 64 or content[8:24].hex() != number:
        raise Stop(f"{path} 不是这个账号的密钥文件。")
    return content[24:56]


def sheet():
    typed = unicodedata.normalize("NFKC", getpass.getpass("恢复码（不显示，含每行末尾的校验符）："))
    typed = "".join(typed.upper().replace("-", " ").split())
    typed = typed.replace("O", "0").replace("I", "1").replace("L", "1")
    if len(typed) != 56:
        raise Stop(f"恢复码应有 56 个字符（含四个校验符），现在是 {len(typed)} 个。")
    symbols = typed[:16] + typed[17:29] + typed[30:42] + typed[43:55]
    number = 0
    for symbol in symbols:
        if symbol not in DIGITS:
            raise Stop(f"“{symbol}”不是恢复码用的字符。")
        number = number << 5 | DIGITS.index(symbol)
    return (number >> 4).to_bytes(32, "big")


def database(name, key):
    from sqlcipher3 import dbapi2

    path = os.path.join(SET, name)
    connection = dbapi2.connect(f"file:{quote(path)}?mode=ro&immutable=1", uri=True)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return connection


def try_open(account, by_sheet):
    check()
    register, audit = keys(account, by_sheet)
    (acts,) = database("audit.db", audit).execute("SELECT count(*) FROM entry").fetchone()
    say(f"能打开：审计 {acts} 条。")
    if register is None:
        say("这个账号不持有台账密钥，台账没有打开。")
        return None
    database("register.db", register).execute("PRAGMA cipher_integrity_check").fetchall()
    say("能打开：台账。")
    return register


def export(target, account, by_sheet):
    if os.path.lexists(target):
        raise Stop(f"{target} 已经存在。请给一个还没有的文件夹名。")
    register = try_open(account, by_sheet)
    if register is None:
        raise Stop("没有台账密钥，不能导出。")
    os.makedirs(target, mode=0o700)
    connection = database("register.db", register)
    names = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    ).fetchall()
    for (name,) in sorted(names):
        rows = connection.execute(f'SELECT * FROM "{name}"')
        path = os.path.join(target, name + ".csv")
        with open(path, "x", encoding="utf-8-sig", newline="") as file:
            os.chmod(path, 0o600)
            writer = csv.writer(file)
            writer.writerow([column[0] for column in rows.description])
            writer.writerows([plain(value) for value in row] for row in rows)
    say(f"已导出 {len(names)} 张表到 {target}。这些表没有加密，用完请删除。")


def plain(value):
    """Keep a spreadsheet from taking a text for a formula."""
    return "'" + value if isinstance(value, str) and value[:1] in tuple("=+-@\t\r") else value


def main():
    parser = argparse.ArgumentParser(
        description="编清备份的独立恢复脚本：核对每个字节，把数据摆到新的文件夹。不覆盖任何文件。"
    )
    parser.add_argument("做什么", choices=("核对", "恢复", "试开", "导出"), nargs="?")
    parser.add_argument("文件夹", nargs="?", help="恢复、导出到哪个还没有的文件夹")
    parser.add_argument("--账号", default="负责人", help="备份当天的账号，默认负责人")
    parser.add_argument("--恢复码", action="store_true", help="用恢复码，不用密码")
    wanted = vars(parser.parse_args())
    act, target = wanted["做什么"], wanted["文件夹"]
    if act is None or (act in ("恢复", "导出") and not target):
        parser.print_help()
        return 2
    try:
        if act == "核对":
            check()
        elif act == "恢复":
            restore(target)
        elif act == "试开":
            try_open(wanted["账号"], wanted["恢复码"])
        else:
            export(target, wanted["账号"], wanted["恢复码"])
    except Stop as stop:
        say(f"\n{stop}")
        return 1
    except OSError as fault:
        say(f"\n磁盘出错，没有做完，备份没有改动：{fault}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
