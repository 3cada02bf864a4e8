# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trials of the send path alone (exchange.cpp): thousands, each with a connection, a database and a life of its own."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lab.evidence import Accepted, read_records
from lab.oracle import Promise, Violation, judge
from lab.programs import World

BATCH = 50  # profiles that are on the disk at a time
PATIENCE = 1_800


@dataclass(frozen=True)
class Exchange:
    subject: str
    answer: bytes
    tls: bool = False
    end: str = ""  # of the connection: FIN, RST, or that of the client
    accepted: bool = True
    read_at_most: int = -1
    answer_at_most: int = -1
    body: str = "A mail"

    def to_json(self, folder: Path) -> str:
        return json.dumps({"folder": str(folder), "subject": self.subject, "body": self.body, "tls": self.tls,
                           "end": self.end, "accepted": self.accepted, "readAtMost": self.read_at_most,
                           "answerAtMost": self.answer_at_most, "answer": base64.b64encode(self.answer).decode()})


def answer_of(status: int, headers=(), body: bytes = b"", phrase: str = "X") -> bytes:
    lines = [f"HTTP/1.1 {status} {phrase}", *headers, f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Exchanges:
    """Runs them, judges each, and says what was seen."""

    def __init__(self, world: World, program: Path, figures):
        self._world = world
        self._program = program
        self._figures = figures
        self._ledger = world.folder / "ledger.jsonl"
        self._read = 0
        # What is tested is the network; a disk in memory spares the real one. Other experiments test that.
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self._fast = tempfile.mkdtemp(prefix="sendoff-faults-", dir=memory)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self._fast, ignore_errors=True)

    def run(self, exchanges: list, expect=None) -> list:
        """`expect(exchange, rows, seen)` finds more violations than the oracle does."""
        everything = []
        for begin in range(0, len(exchanges), BATCH):
            everything += self._run_batch(exchanges[begin:begin + BATCH], expect)
        return everything

    def _run_batch(self, exchanges, expect) -> list:
        folders = [Path(self._fast) / str(number) for number in range(len(exchanges))]
        for folder in folders:
            folder.mkdir(mode=0o700)
        trials = "".join(exchange.to_json(folder) + "\n" for exchange, folder in zip(exchanges, folders))
        process = self._world.start([self._program, self._ledger], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                    stderr=None)
        output, _ = process.communicate(trials.encode(), timeout=PATIENCE)
        seen = [json.loads(line) for line in output.splitlines()]
        if process.returncode or len(seen) != len(exchanges):
            raise AssertionError(f"{self._program.name} ended with {process.returncode} after {len(seen)} trials")
        copies = self._new_copies()
        for exchange, folder, facts in zip(exchanges, folders, seen):
            self._judge(exchange, folder, facts, copies.get(exchange.subject, []), expect)
            shutil.rmtree(folder)
        return seen

    def _judge(self, exchange, folder, facts, copies, expect):
        records = read_records(folder)
        promise = Promise(exchange.subject, exchange.body, queued=True, may_be_uncertain=facts["handedOver"])
        violations = judge(promise, records, copies)
        if not facts["settled"]:
            violations.append(Violation("I5", exchange.subject, "no end was reached"))
        if expect:
            violations += expect(exchange, records.named(exchange.subject), facts)
        self._figures.count(violations, records, exchange.subject)

    def _new_copies(self) -> dict:
        found = {}
        with open(self._ledger, "rb") as file:
            file.seek(self._read)
            for line in file:
                entry = Accepted.from_ledger(json.loads(line))
                found.setdefault(entry.subject, []).append(entry)
            self._read = file.tell()
        return found
