# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A person's profile for one trial, and what that person does with it."""

import itertools
import json
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from lab.evidence import Records, read_records, sha256
from lab.oracle import Promise, judge, overdue
from lab.programs import World
from lab.service import Service

DONE, QUEUED, UNCERTAIN = 0, 75, 79  # exit statuses that acknowledge a mail
ANSWERS = {DONE, 65, QUEUED, 77, UNCERTAIN}  # of "outbox flush", when it did what can be done now
TO = "ben@practice.example"
STARTS_TO_SETTLE = 8
LONGEST_PAUSE = 60  # seconds


@dataclass(frozen=True)
class Mail:
    subject: str
    body: str
    files: tuple = ()
    send_at: str = ""  # ISO 8601

    def arguments(self) -> list:
        words = ["--to", TO, "--subject", self.subject, "--body", self.body]
        for file in self.files:
            words += ["--attach", file]
        return words + (["--send-at", self.send_at] if self.send_at else [])

    def promise(self, **known) -> Promise:
        digests = tuple(sha256(Path(file).read_bytes()) for file in self.files)
        return Promise(self.subject, self.body, digests, **known)


class Profile:
    def __init__(self, world: World, service: Service, name: str, root: Path | None = None, copy_of=None):
        self._world = world
        self._service = service
        self.folder = (root or world.folder) / name
        self.data = self.folder / "practice"
        if copy_of:
            shutil.copytree(copy_of.folder, self.folder)
        else:
            self.data.mkdir(parents=True)
        # What "sendoff --practice" looks for: a service that runs already.
        (self.data / "service.json").write_bytes(service.ready_line)
        self.log = world.folder / "programs.log"
        self.starts = 0

    def command(self, *words) -> list:
        return [self._world.sendoff, "--profile", self.folder, "--practice", *words]

    def send_command(self, mail: Mail) -> list:
        return self.command("--send", *mail.arguments())

    def records(self) -> Records:
        return read_records(self.data)

    def run(self, command) -> int:
        self.starts += 1
        with open(self.log, "ab") as log:
            return self._world.run(command, stderr=log)

    def run_and_hear(self, command) -> tuple:
        """Its exit status, and what it said to the person."""
        size_before = self.log.stat().st_size if self.log.exists() else 0
        status = self.run(command)
        with open(self.log, "rb") as log:
            log.seek(size_before)
            return status, log.read().decode()

    def shown(self) -> list:
        """The outbox as a person sees it."""
        self.starts += 1
        with open(self.log, "ab") as log:
            process = self._world.start(self.command("outbox", "--json"), stdout=subprocess.PIPE, stderr=log)
            return json.loads(process.communicate(timeout=LONGEST_PAUSE)[0] or b"[]")

    def start(self, command):
        self.starts += 1
        with open(self.log, "ab") as log:
            return self._world.start(command, stderr=log)

    def settle(self, until_sent: str = "") -> Records:
        """Starts the program again until nothing is due any more. `until_sent`: and until the pause before the next try
        of this mail is over."""
        end = time.monotonic() + LONGEST_PAUSE
        for attempt in itertools.count():
            status = self.run(self.command("outbox", "flush"))
            records = self.records()
            is_paused = any(row.name == "waiting" for row in records.named(until_sent))
            if status in ANSWERS and not is_paused and not overdue(records, time.time_ns() // 1_000_000):
                return records
            if time.monotonic() > end and attempt >= STARTS_TO_SETTLE:
                raise AssertionError(f"{self.folder}: not settled after {attempt + 1} starts, last status {status}")
            if is_paused:
                time.sleep(0.2)

    def judge(self, promise: Promise, until_sent=False) -> list:
        return self.compare(promise, self.settle(promise.subject if until_sent else ""))

    def compare(self, promise: Promise, records: Records) -> list:
        return judge(promise, records, self._service.accepted().get(promise.subject, []))
