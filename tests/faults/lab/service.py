# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice service with its ledger: what stands in there was accepted, and what does not was not."""

import json
import subprocess
import urllib.request
from pathlib import Path

from lab.evidence import Accepted
from lab.programs import World

SEND_PATH = "/v1.0/me/sendMail"


class Service:
    def __init__(self, world: World, name: str = "service"):
        self._world = world
        folder = world.folder / name
        folder.mkdir()
        self.ledger = folder / "ledger.jsonl"
        self._process = world.start(
            [world.practice, "--data", folder / "mailbox", "--ledger", self.ledger, "--quit-when-idle", "30"],
            stdout=subprocess.PIPE)
        self.ready_line = self._process.stdout.readline()
        if not self.ready_line:
            raise RuntimeError("sendoff-practice did not start")
        self.address = json.loads(self.ready_line)["graph"]
        self._read = 0
        self._entries = {}

    def stop(self):
        self._world.kill(self._process)

    def set_faults(self, *rules):
        self._ask("PUT", json.dumps(rules).encode())

    def clear_faults(self):
        self._ask("DELETE")

    def requests(self) -> int:
        return json.loads(self._ask("GET"))["requests"]

    def rules(self) -> list:
        """The faults that are set, each with how often it was met."""
        return json.loads(self._ask("GET"))["rules"]

    def forget_calls(self):
        self._ask("DELETE", place="/calls")

    def calls(self) -> list:
        """What was carried out since then: {"call", "status", "range" of a part}."""
        return json.loads(self._ask("GET", place="/calls"))["calls"]

    def drafts(self) -> list:
        """The subjects of what is in Drafts."""
        return json.loads(self._ask("GET", place="/calls"))["drafts"]

    def consent(self, scopes: dict):
        """Address -> permissions that its tokens have from now on, asked for or not."""
        self._ask("PUT", json.dumps(scopes).encode(), "/consents")

    def ledger_size(self) -> int:
        return self.ledger.stat().st_size

    def accepted(self) -> dict:
        """Subject -> accepted copies, oldest first."""
        with open(self.ledger, "rb") as file:
            file.seek(self._read)
            for line in file:
                if not line.endswith(b"\n"):
                    break
                self._read += len(line)
                entry = Accepted.from_ledger(json.loads(line))
                self._entries.setdefault(entry.subject, []).append(entry)
        return self._entries

    def _ask(self, method, body=None, place="/faults"):
        request = urllib.request.Request(self.address + place, data=body, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=60) as answer:
            return answer.read()


def on_send(**action) -> dict:
    """A rule for the request that delivers."""
    return {"match": {"method": "POST", "path": SEND_PATH}, "action": action}
