# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that all experiments share."""

import argparse
import datetime
import os
import random
from pathlib import Path


def read_options(what: str, *more) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("--bin", type=Path, required=True, help="the folder of sendoff and sendoff-practice")
    parser.add_argument("--out", type=Path, required=True, help="where figures and evidence go")
    parser.add_argument("--full", action="store_true", default=os.environ.get("SENDOFF_FAULTS") == "full")
    parser.add_argument("--seed", type=int, default=int(os.environ.get("SENDOFF_FAULTS_SEED", _day())))
    for name, settings in more:
        parser.add_argument(name, **settings)
    options = parser.parse_args()
    options.bin, options.out = options.bin.resolve(), options.out.resolve()
    print(f"seed {options.seed}; again with SENDOFF_FAULTS_SEED={options.seed}", flush=True)
    return options


def chance(options) -> random.Random:
    return random.Random(options.seed)


def _day() -> int:
    """Another part of the whole each day."""
    return datetime.date.today().toordinal()


def rotating_tenth(points: list, options) -> list:
    """All of them in full; else each tenth, beginning somewhere else each day."""
    return points if options.full else points[options.seed % 10::10]
