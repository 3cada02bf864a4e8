# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an experiment counted, kept as a file for the summary."""

import json
import sys
import time
from pathlib import Path

from lab.oracle import DUPLICATE, FALSE_STATE, LOST

MOST_SHOWN = 20


class Figures:
    def __init__(self, name: str, title: str, expected_trials: int = 0):
        self.name = name
        self.title = title
        self._expected = expected_trials
        self._begin = time.monotonic()
        self.trials = 0
        self.uncertain = 0
        self.violations = []
        self.notes = {}

    def count(self, violations: list, records=None, subject: str = ""):
        """One trial."""
        self.trials += 1
        self.violations += violations
        if records is not None:
            self.uncertain += sum(row.name == "uncertain" for row in records.named(subject))
        for violation in violations[:MOST_SHOWN]:
            print(f"  VIOLATION {violation}", flush=True)

    def note(self, key: str, amount: int = 1):
        self.notes[key] = self.notes.get(key, 0) + amount

    def finish_as_planted(self, folder: Path, invariants: set) -> int:
        """The other way round: the mistake must have been found, by one of the invariants."""
        is_found = any(violation.invariant in invariants for violation in self.violations)
        self._write(folder, {"caught": is_found})
        if not is_found:
            print(f"the planted mistake was not found in {self.trials} trials", file=sys.stderr)
        return 0 if is_found else 1

    def finish(self, folder: Path, world) -> int:
        """Writes the file; the exit status says whether all is well. If not, the world's folder is left to look at."""
        self._write(folder, {})
        enough = self.trials >= self._expected
        if not enough:
            print(f"only {self.trials} trials of {self._expected}", file=sys.stderr)
        world.keeps_evidence = not enough or bool(self.violations)
        return 1 if world.keeps_evidence else 0

    def _write(self, folder: Path, more: dict):
        columns = {column: sum(violation.column == column for violation in self.violations)
                   for column in (LOST, DUPLICATE, FALSE_STATE)}
        facts = {"name": self.name, "title": self.title, "trials": self.trials, **columns, "uncertain": self.uncertain,
                 "seconds": round(time.monotonic() - self._begin, 1), "notes": self.notes, **more,
                 "violations": [str(violation) for violation in self.violations]}
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{self.name}.json").write_text(json.dumps(facts, indent=1) + "\n")
        print(json.dumps({key: value for key, value in facts.items() if key != "violations"}), flush=True)


def skip(name: str, title: str, folder: Path, why: str) -> int:
    """ctest reads 77 as skipped."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps({"name": name, "title": title, "skipped": why}) + "\n")
    print(f"skipped: {why}", flush=True)
    return 77
