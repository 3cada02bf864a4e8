# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is on the disk after a trial, as values: rows of the outbox, drafts, lines of the ledger."""

import hashlib
import json
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass, field
from pathlib import Path


def sha256(octets: bytes) -> str:
    return hashlib.sha256(octets).hexdigest()


@dataclass(frozen=True)
class Accepted:
    """One line of the ledger."""
    subject: str
    body_sha256: str
    attachments: tuple  # SHA-256 in hex, in the order of the mail

    @staticmethod
    def from_ledger(line: dict):
        return Accepted(line["subject"], line["bodySha256"], tuple(file["sha256"] for file in line["attachments"]))


@dataclass(frozen=True)
class Row:
    """One item of the outbox."""
    id: str
    subject: str
    revision: int
    name: str  # waiting preparing sending uncertain accepted needs-user cancelled
    state: dict
    not_before: int | None  # ms since the epoch
    body: str
    attachments: tuple  # SHA-256 of the snapshots, in the order of the mail
    intact: bool  # the snapshots in the spool are what the row says
    sent_again: int  # how often a person freed it although it was uncertain


@dataclass(frozen=True)
class Records:
    rows: list = field(default_factory=list)
    drafts: list = field(default_factory=list)  # messages as they are stored
    damage: str = ""  # what the integrity check has against the database

    def named(self, subject: str) -> list:
        return [row for row in self.rows if row.subject == subject]


def read_records(data_folder: Path) -> Records:
    """From a copy, so that looking changes nothing: opening a database with a log would."""
    if not (data_folder / "sendoff.sqlite").exists():
        return Records()
    with tempfile.TemporaryDirectory(prefix="sendoff-look-") as place:
        for suffix in ("", "-wal"):
            original = data_folder / f"sendoff.sqlite{suffix}"
            if original.exists():
                shutil.copyfile(original, Path(place) / original.name)
        connection = sqlite3.connect(Path(place) / "sendoff.sqlite")
        try:
            return _read(connection, data_folder / "spool")
        except sqlite3.DatabaseError as error:
            return Records(damage=str(error))
        finally:
            connection.close()


def _read(connection, spool: Path) -> Records:
    if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name='outbox_event'").fetchone():
        return Records()  # cut off before the first migration was committed
    verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
    items = connection.execute("SELECT id, revision, name, state, not_before, message FROM outbox_item ORDER BY number")
    rows = [_row(connection, spool, *columns) for columns in items]
    drafts = [json.loads(text) for (text,) in connection.execute("SELECT message FROM draft")]
    return Records(rows, drafts, "" if verdict == "ok" else verdict)


def _row(connection, spool, item, revision, name, state, not_before, message) -> Row:
    mail = json.loads(message)
    copies = {attachment: (file, digest.hex()) for attachment, file, digest in connection.execute(
        "SELECT attachment, file, sha256 FROM outbox_snapshot WHERE item=?", (item,))}
    wanted = [copies.get(attachment["id"]) for attachment in mail["attachments"]]
    intact = all(copy and _digest(spool / item / copy[0]) == copy[1] for copy in wanted)
    return Row(item, mail["subject"], revision, name, json.loads(state), not_before, mail["body"],
               tuple(copy[1] if copy else "" for copy in wanted), intact, _sent_again(connection, item))


def _digest(file: Path) -> str:
    try:
        return sha256(file.read_bytes())
    except OSError:
        return ""


def _sent_again(connection, item) -> int:
    before, count = "", 0
    history = connection.execute("SELECT event, name FROM outbox_event WHERE item=? ORDER BY revision", (item,))
    for event, name in history:
        count += event == "retry-asked" and before == "uncertain"
        before = name
    return count
