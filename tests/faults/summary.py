# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All figures in one table, printed and kept as summary.txt."""

import argparse
import json
import sys
from pathlib import Path

from lab.oracle import DUPLICATE, FALSE_STATE, LOST

COLUMNS = ("trials", LOST, DUPLICATE, FALSE_STATE, "uncertain", "seconds")


def line(title, cells) -> str:
    return f"{title:<44}" + "".join(f"{cell:>14}" for cell in cells)


def described(facts: dict) -> str:
    if "skipped" in facts:
        return f"{facts['title']:<44}  skipped: {facts['skipped']}"
    if "caught" in facts:
        verdict = "caught" if facts["caught"] else "NOT CAUGHT"
        return f"{facts['title']:<44}  {verdict} in trial {facts['trials']}, {facts['seconds']} s"
    return line(facts["title"], [facts[column] for column in COLUMNS])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("names", nargs="+", help="the experiments that belong to a whole run")
    options = parser.parse_args()
    rows, missing = [line("", COLUMNS)], []
    for name in options.names:
        file = options.out / f"{name}.json"
        if file.exists():
            rows.append(described(json.loads(file.read_text())))
        else:
            missing.append(name)
    rows += [f"{name:<44}  did not run" for name in missing]
    text = "\n".join(rows) + "\n"
    (options.out / "summary.txt").write_text(text)
    print(text)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
