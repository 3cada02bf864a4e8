# SPDX-FileCopyrightText: 2026 The Sendoff authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 of the window once its text was saved: the draft is there afterwards, and after another start."""

import sys
import time

from lab.figures import Figures
from lab.options import chance, read_options
from lab.oracle import Violation
from lab.profile import Mail, Profile
from lab.programs import LONGEST_RUN, World
from lab.service import Service

AT_ONCE = 5


def has_draft(profile, mail) -> bool:
    return any(draft["subject"] == mail.subject for draft in profile.records().drafts)


def await_draft(profile, mail, window) -> bool:
    end = time.monotonic() + LONGEST_RUN
    while window.poll() is None and time.monotonic() < end:
        if has_draft(profile, mail):
            return True
        time.sleep(0.05)
    return False


def play(world, service, numbers, random, figures):
    trials = []
    for number in numbers:
        mail = Mail(f"draft {number}", f"Written, not sent: {random.random()}")
        profile = Profile(world, service, f"trial-{number}")
        trials.append((profile, mail, profile.start(profile.command(*mail.arguments()))))
    for profile, mail, window in trials:
        violations = []
        if not await_draft(profile, mail, window):
            violations.append(Violation("I6", mail.subject, "the window never saved it"))
        time.sleep(random.uniform(0, 0.05))
        world.kill(window)
        figures.count(violations + profile.judge(mail.promise(as_draft=True)))


def experiment(world, options) -> Figures:
    trials = 100 if options.full else 20
    figures = Figures("drafts", "kill -9 of a window with a draft", trials)
    service, random = Service(world), chance(options)
    for begin in range(0, trials, AT_ONCE):
        play(world, service, range(begin, begin + AT_ONCE), random, figures)
    return figures


def main() -> int:
    options = read_options(__doc__)
    with World(options.out / "drafts.work", options.bin) as world:
        return experiment(world, options).finish(options.out, world)


if __name__ == "__main__":
    sys.exit(main())
